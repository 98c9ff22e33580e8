"""The fixed scene of the rights matrix: who is there, what lies where, and every action with plausible arguments."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from handlers.dialog.chat import Action, Choice, Say
from planning.inspection import Inspection
from planning.organisation import Unit, UnitKind
from planning.period import month
from planning.programme import Role
from storage import (
    campaigns,
    entries,
    groups,
    inspections,
    people,
    programmes,
    second_opinions,
    substitutions,
    suggestions,
    transfers,
    units,
)
from storage.engine import Connection
from storage.ids import new_id
from tests.handlers.decided_scene import LATER, decided_programmes
from tests.handlers.scene import WARD, WARD_UBKT, also, half_way, registers, submits
from tests.stage import Actor, Stage

# in the order in which their phones are added, so that a copy of the scene has them again
CAST = ("stranger", "removed", "other", "unit", "reviewer", "reviewer_unit", "standing", "admin")
WOMEN, FARMERS, THIRD = "hội phụ nữ", "hội nông dân", "reviewer_3"
TABLES = (
    *(
        "units",
        "inspections",
        "inspection_subjects",
        "inspection_periods",
        "programmes",
        "versions",
        "decisions",
        "item_outcomes",
        "opinions",
        "promulgations",
        "amendments",
    ),
    *("memberships", "invitations", "campaigns", "people", "entries", "groups", "topic_changes"),
    "suggestions",
    *("transfers", "second_opinions", "copies", "substitutions", "hand_reminders"),
)
PENDING_UNIT = "p-dong-tho.cb-moi"
GROUP, NEW_GROUP = "-77", "-78"


async def build(folder: Path, base: Path) -> Path:
    """Play the scene once; returns its database."""
    stage = Stage(folder, base)
    await stage.open()
    try:
        await _play(stage)
    finally:
        await stage.close()
    return stage.path


SEPTEMBER, OCTOBER = ["2027-09-01", "2027-09-30", "month"], ["2027-10-01", "2027-10-31", "month"]
LINE = "Kiểm tra tài chính đảng đối với Chi bộ Quân sự phường Đông Thọ, quý II"


async def _play(stage: Stage) -> None:
    cast = {name: stage.stranger(name) for name in (*CAST, WOMEN, FARMERS, THIRD)}
    roles = {
        "removed": [("p-dong-tho", Role.UNIT), ("ubkt-tu", Role.REVIEWER), ("ubkt-tu", Role.ADMIN)],
        "other": [("p-ham-rong", Role.UNIT)],
        "unit": [(unit, Role.UNIT) for unit in ("p-dong-tho", *LATER)],
        "reviewer": [("ubkt-tu", Role.REVIEWER)],
        "reviewer_unit": [("ubkt-tu", Role.REVIEWER), *((unit, Role.UNIT) for unit in ("p-dong-tho", *LATER))],
        "standing": [("tu", Role.STANDING)],
        "admin": [("ubkt-tu", Role.ADMIN)],
        WOMEN: [("hoi-phu-nu", Role.UNIT)],
        FARMERS: [("hoi-nong-dan", Role.UNIT)],
        THIRD: [("ubkt-tu", Role.REVIEWER)],
    }
    for name, given in roles.items():
        for unit, role in given:
            await also(stage, cast[name], unit, role)
    lan, women = cast["unit"], cast[WOMEN]
    await registers(lan)
    await submits(lan)
    await registers(lan, "chi bo mam non hoa sen", "tháng 9", "Quản lý đất đai", body=WARD_UBKT)
    await registers(women, "Hội LHPN phường Hàm Rồng", "tháng 11", "Công tác hội viên")
    await submits(women)
    await cast["reviewer"].taps("Trình BTV")
    await registers(cast[FARMERS], "Hội Nông dân phường Hàm Rồng", "tháng 10", "Công tác hội")
    await submits(cast[FARMERS])
    await lan.says("menu")
    await half_way(lan, body=WARD_UBKT)
    async with stage.database.write() as tx:
        now = stage.sandbox.now()
        new = Unit(PENDING_UNIT, "Chi bộ mới", UnitKind.CELL, "p-dong-tho", pending=True)
        await units.put(tx, new, now=now)
        chat = await people.chat(tx, "telegram", str(lan.phone.user_id))
        assert chat and chat.person_id
        put_away = await entries.start(tx, chat.person_id, "change", 1, {"body": "p-dong-tho/ubkt"}, now)
        await entries.close(tx, put_away.id, "cancelled", now)
        await entries.start(tx, chat.person_id, "lines", 1, {"lines": [LINE], "whole": {"p-dong-tho/ubkt": [0]}}, now)
        gone = await people.chat(tx, "telegram", str(cast["removed"].phone.user_id))
        assert gone and gone.person_id
        await _whole_campaign(tx, chat.person_id, now)
        await groups.admit(tx, "telegram", GROUP, "Tổ thẩm định", chat.person_id, now)
        await people.remove(tx, gone.person_id, now)
        await _verbs(tx, now)
        await decided_programmes(tx, chat.person_id, now)
        await tx.execute("delete from inbox")  # another sandbox numbers its updates from the start again


async def _whole_campaign(tx: Connection, person_id: str, now: datetime) -> None:
    """A superior's plan, and a time proposed for an inspection that may be changed."""
    campaign = await campaigns.current_id(tx) or ""
    programme = await programmes.ensure(tx, campaign, "ubkt-tinh-uy/ubkt", now)
    item = Inspection(
        new_id(), "", "ubkt-tinh-uy/ubkt", "GS_CD", ("p-nam-ngan",), (month(6, 2027),), "Quản lý đất đai",
        published=False,
    )  # fmt: skip
    await inspections.add(tx, item, campaign_id=campaign, programme_id=programme.id, person_id=None, now=now)
    own = await programmes.ensure(tx, campaign, "p-dong-tho/ubkt", now)
    (saved,) = await inspections.of_programme(tx, own.id)
    await suggestions.send(tx, saved.id, 1, saved.intervals[0], month(11, 2027), person_id=person_id, now=now)


async def _verbs(tx: Connection, now: datetime) -> None:
    """The farmers' draft was handed to the reviewer; one question is open; the administrator stands in later on."""
    async with tx.execute("select id, name from people") as cursor:
        ids = {row["name"]: str(row["id"]) for row in await cursor.fetchall()}
    async with tx.execute("select v.id from versions v order by v.id desc limit 1") as cursor:
        (row,) = await cursor.fetchall()
    farmers = await programmes.version(tx, row["id"])
    assert farmers
    by = ids["reviewer"]
    await transfers.hand_over(tx, farmers, None, by, note="", by_id=by, now=now)
    await second_opinions.ask(tx, farmers, by, ids["standing"], "Có nên không", now)
    days = (date(2027, 1, 4), date(2027, 1, 5))
    await substitutions.add(tx, by, ids[THIRD], unit_id="ubkt-tu", role=Role.REVIEWER, days=days, named_by=by, now=now)


@dataclass
class Scene:
    """A copy of the scene, with its ids."""

    stage: Stage
    cast: dict[str, Actor]
    ids: dict[str, str]

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        with closing(sqlite3.connect(self.stage.path)) as reader:
            return {
                name: reader.execute(f"select * from {name} order by 1, 2").fetchall()  # noqa: S608
                for name in TABLES
            }

    async def forge(self, who: str, say: Say, *, focus: bool = False) -> str:
        """A question that this person was never asked stands in their chat; returns its id."""
        stage, address = self.stage, str(self.cast[who].phone.user_id)
        question = new_id()
        async with stage.database.write() as tx:
            chat = await people.chat(tx, "telegram", address)
            await entries.ask(
                tx,
                question,
                channel="telegram",
                address=address,
                person_id=chat.person_id if chat else None,
                say=say.to_json(),
                lasting=True,
                card=None,
                outbox_id=new_id(),
                now=stage.sandbox.now(),
            )
            if focus:
                await people.set_question(tx, "telegram", address, question)
        return question

    async def tries(self, who: str, action: Action, text: str | None) -> str:
        """Press a forged button, or type where a forged question listens; returns the answer."""
        actor = self.cast[who]
        if text is None:
            question = await self.forge(who, Say("?", ((Choice("x", action),),)))
            actor.phone.presses_data(actor.phone.last.id, f"{question}:0")
            await self.stage.settle()
            return actor.screen
        await self.forge(who, Say("?", on_text=action), focus=True)
        return await actor.says(text)


@asynccontextmanager
async def opened(folder: Path, scene: Path) -> AsyncIterator[Scene]:
    stage = Stage(folder, scene)
    await stage.open()
    try:
        cast = {name: stage.stranger(name) for name in (*CAST, WOMEN, FARMERS, THIRD)}
        for actor in cast.values():
            await actor.starts()
        ids: dict[str, str] = {}
        for row in await stage.rows(
            "select v.id, p.body_id from versions v join programmes p on p.id = v.programme_id"
        ):
            ids[f"version {row['body_id']}"] = row["id"]
        for row in await stage.rows("select id, code from inspections"):
            ids[row["code"]] = row["id"]
        for row in await stage.rows("select id, form from entries where state in ('open', 'cancelled')"):
            ids[f"entry {row['form']}"] = row["id"]
        for row in await stage.rows("select id from decisions where verb = 'forward'"):
            ids["decision"] = row["id"]
        for row in await stage.rows("select id from suggestions"):
            ids["suggestion"] = row["id"]
        for row in await stage.rows("select id from amendments"):
            ids["amendment"] = row["id"]
        ids["unit's chat"] = str(cast["unit"].phone.user_id)
        for row in await stage.rows("select id, name from people"):
            ids[row["name"]] = row["id"]
        for name, table in {"substitution": "substitutions", "opinion": "second_opinions"}.items():
            ids[name] = (await stage.rows(f"select id from {table}"))[0]["id"]  # noqa: S608
        yield Scene(stage, cast, ids)
        # the cards of the play itself, and its groups, stand in another sandbox
        known = [item for item in stage.sandbox.refused if str(item.params.get("chat_id")) not in (GROUP, NEW_GROUP)]
        elsewhere = (
            *("message to edit not found", "message can't be edited", "message is not modified"),
            "no text in the message to edit",
        )
        left = [item for item in known if not any(text in item.description for text in elsewhere)]
        assert left == [], [(item.description, str(item.params)[:300]) for item in left]
    finally:
        await stage.close()


def cases(ids: dict[str, str]) -> dict[str, tuple[Action, str | None]]:
    """Every action of the router, some in several lights; with what is typed, for those that a text leads to."""
    draft, forwarded = ids["version p-dong-tho/du"], ids["version hoi-phu-nu/dt"]
    handed = ids["version hoi-nong-dan/dt"]
    entry = {"entry": ids["entry register"], "rev": 4}
    body = {"body": "p-dong-tho/ubkt"}
    saved = {"inspection": ids["KT-045"]}
    here = {"version": draft, "step": 0}
    agreed, ward = {"version": ids["version p-nam-ngan/du"]}, {"body": "p-nam-ngan/ubkt"}
    final = ids["version p-nam-ngan/ubkt"]
    in_force, amended = {"body": "p-truong-thi/du"}, {"body": "p-truong-thi/ubkt"}
    about = {"inspection": ids["KT-044"], "asked": "2026-11-22T02:00:00.000000Z"}
    plain: dict[str, dict[str, Any]] = {
        "menu": {},
        "help": {},
        "cancel": {},
        "entry.put": {**entry, "value": {"quarter": 4}},
        "entry.back": entry,
        "entry.cancel": entry,
        "entry.restore": {"entry": ids["entry change"]},
        "entry.resume": entry,
        "register.start": body,
        "register.anew": entry,
        "register.edit": saved,
        "quick.lines": {"lines": LINE},
        "quick.page": {"entry": ids["entry lines"], "page": 0},
        "quick.save": {"entry": ids["entry lines"], "body": "p-dong-tho/ubkt"},
        "programme.list": {},
        "programme.open": body,
        "programme.item": saved,
        "programme.delete": {**saved, "sure": 1},
        "submit.choose": {},
        "submit.ask": body,
        "submit.settle": {**body, "inspection": ids["KT-045"], "revision": 1, "time": 0},
        "submit.go": {**body, "version": 0, "of": "KT-045:1"},
        "submit.withdraw": {"body": "p-dong-tho/du", "sure": draft},
        "appraise.queue": {},
        "appraise.next": {},
        "appraise.card": here,
        "appraise.details": here,
        "appraise.item": {**here, "inspection": ids["KT-044"]},
        "appraise.agree": here,
        "appraise.return": here,
        "appraise.outcome": {**here, "inspection": ids["KT-044"], "outcome": "drop", "reason": "Trùng nội dung"},
        "appraise.clear": {**here, "inspection": ids["KT-044"]},
        "appraise.unvote": here,
        "appraise.undo": {"version": forwarded, "decision": ids["decision"]},
        "appraise.agree / standing step": {"version": forwarded, "step": 1},
        "appraise.agree / step before": {"version": forwarded, "step": 0},
        "appraise.agree / no such step": {"version": draft, "step": 7},
        "verbs.more": here,
        "transfer.ask": here,
        "transfer.note": {**here, "to": ids["reviewer_3"]},
        "transfer.go": {**here, "to": ids["reviewer_3"], "from": None},
        "transfer.back": {"version": handed, "step": 0, "from": ids["reviewer"]},
        "transfer.list": {},
        "second.ask": here,
        "second.question": {**here, "to": ids["standing"]},
        "second.send": {**here, "to": ids["reviewer_3"]},
        "second.list": {},
        "copy.ask": here,
        "copy.go": {**here, "to": ids["reviewer_3"]},
        "changes.show": here,
        "substitute.show": {},
        "substitute.for": {},
        "substitute.who": {"of": ids["reviewer"]},
        "substitute.days": {"of": ids["reviewer"], "role": "reviewer", "to": ids["reviewer_3"]},
        "substitute.go": {
            "of": ids["reviewer"],
            "role": "reviewer",
            "to": ids["reviewer_3"],
            "start": "2026-12-01",
            "end": "2026-12-02",
        },
        "substitute.end": {"substitution": ids["substitution"], "sure": True},
        "nudge.pick": {"what": "missing"},
        "nudge.go": {"what": "missing", "key": "p-dong-tho/ubkt"},
        "many.ask": {},
        "many.go": {"of": [[draft, 0]]},
        "many.undo": {"of": [draft]},
        "board.show": {},
        "board.group": {"group": "missing"},
        "admin.menu": {},
        "admin.invite": {"role": "admin", "unit": "tu"},
        "admin.pending": {"unit": PENDING_UNIT, "sure": True},
        "admin.deadline": {},
        "admin.deadline_go": {"day": "2026-12-20"},
        "admin.people": {"unit": "p-dong-tho"},
        "admin.names": {"unit": "p-dong-tho"},
        "admin.name_drop": {"unit": "cb-toa-an", "name": "TAND TP", "from": ""},
        "admin.remove": {"person": ids["other"], "asked": "2026-11-22T02:00:00.000000Z"},
        "audit.show": {"unit": "p-dong-tho"},
        "topics.find": {},
        "topics.show": {"topic": "dat_dai"},
        "topics.change": {"topic": "dat_dai", "phrase": "bờ xôi ruộng mật"},
        "topics.new": {"name": "Chợ đêm", "sure": True},
        "group.overview": {},
        "group.admit": {"channel": "telegram", "address": NEW_GROUP, "title": "Tổ thẩm định"},
        "group.no": {},
        "group.stop": {"channel": "telegram", "address": GROUP},
        "paper.own": body,
        "paper.submitted": here,
        "views.overlaps": {},
        "views.subject": {"unit": "p-quang-hung"},
        "views.item": {"inspection": ids["KT-044"]},
        "views.matrix": {},
        "views.matrix_file": {},
        "views.calendar": {"unit": "p-quang-hung"},
        "views.moves": {},
        "views.moves_file": {},
        "views.send": {**saved, "revision": 1, "before": SEPTEMBER, "after": OCTOBER},
        "views.coverage": {},
        "views.uncovered": {"unit": "p-dong-tho"},
        "views.leaders": {},
        "suggestion.take": {"suggestion": ids["suggestion"]},
        "suggestion.keep": {"suggestion": ids["suggestion"]},
        "coverage.own": body,
        "superior.show": {},
        "superior.item": {"inspection": ids["KT-048"]},
        "superior.start": {},
        "superior.edit": {"inspection": ids["KT-048"]},
        "superior.delete": {"inspection": ids["KT-048"], "sure": 1},
        "superior.delete / another body's": {**saved, "sure": 1},
        "paper.version": {"version": draft},
        "void.save": {"entry": ids["entry change"], "rev": 1, "version": draft, "confirm": True},
        "void.keep": {"entry": ids["entry change"], "rev": 1},
        "opinion.make": agreed,
        "opinion.number": agreed,
        "opinion.keep": agreed,
        "opinion.record": {**agreed, "number": "15-CV/UBKTTU", "day": "2026-11-22", "before": "", "before_day": ""},
        "promulgate.ask": ward,
        "promulgate.keep": ward,
        "promulgate.go": {
            **ward,
            "version": final,
            "number": "07-CTr/ĐU",
            "day": "2026-11-22",
        },
        "amend.start": in_force,
        "amend.reason": {**in_force, "cause": "superior"},
        "amend.discard": amended,
        "amend.discard / sure": {**amended, "sure": ids["amendment"]},
        "summary.get": {"kind": "xlsx"},
        "history.show": body,
        "history.sheet": body,
        "history.versions": body,
        "history.version": {"version": draft},
        "reach.show": {},
        "reach.prefer": {"channel": "telegram", "address": ids["unit's chat"]},
        "reach.add": {},
    }
    typed: dict[str, tuple[dict[str, Any], str]] = {
        "entry.text / typed": (entry, "tháng 4"),
        "second.answer / typed": ({"opinion": ids["opinion"], "at_once": True}, "Nên để quý IV"),
        "transfer.go / typed": (
            {**here, "to": ids["reviewer_3"], "from": None, "asked": "2026-11-22T02:00:00.000000Z"},
            "Nhờ xem giúp",
        ),
        "substitute.days / typed": (
            {"of": ids["reviewer"], "role": "reviewer", "to": ids["reviewer_3"]},
            "từ 1/12 đến 5/12",
        ),
        "amend.reason / typed": ({**in_force, "cause": "superior"}, "Tỉnh ủy kiểm tra tháng 3"),
        "opinion.number / typed": (agreed, "15-CV/UBKTTU hôm nay"),
        "promulgate.ask / typed": (ward, "07-CTr/ĐU hôm nay"),
        "appraise.return / typed": ({**here, "at_once": True}, "Bổ sung nội dung về đất đai"),
        "appraise.propose / typed": ({**here, **about, "outcome": "reschedule"}, "tháng 8"),
        "appraise.reason / typed": ({**here, **about, "outcome": "drop"}, "Trùng nội dung với đoàn khác"),
        "appraise.return / standing step typed": (
            {"version": forwarded, "step": 1, "at_once": True},
            "Bổ sung nội dung về đất đai",
        ),
        "admin.invite / typed": ({"role": "reviewer"}, "Đảng ủy phường Đông Thọ"),
        "admin.pending / typed": ({"unit": PENDING_UNIT}, "Chi bộ Chợ"),
        "topics.find / typed": ({}, "đất đai"),
        "topics.show / typed": ({"topic": "dat_dai"}, "bờ xôi"),
        "admin.deadline / typed": ({}, "20/12/2026"),
        "views.calendar / typed": ({}, "phường Quảng Hưng"),
        "audit.show / typed": ({}, "hôm nay"),
        "admin.names / typed": ({"unit": "p-dong-tho"}, "Đảng bộ Hàng Than"),
    }
    found: dict[str, tuple[Action, str | None]] = {
        name: (Action(name.partition(" ")[0], args), None) for name, args in plain.items()
    }
    return found | {name: (Action(name.partition(" ")[0], args), text) for name, (args, text) in typed.items()}


__all__ = ["CAST", "WARD", "Scene", "build", "cases", "opened"]

"""The fixed scene of the rights matrix: who is there, what lies where, and every action with plausible arguments."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from handlers.dialog.chat import Action, Choice, Say
from planning.inspection import Inspection
from planning.organisation import Unit, UnitKind
from planning.period import month
from planning.programme import Role
from storage import campaigns, entries, groups, inspections, joint, people, programmes, units
from storage.engine import Connection
from storage.ids import new_id
from tests.handlers.scene import WARD, WARD_UBKT, also, half_way, registers, submits
from tests.stage import Actor, Stage

# in the order in which their phones are added, so that a copy of the scene has them again
CAST = ("stranger", "removed", "other", "unit", "reviewer", "reviewer_unit", "standing", "admin")
WOMEN = "hội phụ nữ"
TABLES = (
    *("units", "inspections", "inspection_subjects", "inspection_periods", "programmes", "versions", "decisions"),
    *("memberships", "invitations", "campaigns", "people", "entries", "groups", "topic_changes", "joint_proposals"),
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


SUBJECT = "select unit_id from inspection_subjects where inspection_id = :id"
LINE = "Kiểm tra tài chính đảng đối với Chi bộ Quân sự phường Đông Thọ, quý II"


async def _play(stage: Stage) -> None:
    cast = {name: stage.stranger(name) for name in (*CAST, WOMEN)}
    roles = {
        "removed": [("p-dong-tho", Role.UNIT), ("ubkt-tu", Role.REVIEWER), ("ubkt-tu", Role.ADMIN)],
        "other": [("p-ham-rong", Role.UNIT)],
        "unit": [("p-dong-tho", Role.UNIT)],
        "reviewer": [("ubkt-tu", Role.REVIEWER)],
        "reviewer_unit": [("ubkt-tu", Role.REVIEWER), ("p-dong-tho", Role.UNIT)],
        "standing": [("tu", Role.STANDING)],
        "admin": [("ubkt-tu", Role.ADMIN)],
        WOMEN: [("hoi-phu-nu", Role.UNIT)],
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
        await groups.admit(tx, "telegram", GROUP, "Tổ thẩm định", chat.person_id, now)
        await people.remove(tx, gone.person_id, now)
        await _joint(tx, chat.person_id, now)
        await tx.execute("delete from inbox")  # another sandbox numbers its updates from the start again


async def _joint(tx: Connection, person_id: str, now: datetime) -> None:
    """Two inspections of another ward that overlap with KT-045: with the first one the unit has proposed a team."""
    campaign_id = await campaigns.current_id(tx)
    assert campaign_id
    programme = await programmes.ensure(tx, campaign_id, "p-ham-rong/du", now)
    kt_045 = next(row["id"] for row in tx.all("select id from inspections where code = 'KT-045'", ()))
    (subject,) = [row["unit_id"] for row in tx.all(SUBJECT, {"id": kt_045})]
    for _ in range(2):
        item = Inspection(new_id(), "", "p-ham-rong/du", "GS_CD", (subject,), (month(9, 2027),), "Quản lý đất đai")
        where = {"campaign_id": campaign_id, "programme_id": programme.id}
        await inspections.add(tx, item, **where, person_id=None, now=now)
    other = next(row["id"] for row in tx.all("select id from inspections where code = 'KT-047'", ()))
    await joint.propose(
        tx,
        campaign_id=campaign_id,
        inspection_id=kt_045,
        other_id=other,
        lead_id=kt_045,
        person_id=person_id,
        now=now,
    )


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
        cast = {name: stage.stranger(name) for name in (*CAST, WOMEN)}
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
        for row in await stage.rows("select id from joint_proposals"):
            ids["proposal"] = row["id"]
        ids["unit's chat"] = str(cast["unit"].phone.user_id)
        for row in await stage.rows("select p.id from people p where p.name = 'other'"):
            ids["other"] = row["id"]
        yield Scene(stage, cast, ids)
        # the cards of the play itself, and its groups, stand in another sandbox
        known = [item for item in stage.sandbox.refused if str(item.params.get("chat_id")) not in (GROUP, NEW_GROUP)]
        elsewhere = ("message to edit not found", "message can't be edited")
        assert [item for item in known if not any(text in item.description for text in elsewhere)] == []
    finally:
        await stage.close()


def cases(ids: dict[str, str]) -> dict[str, tuple[Action, str | None]]:
    """Every action of the router, some in several lights; with what is typed, for those that a text leads to."""
    draft, forwarded = ids["version p-dong-tho/du"], ids["version hoi-phu-nu/dt"]
    entry = {"entry": ids["entry register"], "rev": 4}
    body = {"body": "p-dong-tho/ubkt"}
    saved = {"inspection": ids["KT-045"]}
    proposal = {"proposal": ids["proposal"]}
    here = {"version": draft, "step": 0}
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
        "appraise.agree / standing step": {"version": forwarded, "step": 1},
        "appraise.agree / step before": {"version": forwarded, "step": 0},
        "appraise.agree / no such step": {"version": draft, "step": 7},
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
        "topics.find": {},
        "topics.show": {"topic": "dat_dai"},
        "topics.change": {"topic": "dat_dai", "phrase": "bờ xôi ruộng mật"},
        "topics.new": {"name": "Chợ đêm", "sure": True},
        "group.overview": {},
        "group.admit": {"channel": "telegram", "address": NEW_GROUP, "title": "Tổ thẩm định"},
        "group.no": {},
        "group.stop": {"channel": "telegram", "address": GROUP},
        "joint.propose": {**saved, "other": ids["KT-048"]},
        "joint.show": proposal,
        "joint.show / of the proposer": {**proposal, "side": "mine"},
        "joint.list": body,
        "joint.withdraw": proposal,
        "joint.let_lead": proposal,
        "joint.accept": proposal,
        "joint.decline": {**proposal, "sure": True},
        "joint.counter": proposal,
        "paper.own": body,
        "paper.submitted": here,
        "reach.show": {},
        "reach.prefer": {"channel": "telegram", "address": ids["unit's chat"]},
        "reach.add": {},
    }
    typed: dict[str, tuple[dict[str, Any], str]] = {
        "entry.text / typed": (entry, "tháng 4"),
        "appraise.return / typed": ({**here, "at_once": True}, "Bổ sung nội dung về đất đai"),
        "appraise.return / standing step typed": (
            {"version": forwarded, "step": 1, "at_once": True},
            "Bổ sung nội dung về đất đai",
        ),
        "admin.invite / typed": ({"role": "reviewer"}, "Đảng ủy phường Đông Thọ"),
        "admin.pending / typed": ({"unit": PENDING_UNIT}, "Chi bộ Chợ"),
        "topics.find / typed": ({}, "đất đai"),
        "topics.show / typed": ({"topic": "dat_dai"}, "bờ xôi"),
        "admin.deadline / typed": ({}, "20/12/2026"),
        "joint.decline / typed": ({**proposal, "asked": "2026-11-22T02:00:00.000000Z"}, "Đoàn đã đủ người"),
        "admin.names / typed": ({"unit": "p-dong-tho"}, "Đảng bộ Hàng Than"),
    }
    found: dict[str, tuple[Action, str | None]] = {
        name: (Action(name.partition(" ")[0], args), None) for name, args in plain.items()
    }
    return found | {name: (Action(name.partition(" ")[0], args), text) for name, (args, text) in typed.items()}


__all__ = ["CAST", "WARD", "Scene", "build", "cases", "opened"]

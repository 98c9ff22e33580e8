"""The fixed scene of the rights matrix: who is there, what lies where."""

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
    joint,
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
    *("memberships", "invitations", "campaigns", "people", "entries", "groups", "topic_changes", "joint_proposals"),
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


OVERLAPPING = """
select i.id from inspections i join programmes p on p.id = i.programme_id where p.body_id = 'p-ham-rong/du'
order by i.code
"""
SUBJECT = "select unit_id from inspection_subjects where inspection_id = :id"
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
    other, _ = await inspections.of_programme(tx, programme.id)
    await joint.propose(
        tx,
        campaign_id=campaign_id,
        inspection_id=kt_045,
        other_id=other.id,
        lead_id=kt_045,
        person_id=person_id,
        now=now,
    )


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
        for row in await stage.rows("select id from joint_proposals"):
            ids["proposal"] = row["id"]
        for row in await stage.rows(OVERLAPPING):
            ids["overlapping"] = row["id"]
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


__all__ = ["CAST", "WARD", "Scene", "build", "opened"]

"""The play of the rights matrix: who is there, what they did, what lies where. It is played once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

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
from tests.handlers.scene import WARD_UBKT, also, half_way, registers, submits
from tests.stage import Stage

# in the order in which their phones are added, so that a copy of the scene has them again
CAST = ("stranger", "removed", "other", "unit", "reviewer", "reviewer_unit", "standing", "admin")
WOMEN, FARMERS, THIRD = "hội phụ nữ", "hội nông dân", "reviewer_3"
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

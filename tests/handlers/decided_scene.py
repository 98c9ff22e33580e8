"""Programmes in every state after the agreement, put straight into the database for the rights matrix."""

from __future__ import annotations

from datetime import date, datetime

from planning.appraisal import ItemOutcome, Proposal, Ruling
from planning.inspection import Inspection, freeze
from planning.period import month
from planning.programme import Cause, ProgrammeState, Role, Verb, VersionState
from planning.programme import Outcome as Decided
from storage import campaigns, in_force, inspections, opinions, outcomes, programmes
from storage.engine import Connection

LATER = ("p-nam-ngan", "p-truong-thi", "p-lam-son")  # units of those programmes
RETURNED = Decided(VersionState.RETURNED, ProgrammeState.RETURNED, 0)
AGREED = Decided(VersionState.AGREED, ProgrammeState.AGREED, 0)


async def decided_programmes(tx: Connection, person_id: str, now: datetime) -> None:
    """p-nam-ngan/du: agreed, with an opinion; p-nam-ngan/ubkt: a final one; p-truong-thi/du: in force;
    p-truong-thi/ubkt: being amended; p-lam-son/du: returned, with another time asked for."""
    await _returned(tx, "p-lam-son/du", "p-lam-son.ubnd", person_id, now)
    for body, unit in (
        ("p-nam-ngan/du", "p-nam-ngan"),
        ("p-nam-ngan/ubkt", "p-nam-ngan"),
        ("p-truong-thi/du", "p-truong-thi.cb-pho-1"),
        ("p-truong-thi/ubkt", "p-truong-thi.cb-pho-1"),
    ):
        await _agreed(tx, body, unit, person_id, now)
    for body in ("p-nam-ngan/ubkt", "p-truong-thi/du", "p-truong-thi/ubkt"):
        await _final(tx, body, person_id, now)
    for body in ("p-truong-thi/du", "p-truong-thi/ubkt"):
        version = await _version(tx, body)
        assert await in_force.promulgate(tx, version, "05-CTr/ĐU", date(2026, 11, 22), person_id, now)
    amended = await programmes.of_body(tx, await _campaign(tx), "p-truong-thi/ubkt")
    assert amended
    assert await in_force.amend(tx, amended, Cause.ADD, "Bổ sung theo chỉ đạo", person_id, now)


async def _campaign(tx: Connection) -> str:
    campaign_id = await campaigns.current_id(tx)
    assert campaign_id
    return campaign_id


async def _version(tx: Connection, body: str) -> programmes.Version:
    programme = await programmes.of_body(tx, await _campaign(tx), body)
    version = await programmes.last_version(tx, programme.id) if programme else None
    assert version
    return version


async def _agreed(tx: Connection, body: str, unit: str, person_id: str, now: datetime) -> None:
    campaign_id = await _campaign(tx)
    programme = await programmes.ensure(tx, campaign_id, body, now)
    item = Inspection(f"later {body}", "", body, "GS_CD", (unit,), (month(10, 2027),), "Công tác hội viên")
    await inspections.add(tx, item, campaign_id=campaign_id, programme_id=programme.id, person_id=person_id, now=now)
    items = await inspections.of_programme(tx, programme.id)
    version = await programmes.submit(tx, programme, content=freeze(items), late=False, person_id=person_id, now=now)
    assert version
    assert await programmes.decide(
        tx,
        version,
        AGREED,
        seat=Role.REVIEWER,
        verb=Verb.AGREE,
        reason="",
        person_id=person_id,
        now=now,
        agreed=freeze(items),
    )
    assert await opinions.add(tx, version.id, OPINION, person_id, now)


async def _returned(tx: Connection, body: str, unit: str, person_id: str, now: datetime) -> None:
    campaign_id = await _campaign(tx)
    programme = await programmes.ensure(tx, campaign_id, body, now)
    item = Inspection(f"back {body}", "", body, "GS_CD", (unit,), (month(10, 2027),), "Công tác hội viên")
    await inspections.add(tx, item, campaign_id=campaign_id, programme_id=programme.id, person_id=person_id, now=now)
    items = await inspections.of_programme(tx, programme.id)
    version = await programmes.submit(tx, programme, content=freeze(items), late=False, person_id=person_id, now=now)
    assert version
    asked = Ruling(ItemOutcome.RESCHEDULE, Proposal(intervals=(month(11, 2027),)), "Tránh trùng")
    assert await outcomes.put(tx, version.id, 0, item.id, asked, person_id=person_id, now=now)
    by = {"seat": Role.REVIEWER, "verb": Verb.RETURN, "reason": "", "person_id": person_id, "now": now}
    assert await programmes.decide(tx, version, RETURNED, **by)  # type: ignore[arg-type]


async def _final(tx: Connection, body: str, person_id: str, now: datetime) -> None:
    written = await opinions.of_version(tx, (await _version(tx, body)).id)
    assert written
    assert await opinions.record(tx, written, f"11-CV/{body[-4:]}", date(2026, 11, 22), person_id, now)


# the values of a letter, as little as a paper needs
OPINION = {
    "head": {
        "superior": "",
        "issuer": "Ủy ban Kiểm tra",
        "code": "UBKTTU",
        "place": "",
        "on": None,
        "year": 2026,
        "format": "party",
    },
    "signature": {"signs_for": "Ủy ban Kiểm tra", "position": ""},
    "to": ["Đảng ủy"],
    "appraiser": "Ủy ban Kiểm tra",
    "body": "Đảng ủy",
    "year": 2027,
    "version": 1,
    "submitted_on": "2026-11-22",
    "rows": [],
    "bases": [],
    "remarks": [],
    "issue_by": None,
    "report_to": "",
    "copies": [],
    "kept_at": "",
    "made_at": "2026-11-22T02:00:00Z",
}

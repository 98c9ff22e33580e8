"""Planned inspections with their subjects and times. Every live one counts for overlaps, decided or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from planning.amendment import is_same, still_counting
from planning.inspection import Details, Inspection
from planning.lexicon import Lexicon
from planning.overlap import YEARS_BACK, Around, shared_content
from planning.period import Interval, Precision
from planning.programme import DECIDED, ProgrammeState
from planning.topics import Content
from storage import in_force, office, visits
from storage.engine import Connection, load, select_in, stamp
from storage.packed import pack, unpack

queries = load(__file__)


async def _whole(tx: Connection, rows: Sequence[Any]) -> list[Inspection]:
    """Rows with their subjects and times, in the rows' order."""
    ids = [row["id"] for row in rows]
    subjects: dict[str, list[str]] = {row["id"]: [] for row in rows}
    periods: dict[str, list[Interval]] = {row["id"]: [] for row in rows}
    members: dict[str, list[tuple[str, str]]] = {row["id"]: [] for row in rows}
    if rows:
        async for row in select_in(tx, queries.subjects.sql, ids=ids):
            subjects[row["inspection_id"]].append(row["unit_id"])
            if row["member"]:
                members[row["inspection_id"]].append((row["unit_id"], row["member"]))
        async for row in select_in(tx, queries.periods.sql, ids=ids):
            starts, ends = date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])
            periods[row["inspection_id"]].append(Interval(starts, ends, Precision(row["precision"])))
    return [
        Inspection(
            id=row["id"],
            code=row["code"],
            body_id=row["body_id"],
            form=row["form"],
            subjects=tuple(subjects[row["id"]]),
            intervals=tuple(periods[row["id"]]),
            content=row["content"],
            details=Details(
                period_inspected=row["period_inspected"],
                duration=row["duration"],
                lead=row["lead"],
                partners=row["partners"],
                leader=row["leader"],
                basis=row["basis"],
                mode=row["mode"],
            ),
            revision=row["revision"],
            topics=tuple(unpack(row["topics"])) if row["topics"] else None,
            members=tuple(members[row["id"]]),
            either=bool(row["either"]),
            published=None if row["published"] is None else bool(row["published"]),
        )
        for row in rows
    ]


async def get(tx: Connection, inspection_id: str) -> Inspection | None:
    """A live inspection."""
    found = await _whole(tx, [row async for row in queries.one(tx, id=inspection_id)])
    return found[0] if found else None


async def of_programme(tx: Connection, programme_id: str) -> tuple[Inspection, ...]:
    """The live inspections of a programme, by code."""
    rows = [row async for row in queries.of_programme(tx, programme_id=programme_id)]
    return tuple(await _whole(tx, rows))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another inspection near one, and the state of its programme. `published`: its programme has been agreed, it is in
    force while an amendment is written, or its superior body made it public."""

    item: Inspection
    state: ProgrammeState
    published: bool


async def near(
    tx: Connection,
    campaign_id: str,
    around: Around,
    intervals: Sequence[Interval],
    content: Content,
    lexicon: Lexicon | None = None,
    *,
    on: date | None = None,
) -> tuple[Neighbour, ...]:
    """Live inspections that can meet one with this time and content: everything at the close units, of this campaign
    and of those two years back; elsewhere what shares days with it and its content, or exact days (`pairs.compare`:
    `lexicon` and `on` as there)."""
    found = {row["inspection_id"] async for row in select_in(tx, queries.at.sql, unit_ids=sorted(around.close))}
    for visit in await visits.meeting(tx, around, intervals, content_known=bool(content.text)):
        if visit.exact or shared_content(content, visit.content, lexicon, on):
            found.add(visit.inspection_id)
    amended = await in_force.being_amended(tx, campaign_id)
    if not found and not amended:
        return ()
    counting = {row["id"] async for row in queries.campaigns_back(tx, campaign_id=campaign_id, years=YEARS_BACK)}
    rows = select_in(tx, queries.near.sql, ids=sorted(found))
    kept = [row async for row in rows if row["campaign_id"] in counting]
    kept.sort(key=lambda row: (row["campaign_id"], len(row["code"]), row["code"]))
    return (*await _neighbours(tx, kept, amended), *await _standing(tx, amended, around, intervals))


async def _neighbours(
    tx: Connection, rows: Sequence[Any], amended: Sequence[in_force.Amended] = ()
) -> tuple[Neighbour, ...]:
    known = {item.id: item for one in amended for item in one.items}
    found = []
    for row, item in zip(rows, await _whole(tx, rows), strict=True):
        state = ProgrammeState(row["programme_state"])
        agreed = state in DECIDED or (item.id in known and is_same(item, known[item.id]))
        found.append(Neighbour(item, state, agreed if item.published is None else item.published))
    return tuple(found)


async def _standing(
    tx: Connection, amended: Sequence[in_force.Amended], around: Around, intervals: Sequence[Interval]
) -> list[Neighbour]:
    """What an amendment leaves out or changes, which is in force until it is agreed."""
    return [
        Neighbour(item, ProgrammeState.PROMULGATED, published=True)
        for one in amended
        for item in still_counting(one.items, await of_programme(tx, one.programme_id))
        if around.close.intersection(item.subjects) or _days_in_common(item.intervals, intervals)
    ]


async def of_campaign(tx: Connection, campaign_id: str) -> tuple[Neighbour, ...]:
    """Every live inspection of a campaign, by code."""
    amended = await in_force.being_amended(tx, campaign_id)
    return await _neighbours(tx, [row async for row in queries.of_campaign(tx, campaign_id=campaign_id)], amended)


def _days_in_common(these: Sequence[Interval], those: Sequence[Interval]) -> bool:
    return any(one.meets(other) for one in these for other in those)


async def contents(tx: Connection, campaign_id: str) -> list[Content]:
    """What every live inspection of the campaign is about."""
    return [visits.content(row) async for row in queries.contents(tx, campaign_id=campaign_id)]


async def _put_lists(tx: Connection, item: Inspection) -> None:
    members = dict(item.members)
    for position, unit_id in enumerate(item.subjects):
        await queries.add_subject(tx, id=item.id, position=position, unit_id=unit_id, member=members.get(unit_id, ""))
    for position, interval in enumerate(item.intervals):
        await queries.add_period(
            tx,
            id=item.id,
            position=position,
            starts_on=interval.start.isoformat(),
            ends_on=interval.end.isoformat(),
            precision=interval.precision,
        )
    await visits.put(tx, item.id, item.subjects, item.times)


def _columns(item: Inspection) -> dict[str, str | int | None]:
    details = item.details
    return {
        "id": item.id,
        "form": item.form,
        "content": item.content,
        "period_inspected": details.period_inspected,
        "duration": details.duration,
        "lead": details.lead,
        "partners": details.partners,
        "leader": details.leader,
        "basis": details.basis,
        "mode": details.mode,
        "topics": None if item.topics is None else pack(list(item.topics)),
        "either": int(item.either),
        "published": None if item.published is None else int(item.published),
    }


async def add(
    tx: Connection,
    item: Inspection,
    *,
    campaign_id: str,
    programme_id: str,
    person_id: str | None,
    now: datetime,
    heeded: Sequence[str] = (),
) -> str:
    """Save a new inspection; returns its code, which is campaign-wide and never used again."""
    code = f"KT-{await office.bump(tx, f'code:{campaign_id}'):03}"
    await queries.put(
        tx,
        **_columns(item),
        campaign_id=campaign_id,
        programme_id=programme_id,
        code=code,
        person_id=person_id,
        heeded=pack(list(heeded)),
        now=stamp(now),
    )
    await _put_lists(tx, item)
    return code


async def change(tx: Connection, item: Inspection, now: datetime, *, heeded: Sequence[str] = ()) -> bool:
    """Overwrite; False when somebody changed or dropped it since `item.revision`."""
    if not await queries.change(
        tx, **_columns(item), heeded=pack(list(heeded)), revision=item.revision, now=stamp(now)
    ):
        return False
    await queries.clear_subjects(tx, id=item.id)
    await queries.clear_periods(tx, id=item.id)
    await visits.clear(tx, item.id)
    await _put_lists(tx, item)
    return True


async def set_team(tx: Connection, item: Inspection, details: Details, now: datetime) -> bool:
    """Write who leads and who takes part, and nothing else; False when somebody changed or dropped it meanwhile."""
    return bool(
        await queries.set_team(
            tx, id=item.id, revision=item.revision, lead=details.lead, partners=details.partners, now=stamp(now)
        )
    )


async def restore(tx: Connection, programme_id: str, items: Sequence[Inspection], now: datetime) -> int:
    """The programme's live inspections are these again, whatever was added, changed or dropped since; returns how many
    had to be touched. Codes stay used."""
    live = {item.id: item for item in await of_programme(tx, programme_id)}
    kept = {item.id for item in items}
    gone = [item_id for item_id in live if item_id not in kept]
    for item_id in gone:
        await drop(tx, item_id, now)
    differing = [item for item in items if item.id not in live or not is_same(live[item.id], item)]
    for item in differing:
        await settle(tx, item, now)
    return len(gone) + len(differing)


async def heeded(tx: Connection, inspection_id: str) -> list[str]:
    """The keys of the overlaps that were told and kept when it was last saved."""
    return list(unpack(await queries.heeded(tx, id=inspection_id) or "[]"))


async def settle(tx: Connection, item: Inspection, now: datetime) -> bool:
    """A decision made this of it: whatever its revision, live again if it was dropped; what was heeded stays heeded.
    False when there never was one with this id."""
    await queries.revive(tx, id=item.id, now=stamp(now))
    live = await get(tx, item.id)
    if live is None:
        return False
    if replace(live, revision=item.revision) == item:
        await visits.clear(tx, item.id)
        await visits.put(tx, item.id, item.subjects, item.times)
        return True
    known = await heeded(tx, item.id)
    return await change(tx, replace(item, revision=live.revision), now, heeded=known)


async def changed_since(tx: Connection, programme_id: str, since: datetime) -> bool:
    """Whether anything of a programme was added, changed or dropped after a moment."""
    return bool(await queries.changed_since(tx, programme_id=programme_id, since=stamp(since)))


async def drop(tx: Connection, inspection_id: str, now: datetime) -> bool:
    """Take it out of programme and overlaps; False when it was dropped before."""
    dropped = bool(await queries.drop(tx, id=inspection_id, now=stamp(now)))
    if dropped:
        await visits.clear(tx, inspection_id)
    return dropped

"""Planned inspections with their subjects and times. Every live one counts for overlaps, decided or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from planning.inspection import Details, Inspection
from planning.lexicon import Lexicon
from planning.overlap import YEARS_BACK, Around, shared_content
from planning.period import Interval, Precision
from planning.programme import ProgrammeState
from planning.topics import Content
from storage import office, visits
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
    """Another inspection near one, and the state of its programme."""

    item: Inspection
    state: ProgrammeState

    @property
    def published(self) -> bool:
        """Whether its programme has been agreed, or its superior body made it public."""
        return self.state is ProgrammeState.AGREED if self.item.published is None else self.item.published


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
    if not found:
        return ()
    counting = {row["id"] async for row in queries.campaigns_back(tx, campaign_id=campaign_id, years=YEARS_BACK)}
    rows = select_in(tx, queries.near.sql, ids=sorted(found))
    kept = [row async for row in rows if row["campaign_id"] in counting]
    kept.sort(key=lambda row: (row["campaign_id"], len(row["code"]), row["code"]))
    return await _neighbours(tx, kept)


async def _neighbours(tx: Connection, rows: Sequence[Any]) -> tuple[Neighbour, ...]:
    states = [ProgrammeState(row["programme_state"]) for row in rows]
    return tuple(map(Neighbour, await _whole(tx, rows), states))


async def of_campaign(tx: Connection, campaign_id: str) -> tuple[Neighbour, ...]:
    """Every live inspection of a campaign, by code."""
    return await _neighbours(tx, [row async for row in queries.of_campaign(tx, campaign_id=campaign_id)])


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


async def heeded(tx: Connection, inspection_id: str) -> list[str]:
    """The keys of the overlaps that were told and kept when it was last saved."""
    return list(unpack(await queries.heeded(tx, id=inspection_id) or "[]"))


async def drop(tx: Connection, inspection_id: str, now: datetime) -> bool:
    """Take it out of programme and overlaps; False when it was dropped before."""
    dropped = bool(await queries.drop(tx, id=inspection_id, now=stamp(now)))
    if dropped:
        await visits.clear(tx, inspection_id)
    return dropped

"""Where and when inspections take place, found by unit and by every unit above. The only place that writes `visits`.

Chosen by measurement (docs/performance.md): with the units above in the rows themselves, what is below a ward or a city
is one range of one index; a table of units above and below needs a look for each unit below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planning.overlap import Around
from planning.period import Interval, Precision
from storage.engine import Connection, load, select_in

queries = load(__file__)
QUARTER = timedelta(days=92)  # what is longer has rows of its own kind: `long`


@dataclass(frozen=True, slots=True)
class Visit:
    """An inspection with days in common, as little as the rule needs. `exact`: both sides gave days."""

    inspection_id: str
    exact: bool
    content: str


async def put(tx: Connection, inspection_id: str, subjects: Iterable[str], intervals: Iterable[Interval]) -> None:
    """The rows of an inspection that has none."""
    when = list(intervals)
    for subject in subjects:
        for interval in when:
            await queries.put(
                tx,
                subject_id=subject,
                long=int(interval.end - interval.start > QUARTER),
                starts_on=interval.start.isoformat(),
                ends_on=interval.end.isoformat(),
                exact=int(interval.precision is Precision.DAY),
                id=inspection_id,
            )


async def clear(tx: Connection, inspection_id: str) -> None:
    """An inspection that was dropped, or is about to be put anew."""
    await queries.clear(tx, id=inspection_id)


async def rebuild(tx: Connection, unit_id: str) -> None:
    """Put the rows of everything at and below a unit anew: it has another unit above it."""
    touched = [row["inspection_id"] async for row in queries.at_or_below(tx, unit_id=unit_id)]
    for inspection_id in touched:
        await clear(tx, inspection_id)
        subjects = [row["unit_id"] async for row in queries.subjects_of(tx, id=inspection_id)]
        periods = [row async for row in queries.periods_of(tx, id=inspection_id)]
        await put(tx, inspection_id, subjects, [interval(row) for row in periods])


def interval(row: Any) -> Interval:
    """A row of `inspection_periods` as a value."""
    return Interval(
        date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]), Precision(row["precision"])
    )


async def meeting(
    tx: Connection, around: Around, intervals: Sequence[Interval], *, content_known: bool
) -> tuple[Visit, ...]:
    """What shares days at tied units that are not close. Days that are not exact on both sides only count together
    with the content: while that is not known, they are not looked for."""
    found: dict[tuple[str, bool], Visit] = {}
    for mine in intervals:
        exact = mine.precision is Precision.DAY
        if not exact and not content_known:
            continue
        rows = select_in(
            tx,
            queries.meeting.sql,
            trees=sorted(around.trees),
            single=sorted(around.single),
            bound=(mine.start - QUARTER).isoformat(),
            starts_on=mine.start.isoformat(),
            ends_on=mine.end.isoformat(),
            exact=0 if content_known else 1,
        )
        async for row in rows:
            visit = Visit(row["inspection_id"], exact and bool(row["exact"]), row["content"])
            found[visit.inspection_id, visit.exact] = visit
    return tuple(found.values())

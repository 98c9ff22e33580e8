"""Where and when live inspections take place, found by unit, above and below. The only place that writes `visits`.

Chosen by measurement (docs/performance.md): two joins with the table of units above and below answer as fast as an
R*Tree for one unit and as rows for every unit above would, and a unit that moves moves no inspection.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from planning.overlap import Around
from planning.period import Interval, Precision
from planning.topics import Content
from storage.engine import Connection, load
from storage.packed import unpack

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Visit:
    """An inspection with days in common, as little as the rule needs. `exact`: both sides gave days."""

    inspection_id: str
    exact: bool
    content: Content


def content(row: Any) -> Content:
    """What a row of an inspection is about, with the topics somebody confirmed."""
    return Content(row["content"], frozenset(unpack(row["topics"])) if row["topics"] else None)


async def put(tx: Connection, inspection_id: str, subjects: Iterable[str], intervals: Sequence[Interval]) -> None:
    """The rows of an inspection that has none. One without a time, which no form gives, would never be found."""
    for unit_id in subjects:
        for interval in intervals:
            await queries.put(
                tx,
                unit_id=unit_id,
                starts_on=interval.start.isoformat(),
                ends_on=interval.end.isoformat(),
                exact=int(interval.precision is Precision.DAY),
                id=inspection_id,
            )


async def clear(tx: Connection, inspection_id: str) -> None:
    """An inspection that was dropped, or is about to be put anew."""
    await queries.clear(tx, id=inspection_id)


async def meeting(
    tx: Connection, around: Around, intervals: Sequence[Interval], *, content_known: bool
) -> tuple[Visit, ...]:
    """What shares days above, below or at an agency. Days that are not exact on both sides only count together with
    the content: while that is not known, they are not looked for."""
    found: dict[tuple[str, bool], Visit] = {}
    for mine in intervals:
        exact = mine.precision is Precision.DAY
        if not exact and not content_known:
            continue
        when = {
            "starts_on": mine.start.isoformat(),
            "ends_on": mine.end.isoformat(),
            "exact": 0 if content_known else 1,
        }
        looks = [queries.meeting(tx, unit_id=unit_id, **when) for unit_id in sorted(around.trees)]
        looks += [queries.meeting_at(tx, unit_id=unit_id, **when) for unit_id in sorted(around.agencies)]
        for rows in looks:
            async for row in rows:
                visit = Visit(row["inspection_id"], exact and bool(row["exact"]), content(row))
                found[visit.inspection_id, visit.exact] = visit
    return tuple(found.values())

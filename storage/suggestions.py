"""Times that those who appraise propose for an inspection. Settled once, by a conditional update."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from planning.period import Interval, Precision
from storage.engine import Connection, load, stamp
from storage.ids import new_id
from storage.packed import pack, unpack

queries = load(__file__)


class SuggestionState(StrEnum):
    """OVERTAKEN: the inspection, or what is around it, changed before anybody answered."""

    SENT = "sent"
    TAKEN = "taken"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`before` is to become `after`, at `revision` of the inspection."""

    id: str
    inspection_id: str
    revision: int
    before: Interval
    after: Interval
    state: SuggestionState
    sent_by: str


def _to_json(interval: Interval) -> str:
    return pack([interval.start.isoformat(), interval.end.isoformat(), interval.precision.value])


def _interval(text: str) -> Interval:
    start, end, precision = unpack(text)
    return Interval(date.fromisoformat(start), date.fromisoformat(end), Precision(precision))


def _suggestion(row: Any) -> Suggestion | None:
    if row is None:
        return None
    return Suggestion(
        row["id"],
        row["inspection_id"],
        row["revision"],
        _interval(row["before"]),
        _interval(row["after"]),
        SuggestionState(row["state"]),
        row["sent_by"],
    )


async def send(
    tx: Connection,
    inspection_id: str,
    revision: int,
    before: Interval,
    after: Interval,
    *,
    person_id: str,
    now: datetime,
) -> str | None:
    """The new one's id; None when the same was sent before."""
    suggestion_id = new_id()
    added = await queries.add(
        tx,
        id=suggestion_id,
        inspection_id=inspection_id,
        revision=revision,
        before=_to_json(before),
        after=_to_json(after),
        person_id=person_id,
        now=stamp(now),
    )
    return suggestion_id if added else None


async def get(tx: Connection, suggestion_id: str) -> Suggestion | None:
    return _suggestion(await queries.get(tx, id=suggestion_id))


async def waiting(tx: Connection, inspection_id: str, revision: int) -> list[Suggestion]:
    """Those for an inspection as it is now that nobody has answered, oldest first."""
    rows = [row async for row in queries.waiting(tx, inspection_id=inspection_id, revision=revision)]
    return [found for row in rows if (found := _suggestion(row))]


async def settle(tx: Connection, suggestion_id: str, state: SuggestionState, *, person_id: str, now: datetime) -> bool:
    """Whether this call settled it: False when somebody did before."""
    return bool(await queries.settle(tx, id=suggestion_id, state=state, person_id=person_id, now=stamp(now)))

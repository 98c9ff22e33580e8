"""What is in force: promulgated programmes, their amendments, and agreements that an edit made void.

While an amendment is written, the live inspections are its working copy and the version in force is its frozen content
(docs/decisions/0015): nothing is kept twice. Every move is a conditional update.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from planning.inspection import Inspection, thaw
from planning.programme import Cause
from storage import opinions
from storage.engine import Connection, load, moment, stamp
from storage.ids import new_id
from storage.programmes import Programme, Version

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Promulgation:
    """What a unit reported of its own issued programme."""

    version_id: str
    number: str
    issued_on: date
    reported_by: str
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change to a programme in force. `state`: open, promulgated or discarded."""

    id: str
    base_id: str
    cause: Cause
    reason: str
    opened_by: str
    opened_at: datetime
    state: str
    closed_by: str | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Amended:
    """A programme whose amendment has not been agreed: `items` are still in force."""

    programme_id: str
    items: tuple[Inspection, ...]


_thawed = lru_cache(maxsize=128)(thaw)


def _promulgation(row: Any) -> Promulgation | None:
    if row is None:
        return None
    return Promulgation(
        row["version_id"],
        row["number"],
        date.fromisoformat(row["issued_on"]),
        row["reported_by"],
        moment(row["reported_at"]),
    )


def _amendment(row: Any) -> Amendment | None:
    if row is None:
        return None
    return Amendment(
        row["id"],
        row["base_id"],
        Cause(row["cause"]),
        row["reason"],
        row["opened_by"],
        moment(row["opened_at"]),
        row["state"],
        row["closed_by"],
        moment(row["closed_at"]) if row["closed_at"] else None,
    )


async def content(tx: Connection, version_id: str) -> tuple[Inspection, ...]:
    """The inspections of a version as they were agreed; of one that was not, as they were sent."""
    found = await queries.content(tx, id=version_id)
    return _thawed(found) if found else ()


async def void(tx: Connection, version: Version, now: datetime) -> bool:
    """An agreed version does not count any more, nor does the opinion on it; False when it is not agreed now, or
    promulgated."""
    if not await queries.void_version(tx, id=version.id, now=stamp(now)):
        return False
    await queries.reopen(tx, id=version.programme_id, now=stamp(now))
    await opinions.void(tx, version.id, now)
    return True


async def promulgate(
    tx: Connection, version: Version, number: str, issued_on: date, person_id: str, now: datetime
) -> bool:
    """The version is in force from now on, in the place of the one before; False when it was reported before, or is
    not agreed any more."""
    if not await queries.put_in_force(tx, id=version.programme_id, version_id=version.id, now=stamp(now)):
        return False
    await queries.add_promulgation(
        tx,
        id=new_id(),
        version_id=version.id,
        number=number,
        issued_on=issued_on.isoformat(),
        person_id=person_id,
        now=stamp(now),
    )
    await queries.close_amendment(
        tx, programme_id=version.programme_id, state="promulgated", person_id=person_id, now=stamp(now)
    )
    return True


async def promulgation(tx: Connection, version_id: str) -> Promulgation | None:
    return _promulgation(await queries.promulgation(tx, version_id=version_id))


async def correct(tx: Connection, known: Promulgation, number: str, issued_on: date) -> bool:
    """Another number or day after a slip of the finger; False when it was corrected meanwhile. Who reported it and when
    stays; what was there before is the audit's to keep."""
    return bool(
        await queries.correct(
            tx,
            version_id=known.version_id,
            number=number,
            issued_on=issued_on.isoformat(),
            before=known.number,
            before_day=known.issued_on.isoformat(),
        )
    )


async def promulgations(tx: Connection, programme_id: str) -> list[Promulgation]:
    """Of every version of a programme, oldest first."""
    rows = [row async for row in queries.promulgations(tx, programme_id=programme_id)]
    return [item for row in rows if (item := _promulgation(row))]


async def number_used(tx: Connection, programme_id: str, number: str, issued_on: date) -> bool:
    """Whether a programme was issued under this number in the same year."""
    return bool(await queries.same_number(tx, programme_id=programme_id, number=number, year=f"{issued_on.year:04}"))


async def amend(tx: Connection, programme: Programme, cause: Cause, reason: str, person_id: str, now: datetime) -> bool:
    """Open the programme for changes while its version stays in force; False when it is not promulgated now."""
    if not await queries.begin_change(tx, id=programme.id, base_id=programme.in_force_id, now=stamp(now)):
        return False
    await queries.add_amendment(
        tx,
        id=new_id(),
        programme_id=programme.id,
        base_id=programme.in_force_id,
        cause=cause,
        reason=reason,
        person_id=person_id,
        now=stamp(now),
    )
    return True


async def open_amendment(tx: Connection, programme_id: str) -> Amendment | None:
    return _amendment(await queries.open_amendment(tx, programme_id=programme_id))


async def amendments(tx: Connection, programme_id: str) -> list[Amendment]:
    """Every one there was, oldest first."""
    rows = [row async for row in queries.amendments(tx, programme_id=programme_id)]
    return [item for row in rows if (item := _amendment(row))]


async def amendment_number(tx: Connection, programme_id: str, until: datetime) -> int:
    """Which amendment of the programme was under way at a moment, from 1. Those that were given up before do not
    count, and the next one has their number."""
    return int(await queries.count_amendments(tx, programme_id=programme_id, until=stamp(until)))


async def is_given_up(tx: Connection, version: Version) -> bool:
    """Whether a version was submitted in an amendment that was given up since."""
    if version.base_id is None:
        return False
    return bool(await queries.given_up(tx, programme_id=version.programme_id, at=stamp(version.submitted_at)))


async def discard(tx: Connection, programme: Programme, person_id: str, now: datetime) -> bool:
    """The amendment is given up; False when it waits for a decision or is none. The caller restores its inspections."""
    kept = await queries.keep_in_force(tx, id=programme.id, base_id=programme.in_force_id, now=stamp(now))
    if kept:
        await queries.close_amendment(
            tx, programme_id=programme.id, state="discarded", person_id=person_id, now=stamp(now)
        )
    return bool(kept)


async def being_amended(tx: Connection, campaign_id: str) -> list[Amended]:
    """Programmes whose version in force may differ from their live inspections."""
    rows = [row async for row in queries.being_amended(tx, campaign_id=campaign_id)]
    return [Amended(row["programme_id"], _thawed(row["content"])) for row in rows]

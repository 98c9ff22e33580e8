"""The yes of each where all who sit at a step must agree; and the reminders of a step that have been sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.engine import Connection, load, stamp
from storage.ids import new_id

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Vote:
    """A yes that counts, of the one who holds the seat; `person_id`: who said it, for themselves or in their stead."""

    holder_id: str
    name: str
    person_id: str


async def cast(
    tx: Connection, version_id: str, step: int, holder_id: str, *, person_id: str | None = None, now: datetime
) -> bool:
    """Say yes; `person_id`: who said it in the holder's stead. False when they have said so already, or the version is
    not at this step any more."""
    return bool(
        await queries.cast(
            tx,
            id=new_id(),
            version_id=version_id,
            step=step,
            holder_id=holder_id,
            person_id=person_id or holder_id,
            now=stamp(now),
        )
    )


async def undo(tx: Connection, version_id: str, step: int, holder_id: str, now: datetime) -> bool:
    """Take the yes back; False when there is none, or the version has left the step."""
    return bool(await queries.undo(tx, version_id=version_id, step=step, holder_id=holder_id, now=stamp(now)))


async def of_step(tx: Connection, version_id: str, step: int) -> tuple[Vote, ...]:
    """Who has said yes, in that order."""
    return tuple(
        [
            Vote(row["holder_id"], row["name"], row["person_id"])
            async for row in queries.of_step(tx, version_id=version_id, step=step)
        ]
    )


async def of_waiting(tx: Connection, campaign_id: str) -> set[tuple[str, str]]:
    """(version id, holder id) of every yes at the step where an undecided version is now."""
    return {(row["version_id"], row["holder_id"]) async for row in queries.of_waiting(tx, campaign_id=campaign_id)}


async def claim_reminder(tx: Connection, version_id: str, step: int, person_id: str, rung: int, now: datetime) -> bool:
    """True exactly once per version, step, person and rung (days left), whoever asks and after whatever restart."""
    return bool(
        await queries.remind(tx, version_id=version_id, step=step, person_id=person_id, rung=rung, now=stamp(now))
    )

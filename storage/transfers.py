"""Handing a waiting version over to one of those who sit at its step. Every move is a conditional update."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.engine import Connection, load, stamp
from storage.ids import new_id
from storage.programmes import Version

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Transfer:
    """By whom a version was handed to whom, with what was said."""

    to_id: str
    by_name: str
    note: str


async def hand_over(
    tx: Connection, version: Version, from_id: str | None, to_id: str, *, note: str, by_id: str, now: datetime
) -> bool:
    """False when it was decided, voted on or handed over meanwhile; `from_id`: who alone had it as far as one knew."""
    known = {"version_id": version.id, "step": version.step}
    if not await queries.hand_over(tx, **known, from_id=from_id or "", to_id=to_id):
        return False
    await queries.add(tx, id=new_id(), **known, from_id=from_id, to_id=to_id, note=note, by_id=by_id, now=stamp(now))
    return True


async def give_back(tx: Connection, version: Version, from_id: str) -> bool:
    """Everybody at the step may deal with it again; False when that is so, or it was decided."""
    return bool(await queries.give_back(tx, version_id=version.id, step=version.step, from_id=from_id))


async def last(tx: Connection, version_id: str, step: int) -> Transfer | None:
    """The latest at this step."""
    row = await queries.last(tx, version_id=version_id, step=step)
    return Transfer(row["to_id"], row["by_name"], row["note"]) if row else None


async def handled_by(tx: Connection, person_id: str) -> list[str]:
    """The waiting versions that this person alone deals with."""
    return [row["id"] async for row in queries.handled_by(tx, person_id=person_id)]

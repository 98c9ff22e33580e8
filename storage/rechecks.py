"""Which inspections have to be looked at again, and what their bodies were last told of their overlaps.

A mark says only that something has changed near an inspection; what is news follows from what was told and what is. So
a mark too many does no harm, and telling twice is impossible: what was told and the mark change in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from planning.overlap import Known
from storage.engine import Connection, load, stamp
from storage.packed import pack, unpack

queries = load(__file__)


async def mark(tx: Connection, campaign_id: str, ids: Iterable[str], now: datetime) -> None:
    """Something has changed near these inspections of the campaign; those marked already keep their moment."""
    for inspection_id in sorted(set(ids)):  # one by one: for a list SQLite would walk through the whole campaign
        await queries.mark(tx, id=inspection_id, campaign_id=campaign_id, now=stamp(now))


async def due(tx: Connection, before: datetime) -> dict[str, list[str]]:
    """By body: the marked inspections near which something changed before a moment, longest ago first."""
    found: dict[str, list[str]] = {}
    async for row in queries.since(tx, before=stamp(before)):
        found.setdefault(row["body_id"], []).append(row["inspection_id"])
    return found


async def unlooked(tx: Connection, most: int) -> list[str]:
    """Marked inspections of which nobody has seen yet whether they can wait."""
    return [row["inspection_id"] async for row in queries.unlooked(tx, most=most)]


async def can_wait(tx: Connection, inspection_id: str) -> None:
    await queries.looked(tx, id=inspection_id)


async def known(tx: Connection, inspection_id: str) -> tuple[Known, ...]:
    """The overlaps that the inspection's body was last told of."""
    return tuple(Known(*one) for one in unpack(await queries.told(tx, id=inspection_id) or "[]"))


async def tell(tx: Connection, inspection_id: str, overlaps: Sequence[Known], now: datetime) -> None:
    """These are known from now on, and the mark is settled."""
    told = [[one.key, one.other_id, one.name] for one in overlaps]
    await queries.tell(tx, id=inspection_id, overlaps=pack(told), now=stamp(now))
    await queries.settle(tx, id=inspection_id)


async def forget(tx: Connection, inspection_id: str) -> None:
    """The inspection is no more."""
    await queries.forget(tx, id=inspection_id)
    await queries.settle(tx, id=inspection_id)

"""To whom a read-only card of a version was sent. It gives no rights."""

from __future__ import annotations

from datetime import datetime

from storage.engine import Connection, load, stamp

queries = load(__file__)


async def add(tx: Connection, version_id: str, person_id: str, by_id: str, now: datetime) -> bool:
    """False when this person has one."""
    return bool(await queries.add(tx, version_id=version_id, person_id=person_id, by_id=by_id, now=stamp(now)))

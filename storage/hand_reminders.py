"""Reminders that somebody sent by hand: so many a day for one thing and person. In quiet hours they wait as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage.engine import Connection, load, stamp
from storage.ids import new_id

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class HandReminder:
    """One that has not been sent yet. `object`: "programme:BODY_ID", "version:ID" or "promulgation:BODY_ID"."""

    id: str
    object: str
    person_id: str
    by_id: str


async def add(
    tx: Connection, obj: str, person_id: str, *, by_id: str, day: date, most: int, now: datetime, sent: bool
) -> bool:
    """False when this person was reminded of this thing `most` times today."""
    done = await queries.count(tx, object=obj, person_id=person_id, day=day.isoformat())
    if int(done or 0) >= most:
        return False
    await queries.add(
        tx,
        id=new_id(),
        object=obj,
        person_id=person_id,
        by_id=by_id,
        day=day.isoformat(),
        now=stamp(now),
        sent_at=stamp(now) if sent else None,
    )
    return True


async def unsent(tx: Connection) -> list[HandReminder]:
    rows = [row async for row in queries.unsent(tx)]
    return [HandReminder(row["id"], row["object"], row["person_id"], row["by_id"]) for row in rows]


async def sent(tx: Connection, reminder_id: str, now: datetime) -> bool:
    """Conditional: of two ticks one sends."""
    return bool(await queries.sent(tx, id=reminder_id, now=stamp(now)))


async def not_promulgated(tx: Connection, campaign_id: str) -> dict[str, str]:
    """By body id: the agreed version whose opinion was signed and whose programme has not been issued yet."""
    rows = [row async for row in queries.not_promulgated(tx, campaign_id=campaign_id)]
    return {row["body_id"]: row["version_id"] for row in rows}

"""When somebody last wrote or pressed, on channels that only write to those who did lately. Written with the inbox."""

from __future__ import annotations

from datetime import datetime

from storage.engine import Connection, load, moment, stamp

queries = load(__file__)


async def note(tx: Connection, channel: str, address: str, at: datetime) -> None:
    """They did something then; what came late takes nothing back."""
    await queries.note(tx, channel=channel, address=address, at=stamp(at))


async def last(tx: Connection, channel: str, address: str) -> datetime | None:
    """None: never, as far as is known."""
    value = await queries.last(tx, channel=channel, address=address)
    return moment(value) if value else None

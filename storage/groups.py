"""Groups of reviewers that were admitted, and which morning digests have gone out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage import outbox
from storage.engine import Connection, load, stamp

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat. It is told counts only; whoever presses a button there is answered in private."""

    channel: str
    address: str
    title: str
    open: bool

    @property
    def recipient(self) -> str:
        return _recipient(self.channel, self.address)


def _recipient(channel: str, address: str) -> str:
    return f"group:{channel}:{address}"


def _group(row: Any) -> Group:
    return Group(row["channel"], row["address"], row["title"], row["closed_at"] is None)


async def admit(tx: Connection, channel: str, address: str, title: str, person_id: str, now: datetime) -> None:
    """Let a group in, or in again."""
    await queries.admit(tx, channel=channel, address=address, title=title, person_id=person_id, now=stamp(now))


async def close(tx: Connection, channel: str, address: str, now: datetime) -> bool:
    """False when it was closed before, or never admitted."""
    return bool(await queries.close(tx, channel=channel, address=address, now=stamp(now)))


async def get(tx: Connection, channel: str, address: str) -> Group | None:
    row = await queries.get(tx, channel=channel, address=address)
    return _group(row) if row else None


async def admitted(tx: Connection) -> list[Group]:
    """The groups that are told something, oldest first."""
    return [_group(row) async for row in queries.admitted(tx)]


async def move(tx: Connection, channel: str, old: str, new: str) -> None:
    """The platform gave a group another address: everything that names the old one follows, in this transaction."""
    if old == new:
        return
    if await get(tx, channel, old):
        await queries.forget(tx, channel=channel, address=new)
        await queries.move(tx, channel=channel, old=old, new=new)
    await queries.move_claims(tx, old=_recipient(channel, old), new=_recipient(channel, new))
    await outbox.move_chat(tx, channel, old, new)


async def claim_digest(tx: Connection, recipient: str, day: date, waiting: int, now: datetime) -> bool:
    """True exactly once per recipient and day, whoever asks and after whatever restart."""
    return bool(await queries.claim(tx, recipient=recipient, day=day.isoformat(), waiting=waiting, now=stamp(now)))


async def claimed_digests(tx: Connection, day: date) -> set[str]:
    """Who has had this day's digest."""
    return {row["recipient"] async for row in queries.claimed(tx, day=day.isoformat())}


async def forget_digests(tx: Connection, before: date) -> int:
    """Drop the notes of which mornings had a digest before a day; returns how many."""
    return int(await queries.forget_digests(tx, day=before.isoformat()))

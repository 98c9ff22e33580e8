"""The inbox: what was received but not yet handled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage import interactions
from storage.engine import Connection, load, moment, stamp
from storage.packed import pack, unpack

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Received:
    """One update as it came. A refused one has no text: `refused` says why, `payload` holds ids only.

    interacted_at: when the person did it, on channels where that opens a window for our messages.
    """

    id: str
    channel: str
    external_id: str
    address: str
    payload: dict[str, Any]
    refused: str | None
    attempts: int = 0
    interacted_at: datetime | None = None


async def receive(tx: Connection, item: Received, now: datetime) -> bool:
    """Store an update; False when it had been stored before (a redelivery)."""
    if item.interacted_at:
        await interactions.note(tx, item.channel, item.address, item.interacted_at)
    return bool(
        await queries.receive(
            tx,
            id=item.id,
            channel=item.channel,
            external_id=item.external_id,
            address=item.address,
            payload=pack(item.payload),
            refused=item.refused,
            now=stamp(now),
        )
    )


async def chats_with_mail(tx: Connection) -> list[tuple[str, str]]:
    return [(row["channel"], row["address"]) async for row in queries.chats_with_mail(tx)]


async def next_received(tx: Connection, channel: str, address: str) -> tuple[Received | None, bool]:
    """The oldest unhandled update of a chat, and whether more wait behind it."""
    rows = [row async for row in queries.next_received(tx, channel=channel, address=address)]
    return (_received(rows[0]) if rows else None), len(rows) > 1


def _received(row: Any) -> Received:
    return Received(
        row["id"],
        row["channel"],
        row["external_id"],
        row["address"],
        unpack(row["payload"]),
        row["refused"],
        row["attempts"],
    )


async def received_done(tx: Connection, received_id: str, now: datetime) -> bool:
    return bool(await queries.received_done(tx, id=received_id, now=stamp(now)))


async def received_failed(tx: Connection, received_id: str, error: str, most: int) -> bool:
    """Count a failed try; True when it was the last one and the update is set aside."""
    await queries.received_failed(tx, id=received_id, error=error[:500], most=most)
    row = await queries.received_state(tx, id=received_id)
    return bool(row["state"] == "failed")


async def forget_received(tx: Connection, before: datetime) -> int:
    """Drop the texts of handled updates that came before; returns how many."""
    return int(await queries.forget_received(tx, before=stamp(before)))


async def forget(tx: Connection, received_id: str) -> None:
    """Drop the text of one update: it holds what is not to be kept."""
    await queries.forget_one(tx, id=received_id)


async def is_twice(tx: Connection, channel: str, address: str, within: timedelta) -> bool:
    """Whether the update that is being handled has the very text of the one before, which came at most so long ago."""
    before = await queries.handled_last(tx, channel=channel, address=address)
    now = await queries.handled_now(tx, channel=channel, address=address)
    if before is None or now is None or moment(now["received_at"]) - moment(before["received_at"]) > within:
        return False
    text = unpack(now["payload"]).get("text")
    return text is not None and text == unpack(before["payload"]).get("text")

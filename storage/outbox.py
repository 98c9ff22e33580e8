"""The outbox: what is to be sent but was not yet, and what became of what was sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.engine import Connection, load, moment, stamp
from storage.ids import new_id
from storage.packed import pack, unpack

queries = load(__file__)

ANSWER, NOTICE, REMINDER = 0, 1, 2  # priorities: people who wait come first


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it leaves."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Post:
    """One message to send, or a message to change: `replaces` is the outbox id of the message it takes over."""

    id: str
    channel: str
    address: str
    kind: str  # "say", "edit", "file", "strip" (take the buttons away) or "commands"
    payload: dict[str, Any]
    replaces: str | None
    attempts: int
    external_id: str | None
    next_try_at: datetime | None
    priority: int = 0
    attachment: Attachment | None = None  # of a "file", while it leaves
    begun: int = 0  # parts of a long one that have arrived

    @property
    def vital(self) -> bool:
        return bool(self.payload.get("vital"))


def _post(row: Any) -> Post:
    return Post(
        row["id"],
        row["channel"],
        row["address"],
        row["kind"],
        unpack(row["payload"]),
        row["replaces"],
        row["attempts"],
        row["external_id"],
        moment(row["next_try_at"]) if row["next_try_at"] else None,
        row["priority"],
        begun=row["begun"],
    )


async def forget_sent(tx: Connection, before: datetime) -> int:
    """Drop the words of messages that were settled, queued before; that they were sent stays. Returns how many."""
    return int(await queries.forget_sent(tx, before=stamp(before)))


async def post(
    tx: Connection,
    *,
    channel: str,
    address: str,
    payload: dict[str, Any],
    now: datetime,
    kind: str = "say",
    priority: int = ANSWER,
    replaces: str | None = None,
    until: datetime | None = None,
) -> str:
    """Queue a message; it leaves after the commit, but not after `until` (office time). Returns its outbox id."""
    post_id = new_id()
    tx.posted.add((channel, address))
    await queries.post(
        tx,
        id=post_id,
        channel=channel,
        address=address,
        kind=kind,
        priority=priority,
        payload=pack(payload),
        replaces=replaces,
        until=stamp(until) if until else None,
        now=stamp(now),
    )
    return post_id


async def waiting_chats(tx: Connection, now: datetime, clock: datetime, most: int = 500) -> list[tuple[str, str]]:
    """Chats with something to send now, the most urgent first. `now` is delivery's time, `clock` the office's."""
    blocked: set[tuple[str, str]] = set()
    chats: dict[tuple[str, str], None] = {}
    async for row in queries.waiting(tx, now=stamp(now), clock=stamp(clock), most=most):
        chat = (row["channel"], row["address"])
        # the head of a chat's queue that must wait holds back the rest: order within a chat is kept
        if row["next_try_at"] and row["next_try_at"] > stamp(now) and chat not in chats:
            blocked.add(chat)
        if chat not in blocked:
            chats[chat] = None
    return list(chats)


async def next_posts(
    tx: Connection, channel: str, address: str, now: datetime, clock: datetime, most: int
) -> list[Post]:
    """What to send to this chat now, in order; nothing while its first message, the chat or the channel has to wait."""
    found = queries.next_posts(tx, channel=channel, address=address, now=stamp(now), clock=stamp(clock), most=most)
    ready: list[Post] = []
    for post in [_post(row) async for row in found]:
        if post.next_try_at and post.next_try_at > now:
            break
        ready.append(post)
    return ready


async def posted(tx: Connection, post_id: str) -> Post | None:
    row = await queries.posted(tx, id=post_id)
    return _post(row) if row else None


async def last_change(tx: Connection, channel: str, address: str, post_id: str) -> dict[str, Any] | None:
    """The payload that was queued last to take the place of a message; None when there was none.
    One that never left does not count."""
    packed = await queries.last_change(tx, channel=channel, address=address, id=post_id)
    return dict(unpack(packed)) if packed else None


async def last_posted(tx: Connection, channel: str, address: str) -> str | None:
    """The outbox id of the newest message in a chat."""
    value = await queries.last_posted(tx, channel=channel, address=address)
    return str(value) if value else None


async def sent(
    tx: Connection, post_id: str, external_id: str | None, now: datetime, *, shown_at: datetime | None = None
) -> None:
    """It has left. `shown_at`: when, by the platform's own clock."""
    shown = stamp(shown_at) if shown_at else None
    await queries.sent(tx, id=post_id, external_id=external_id, now=stamp(now), shown_at=shown)


async def was_told_after(tx: Connection, channel: str, address: str, post_id: str) -> bool:
    """Whether something with choices came by itself since that message: a number may be meant for it."""
    found = queries.told_after(tx, channel=channel, address=address, id=post_id)
    payloads = [unpack(row["payload"]) async for row in found]
    return any(payload.get("told") and payload.get("rows") for payload in payloads)


async def leaving(tx: Connection, post_ids: Sequence[str]) -> None:
    """They are about to leave; after a kill nobody could say whether they did."""
    for post_id in post_ids:
        await queries.leaving(tx, id=post_id)


async def stays(tx: Connection, post_ids: Sequence[str]) -> None:
    """They have not left after all."""
    for post_id in post_ids:
        await queries.stays(tx, id=post_id)


async def left_open(tx: Connection) -> list[Post]:
    """What was leaving when the program ended."""
    return [_post(row) async for row in queries.left_open(tx)]


async def was_seen(tx: Connection, post_id: str, at: datetime) -> bool:
    """Whether a message can have been read when something was typed `at` (the platform's clock, as for `shown_at`)."""
    row = await queries.shown(tx, id=post_id)
    if row is None or row["state"] != "sent":
        return False
    return row["shown_at"] is None or row["shown_at"] <= stamp(at)


async def was_lost(tx: Connection, post_id: str, *, typed_ahead: bool) -> bool:
    """Whether a message is not there, as far as anybody knows. One that has only just been queued is lost as well, but
    not for what may be `typed_ahead` of it."""
    row = await queries.fate(tx, id=post_id)
    if row is None or row["state"] == "sent":
        return False
    return not (typed_ahead and row["state"] == "waiting" and row["attempts"] == 0)


async def until_of(tx: Connection, post_id: str) -> datetime | None:
    """When a message is out of date (office time)."""
    value = await queries.until_of(tx, id=post_id)
    return moment(value) if value else None


async def arrived(tx: Connection, post_id: str, external_id: str, now: datetime) -> bool:
    """It is there, though the platform's word for it was lost; True when it would have been sent again."""
    return bool(await queries.arrived(tx, id=post_id, external_id=external_id, now=stamp(now)))


async def again(tx: Connection, post_id: str, next_try_at: datetime, error: str, *, begun: int = 0) -> None:
    """It is tried once more then. `begun`: parts of it that have arrived by now."""
    await queries.again(tx, id=post_id, next_try_at=stamp(next_try_at), error=error[:500], begun=begun)


async def given_up(tx: Connection, post_id: str, error: str) -> None:
    await queries.given_up(tx, id=post_id, error=error[:500])


async def let_go(tx: Connection, post_id: str, state: str, error: str) -> bool:
    """It is not tried again: "uncertain" whether it arrived, or "dropped". False: that had been settled before."""
    return bool(await queries.let_go(tx, id=post_id, state=state, error=error[:500]))


async def stranded(tx: Connection, running: Collection[str]) -> list[Post]:
    """What waits for channels other than those that run."""
    found: list[Post] = []
    for channel in [row["channel"] async for row in queries.channels_with_posts(tx)]:
        if channel not in running:
            found += [_post(row) async for row in queries.waiting_on(tx, channel=channel)]
    return found


async def waiting_of(tx: Connection, channel: str, address: str) -> list[Post]:
    """Everything that waits for this chat, in order."""
    return [_post(row) async for row in queries.waiting_of(tx, channel=channel, address=address)]


async def drop_chat(tx: Connection, channel: str, address: str) -> int:
    """Nothing more goes to this chat; returns how many messages were dropped."""
    return int(await queries.drop_chat(tx, channel=channel, address=address))


async def move_chat(tx: Connection, channel: str, old: str, new: str) -> None:
    """A chat has another address now: what was sent and asked there, and what still waits, goes with it."""
    await queries.move_posts(tx, channel=channel, old=old, new=new)
    await queries.move_questions(tx, channel=channel, old=old, new=new)


async def drop_outdated(tx: Connection, clock: datetime) -> int:
    """What could not leave in its time never does; returns how many."""
    return int(await queries.drop_outdated(tx, clock=stamp(clock)))


async def pause(tx: Connection, channel: str, address: str, until: datetime) -> None:
    """Send nothing to this chat before `until`; address '' means the whole channel."""
    await queries.pause(tx, channel=channel, address=address, until=stamp(until))


async def earliest_wake(tx: Connection, now: datetime) -> datetime | None:
    """When something that waits now may be tried next."""
    value = await queries.earliest_wake(tx, now=stamp(now))
    return moment(value) if value else None


async def forget_pauses(tx: Connection, before: datetime) -> None:
    """Drop pauses that ended before."""
    await queries.forget_pauses(tx, before=stamp(before))

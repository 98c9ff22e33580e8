"""The two pumps: from the inbox through the handlers, and from the outbox to the channels.

One update is one transaction: entry, decision, audit and every message to send commit together. Sending follows the
commit, in order per chat, chats in parallel. At least once: a repeat after a crash is harmless by design.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.channels.base import (
    Channel,
    MovedError,
    RejectedError,
    RetryError,
    UncertainError,
    UnreachableError,
    UsedUpError,
)
from bot.channels.render import utf16
from bot.lanes import Chat, Lanes
from bot.limiter import Limiter
from bot.meter import Meter
from handlers.typed import spelt
from storage import groups, mailbox
from storage.engine import Connection, Database
from storage.errors import CannotWriteError
from storage.mailbox import Post, Received

log = logging.getLogger(__name__)
MOST_TRIES = 3  # of handling one update
LONGEST_PAUSE = 60.0  # seconds between two tries of sending
SOONEST = 0.01  # seconds; an instant that is lost in rounding would be waited for over and over
ASIDE = "strip"  # the kind of message that nothing has to wait for
SPOKEN = frozenset({"say", "edit"})  # kinds of messages that have words
SIDE_BY_SIDE = 4  # messages of one chat looked at together


def real_time() -> datetime:
    """Delivery lives in real time, also when the demo's clock is moved."""
    return datetime.now(UTC)


class Inbox:
    """Stores what comes in and hands it to the handlers, each update in one transaction."""

    def __init__(
        self,
        database: Database,
        handle: Callable[[Connection, Received], Awaitable[None]],
        set_aside: Callable[[Connection, Received], Awaitable[None]],
        committed: Callable[[Iterable[Chat]], None],
        meter: Meter,
    ) -> None:
        self._database = database
        self._handle = handle
        self._set_aside = set_aside
        self._committed = committed
        self._meter = meter
        self.lanes = Lanes(self._chats, self._next)

    async def store(self, items: Sequence[Received]) -> Sequence[Received]:
        """Commit a batch of updates; only then may they be acknowledged. Returns those that had not come before.

        Raises RetryError when they could not be stored: the platform keeps them meanwhile.
        """
        new: list[Received] = []
        if not items:
            return new

        async def put(tx: Connection) -> None:
            # a failing neighbour in the shared commit makes this run again
            new[:] = [item for item in items if await mailbox.receive(tx, item, real_time())]
            for channel in {item.channel for item in new}:
                await self._meter.add(tx, channel, sum(item.channel == channel for item in new))

        try:
            await self._database.batch.do(put, first=True)
        except CannotWriteError as error:
            raise RetryError(f"updates not stored: {error}") from None
        self.lanes.kick((item.channel, item.address) for item in new)
        return new

    async def _chats(self) -> Sequence[Chat]:
        async with self._database.read() as tx:
            return await mailbox.chats_with_mail(tx)

    async def _next(self, chat: Chat) -> bool:
        item: Received | None = None
        more, posted = False, set[Chat]()

        async def work(tx: Connection) -> None:
            nonlocal item, more, posted
            item, posted = None, tx.posted  # of an earlier run nothing is left
            item, more = await mailbox.next_received(tx, *chat)
            if item:
                await self._handle(tx, item)
                await mailbox.received_done(tx, item.id, real_time())

        try:
            # all of one update or nothing; several updates that are ready together share the wait for the disk
            await self._database.batch.do(work)
        except CannotWriteError:
            raise  # not the update's fault: it stays, and the lane tries it again in a moment
        except Exception as error:
            if item is None:
                raise
            log.exception("update %s failed (try %d)", item.id, item.attempts + 1)
            async with self._database.write() as tx:
                if await mailbox.received_failed(tx, item.id, type(error).__name__, MOST_TRIES):
                    await self._set_aside(tx, item)
            more, posted = True, tx.posted
        self._committed(posted)
        return more


class Outbox:
    """Sends what the transactions left, within the limits, and keeps order per chat."""

    def __init__(
        self,
        database: Database,
        channels: dict[str, Channel],
        limiter: Limiter,
        shut_out: Callable[[Connection, Chat], Awaitable[None]],
        rejected: Callable[[Connection, Post], Awaitable[None]],
        undelivered: Callable[[Connection, Post], Awaitable[None]],
        meter: Meter,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._channels = channels
        self._limiter = limiter
        self._shut_out = shut_out
        self._rejected = rejected
        self._undelivered = undelivered
        self._meter = meter
        self._clock = clock  # the office's, by which a message is out of date
        self.resting: set[str] = set()  # channels that have not started yet: nothing leaves by them
        self._held: dict[Chat, float] = {}
        self._quiet: dict[str, float] = {}  # channels that asked to wait, before the row that says so is committed
        self._unmarked: dict[str, str | None] = {}  # what arrived, as whose id, and could not be marked as sent yet
        self._aside: dict[str, str | None] = {}  # what is on its way beside its lane, and the message it changes
        self._behind: set[Chat] = set()  # chats that wait for such a message
        self._sending: set[asyncio.Task[bool]] = set()
        self.lanes = Lanes(self._chats, self._next)

    async def _chats(self) -> Sequence[Chat]:
        now = time.monotonic()
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        async with self._database.read() as tx:
            chats = await mailbox.waiting_chats(tx, real_time(), self._clock())
        return [chat for chat in chats if chat not in self._held and self._is_open(chat)]

    def _is_open(self, chat: Chat) -> bool:
        return chat[0] in self._channels and chat[0] not in self.resting

    async def longest_sleep(self) -> float:
        """Seconds until something that waits now may be tried."""
        async with self._database.read() as tx:
            wake = await mailbox.earliest_wake(tx, real_time())
        waits = [max(SOONEST, until - time.monotonic()) for until in self._held.values()]
        if wake:
            waits.append(max(SOONEST, (wake - real_time()).total_seconds()))
        self._limiter.forget_idle(time.monotonic())
        return min([*waits, 30.0])

    async def _next(self, chat: Chat) -> bool:
        """Send one message of this chat; True when there may be another one to send."""
        if not self._is_open(chat):
            return False
        async with self._database.read() as tx:
            posts = await mailbox.next_posts(tx, *chat, real_time(), self._clock(), SIDE_BY_SIDE)
            post = self._first(posts)
            together = self._together(posts) if post else ()
            target = await mailbox.posted(tx, post.replaces) if post and post.replaces else None
        if post is None:
            return False
        delay = self._limiter.wait(chat, time.monotonic())
        if delay > 0:
            self._held[chat] = time.monotonic() + max(delay, SOONEST)
            self.lanes.wake()
            return False
        if post.kind == ASIDE and self.lanes.running:
            self._send_aside(chat, post, target)
            return len(posts) > 1
        return await self._send(chat, post, target, together) and len(posts) > 1

    def _together(self, posts: Sequence[Post]) -> Sequence[Post]:
        """The first and those behind it that become one message, where a channel wants few: the last may ask something,
        those before it only tell."""
        capabilities = self._channels[posts[0].channel].capabilities
        if not capabilities.joins:
            return ()
        count = 1
        while count < len(posts) and _may_join(posts[:count], posts[count], capabilities.max_text):
            count += 1
        return posts[:count]

    def _first(self, posts: Sequence[Post]) -> Post | None:
        """The first that is not on its way, unless it has to do with one that is."""
        under_way = {self._aside[post.id] for post in posts if post.id in self._aside}
        for post in posts:
            if post.id not in self._aside:
                if post.replaces not in under_way:
                    return post
                self._behind.add((post.channel, post.address))
                return None
        if len(posts) == SIDE_BY_SIDE:  # there may be more behind them
            self._behind.add((posts[0].channel, posts[0].address))
        return None

    def _send_aside(self, chat: Chat, post: Post, target: Post | None) -> None:
        """Taking old buttons away holds nobody up: what is to be said goes on meanwhile."""
        self._aside[post.id] = post.replaces
        task = asyncio.create_task(self._send(chat, post, target))
        self._sending.add(task)

        def done(_: asyncio.Task[bool]) -> None:
            self._sending.discard(task)
            del self._aside[post.id]
            if not task.cancelled() and task.exception():
                log.error("message %s stays in the database and is tried again", post.id, exc_info=task.exception())
            if chat in self._behind:
                self._behind.discard(chat)
                self.lanes.kick([chat])

        task.add_done_callback(done)

    async def _send(self, chat: Chat, post: Post, target: Post | None, together: Sequence[Post] = ()) -> bool:
        """False when the chat has to wait, or takes nothing more. `together`: `post` and what leaves with it."""
        together = together or (post,)
        if self._quiet.get(chat[0], 0.0) > time.monotonic():
            self._held[chat] = self._quiet[chat[0]]
            self.lanes.wake()
            return False
        if post.id in self._unmarked:
            await self._mark(together[:1])
            return True
        if self._meter.monthly(chat[0]) and await self._is_spared(chat, post):
            return True
        try:
            external_id = await self._channels[chat[0]].send(_joined(together), target)
            self._unmarked |= dict.fromkeys((one.id for one in together), external_id)
        except RetryError as error:
            await self._try_later(post, error)
            return False
        except MovedError as error:
            log.info("chat %s:%s has another address now", *chat)
            async with self._database.write() as tx:
                await groups.move(tx, *chat, error.address)
            self.lanes.wake()
            return False
        except UnreachableError as error:
            log.info("chat %s takes no messages: %s", post.id, type(error).__name__)
            async with self._database.write() as tx:
                waiting = await mailbox.waiting_of(tx, *chat)
                await mailbox.drop_chat(tx, *chat)
                await self._shut_out(tx, chat)
                for one in waiting:
                    await self._undelivered(tx, one)
            self.lanes.kick(tx.posted)
            return False
        except (UncertainError, UsedUpError) as error:
            await self._let_go(chat, together, error)
            return True
        except RejectedError as error:
            log.error("message %s was refused: %s", post.id, error)
            async with self._database.write() as tx:
                await mailbox.given_up(tx, post.id, str(error))
                await self._rejected(tx, post)
            self.lanes.kick(tx.posted)
            return True
        await self._mark(together)
        return True

    async def _mark(self, posts: Sequence[Post]) -> None:
        """Raises CannotWriteError: the lane comes again, and what has arrived is not sent a second time."""

        async def mark(tx: Connection) -> None:
            for post in posts:
                await mailbox.sent(tx, post.id, self._unmarked[post.id], real_time())
            if self._unmarked[posts[0].id]:  # else nothing left: it had nothing to show here
                await self._meter.add(tx, posts[0].channel, 1)

        await self._database.batch.do(mark)
        for post in posts:
            del self._unmarked[post.id]

    async def _is_spared(self, chat: Chat, post: Post) -> bool:
        """Whether this one does not leave, because the month is nearly used up; it is settled then."""
        async with self._database.read() as tx:
            spares, empty = await self._meter.spares(tx, chat[0]), await self._meter.is_empty(tx, chat[0])
        if not (empty or (spares and not post.vital)):
            return False
        await self._let_go(chat, (post,), None)
        return True

    async def _let_go(self, chat: Chat, posts: Sequence[Post], error: UncertainError | UsedUpError | None) -> None:
        """Never tried again on this channel; whoever can be told on another one is."""
        state = "uncertain" if isinstance(error, UncertainError) else "dropped"
        log.warning("message %s: %s; %s", posts[0].id, error or "the month is nearly used up", state)
        async with self._database.write() as tx:
            if isinstance(error, UsedUpError):
                await self._meter.used_up(tx, chat[0])
            for post in posts:
                if await mailbox.let_go(tx, post.id, state, str(error or "spared")):
                    await self._undelivered(tx, post)
        self.lanes.kick(tx.posted)

    async def close(self) -> None:
        """Let go of what is on its way; it is still in the database."""
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)

    async def _try_later(self, post: Post, error: RetryError) -> None:
        seconds = error.after if error.after is not None else min(LONGEST_PAUSE, 2.0 ** min(post.attempts, 9))
        until = real_time() + timedelta(seconds=seconds)
        if error.everywhere:
            self._quiet[post.channel] = max(self._quiet.get(post.channel, 0.0), time.monotonic() + seconds)
        log.warning("message %s waits %.0f s: %s", post.id, seconds, error)
        async with self._database.write() as tx:
            await mailbox.again(tx, post.id, until, str(error))
            if error.everywhere:
                await mailbox.pause(tx, post.channel, "", until)
        self.lanes.wake()


def _may_join(before: Sequence[Post], post: Post, max_text: int) -> bool:
    """Only texts that ask nothing are put before another one, and the whole stays one message."""
    if any(one.kind not in SPOKEN for one in (*before, post)) or any(one.payload.get("rows") for one in before):
        return False
    return utf16(spelt(_joined((*before, post)).payload)) <= max_text


def _joined(posts: Sequence[Post]) -> Post:
    """One message that says what all of them say, and asks what the last one asks."""
    if len(posts) == 1:
        return posts[0]
    text = "\n\n".join(str(post.payload["text"]) for post in posts)
    return replace(posts[0], payload={**posts[-1].payload, "text": text})

"""The pump from the outbox to the channels.

Sending follows the commit, in order per chat, chats in parallel. At least once, where a platform lets a message be
changed: a repeat after a crash is harmless by design; where it does not, what may have arrived is never repeated.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.bundle import SPOKEN, bundle, joined, parts
from bot.channels.base import (
    Channel,
    ChannelError,
    MovedError,
    RejectedError,
    RetryError,
    Sent,
    UncertainError,
    UnreachableError,
    UsedUpError,
)
from bot.files import Files
from bot.lanes import Chat, Lanes
from bot.limiter import Limiter
from bot.meter import Meter
from bot.real_time import real_time
from storage import groups, mailbox
from storage.engine import Connection, Database
from storage.mailbox import Post

log = logging.getLogger(__name__)
LONGEST_PAUSE = 60.0  # seconds between two tries of sending
SOONEST = 0.01  # seconds; an instant that is lost in rounding would be waited for over and over
FILE = "file"  # the kind of message that carries a document
PAID = SPOKEN | {FILE}
ASIDE = "strip"  # the kind of message that nothing has to wait for
SIDE_BY_SIDE = 4  # messages of one chat looked at together


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
        files: Files,
    ) -> None:
        self._files = files
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
        self._unmarked: dict[str, Sent | None] = {}  # what arrived, and could not be marked as sent yet
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
        together = bundle(posts[posts.index(post) :], self._channels[chat[0]].capabilities)
        return await self._send(chat, together, target) and len(posts) > 1

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
        task = asyncio.create_task(self._send(chat, (post,), target))
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

    async def _send(self, chat: Chat, together: Sequence[Post], target: Post | None) -> bool:
        """False when the chat has to wait, or takes nothing more. `together`: what leaves as one message."""
        post = together[0]
        if self._quiet.get(chat[0], 0.0) > time.monotonic():
            self._held[chat] = self._quiet[chat[0]]
            self.lanes.wake()
            return False
        if post.id in self._unmarked:
            await self._mark(together[:1])
            return True
        if self._meter.monthly(chat[0]) and post.kind in PAID and await self._is_spared(chat, post):
            return True
        try:
            together = await self._ready(together)
            shown = await self._channels[chat[0]].send(joined(together), target)
        except ChannelError as error:
            return await self._failed(chat, together, error)
        self._unmarked |= dict.fromkeys((one.id for one in together), shown)
        await self._mark(together)
        return True

    async def _ready(self, together: Sequence[Post]) -> Sequence[Post]:
        """A document is made when it leaves."""
        if together[0].kind != FILE:
            return together
        return (await self._files.ready(together[0], self._channels[together[0].channel].capabilities),)

    async def _failed(self, chat: Chat, together: Sequence[Post], error: ChannelError) -> bool:
        """What becomes of a message that did not leave, or may not have; whether the chat's next one may be tried."""
        post = together[0]
        match error:
            case RetryError():
                await self._try_later(post, error)
                return False
            case MovedError():
                log.info("chat %s:%s has another address now", *chat)
                async with self._database.write() as tx:
                    await groups.move(tx, *chat, error.address)
                self.lanes.wake()
                return False
            case UnreachableError():
                await self._close_chat(chat, post, error)
                return False
            case UncertainError() | UsedUpError():
                await self._let_go(chat, together, error)
                return True
            case RejectedError():
                log.error("message %s was refused: %s", post.id, error)
                async with self._database.write() as tx:
                    await mailbox.given_up(tx, post.id, str(error))
                    await self._rejected(tx, post)
                self.lanes.kick(tx.posted)
                return True
        raise error

    async def _close_chat(self, chat: Chat, post: Post, error: UnreachableError) -> None:
        log.info("chat %s takes no messages: %s", post.id, type(error).__name__)
        async with self._database.write() as tx:
            waiting = await mailbox.waiting_of(tx, *chat)
            await mailbox.drop_chat(tx, *chat)
            await self._shut_out(tx, chat)
            for one in waiting:
                await self._undelivered(tx, one)
        self.lanes.kick(tx.posted)

    async def _mark(self, posts: Sequence[Post]) -> None:
        """Raises CannotWriteError: the lane comes again, and what has arrived is not sent a second time."""

        async def mark(tx: Connection) -> None:
            for post in posts:
                shown = self._unmarked[post.id]
                id_, at = (shown.id, shown.at) if shown else (None, None)
                await mailbox.sent(tx, post.id, id_, real_time(), shown_at=at)
            await self._count(tx, posts)

        await self._database.batch.do(mark)
        for post in posts:
            del self._unmarked[post.id]

    async def _count(self, tx: Connection, posts: Sequence[Post]) -> None:
        channel = posts[0].channel
        if self._meter.monthly(channel):
            await self._meter.add(tx, channel, parts(joined(posts), self._channels[channel].capabilities))

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
            elif error:
                await self._count(tx, posts)  # the worst case: it arrived
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

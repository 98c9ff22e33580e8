"""The pump from the outbox to the channels: what leaves next, in order per chat, chats in parallel.

Sending follows the commit. What becomes of a message is settled in `dispatch`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.bundle import bundle
from bot.channels.base import Channel
from bot.dispatch import Dispatch, Settled
from bot.files import Files
from bot.lanes import Chat, Lanes
from bot.limiter import Limiter
from bot.meter import Meter
from bot.real_time import real_time
from storage import mailbox
from storage.engine import Database
from storage.mailbox import Post

log = logging.getLogger(__name__)
SOONEST = 0.01  # seconds; an instant that is lost in rounding would be waited for over and over
ASIDE = "strip"  # the kind of message that nothing has to wait for
# Chats tried at one look, and none while the overall limit lets nothing leave: of hundreds that wait for it one may go
# on at a time, and trying all of them each time took longer than the limit itself.
AT_ONE_LOOK = 8
SIDE_BY_SIDE = 4  # messages of one chat looked at together


class Outbox:
    """Sends what the transactions left, within the limits, and keeps order per chat."""

    def __init__(
        self,
        database: Database,
        channels: dict[str, Channel],
        limiter: Limiter,
        settled: Settled,
        meter: Meter,
        clock: Callable[[], datetime],
        files: Files,
    ) -> None:
        self._database = database
        self._channels = channels
        self._limiter = limiter
        self._clock = clock  # the office's, by which a message is out of date
        self.resting: set[str] = set()  # channels that have not started yet: nothing leaves by them
        self._aside: dict[str, str | None] = {}  # what is on its way beside its lane, and the message it changes
        self._left_out = False  # whether more chats wait than the last look has tried
        self._behind: set[Chat] = set()  # chats that wait for such a message
        self._sending: set[asyncio.Task[bool]] = set()
        self.lanes = Lanes(self._chats, self._next)
        self.dispatch = Dispatch(database, channels, settled, meter, files, self.lanes)

    async def _chats(self) -> Sequence[Chat]:
        now = time.monotonic()
        held = self.dispatch.held
        for chat in [chat for chat, until in held.items() if until <= now]:
            del held[chat]
        async with self._database.read() as tx:
            chats = await mailbox.waiting_chats(tx, real_time(), self._clock())
        waiting = [chat for chat in chats if chat not in held and self._is_open(chat)]
        tried = [] if self._limiter.overall_wait(now) > 0 else waiting[: max(AT_ONE_LOOK, self._limiter.room(now))]
        self._left_out = len(waiting) > len(tried)
        return [*tried, *(chat for chat in self.dispatch.unwritten if chat not in tried)]

    def _is_open(self, chat: Chat) -> bool:
        return chat[0] in self._channels and chat[0] not in self.resting

    async def longest_sleep(self) -> float:
        """Seconds until something that waits now may be tried."""
        async with self._database.read() as tx:
            wake = await mailbox.earliest_wake(tx, real_time())
        waits = [max(SOONEST, until - time.monotonic()) for until in self.dispatch.held.values()]
        if wake:
            waits.append(max(SOONEST, (wake - real_time()).total_seconds()))
        if self._left_out:
            waits.append(max(SOONEST, self._limiter.overall_wait(time.monotonic())))
        self._limiter.forget_idle(time.monotonic())
        return min([*waits, 30.0])

    async def _next(self, chat: Chat) -> bool:
        """Send one message of this chat; True when there may be another one to send."""
        await self.dispatch.write_down(chat)
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
            self.dispatch.held[chat] = time.monotonic() + max(delay, SOONEST)
            self.lanes.wake()
            return False
        if post.kind == ASIDE and self.lanes.running:
            self._send_aside(chat, post, target)
            return len(posts) > 1
        together = bundle(posts[posts.index(post) :], self._channels[chat[0]].capabilities)
        return await self.dispatch.send(chat, together, target) and len(posts) > 1

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
        task = asyncio.create_task(self.dispatch.send(chat, (post,), target))
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

    async def close(self) -> None:
        """Let go of what is on its way; it is still in the database."""
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
        await self.dispatch.close()

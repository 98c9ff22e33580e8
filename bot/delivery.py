"""The two pumps: from the inbox through the handlers, and from the outbox to the channels.

One update is one transaction: entry, decision, audit and every message to send commit together. Sending follows the
commit, in order per chat, chats in parallel. At least once: a repeat after a crash is harmless by design.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from bot.channels.base import Channel, RejectedError, RetryError, UnreachableError
from bot.limiter import Limiter
from storage import mailbox
from storage.engine import CannotWriteError, Connection, Database
from storage.mailbox import Post, Received

log = logging.getLogger(__name__)
Chat = tuple[str, str]
MOST_TRIES = 3  # of handling one update
LONGEST_PAUSE = 300.0  # seconds between two tries of sending
PARALLEL = 24


def real_time() -> datetime:
    """Delivery lives in real time, also when the demo's clock is moved."""
    return datetime.now(UTC)


class Lanes:
    """One task a chat, as long as the chat has work: order within a chat, chats in parallel."""

    def __init__(self, find: Callable[[], Awaitable[Sequence[Chat]]], work: Callable[[Chat], Awaitable[bool]]) -> None:
        self._find = find
        self._work = work
        self._tasks: dict[Chat, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._slots = asyncio.Semaphore(PARALLEL)

    def wake(self) -> None:
        self._wake.set()

    async def run(self, longest_sleep: Callable[[], Awaitable[float]]) -> None:
        """Work until cancelled."""
        try:
            while True:
                self._wake.clear()
                for chat in await self._find():
                    if chat not in self._tasks:
                        self._tasks[chat] = asyncio.create_task(self._lane(chat))
                seconds = await longest_sleep()
                try:
                    await asyncio.wait_for(self._wake.wait(), seconds)
                except TimeoutError:
                    continue
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _lane(self, chat: Chat) -> None:
        try:
            async with self._slots:
                while await self._work(chat):
                    pass
        except Exception:
            log.exception("a lane stopped; its work stays in the database and is tried again")
            await asyncio.sleep(1)
        finally:
            del self._tasks[chat]
            self._wake.set()

    async def drain(self) -> bool:
        """Do everything that can be done now, one chat after the other; True if there was anything."""
        any_work = False
        for chat in await self._find():
            while await self._work(chat):
                any_work = True
        return any_work


class Inbox:
    """Stores what comes in and hands it to the handlers, each update in one transaction."""

    def __init__(
        self,
        database: Database,
        handle: Callable[[Connection, Received], Awaitable[None]],
        set_aside: Callable[[Connection, Received], Awaitable[None]],
        committed: Callable[[], None],
    ) -> None:
        self._database = database
        self._handle = handle
        self._set_aside = set_aside
        self._committed = committed
        self.lanes = Lanes(self._chats, self._next)

    async def store(self, items: Sequence[Received]) -> None:
        """Commit a batch of updates; a redelivered one is already there. Only then may they be acknowledged.

        Raises RetryError when they could not be stored: the platform keeps them meanwhile.
        """
        if not items:
            return
        try:
            async with self._database.write() as tx:
                for item in items:
                    await mailbox.receive(tx, item, real_time())
        except CannotWriteError as error:
            raise RetryError(f"updates not stored: {error}") from None
        self.lanes.wake()

    async def _chats(self) -> Sequence[Chat]:
        async with self._database.read() as tx:
            return await mailbox.chats_with_mail(tx)

    async def _next(self, chat: Chat) -> bool:
        item: Received | None = None
        try:
            async with self._database.write() as tx:
                item = await mailbox.next_received(tx, *chat)
                if item is None:
                    return False
                await self._handle(tx, item)
                await mailbox.received_done(tx, item.id, real_time())
        except Exception as error:
            if item is None:
                raise
            log.exception("update %s failed (try %d)", item.id, item.attempts + 1)
            async with self._database.write() as tx:
                if await mailbox.received_failed(tx, item.id, type(error).__name__, MOST_TRIES):
                    await self._set_aside(tx, item)
        self._committed()
        return True


class Outbox:
    """Sends what the transactions left, within the limits, and keeps order per chat."""

    def __init__(
        self,
        database: Database,
        channels: dict[str, Channel],
        limiter: Limiter,
        shut_out: Callable[[Connection, Chat], Awaitable[None]],
        rejected: Callable[[Connection, Post], Awaitable[None]],
    ) -> None:
        self._database = database
        self._channels = channels
        self._limiter = limiter
        self._shut_out = shut_out
        self._rejected = rejected
        self._held: dict[Chat, float] = {}
        self.lanes = Lanes(self._chats, self._next)

    async def _chats(self) -> Sequence[Chat]:
        now = time.monotonic()
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        async with self._database.read() as tx:
            chats = await mailbox.waiting_chats(tx, real_time())
        return [chat for chat in chats if chat not in self._held and chat[0] in self._channels]

    async def longest_sleep(self) -> float:
        """Seconds until something that waits now may be tried."""
        async with self._database.read() as tx:
            wake = await mailbox.earliest_wake(tx, real_time())
        waits = [max(0.01, until - time.monotonic()) for until in self._held.values()]
        if wake:
            waits.append(max(0.01, (wake - real_time()).total_seconds()))
        self._limiter.forget_idle(time.monotonic())
        return min([*waits, 30.0])

    async def _next(self, chat: Chat) -> bool:
        async with self._database.read() as tx:
            post = await mailbox.next_post(tx, *chat, real_time())
            target = await mailbox.posted(tx, post.replaces) if post and post.replaces else None
        if post is None:
            return False
        delay = self._limiter.wait(chat, time.monotonic())
        if delay > 0:
            self._held[chat] = time.monotonic() + delay
            return False
        try:
            external_id = await self._channels[chat[0]].send(post, target)
        except RetryError as error:
            await self._try_later(post, error)
            return False
        except UnreachableError as error:
            log.info("chat %s takes no messages: %s", post.id, type(error).__name__)
            async with self._database.write() as tx:
                await mailbox.drop_chat(tx, *chat)
                await self._shut_out(tx, chat)
            self.lanes.wake()
            return False
        except RejectedError as error:
            log.error("message %s was refused: %s", post.id, error)
            async with self._database.write() as tx:
                await mailbox.given_up(tx, post.id, str(error))
                await self._rejected(tx, post)
            return True
        async with self._database.write() as tx:
            await mailbox.sent(tx, post.id, external_id, real_time())
        return True

    async def _try_later(self, post: Post, error: RetryError) -> None:
        seconds = error.after if error.after is not None else min(LONGEST_PAUSE, 2.0 ** min(post.attempts, 9))
        until = real_time() + timedelta(seconds=seconds)
        log.warning("message %s waits %.0f s: %s", post.id, seconds, error)
        async with self._database.write() as tx:
            await mailbox.again(tx, post.id, until, str(error))
            if error.everywhere:
                await mailbox.pause(tx, post.channel, "", until)

"""One message on its way, and what becomes of it: sent, tried later, never again, or told on another channel.

At least once, where a platform lets a message be changed: a repeat after a crash is harmless by design. Where it does
not, a message is marked as leaving before it leaves, and what may have arrived is never repeated.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.bundle import SPOKEN, joined, parts
from bot.channels.base import (
    Channel,
    ChannelError,
    MovedError,
    OutOfReachError,
    RejectedError,
    RetryError,
    Sent,
    UncertainError,
    UnreachableError,
    UsedUpError,
)
from bot.files import Files
from bot.lanes import Chat, Lanes
from bot.meter import Meter
from bot.real_time import real_time
from storage import groups, mailbox
from storage.engine import Connection, Database
from storage.mailbox import Post

log = logging.getLogger(__name__)
LONGEST_PAUSE = 60.0  # seconds between two tries of sending
AFTER_REFUSAL = 3600.0  # seconds, when a platform says for the first time that the month is used up
FINISH = 10.0  # seconds that a stop waits for what is on its way
MOST_REFUSED = 3  # messages to one chat in a row, after which it counts as shut
FILE = "file"  # the kind of message that carries a document
PAID = SPOKEN | {FILE}


@dataclass(frozen=True, slots=True)
class Settled:
    """Who has to know, in the transaction that settles a message."""

    shut_out: Callable[[Connection, Chat], Awaitable[None]]
    rejected: Callable[[Connection, Post], Awaitable[None]]
    undelivered: Callable[[Connection, Post], Awaitable[None]]
    out_of_reach: Callable[[Connection, Post], Awaitable[None]]


class HeldError(ChannelError):
    """It has not left: the channel has to be quiet until then (monotonic seconds)."""

    def __init__(self, until: float) -> None:
        super().__init__("held")
        self.until = until


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What happened to the messages that left as one, until it is written down."""

    posts: Sequence[Post]
    what: Sent | ChannelError | None


class Dispatch:
    """Sends what it is given and settles it."""

    def __init__(
        self,
        database: Database,
        channels: dict[str, Channel],
        settled: Settled,
        meter: Meter,
        files: Files,
        lanes: Lanes,
    ) -> None:
        self._database = database
        self._channels = channels
        self._settled = settled
        self._meter = meter
        self._files = files
        self._lanes = lanes
        self.held: dict[Chat, float] = {}  # chats that wait, until when (monotonic seconds)
        self._quiet: dict[str, float] = {}  # channels that asked to wait, before the row that says so is committed
        self.unwritten: dict[Chat, list[_Outcome]] = {}  # what happened, where the disk did not take it yet
        self._refused: dict[Chat, int] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    async def send(self, chat: Chat, together: Sequence[Post], target: Post | None) -> bool:
        """False when the chat has to wait, or takes nothing more. `together`: what leaves as one message."""
        post = together[0]
        if self._meter.monthly(chat[0]) and post.kind in PAID and await self._is_spared(chat, post):
            return True
        if self._channels[chat[0]].capabilities.can_edit or post.kind not in PAID:
            await self._leave(chat, together, target)
            return await self.write_down(chat)
        await self._database.batch.do(lambda tx: mailbox.leaving(tx, [one.id for one in together]))
        # what has left is written down also when the program is told to stop meanwhile
        task = asyncio.ensure_future(self._leave(chat, together, target))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)
        await asyncio.shield(task)
        return await self.write_down(chat)

    async def _leave(self, chat: Chat, together: Sequence[Post], target: Post | None) -> None:
        what: Sent | ChannelError | None
        try:
            together = await self._ready(together)
            if (until := self._quiet.get(chat[0], 0.0)) > time.monotonic():
                what = HeldError(until)
            else:
                what = await self._channels[chat[0]].send(joined(together), target)
        except ChannelError as error:
            what = error
            if isinstance(error, RetryError) and error.everywhere:
                self._be_quiet(chat[0], _pause(together[0], error))  # at once: others are about to send
        except Exception as error:
            # the program's own fault, perhaps after the platform took it: a repeat would come every second
            log.exception("message %s: sending failed", together[0].id)
            what = UncertainError(f"a fault of ours ({type(error).__name__})")
        self.unwritten.setdefault(chat, []).append(_Outcome(together, what))

    def _be_quiet(self, channel: str, seconds: float) -> None:
        self._quiet[channel] = max(self._quiet.get(channel, 0.0), time.monotonic() + seconds)

    async def _ready(self, together: Sequence[Post]) -> Sequence[Post]:
        """A document is made when it leaves."""
        if together[0].kind != FILE:
            return together
        return (await self._files.ready(together[0], self._channels[together[0].channel].capabilities),)

    async def write_down(self, chat: Chat) -> bool:
        """Settle what has happened; whether the chat's next message may be tried.

        Raises CannotWriteError: the lane comes again, and nothing is sent before this is done.
        """
        go_on = True
        while outcomes := self.unwritten.get(chat):
            outcome = outcomes.pop(0)  # what leaves beside the lane is written down at the same time
            try:
                if isinstance(outcome.what, ChannelError):
                    go_on = await self._failed(chat, outcome.posts, outcome.what)
                else:
                    await self._mark(outcome.posts, outcome.what)
                    self._refused.pop(chat, None)
            except BaseException:
                outcomes.insert(0, outcome)
                raise
        if not self.unwritten.get(chat):
            self.unwritten.pop(chat, None)
        return go_on

    async def recover(self) -> None:
        """After a kill: what was leaving then may have arrived, so it is not said again."""
        async with self._database.write() as tx:
            for post in await mailbox.left_open(tx):
                log.warning("message %s was on its way when the program ended", post.id)
                await self._count(tx, (post,))
                await mailbox.let_go(tx, post.id, "uncertain", "the program ended")
                await self._settled.undelivered(tx, post)

    async def close(self) -> None:
        """Wait a moment for what is on its way, and write down what became of it."""
        if self._leaving:
            await asyncio.wait(self._leaving, timeout=FINISH)
        for chat in tuple(self.unwritten):
            try:
                await self.write_down(chat)
            except Exception:
                log.exception("what became of messages to %s:%s could not be written down", *chat)

    async def _failed(self, chat: Chat, together: Sequence[Post], error: ChannelError) -> bool:
        """What becomes of a message that did not leave, or may not have; whether the chat's next one may be tried."""
        match error:
            case HeldError():
                self.held[chat] = error.until
                if not self._channels[chat[0]].capabilities.can_edit:
                    await self._database.batch.do(lambda tx: mailbox.stays(tx, [one.id for one in together]))
                self._lanes.wake()
                return False
            case RetryError():
                await self._try_later(together, error)
                return False
            case MovedError():
                log.info("chat %s:%s has another address now", *chat)
                async with self._database.write() as tx:
                    await groups.move(tx, *chat, error.address)
                self._lanes.wake()
                return False
            case UnreachableError():
                await self._close_chat(chat, error, together)
                return False
            case UsedUpError():
                async with self._database.write() as tx:
                    believed = await self._meter.refused(tx, chat[0])
                if not believed:
                    await self._try_later(together, RetryError(str(error), AFTER_REFUSAL, everywhere=True))
                    return False
                await self._let_go(chat, together, error)
            case UncertainError() | OutOfReachError():
                await self._let_go(chat, together, error)
            case RejectedError():
                await self._refuse(chat, together, error)
            case _:
                raise error
        return True

    async def _refuse(self, chat: Chat, together: Sequence[Post], error: RejectedError) -> None:
        """Told elsewhere, if there is a place. A platform that cannot say that a chat is shut refuses every message."""
        log.error("message %s was refused: %s", together[0].id, error)
        refused = self._refused[chat] = self._refused.get(chat, 0) + 1
        async with self._database.write() as tx:
            for post in together:
                await mailbox.given_up(tx, post.id, str(error))
                await self._settled.undelivered(tx, post)
            if refused < MOST_REFUSED:
                await self._settled.rejected(tx, together[0])
        self._lanes.kick(tx.posted)
        if refused >= MOST_REFUSED:
            await self._close_chat(chat, error)

    async def _close_chat(self, chat: Chat, error: ChannelError, together: Sequence[Post] = ()) -> None:
        """`together`: what was refused; it is settled like everything that waits behind it."""
        log.info("chat %s:%s takes no messages: %s", *chat, type(error).__name__)
        async with self._database.write() as tx:
            await mailbox.stays(tx, [post.id for post in together])
            waiting = await mailbox.waiting_of(tx, *chat)
            await mailbox.drop_chat(tx, *chat)
            await self._settled.shut_out(tx, chat)
            for one in waiting:
                await self._settled.undelivered(tx, one)
        self._refused.pop(chat, None)
        self._lanes.kick(tx.posted)

    async def _mark(self, posts: Sequence[Post], shown: Sent | None) -> None:
        async def mark(tx: Connection) -> None:
            for post in posts:
                id_, at = (shown.id, shown.at) if shown else (None, None)
                await mailbox.sent(tx, post.id, id_, real_time(), shown_at=at)
            if shown:  # else nothing left: it had nothing to show here
                await self._count(tx, posts)
                await self._meter.spent(tx, posts[0].channel, shown.costs)

        await self._database.batch.do(mark)

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

    async def _let_go(
        self, chat: Chat, posts: Sequence[Post], error: UncertainError | UsedUpError | OutOfReachError | None
    ) -> None:
        """Never tried again on this channel; whoever can be told on another one is."""
        state = "uncertain" if isinstance(error, UncertainError) else "dropped"
        log.warning("message %s: %s; %s", posts[0].id, error or "the month is nearly used up", state)
        out = isinstance(error, OutOfReachError)
        async with self._database.write() as tx:
            if isinstance(error, UncertainError):
                await self._count(tx, posts)  # the worst case: it arrived
                await self._meter.spent(tx, chat[0], error.costs)
            for post in posts:
                if await mailbox.let_go(tx, post.id, state, str(error or "spared")):
                    await (self._settled.out_of_reach if out else self._settled.undelivered)(tx, post)
        self._lanes.kick(tx.posted)

    async def _try_later(self, posts: Sequence[Post], error: RetryError) -> None:
        post = posts[0]
        seconds = _pause(post, error)
        until = real_time() + timedelta(seconds=seconds)
        log.warning("message %s waits %.0f s: %s", post.id, seconds, error)
        async with self._database.write() as tx:
            for one in posts:
                await mailbox.again(tx, one.id, until, str(error), begun=error.begun)
            if error.everywhere:
                await mailbox.pause(tx, post.channel, "", until)
        self._lanes.wake()


def _pause(post: Post, error: RetryError) -> float:
    """Seconds before the next try."""
    return error.after if error.after is not None else min(LONGEST_PAUSE, 2.0 ** min(post.attempts, 9))

"""The pump from the inbox through the handlers.

One update is one transaction: entry, decision, audit and every message to send commit together.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence

from bot.channels.base import RetryError
from bot.lanes import Chat, Lanes
from bot.meter import Meter
from bot.not_saved import NotSaved
from bot.real_time import real_time
from storage import mailbox
from storage.engine import Connection, Database
from storage.errors import CannotWriteError
from storage.mailbox import Received

log = logging.getLogger(__name__)
MOST_TRIES = 3  # of handling one update


class Inbox:
    """Stores what comes in and hands it to the handlers, each update in one transaction."""

    def __init__(
        self,
        database: Database,
        handle: Callable[[Connection, Received], Awaitable[None]],
        set_aside: Callable[[Connection, Received], Awaitable[None]],
        committed: Callable[[Iterable[Chat]], None],
        meter: Meter,
        not_saved: NotSaved,
    ) -> None:
        self._database = database
        self._handle = handle
        self._set_aside = set_aside
        self._committed = committed
        self._meter = meter
        self.not_saved = not_saved
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
            self.not_saved.tell(items)
            raise RetryError(f"updates not stored: {error}") from None
        self.not_saved.over()
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
            self.not_saved.tell([item] if item else [])
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

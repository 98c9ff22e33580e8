"""A stage on which everything runs as in the program: the pumps, the polling or the webhook. Only time is played.

`settle` waits for the moment in which nobody can go on without time passing, lets it pass up to the next thing that is
due, and so on until nothing is left to do. Nothing waits for real.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal, NamedTuple

from bot.channels.base import RetryError
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.request import DEFAULT as PATIENCE
from bot.channels.telegram.webhook import Webhook
from bot.lanes import Lanes
from bot.limiter import Limiter
from bot.web import Web
from sandbox import Sandbox
from storage import inbox
from tests.faults.delivery_time import DeliveryTime
from tests.faults.door import URL, Door, Line
from tests.stage import ADDRESS, Stage

LOOK = 30.0  # seconds between the program's looks for what it may have overlooked
REAL = 60.0  # real seconds in which everything has to be done, for a machine that has much else to do
TOO_LONG = 2 * 3600.0  # what is not settled by then never will be


class Bell(asyncio.Event):
    """Tells whether somebody waits for it."""

    waited_for = False

    async def wait(self) -> Literal[True]:
        self.waited_for = True
        try:
            await super().wait()
        finally:
            self.waited_for = False
        return True

    @property
    def resting(self) -> bool:
        return self.waited_for and not self.is_set()


class Sent(NamedTuple):
    """A message that reached a phone or was changed there: when, in whose chat."""

    at: float
    chat: int
    text: str


class LiveStage(Stage):
    """`sent`: everything in the order in which the platform took it.

    `lost`: ids of messages that are on a phone but unknown to the program.
    `overlooked`: work that was ready while everybody rested; in the program it would lie for up to half a minute.
    """

    def __init__(
        self, folder: Path, base: Path, time: DeliveryTime, *, webhook: bool = False, limiter: Limiter | None = None
    ) -> None:
        super().__init__(folder, base, Sandbox(monotonic=time.monotonic, sleep=self._answers_late))
        self.time = time
        self.webhook = webhook
        self.lost: set[int] = set()
        self.overlooked: list[tuple[str, str]] = []
        self.sent: list[Sent] = []
        self.sandbox.world.listeners.append(self._hears)
        self._limiter = limiter
        self._tasks: list[asyncio.Task[None]] = []

    def _hears(self, kind: str, chat: int, text: str) -> None:
        if kind in ("sent", "edited"):
            self.sent.append(Sent(self.time.now, chat, text))

    async def _answers_late(self, seconds: float) -> None:
        await self.time.sleep(min(seconds, PATIENCE))
        if seconds > PATIENCE:
            raise TimeoutError

    def make_limiter(self) -> Limiter:
        return self._limiter or super().make_limiter()

    def make_channel(self) -> TelegramChannel:
        line = Line(self.sandbox, self.lost)
        web = Web("127.0.0.1", 0)  # it never listens
        self.sandbox.webhook_transport = Door(self.sandbox, web) if self.webhook else None
        webhook = Webhook(URL, web) if self.webhook else None
        return TelegramChannel(self.sandbox.token, ADDRESS, requests=(line, line), webhook=webhook)

    async def start_channel(self) -> None:
        while True:
            try:
                if self.webhook and self.sandbox.world.webhook is None:
                    await self.channel.connect()
                    await self.channel.registration.set()
                await self.channel.start()
                return
            except RetryError as error:
                self.time.moves_to(self.time.now + (error.after or 1))

    async def open(self) -> None:
        await super().open()
        self._news = Bell()
        pumps = (self.app.inbox.lanes, self.app.outbox.lanes)
        for lanes in pumps:
            lanes._wake = Bell()
        running = [self.channel.poll(self.app.inbox.store), *(lanes.run(_for_ever) for lanes in pumps)]
        if self.webhook:
            self.sandbox.world.updates.on_news.append(self._news.set)
            running.append(self._brings())
        self._tasks = [asyncio.ensure_future(each) for each in running]
        await self._rests()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.app.outbox.close()
        await super().close()

    async def _brings(self) -> None:
        """The platform's side of the webhook."""
        while True:
            await self._news.wait()
            self._news.clear()
            await self.sandbox.deliver()

    async def settle(self) -> None:
        """Until nothing is left to do, however long that takes."""
        end = self.time.now + TOO_LONG
        async with asyncio.timeout(REAL):
            await self._rests()
            while (due := await self._due()) is not None:
                assert due < end, "it goes on for ever"
                await self._moves_to(due)

    async def passes(self, seconds: float) -> None:
        """So much time passes, and what is due by then is done."""
        end = self.time.now + seconds
        async with asyncio.timeout(REAL):
            await self._rests()
            while (due := await self._due()) is not None and due <= end:
                await self._moves_to(due)
            await self._moves_to(end)

    async def _moves_to(self, now: float) -> None:
        self.time.moves_to(now)
        self._news.set()
        for lanes in (self.app.inbox.lanes, self.app.outbox.lanes):
            lanes.wake()
        await self._rests()

    async def _due(self) -> float | None:
        """When something is to be done next; None: never, unless something new happens."""
        now, outbox = self.time.now, self.app.outbox
        async with self.database.read() as tx:
            ready = [chat for chat in await inbox.chats_with_mail(tx) if chat not in self.app.inbox.lanes._tasks]
        if not outbox._aside:  # what is on its way is not forgotten
            ready += [chat for chat in await outbox._chats() if chat not in outbox.lanes._tasks]
        self.overlooked += ready
        dues = [self.time.next_wake, now + LOOK if ready else None]
        if await self.rows("select 1 from outbox where state = 'waiting' limit 1"):
            dues.append(now + await outbox.longest_sleep())
        if self.webhook and not self.sandbox.faults.down:
            heads = {waiting.chat_id: waiting for waiting in reversed(self.sandbox.world.updates.waiting())}
            busy = self.sandbox._courier._busy
            dues += [max(now, head.due) for chat, head in heads.items() if chat not in busy]
        return min((due for due in dues if due is not None), default=None)

    async def _rests(self) -> None:
        """Until nobody can go on without time passing."""
        while not self._is_resting():
            for task in self._tasks:
                if task.done():
                    task.result()
            await asyncio.sleep(0)

    def _is_resting(self) -> bool:
        """Whoever works at all sleeps in the played time."""
        app = self.app
        if not all(_rest(lanes) for lanes in (app.inbox.lanes, app.outbox.lanes)):
            return False
        working = sum(len(lanes._tasks) for lanes in (app.inbox.lanes, app.outbox.lanes))
        working += len(app.outbox._sending) + len(self.channel._tasks)
        if not self.webhook:
            working += self.sandbox.world.updates._poll is None  # else it waits at the platform
        elif not self._news.resting:
            working += max(1, len(self.sandbox._courier._busy))
        return working == self.time.sleeping


def _rest(lanes: Lanes) -> bool:
    return isinstance(lanes._wake, Bell) and lanes._wake.resting


async def _for_ever() -> float:
    return 3600.0

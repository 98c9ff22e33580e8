"""Work for many chats: in order within a chat, chats side by side."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress

log = logging.getLogger(__name__)
Chat = tuple[str, str]
PARALLEL = 64


class Lanes:
    """One task a chat, as long as the chat has work.

    `find` looks the chats with work up in the database: at the start, when time has passed, and when asked to. Who has
    just committed work for some chats names them instead, which costs no look. `work` does one thing for a chat and
    says whether there may be more.
    """

    def __init__(self, find: Callable[[], Awaitable[Sequence[Chat]]], work: Callable[[Chat], Awaitable[bool]]) -> None:
        self._find = find
        self._work = work
        self._tasks: dict[Chat, asyncio.Task[None]] = {}
        self._again: set[Chat] = set()
        self._wake = asyncio.Event()
        self._slots = asyncio.Semaphore(PARALLEL)
        self.running = False

    def wake(self) -> None:
        """Look for work, and for how long there is none."""
        self._wake.set()

    def kick(self, chats: Iterable[Chat]) -> None:
        """There is work for these chats. Without effect while nothing runs: the work is found later."""
        if not self.running:
            return
        for chat in chats:
            if chat in self._tasks:
                self._again.add(chat)
            else:
                self._tasks[chat] = asyncio.create_task(self._lane(chat))

    async def run(self, longest_sleep: Callable[[], Awaitable[float]]) -> None:
        """Work until cancelled."""
        self.running = True
        try:
            while True:
                self._wake.clear()
                self.kick(await self._find())
                seconds = await longest_sleep()
                # not wait_for: before Python 3.12 it loses a cancellation that comes together with the wake
                with suppress(TimeoutError):
                    async with asyncio.timeout(seconds):
                        await self._wake.wait()
        finally:
            self.running = False
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)
            self._tasks.clear()  # one that had not begun has not tidied up after itself

    async def _lane(self, chat: Chat) -> None:
        try:
            async with self._slots:
                self._again.add(chat)
                while chat in self._again:
                    self._again.discard(chat)
                    while await self._work(chat):
                        pass
        except Exception:
            log.exception("a lane stopped; its work stays in the database and is tried again")
            await asyncio.sleep(1)
            self._wake.set()
        finally:
            self._again.discard(chat)
            del self._tasks[chat]

    async def drain(self) -> bool:
        """Do everything that can be done now, one chat after the other; True if there was anything."""
        any_work = False
        for chat in await self._find():
            any_work = True
            while await self._work(chat):
                pass
        return any_work


async def seldom() -> float:
    """Seconds of the longest sleep where every news wakes."""
    return 30.0

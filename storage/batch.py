"""Small writes of several callers in one transaction, so that they share one wait for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from storage.direct import Connection

MOST_TOGETHER = 8  # nothing else gets a turn while they work
Work = Callable[[Connection], Awaitable[None]]


class Batch:
    """Whoever comes while a transaction is on its way to the disk goes into the next one together."""

    def __init__(self, write: Callable[[], AbstractAsyncContextManager[Connection]]) -> None:
        self._write = write
        self._waiting: list[tuple[Work, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def do(self, work: Work, *, first: bool = False) -> None:
        """Returns when `work` is committed. It must read what it decides on, since it may be run a second time: one
        that fails is rolled back with its neighbours, and then each is tried alone.

        `first`: before what waits already, for that which keeps a platform waiting.
        """
        done = asyncio.get_running_loop().create_future()
        self._waiting.insert(0 if first else len(self._waiting), (work, done))
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        await done

    async def settled(self) -> None:
        """Until nothing is on its way any more."""
        while self._task is not None:
            await asyncio.wait([self._task])  # not gather: whoever stops waiting must not stop the work

    async def _run(self) -> None:
        try:
            while self._waiting:
                together, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                await self._commit(together)
                await asyncio.sleep(0)  # whoever has waited for these goes on before the next begin
        finally:
            self._task = None

    async def _commit(self, together: list[tuple[Work, asyncio.Future[None]]]) -> None:
        begun = False
        try:
            async with self._write() as tx:
                begun = True
                for work, _ in together:
                    tx.posted = set()  # each knows its own
                    await work(tx)
        except Exception as error:
            if begun and len(together) > 1:
                for one in together:
                    await self._commit([one])
                return
            for _, done in together:  # locked: nobody's own fault, and each alone would only wait as long again
                if not done.done():
                    done.set_exception(error)
            return
        for _, done in together:
            if not done.done():  # whoever asked may have been cancelled
                done.set_result(None)

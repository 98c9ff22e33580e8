"""Every SQL statement of a running process, as its event loop sees it: how often, and how long it takes."""

from __future__ import annotations

import inspect
import time
from collections import Counter
from typing import Any

import aiosqlite

from storage import direct


class Statements:
    """Counts while `on`. On aiosqlite's thread a call's time is the round trip, waiting for the thread included."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}
        self.on = False

    def install(self) -> None:
        self._wrap_thread()
        for name, function in vars(direct.Connection).items():
            if inspect.isfunction(function) and "sql" in inspect.signature(function).parameters:
                self._wrap_direct(name)

    def _wrap_thread(self) -> None:
        owner: Any = aiosqlite.Connection
        real: Any = owner._execute

        async def timed(connection: Any, fn: Any, *args: Any, **kwargs: Any) -> Any:
            begun = time.perf_counter()
            try:
                return await real(connection, fn, *args, **kwargs)
            finally:
                self._count("thread: ", args[0] if args else getattr(fn, "__name__", "?"), begun)

        owner._execute = timed

    def _wrap_direct(self, name: str) -> None:
        owner: Any = direct.Connection
        real: Any = getattr(owner, name)

        # a coroutine function of theirs waits for nothing: only its time on the way to the first await is missed
        def timed(connection: Any, sql: str, *args: Any, **kwargs: Any) -> Any:
            begun = time.perf_counter()
            try:
                return real(connection, sql, *args, **kwargs)
            finally:
                self._count("", sql, begun)

        setattr(owner, name, timed)

    def _count(self, where: str, what: object, begun: float) -> None:
        if self.on:
            words = where + " ".join(str(what).split())
            self.calls[words] += 1
            self.seconds[words] = self.seconds.get(words, 0.0) + time.perf_counter() - begun

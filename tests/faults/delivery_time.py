"""Delivery's real time as a test moves it: pauses, retries and slow answers cost no waiting.

It stands still until it is moved. Whoever sleeps in it wakes up when it gets there.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot import dispatch, inbox, outbox
from bot.channels.telegram import channel
from tests.stage import START


class _Asyncio:
    """The module, with another `sleep`."""

    def __init__(self, time: DeliveryTime) -> None:
        self.sleep = time.sleep

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)


class DeliveryTime:
    """Seconds since the test began, for the pumps, the polling and the platform."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        clock = SimpleNamespace(monotonic=self.monotonic)
        for module in (inbox, outbox, dispatch):
            patch.setattr(module, "real_time", self.real_time)
        for module in (outbox, dispatch):
            patch.setattr(module, "time", clock)
        patch.setattr(channel, "asyncio", _Asyncio(self))
        patch.setattr(channel, "time", clock)
        patch.setattr("bot.app.real_time", self.real_time)

    def monotonic(self) -> float:
        return self.now

    def real_time(self) -> datetime:
        return START + timedelta(seconds=self.now)

    async def sleep(self, seconds: float) -> None:
        wake = asyncio.get_running_loop().create_future()
        sleeper = (self.now + seconds, wake)
        self._sleepers.append(sleeper)
        try:
            await wake
        finally:
            self._sleepers.remove(sleeper)

    @property
    def sleeping(self) -> int:
        """How many sleep and will go on sleeping unless time is moved."""
        return sum(not wake.done() for _, wake in self._sleepers)

    @property
    def next_wake(self) -> float | None:
        """When the first sleeper wakes up."""
        return min((at for at, wake in self._sleepers if not wake.done()), default=None)

    def moves_to(self, now: float) -> None:
        """Never back."""
        self.now = max(self.now, now)
        for at, wake in self._sleepers:
            if at <= self.now and not wake.done():
                wake.set_result(None)

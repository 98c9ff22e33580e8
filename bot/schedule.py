"""The bell. APScheduler holds no facts: it only rings, and what is due is derived from rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

TICK_SECONDS = 20


class Schedule:
    """Rings `tick` every few seconds until stopped."""

    def __init__(self, tick: Callable[[], Awaitable[None]]) -> None:
        # grace None: after a stall the bell still rings; coalesce: but only once
        self._scheduler = AsyncIOScheduler(job_defaults={"misfire_grace_time": None, "coalesce": True})
        self._scheduler.add_job(tick, "interval", seconds=TICK_SECONDS, max_instances=1)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

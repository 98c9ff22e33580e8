"""Stages for the harness, which runs without pytest: opened and closed here, and raced on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest

from bot.lanes import Chat, Lanes
from bot.limiter import Limiter
from tests.faults import live
from tests.faults.delivery_time import DeliveryTime
from tests.faults.live import LiveStage
from tests.stage import Stage
from tests.zalo_stage import ZaloStage


@asynccontextmanager
async def opened(stage: Stage) -> AsyncIterator[Stage]:
    """A stage that is closed whatever happens: its connections would keep the process from ending."""
    await stage.open()
    try:
        yield stage
    finally:
        await stage.close()


@asynccontextmanager
async def played(
    folder: Path, base: Path, *, webhook: bool = False, limiter: Limiter | None = None
) -> AsyncIterator[LiveStage]:
    """A stage on which time is played. Its limit in real seconds is for tests; here the runner has its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "REAL", 3600.0)
        stage = LiveStage(folder, base, DeliveryTime(patch), webhook=webhook, limiter=limiter)
        async with opened(stage):
            yield stage


async def races(stage: Stage, random: Random) -> None:
    """What was pressed and typed is handled at one time, every chat in a task of its own, as the pumps do it."""
    if isinstance(stage, ZaloStage):
        await stage.settles_zalo()
    else:
        stage._offset = await stage.channel.poll_once(stage.app.inbox.store, stage._offset)
    lanes = stage.app.inbox.lanes
    chats = list(await lanes._find())
    random.shuffle(chats)
    await asyncio.gather(*(_all_of(lanes, chat) for chat in chats))
    await stage.settle()


async def _all_of(lanes: Lanes, chat: Chat) -> None:
    while await lanes._work(chat):
        pass

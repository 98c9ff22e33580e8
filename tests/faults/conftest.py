"""Stages on which time is played and things go wrong on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

import pytest

from bot.limiter import Limiter
from tests.faults import judge
from tests.faults.delivery_time import DeliveryTime
from tests.faults.live import LiveStage


class Opens(Protocol):
    """Opens a stage."""

    async def __call__(self, *, webhook: bool = False, limiter: Limiter | None = None) -> LiveStage: ...


@pytest.fixture
async def opens(tmp_path: Path, example_database: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Opens]:
    """One stage, as the test wants it; at the end its platform has nothing to complain about."""
    stages: list[LiveStage] = []

    async def make(*, webhook: bool = False, limiter: Limiter | None = None) -> LiveStage:
        stage = LiveStage(tmp_path, example_database, DeliveryTime(monkeypatch), webhook=webhook, limiter=limiter)
        stages.append(stage)
        await stage.open()
        return stage

    try:
        yield make
        for stage in stages:
            judge.clean(stage)
    finally:
        for stage in stages:
            await stage.close()


@pytest.fixture
async def live(opens: Opens) -> LiveStage:
    """It polls, and nothing goes wrong yet."""
    return await opens()

"""An office on Zalo alone, and one that people reach by Zalo and Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.zalo_stage import BothStage, ZaloStage


@pytest.fixture
async def zalo(tmp_path: Path, example_database: Path) -> AsyncIterator[ZaloStage]:
    """The example office on 22/11/2026 with one Zalo bot."""
    stage = ZaloStage(tmp_path, example_database)
    await stage.open()
    try:
        yield stage
    finally:
        await stage.close()


@pytest.fixture
async def both(tmp_path: Path, example_database: Path) -> AsyncIterator[BothStage]:
    """The same with two Zalo bots and a Telegram bot."""
    stage = BothStage(tmp_path, example_database)
    await stage.open()
    try:
        yield stage
        assert stage.sandbox.refused == []
        assert stage.sandbox.zalo.refused == []
    finally:
        await stage.close()

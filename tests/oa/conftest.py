"""An office on an Official Account alone, and one that people reach by it, by a Zalo bot and by Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.oa_stage import AllStage, OaStage


@pytest.fixture
async def oa(tmp_path: Path, example_database: Path) -> AsyncIterator[OaStage]:
    """The example office on 22/11/2026; nobody writes unless a test says so."""
    stage = OaStage(tmp_path, example_database)
    stage.attentive = False
    await stage.open()
    try:
        yield stage
        assert stage.sandbox.oa.refused == []
    finally:
        await stage.close()


@pytest.fixture
async def all_three(tmp_path: Path, example_database: Path) -> AsyncIterator[AllStage]:
    """The same with a Zalo bot and a Telegram bot."""
    stage = AllStage(tmp_path, example_database)
    stage.attentive = False
    await stage.open()
    try:
        yield stage
        assert stage.sandbox.refused == []
        assert stage.sandbox.zalo.refused == []
        assert stage.sandbox.oa.refused == []
    finally:
        await stage.close()

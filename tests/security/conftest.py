"""What the security tests have in common: noting a figure for docs/security.md, and an office on both channels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.security import report
from tests.zalo_stage import BothStage


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> report.Figure:
    """Note what was measured for one of the eighteen tests."""
    return lambda number, words: report.note(number, request.node.nodeid, words)


@pytest.fixture
async def both(tmp_path: Path, example_database: Path) -> AsyncIterator[BothStage]:
    """The example office with two Zalo bots and a Telegram bot."""
    stage = BothStage(tmp_path, example_database)
    await stage.open()
    try:
        yield stage
        assert stage.sandbox.refused == []
        assert stage.sandbox.zalo.refused == []
    finally:
        await stage.close()

"""The story of the main job through polling and webhook, while a quarter of all requests goes wrong in some way.

Whatever happens on the way, the office ends up with the same rows and everybody with the same screens.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from sandbox import Fault
from tests.faults import judge, state
from tests.faults.conftest import Opens
from tests.faults.door import METHOD, troubles
from tests.stage import Stage
from tests.test_story import main_job

SHARE = 0.05  # of each kind
# the seed, and how long slow answers take: less than the program waits for them, or more
FAULTS = [(1, 2.0), (2, 15.0), (3, 2.0)]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, example_database: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Rows and screens after the story where nothing ever goes wrong and things happen one after the other."""

    async def play() -> tuple[dict[str, Any], dict[str, Any]]:
        stage = Stage(tmp_path_factory.mktemp("plain"), example_database)
        await stage.open()
        try:
            await main_job(stage)
            return await state.office(stage), state.screens(stage)
        finally:
            await stage.close()

    return asyncio.run(play())


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_the_story_as_the_program_plays_it(opens: Opens, webhook: bool, expected: Any) -> None:
    stage = await opens(webhook=webhook)
    await main_job(stage)
    assert (await state.office(stage), state.screens(stage)) == expected
    assert (stage.sandbox.refused, stage.lost, stage.time.now) == ([], set(), 0.0)


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
@pytest.mark.parametrize(("seed", "slow"), FAULTS)
async def test_the_story_with_faults_ends_the_same(
    opens: Opens, webhook: bool, seed: int, slow: float, expected: Any
) -> None:
    stage = await opens(webhook=webhook)
    faults = stage.sandbox.faults
    troubles(faults, seed, SHARE, seconds=slow)
    await main_job(stage)

    print(f"seed {seed}: {len(faults.done)} faults, {len(stage.lost)} repeats, {stage.time.now:.0f} s of waiting")
    assert {one.kind for one in faults.done} == set(Fault) - {Fault.GATEWAY_TIMEOUT}
    way_in = METHOD if webhook else "getUpdates"
    assert {"sendMessage", "editMessageText", way_in} <= {one.method for one in faults.done}
    rows, screens = expected
    assert await state.office(stage) == rows
    assert state.screens(stage, but=stage.lost) == screens
    assert len(stage.lost) <= judge.unanswered(stage, "sendMessage")

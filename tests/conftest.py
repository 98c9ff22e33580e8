"""Fixtures for all tests. The network is forbidden, except to this machine itself."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.oa_stage import OaStage
from tests.stage import Stage, template
from tests.zalo_stage import ZaloStage


def pytest_collection_finish() -> None:
    """What stands now stands to the end: it need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "local"
        if host not in ("127.0.0.1", "::1", "localhost", "local"):
            raise AssertionError(f"a test wants to reach {host}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own settings do not reach the tests."""
    import os

    for name in [name for name in os.environ if name.startswith("KTGS_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def example_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield asyncio.run(template(tmp_path_factory.mktemp("template")))


STAGES: dict[str, type[Stage]] = {"telegram": Stage, "zalo": ZaloStage, "zalo-oa": OaStage}
TALKS = ("tests/handlers/", "tests/test_story.py", "tests/test_bad_input.py")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Talks run on both channels, but for those that are about what only one of them has (marked `telegram`)."""
    if "stage" not in metafunc.fixturenames:
        return
    path = metafunc.definition.path.relative_to(metafunc.config.rootpath).as_posix()
    if path.startswith(TALKS) and not metafunc.definition.get_closest_marker("telegram"):
        metafunc.parametrize("stage", ["telegram", "zalo", "zalo-oa"], indirect=True)


@pytest.fixture
async def stage(request: pytest.FixtureRequest, tmp_path: Path, example_database: Path) -> AsyncIterator[Stage]:
    """The example office on 22/11/2026, nobody there yet. Nothing sent may be refused, or leave before it may."""
    kind = STAGES[getattr(request, "param", "telegram")]
    stage = kind(tmp_path, example_database)
    await stage.open()
    try:
        yield stage
        assert stage.sandbox.refused == []
        assert stage.sandbox.zalo.refused == []
        assert stage.sandbox.oa.refused == []
        assert (stage.sandbox.too_early, stage.sandbox.too_fast) == ([], [])
    finally:
        await stage.close()

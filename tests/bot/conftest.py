"""`ktgs` on the command line, within this process; and a webhook whose store only remembers."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from sandbox import Sandbox
from tests.bot.webhook_line import Line, Shelf, line

Run = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture(scope="module")
def served() -> Iterator[Sandbox]:
    """A sandbox with a loop and a thread of its own: the command runs its own loop."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    sandbox = Sandbox()
    asyncio.run_coroutine_threadsafe(sandbox.serve(), loop).result(10)
    yield sandbox
    asyncio.run_coroutine_threadsafe(sandbox.close(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


@pytest.fixture
def ktgs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], served: Sandbox) -> Run:
    """Runs a command in an empty folder; returns its status and the lines of both its outputs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.logs.set_up", lambda level, form="text": None)  # the root logger belongs to pytest
    monkeypatch.setenv("KTGS_TELEGRAM__TOKEN", served.token)
    monkeypatch.setenv("KTGS_TELEGRAM__BASE_URL", served.base_url)
    monkeypatch.setenv("KTGS_TELEGRAM__BASE_FILE_URL", served.base_file_url)

    def run(*words: str) -> tuple[int, list[str], list[str]]:
        gc.freeze()  # what other tests left is many times as much, and none of this one's business
        status = main(words)
        gc.collect()  # what was left open would warn now
        gc.unfreeze()
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return run


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def door(shelf: Shelf) -> AsyncIterator[Line]:
    async with line(Sandbox(), shelf) as whole:
        yield whole

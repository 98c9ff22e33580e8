"""A served sandbox, its phones, and the real python-telegram-bot pointed at it."""

from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest
from telegram import Bot

from sandbox import Phone, Sandbox
from tests.sandbox.bot_server import URL, BotServer, call

HANH = 11
BAO = 12


@pytest.fixture
def stopwatch() -> SimpleNamespace:
    """The platform's monotonic clock, for tests to move: `stopwatch.seconds += 150`."""
    return SimpleNamespace(seconds=1000.0)


@pytest.fixture
def sandbox(stopwatch: SimpleNamespace) -> Sandbox:
    """Not served: for tests that need no sockets."""
    return Sandbox(monotonic=lambda: float(stopwatch.seconds))


@pytest.fixture
def hanh(sandbox: Sandbox) -> Phone:
    """A phone whose person has not started the bot."""
    return sandbox.add_phone(HANH, "Nguyễn Thị Hạnh", label="Phường Đông Thọ")


@pytest.fixture
def bao(sandbox: Sandbox) -> Phone:
    """A phone whose person has started the bot; the /start is fetched and gone."""
    phone = sandbox.add_phone(BAO, "Trần Quốc Bảo", label="Thẩm định viên 2")
    phone.starts()
    sandbox.world.updates.clear()
    return phone


@pytest.fixture
async def served(sandbox: Sandbox) -> AsyncIterator[Sandbox]:
    await sandbox.serve()
    yield sandbox
    await sandbox.close()


@pytest.fixture
async def bot(served: Sandbox) -> AsyncIterator[Bot]:
    async with Bot(served.token, base_url=served.base_url, base_file_url=served.base_file_url) as bot:
        yield bot


@pytest.fixture
async def server(sandbox: Sandbox) -> BotServer:
    """A webhook that is set."""
    server = BotServer()
    sandbox.webhook_transport = server
    body = await call(sandbox, "setWebhook", url=URL, secret_token="s3cret")
    assert body == {"ok": True, "result": True, "description": "Webhook was set"}
    return server

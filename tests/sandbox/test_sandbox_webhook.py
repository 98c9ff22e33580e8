"""Webhooks: how updates are brought there."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import Conflict

from sandbox import Phone, Sandbox
from tests.sandbox.bot_server import URL, BotServer, call, info

BAO, HANH = 12, 11


async def test_updates_are_brought_in_order_with_the_secret(sandbox: Sandbox, server: BotServer, bao: Phone) -> None:
    for text in ("một", "hai", "ba"):
        bao.says(text)
    assert sandbox.pending_updates == 3
    assert await sandbox.deliver() == 3
    assert server.texts == ["một", "hai", "ba"]
    assert {headers["X-Telegram-Bot-Api-Secret-Token"] for headers in server.headers} == {"s3cret"}
    assert {headers["Content-Type"] for headers in server.headers} == {"application/json"}
    assert (sandbox.pending_updates, await sandbox.deliver()) == (0, 0)


async def test_a_failure_holds_up_its_chat_only(sandbox: Sandbox, server: BotServer, bao: Phone, hanh: Phone) -> None:
    server.answers = [(500, b"")]
    bao.says("1")
    bao.says("2")
    hanh.says("3")
    assert await sandbox.deliver() == 1
    assert server.texts == ["1", "3"]
    assert sandbox.pending_updates == 2
    assert await sandbox.deliver() == 2  # the first time it is tried again at once
    assert server.texts == ["1", "3", "1", "2"]


async def test_pauses_between_failures_grow(
    sandbox: Sandbox, server: BotServer, bao: Phone, stopwatch: SimpleNamespace
) -> None:
    server.answers = [(502, b"")] * 99
    bao.says("x")
    begin, times = stopwatch.seconds, []
    for _ in range(400):
        count = len(server.came)
        await sandbox.deliver()
        if len(server.came) > count:
            times.append(stopwatch.seconds - begin)
        stopwatch.seconds += 0.5
    assert times == [0, 0.5, 2.5, 6.5, 14.5, 30.5, 62.5, 122.5, 182.5]


async def test_updates_grow_too_old(
    sandbox: Sandbox, server: BotServer, bao: Phone, stopwatch: SimpleNamespace
) -> None:
    await call(
        sandbox,
        "sendMessage",
        chat_id=BAO,
        text="x",
        reply_markup={"inline_keyboard": [[{"text": "Lưu", "callback_data": "s"}]]},
    )
    bao.presses("Lưu")
    server.answers = [(500, b"")] * 99
    for _ in range(65):  # its next turn, after 124 s and a pause of 60, would come too late
        await sandbox.deliver()
        stopwatch.seconds += 2
    assert sandbox.pending_updates == 0
    assert len(server.came) > 5


async def test_one_chat_at_a_time_and_many_chats_up_to_the_limit(sandbox: Sandbox, server: BotServer) -> None:
    await call(sandbox, "setWebhook", url=URL, max_connections=3)
    for user_id in range(1, 8):
        phone = sandbox.add_phone(user_id, str(user_id))
        phone.says("1")
        phone.says("2")
    assert await sandbox.deliver() == 14
    assert server.most_under_way == 3
    for user_id in range(1, 8):
        mine = [update["message"] for update in server.came if update["message"]["chat"]["id"] == user_id]
        assert [message["text"] for message in mine] == ["1", "2"]


async def test_an_answer_may_be_a_call(sandbox: Sandbox, server: BotServer, bao: Phone) -> None:
    server.answers = [
        (200, json.dumps({"method": "sendMessage", "chat_id": BAO, "text": "chào"}).encode()),
        (200, b'{"method": "deleteWebhook"}'),
        (200, b'{"method": "getUpdates"}'),
        (200, b"not json"),
        (200, b"[1]"),
    ]
    for number in range(5):
        bao.says(str(number))
    assert await sandbox.deliver() == 5
    assert bao.last.text == "chào"
    assert (await info(sandbox))["url"] == URL
    assert sandbox.refused == []  # what is not done in an answer is not even tried


async def test_a_webhook_changed_meanwhile_gets_it_again(sandbox: Sandbox, bao: Phone) -> None:
    async def changes(url: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        await call(sandbox, "deleteWebhook")
        return 200, b""

    sandbox.webhook_transport = changes
    await call(sandbox, "setWebhook", url=URL)
    bao.says("x")
    assert (await sandbox.deliver(), sandbox.pending_updates) == (0, 1)


async def test_nothing_is_brought_during_an_outage(sandbox: Sandbox, server: BotServer, bao: Phone) -> None:
    sandbox.faults.outage(True)
    bao.says("x")
    assert await sandbox.deliver() == 0
    sandbox.faults.outage(False)
    assert await sandbox.deliver() == 1


@pytest.fixture
async def behind_proxy(sandbox: Sandbox) -> AsyncIterator[tuple[Sandbox, list[web.Request], Callable[[], Any]]]:
    """A served sandbox and a real server behind a public name; wait for an update with the callable."""
    came: list[web.Request] = []
    news = asyncio.Event()
    answers = [web.Response(status=500), web.Response(text="ok")]

    async def handle(request: web.Request) -> web.Response:
        came.append(request)
        await request.read()
        news.set()
        return answers.pop(0) if answers else web.Response()

    async def update() -> None:
        async with asyncio.timeout(10):
            await news.wait()
        news.clear()

    application = web.Application()
    application.router.add_post("/hook", handle)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    sandbox.reroutes["https://ktgs.example"] = f"http://127.0.0.1:{runner.addresses[0][1]}"
    await sandbox.serve()
    yield sandbox, came, update
    await sandbox.close()
    await runner.cleanup()


async def test_a_served_sandbox_brings_by_itself_over_real_http(
    behind_proxy: tuple[Sandbox, list[web.Request], Callable[[], Any]], bao: Phone
) -> None:
    sandbox, came, update = behind_proxy
    async with Bot(sandbox.token, base_url=sandbox.base_url) as bot:
        assert await bot.set_webhook(URL, secret_token="s3cret", allowed_updates=["message"])
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        bao.says("chào")
        await update()
        await update()  # the first answer was 500
        assert [request.headers["X-Telegram-Bot-Api-Secret-Token"] for request in came] == ["s3cret"] * 2
        assert came[0].host == "ktgs.example"
        webhook = await bot.get_webhook_info()
        assert webhook.url == URL
        assert webhook.allowed_updates == ("message",)
        assert webhook.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"

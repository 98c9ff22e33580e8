"""Polling or a webhook, never both: who starts, who refuses, and a whole talk by webhook."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import pytest

from bot.channels.base import CannotRunError, Store
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import TelegramAddress
from bot.channels.telegram.incoming import WANTED
from bot.web import Web
from sandbox import Sandbox
from storage.inbox import Received
from tests.bot.webhook_line import HOST, URL, Line, line, webhook_channel
from tests.stage import InMemory, Stage

DELETE = 'run `ktgs webhook delete`, or set telegram.mode = "webhook"'


@pytest.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    """A sandbox without sockets; no delivery ever arrives."""
    sandbox = Sandbox()
    reaches(sandbox, None)
    yield sandbox
    await sandbox.close()


def reaches(sandbox: Sandbox, door: Line | None) -> None:
    """Let deliveries reach this webhook: what the reverse proxy does."""

    async def transport(url: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        if door is None:
            raise ConnectionRefusedError("Connection refused")
        address = door.web.address + url.removeprefix(HOST)
        async with door.client.post(address, headers=headers, data=body) as response:
            return response.status, await response.read()

    sandbox.webhook_transport = transport


async def call(sandbox: Sandbox, method: str, **params: object) -> None:
    answer = await sandbox.call(sandbox.token, method, dict(params))
    assert answer.status == 200, answer.body


def polling_channel(sandbox: Sandbox) -> TelegramChannel:
    request = InMemory(sandbox)
    address = TelegramAddress("http://sandbox/bot", "http://sandbox/file/bot")
    return TelegramChannel(sandbox.token, address, requests=(request, request))


async def nothing(items: Sequence[Received]) -> Sequence[Received]:
    return items


async def refusal(channel: TelegramChannel) -> str:
    """What a start is refused with."""
    try:
        with pytest.raises(CannotRunError) as refused:
            await channel.start()
    finally:
        await channel.close()
    return str(refused.value)


async def test_polling_does_not_start_while_a_webhook_is_set(telegram: Sandbox) -> None:
    await call(telegram, "setWebhook", url=f"{HOST}/somebodys-secret-path")
    text = await refusal(polling_channel(telegram))
    assert text == f"telegram: a webhook is set (at bot.office.example); {DELETE}"
    await call(telegram, "deleteWebhook")
    channel = polling_channel(telegram)
    await channel.start()
    await channel.close()


async def test_a_webhook_is_not_waited_for_unless_it_is_set_to_our_address(telegram: Sandbox) -> None:
    web = Web("127.0.0.1", 0)
    assert await refusal(webhook_channel(telegram, web)) == "telegram: no webhook is set; run `ktgs webhook set`"
    await call(telegram, "setWebhook", url=f"{HOST}/somebodys-secret-path", allowed_updates=WANTED)
    assert await refusal(webhook_channel(telegram, web)) == (
        "telegram: the webhook leads to another address (at bot.office.example); run `ktgs webhook set`"
    )
    channel = webhook_channel(telegram, web)
    await channel.connect()
    await channel.registration.set()
    await channel.start()
    await channel.close()


async def polls_until_refused(channel: TelegramChannel, store: Store = nothing) -> str:
    async with asyncio.timeout(10):
        with pytest.raises(CannotRunError) as refused:
            await channel.poll(store)
    return str(refused.value)


async def test_a_poll_that_waits_ends_at_once_when_a_webhook_is_set(telegram: Sandbox) -> None:
    channel = polling_channel(telegram)
    await channel.start()
    ended = asyncio.create_task(polls_until_refused(channel))
    for _ in range(50):
        await asyncio.sleep(0)
    await call(telegram, "setWebhook", url=URL)
    assert await ended == f"telegram: a webhook is set; {DELETE}"
    await channel.close()
    assert [refused.description for refused in telegram.refused] == ["Conflict: terminated by setWebhook request"]


async def test_polling_is_not_tried_again_while_a_webhook_is_set(telegram: Sandbox) -> None:
    async def store(items: Sequence[Received]) -> Sequence[Received]:
        await call(telegram, "setWebhook", url=URL)
        return items

    telegram.add_phone(11, "Lan").says("/start")
    channel = polling_channel(telegram)
    await channel.start()
    assert await polls_until_refused(channel, store) == f"telegram: a webhook is set; {DELETE}"
    await channel.close()
    (refused,) = telegram.refused
    assert refused.description.startswith("Conflict: can't use getUpdates method while webhook is active")


async def test_a_webhook_that_is_taken_away_is_noticed(telegram: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.telegram.webhook.ASK_SECONDS", 0)
    channel = webhook_channel(telegram, Web("127.0.0.1", 0))
    await channel.connect()
    await channel.registration.set()
    ended = asyncio.create_task(polls_until_refused(channel))
    for _ in range(50):
        await asyncio.sleep(0)
    assert not ended.done()
    await call(telegram, "deleteWebhook")
    assert await ended == "telegram: no webhook is set; run `ktgs webhook set`"
    await channel.close()


async def test_a_failed_delivery_is_told_once(telegram: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    channel = webhook_channel(telegram, Web("127.0.0.1", 0))
    await channel.connect()
    await channel.registration.set()
    webhook = telegram.world.webhook
    assert webhook
    with caplog.at_level(logging.WARNING):
        await channel.start()
        assert caplog.messages == []
        webhook.last_error, webhook.last_error_date = "Connection refused", 1795312800
        for _ in range(3):
            await channel.registration.check()
        webhook.last_error_date += 60
        await channel.registration.check()
    await channel.close()
    assert caplog.messages == [
        "telegram: a delivery failed at 2026-11-22 02:00:00 UTC: Connection refused",
        "telegram: a delivery failed at 2026-11-22 02:01:00 UTC: Connection refused",
    ]


async def test_a_webhook_set_for_other_updates_is_told_of(telegram: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    await call(telegram, "setWebhook", url=URL, allowed_updates=["message"])
    channel = webhook_channel(telegram, Web("127.0.0.1", 0))
    await channel.start()
    await channel.close()
    assert caplog.messages == [
        "telegram: the webhook was set for other kinds of updates than this release reads; run `ktgs webhook set`"
    ]


async def test_a_whole_talk_by_webhook(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    async with line(stage.sandbox, stage.app.inbox.store) as door:
        reaches(stage.sandbox, door)
        await door.channel.connect()
        await door.channel.registration.set()
        for text in ("đăng ký", "Đảng ủy phường Đông Thọ", "Kiểm tra chấp hành", "chi bộ quân sự", "tháng 9"):
            lan.phone.says(text)
            assert await stage.sandbox.deliver() == 1
            await stage.app.settle()
        lan.phone.says("Nghị quyết Đại hội đảng bộ phường")
        await stage.sandbox.deliver()
        await stage.app.settle()
        lan.phone.presses("Lưu")
        assert await stage.sandbox.deliver() == 1
        await stage.app.settle()
        assert "Đã lưu KT-" in lan.screen
        assert stage.sandbox.pending_updates == 0
        await call(stage.sandbox, "deleteWebhook")
    saved = await stage.rows("select code from inspections where created_by is not null")
    assert len(saved) == 1


async def test_with_the_secret_of_another_token_nothing_arrives_and_telegram_says_so(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    stage.sandbox.sets_clock(datetime(2026, 11, 22, 2, tzinfo=UTC))
    async with line(stage.sandbox, stage.app.inbox.store) as door:
        reaches(stage.sandbox, door)
        await call(stage.sandbox, "setWebhook", url=URL, secret_token="0" * 64, allowed_updates=WANTED)
        lan.phone.says("đăng ký")
        assert await stage.sandbox.deliver() == 0
        await door.channel.connect()
        assert (await door.channel.registration.ask()).failure().partition(" UTC: ")[2] == (
            "Wrong response from the webhook: 403 Forbidden; run `ktgs webhook set`, "
            "for the secret changes with the token"
        )
        await door.channel.registration.set()  # what is kept arrives now
        assert await stage.sandbox.deliver() == 1
        await call(stage.sandbox, "deleteWebhook")
    await stage.app.settle()
    assert "Cuộc này thuộc chương trình nào?" in lan.screen

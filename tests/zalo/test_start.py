"""Two channels in one program: one whose line is down does not keep the other from its work."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot import app
from bot.channels.base import CannotRunError
from planning.programme import Role
from tests.zalo_stage import TOKEN, BothStage


async def test_while_zalo_is_down_telegram_works(both: BothStage) -> None:
    lan = await both.joins_on_telegram("Lan", "p-dong-tho")
    both.channel._poll_seconds = 5  # with 0 nobody else would get a turn
    answered = asyncio.Event()
    both.sandbox.world.listeners.append(lambda kind, *_: answered.set() if kind == "sent" else None)
    both.sandbox.zalo.faults.outage(True)
    running = asyncio.create_task(both.app.run())
    try:
        lan.phone.says("/trogiup")
        async with asyncio.timeout(10):
            await answered.wait()
        assert lan.screen.startswith("Trợ giúp")
        assert both.app.outbox.resting == {"zalo", "zalo:2"}
    finally:
        both.sandbox.zalo.faults.outage(False)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def heard(both: BothStage, words: str) -> None:
    """Run until the administrator on Telegram has read these words."""
    waiting: list[Any] = [both.channel, *both.zalo_channels]
    for channel in waiting:
        channel._poll_seconds = 5  # with 0 nobody else would get a turn
    told = asyncio.Event()

    def listen(kind: str, *about: object) -> None:
        if kind == "sent" and any(words in str(one) for one in about):
            told.set()

    both.sandbox.world.listeners.append(listen)
    running = asyncio.create_task(both.app.run())
    try:
        async with asyncio.timeout(10):
            await told.wait()
        assert not running.done()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def sets_webhook(both: BothStage, token: str) -> None:
    params = {"url": "https://elsewhere.example/zalo", "secret_token": "secret-of-another"}
    answer = await both.sandbox.zalo.call(token, "setWebhook", params)
    assert answer.status == 200


async def test_a_bot_that_needs_the_operator_ends_no_other_and_the_administrator_hears_of_it(both: BothStage) -> None:
    await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    await sets_webhook(both, f"{TOKEN}-2")
    await heard(both, "Kênh Zalo 2 đã ngừng: cần người quản lý máy chủ xem nhật ký. Các kênh khác vẫn chạy.")
    assert both.app.outbox.resting == {"zalo:2"}


async def test_a_line_that_stays_down_is_told_on_another_one(both: BothStage, monkeypatch: pytest.MonkeyPatch) -> None:
    await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    monkeypatch.setattr(app, "LONG", 1.0)  # the first pause
    both.sandbox.zalo.faults.outage(True)
    await heard(both, "Kênh Zalo chưa kết nối được từ vài phút nay, hệ thống vẫn đang thử. Các kênh khác vẫn chạy.")
    both.sandbox.zalo.faults.outage(False)


async def test_when_no_channel_is_left_the_program_ends(both: BothStage) -> None:
    for channel in both.app.channels.values():

        async def refuses() -> None:
            raise CannotRunError("the token was refused")

        channel.start = refuses  # type: ignore[method-assign]
    with pytest.raises(BaseExceptionGroup) as ended:
        await both.app.run()
    assert [str(error) for error in ended.value.exceptions] == ["the token was refused"]

"""In through the inbox, out through the outbox: once, in order, and what happens when something fails on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from bot.real_time import real_time
from handlers import router
from handlers.dialog.chat import Say
from handlers.entry import Args
from handlers.texts import common
from handlers.turn import Turn
from planning.programme import Role
from storage import audit
from storage.ids import new_id
from storage.inbox import Received
from tests.stage import Stage

WHOLE_REGISTRATION = (
    "đăng ký",
    "Đảng ủy phường Đông Thọ",
    "Kiểm tra chấp hành",
    "chi bộ quân sự",
    "tháng 9",
    "Nghị quyết Đại hội đảng bộ phường",
    "Lưu",
)


async def until(stage: Stage, condition: Callable[[], bool]) -> None:
    """Wait for something to be seen on the phones."""
    changed = asyncio.Event()
    stage.sandbox.world.watchers.append(lambda user_id: changed.set())
    async with asyncio.timeout(20):
        while not condition():
            changed.clear()
            await changed.wait()


async def test_an_update_delivered_again_is_handled_once(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    lan.phone.says("/trogiup")
    await stage.channel.poll_once(stage.app.inbox.store, None)
    await stage.channel.poll_once(stage.app.inbox.store, None)  # nothing was acknowledged: it comes again
    await stage.app.settle()
    await stage.channel.poll_once(stage.app.inbox.store, None)  # and again after it was answered
    await stage.settle()
    assert lan.heard[before:] == [lan.screen]
    assert lan.screen.startswith("Trợ giúp")


async def test_an_update_is_acknowledged_only_when_it_is_stored(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    lan.phone.says("/trogiup")

    async def full_disk(items: Sequence[Received]) -> Sequence[Received]:
        raise OSError

    with pytest.raises(OSError):
        await stage.channel.poll_once(full_disk, None)
    assert stage.sandbox.pending_updates == 1
    offset = await stage.channel.poll_once(stage.app.inbox.store, None)
    assert len(await stage.rows("select id from inbox where state = 'new'")) == 1
    assert stage.sandbox.pending_updates == 1
    await stage.channel.poll_once(stage.app.inbox.store, offset)
    assert stage.sandbox.pending_updates == 0
    await stage.settle()
    assert lan.screen.startswith("Trợ giúp")


async def test_a_batch_that_holds_an_update_twice_is_handled_once(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    address, payload = str(lan.phone.user_id), {"name": "Lan", "text": "/trogiup"}
    await stage.app.inbox.store([Received(new_id(), "telegram", "77", address, payload, None) for _ in range(2)])
    await stage.settle()
    assert lan.heard[before:] == [lan.screen]


async def test_a_handler_that_fails_is_tried_three_times_and_then_set_aside(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    lan = await stage.joins("Lan", "p-dong-tho")
    tries = []

    async def falls(turn: Turn, args: Args, text: str | None) -> None:
        tries.append(turn.me.name)
        await audit.record(turn.tx, "half.done", "thing:1", turn.me.id, turn.now)
        await turn.reply(Say("nửa chừng", on_text=None))
        raise RuntimeError("a fault of the program")

    monkeypatch.setitem(router.ACTIONS, "help", falls)
    before = len(lan.heard)
    lan.phone.says("/trogiup")
    lan.phone.says("/menu")
    await stage.settle()

    assert tries == ["Lan"] * 3
    sorry, menu = lan.heard[before:]
    assert sorry == ("Xin lỗi, tin vừa rồi tôi xử lý chưa được và đã báo quản trị. Đồng chí thử lại hoặc gõ “menu”.")
    assert "Hạn gửi dự thảo" in menu
    (row,) = await stage.rows("select id, attempts, error from inbox where state = 'failed'")
    assert (row["attempts"], row["error"]) == (3, "RuntimeError")
    assert admin.screen == common.failed_alert(str(lan.phone.user_id), row["id"])
    assert await stage.rows("select * from audit where action = 'half.done'") == []
    assert await stage.rows("select * from outbox where payload like '%nửa chừng%'") == []


async def test_a_handler_that_recovers_answers_once_and_nobody_is_alarmed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    real, tries = router.ACTIONS["help"], []

    async def falls_twice(turn: Turn, args: Args, text: str | None) -> None:
        tries.append(1)
        await real(turn, args, text)
        if len(tries) < 3:
            raise RuntimeError

    monkeypatch.setitem(router.ACTIONS, "help", falls_twice)
    before = len(lan.heard)
    assert (await lan.says("/trogiup")).startswith("Trợ giúp")
    assert len(lan.heard) == before + 1


async def test_many_updates_at_once_are_handled_in_order(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    for text in WHOLE_REGISTRATION:
        lan.phone.says(text)
    await stage.settle()
    assert lan.screen.startswith("Đã lưu KT-")


async def test_chats_run_side_by_side_and_each_keeps_its_order(stage: Stage) -> None:
    """With the running pumps, which take several chats at a time."""
    people = [await stage.joins(ward, ward) for ward in ("p-dong-tho", "p-ham-rong", "p-truong-thi", "p-dong-ve")]
    before = [len(who.heard) for who in people]
    asked = ["/trogiup", "/huy", "/trogiup", "abc", "/huy", "/dangky", "/huy", "/trogiup"]
    opened = ["Trợ giúp", "Không có", "Trợ giúp", "Tôi chưa", "Không có", "Cuộc này", "Đã bỏ cu", "Trợ giúp"]
    for text in asked:
        for who in people:
            who.phone.says(text)
    await stage.channel.poll_once(stage.app.inbox.store, None)
    pumps = [
        asyncio.create_task(stage.app.inbox.lanes.run(stage.app.outbox.longest_sleep)),
        asyncio.create_task(stage.app.outbox.lanes.run(stage.app.outbox.longest_sleep)),
    ]
    try:
        await until(stage, lambda: all(len(who.heard) >= n + len(asked) for who, n in zip(people, before, strict=True)))
        async with asyncio.timeout(20):
            # seen on the phones is a moment before marked as sent
            while await stage.rows("select id from outbox where state = 'waiting'"):  # noqa: ASYNC110
                await asyncio.sleep(0)
    finally:
        async with stage.database.write():  # so that nobody is stopped in the middle of a transaction
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
    for who, at in zip(people, before, strict=True):
        assert [text[:8] for text in who.heard[at:]] == opened
    await stage.settle()


async def test_texts_of_handled_updates_are_forgotten_after_a_week(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await lan.says("quản lý thu, chi")
    later = real_time() + timedelta(days=8)
    monkeypatch.setattr("bot.app.real_time", lambda: later)
    assert await stage.rows("select id from inbox where payload like '%thu, chi%'") != []
    await stage.rings()
    assert await stage.rows("select id from inbox where payload like '%thu, chi%'") == []

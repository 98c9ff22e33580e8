"""What the webhook promises: 200 after the commit, 503 when nothing was stored, each update once, work finished."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import pytest
from aiohttp import ServerDisconnectedError

from bot.channels.telegram import incoming
from sandbox import Sandbox
from storage.inbox import Received
from tests.bot.webhook_line import line, message
from tests.stage import Stage

HELP = "/trogiup"
NOT_SAVED = (
    "Hệ thống tạm thời chưa lưu được tin vừa rồi và đang thử lại. "
    "Sau ít phút chưa thấy trả lời, đề nghị đồng chí gửi lại."
)


class Gate:
    """A store that takes its time: it commits when it is opened."""

    def __init__(self) -> None:
        self.entered = asyncio.Event()
        self.open = asyncio.Event()
        self.rows: list[Received] = []

    async def __call__(self, items: Sequence[Received]) -> Sequence[Received]:
        self.entered.set()
        await self.open.wait()
        self.rows += items
        return items


async def inbox(stage: Stage) -> list[str]:
    return [row["external_id"] for row in await stage.rows("select external_id from inbox order by id")]


async def test_the_answer_comes_after_the_commit(stage: Stage) -> None:
    async def store(items: Sequence[Received]) -> Sequence[Received]:
        await gate(items)
        return await stage.app.inbox.store(items)

    gate = Gate()
    async with line(stage.sandbox, store) as door, asyncio.timeout(10):
        delivery = asyncio.create_task(door.brings(message(7, HELP)))
        await gate.entered.wait()
        for _ in range(3):  # whole requests, in which an answer that is not held back would have come
            await door.asks("GET", header=None, path="/health")
        assert not delivery.done()
        assert await inbox(stage) == []
        gate.open.set()
        assert (await delivery).status == 200
        assert await inbox(stage) == ["7"]


async def test_a_delivery_is_answered_in_chat_like_anything_else(stage: Stage) -> None:
    lan = stage.stranger("Lan")
    polled = await lan.says("/start")
    async with line(stage.sandbox, stage.app.inbox.store) as door:
        assert (await door.brings(message(7, "/start", lan.phone.user_id))).status == 200
    await stage.app.settle()
    assert lan.heard == [polled, polled]


async def test_an_update_delivered_again_is_handled_once(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    update = message(7, HELP, lan.phone.user_id)
    async with line(stage.sandbox, stage.app.inbox.store) as door:
        answers = [*await asyncio.gather(door.brings(update), door.brings(update))]
        await stage.app.settle()
        answers.append(await door.brings(update))  # and again after it was answered
        await stage.app.settle()
    assert [answer.status for answer in answers] == [200] * 3
    assert lan.heard[before:] == [lan.screen]
    assert lan.screen.startswith("Trợ giúp")


async def test_what_could_not_be_stored_comes_again_and_is_handled_once(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.LOCK_PATIENCE", 0.0)
    lan = await stage.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    update = message(7, HELP, lan.phone.user_id)
    async with line(stage.sandbox, stage.app.inbox.store) as door:
        with closing(sqlite3.connect(stage.path, isolation_level=None)) as file:
            file.execute("begin immediate")  # nobody else can commit
            answer = await door.brings(update)
            assert (answer.status, answer.body) == (503, b"")
            file.execute("rollback")
        await asyncio.gather(*stage.app.inbox.not_saved._sending)
        await stage.app.settle()
        assert lan.heard[before:] == [NOT_SAVED]
        assert (await door.brings(update)).status == 200
        await stage.app.settle()
    assert lan.heard[before:] == [NOT_SAVED, lan.screen]
    assert lan.screen.startswith("Trợ giúp")
    assert "update 7 comes again later: updates not stored: database is locked" in caplog.text
    assert HELP not in caplog.text


async def test_a_press_stops_spinning_once_it_is_stored(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    button = lan.phone.last.buttons[0][0]
    lan.phone.presses(button.text)
    (update,) = stage.sandbox.world.updates.pending()
    stage.sandbox.world.updates.clear()  # it is not polled as well
    gate = Gate()
    async with line(stage.sandbox, gate) as door, asyncio.timeout(10):
        delivery = asyncio.create_task(door.brings(update))
        await gate.entered.wait()
        assert len(stage.sandbox.world.queries) == 1
        gate.open.set()
        assert (await delivery).status == 200
        for _ in range(10):  # the politeness follows in its own time
            await asyncio.sleep(0)
        assert stage.sandbox.world.queries == {}
    assert [row.payload["data"] for row in gate.rows] == [button.data]


async def test_a_press_that_is_brought_again_is_answered_once(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    lan.phone.presses("Đăng ký cuộc mới")
    (update,) = stage.sandbox.world.updates.pending()
    stage.sandbox.world.updates.clear()
    async with line(stage.sandbox, stage.app.inbox.store) as door, asyncio.timeout(10):
        for _ in range(2):
            assert (await door.brings(update)).status == 200
            for _ in range(10):
                await asyncio.sleep(0)
    assert stage.sandbox.world.queries == {}
    assert stage.sandbox.refused == []


async def test_what_does_not_concern_us_is_taken_and_not_kept(stage: Stage) -> None:
    async with line(stage.sandbox, stage.app.inbox.store) as door:
        assert (await door.brings({"update_id": 7, "poll_answer": {"poll_id": "1"}})).status == 200
        assert (await door.brings({"update_id": 8})).status == 200
    assert await inbox(stage) == []


async def test_what_must_be_refused_is_not_stored_here_either(stage: Stage) -> None:
    async with line(stage.sandbox, stage.app.inbox.store) as door:
        assert (await door.brings(message(7, "công văn mật gửi Đảng ủy"))).status == 200
    (row,) = await stage.rows("select payload, refused from inbox")
    assert row["payload"] == "{}"
    assert row["refused"]


HALF_A_LETTER = message(7, "\ud83d")
UNREADABLE: list[dict[str, Any]] = [
    {"update_id": 7, "message": "a secret of somebody"},
    {"update_id": 7, "message": {"chat": {"type": "private", "id": 11}, "from": None}},
    {"update_id": 7, "callback_query": {"id": "1", "message": {"chat": {"type": "private", "id": 11}}}},
    {"update_id": 7, "my_chat_member": {"chat": {"type": "private", "id": 11}}},
    HALF_A_LETTER,
]


@pytest.mark.parametrize("update", UNREADABLE)
async def test_an_unreadable_update_is_taken_so_that_it_does_not_come_for_ever(
    stage: Stage, update: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    async with line(stage.sandbox, stage.app.inbox.store) as door:
        answer = await door.brings(update)
        assert (answer.status, answer.body) == (200, b"")
        assert await inbox(stage) == []
        assert (await door.brings(message(8, HELP))).status == 200
        assert await inbox(stage) == ["8"]
    (record,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert record.getMessage().startswith("update 7 cannot be read and is left out: ")
    assert record.getMessage().endswith("Error")
    assert "somebody" not in caplog.text


@pytest.mark.parametrize("update", UNREADABLE)
async def test_an_unreadable_update_does_not_stop_polling(
    stage: Stage, update: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    kind = next(key for key in update if key != "update_id")
    stage.sandbox.world.updates.put(kind, update[kind])
    await lan.says(HELP)
    assert lan.screen.startswith("Trợ giúp")
    assert stage.sandbox.pending_updates == 0
    assert "cannot be read and is left out" in caplog.text
    assert "somebody" not in caplog.text


async def test_an_error_of_our_own_in_reading_counts_as_unreadable(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(update: dict[str, Any]) -> None:
        raise ZeroDivisionError

    async with line(stage.sandbox, stage.app.inbox.store) as door:
        with monkeypatch.context() as patch:
            patch.setattr(incoming, "receive", fails)
            assert (await door.brings(message(7, HELP))).status == 200
        assert (await door.brings(message(8, HELP))).status == 200
    assert await inbox(stage) == ["8"]


async def test_a_stop_finishes_what_is_in_work_and_takes_nothing_new() -> None:
    gate = Gate()
    async with line(Sandbox(), gate) as door, asyncio.timeout(10):
        deliveries = [asyncio.create_task(door.brings(message(number, HELP))) for number in (7, 8)]
        await gate.entered.wait()
        await door.asks("GET", header=None, path="/health")  # by now both are in
        stop = asyncio.create_task(door.stops())
        await asyncio.sleep(0)
        assert (await door.brings(message(9, HELP))).status == 404
        assert not stop.done()
        gate.open.set()
        assert [(await delivery).status for delivery in deliveries] == [200, 200]
        await stop
    assert sorted(row.external_id for row in gate.rows) == ["7", "8"]


async def test_a_stop_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.FINISH_SECONDS", 0.01)
    monkeypatch.setattr("bot.web.LINGER_SECONDS", 0.01)
    gate = Gate()
    async with line(Sandbox(), gate) as door, asyncio.timeout(10):
        delivery = asyncio.create_task(door.brings(message(7, HELP)))
        await gate.entered.wait()
        await door.stops()
        assert not delivery.done()
        await door.web.stop()
        with pytest.raises(ServerDisconnectedError):
            await delivery
    assert gate.rows == []

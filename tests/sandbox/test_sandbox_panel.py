"""What the page is told beside the phones: clock and bell, the panel's lines, a fresh start, groups."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from sandbox import Phone, Sandbox
from sandbox.events import KEPT

BAO = 12


@pytest.fixture
async def web(served: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(served.url) as session:
        yield session


async def does(web: aiohttp.ClientSession, action: str, /, **body: Any) -> int:
    async with web.post(f"/page/{action}", json=body) as response:
        return response.status


async def say(sandbox: Sandbox, chat_id: int, text: str, buttons: list[list[dict[str, str]]] | None = None) -> None:
    params = {"chat_id": chat_id, "text": text} | ({"reply_markup": {"inline_keyboard": buttons}} if buttons else {})
    answer = await sandbox.call(sandbox.token, "sendMessage", params)
    assert answer.status == 200


async def told(live: aiohttp.ClientWebSocketResponse, part: str) -> list[dict[str, Any]]:
    """The next news of phones or of groups; others may come between."""
    while True:
        state = await live.receive_json()
        if state[part]:
            found: list[dict[str, Any]] = state[part]
            return found


async def test_the_clock_goes_to_the_next_bell(served: Sandbox, web: aiohttp.ClientSession) -> None:
    at = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
    assert await does(web, "clock", action="bell") == 400  # nobody has said when it rings

    async def bell() -> tuple[datetime, str] | None:
        return (at, "còn 15 ngày") if served.now() < at else None

    served.sets_clock(at - timedelta(days=8))
    served.next_bell = bell
    async with web.ws_connect("/page/live") as live:
        state = await live.receive_json()
        assert state["bell"] == {"at": int(at.timestamp() * 1000), "text": "còn 15 ngày"}
        assert await does(web, "clock", action="bell") == 200
        assert abs(served.now() - at).total_seconds() < 5
        assert (await live.receive_json())["bell"] is None
        assert await does(web, "clock", action="bell") == 400


async def test_a_page_goes_on_when_nobody_can_say_when_the_bell_rings(
    served: Sandbox, web: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    async def bell() -> tuple[datetime, str] | None:
        raise RuntimeError("closed")

    served.next_bell = bell
    async with web.ws_connect("/page/live") as live:
        assert (await live.receive_json())["bell"] is None
    assert "nobody could say" in caplog.text


async def test_what_happens_is_listed(served: Sandbox, web: aiohttp.ClientSession, bao: Phone) -> None:
    served.events.clear()
    async with web.ws_connect("/page/live") as live:
        await live.receive_json()
        bao.says("/start moi-7")
        await say(served, BAO, "Chào.\n• một\nhai")
        served.tells("stored", "KT-001")
        served.moves_clock(timedelta(hours=1))
        served.faults.outage(True)
        lines = [(line["kind"], line["who"], line["text"]) for line in (await live.receive_json())["events"]["new"]]
        assert lines == [
            ("received", "Trần Quốc Bảo", "/start"),  # the code of an invitation is nobody's business
            ("sent", "Trần Quốc Bảo", "Chào. • một · hai"),
            ("stored", "", "KT-001"),
            ("clock", "", ""),
            ("outage", "", "on"),
        ]
    async with web.ws_connect("/page/live") as live:  # who comes later hears all of it
        state = await live.receive_json()
        assert len(state["events"]["new"]) == 5
        assert state["outage"] is True
        assert await does(web, "fault", outage=False) == 200
        state = await live.receive_json()
        assert [line["text"] for line in state["events"]["new"]] == ["off"]
        assert state["outage"] is False
        served.events.clear()
        assert (await live.receive_json())["events"]["from"] > state["events"]["new"][0]["id"]


async def test_what_was_stored_is_listed_before_what_was_sent(served: Sandbox, bao: Phone) -> None:
    stored: list[str] = []

    async def catch_up() -> None:
        await asyncio.sleep(0)  # as reading a database takes a moment
        while stored:
            served.tells("stored", stored.pop(0))

    served.events.clear()
    served.events.catch_up = catch_up
    bao.says("một")
    stored.append("một")
    await say(served, BAO, "1")
    bao.says("hai")
    stored.append("hai")
    await say(served, BAO, "2")
    await served.events.settle()
    lines = [(event.kind, event.text) for event in served.events.since(0)]
    assert lines.index(("stored", "một")) < lines.index(("sent", "1")) < lines.index(("sent", "2"))
    assert lines.index(("stored", "hai")) < lines.index(("sent", "2"))
    assert [text for kind, text in lines if kind == "received"] == ["một", "hai"]


def test_only_the_newest_are_kept_and_long_ones_are_cut(sandbox: Sandbox) -> None:
    for number in range(KEPT + 5):
        sandbox.tells("stored", f"{number} " + "chữ " * 40)
    kept = sandbox.events.since(0)
    assert (len(kept), kept[0].id, sandbox.events.first_id) == (KEPT, 6, 6)
    assert len(kept[0].text) <= 90
    assert kept[0].text.endswith("chữ…")


async def test_beginning_afresh_shows_nothing_half_done(served: Sandbox, web: aiohttp.ClientSession) -> None:
    assert await does(web, "reset") == 400  # nobody knows how

    async def begin() -> None:
        served.curtain.clear()
        served.clear()
        for number in (1, 2):
            await asyncio.sleep(0)
            served.add_phone(number, f"Người {number}")
        served.curtain.set()

    served.add_phone(77, "Người cũ")
    served.on_reset = begin
    async with web.ws_connect("/page/live") as live:
        before = await live.receive_json()
        assert (before["canReset"], before["order"]) == (True, [77])
        assert await does(web, "reset") == 200
        after = await live.receive_json()
        assert (after["order"], [view["id"] for view in after["phones"]]) == ([1, 2], [1, 2])
        assert after["session"] != before["session"]


async def test_a_visitor_plays_the_people_of_a_group(served: Sandbox, web: aiohttp.ClientSession, bao: Phone) -> None:
    group = served.add_group(-7, "Tổ thẩm định")
    group.joins(bao)
    async with web.ws_connect("/page/live") as live:
        view = (await live.receive_json())["groups"][0]
        assert (view["name"], view["hasBot"], view["people"]) == (
            "Tổ thẩm định",
            False,
            [{"id": BAO, "name": bao.name}],
        )
        assert await does(web, "group-start", group=-7, phone=BAO, start="nhom") == 200
        assert [one.has_bot for one in served.groups] == [True]
        await say(served, -7, "Số liệu", [[{"text": "Mở", "callback_data": "m"}]])
        assert await does(web, "group-press", group=-7, phone=BAO, message=group.last.id, data="m") == 200
        assert await does(web, "group-says", group=-7, phone=BAO, text="chào") == 200
        messages: list[dict[str, Any]] = []
        while len(messages) < 4:  # news that came together is told together, or not
            messages = (await told(live, "groups"))[0]["messages"]
        assert [(m["sender"], m["service"], m["text"]) for m in messages] == [
            ("Trần Quốc Bảo", "new_chat_participant", ""),
            ("Trần Quốc Bảo", "", "/start@ktgs_demo_bot nhom"),
            ("", "", "Số liệu"),
            ("Trần Quốc Bảo", "", "chào"),
        ]
        assert await does(web, "group-bot", group=-7, phone=BAO, present=False) == 200
        assert [one.has_bot for one in served.groups] == [False]
    assert await does(web, "group-says", group=-8, phone=BAO, text="chào") == 400

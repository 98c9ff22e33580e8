"""Zalo on the page's phones: what the page is told, saying something, the code of an invitation, the panel's lines."""

from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.zalo import ZaloPhone

TOKEN = "11:zalo"
HOA = 14
CODE = "7K2P-9XQM"


@pytest.fixture
def zalo(served: Sandbox) -> ZaloPhone:
    """Of somebody whose invitation waits as a link on Telegram and as a code here."""
    served.zalo.add_bot(TOKEN, "Bot KTGS")
    served.add_phone(HOA, "Lê Thị Hoa", label="Hội phụ nữ", start="moi-7")
    return served.apps.add_zalo(HOA, code=CODE, first=True)


async def does(web: aiohttp.ClientSession, action: str, /, **body: Any) -> int:
    async with web.post(f"/page/{action}", json=body) as response:
        return response.status


async def told(live: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    """The next news of a phone."""
    while True:
        state = await live.receive_json()
        if state["phones"]:
            found: dict[str, Any] = state["phones"][0]
            return found


async def sends(served: Sandbox, zalo: ZaloPhone, text: str) -> None:
    answer = await served.zalo.call(TOKEN, "sendMessage", {"chat_id": zalo.user_id, "text": text})
    assert isinstance(answer.body, dict)
    assert answer.body["ok"], answer.body


async def test_a_phone_with_two_messengers(served: Sandbox, zalo: ZaloPhone) -> None:
    async with aiohttp.ClientSession(served.url) as web, web.ws_connect("/page/live") as live:
        view = await told(live)
        assert (view["opens"], view["apps"]["zalo"]["code"], view["waiting"]) == ("zalo", CODE, "moi-7")
        assert view["apps"]["zalo"]["bot"] == {"name": "Bot KTGS"}
        assert await does(web, "zalo/says", phone=HOA, text="7k2p 9xqm") == 200
        view = await told(live)
        assert (view["apps"]["zalo"]["code"], view["waiting"]) == ("", None)  # taken up here, it waits nowhere else
        await served.zalo.call(TOKEN, "sendChatAction", {"chat_id": zalo.user_id, "action": "typing"})
        assert (await told(live))["apps"]["zalo"]["typing"] > 0
        await sends(served, zalo, "1 Có\n/menu https://ktgs.vn")
        said, answered = (await told(live))["apps"]["zalo"]["messages"]
        assert (said["id"], said["fromBot"], said["text"]) == (1, False, "7k2p 9xqm")
        assert (answered["text"], answered["buttons"]) == ("1 Có\n/menu https://ktgs.vn", [])
        assert [entity["type"] for entity in answered["entities"]] == ["url"]  # Zalo knows no commands
    assert [message.text for message in served.phone(HOA).messages] == []


async def test_an_invitation_taken_up_on_telegram(served: Sandbox, zalo: ZaloPhone) -> None:
    async with aiohttp.ClientSession(served.url) as web, web.ws_connect("/page/live") as live:
        await told(live)
        served.phone(HOA).starts()
        assert (await told(live))["apps"]["zalo"]["code"] == ""


async def test_telegram_alone(served: Sandbox) -> None:
    async with aiohttp.ClientSession(served.url) as web, web.ws_connect("/page/live") as live:
        assert await does(web, "phone", name="Phạm Thu Hà") == 200
        view = await told(live)
        assert (view["opens"], view["apps"]) == ("telegram", {})
        for phone, text in ((view["id"], "chào"), (404, "chào")):
            assert await does(web, "zalo/says", phone=phone, text=text) == 400


async def test_whoever_comes_later_has_zalo_too(served: Sandbox, zalo: ZaloPhone) -> None:
    async with aiohttp.ClientSession(served.url) as web:
        assert await does(web, "phone", name="Phạm Thu Hà") == 200
        newcomer = served.phones[-1].user_id
        assert served.apps.owner(served.apps.zalo(newcomer).user_id) == newcomer
        assert await does(web, "zalo/says", phone=newcomer, text="  ") == 400
        with pytest.raises(ValueError, match="Zalo already"):
            served.apps.add_zalo(newcomer)


async def test_the_panel_lists_both_ways_and_no_code(served: Sandbox, zalo: ZaloPhone) -> None:
    served.events.clear()
    zalo.says(CODE)
    zalo.says("1")
    await sends(served, zalo, "Chào.\nMột")
    served.zalo.phone(zalo.user_id).shows_typing()  # no message, no line
    lines = [(event.kind, event.who, event.text) for event in served.events.since(0)]
    assert lines == [
        ("received", "Lê Thị Hoa (Zalo)", "••••-••••"),
        ("received", "Lê Thị Hoa (Zalo)", "1"),
        ("sent", "Lê Thị Hoa (Zalo)", "Chào. · Một"),
    ]


async def test_cut_off_on_both(served: Sandbox, zalo: ZaloPhone) -> None:
    async with aiohttp.ClientSession(served.url) as web:
        assert await does(web, "fault", outage=True) == 200
        assert (served.faults.down, served.zalo.faults.down) == (True, True)
        assert await does(web, "fault", outage=False) == 200
        assert (served.faults.down, served.zalo.faults.down) == (False, False)


async def test_beginning_afresh(served: Sandbox, zalo: ZaloPhone) -> None:
    served.clear()
    assert served.apps.owner(zalo.user_id) is None
    served.add_phone(HOA, "Lê Thị Hoa")
    assert served.apps.add_zalo(HOA).messages == []

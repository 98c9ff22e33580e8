"""The page's routes: live state, what a visitor does, and who is not let in."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from sandbox import Phone, Sandbox

BAO = 12


@pytest.fixture
async def web(served: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(served.url) as session:
        yield session


async def does(web: aiohttp.ClientSession, action: str, /, **body: Any) -> int:
    async with web.post(f"/page/{action}", json=body) as response:
        return response.status


async def told(live: aiohttp.ClientWebSocketResponse, part: str) -> list[dict[str, Any]]:
    """The next news of phones or of groups; others may come between."""
    while True:
        state = await live.receive_json()
        if state[part]:
            found: list[dict[str, Any]] = state[part]
            return found


async def test_the_page_and_its_files_are_served(web: aiohttp.ClientSession) -> None:
    for path in ("/", "/assets/app.js", "/assets/style.css", "/assets/icon.svg"):
        async with web.get(path) as response:
            assert response.status == 200
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]


async def test_a_visitor_plays_a_person(served: Sandbox, web: aiohttp.ClientSession, bao: Phone) -> None:
    async with web.ws_connect("/page/live") as live:
        state = await live.receive_json()
        assert state["order"] == [BAO]
        assert state["phones"][0]["label"] == "Thẩm định viên 2"
        markup = {"inline_keyboard": [[{"text": "Lưu", "callback_data": "s", "style": "success"}]]}
        params = {"chat_id": BAO, "text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": markup}
        await served.call(served.token, "sendMessage", params)
        message = (await told(live, "phones"))[0]["messages"][-1]
        assert message["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
        assert message["buttons"][0][0]["style"] == "success"
        assert await does(web, "press", phone=BAO, message=message["id"], data="s") == 200
        assert await does(web, "says", phone=BAO, text="chào") == 200
        assert (await told(live, "phones"))[0]["messages"][-1]["text"] == "chào"
    assert served.pending_updates == 2


async def test_an_invitation_is_opened_on_a_new_phone(served: Sandbox, web: aiohttp.ClientSession) -> None:
    assert await does(web, "phone", name="Phạm Thu Hà", label="Phường Hàm Rồng", start="moi-7") == 200
    phone = served.phones[-1]
    assert (phone.name, phone.label, phone.waiting) == ("Phạm Thu Hà", "Phường Hàm Rồng", "moi-7")
    assert await does(web, "start", phone=phone.user_id) == 200
    assert phone.messages[-1].text == "/start moi-7"
    assert await does(web, "open", phone=phone.user_id, start="moi-8") == 200
    assert phone.waiting == "moi-8"
    assert await does(web, "block", phone=phone.user_id, blocked=True) == 200
    assert phone.blocked


async def test_a_file_goes_up_and_comes_down(web: aiohttp.ClientSession, bao: Phone) -> None:
    form = aiohttp.FormData({"phone": str(BAO), "kind": "document", "caption": "kèm"}, quote_fields=False)
    form.add_field("file", b"content", filename="Kế hoạch.docx")
    async with web.post("/page/file", data=form) as response:
        assert response.status == 200
    sent = bao.messages[-1]
    assert (sent.document, sent.text) == ("Kế hoạch.docx", "kèm")
    assert sent.file is not None
    async with web.get(f"/page/file/{sent.file.file_id}") as response:
        assert await response.read() == b"content"
        assert response.headers["Content-Disposition"] == "attachment"


async def test_the_clock_bar(served: Sandbox, web: aiohttp.ClientSession) -> None:
    assert await does(web, "clock", action="to", to="2026-11-22T21:30") == 200
    assert abs(served.now() - datetime(2026, 11, 22, 14, 30, tzinfo=UTC)).total_seconds() < 5
    for action, expected in (("hour", 15), ("day", 15), ("morning", 1)):
        assert await does(web, "clock", action=action) == 200
        assert served.now().hour == expected
    assert abs(served.now() - datetime(2026, 11, 24, 1, 0, tzinfo=UTC)).total_seconds() < 5
    assert await does(web, "clock", action="real") == 200
    assert abs(served.now() - datetime.now(UTC)).total_seconds() < 5


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("says", {"phone": BAO, "text": "  "}),
        ("says", {"phone": 404, "text": "x"}),
        ("press", {"phone": BAO, "message": 404, "data": "x"}),
        ("phone", {"name": " "}),
        ("clock", {"action": "back to the future"}),
        ("clock", {"action": "to", "to": "hôm qua"}),
    ],
)
async def test_nonsense_is_refused(web: aiohttp.ClientSession, bao: Phone, action: str, body: dict[str, Any]) -> None:
    assert await does(web, action, **body) == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Host": "evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_websites_cannot_drive_it(
    served: Sandbox, web: aiohttp.ClientSession, bao: Phone, headers: dict[str, str]
) -> None:
    for path in ("/page/says", f"/bot{served.token}/sendMessage"):
        async with web.post(path, json={"phone": BAO, "chat_id": BAO, "text": "x"}, headers=headers) as response:
            assert response.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await web.ws_connect("/page/live", headers=headers)


async def test_its_own_page_may(served: Sandbox, web: aiohttp.ClientSession, bao: Phone) -> None:
    headers = {"Origin": served.url.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    async with web.post("/page/says", json={"phone": BAO, "text": "x"}, headers=headers) as response:
        assert response.status == 200


async def test_parameters_come_in_every_way_the_bot_api_allows(
    served: Sandbox, web: aiohttp.ClientSession, bao: Phone
) -> None:
    path = f"/bot{served.token}/sendMessage"
    fields = {
        "chat_id": str(BAO),
        "text": "x",
        "reply_markup": '{"inline_keyboard": [[{"text": "a", "url": "https://a.vn"}]]}',
    }
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    for arguments in ({"params": fields}, {"data": fields}, {"data": multipart}, {"json": fields}):
        async with web.post(path, **arguments) as response:
            assert (await response.json())["ok"]
        assert bao.last.buttons == [[("a", None, None)]]
    async with web.get(path, params=fields) as response:
        assert (await response.json())["ok"]
    async with web.post(path, data="{", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400


async def test_closing_lets_a_waiting_bot_and_an_open_page_go(sandbox: Sandbox, bao: Phone) -> None:
    await sandbox.serve()
    async with aiohttp.ClientSession(sandbox.url) as session, session.ws_connect("/page/live") as live:
        await live.receive_json()
        poll = asyncio.create_task(sandbox.call(sandbox.token, "getUpdates", {"timeout": 50}))
        closing = asyncio.create_task(sandbox.close())
        assert (await live.receive()).type is aiohttp.WSMsgType.CLOSE
        await closing
        assert (await poll).body == {"ok": True, "result": []}

"""The Official Account on the page's phones: what the page is told, words and presses, the panel's lines."""

from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox, UploadedFile
from sandbox.zalo_oa import OaPhone, OaRequest
from tests.sandbox.test_sandbox_page_zalo import does, told

HOA = 14
BUTTONS = [
    {"title": "Có", "type": "oa.query.hide", "payload": "#1"},
    {"title": "Không", "type": "oa.query.hide", "payload": "#2"},
]


@pytest.fixture
def oa(served: Sandbox) -> OaPhone:
    served.add_phone(HOA, "Lê Thị Hoa", label="Hội phụ nữ", start="moi-7")
    return served.apps.oa.add(HOA)


async def sends(served: Sandbox, oa: OaPhone, message: dict[str, Any], file: UploadedFile | None = None) -> None:
    headers = {"access_token": served.oa.account.oauth.seed()[0]}
    if file:
        answer = await served.oa.ask(OaRequest("/v2.0/oa/upload/file", headers, files={"file": file}))
        assert isinstance(answer.body, dict)
        message = {"attachment": {"type": "file", "payload": answer.body["data"]}}
    body = {"recipient": {"user_id": oa.user_id}, "message": message}
    answer = await served.oa.ask(OaRequest("/v3.0/oa/message/cs", headers, body=body))
    assert isinstance(answer.body, dict)
    assert answer.body["error"] == 0, answer.body


async def test_a_phone_with_the_account(served: Sandbox, oa: OaPhone) -> None:
    async with aiohttp.ClientSession(served.url) as web, web.ws_connect("/page/live") as live:
        view = await told(live)
        assert (view["opens"], list(view["apps"])) == ("zalo-oa", ["zalo-oa"])
        assert view["apps"]["zalo-oa"]["bot"] == {"name": "OA KTGS"}
        assert await does(web, "zalo-oa/says", phone=HOA, text="chào") == 200
        payload = {"type": "template", "payload": {"buttons": BUTTONS}}
        await sends(served, oa, {"text": "Đi không?", "attachment": payload})
        await sends(served, oa, {}, UploadedFile("a.pdf", b"abc", "application/pdf"))
        for _ in range(2):  # it stays
            assert await does(web, "zalo-oa/press", phone=HOA, message=2, data="#1") == 200
        assert await does(web, "zalo-oa/press", phone=HOA, message=2, data="#3") == 400
        said, asked, file = (served.apps.view(served.world.chats[HOA]))["apps"]["zalo-oa"]["messages"]
        assert (said["text"], said["fromBot"]) == ("chào", False)
        assert asked["buttons"] == [[{"text": "Có", "data": "#1"}], [{"text": "Không", "data": "#2"}]]
        assert file["file"]["name"] == "a.pdf"
        async with web.get(file["file"]["url"]) as response:
            assert await response.read() == b"abc"


async def test_the_panel_lists_presses_by_their_words(served: Sandbox, oa: OaPhone) -> None:
    served.events.clear()
    oa.says("7K2P-9XQM")
    await sends(served, oa, {"text": "?", "attachment": {"type": "template", "payload": {"buttons": BUTTONS}}})
    oa.presses("Có")
    lines = [(event.kind, event.who, event.text) for event in served.events.since(0)]
    assert lines == [
        ("received", "Lê Thị Hoa (Zalo OA)", "••••-••••"),
        ("sent", "Lê Thị Hoa (Zalo OA)", "?"),
        ("received", "Lê Thị Hoa (Zalo OA)", "Có"),
    ]


async def test_cut_off_and_begun_afresh(served: Sandbox, oa: OaPhone) -> None:
    async with aiohttp.ClientSession(served.url) as web:
        assert await does(web, "fault", outage=True) == 200
        assert served.oa.faults.down
        assert await does(web, "fault", outage=False) == 200
    with pytest.raises(ValueError, match="has the account already"):
        served.apps.oa.add(HOA)
    assert served.apps.owner(oa.user_id) == HOA
    served.clear()
    assert served.apps.owner(oa.user_id) is None
    assert served.oa.phones == []

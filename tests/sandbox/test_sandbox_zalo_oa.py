"""The stand-in for Official Accounts is as strict as the platform's papers, so that it can judge."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox, UploadedFile
from sandbox.zalo_oa import OaAnswer, OaPhone, OaPlatform, OaRequest
from sandbox.zalo_oa.account import OaTemplate

MEGABYTE = 1024 * 1024


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox()


@pytest.fixture
def oa(sandbox: Sandbox) -> OaPlatform:
    return sandbox.oa


@pytest.fixture
def lan(oa: OaPlatform) -> OaPhone:
    phone = oa.add_phone("Lan")
    phone.says("chào")
    oa.account.oauth.seed()
    return phone


async def asks(oa: OaPlatform, path: str, body: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """With the token of now."""
    headers = {"access_token": oa.account.oauth._access}
    answer = await oa.ask(OaRequest(path, headers, body=body or {}, **more))
    assert answer.status == 200 and isinstance(answer.body, dict)
    return answer.body


async def sends(oa: OaPlatform, user_id: object, message: object) -> int:
    return int(
        (await asks(oa, "/v3.0/oa/message/cs", {"recipient": {"user_id": user_id}, "message": message}))["error"]
    )


def buttons(*given: dict[str, Any]) -> dict[str, Any]:
    return {"text": "?", "attachment": {"type": "template", "payload": {"buttons": list(given)}}}


def button(**changed: Any) -> dict[str, Any]:
    return {"title": "Có", "type": "oa.query.hide", "payload": "#1", **changed}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"text": "x" * 2000}, 0),
        ({"text": "x" * 2001}, -210),
        ({"text": "e\u0302\u0301" * 2000}, 0),  # counted in composed letters
        ({"text": " "}, -201),
        ({}, -201),
        (buttons(*[button()] * 5), 0),
        (buttons(*[button()] * 6), -210),
        (buttons(), -210),
        (buttons(button(title="x" * 100)), 0),
        (buttons(button(title="x" * 101)), -201),
        (buttons(button(type="oa.nothing")), -201),
        (buttons(button(payload={"x": 1})), -201),
        (buttons(button(payload="x" * 1001)), -201),
        ({"text": "?", "attachment": {"type": "template", "payload": {"template_type": "button"}}}, -233),
        ({"attachment": {"type": "file", "payload": {"token": "unknown"}}}, -201),
    ],
)
async def test_what_a_message_may_be(oa: OaPlatform, lan: OaPhone, message: dict[str, Any], code: int) -> None:
    assert await sends(oa, lan.user_id, message) == code
    assert bool(oa.refused) is (code != 0)


@pytest.mark.parametrize(
    ("days", "code", "bill"), [(0, 0, "free"), (1.9, 0, "free"), (2.1, 0, "paid"), (6.9, 0, "paid"), (7.1, -230, "")]
)
async def test_the_window(sandbox: Sandbox, oa: OaPlatform, lan: OaPhone, days: float, code: int, bill: str) -> None:
    sandbox.moves_clock(timedelta(days=days))
    assert await sends(oa, lan.user_id, {"text": "x"}) == code
    assert list(oa.account.bill) == ([bill] if bill else [])


async def test_who_is_not_known_or_did_nothing(oa: OaPlatform, lan: OaPhone) -> None:
    assert await sends(oa, int(lan.user_id), {"text": "x"}) == -201  # ids are texts
    assert await sends(oa, "1234567", {"text": "x"}) == -201
    assert await sends(oa, oa.add_phone("Bình").user_id, {"text": "x"}) == -232
    oa.account.restricted.add(lan.user_id)
    assert await sends(oa, lan.user_id, {"text": "x"}) == -244


@pytest.mark.parametrize(
    ("path", "name", "size", "code"),
    [
        ("file", "a.docx", 5 * MEGABYTE, 0),
        ("file", "a.pdf", 5 * MEGABYTE + 1, -210),
        ("file", "a.xlsx", 1, -201),
        ("image", "a.png", MEGABYTE, 0),
        ("image", "a.jpg", MEGABYTE + 1, -210),
        ("image", "a.gif", 1, -201),
    ],
)
async def test_what_may_be_uploaded(oa: OaPlatform, lan: OaPhone, path: str, name: str, size: int, code: int) -> None:
    file = UploadedFile(name, b"x" * size, "application/octet-stream")
    assert (await asks(oa, f"/v2.0/oa/upload/{path}", files={"file": file}))["error"] == code


async def test_an_upload_is_kept_for_seven_days(sandbox: Sandbox, oa: OaPlatform, lan: OaPhone) -> None:
    answer = await asks(oa, "/v2.0/oa/upload/file", files={"file": UploadedFile("a.pdf", b"x", "")})
    message = {"attachment": {"type": "file", "payload": answer["data"]}}
    assert await sends(oa, lan.user_id, message) == 0
    sandbox.moves_clock(timedelta(days=7, hours=1))
    lan.says("chào")
    assert await sends(oa, lan.user_id, message) == -100


async def test_templates(sandbox: Sandbox, oa: OaPlatform, lan: OaPhone) -> None:
    oa.account.templates["1"] = OaTemplate("1", "Tin: {noi_dung}", {"noi_dung": 10})

    async def template(id_: str, **data: str) -> int:
        body = {"user_id": lan.user_id, "template_id": id_, "template_data": data}
        return int((await asks(oa, "/v3.0/oa/message/template", body))["error"])

    sandbox.sets_clock(sandbox.now().replace(hour=3))  # ten in the morning there
    assert [await template("1", noi_dung="x" * n) for n in (10, 11, 0)] == [0, -201, -201]
    assert [await template("2", noi_dung="x"), await template("1"), await template("1", noi_dung="a\nb")] == [-201] * 3
    sandbox.sets_clock(sandbox.now().replace(hour=16))  # eleven at night
    assert await template("1", noi_dung="x") == -234


@pytest.mark.parametrize("path", ["/v3.0/oa/message/transaction", "/v3.0/oa/message/promotion", "/v2.0/oa/message"])
async def test_what_was_shut_down(oa: OaPlatform, lan: OaPhone, path: str) -> None:
    assert (await asks(oa, path))["error"] == -240


async def test_tokens(oa: OaPlatform, lan: OaPhone) -> None:
    account = oa.account
    _, refresh = account.oauth.seed()
    account.oauth.expire_access()
    assert (await asks(oa, "/v2.0/oa/getoa"))["error"] == -220

    async def refreshes(token: str, **headers: str) -> OaAnswer:
        fields = {"refresh_token": token, "app_id": account.app_id, "grant_type": "refresh_token"}
        return await oa.ask(
            OaRequest("/v4/oa/access_token", {"secret_key": account.app_secret, **headers}, fields=fields)
        )

    first, second = await refreshes(refresh), await refreshes(refresh)
    assert isinstance(first.body, dict) and first.body["expires_in"] == "90000"
    assert isinstance(second.body, dict) and (second.status, second.body["error"]) == (200, -14014)
    assert "message" not in second.body and second.body["error_name"]
    wrong = await refreshes(str(first.body["refresh_token"]), secret_key="wrong")
    assert isinstance(wrong.body, dict) and wrong.body["error"] == -14001
    answer = await oa.ask(OaRequest("/v2.0/oa/getoa", {"access_token": "x"}))
    assert answer.body == {"error": -216, "message": "Access token is invalid"}


async def test_a_press_is_a_text_that_the_person_does_not_see(oa: OaPlatform, lan: OaPhone) -> None:
    await sends(oa, lan.user_id, buttons(button(payload="#abc")))
    for _ in range(2):  # it stays, and can be pressed for ever
        lan.presses("Có")
    told = [json.loads(parcel.raw) for parcel in oa.courier.parcels]
    pressed = [
        event for event in told if event["event_name"] == "user_send_text" and event["message"]["text"] == "#abc"
    ]
    assert len(pressed) == 2
    assert [message.text for message in lan.messages] == ["chào", "?"]
    echoes = [event["event_name"] for event in told if not event["event_name"].startswith("user_send")]
    assert echoes == ["oa_send_text", "user_received_message", "user_seen_message"]
    with pytest.raises(LookupError, match="no button 'Không'"):
        lan.presses("Không")


async def test_an_event_comes_until_it_is_answered_and_then_the_webhook_is_off(oa: OaPlatform) -> None:
    came: list[tuple[str | None, str, bytes]] = []

    async def refuses(url: str, headers: dict[str, str], raw: bytes) -> tuple[int, bytes]:
        came.append((headers.get("num_retry"), headers["X-ZEvent-Signature"], raw))
        return 500, b""

    oa.net.transport, oa.courier.scale = refuses, 0.0
    oa.account.webhook_url = "https://bot.example/oa"
    oa.add_phone("Lan").says("chào")
    for _ in range(8):
        await oa.courier.deliver()
    assert [retry for retry, _, _ in came] == [None, "1", "2", "3", "4", "5"]
    assert (len(oa.courier.lost), oa.account.webhook_url) == (1, "")
    _, signed, raw = came[0]
    whole = oa.account.app_id.encode() + raw + json.loads(raw)["timestamp"].encode() + b"oa-secret"
    assert signed == f"mac={hashlib.sha256(whole).hexdigest()}"


async def test_over_http(sandbox: Sandbox) -> None:
    await sandbox.serve()
    phone = sandbox.oa.add_phone("Lan")
    phone.says("chào")
    access, _ = sandbox.oa.account.oauth.seed()
    headers = {"access_token": access}
    try:
        async with aiohttp.ClientSession() as web:
            body = {"recipient": {"user_id": phone.user_id}, "message": {"text": "Chào đồng chí"}}
            async with web.post(f"{sandbox.oa_url}/v3.0/oa/message/cs", json=body, headers=headers) as answer:
                assert (await answer.json())["error"] == 0
            form = aiohttp.FormData()
            form.add_field("file", b"x", filename="a.pdf")
            async with web.post(f"{sandbox.oa_url}/v2.0/oa/upload/file", data=form, headers=headers) as answer:
                assert (await answer.json())["data"]["token"]
            asked = {"data": json.dumps({"user_id": phone.user_id})}
            url = f"{sandbox.oa_url}/v3.0/oa/user/detail"
            async with web.get(url, params=asked, headers=headers) as answer:
                assert (await answer.json())["data"]["display_name"] == "Lan"
            async with web.post(f"{sandbox.oa_url}/v3.0/oa/message/cs", data="[]", headers=headers) as answer:
                assert (await answer.json())["error"] == -201
        assert phone.heard == ["Chào đồng chí"]
    finally:
        await sandbox.close()

"""Events that Zalo brings: signed over the very bytes, stored before the answer, each once."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from bot.channels.base import RetryError
from bot.channels.zalo_oa.webhook import HEADER, Door, OaWebhook, signature
from bot.web import Web
from planning.programme import Role
from sandbox.zalo_oa.courier import PATIENCE
from tests.oa_stage import OaStage

APP = "360846524940903967"
# as the platform writes it, letter by letter
BODY = (
    '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730",'
    '"recipient":{"id":"388613280878808645"},"event_name":"user_send_text",'
    '"message":{"text":"#a:K7Q2","msg_id":"96d3cdf3af150460909"},"timestamp":"1699003881354"}'
)
SIGNED = "077fb7ae6a742c2b4ca523428e0e0a4f4ae5437022f87b4a449c887e722c8302"


def test_the_signature_is_a_plain_hash() -> None:
    first = "2f1ef5aabe67e8396a459ca89562e108ad541f82ba5022c85f645bd6b7220cb9"
    assert signature("X", b"BODY", "1234567890", "Y") == first
    assert signature(APP, BODY.encode(), "1699003881354", "SECRET") == SIGNED


class Taken:
    """Remembers what was let in; a disk that is full `failing` times."""

    def __init__(self, failing: int = 0) -> None:
        self.events: list[dict[str, Any]] = []
        self.failing = failing

    async def __call__(self, event: dict[str, Any]) -> None:
        if self.failing:
            self.failing -= 1
            raise RetryError("updates not stored: disk full")
        self.events.append(event)


@pytest.mark.parametrize("signed", [f"mac={SIGNED}", SIGNED, f"mac={SIGNED.upper()}"])
async def test_what_is_signed_comes_in(signed: str) -> None:
    taken = Taken()
    assert await Door(APP, ["OLD", "SECRET"], taken).brought(BODY.encode(), signed) == 200
    assert [event["message"]["text"] for event in taken.events] == ["#a:K7Q2"]


@pytest.mark.parametrize(
    ("body", "signed"),
    [
        (BODY, ""),
        (BODY, "mac="),
        (BODY, f"mac={SIGNED[:-1]}0"),
        (BODY.replace("K7Q2", "K7Q3"), f"mac={SIGNED}"),
        (BODY.replace(",", ", "), f"mac={SIGNED}"),  # the same values in other bytes
        (BODY.replace("1699003881354", "1699003881355"), f"mac={SIGNED}"),
        (BODY, "mac=\udcff"),
    ],
)
async def test_what_is_not_signed_stays_out(body: str, signed: str) -> None:
    taken = Taken()
    assert await Door(APP, ["SECRET"], taken).brought(body.encode(), signed) == 403
    assert taken.events == []


async def test_an_hmac_is_no_signature() -> None:
    import hmac

    made = hmac.new(b"SECRET", (APP + BODY + "1699003881354").encode(), "sha256").hexdigest()
    assert await Door(APP, ["SECRET"], Taken()).brought(BODY.encode(), f"mac={made}") == 403


@pytest.mark.parametrize("body", [b"", b"{}", b"no json", b"[1]", b'{"event_name": ""}', b"\xff"])
async def test_a_probe_is_answered_well_and_lets_nothing_in(body: bytes) -> None:
    taken = Taken()
    assert await Door(APP, ["SECRET"], taken).brought(body, "") == 200
    assert taken.events == []


async def test_what_cannot_be_stored_is_brought_again() -> None:
    door = Door(APP, ["SECRET"], Taken(failing=1))
    assert [await door.brought(BODY.encode(), f"mac={SIGNED}") for _ in range(2)] == [503, 200]


Brings = Callable[[bytes, str], Awaitable[int]]


@pytest.fixture
async def brings(oa: OaStage) -> AsyncIterator[Brings]:
    """Posts to the served webhook; the status that came back."""
    web, account = Web("127.0.0.1", 0), oa.sandbox.oa.account
    await web.start()
    oa.oa_channel.webhook = OaWebhook("https://o.example/zalo-oa", account.app_id, [account.oa_secret], web)
    serving = asyncio.create_task(oa.oa_channel.poll(oa.app.inbox.store))
    await asyncio.sleep(0)
    async with aiohttp.ClientSession() as session:

        async def post(raw: bytes, signed: str) -> int:
            url = f"{web.address}/zalo-oa"
            async with session.post(url, data=io.BytesIO(raw), headers={HEADER: signed} if signed else {}) as answer:
                return answer.status

        yield post
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    await web.stop()


async def test_over_http_a_body_beyond_its_size_is_refused(oa: OaStage, brings: Brings) -> None:
    account = oa.sandbox.oa.account
    for size in (300_000, 2_000_000):
        event = account.event("user_send_text", "1", message={"text": "x" * size, "msg_id": "1"}, timestamp="1")
        raw = json.dumps(event).encode()
        assert await brings(raw, account.sign(raw, "1")) == 413
    phone = oa.sandbox.oa.add_phone("Lan")
    event = account.event(
        "user_send_text", phone.user_id, message={"text": "x", "msg_id": "1"}, timestamp="1699003881354"
    )
    raw = json.dumps(event).encode()
    assert [await brings(raw, account.sign(raw, "1699003881354")), await brings(raw, "")] == [200, 403]
    assert len(await oa.rows("select id from inbox")) == 1


@pytest.mark.parametrize("escapes", [False, True])
async def test_letters_may_be_escaped(oa: OaStage, escapes: bool) -> None:
    oa.sandbox.oa.account.escapes = escapes
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    assert (await lan.says("trợ giúp")).startswith("Trợ giúp")


async def test_a_repeat_changes_nothing(oa: OaStage) -> None:
    """The first two answers are lost on their way; the event comes again with `num_retry`."""
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    courier, transport, asked = oa.sandbox.oa.courier, oa.sandbox.oa.net.transport, []
    assert transport

    async def loses(url: str, headers: dict[str, str], raw: bytes) -> tuple[int, bytes]:
        asked.append(headers.get("num_retry"))
        status, body = await transport(url, headers, raw)
        return (504, b"") if len(asked) < 3 else (status, body)

    oa.sandbox.oa.net.transport = loses
    oa.sandbox.oa.account.tells_receipts = False
    courier.scale, before = 0.0, len(lan.heard)
    lan.oa.says("tro giup")
    for _ in range(3):
        await courier.deliver()
        await oa.app.settle()
    assert asked == [None, "1", "2"]
    assert len(lan.heard) == before + 1
    assert courier.parcels == []


async def test_a_slow_platform_does_not_make_the_answer_late(oa: OaStage) -> None:
    """The name of somebody new is asked for before the answer, but not for long."""
    asked = asyncio.Event()
    ask = oa.sandbox.oa.ask

    async def never(request: Any) -> Any:
        if request.path.endswith("/user/detail"):
            asked.set()
            await asyncio.sleep(PATIENCE * 10)
        return await ask(request)

    oa.sandbox.oa.ask = never  # type: ignore[method-assign]
    lan = oa.sandbox.oa.add_phone("Lan")
    lan.says("chào")
    assert await oa.sandbox.oa.courier.deliver() == 1
    assert asked.is_set() and oa.sandbox.oa.courier.slow == 0
    oa.sandbox.oa.ask = ask  # type: ignore[method-assign]
    lan.says(await oa.code("p-dong-tho", Role.UNIT))
    await oa.settle()
    assert oa.oa_channel._names == {lan.user_id: "Lan"}


async def test_our_own_echo_receipts_and_what_else_there_is_are_not_kept(oa: OaStage) -> None:
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    account, before = oa.sandbox.oa.account, len(await oa.rows("select id from inbox"))
    for name in (
        "oa_send_text",
        "user_received_message",
        "user_seen_message",
        "add_user_to_tag",
        "anonymous_send_text",
    ):
        event = account.event(name, lan.oa.user_id, message={"text": "x", "msg_id": name}, timestamp="1699003881354")
        oa.sandbox.oa.courier.takes(event)
    own = account.event("user_send_text", account.oa_id, message={"text": "x", "msg_id": "own"}, timestamp="1")
    oa.sandbox.oa.courier.takes(own)
    await oa.settle()
    assert len(await oa.rows("select id from inbox")) == before
    assert oa.sandbox.oa.courier.parcels == []


async def test_what_must_be_refused_is_stored_as_ids_and_a_mark(oa: OaStage) -> None:
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    await lan.says("công văn mật gửi Đảng ủy")
    kept = await oa.rows("select payload, refused from inbox order by id desc limit 1")
    assert (kept[0]["payload"], bool(kept[0]["refused"])) == ("{}", True)


async def test_a_document_is_answered_politely_and_its_address_not_kept(oa: OaStage) -> None:
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    lan.oa.sends_file("kh.docx")
    await oa.settle()
    assert "tệp" in lan.screen
    assert "https://files" not in str(await oa.rows("select payload from inbox"))


async def test_who_turns_away_is_told_of_and_comes_back_by_following(oa: OaStage) -> None:
    huong = await oa.joins_on_oa("Hương", "ubkt-tu", Role.ADMIN)
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    lan.oa.unfollows()
    await oa.settle()
    assert "Lan" in huong.screen
    chat = await oa.rows("select state from chats where address = ?", lan.oa.user_id)
    assert chat[0]["state"] != "active"
    lan.oa.follows()
    await oa.settle()
    chat = await oa.rows("select state from chats where address = ?", lan.oa.user_id)
    assert chat[0]["state"] == "active"

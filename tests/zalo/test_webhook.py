"""Updates that Zalo brings: flat or wrapped, stored before the answer, nothing without the secret."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from bot.channels.zalo import ZaloChannel
from bot.channels.zalo.client import ZaloClient
from bot.channels.zalo.webhook import HEADER, ZaloWebhook, secret
from bot.web import Web
from tests.zalo_stage import TOKEN, ZaloStage, transport

URL = "https://bot.office.example/zalo"
Brings = Callable[..., Awaitable[int]]


def update(text: str, number: int = 1, **message: Any) -> dict[str, Any]:
    sender = {"id": "6ede9afa66b88fe6d6a9", "display_name": "Lan", "is_bot": False}
    chat = {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"}
    whole = {"from": sender, "chat": chat, "text": text, "message_id": f"2d758cb5e22{number}", "date": 1750316131602}
    return {"event_name": "message.text.received", "message": whole | message}


@pytest.fixture
async def brings(zalo: ZaloStage) -> AsyncIterator[Brings]:
    """Posts to the served webhook; the status that came back."""
    web = Web("127.0.0.1", 0)
    await web.start()
    client = ZaloClient(TOKEN, "http://zalo", transport=transport(zalo.sandbox.zalo, TOKEN))
    channel = ZaloChannel(client, webhook=ZaloWebhook(URL, secret(TOKEN), web))
    serving = asyncio.create_task(channel.poll(zalo.app.inbox.store))
    await asyncio.sleep(0)

    async with aiohttp.ClientSession() as session:

        async def post(body: object, key: str = secret(TOKEN)) -> int:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            async with session.post(f"{web.address}/zalo", data=data, headers={HEADER: key}) as answer:
                return answer.status

        yield post
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    await web.stop()


async def stored(zalo: ZaloStage) -> list[str]:
    return [row["payload"] for row in await zalo.rows("select payload from inbox order by id")]


async def test_a_body_is_read_flat_and_wrapped_and_each_update_is_kept_once(zalo: ZaloStage, brings: Brings) -> None:
    assert await brings(update("một", 1)) == 200
    assert await brings({"ok": True, "result": update("hai", 2)}) == 200
    assert await brings(update("một", 1)) == 200
    assert [json.loads(payload)["text"] for payload in await stored(zalo)] == ["một", "hai"]


async def test_nothing_comes_in_without_the_secret(zalo: ZaloStage, brings: Brings) -> None:
    for key in ("", "wrong", secret("another")):
        assert await brings(update("một"), key) == 403
    assert await stored(zalo) == []


@pytest.mark.parametrize("body", [b"", b"{}", b"not json", b"[1]", b'{"event_name": "message.text.received"}'])
async def test_a_probe_is_answered_well_and_kept_nowhere(zalo: ZaloStage, brings: Brings, body: bytes) -> None:
    assert await brings(body) == 200
    assert await stored(zalo) == []


async def test_a_body_beyond_256_kib_is_refused(zalo: ZaloStage, brings: Brings) -> None:
    assert await brings(update("x" * 300_000)) == 413
    assert await stored(zalo) == []


async def test_what_must_be_refused_groups_and_our_own_echo_are_not_kept(zalo: ZaloStage, brings: Brings) -> None:
    assert await brings(update("công văn mật gửi Đảng ủy", 1)) == 200
    assert await brings(update("chào", 2, chat={"id": "g1", "chat_type": "GROUP"})) == 200
    assert await brings(update("chào", 3, **{"from": {"id": "1", "is_bot": True}})) == 200
    assert await stored(zalo) == ["{}"]

"""The same over real HTTP: parameters from everywhere, errors with status 200, a webhook on this machine."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox import Fault, Sandbox
from sandbox.zalo import ZaloPhone, ZaloPlatform
from tests.sandbox.zalo.asking import IDLE, LAN, SECRET, TOKEN


@pytest.fixture
async def client(served: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"{served.zalo_url}/bot{TOKEN}/") as session:
        yield session


async def post(client: aiohttp.ClientSession, method: str, **body: Any) -> Any:
    async with client.post(method, **body) as answer:
        assert answer.status == 200
        return await answer.json()


async def until_polled(phone: ZaloPhone, polled: bool) -> None:
    """Until somebody waits for the bot's updates, or nobody does any more."""
    for _ in range(100_000):
        if phone.bot.inbox.polled is polled:
            return
        await asyncio.sleep(0)
    raise AssertionError("it never happens")


async def test_parameters_come_in_every_way(client: aiohttp.ClientSession, known: ZaloPhone) -> None:
    params = {"chat_id": LAN, "text": "xin chào"}
    with aiohttp.MultipartWriter("form-data") as parts:
        for name, value in params.items():
            parts.append(value).set_content_disposition("form-data", name=name)
    for way in ({"params": params}, {"data": params}, {"json": params}, {"data": parts}):
        assert (await post(client, "sendMessage", **way))["ok"], way
    assert (await post(client, "sendMessage", params={"chat_id": LAN}, json={"text": "x"}))["ok"]
    async with client.get("sendMessage", params=params) as answer:
        assert (await answer.json())["ok"]
    assert known.heard == ["xin chào"] * 4 + ["x", "xin chào"]


async def test_errors_have_status_200(client: aiohttp.ClientSession, served: Sandbox, known: ZaloPhone) -> None:
    assert (await post(client, "getme"))["error_code"] == 404
    assert await post(client, "getUpdates", json={"timeout": "0"}) == IDLE
    for broken in ("{", "[]", "\xff"):
        body = await post(client, "getMe", data=broken, headers={"Content-Type": "application/json"})
        assert body["error_code"] == 400
    headers = {"Content-Type": "application/json; charset=no-such"}
    assert (await post(client, "getMe", data="{}", headers=headers))["error_code"] == 400
    async with client.put("getMe") as answer:
        assert (answer.status, (await answer.json())["error_code"]) == (200, 400)
    other = f"{served.zalo_url}/bot1:other/getMe"
    for wrong in ({}, {"data": "{", "headers": {"Content-Type": "application/json"}}):
        assert await post(client, other, **wrong) == {"ok": False, "description": "Unauthorized", "error_code": 401}


async def test_faults_are_what_a_gateway_and_a_wire_do(
    client: aiohttp.ClientSession, zalo: ZaloPlatform, known: ZaloPhone
) -> None:
    for kind, status in ((Fault.SERVER_ERROR, 502), (Fault.GATEWAY_TIMEOUT, 504)):
        zalo.faults.next(kind)
        async with client.post("sendMessage", json={"chat_id": LAN, "text": kind}) as answer:
            assert (answer.status, answer.content_type) == (status, "text/html")
    zalo.faults.next(Fault.DROPPED_AFTER)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.post("sendMessage", json={"chat_id": LAN, "text": "dropped"})
    assert known.heard == ["gateway_timeout", "dropped"]
    zalo.faults.outage(True)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.post("getMe", data="{", headers={"Content-Type": "application/json"})


async def test_a_poll_whose_client_left_takes_nothing(
    client: aiohttp.ClientSession, served: Sandbox, known: ZaloPhone
) -> None:
    left = asyncio.create_task(post(client, "getUpdates", json={"timeout": "30"}))
    await until_polled(known, True)
    left.cancel()
    await until_polled(known, False)
    poll = asyncio.create_task(post(client, "getUpdates", json={"timeout": "30"}))
    await until_polled(known, True)
    known.says("cho người còn đó")
    assert (await poll)["result"]["message"]["text"] == "cho người còn đó"


async def test_a_webhook_on_this_machine(client: aiohttp.ClientSession, known: ZaloPhone) -> None:
    came: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()

    async def hook(request: web.Request) -> web.Response:
        came.put_nowait((request.headers["X-Bot-Api-Secret-Token"], await request.json()))
        return web.Response()

    application = web.Application()
    application.router.add_post("/hook", hook)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        known.bot.allow_http = True
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        body = await post(client, "setWebhook", data={"url": url, "secret_token": SECRET})
        assert body["result"]["verification"]["outcome"] == "webhook.ok"
        assert await came.get() == (SECRET, {})
        known.says("x")
        secret, update = await came.get()
        assert (secret, update["message"]["text"]) == (SECRET, "x")
    finally:
        await runner.cleanup()


async def test_a_public_address_is_rerouted(client: aiohttp.ClientSession, served: Sandbox, known: ZaloPhone) -> None:
    served.zalo.net.reroutes["https://ktgs.example.vn/"] = "http://127.0.0.1:9/"  # nobody listens there
    url = "https://ktgs.example.vn/zalo/hook"
    body = await post(client, "setWebhook", json={"url": url, "secret_token": SECRET})
    assert body["result"]["verification"]["outcome"] == "webhook.err.unreachable"


async def test_waiting_polls_are_let_go_when_the_sandbox_closes(served: Sandbox, known: ZaloPhone) -> None:
    poll = asyncio.create_task(served.zalo.call(TOKEN, "getUpdates", {}))
    await asyncio.sleep(0)
    await served.close()
    assert (await poll).body == IDLE

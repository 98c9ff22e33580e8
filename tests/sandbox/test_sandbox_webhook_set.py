"""Webhooks: what is accepted, what the bot is told of them, and that there is no polling beside them."""

import asyncio

import pytest

from sandbox import Phone, Sandbox
from tests.sandbox.bot_server import URL, BotServer, call, info


async def test_what_failed_is_told(sandbox: Sandbox, server: BotServer, bao: Phone) -> None:
    assert await info(sandbox) == {
        "url": URL,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 40,
        "ip_address": "<unknown>",
    }
    server.answers = [(500, b""), ConnectionRefusedError("Connection refused"), TimeoutError()]
    bao.says("x")
    errors = []
    for _ in range(2):
        await sandbox.deliver()
        errors.append((await info(sandbox))["last_error_message"])
    assert errors == ["Wrong response from the webhook: 500 Internal Server Error", "Connection refused"]
    assert (await info(sandbox))["last_error_date"] == int(sandbox.now().timestamp())
    assert (await info(sandbox))["pending_update_count"] == 1


async def test_no_polling_while_a_webhook_is_set(sandbox: Sandbox, bao: Phone) -> None:
    sandbox.webhook_transport = BotServer()
    poll = asyncio.create_task(sandbox.call(sandbox.token, "getUpdates", {"timeout": 50}))
    await asyncio.sleep(0)
    await call(sandbox, "setWebhook", url=URL)
    assert (await poll).body["description"] == "Conflict: terminated by setWebhook request"
    assert (await call(sandbox, "getUpdates")) == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: can't use getUpdates method while webhook is active;"
        " use deleteWebhook to delete the webhook first",
    }
    assert (await call(sandbox, "deleteWebhook"))["description"] == "Webhook was deleted"
    assert (await call(sandbox, "deleteWebhook"))["description"] == "Webhook is already deleted"
    assert (await call(sandbox, "getUpdates"))["ok"]
    assert (await info(sandbox))["url"] == ""


async def test_what_waits_goes_to_whoever_asks_next(sandbox: Sandbox, server: BotServer, bao: Phone) -> None:
    bao.says("x")
    await call(sandbox, "setWebhook", url="")  # an empty url deletes
    assert await sandbox.deliver() == 0
    assert len((await call(sandbox, "getUpdates"))["result"]) == 1
    await call(sandbox, "setWebhook", url=URL, drop_pending_updates=True)
    assert sandbox.pending_updates == 0


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"url": "http://ktgs.example"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://ktgs.example:8080"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "https://"}, "invalid webhook URL specified"),
        ({"url": "https://a:b"}, "invalid webhook URL specified"),
        ({"url": "ftp://a"}, "invalid webhook URL specified"),
        ({"url": URL, "secret_token": "a" * 257}, "secret token is too long"),
        ({"url": URL, "secret_token": "mật"}, "secret token contains unallowed characters"),
    ],
)
async def test_webhooks_the_platform_refuses(
    sandbox: Sandbox, server: BotServer, params: dict[str, str], error: str
) -> None:
    assert (await call(sandbox, "setWebhook", **params))["description"] == f"Bad Request: {error}"
    assert (await info(sandbox))["url"] == ""  # and the one before is gone


async def test_a_host_without_an_address(sandbox: Sandbox) -> None:
    answer = await call(sandbox, "setWebhook", url=URL)
    text = "Bad Request: bad webhook: Failed to resolve host: Name or service not known"
    assert answer["description"] == text


async def test_setting_the_same_again_changes_nothing(sandbox: Sandbox, server: BotServer) -> None:
    again = {"url": URL, "secret_token": "s3cret"}
    body = await call(sandbox, "setWebhook", **again, allowed_updates=["message"])
    assert body["description"] == "Webhook is already set"
    assert (await info(sandbox))["allowed_updates"] == ["message"]
    assert (await call(sandbox, "setWebhook", **again, max_connections=1000))["description"] == "Webhook was set"
    assert (await info(sandbox))["max_connections"] == 100

"""Setting, trying, describing and ending a webhook."""

import ssl
from datetime import timedelta

import pytest

from sandbox import Sandbox
from sandbox.zalo import ZaloBot, ZaloPlatform, ZaloWebhook
from sandbox.zalo.webhook import TESTS_A_DAY
from tests.sandbox.zalo.asking import SECRET, URL, ask, code, hooks
from tests.sandbox.zalo.hook import Hook


async def test_it_is_saved_and_tried_at_once(zalo: ZaloPlatform, zbot: ZaloBot, hook: Hook) -> None:
    result = (await hooks(zalo))["result"]
    assert zbot.webhook == ZaloWebhook(URL, SECRET, result["updated_at"])
    assert result == {
        "url": URL,
        "updated_at": result["updated_at"],
        "verification": {
            "ok": True,
            "url": URL,
            "outcome": "webhook.ok",
            "status_code": 200,
            "latency_ms": 0,
            "hint": "Your endpoint responded successfully.",
        },
    }
    assert hook.came == [{}]
    assert hook.headers[0]["X-Bot-Api-Secret-Token"] == SECRET
    assert hook.headers[0]["User-Agent"] == "Java/1.8.0_192"


async def test_an_older_platform_does_not_tell_how_it_went(zalo: ZaloPlatform, zbot: ZaloBot, hook: Hook) -> None:
    zbot.shows_verification = False
    assert (await hooks(zalo))["result"].keys() == {"url", "updated_at"}


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (401, "webhook.http.other"),
        (403, "webhook.http.403"),
        (404, "webhook.http.404"),
        (502, "webhook.http.5xx"),
        (ssl.SSLError("certificate"), "webhook.err.tls"),
        (OSError("no address"), "webhook.err.unreachable"),
        (TimeoutError(), "webhook.err.unreachable"),
    ],
)
async def test_the_address_stays_even_if_it_does_not_answer(
    zalo: ZaloPlatform, zbot: ZaloBot, hook: Hook, answer: int | Exception, outcome: str
) -> None:
    hook.answers = [answer]
    verification = (await hooks(zalo))["result"]["verification"]
    assert (verification["ok"], verification["outcome"]) == (False, outcome)
    assert verification.get("status_code") == (answer if isinstance(answer, int) else None)
    assert (await ask(zalo, "getWebhookInfo"))["result"]["url"] == URL


async def test_an_address_without_a_host_behind_it_cannot_be_reached(zalo: ZaloPlatform, zbot: ZaloBot) -> None:
    assert (await hooks(zalo))["result"]["verification"]["outcome"] == "webhook.err.unreachable"


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("", SECRET),
        (URL, ""),
        (URL, "7 chars"),
        (URL, "x" * 257),
        (URL.replace("https", "http"), SECRET),
        ("http://127.0.0.1:8000/hook", SECRET),
        ("https://127.0.0.1/hook", SECRET),
        ("https://10.0.0.5/hook", SECRET),
        ("https://localhost/hook", SECRET),
        ("ktgs.example.vn/hook", SECRET),
        ("https://[bad/hook", SECRET),
    ],
)
async def test_both_fields_are_checked(zalo: ZaloPlatform, zbot: ZaloBot, hook: Hook, url: str, secret: str) -> None:
    assert await code(zalo, "setWebhook", url=url, secret_token=secret) == 400
    assert (zbot.webhook, hook.came) == (None, [])


@pytest.mark.parametrize("secret", ["x" * 8, "x" * 256])
async def test_a_secret_has_8_to_256_characters(zalo: ZaloPlatform, zbot: ZaloBot, hook: Hook, secret: str) -> None:
    assert (await hooks(zalo, secret=secret))["ok"]


async def test_what_is_set_is_told_without_the_secret_and_can_be_ended(
    zalo: ZaloPlatform, zbot: ZaloBot, hook: Hook
) -> None:
    updated_at = (await hooks(zalo))["result"]["updated_at"]
    assert await ask(zalo, "getWebhookInfo") == {"ok": True, "result": {"url": URL, "updated_at": updated_at}}
    ended = await ask(zalo, "deleteWebhook")
    assert (ended["ok"], ended["result"]["url"]) == (True, "")
    assert (await ask(zalo, "getWebhookInfo"))["result"] == {"url": ""}
    assert zbot.webhook is None


async def test_it_can_be_tried_again_so_often_a_day(
    sandbox: Sandbox, zalo: ZaloPlatform, zbot: ZaloBot, hook: Hook
) -> None:
    assert await code(zalo, "testWebhook") == 400
    await hooks(zalo)
    for _ in range(TESTS_A_DAY):
        assert (await ask(zalo, "testWebhook"))["result"]["outcome"] == "webhook.ok"
    refused = await ask(zalo, "testWebhook")
    assert (refused["ok"], refused["errorCode"]) == (False, 426)
    assert "error_code" not in refused
    sandbox.moves_clock(timedelta(days=1))
    assert (await ask(zalo, "testWebhook"))["ok"]

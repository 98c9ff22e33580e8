"""The methods that set, try, end and describe a webhook."""

import ipaddress
import ssl
from http import HTTPStatus
from urllib.parse import urlsplit

from sandbox.model import Json
from sandbox.net import LOOPBACK
from sandbox.zalo.bot import ZaloBot
from sandbox.zalo.checks import Params
from sandbox.zalo.model import ZaloError, ZaloWebhook, bad_request, milliseconds
from sandbox.zalo.world import ZaloWorld

SHORTEST_SECRET, LONGEST_SECRET = 8, 256
TESTS_A_DAY = 100  # there is a limit, its number is not documented
PROBE = b"{}"  # what the platform sends to try an address is not documented either
HINTS = {True: "Your endpoint responded successfully.", False: "Your endpoint could not be verified."}


async def set_webhook(world: ZaloWorld, bot: ZaloBot, params: Params) -> Json:
    """setWebhook: keeps the address and tries it at once, and keeps it also when that fails."""
    url, secret = params.address("url"), params.needed("secret_token")
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        raise bad_request(f"secret_token must have {SHORTEST_SECRET} to {LONGEST_SECRET} characters")
    _check(url, bot.allow_http)
    webhook = ZaloWebhook(url, secret, milliseconds(world.clock.now()))
    bot.sets_webhook(webhook)
    result: Json = {"url": url, "updated_at": webhook.updated_at}
    verification = await _probe(world, webhook)
    return {"ok": True, "result": result | ({"verification": verification} if bot.shows_verification else {})}


async def delete_webhook(world: ZaloWorld, bot: ZaloBot, params: Params) -> Json:
    """deleteWebhook."""
    bot.sets_webhook(None)
    return {"ok": True, "result": {"url": "", "updated_at": milliseconds(world.clock.now())}}


async def get_webhook_info(world: ZaloWorld, bot: ZaloBot, params: Params) -> Json:
    """getWebhookInfo; the secret stays one."""
    if bot.webhook is None:
        return {"ok": True, "result": {"url": ""}}
    return {"ok": True, "result": {"url": bot.webhook.url, "updated_at": bot.webhook.updated_at}}


async def test_webhook(world: ZaloWorld, bot: ZaloBot, params: Params) -> Json:
    """testWebhook: tries the address again, a limited number of times a day."""
    if bot.webhook is None:
        raise bad_request("no webhook is set")
    bot.webhook_tests[bot.today()] += 1
    if bot.webhook_tests[bot.today()] > TESTS_A_DAY:
        raise ZaloError(426, "Daily limit of testWebhook exceeded", code_key="errorCode")
    return {"ok": True, "result": await _probe(world, bot.webhook)}


def headers(webhook: ZaloWebhook) -> dict[str, str]:
    """What every request to the bot's server carries."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Java/1.8.0_192",
        "X-Bot-Api-Secret-Token": webhook.secret,
    }


def _check(url: str, allow_http: bool) -> None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "http" and not (allow_http and host in LOOPBACK):
        raise bad_request("url must begin with https://")
    if parts.scheme == "https" and _is_private(host):
        raise bad_request("url must be public")


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local"))


async def _probe(world: ZaloWorld, webhook: ZaloWebhook) -> Json:
    begin, status = world.monotonic(), 0
    try:
        status, _ = await world.net.post(webhook.url, headers(webhook), PROBE)
        outcome = _outcome(status)
    except ssl.SSLError:
        outcome = "webhook.err.tls"
    except (OSError, TimeoutError):
        outcome = "webhook.err.unreachable"
    good = outcome == "webhook.ok"
    found: Json = {"ok": good, "url": webhook.url, "outcome": outcome}
    if status:
        found["status_code"] = status
    return found | {"latency_ms": round((world.monotonic() - begin) * 1000), "hint": HINTS[good]}


def _outcome(status: int) -> str:
    if 200 <= status < 300:
        return "webhook.ok"
    if status in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
        return f"webhook.http.{status}"
    return "webhook.http.5xx" if status >= 500 else "webhook.http.other"

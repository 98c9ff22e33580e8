"""Updates that Zalo brings: stored before the 200. Whatever else has the right secret is answered with 200 too: the
platform probes an address with bodies that are not described anywhere."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.base import RetryError
from bot.channels.zalo.incoming import update_of
from bot.web import Web, body

log = logging.getLogger(__name__)
HEADER = "X-Bot-Api-Secret-Token"
MOST_BODY = 256 * 1024  # bytes
Take = Callable[[dict[str, Any]], Awaitable[None]]


def secret(token: str) -> str:
    """What Zalo shows with every delivery. It follows from the token, so there is nothing more to keep."""
    return hmac.new(token.encode(), b"ktgs zalo webhook secret", "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class ZaloWebhook:
    """The public address that Zalo brings updates to, its secret, and our server behind the proxy."""

    url: str
    secret: str
    web: Web

    @property
    def path(self) -> str:
        return urlsplit(self.url).path or "/"


class Endpoint:
    """403 without the secret, 413 for what is too big, 503 if it could not be stored, else 200."""

    def __init__(self, secret: str, take: Take) -> None:
        self._secret = secret.encode()
        self._take = take

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            raise web.HTTPForbidden
        if (request.content_length or 0) > MOST_BODY:
            raise web.HTTPRequestEntityTooLarge(MOST_BODY, request.content_length or 0)
        raw = await body(request)
        if len(raw) > MOST_BODY:
            raise web.HTTPRequestEntityTooLarge(MOST_BODY, len(raw))
        try:
            update = update_of(json.loads(raw))
        except (ValueError, RecursionError):
            update = None
        if update is None:
            log.info("zalo: a delivery with our secret that is no update, perhaps a probe")
            return web.Response()
        try:
            await self._take(update)
        except RetryError as error:
            log.warning("zalo: an update could not be stored: %s", error)
            raise web.HTTPServiceUnavailable from None
        return web.Response()


async def serve(webhook: ZaloWebhook, take: Take) -> NoReturn:
    """Take deliveries until cancelled; those in work are finished."""
    webhook.web.add(webhook.path, Endpoint(webhook.secret, take))
    try:
        await asyncio.Event().wait()
    finally:
        await webhook.web.remove(webhook.path)
    raise AssertionError  # nothing sets the event

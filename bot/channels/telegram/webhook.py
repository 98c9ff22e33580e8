"""Updates that Telegram brings: screened and stored as when polling, and answered with 200 only after the commit.

The library's own webhook answers first and works afterwards, and so loses what is queued at a kill.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.base import RetryError
from bot.channels.telegram.registration import Registration
from bot.web import Web, body

log = logging.getLogger(__name__)
Take = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]
HEADER = "X-Telegram-Bot-Api-Secret-Token"
TELL_SECONDS = 60.0  # between two lines about requests without the secret
ASK_SECONDS = 300.0  # between two looks at what Telegram says about the webhook


@dataclass(frozen=True, slots=True)
class Webhook:
    """The public address that Telegram brings updates to, and our server behind the proxy."""

    url: str
    web: Web
    most_connections: int = 40

    @property
    def path(self) -> str:
        return urlsplit(self.url).path or "/"


class Endpoint:
    """Answers one delivery: 403 without the secret, 400 if it is no update, 503 if it could not be stored."""

    def __init__(self, secret: str, take: Take) -> None:
        """`take` returns when the updates are committed and raises RetryError when they could not be."""
        self._secret = secret.encode()
        self._take = take
        self._strangers = 0
        self._told_at: float | None = None

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        # bytes: compare_digest takes no text with letters beyond ASCII, and what came may have any
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            self._tell_of_stranger()
            raise web.HTTPForbidden
        try:
            update = json.loads(await body(request))
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            log.warning("telegram: a delivery with our secret that is no update was refused")
            raise web.HTTPBadRequest
        try:
            await self._take([update])
        except RetryError as error:
            log.warning("telegram: update %s comes again later: %s", update["update_id"], error)
            raise web.HTTPServiceUnavailable from None
        return web.Response()

    def _tell_of_stranger(self) -> None:
        """Once a minute: everybody can make such requests, as many as they like."""
        self._strangers += 1
        now = time.monotonic()
        if self._told_at is None or now - self._told_at >= TELL_SECONDS:
            log.warning("telegram: requests to the webhook without its secret were refused: %d", self._strangers)
            self._strangers, self._told_at = 0, now


async def serve(webhook: Webhook, registration: Registration, secret: str, take: Take) -> NoReturn:
    """Take deliveries until cancelled; those in work are finished then. Raises CannotRunError."""
    webhook.web.add(webhook.path, Endpoint(secret, take))
    try:
        while True:  # a bot whose webhook was taken away would not notice
            await asyncio.sleep(ASK_SECONDS)
            try:
                await registration.check()
            except RetryError as error:
                log.warning("telegram: the webhook could not be looked at: %s", error)
    finally:
        await webhook.web.remove(webhook.path)

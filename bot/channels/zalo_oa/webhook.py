"""Events that Zalo brings: signed with a plain SHA-256 over the very bytes, stored before the 200.

That has to come within two seconds. An event that was not answered comes again after 30 s, 5, 15, 30 and 60 minutes,
and is stored once.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson
from aiohttp import web

from bot.channels.base import RetryError
from bot.web import Web, body

log = logging.getLogger(__name__)
HEADER = "X-ZEvent-Signature"
MOST_BODY = 256 * 1024  # bytes
Take = Callable[[dict[str, Any]], Awaitable[None]]


def signature(app_id: str, raw: bytes, timestamp: str, secret: str) -> str:
    """What an event of this body has to be signed with: SHA-256, not an HMAC, of app, body, time and secret."""
    return hashlib.sha256(app_id.encode() + raw + timestamp.encode() + secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class OaWebhook:
    """The public address that Zalo brings events to, what they may be signed with, and our server behind the proxy."""

    url: str
    app_id: str
    secrets: Sequence[str]
    web: Web

    @property
    def path(self) -> str:
        return urlsplit(self.url).path or "/"


class Door:
    """Lets in what is signed. Statuses: 403 for what is not, 413 too big, 503 not stored, else 200."""

    def __init__(self, app_id: str, secrets: Sequence[str], take: Take) -> None:
        self._app_id = app_id
        self._secrets = secrets
        self._take = take

    async def brought(self, raw: bytes, signed: str) -> int:
        """One request's body and signature; the status to answer."""
        if len(raw) > MOST_BODY:
            return 413
        try:
            event = orjson.loads(raw)
        except orjson.JSONDecodeError:
            event = None
        if not isinstance(event, dict) or not event.get("event_name"):
            log.info("zalo-oa: a delivery that is no event, perhaps a probe")
            return 200  # the console tries an address with a body that is not described, perhaps unsigned
        if not self._is_signed(raw, str(event.get("timestamp") or ""), signed):
            log.warning("zalo-oa: an event without our signature was refused; see zalo_oa.signed_with")
            return 403
        try:
            await self._take(event)
        except RetryError as error:
            log.warning("zalo-oa: an event could not be stored: %s", error)
            return 503
        return 200

    def _is_signed(self, raw: bytes, timestamp: str, signed: str) -> bool:
        given = signed.strip().removeprefix("mac=").strip().lower().encode("utf-8", "surrogateescape")
        wanted = [signature(self._app_id, raw, timestamp, secret).encode() for secret in self._secrets]
        return any(hmac.compare_digest(given, one) for one in wanted)

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        if (request.content_length or 0) > MOST_BODY:
            raise web.HTTPRequestEntityTooLarge(MOST_BODY, request.content_length or 0)
        status = await self.brought(await body(request), request.headers.get(HEADER, ""))
        return web.Response(status=status)

"""The Official Account's OpenAPI over the project's one HTTP stack.

Errors come with HTTP status 200 and a number in `error`; what they mean stands in `errors`. The token travels in a
header of its own, so no address holds a secret.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import orjson

from bot.channels.base import RetryError, UncertainError
from bot.channels.http import NotSentError, Request, Upload, page
from bot.channels.zalo_oa.errors import error_of

OPENAPI_URL = "https://openapi.zalo.me"
MESSAGE, TEMPLATE = "/v3.0/oa/message/cs", "/v3.0/oa/message/template"
UPLOAD_FILE, UPLOAD_IMAGE = "/v2.0/oa/upload/file", "/v2.0/oa/upload/image"
ABOUT, PERSON = "/v2.0/oa/getoa", "/v3.0/oa/user/detail"
UPLOAD_SECONDS = 30.0

# HTTP status and body. Raises NotSentError (it never left), OSError and TimeoutError after that.
Transport = Callable[[Request], Awaitable[tuple[int, bytes]]]


async def answer(transport: Transport, request: Request) -> dict[str, Any]:
    """One request; the JSON object that came back, whatever it says.

    Raises RetryError (it did nothing) and UncertainError (it may have done what it was asked).
    """
    try:
        status, body = await transport(request)
    except NotSentError as error:
        raise RetryError(f"zalo-oa: connection failed ({type(error).__name__})") from None
    except (TimeoutError, OSError) as error:
        raise UncertainError(f"zalo-oa: no answer ({type(error).__name__})") from None
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise page("zalo-oa", status)
    return found


class Api:
    """Requests with a token that somebody else keeps."""

    def __init__(self, transport: Transport, base_url: str = OPENAPI_URL) -> None:
        self._transport = transport
        self._base = base_url.rstrip("/")

    async def post(self, token: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What stands in `data`. Raises every kind of ChannelError, TokenError among them."""
        headers = {"access_token": token, "Content-Type": "application/json"}
        return await self._data(Request(self._base + path, headers, orjson.dumps(body)))

    async def get(self, token: str, path: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        """The same for a question, whose parameters are JSON in the address."""
        query = f"?{urlencode({'data': json.dumps(data)})}" if data else ""
        return await self._harmless(Request(f"{self._base}{path}{query}", {"access_token": token}))

    async def upload(self, token: str, path: str, file: Upload) -> str:
        """What a message has to name to carry this file. Asking twice costs one of 5,000 uploads a month."""
        request = Request(self._base + path, {"access_token": token}, ("file", file), UPLOAD_SECONDS)
        data = await self._harmless(request)
        handle = data.get("token") or data.get("attachment_id")  # documented, and seen
        if not isinstance(handle, str):
            raise RetryError("zalo-oa: an upload was answered without a handle", 60)
        return handle

    async def _harmless(self, request: Request) -> dict[str, Any]:
        try:
            return await self._data(request)
        except UncertainError as error:
            raise RetryError(str(error)) from None

    async def _data(self, request: Request) -> dict[str, Any]:
        found = await answer(self._transport, request)
        if (code := number(found.get("error"))) is None:
            raise UncertainError("zalo-oa: an answer without a result")
        if code:
            raise error_of(code, str(found.get("message") or ""))
        data = found.get("data")
        return data if isinstance(data, dict) else {}


def number(value: Any) -> int | None:
    """A number that may be written as a text; None for anything else."""
    try:
        return int(value) if isinstance(value, int | str) and not isinstance(value, bool) else None
    except ValueError:
        return None

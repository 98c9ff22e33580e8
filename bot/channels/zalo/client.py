"""The Zalo Bot API over the project's one HTTP stack. There is no library for it that tells errors apart.

Contract as documented (bot-api.zaloplatforms.com, read October 2026): application errors come with HTTP status 200,
408 is the usual answer of an idle poll, gateways answer with pages. Nothing here has been run against the live service.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from bot.channels.base import CannotRunError, ChannelError, RejectedError, RetryError, UncertainError, UsedUpError
from bot.channels.http import Http, NotSentError, Request, page

__all__ = ["IdleError", "NotSentError", "Transport", "ZaloClient"]

BASE_URL = "https://bot-api.zaloplatforms.com"
SECONDS = 10.0  # for everything but polling

# method, parameters, seconds -> HTTP status, body. Raises OSError (never sent) or ConnectionError, TimeoutError after.
Transport = Callable[[str, dict[str, Any], float], Awaitable[tuple[int, bytes]]]


class IdleError(ChannelError):
    """Nothing came while we waited."""


class ZaloClient:
    """One bot's way to the platform. Errors never hold the address: the token is in it."""

    def __init__(
        self,
        token: str,
        base_url: str = BASE_URL,
        *,
        proxy: str | None = None,
        transport: Transport | None = None,
    ) -> None:
        self._base = f"{base_url.rstrip('/')}/bot{token}/"
        self._http = Http(proxy)
        self._transport = transport or self._post

    async def close(self) -> None:
        await self._http.close()

    async def call(self, method: str, *, seconds: float = SECONDS, **params: Any) -> Any:
        """One request; what stands in `result`.

        Raises IdleError, CannotRunError (the token), UsedUpError, RejectedError (wrong for good), RetryError (it did
        nothing) and UncertainError (it may have done what it was asked).
        """
        try:
            status, body = await self._transport(method, params, seconds)
        except NotSentError as error:
            raise RetryError(f"zalo: connection failed ({type(error).__name__})") from None
        except (TimeoutError, OSError) as error:
            raise UncertainError(f"zalo: no answer ({type(error).__name__})") from None
        return _result(status, body)

    async def _post(self, method: str, params: dict[str, Any], seconds: float) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json"}
        return await self._http(Request(self._base + method, headers, orjson.dumps(params), seconds))


def _result(status: int, body: bytes) -> Any:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict) or "ok" not in answer:
        raise page("zalo", status)
    if answer["ok"]:
        return answer.get("result")
    code = _code(answer)
    said = str(answer.get("description") or "")
    match code:
        case 401:
            raise CannotRunError("zalo: the token was refused; get the right one from Zalo Bot Creator")
        case 403:  # documented as "Internal server error"
            raise UncertainError(f"zalo: 403 {said}")
        case 408:
            raise IdleError("zalo: nothing new")
        case 429:
            raise UsedUpError("zalo: this month's messages are used up")
    if code is None or code >= 500:
        raise UncertainError(f"zalo: {code} {said}")
    raise RejectedError(f"zalo: {code} {said}")


def _code(answer: dict[str, Any]) -> int | None:
    """The error's number, however it is written; None for none."""
    code = answer.get("error_code", answer.get("errorCode"))
    return int(code) if isinstance(code, int) or (isinstance(code, str) and code.isdecimal()) else None

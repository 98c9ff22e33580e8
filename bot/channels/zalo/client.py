"""The Zalo Bot API over the project's one HTTP stack. There is no library for it that tells errors apart.

Contract as documented (bot-api.zaloplatforms.com, read October 2026): application errors come with HTTP status 200,
408 is the usual answer of an idle poll, gateways answer with pages. Nothing here has been run against the live service.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import orjson

from bot.channels.base import CannotRunError, ChannelError, RejectedError, RetryError, UncertainError, UsedUpError

BASE_URL = "https://bot-api.zaloplatforms.com"
SECONDS = 10.0  # for everything but polling
KEPT = 5.0  # of an idle connection
NOT_ACCEPTED = frozenset({502, 503})  # a gateway that did not reach the platform; 500 and 504 may have

# method, parameters, seconds -> HTTP status, body. Raises OSError (never sent) or ConnectionError, TimeoutError after.
Transport = Callable[[str, dict[str, Any], float], Awaitable[tuple[int, bytes]]]


class IdleError(ChannelError):
    """Nothing came while we waited."""


class NotSentError(OSError):
    """The request never left."""


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
        self._proxy = proxy
        self._transport = transport or self._post
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

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
        if self._session is None:
            # a kept connection that the platform has shut meanwhile would make the next send a doubtful one
            connector = aiohttp.TCPConnector(limit=16, keepalive_timeout=KEPT)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        timeout = aiohttp.ClientTimeout(total=None, sock_read=seconds, sock_connect=SECONDS)
        headers = {"Content-Type": "application/json"}
        try:
            async with self._session.post(
                self._base + method, data=orjson.dumps(params), headers=headers, timeout=timeout, proxy=self._proxy
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as error:
            raise NotSentError(type(error).__name__) from None
        except aiohttp.ClientError as error:
            raise ConnectionError(type(error).__name__) from None
        except asyncio.TimeoutError:  # noqa: UP041 - the library's own on older versions
            raise TimeoutError from None


def _result(status: int, body: bytes) -> Any:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict) or "ok" not in answer:
        raise _page(status)
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


def _page(status: int) -> ChannelError:
    """A gateway's answer. Its text is not repeated: it may hold the address."""
    if status in NOT_ACCEPTED or status == 429:
        return RetryError(f"zalo: the gateway answers {status}")
    if 400 <= status < 500:
        return RetryError(f"zalo: an answer that is not zalo's, perhaps of a proxy ({status})")
    return UncertainError(f"zalo: the gateway answers {status}")

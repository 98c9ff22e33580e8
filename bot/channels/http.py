"""Requests to a platform that no library speaks to, told apart by whether they can have done anything."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.channels.base import ChannelError, RetryError, UncertainError

CONNECT_SECONDS = 10.0
KEPT = 5.0  # seconds of an idle connection
NOT_ACCEPTED = frozenset({502, 503})  # a gateway that did not reach the platform; 500 and 504 may have


class NotSentError(OSError):
    """The request never left."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file in a multipart form."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `body`: bytes as they are, a form, or one file under its field's name; None for a GET."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Mapping[str, str] | tuple[str, Upload] | None = None
    seconds: float = 10.0  # of waiting for the answer


class Http:
    """Connections that are kept for a moment only: one that the platform has shut meanwhile makes a send a doubtful
    one."""

    def __init__(self, proxy: str | None = None) -> None:
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    async def __call__(self, request: Request) -> tuple[int, bytes]:
        """HTTP status and body. Raises NotSentError (it never left), ConnectionError and TimeoutError after that."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=16, keepalive_timeout=KEPT)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        timeout = aiohttp.ClientTimeout(total=None, sock_read=request.seconds, sock_connect=CONNECT_SECONDS)
        method = "GET" if request.body is None else "POST"
        try:
            async with self._session.request(
                method,
                request.url,
                data=_data(request.body),
                headers=request.headers,
                timeout=timeout,
                proxy=self._proxy,
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as error:
            raise NotSentError(type(error).__name__) from None
        except aiohttp.ClientError as error:
            raise ConnectionError(type(error).__name__) from None
        except asyncio.TimeoutError:  # noqa: UP041 - the library's own on older versions
            raise TimeoutError from None


def _data(body: bytes | Mapping[str, str] | tuple[str, Upload] | None) -> Any:
    if isinstance(body, tuple):
        name, upload = body
        form = aiohttp.FormData()
        form.add_field(name, upload.content, filename=upload.name, content_type=upload.mime)
        return form
    return body


def page(platform: str, status: int) -> ChannelError:
    """What a gateway's answer means. Its text is not repeated: it may hold the address."""
    if status in NOT_ACCEPTED or status == 429:
        return RetryError(f"{platform}: the gateway answers {status}")
    if 300 <= status < 500:
        return RetryError(f"{platform}: an answer that is not {platform}'s, perhaps of a proxy ({status})")
    return UncertainError(f"{platform}: the gateway answers {status}")

"""Just enough HTTP/1.1 for a Bot API that should cost nothing: no routing, no headers read but the length."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import cast
from urllib.parse import unquote_plus

Params = dict[str, str]
Answer = Callable[[bytes], None]
Call = Callable[[bytes, bytes, Answer], None]  # method, body, where the JSON answer goes


def read_params(body: bytes) -> Params:
    """A form or JSON; every value as text, a nested one as JSON."""
    if body[:1] == b"{":
        values = json.loads(body).items()
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in values}
    parts = (part.partition("=") for part in body.decode().split("&"))
    return {name: unquote_plus(value) for name, _, value in parts}


class Connection(asyncio.Protocol):
    """Just enough HTTP/1.1: requests with a content length, kept alive, one after the other."""

    def __init__(self, call: Call, delay: float) -> None:
        self._call = call
        self._delay = delay
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is of no such class

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].lower()
            at = head.find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if b"chunked" in head:
                raise ValueError("a chunked request: this server is too lax for it")
            if len(self._buffer) < end + 4 + length:
                return
            body = self._buffer[end + 4 : end + 4 + length]
            path = self._buffer[: self._buffer.find(b" HTTP/")]
            self._buffer = self._buffer[end + 4 + length :]
            self._call(path.rpartition(b"/")[2], body, self._answer)

    def _answer(self, body: bytes) -> None:
        data = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        if self._delay:
            asyncio.get_running_loop().call_later(self._delay, self._write, data)
        else:
            self._write(data)

    def _write(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)

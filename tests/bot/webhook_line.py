"""A webhook on this machine, for the tests of what comes in by it."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.channels.base import Store
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import TelegramAddress
from bot.channels.telegram.registration import secret
from bot.channels.telegram.webhook import HEADER, Webhook
from bot.web import Web
from sandbox import Sandbox
from storage.inbox import Received
from tests.stage import InMemory

HOST = "https://bot.office.example"
URL = f"{HOST}/telegram"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: Mapping[str, str]


@dataclass
class Line:
    """A served webhook and a client of it. `waiting` is the channel's `poll`."""

    channel: TelegramChannel
    web: Web
    waiting: asyncio.Task[None]
    client: aiohttp.ClientSession
    secret: str

    async def brings(self, update: object, **more: Any) -> Answer:
        """A delivery as Telegram makes it."""
        return await self.asks("POST", json.dumps(update).encode(), **more)

    async def asks(
        self, method: str, data: Any = None, *, header: str | None = "", path: str = "/telegram", **more: str
    ) -> Answer:
        """Any request. `header`: another secret than the right one, None for none at all."""
        headers = {"Content-Type": "application/json", **more}
        if header is not None:
            headers[HEADER] = header or self.secret
        data = io.BytesIO(data) if isinstance(data, bytes) else data  # large bytes as they are make the client warn
        async with self.client.request(method, self.web.address + path, data=data, headers=headers) as response:
            return Answer(response.status, await response.read(), dict(response.headers))

    async def stops(self) -> None:
        """As the program does when it is told to stop."""
        self.waiting.cancel()
        await asyncio.wait([self.waiting])
        if not self.waiting.cancelled():
            self.waiting.result()


class Shelf:
    """A store that only remembers."""

    def __init__(self) -> None:
        self.rows: list[Received] = []

    async def __call__(self, items: Sequence[Received]) -> Sequence[Received]:
        self.rows += items
        return items


def webhook_channel(sandbox: Sandbox, web: Web) -> TelegramChannel:
    """A channel in webhook mode whose calls reach the sandbox without sockets."""
    request = InMemory(sandbox)
    address = TelegramAddress("http://sandbox/bot", "http://sandbox/file/bot")
    return TelegramChannel(sandbox.token, address, requests=(request, request), webhook=Webhook(URL, web))


@asynccontextmanager
async def line(sandbox: Sandbox, store: Store) -> AsyncIterator[Line]:
    """Everything up to the store, over real HTTP."""
    web = Web("127.0.0.1", 0)
    await web.start()
    channel = webhook_channel(sandbox, web)
    waiting = asyncio.create_task(channel.poll(store))
    await asyncio.sleep(0)  # it adds its path
    async with aiohttp.ClientSession() as client:
        whole = Line(channel, web, waiting, client, secret(sandbox.token))
        try:
            yield whole
        finally:
            await whole.stops()
            await web.stop()
            await channel.close()


def message(update_id: int, text: str, user_id: int = 11) -> dict[str, Any]:
    """An update with a text, as Telegram writes it."""
    person = {"id": user_id, "is_bot": False, "first_name": "Lan"}
    chat = {"id": user_id, "type": "private", "first_name": "Lan"}
    body = {"message_id": update_id, "from": person, "chat": chat, "date": 1795312800, "text": text}
    return {"update_id": update_id, "message": body}


async def raw(door: Line, data: bytes) -> bytes:
    """Sends bytes as they are; the answer's head and body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(door.web.address).port)
    writer.write(data)
    async with asyncio.timeout(10):
        head = await reader.readuntil(b"\r\n\r\n")
        rest = await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]))
    writer.close()
    await writer.wait_closed()
    return head + rest

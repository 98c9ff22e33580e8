"""The ways between the program and the platform, on which things go wrong: calls, and updates to the webhook.

Without sockets, but for those the path, the secret and the endpoint are the real ones.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from aiohttp import StreamReader
from aiohttp.test_utils import make_mocked_request

from bot.web import Web
from sandbox import Answer, Fault, Faults, Injected, Sandbox
from sandbox.model import UploadedFile
from sandbox.net import PATIENCE
from tests.stage import InMemory

URL = "https://bot.office.example/telegram"
METHOD = "delivery"  # what faults call it


class Line(InMemory):
    """Notes which messages arrived without the program learning of it: they will come once more."""

    def __init__(self, sandbox: Sandbox, lost: set[int]) -> None:
        super().__init__(sandbox)
        self._lost = lost

    async def asks(
        self, token: str, method: str, params: dict[str, Any], files: dict[str, UploadedFile] | None = None
    ) -> Answer:
        before = self._shown(params)
        try:
            return await super().asks(token, method, params, files)
        except BaseException:  # also if the program ends meanwhile
            self._lost |= self._shown(params) - before
            raise

    def _shown(self, params: dict[str, Any]) -> set[int]:
        """What the bot has written in the chat that is meant."""
        world, number = self._sandbox.world, int(params.get("chat_id", 0))
        room = world.chats.get(number) or world.groups.get(number)
        return {message.id for message in room.messages if message.from_bot} if room else set()


class Door:
    """The sandbox's `webhook_transport`. Each delivery has its share of faults, drawn for its chat."""

    def __init__(self, sandbox: Sandbox, web: Web) -> None:
        self._sandbox = sandbox
        self._web = web

    async def __call__(self, url: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        update = json.loads(body)
        plan = self._sandbox.faults.take(METHOD, f"{METHOD}:{_sender(update)}")
        if plan is None:
            return await self._enters(url, headers, body)
        self._sandbox.faults.done.append(Injected(plan.kind, METHOD, update))
        match plan.kind:
            case Fault.TOO_MANY:
                return 429, b""  # of the proxy: nothing has come through
            case Fault.SERVER_ERROR:
                return 502, b""
            case Fault.GATEWAY_TIMEOUT:
                await self._enters(url, headers, body)
                return 504, b""
            case Fault.DROPPED_BEFORE:
                raise ConnectionRefusedError("Connection refused")
            case Fault.DROPPED_AFTER:
                await self._enters(url, headers, body)
                raise ConnectionError("Webhook connection closed")
            case Fault.SLOW:
                answer = await self._enters(url, headers, body)
                await self._sandbox.faults.sleep(plan.seconds)
                assert PATIENCE.total is not None and plan.seconds < PATIENCE.total
                return answer

    async def _enters(self, url: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        payload = StreamReader(mock.Mock(), 2**16, loop=asyncio.get_running_loop())
        payload.feed_data(body)
        payload.feed_eof()
        sized = headers | {"Content-Length": str(len(body))}
        request = make_mocked_request("POST", urlsplit(url).path, sized, payload=payload)
        answer = await self._web._answer(request)
        return answer.status, b""


def troubles(faults: Faults, seed: int, share: float, *, seconds: float) -> None:
    """Every kind of fault has this share of all requests and deliveries; `seconds`: how long slow answers take."""
    faults.share(
        seed,
        seconds=seconds,
        too_many=share,
        server_error=share,
        dropped_before=share,
        dropped_after=share,
        slow=share,
    )


def _sender(update: dict[str, Any]) -> int:
    """Whose update it is: the person's, also in a group."""
    (about,) = (value for key, value in update.items() if key != "update_id")
    return int(about["from"]["id"])

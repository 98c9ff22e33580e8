"""The bot's own server for webhooks, without sockets."""

import asyncio
import json
from typing import Any

from sandbox import Sandbox

URL = "https://ktgs.example/hook"


class BotServer:
    """The bot's side without sockets: remembers what came and answers what it is told."""

    def __init__(self) -> None:
        self.came: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[tuple[int, bytes] | Exception] = []
        self.under_way = 0
        self.most_under_way = 0

    async def __call__(self, url: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        assert url == URL
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        self.came.append(json.loads(body))
        self.headers.append(headers)
        answer = self.answers.pop(0) if self.answers else (200, b"")
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.came]


async def call(sandbox: Sandbox, method: str, **params: Any) -> dict[str, Any]:
    return (await sandbox.call(sandbox.token, method, params)).body


async def info(sandbox: Sandbox) -> dict[str, Any]:
    result: dict[str, Any] = (await call(sandbox, "getWebhookInfo"))["result"]
    return result

"""The bot's own server for Zalo's webhooks, without sockets."""

import json
from typing import Any


class Hook:
    """Remembers what came and answers what it is told."""

    def __init__(self, url: str) -> None:
        self.came: list[Any] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[int | Exception] = []
        self._url = url

    async def __call__(self, url: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        assert url == self._url
        self.came.append(json.loads(body))
        self.headers.append(headers)
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return answer, b""

    @property
    def texts(self) -> list[str]:
        """Of everything that came, without the probe of setWebhook."""
        return [update["message"]["text"] for update in self.came if "message" in update]

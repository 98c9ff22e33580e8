"""The library's bot with two shorter ways: answers as they came, and questions that are JSON already.

The library reads every answer into objects, which costs more than the request and of which one number is needed; and
its reading of updates fails with the whole batch and logs what people typed.
"""

from __future__ import annotations

from typing import Any

import telegram

from bot.channels.telegram import incoming
from storage.packed import pack


class RawBot(telegram.Bot):
    """Its errors, addresses and transports are the library's."""

    async def raw_updates(self, offset: int | None, timeout: int) -> list[dict[str, Any]]:
        """One long poll."""
        wanted = {"offset": offset, "timeout": timeout, "allowed_updates": incoming.WANTED}
        updates: list[dict[str, Any]] = await self._post("getUpdates", wanted, read_timeout=timeout + 10)
        return updates

    async def raw(self, method: str, **fields: Any) -> Any:
        """One call; the result as it came. What is neither text nor a file is sent as JSON, None not at all."""
        plain = {
            name: value if isinstance(value, (str, telegram.InputFile)) else pack(value)
            for name, value in fields.items()
            if value is not None
        }
        return await self._post(method, plain)

"""A word to people whose message the disk did not take: full, or held by another program.

There is no row to say it with, so it is said at once, once in an outage, and nothing depends on its arriving.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping

from bot.channels.base import Channel, ChannelError
from bot.lanes import Chat
from handlers.dialog.chat import Say
from handlers.texts import common
from storage.ids import new_id
from storage.mailbox import Post, Received

log = logging.getLogger(__name__)
PATIENCE = 10.0  # seconds for each message


class NotSaved:
    """Who has been told, until something was saved again."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = channels
        self._told: set[Chat] = set()
        self._sending: set[asyncio.Task[None]] = set()

    def tell(self, items: Iterable[Received]) -> None:
        """In the background: the platform is not kept waiting. Nothing is said in a group."""
        for item in items:
            chat = (item.channel, item.address)
            if chat in self._told or "group" in item.payload or item.channel not in self._channels:
                continue
            self._told.add(chat)
            task = asyncio.create_task(self._say(chat))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    def over(self) -> None:
        """Something was saved."""
        self._told.clear()

    async def close(self) -> None:
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)

    async def _say(self, chat: Chat) -> None:
        post = Post(new_id(), *chat, "say", Say(common.not_saved()).to_json(), None, 0, None, None)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._channels[chat[0]].send(post, None)
        except (ChannelError, TimeoutError) as error:
            log.warning("%s:%s was not told that nothing was saved: %s", *chat, type(error).__name__)

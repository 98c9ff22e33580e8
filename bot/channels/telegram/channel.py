"""Telegram as a channel: polling or a webhook, both of which acknowledge only what is stored; and the way out.

The library's own Updater acknowledges an update before anybody has handled it, and loses what is queued at a kill.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import BotCommand
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.channels.base import CannotRunError, Pulse, RetryError, Sent, Store
from bot.channels.telegram import incoming
from bot.channels.telegram.raw import RawBot
from bot.channels.telegram.registration import DELETE, Registration, asking, secret
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.sender import FOREIGN, Sender, is_foreign, seconds
from handlers.dialog.chat import Capabilities, Said
from handlers.texts.common import STRANGER_COMMANDS
from storage.inbox import Received
from storage.outbox import Post
from storage.packed import pack

if TYPE_CHECKING:
    from bot.channels.telegram.webhook import Webhook

log = logging.getLogger(__name__)
MOST_CONFLICTS = 3
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before the next try


@dataclass(frozen=True, slots=True)
class TelegramAddress:
    """Where the Bot API is. The defaults are Telegram's own; a local server or the sandbox has others."""

    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    proxy: str | None = None


class TelegramChannel:
    """One bot."""

    name = "telegram"
    label = "Telegram"
    capabilities = Capabilities(buttons=100, can_edit=True, max_text=4096, files=True)

    def __init__(
        self,
        token: str,
        address: TelegramAddress | None = None,
        *,
        poll_seconds: int = 30,
        requests: tuple[BaseRequest, BaseRequest] | None = None,
        webhook: Webhook | None = None,
    ) -> None:
        """`requests`: other transports than our own over aiohttp, one for calls and one for polling.

        `webhook`: where updates are brought to; without it they are polled.
        """
        address = address or TelegramAddress()
        calls, polls = requests or (
            AiohttpRequest(proxy=address.proxy),
            AiohttpRequest(connections=2, proxy=address.proxy),
        )
        self._poll_seconds = poll_seconds
        self._tasks: set[asyncio.Task[None]] = set()
        self._username = ""
        self._requests = (calls, polls)
        self._bot = RawBot(
            token,
            base_url=address.base_url,
            base_file_url=address.base_file_url,
            request=calls,
            get_updates_request=polls,
        )
        self._webhook = webhook
        self.pulse = Pulse()
        self.registration = (
            Registration(self._bot, webhook.url, webhook.most_connections) if webhook else Registration(self._bot)
        )
        self._sender = Sender(self._bot, self.capabilities.max_text)

    async def connect(self) -> None:
        """Ask who we are, and change nothing. Raises CannotRunError or RetryError."""
        with asking():
            await self._bot.initialize()
        self._username = self._bot.username

    @property
    def polls(self) -> bool:
        return self._webhook is None

    async def ping(self) -> None:
        with asking():
            await self._bot.raw("getMe")
        self.pulse.beats()

    async def start(self) -> None:
        await self.connect()
        await self.registration.check()
        if not await self._introduce():
            self._aside(self._introduce_later())

    async def close(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._bot.shutdown()
        for request in self._requests:  # the library leaves them open when it could not start
            await request.shutdown()

    async def _introduce(self) -> bool:
        """What a stranger's chat lists; those who join get a list of their own. False: not now."""
        try:
            await self._bot.set_my_commands([BotCommand(*command) for command in STRANGER_COMMANDS])
        except TelegramError as error:
            log.warning("the list of commands was not set: %s", error.message)
            return isinstance(error, BadRequest) and not is_foreign(error)
        return True

    async def _introduce_later(self) -> None:
        """Nobody has to wait for it, but a morning's bad line must not leave strangers without it for weeks."""
        pause = FIRST_PAUSE
        await asyncio.sleep(pause)
        while not await self._introduce():
            pause = min(pause * 2, 600.0)
            await asyncio.sleep(pause)

    def _aside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def invite_link(self, code: str) -> str:
        return f"https://t.me/{self._username}?start={code}"

    def group_link(self) -> str:
        return f"https://t.me/{self._username}?startgroup=nhom"

    def read(self, payload: dict[str, Any], item: Received) -> Said:
        return incoming.read(payload, item)

    async def poll(self, store: Store) -> None:
        if self._webhook:
            from bot.channels.telegram.webhook import serve

            await serve(self._webhook, self.registration, secret(self._bot.token), partial(self.take, store=store))
        offset: int | None = None
        pause = FIRST_PAUSE
        conflicts: list[float] = []
        while True:
            try:
                offset = await self.poll_once(store, offset)
                pause = FIRST_PAUSE
            except Conflict as error:
                if "webhook" in error.message.lower():
                    raise CannotRunError(f"telegram: a webhook is set; {DELETE}") from None
                # one may be the echo of a process that was killed; several in a minute are a second program
                now = time.monotonic()
                conflicts = [*(at for at in conflicts if now - at < 60), now]
                if len(conflicts) == MOST_CONFLICTS:
                    raise CannotRunError("telegram: another program polls with this token; stop one") from None
                await asyncio.sleep(1)
            except InvalidToken as error:
                if not is_foreign(error):
                    raise CannotRunError("telegram: the token was refused; it may have been revoked") from None
                log.warning("polling failed, trying again in %.0f s: %s", pause, FOREIGN)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            except RetryAfter as error:
                await asyncio.sleep(seconds(error))
            except (TelegramError, RetryError) as error:
                log.warning("polling failed, trying again in %.0f s: %s", pause, error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def poll_once(self, store: Store, offset: int | None) -> int | None:
        """One long poll; the next offset acknowledges what was stored."""
        updates = await self._bot.raw_updates(offset, self._poll_seconds)
        self.pulse.beats()
        if not updates:
            return offset
        await self.take(updates, store)
        return int(updates[-1]["update_id"]) + 1

    async def take(self, updates: Sequence[dict[str, Any]], store: Store) -> None:
        """Screen and store; returns when that is committed. Raises RetryError."""
        self.pulse.beats()
        rows = [row for update in updates if (row := _row(update, self._username))]
        for row in await store(rows):
            if "query" in row.payload:
                self._aside(self._answer(str(row.payload["query"])))

    async def _answer(self, query_id: str) -> None:
        """Stop the button's spinner. Only politeness: whatever goes wrong here, the press itself is stored."""
        try:
            await self._bot.raw("answerCallbackQuery", callback_query_id=query_id)
        except TelegramError as error:
            log.debug("press not answered: %s", type(error).__name__)

    async def send(self, post: Post, target: Post | None) -> Sent | None:
        return await self._sender.send(post, target)


def _row(update: dict[str, Any], username: str) -> Received | None:
    """None for what does not concern us, and for what nobody can read: it would come again for ever."""
    try:
        row = incoming.receive(update, username)
        if row:
            pack(row.payload)  # half a letter of two parts cannot be stored
    except Exception as error:
        log.error("update %s cannot be read and is left out: %s", update.get("update_id"), type(error).__name__)
        return None
    return row

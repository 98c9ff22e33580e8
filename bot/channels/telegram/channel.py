"""Telegram as a channel: long polling that acknowledges only what is stored, sending, changing messages.

The library's own Updater acknowledges an update before anybody has handled it, and loses what is queued at a kill.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from typing import Any

import telegram
from telegram import BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.channels.base import CannotRunError, RejectedError, RetryError, Store, UnreachableError
from bot.channels.render import split, to_html
from bot.channels.telegram import incoming
from bot.channels.telegram.request import AiohttpRequest
from handlers.dialog.chat import Capabilities, Said
from handlers.texts.common import STRANGER_COMMANDS
from storage.mailbox import Post, Received

log = logging.getLogger(__name__)
STYLES = {"good": "success", "bad": "danger"}
MOST_CONFLICTS = 3
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
NO_CHAT = ("chat not found", "user is deactivated", "peer_id_invalid")


@dataclass(frozen=True, slots=True)
class TelegramAddress:
    """Where the Bot API is. The defaults are Telegram's own; a local server or the sandbox has others."""

    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    proxy: str | None = None


class TelegramChannel:
    """One bot."""

    name = "telegram"
    capabilities = Capabilities(buttons=100, can_edit=True, max_text=4096, files=True)

    def __init__(
        self,
        token: str,
        address: TelegramAddress | None = None,
        *,
        poll_seconds: int = 30,
        requests: tuple[BaseRequest, BaseRequest] | None = None,
    ) -> None:
        """`requests`: other transports than our own over aiohttp, one for calls and one for polling."""
        address = address or TelegramAddress()
        calls, polls = requests or (
            AiohttpRequest(proxy=address.proxy),
            AiohttpRequest(connections=2, proxy=address.proxy),
        )
        self._poll_seconds = poll_seconds
        self._answering: set[asyncio.Task[None]] = set()
        self._username = ""
        self._requests = (calls, polls)
        self._bot = telegram.Bot(
            token,
            base_url=address.base_url,
            base_file_url=address.base_file_url,
            request=calls,
            get_updates_request=polls,
        )

    async def start(self) -> None:
        try:
            await self._bot.initialize()
        except InvalidToken:
            raise CannotRunError("telegram: the token was refused; get the right one from @BotFather") from None
        except RetryAfter as error:
            raise RetryError("telegram asks to wait", _seconds(error)) from None
        except NetworkError as error:
            raise RetryError(f"telegram: {error.message}") from None
        self._username = self._bot.username
        try:
            # what a stranger's chat lists; those who join get a list of their own
            await self._bot.set_my_commands([BotCommand(*command) for command in STRANGER_COMMANDS])
        except TelegramError as error:
            log.warning("the list of commands was not set: %s", error.message)

    async def close(self) -> None:
        for task in tuple(self._answering):
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)
        await self._bot.shutdown()
        for request in self._requests:  # the library leaves them open when it could not start
            await request.shutdown()

    def invite_link(self, code: str) -> str:
        return f"https://t.me/{self._username}?start={code}"

    def read(self, payload: dict[str, Any], item: Received) -> Said:
        return incoming.read(payload, item)

    async def poll(self, store: Store) -> None:
        offset: int | None = None
        pause = 1.0
        conflicts: list[float] = []
        while True:
            try:
                offset = await self.poll_once(store, offset)
                pause = 1.0
            except Conflict:
                # one may be the echo of a process that was killed; several in a minute are a second program
                now = time.monotonic()
                conflicts = [*(at for at in conflicts if now - at < 60), now]
                if len(conflicts) == MOST_CONFLICTS:
                    raise CannotRunError("telegram: another program polls with this token; stop one") from None
                await asyncio.sleep(1)
            except InvalidToken:
                raise CannotRunError("telegram: the token was refused; it may have been revoked") from None
            except RetryAfter as error:
                await asyncio.sleep(_seconds(error))
            except (TelegramError, RetryError) as error:
                log.warning("polling failed, trying again in %.0f s: %s", pause, error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30.0)

    async def poll_once(self, store: Store, offset: int | None) -> int | None:
        """One long poll; the next offset acknowledges what was stored."""
        updates = await self._bot.get_updates(
            offset=offset,
            timeout=self._poll_seconds,
            allowed_updates=incoming.WANTED,
            read_timeout=self._poll_seconds + 5,
        )
        if not updates:
            return offset
        rows = [row for update in updates if (row := incoming.receive(update.to_dict()))]
        await store(rows)
        for row in rows:
            if "query" in row.payload:
                task = asyncio.create_task(self._answer(str(row.payload["query"])))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)
        return updates[-1].update_id + 1

    async def _answer(self, query_id: str) -> None:
        """Stop the button's spinner. Only politeness: whatever goes wrong here, the press itself is stored."""
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            log.debug("press not answered: %s", type(error).__name__)

    async def send(self, post: Post, target: Post | None) -> str | None:
        try:
            if post.kind == "commands":
                commands = [BotCommand(name, text) for name, text in post.payload["commands"]]
                await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(int(post.address)))
                return None
            if post.kind == "strip":
                if target and target.external_id:
                    await self._strip(post.address, target.external_id)
                return None
            return await self._put(post, target)
        except RetryAfter as error:
            raise RetryError("telegram asks to wait", _seconds(error), everywhere=True) from None
        except Forbidden as error:
            raise UnreachableError(error.message) from None
        except InvalidToken:
            raise RetryError("telegram refuses the token", 60, everywhere=True) from None
        except BadRequest as error:
            if any(text in error.message.lower() for text in NO_CHAT):
                raise UnreachableError(error.message) from None
            raise RejectedError(error.message) from None
        except TelegramError as error:
            raise RetryError(error.message) from None

    async def _put(self, post: Post, target: Post | None) -> str | None:
        keyboard = _keyboard(post.payload)
        parts = [to_html(part) for part in split(str(post.payload["text"]), self.capabilities.max_text)]
        known = target.external_id if target and len(parts) == 1 else None
        if known and await self._edit(post.address, known, parts[0], keyboard):
            return known
        if post.kind == "edit":
            return None
        message_id = None
        for number, part in enumerate(parts, start=1):
            last = number == len(parts)
            message = await self._bot.send_message(
                int(post.address),
                part,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard if last else None,
                link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
            )
            message_id = str(message.message_id)
        return message_id

    async def _strip(self, address: str, message_id: str) -> None:
        """Take the buttons away; a message that has none or is gone is as good."""
        try:
            await self._bot.edit_message_reply_markup(int(address), int(message_id), reply_markup=None)
        except BadRequest as error:
            if not any(text in error.message.lower() for text in (*GONE, "message is not modified")):
                raise

    async def _edit(self, address: str, message_id: str, text: str, keyboard: InlineKeyboardMarkup | None) -> bool:
        """False when that message cannot be changed any more."""
        try:
            await self._bot.edit_message_text(
                text,
                chat_id=int(address),
                message_id=int(message_id),
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
            )
        except BadRequest as error:
            said = error.message.lower()
            if "message is not modified" in said:
                return True
            if any(text in said for text in GONE):
                return False
            raise
        return True


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, (int, float)) else after.total_seconds()


def _keyboard(payload: dict[str, Any]) -> InlineKeyboardMarkup | None:
    """Buttons carry only the opaque id of the question and the number of the choice."""
    if not payload.get("rows") or not payload.get("question"):
        return None
    number = 0
    rows = []
    for row in payload["rows"]:
        buttons = []
        for choice in row:
            data = f"{payload['question']}:{number}"
            buttons.append(InlineKeyboardButton(choice["label"], callback_data=data, style=STYLES.get(choice["style"])))
            number += 1
        rows.append(buttons)
    return InlineKeyboardMarkup(rows)

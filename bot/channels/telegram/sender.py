"""What the outbox holds, sent to Telegram; and what its refusals mean for delivery."""

from __future__ import annotations

from typing import Any

from telegram import BotCommand, BotCommandScopeChat, InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.base import ChannelError, MovedError, RejectedError, RetryError, Sent, UnreachableError
from bot.channels.render import split, to_html
from bot.channels.telegram import keyboard
from bot.channels.telegram.features import Feature, Features
from bot.channels.telegram.raw import RawBot
from handlers.dialog.chat import TIME_ON
from storage.outbox import Attachment, Post

GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
NO_CHAT = ("chat not found", "user is deactivated", "peer_id_invalid")
FOREIGN = "an answer that is not telegram's, perhaps of a proxy"
MOST_CAPTION = 1024  # UTF-16 units
NO_PREVIEW = '{"is_disabled":true}'


def seconds(error: RetryAfter) -> float:
    """How long the platform asks to wait."""
    after = error.retry_after
    return float(after) if isinstance(after, (int, float)) else after.total_seconds()


class Sender:
    """One bot's way out."""

    def __init__(self, bot: RawBot, max_text: int) -> None:
        self._bot = bot
        self._max_text = max_text
        self._features = Features()
        self._begun: dict[str, int] = {}  # how many parts of a long message have arrived, while the rest has to wait

    async def send(self, post: Post, target: Post | None) -> Sent | None:
        """As `Channel.send`."""
        try:
            return await self._send(post, target)
        except RetryError:
            raise
        except ChannelError:
            self._begun.pop(post.id, None)  # the rest of it never goes
            raise

    async def _send(self, post: Post, target: Post | None) -> Sent | None:
        try:
            if post.kind == "commands":
                commands = [BotCommand(name, text) for name, text in post.payload["commands"]]
                await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(int(post.address)))
                return None
            if post.kind == "strip":
                if target and target.external_id:
                    await self._strip(post.address, target.external_id)
                return None
            if post.attachment:
                return await self._hand(post, post.attachment)
            return await self._put(post, target)
        except RetryAfter as error:
            raise RetryError("telegram asks to wait", seconds(error), everywhere=True) from None
        except ChatMigrated as error:
            raise MovedError("the group became a supergroup", str(error.new_chat_id)) from None
        except Forbidden as error:
            if is_foreign(error):
                raise RetryError(FOREIGN) from None
            raise UnreachableError(error.message) from None
        except InvalidToken:
            raise RetryError("telegram refuses the token", 60, everywhere=True) from None
        except BadRequest as error:
            if is_foreign(error):
                raise RetryError(FOREIGN) from None
            if any(text in error.message.lower() for text in NO_CHAT):
                raise UnreachableError(error.message) from None
            raise RejectedError(error.message) from None
        except TelegramError as error:
            raise RetryError(FOREIGN if is_foreign(error) else error.message) from None

    async def _put(self, post: Post, target: Post | None) -> Sent | None:
        parts = split(str(post.payload["text"]), self._max_text)
        known = target.external_id if target and len(parts) == 1 else None
        if known and await self._edit(post, known, parts[0]):
            return Sent(known)
        if post.kind == "edit":
            return None
        for part in parts[self._begun.get(post.id, 0) : -1]:
            await self._say(post.address, part, {})
            self._begun[post.id] = self._begun.get(post.id, 0) + 1
        last = await self._say(post.address, parts[-1], post.payload)
        self._begun.pop(post.id, None)
        return Sent(last)

    async def _say(self, address: str, text: str, payload: dict[str, Any]) -> str:
        async def call(features: set[Feature]) -> str:
            message = await self._bot.raw(
                "sendMessage",
                chat_id=int(address),
                text=to_html(text, times=Feature.TIME in features),
                parse_mode="HTML",
                reply_markup=keyboard.keyboard(payload, features),
                link_preview_options=NO_PREVIEW,
            )
            return str(message["message_id"])

        return await self._features.call(_uses(text, payload), call)

    async def _hand(self, post: Post, file: Attachment) -> Sent:
        """A document with a line under it."""
        caption = to_html(split(str(post.payload["text"]), MOST_CAPTION)[0])
        document = InputFile(file.content, filename=file.name)
        message = await self._bot.raw(
            "sendDocument", chat_id=int(post.address), document=document, caption=caption, parse_mode="HTML"
        )
        return Sent(str(message["message_id"]))

    async def _edit(self, post: Post, message_id: str, text: str) -> bool:
        """False when that message cannot be changed any more."""

        async def call(features: set[Feature]) -> None:
            await self._bot.raw(
                "editMessageText",
                text=to_html(text, times=Feature.TIME in features),
                chat_id=int(post.address),
                message_id=int(message_id),
                parse_mode="HTML",
                reply_markup=keyboard.keyboard(post.payload, features),
                link_preview_options=NO_PREVIEW,
            )

        try:
            await self._features.call(_uses(text, post.payload), call)
        except BadRequest as error:
            said = error.message.lower()
            if "message is not modified" in said:
                return True
            if any(text in said for text in GONE):
                return False
            raise
        return True

    async def _strip(self, address: str, message_id: str) -> None:
        """Take the buttons away; a message that has none or is gone is as good."""
        try:
            await self._bot.raw("editMessageReplyMarkup", chat_id=int(address), message_id=int(message_id))
        except BadRequest as error:
            if not any(text in error.message.lower() for text in (*GONE, "message is not modified")):
                raise


def is_foreign(error: TelegramError) -> bool:
    """Whether the body was no answer of the Bot API: the library then raises by the status alone, from that."""
    cause = error.__cause__
    if isinstance(cause, InvalidToken):  # said once more when the bot introduces itself
        cause = cause.__cause__
    return cause is not None


def _uses(text: str, payload: dict[str, Any]) -> set[Feature]:
    return keyboard.uses(payload) | ({Feature.TIME} if TIME_ON in text else set())

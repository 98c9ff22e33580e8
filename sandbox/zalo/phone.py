"""What a person does with a phone, and what is seen on it."""

import hashlib
from collections.abc import Callable
from typing import Any

from sandbox.clock import Clock
from sandbox.model import Json
from sandbox.zalo.bot import ZaloBot
from sandbox.zalo.model import ZaloMessage, new_message
from sandbox.zalo.updates import bare_update, update_of

TYPING_SECONDS = 5.0
FILES = "https://files.zalo.example"


class ZaloGroup:
    """A group with one bot in it. The platform's groups are a beta: the bot hears only what is said to it."""

    chat_type = "GROUP"

    def __init__(self, group_id: str, bot: ZaloBot) -> None:
        self.id = group_id
        self.bot = bot
        self._messages: list[ZaloMessage] = []

    @property
    def messages(self) -> list[ZaloMessage]:
        """From everybody, oldest first."""
        return list(self._messages)

    def shows(self, message: ZaloMessage) -> None:
        """It is there, for good."""
        self._messages.append(message)

    def shows_typing(self) -> None:
        """Groups do not show it."""


class ZaloPhone:
    """One person's chat with a bot, seen from the person's side."""

    chat_type = "PRIVATE"

    def __init__(
        self,
        user_id: str,
        name: str,
        label: str,
        bot: ZaloBot,
        clock: Clock,
        monotonic: Callable[[], float],
        changed: Callable[[str], None],
    ) -> None:
        self.name = name
        self.label = label
        self.bot = bot
        self.ids: dict[ZaloBot, str] = {bot: user_id}  # every bot knows the person by another id
        self._first_id = user_id
        self._clock = clock
        self._monotonic = monotonic
        self._changed = changed
        self._messages: list[ZaloMessage] = []
        self._typing_until = 0.0

    @property
    def user_id(self) -> str:
        """The person's id for the current bot, which is also the chat's."""
        return self.ids[self.bot]

    @property
    def messages(self) -> list[ZaloMessage]:
        """Both directions and all bots, oldest first. Nothing is ever changed or taken away."""
        return list(self._messages)

    @property
    def last(self) -> ZaloMessage:
        """The newest message from the bot."""
        for message in reversed(self._messages):
            if message.from_bot:
                return message
        raise LookupError(f"the bot has not written to {self.name}")

    @property
    def heard(self) -> list[str]:
        """What the bot wrote: texts, and the words under pictures."""
        return [m.text or m.caption for m in self._messages if m.from_bot and m.kind in {"text", "photo"}]

    @property
    def typing(self) -> bool:
        """Whether "typing…" is seen."""
        return self._monotonic() < self._typing_until

    def says(self, text: str) -> None:
        """Type and send."""
        self._sends(self._new(text=_needed(text)))

    def says_in(self, group: ZaloGroup, text: str) -> None:
        """Speak to the bot in a group."""
        message = self._new(text=_needed(text))
        group.shows(message)
        self._tells(message, group.id, group.chat_type)

    def sends_photo(self, caption: str | None = None) -> None:
        """Send a picture."""
        message = self._new(kind="photo", caption=caption or "", photo=f"{FILES}/{len(self._messages)}.jpg")
        self._sends(message)

    def sends_sticker(self) -> None:
        """Send a sticker."""
        self._sends(self._new(kind="sticker", sticker="bfe458bf64fa8da4d4eb"))

    def sends_voice(self) -> None:
        """Send a recording."""
        self._sends(self._new(kind="voice", voice=f"{FILES}/{len(self._messages)}.aac"))

    def sends_document(self, file_name: str) -> None:
        """Send a file: the bot learns only that there was something."""
        self._sends(self._new(kind="unsupported", file_name=file_name))

    def sends_unsupported(self, with_message: bool = True) -> None:
        """Send what the platform keeps from bots; without `with_message` it does not even tell whose it was."""
        message = self._new(kind="unsupported")
        if with_message:
            self._sends(message)
            return
        self.shows(message)
        if self._is_heard():
            self.bot.receives(bare_update(), self.user_id)

    def moves_to(self, bot: ZaloBot) -> None:
        """Talk to another bot from now on, which knows the person by an id of its own."""
        digest = hashlib.sha256(f"{self._first_id}:{bot.id}".encode()).hexdigest()
        self.ids.setdefault(bot, digest[:20])
        self.bot = bot
        self._changed(self.user_id)

    def shows(self, message: ZaloMessage) -> None:
        """It is on the screen, for good."""
        self._messages.append(message)
        if message.from_bot:
            self._typing_until = 0.0
        self._changed(self.user_id)

    def shows_typing(self) -> None:
        """The bot says that it is busy."""
        self._typing_until = self._monotonic() + TYPING_SECONDS
        self._changed(self.user_id)

    def _new(self, **fields: Any) -> ZaloMessage:
        return new_message(self._clock, from_bot=False, bot_id=self.bot.id, **fields)

    def _sends(self, message: ZaloMessage) -> None:
        self.shows(message)
        self._tells(message, self.user_id, self.chat_type)

    def _tells(self, message: ZaloMessage, chat_id: str, chat_type: str) -> None:
        author: Json = {"id": self.user_id, "display_name": self.name, "is_bot": False}
        chat: Json = {"id": chat_id, "chat_type": chat_type}
        update = update_of(message, author, chat, self.bot.image_key)
        if self._is_heard():
            self.bot.receives(update, chat_id)
        else:
            self.bot.lost.append(update)

    def _is_heard(self) -> bool:
        """Whether the bot has room for this person; what it hears may use up its quota."""
        heard = self.bot.admits(self.user_id)
        if heard and self.bot.counts_inbound:
            self.bot.counts()
        return heard


def _needed(text: str) -> str:
    if not text.strip():
        raise ValueError("nothing to send")
    return text

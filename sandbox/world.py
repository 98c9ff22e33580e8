"""The state of the sandbox, shared by the Bot API, the phones and the page."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.entities import FormattedText
from sandbox.files import FileStore
from sandbox.model import ApiError, Chat, Json, ShownMessage, StoredFile, bad_request, unix
from sandbox.updates import UpdateQueue


@dataclass
class Query:
    """A press that was not answered yet."""

    user_id: int
    pressed_at: float  # monotonic


class World:
    """Users, chats, messages, files, commands."""

    def __init__(self, bot: Json, monotonic: Callable[[], float]) -> None:
        self.bot = bot
        self.monotonic = monotonic
        self.clock = Clock()
        self.updates = UpdateQueue(monotonic)
        self.files = FileStore()
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        # (scope, language) -> commands; a scope is "default", "all_private_chats" or "chat:ID"
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.watchers: list[Callable[[int], None]] = []
        self._next_message_id = 1
        self._next_number = 1

    def next_number(self) -> int:
        """A number not used before, for presses and notices."""
        self._next_number += 1
        return self._next_number

    def changed(self, user_id: int) -> None:
        """Tell the page that this phone looks different now."""
        for watcher in list(self.watchers):
            watcher(user_id)

    def add_message(
        self,
        chat: Chat,
        *,
        from_bot: bool,
        content: FormattedText,
        file: StoredFile | None = None,
        markup: Json | None = None,
        reply_to: int | None = None,
    ) -> ShownMessage:
        """Append a message to a chat."""
        message = ShownMessage(
            id=self._next_message_id,
            from_bot=from_bot,
            date=self.clock.now().replace(microsecond=0),
            text=content.text,
            entities=content.entities,
            markup=markup,
            file=file,
            reply_to=reply_to,
        )
        self._next_message_id += 1
        chat.messages.append(message)
        chat.typing_until = 0.0
        self.changed(chat.user_id)
        return message

    def message_json(self, chat: Chat, message: ShownMessage) -> Json:
        """The message as a `Message` object."""
        body: Json = {
            "message_id": message.id,
            "from": self.bot if message.from_bot else chat.user(),
            "chat": chat.as_telegram(),
            "date": unix(message.date),
        }
        if message.file:
            body["photo" if message.file.is_photo else "document"] = message.file.as_telegram()
        if message.text:
            body["caption" if message.file else "text"] = message.text
        if message.entities:
            body["caption_entities" if message.file else "entities"] = message.entities
        if message.markup:
            body["reply_markup"] = message.markup
        if message.edit_date:
            body["edit_date"] = unix(message.edit_date)
        if message.reply_to and (original := chat.find(message.reply_to)):
            quoted = self.message_json(chat, original)
            quoted.pop("reply_to_message", None)  # the platform nests one level only
            body["reply_to_message"] = quoted
        return body

    def chat_for_reading(self, chat_id: str) -> Chat:
        """The chat a `chat_id` means; 400 as on the platform."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        try:
            return self.chats[int(chat_id)]
        except (ValueError, KeyError):
            raise bad_request("chat not found") from None

    def chat_for_writing(self, chat_id: str) -> Chat:
        """The same, refused with 403 when the bot may not write there."""
        chat = self.chat_for_reading(chat_id)
        if not chat.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        if chat.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        return chat

    def commands_for(self, chat: Chat) -> list[Json]:
        """What the menu of this chat shows: the most specific scope that has a list wins."""
        language = chat.user()["language_code"]
        for scope in (f"chat:{chat.user_id}", "all_private_chats", "default"):
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []

"""The state of the sandbox, shared by the Bot API, the phones and the page."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.entities import FormattedText
from sandbox.files import FileStore
from sandbox.group_chat import GroupChat, membership
from sandbox.model import Chat, Json, Room, ShownMessage, StoredFile, bad_request, unix
from sandbox.net import PublicNet, Webhook
from sandbox.updates import UpdateQueue

FEATURES = frozenset({"style", "disabled", "date_time"})
NOBODY = FormattedText("", [])


@dataclass
class Query:
    """A press that was not answered yet."""

    user_id: int
    pressed_at: float  # monotonic


class World:
    """Users, chats, groups, messages, files, commands, the webhook."""

    def __init__(self, bot: Json, monotonic: Callable[[], float]) -> None:
        self.bot = bot
        self.monotonic = monotonic
        self.clock = Clock()
        self.updates = UpdateQueue(monotonic, self.happened)
        self.net = PublicNet()
        self.webhook: Webhook | None = None
        self.features: set[str] = set(FEATURES)
        self.files = FileStore()
        self.chats: dict[int, Chat] = {}
        self.groups: dict[int, GroupChat] = {}
        self.queries: dict[str, Query] = {}
        # (scope, language) -> commands; a scope is "default", "all_private_chats", "chat:ID", "chat_member:ID:USER" ...
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.watchers: list[Callable[[int], None]] = []
        self.group_watchers: list[Callable[[int], None]] = []
        self.listeners: list[Callable[[str, int, str], None]] = []
        self._next_message_id = 1
        self._next_number = 1

    @property
    def username(self) -> str:
        """The bot's, without @."""
        return str(self.bot["username"])

    def next_number(self) -> int:
        """A number not used before, for presses and notices."""
        self._next_number += 1
        return self._next_number

    def changed(self, chat_id: int) -> None:
        """Tell the page that this phone (or group) looks different now."""
        for watcher in list(self.watchers if chat_id > 0 else self.group_watchers):
            watcher(chat_id)

    def happened(self, kind: str, who: int, text: str) -> None:
        """Tell who listens; `who` is a chat, 0 for none in particular.

        Kinds: "sent", "edited", "deleted" by the bot, with the message's text; "queued", with what was said or pressed;
        an update was "fetched", "acknowledged" by polling or "delivered", "dropped" by the webhook, with its kind and
        id; "fault", with what was injected and the method.
        """
        for listener in list(self.listeners):
            listener(kind, who, text)

    def clear(self) -> None:
        """Forget people, groups, messages, updates, presses, commands, files and the webhook; ids go on."""
        self.chats.clear()
        self.groups.clear()
        self.queries.clear()
        self.commands.clear()
        self.updates.clear()
        self.updates.allowed = ()
        self.files = FileStore()
        self.webhook = None
        self.features = set(FEATURES)

    def add_message(
        self,
        chat: Room,
        *,
        from_bot: bool,
        content: FormattedText = NOBODY,
        file: StoredFile | None = None,
        markup: Json | None = None,
        reply_to: int | None = None,
        author: Json | None = None,
        service: Json | None = None,
    ) -> ShownMessage:
        """Append a message to a chat; in a group, `author` is the person who wrote it."""
        message = ShownMessage(
            id=self._next_message_id,
            from_bot=from_bot,
            date=self.clock.now().replace(microsecond=0),
            text=content.text,
            entities=content.entities,
            markup=markup,
            file=file,
            reply_to=reply_to,
            author=author,
            service=service or {},
        )
        self._next_message_id += 1
        chat.messages.append(message)
        chat.typing_until = 0.0
        self.changed(chat.id)
        if from_bot:
            self.happened("sent", chat.id, message.text or message.document or "")
        return message

    def message_json(self, chat: Room, message: ShownMessage) -> Json:
        """The message as a `Message` object."""
        author = message.author or (chat.user() if isinstance(chat, Chat) else {})
        body: Json = {
            "message_id": message.id,
            "from": self.bot if message.from_bot else author,
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
        return body | message.service

    def receive(self, chat: Room, message: ShownMessage) -> None:
        """The bot gets a message update."""
        text = message.text or message.document or ", ".join(message.service)
        self.updates.put("message", self.message_json(chat, message), chat.id, text)

    def chat_for_reading(self, chat_id: str) -> Room:
        """The chat or group a `chat_id` means; 400 as on the platform."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        number = int(chat_id) if chat_id.removeprefix("-").isdecimal() else 0
        chat = self.chats.get(number) or self.groups.get(number)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def chat_for_writing(self, chat_id: str) -> Room:
        """The same, refused when the bot may not write there."""
        chat = self.chat_for_reading(chat_id)
        if error := chat.closed():
            raise error
        return chat

    def bot_moves(self, chat: Chat | GroupChat, by: Json, status: str) -> None:
        """Somebody let the bot in, or threw it out: it gets a my_chat_member update."""
        if isinstance(chat, Chat):
            before = "kicked" if chat.blocked else "member"
            chat.blocked = status == "kicked"
        else:
            before, chat.bot_status = chat.bot_status, status
        change: Json = {
            "chat": chat.as_telegram(),
            "from": by,
            "date": unix(self.clock.now()),
            "old_chat_member": membership(self.bot, before),
            "new_chat_member": membership(self.bot, status),
        }
        self.updates.put("my_chat_member", change, chat.id, status)
        self.changed(chat.id)

    def press(self, chat: Room, person: Chat, message: ShownMessage, data: str) -> None:
        """Somebody pressed a button."""
        query_id = str(7_000_000_000_000 + self.next_number())
        self.queries[query_id] = Query(person.user_id, self.monotonic())
        press: Json = {
            "id": query_id,
            "from": person.user(),
            "message": self.message_json(chat, message),
            "chat_instance": f"sandbox-{chat.id}",
            "data": data,
        }
        label = next((button.text for row in message.buttons for button in row if button.data == data), data)
        self.updates.put("callback_query", press, chat.id, label)

    def commands_for(self, chat: Room, person: Chat | None = None) -> list[Json]:
        """What the menu of this chat shows (a group shows it to `person`): the most specific list wins."""
        person = chat if isinstance(chat, Chat) else person
        for scope in chat.scopes(person):
            for code in (person.language if person else "", ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []

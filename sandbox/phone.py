"""What a person does with a phone."""

from sandbox.entities import FormattedText, recognised, trimmed, units
from sandbox.model import Chat, Json, ShownMessage, StoredFile, unix
from sandbox.world import Query, World

MAX_TEXT = 4096
MAX_CAPTION = 1024


class Phone:
    """One person's chat with the bot, seen from the person's side."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self._chat = chat

    @property
    def user_id(self) -> int:
        """The person's id, which is also the chat's."""
        return self._chat.user_id

    @property
    def name(self) -> str:
        """The person's display name."""
        return self._chat.name

    @property
    def label(self) -> str:
        """What the page writes above the phone."""
        return self._chat.label

    @property
    def waiting(self) -> str | None:
        """The parameter of a link that was opened but not started yet."""
        return self._chat.waiting

    @property
    def started(self) -> bool:
        """Whether the bot may write here."""
        return self._chat.started

    @property
    def blocked(self) -> bool:
        """Whether the person stopped the bot."""
        return self._chat.blocked

    @property
    def messages(self) -> list[ShownMessage]:
        """Both directions, oldest first."""
        return self._chat.messages

    @property
    def last(self) -> ShownMessage:
        """The newest message from the bot."""
        for message in reversed(self._chat.messages):
            if message.from_bot:
                return message
        raise LookupError(f"the bot has not written to {self.name}")

    @property
    def notices(self) -> list[str]:
        """The short texts with which the bot answered presses."""
        return [text for _, text, _ in self._chat.notices]

    @property
    def commands(self) -> list[tuple[str, str]]:
        """What the menu button shows."""
        return [(c["command"], c["description"]) for c in self._world.commands_for(self._chat)]

    def opens_link(self, param: str | None) -> None:
        """Open t.me/BOT?start=PARAM: the parameter waits until Start is pressed."""
        self._chat.waiting = param or None
        self._world.changed(self.user_id)

    def starts(self, param: str | None = None) -> None:
        """Press Start; a blocked bot is unblocked by it."""
        param, self._chat.waiting = param or self._chat.waiting, None
        if self._chat.blocked:
            self.unblocks()
        self.says(f"/start {param}" if param else "/start")

    def says(self, text: str) -> None:
        """Type and send; a long text goes out in parts, as real clients do it."""
        content = trimmed(FormattedText(text, []))
        if not content.text:
            raise ValueError("nothing to send")
        for part in _parts(content.text, MAX_TEXT):
            self._sends(part)

    def sends_document(self, file_name: str, content: bytes, caption: str | None = None) -> None:
        """Send a file."""
        self._sends(caption or "", self._world.files.add_document(file_name, content))

    def sends_photo(self, content: bytes, caption: str | None = None) -> None:
        """Send a picture."""
        self._sends(caption or "", self._world.files.add_photo(content))

    def presses(self, label: str, *, message_id: int | None = None) -> None:
        """Press the button with this label, by default on the newest message that has it."""
        visible = []
        for message in reversed(self._chat.messages):
            if message_id is not None and message.id != message_id:
                continue
            for button in (button for row in message.buttons for button in row):
                if button.text == label and button.data is not None:
                    self.presses_data(message.id, button.data)
                    return
                visible.append(f"{button.text!r} on {message.id}")
        raise LookupError(f"no button {label!r} on the phone of {self.name}; visible: {', '.join(visible)}")

    def presses_data(self, message_id: int, data: str) -> None:
        """Press with this data, whether the message has such a button or not."""
        message = self._chat.find(message_id)
        if message is None:
            raise LookupError(f"no message {message_id} on the phone of {self.name}")
        self._needs_unblocked()
        query_id = str(7_000_000_000_000 + self._world.next_number())
        self._world.queries[query_id] = Query(self.user_id, self._world.monotonic())
        press: Json = {
            "id": query_id,
            "from": self._chat.user(),
            "message": self._world.message_json(self._chat, message),
            "chat_instance": f"sandbox-{self.user_id}",
            "data": data,
        }
        self._world.updates.put("callback_query", press)

    def blocks(self) -> None:
        """Stop the bot."""
        self._sets_blocked(True)

    def unblocks(self) -> None:
        """Let the bot write again."""
        self._sets_blocked(False)

    def _needs_unblocked(self) -> None:
        if self._chat.blocked:
            raise RuntimeError(f"{self.name} has blocked the bot; unblock it first")

    def _sends(self, text: str, file: StoredFile | None = None) -> None:
        self._needs_unblocked()
        if file and units(text) > MAX_CAPTION:
            raise ValueError("the caption is too long")
        self._chat.started = True
        content = recognised(trimmed(FormattedText(text, [])))
        message = self._world.add_message(self._chat, from_bot=False, content=content, file=file)
        self._world.updates.put("message", self._world.message_json(self._chat, message))

    def _sets_blocked(self, blocked: bool) -> None:
        if self._chat.blocked == blocked:
            return
        self._chat.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        change: Json = {
            "chat": self._chat.as_telegram(),
            "from": self._chat.user(),
            "date": unix(self._world.clock.now()),
            "old_chat_member": self._membership(before),
            "new_chat_member": self._membership(after),
        }
        self._world.updates.put("my_chat_member", change)
        self._world.changed(self.user_id)

    def _membership(self, status: str) -> Json:
        member: Json = {"user": self._world.bot, "status": status}
        return member | {"until_date": 0} if status == "kicked" else member


def _parts(text: str, size: int) -> list[str]:
    """Cut at `size` UTF-16 units, at a line or a word where there is one."""
    parts = []
    while units(text) > size:
        cut = size if units(text[:size]) <= size else size // 2  # astral characters take two units
        at = max(text.rfind("\n", 1, cut), text.rfind(" ", 1, cut))
        at = at if at > cut // 2 else cut
        parts.append(text[:at])
        text = text[at:].lstrip()
    return [*parts, text]

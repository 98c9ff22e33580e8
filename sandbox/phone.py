"""What a person does with a phone."""

from sandbox.entities import FormattedText, recognised, trimmed, units
from sandbox.model import Chat, Room, ShownMessage, StoredFile
from sandbox.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024


class Phone:
    """One person's chat with the bot, seen from the person's side."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self._chat = chat

    @property
    def chat(self) -> Chat:
        """The state behind it."""
        return self._chat

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
        message, data = find_button(self._chat, label, message_id, f"on the phone of {self.name}")
        self.presses_data(message.id, data)

    def presses_data(self, message_id: int, data: str) -> None:
        """Press with this data, whether the message has such a button or not."""
        message = self._chat.find(message_id)
        if message is None:
            raise LookupError(f"no message {message_id} on the phone of {self.name}")
        self._needs_bot()
        self._world.press(self._chat, self._chat, message, data)

    def blocks(self) -> None:
        """Stop the bot."""
        if not self._chat.blocked:
            self._world.bot_moves(self._chat, self._chat.user(), "kicked")

    def unblocks(self) -> None:
        """Let the bot write again."""
        if self._chat.blocked:
            self._world.bot_moves(self._chat, self._chat.user(), "member")

    def deactivates(self) -> None:
        """Delete the account: the bot is told nothing, and can write to nobody there."""
        self._chat.deactivated = True
        self._world.changed(self.user_id)

    def _needs_bot(self) -> None:
        if self._chat.blocked:
            raise RuntimeError(f"{self.name} has blocked the bot; unblock it first")
        if self._chat.deactivated:
            raise RuntimeError(f"{self.name} has deleted the account")

    def _sends(self, text: str, file: StoredFile | None = None) -> None:
        self._needs_bot()
        if file and units(text) > MAX_CAPTION:
            raise ValueError("the caption is too long")
        self._chat.started = True
        content = recognised(trimmed(FormattedText(text, [])))
        message = self._world.add_message(self._chat, from_bot=False, content=content, file=file)
        self._world.receive(self._chat, message)


def find_button(room: Room, label: str, message_id: int | None, where: str) -> tuple[ShownMessage, str]:
    """The newest message (or this one) with a button of this label that can be pressed, and the button's data."""
    visible = []
    for message in reversed(room.messages):
        if message_id is not None and message.id != message_id:
            continue
        for button in (button for row in message.buttons for button in row):
            if button.text == label and button.data is not None:
                return message, button.data
            visible.append(f"{button.text!r} on {message.id}")
    raise LookupError(f"no button {label!r} {where}; visible: {', '.join(visible)}")


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

"""A group as the people in it use it. The bot has privacy mode on, as bots have it from @BotFather."""

import re

from sandbox.entities import FormattedText, recognised, trimmed
from sandbox.group_chat import GroupChat
from sandbox.model import Json, ShownMessage
from sandbox.phone import Phone, find_button
from sandbox.world import World

COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@(?P<bot>\w+))?(?!\w)")
FIRST_SUPERGROUP = -1_000_000_000_001  # ids of supergroups are this or lower


class Group:
    """One group, or the supergroup it was upgraded to."""

    def __init__(self, world: World, chat: GroupChat) -> None:
        self._world = world
        self._chat = chat

    @property
    def chat_id(self) -> int:
        """The group's id; another one after `migrates`."""
        return self._chat.id

    @property
    def title(self) -> str:
        """Its name."""
        return self._chat.title

    @property
    def has_bot(self) -> bool:
        """Whether the bot is in it."""
        return self._chat.has_bot

    @property
    def messages(self) -> list[ShownMessage]:
        """Everybody's, oldest first, also those the bot does not get."""
        return self._chat.messages

    @property
    def last(self) -> ShownMessage:
        """The newest message from the bot."""
        for message in reversed(self._chat.messages):
            if message.from_bot:
                return message
        raise LookupError(f"the bot has not written to {self.title}")

    def commands(self, phone: Phone) -> list[tuple[str, str]]:
        """What the menu shows to this person."""
        return [(c["command"], c["description"]) for c in self._world.commands_for(self._chat, phone.chat)]

    def joins(self, phone: Phone, status: str = "") -> None:
        """Somebody is in the group, or gets another status there; who acts in it joins by it. The first founds it."""
        self._chat.joins(phone.chat, status)

    def leaves(self, phone: Phone, status: str = "left") -> None:
        """Somebody leaves, or is thrown out ("kicked")."""
        self._chat.joins(phone.chat, status)
        self._serves(phone, {"left_chat_member": phone.chat.user()})

    def adds_bot(self, by: Phone) -> None:
        """Put the bot in."""
        self._chat.joins(by.chat)
        if self._chat.has_bot:
            return
        self._world.bot_moves(self._chat, by.chat.user(), "member")
        bot = self._world.bot
        self._serves(by, {"new_chat_participant": bot, "new_chat_member": bot, "new_chat_members": [bot]})

    def removes_bot(self, by: Phone) -> None:
        """Throw it out."""
        self._chat.joins(by.chat)
        if not self._chat.has_bot:
            return
        if self._chat.kind == "group":  # in a supergroup it does not see its own removal
            self._serves(by, {"left_chat_participant": self._world.bot, "left_chat_member": self._world.bot})
        self._world.bot_moves(self._chat, by.chat.user(), "kicked")

    def starts(self, phone: Phone, param: str | None = None) -> None:
        """Open t.me/BOT?startgroup=PARAM and choose this group: adds the bot, then says /start@bot PARAM."""
        self.adds_bot(phone)
        self.says(phone, f"/start@{self._world.username} {param or ''}")

    def says(self, phone: Phone, text: str, *, reply_to: int | None = None) -> ShownMessage:
        """Write into the group. The bot gets only commands, unless they are for another bot, and replies to it."""
        self._chat.joins(phone.chat)
        content = recognised(trimmed(FormattedText(text, [])))
        if not content.text:
            raise ValueError("nothing to send")
        message = self._world.add_message(
            self._chat, from_bot=False, content=content, reply_to=reply_to, author=phone.chat.user()
        )
        if self._chat.has_bot and self._is_for_bot(message):
            self._world.receive(self._chat, message)
        return message

    def presses(self, phone: Phone, label: str, *, message_id: int | None = None) -> None:
        """Press the button with this label, by default on the newest message that has it."""
        message, data = find_button(self._chat, label, message_id, f"in {self.title}")
        self.presses_data(phone, message.id, data)

    def presses_data(self, phone: Phone, message_id: int, data: str) -> None:
        """Press with this data, whether the message has such a button or not."""
        self._chat.joins(phone.chat)
        message = self._chat.find(message_id)
        if message is None:
            raise LookupError(f"no message {message_id} in {self.title}")
        if self._chat.has_bot:
            self._world.press(self._chat, phone.chat, message, data)

    def migrates(self, new_id: int, by: Phone | None = None) -> None:
        """Become a supergroup, with a new id and without the messages of before."""
        old = self._chat
        if new_id > FIRST_SUPERGROUP or new_id in self._world.groups or old.kind != "group":
            raise ValueError(f"{old.id} cannot become the supergroup {new_id}")
        new = GroupChat(new_id, old.title, "supergroup", dict(old.members), dict(old.statuses), old.bot_status)
        self._world.groups[new_id] = new
        author = by.chat.user() if by else next((one.user() for one in old.members.values()), self._world.bot)
        for chat, service in ((old, {"migrate_to_chat_id": new_id}), (new, {"migrate_from_chat_id": old.id})):
            message = self._world.add_message(chat, from_bot=False, author=author, service=service)
            if chat.has_bot:
                self._world.receive(chat, message)
        old.migrated_to, self._chat = new_id, new

    def _serves(self, by: Phone, service: Json) -> None:
        message = self._world.add_message(self._chat, from_bot=False, author=by.chat.user(), service=service)
        if self._chat.has_bot:
            self._world.receive(self._chat, message)

    def _is_for_bot(self, message: ShownMessage) -> bool:
        if command := COMMAND.match(message.text):
            return (command["bot"] or self._world.username).lower() == self._world.username.lower()
        answered = self._chat.find(message.reply_to) if message.reply_to else None
        return answered is not None and answered.from_bot

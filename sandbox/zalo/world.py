"""The state of the Zalo sandbox, shared by the Bot API and the phones."""

from collections.abc import Awaitable, Callable

from sandbox.clock import Clock
from sandbox.net import PublicNet
from sandbox.zalo.bot import ZaloBot
from sandbox.zalo.model import ZaloMessage, bad_request
from sandbox.zalo.phone import ZaloGroup, ZaloPhone
from sandbox.zalo.updates import update_of

# Zalo publishes no list of addresses; this one is reserved for documentation
SOURCE = "203.0.113.24"

Fetch = Callable[[str], Awaitable[int]]


class ZaloWorld:
    """Bots, phones, groups, and the way to the bots' servers."""

    def __init__(self, clock: Clock, monotonic: Callable[[], float]) -> None:
        self.clock = clock
        self.monotonic = monotonic
        self.net = PublicNet(SOURCE, loopback=True)
        self.fetch: Fetch | None = None  # gets a photo's address and tells the HTTP status; None: nobody looks
        self.bots: list[ZaloBot] = []
        self.phones: list[ZaloPhone] = []
        self.groups: list[ZaloGroup] = []

    def bot(self, token: str) -> ZaloBot | None:
        """The bot with this token."""
        return next((bot for bot in self.bots if bot.token == token), None)

    def chat(self, bot: ZaloBot, chat_id: str) -> ZaloPhone | ZaloGroup:
        """The chat this id means to this bot; refused when the person never wrote to it."""
        for phone in self.phones:
            if phone.ids.get(bot) == chat_id and chat_id in bot.users:
                return phone
        for group in self.groups:
            if group.bot is bot and group.id == chat_id:
                return group
        raise bad_request("chat not found")

    def writes(self, bot: ZaloBot, chat_id: str, message: ZaloMessage) -> None:
        """A message from the bot; it is counted, and told back to it if the switch is on."""
        chat = self.chat(bot, chat_id)
        bot.needs_quota()
        bot.counts()
        if isinstance(chat, ZaloGroup) and message.kind == "voice":
            return  # groups hear no voices, and the bot is not told
        chat.shows(message)
        if bot.echoes:
            author = {"id": bot.id, "display_name": bot.name, "is_bot": True}
            place = {"id": chat_id, "chat_type": chat.chat_type}
            bot.receives(update_of(message, author, place, bot.image_key), chat_id)

    def clear(self) -> None:
        """Forget everybody; bots stay."""
        self.phones.clear()
        self.groups.clear()
        for bot in self.bots:
            bot.clear()

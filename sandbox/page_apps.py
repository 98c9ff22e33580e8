"""The other messenger of the people on the page: each may have Zalo beside Telegram, on the same phone."""

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.entities import FormattedText, recognised
from sandbox.model import Chat, Json
from sandbox.page_oa import APP as OA
from sandbox.page_oa import OaApps
from sandbox.page_view import SHOWN_MESSAGES
from sandbox.zalo.model import ZaloMessage, milliseconds
from sandbox.zalo.phone import TYPING_SECONDS, ZaloPhone

if TYPE_CHECKING:
    from sandbox.world import World
    from sandbox.zalo import ZaloPlatform
    from sandbox.zalo_oa import OaPlatform


@dataclass
class ZaloApp:
    """Somebody's Zalo. `code` is an invitation to type there, of which Telegram may hold the link."""

    phone: ZaloPhone
    code: str
    first: bool  # what a visitor sees when they come
    link: str | None

    def is_typed(self, text: str) -> bool:
        """Whether this is the code, however it was typed."""
        return bool(self.code) and _bare(text) == _bare(self.code)


class Apps:
    """Whose phone has Zalo on it, by the person's id on Telegram."""

    def __init__(self, world: "World", zalo: "ZaloPlatform", oa: "OaPlatform") -> None:
        self.oa = OaApps(world, oa)
        self._world = world
        self._zalo = zalo
        self._of: dict[int, ZaloApp] = {}
        self._owners: dict[str, int] = {}

    def add_zalo(self, user_id: int, *, code: str = "", first: bool = False) -> ZaloPhone:
        """Put Zalo on the phone of this person, who talks there to the platform's first bot."""
        if user_id in self._of:
            raise ValueError(f"the phone {user_id} has Zalo already")
        chat = self._world.chats[user_id]
        zalo_id = hashlib.sha256(f"zalo:{user_id}".encode()).hexdigest()[:20]
        phone = self._zalo.add_phone(zalo_id, chat.name, label=chat.label)
        self._of[user_id] = ZaloApp(phone, code, first, chat.waiting)
        self._owners[zalo_id] = user_id
        self._world.changed(user_id)
        return phone

    def zalo(self, user_id: int) -> ZaloPhone:
        """The Zalo of this person."""
        return self._of[user_id].phone

    def owner(self, zalo_id: str) -> int | None:
        """Who it is that Zalo's bot, or the Official Account, knows by this id."""
        return self._owners.get(zalo_id) or self.oa.owner(zalo_id)

    def says(self, body: Json) -> None:
        """A visitor types in somebody's Zalo. An invitation that is taken up there waits nowhere else."""
        user_id, text = int(body["phone"]), str(body["text"])
        app, chat = self._of[user_id], self._world.chats[user_id]
        if app.is_typed(text) and chat.waiting == app.link:
            chat.waiting = None
        app.phone.says(text)

    def view(self, chat: Chat) -> Json:
        """What the page is told of this phone's apps: nothing when there is only Telegram."""
        app, oa = self._of.get(chat.user_id), self.oa.view(chat)
        opens = OA if oa else "zalo" if app and app.first else "telegram"
        return {"opens": opens, "apps": ({"zalo": _zalo_view(app, chat)} if app else {}) | ({OA: oa} if oa else {})}

    def clear(self) -> None:
        """Forget everybody."""
        self._of.clear()
        self._owners.clear()
        self.oa.clear()


def _zalo_view(app: ZaloApp, chat: Chat) -> Json:
    messages = app.phone.messages
    taken_up = chat.waiting != app.link or any(app.is_typed(m.text) for m in messages if not m.from_bot)
    return {
        "bot": {"name": app.phone.bot.name},
        "code": "" if taken_up else app.code,
        "typing": round(TYPING_SECONDS * 1000) if app.phone.typing else 0,
        "messages": [_message_view(*one) for one in list(enumerate(messages, 1))[-SHOWN_MESSAGES:]],
    }


def _message_view(number: int, message: ZaloMessage) -> Json:
    """As the page knows messages; nothing here is ever changed, and all that can be pressed is an address."""
    text = message.text or message.caption or message.file_name or message.photo or message.voice or message.kind
    entities = recognised(FormattedText(text, [])).entities
    return {
        "id": number,
        "version": 0,
        "fromBot": message.from_bot,
        "date": milliseconds(message.date),
        "text": text,
        "entities": [entity for entity in entities if entity["type"] == "url"],
        "buttons": [],
        "file": None,
    }


def _bare(text: str) -> str:
    return re.sub(r"[\s\-–.]", "", text).upper()

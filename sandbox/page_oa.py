"""The Official Account on the phones of the page: for whoever has it, it is the other messenger."""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sandbox.entities import FormattedText, recognised
from sandbox.model import Chat, Json
from sandbox.page_view import SHOWN_MESSAGES, file_view
from sandbox.zalo_oa import OaMessage, OaPhone

if TYPE_CHECKING:
    from sandbox.world import World
    from sandbox.zalo_oa import OaPlatform

APP = "zalo-oa"  # as the page knows it


class OaApps:
    """Whose phone has it, by the person's id on Telegram."""

    def __init__(self, world: "World", oa: "OaPlatform") -> None:
        self._world = world
        self._oa = oa
        self._of: dict[int, OaPhone] = {}
        self._owners: dict[str, int] = {}
        self._files: WeakKeyDictionary[OaPhone, dict[str, Json]] = WeakKeyDictionary()

    def add(self, user_id: int) -> OaPhone:
        """Put it on the phone of this person."""
        if user_id in self._of:
            raise ValueError(f"the phone {user_id} has the account already")
        chat = self._world.chats[user_id]
        phone = self._oa.add_phone(chat.name, label=chat.label)
        self._of[user_id] = phone
        self._owners[phone.user_id] = user_id
        self._world.changed(user_id)
        return phone

    def phone(self, user_id: int) -> OaPhone:
        """This person's."""
        return self._of[user_id]

    def owner(self, oa_id: str) -> int | None:
        """Who it is that the account knows by this id."""
        return self._owners.get(oa_id)

    def says(self, body: Json) -> None:
        """A visitor types."""
        self._of[int(body["phone"])].says(str(body["text"]))

    def presses(self, body: Json) -> None:
        """A visitor presses a button that is there."""
        phone, data = self._of[int(body["phone"])], str(body["data"])
        if data not in {button.payload for message in phone.messages for button in message.buttons}:
            raise LookupError("there is no such button")
        phone.presses_payload(data)

    def view(self, chat: Chat) -> Json | None:
        """What the page is told of it; None: it is not on this phone."""
        phone = self._of.get(chat.user_id)
        if phone is None:
            return None
        messages = list(enumerate(phone.messages, 1))[-SHOWN_MESSAGES:]
        return {
            "bot": {"name": phone.account.name},
            "code": "",
            "typing": 0,
            "messages": [self._message(phone, *one) for one in messages],
        }

    def _message(self, phone: OaPhone, number: int, message: OaMessage) -> Json:
        """As the page knows messages: one button a line, as the app has them."""
        entities = recognised(FormattedText(message.text, [])).entities
        return {
            "id": number,
            "version": 0,
            "fromBot": message.from_bot,
            "date": round(message.date.timestamp() * 1000),
            "text": message.text,
            "entities": [entity for entity in entities if entity["type"] == "url"],
            "buttons": [[{"text": button.title, "data": button.payload}] for button in message.buttons],
            "file": self._file(phone, message),
        }

    def _file(self, phone: OaPhone, message: OaMessage) -> Json | None:
        if message.file is None:
            return None
        kept = self._files.setdefault(phone, {})
        if message.id not in kept:
            name, content = message.file.file_name, message.file.content
            image = name.endswith((".png", ".jpg"))
            files = self._world.files
            kept[message.id] = file_view(files.add_photo(content) if image else files.add_document(name, content))
        return kept[message.id]

    def clear(self) -> None:
        """Forget everybody."""
        self._of.clear()
        self._owners.clear()

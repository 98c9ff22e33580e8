"""What a person does with a phone on which the account is open, and what is seen on it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sandbox.model import Json, UploadedFile
from sandbox.zalo_oa.account import OaAccount
from sandbox.zalo_oa.model import OaMessage, milliseconds, new_message

if TYPE_CHECKING:
    from sandbox.zalo_oa.courier import OaCourier

FILES = "https://files.zalo.example"


class OaPhone:
    """One person's chat with the account, seen from the person's side."""

    def __init__(
        self,
        user_id: str,
        name: str,
        label: str,
        account: OaAccount,
        courier: "OaCourier",
        changed: Callable[[str], None],
    ) -> None:
        self.user_id = user_id
        self.name = name
        self.label = label
        self.account = account
        self.follows_now = False
        self._courier = courier
        self._changed = changed
        self._messages: list[OaMessage] = []

    @property
    def messages(self) -> list[OaMessage]:
        """What is seen, oldest first: what a hidden press sent is not."""
        return [message for message in self._messages if not message.hidden]

    @property
    def everything(self) -> list[OaMessage]:
        """The same with what presses sent."""
        return list(self._messages)

    @property
    def last(self) -> OaMessage:
        """The newest message from the account."""
        for message in reversed(self._messages):
            if message.from_bot:
                return message
        raise LookupError(f"the account has not written to {self.name}")

    @property
    def heard(self) -> list[str]:
        """The words that the account wrote."""
        return [message.text for message in self._messages if message.from_bot and message.text]

    def says(self, text: str) -> None:
        """Type and send."""
        if not text.strip():
            raise ValueError("nothing to send")
        self._sends("user_send_text", text=text)

    def presses(self, title: str, *, on: OaMessage | None = None) -> None:
        """Press the newest button of this title, or that of a message; it stays where it is."""
        for message in [on] if on else reversed(self._messages):
            for button in message.buttons:
                if button.title == title:
                    self.presses_payload(button.payload)
                    return
        raise LookupError(f"no button {title!r} on the phone of {self.name}")

    def presses_payload(self, payload: str) -> None:
        """What a press comes to: a text of the person, whom it is not shown to."""
        self._sends("user_send_text", text=payload, hidden=True)

    def sends_file(self, name: str) -> None:
        """Send a document."""
        url = f"{FILES}/{len(self._messages)}"
        attachment = {"type": "file", "payload": {"url": url, "name": name, "size": "12345", "type": "docx"}}
        self._sends(
            "user_send_file", file=UploadedFile(name, b"", "application/octet-stream"), attachments=[attachment]
        )

    def follows(self) -> None:
        """Follow the account, which counts as having to do with it."""
        self.follows_now = True
        self._follow("follow")
        self.account.interacted[self.user_id] = self.account.clock.now()

    def unfollows(self) -> None:
        """Turn away."""
        self.follows_now = False
        self._follow("unfollow")

    def shows(self, message: OaMessage) -> None:
        """It is on the screen, for good."""
        self._messages.append(message)
        self._changed(self.user_id)

    def _sends(self, event: str, *, attachments: list[Json] | None = None, **fields: Any) -> None:
        message = new_message(self.account.clock, from_bot=False, **fields)
        self.account.interacted[self.user_id] = message.date
        self.shows(message)
        told: Json = {"msg_id": message.id}
        if message.text:
            told = {"text": message.text, **told}
        if attachments:
            told["attachments"] = attachments
        self._courier.takes(self.account.event(event, self.user_id, message=told, timestamp=milliseconds(message.date)))

    def _follow(self, name: str) -> None:
        now = milliseconds(self.account.clock.now())
        event: Json = {
            "oa_id": self.account.oa_id,
            "follower": {"id": self.user_id},
            "user_id_by_app": "0",
            "event_name": name,
            "source": "oa_profile",
            "app_id": self.account.app_id,
            "timestamp": now,
        }
        self._courier.takes(event)

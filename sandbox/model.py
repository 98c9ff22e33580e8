"""What the sandbox is made of: answers, files, messages, chats."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sandbox.entities import Entity, to_html

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a Bot API request is answered with."""

    status: int
    body: Json


class ApiError(Exception):
    """A request the platform refuses; `description` is the text a bot gets to see."""

    def __init__(self, status: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def answer(self) -> Answer:
        """As a bot gets it."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return Answer(self.status, body | ({"parameters": self.parameters} if self.parameters else {}))


def bad_request(reason: str) -> ApiError:
    """The platform's commonest refusal."""
    return ApiError(400, f"Bad Request: {reason}")


class Described(NamedTuple):
    """A result which the platform accompanies with a sentence."""

    result: Any
    description: str


@dataclass(frozen=True)
class Refused:
    """One request that was answered with 4xx."""

    method: str
    params: Json
    description: str


@dataclass(frozen=True)
class UploadedFile:
    """A file part of a multipart request."""

    file_name: str
    content: bytes
    content_type: str = "application/octet-stream"


@dataclass(frozen=True)
class Request:
    """A call's parameters, as strings or already decoded, and its files."""

    params: Mapping[str, Any]
    files: Mapping[str, UploadedFile]


@dataclass(frozen=True)
class StoredFile:
    """A file somebody sent; bot and page fetch it by `path` and `file_id`."""

    file_id: str
    path: str
    name: str
    content: bytes
    mime: str
    size: tuple[int, int] | None  # width and height; None: a document

    @property
    def is_photo(self) -> bool:
        """Sent as a photo rather than as a document."""
        return self.size is not None

    def as_telegram(self) -> Any:
        """The `document` or `photo` field of a message."""
        common = {
            "file_id": self.file_id,
            "file_unique_id": f"u-{self.file_id}",
            "file_size": len(self.content),
        }
        if self.size is None:
            return common | {"file_name": self.name, "mime_type": self.mime}
        return [common | {"width": self.size[0], "height": self.size[1]}]


class ShownButton(NamedTuple):
    """An inline button. `data` is None when pressing it tells the bot nothing (a link, a disabled button)."""

    text: str
    data: str | None
    style: str | None


@dataclass
class ShownMessage:
    """A message of a chat, either direction. Edits change it in place."""

    id: int
    from_bot: bool
    date: datetime
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    markup: Json | None = None
    file: StoredFile | None = None
    reply_to: int | None = None
    edited: bool = False
    edit_date: datetime | None = None
    version: int = 0  # grows with each change, so that the page redraws only what changed
    author: Json | None = None  # who wrote it in a group, as a `User` object
    service: Json = field(default_factory=dict)  # the fields that make it a service message

    @property
    def html(self) -> str:
        """The text with its formatting, as Telegram's HTML."""
        return to_html(self.text, self.entities)

    @property
    def document(self) -> str | None:
        """The name of the file that came with it."""
        return self.file.name if self.file else None

    @property
    def buttons(self) -> list[list[ShownButton]]:
        """The rows of inline buttons."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return [[ShownButton(b["text"], b.get("callback_data"), b.get("style")) for b in row] for row in rows]


@dataclass(kw_only=True)
class Room:
    """What a `chat_id` can mean: messages, and whether the bot may write there."""

    messages: list[ShownMessage] = field(default_factory=list)
    typing_until: float = 0.0

    @property
    def id(self) -> int:
        """The `chat_id`."""
        raise NotImplementedError

    def as_telegram(self) -> Json:
        """The chat as a `Chat` object."""
        raise NotImplementedError

    def closed(self) -> ApiError | None:
        """Why the bot may not write here, if it may not."""
        raise NotImplementedError

    def scopes(self, person: "Chat | None") -> list[str]:
        """The scopes of commands that count here for this person, the most specific first."""
        raise NotImplementedError

    def find(self, message_id: int) -> ShownMessage | None:
        """The message with this id, unless it was deleted."""
        return next((m for m in reversed(self.messages) if m.id == message_id), None)


@dataclass
class Chat(Room):
    """A private chat of one person with the bot, and all the sandbox has of a person."""

    user_id: int
    name: str
    label: str = ""
    waiting: str | None = None  # a deep-link parameter that a press of Start will send
    started: bool = False
    blocked: bool = False
    notices: list[tuple[int, str, bool]] = field(default_factory=list)  # id, text, as an alert
    language: str = "vi"  # of the person's client
    deactivated: bool = False  # the account was deleted

    @property
    def id(self) -> int:
        """The person's id is the chat's."""
        return self.user_id

    def user(self) -> Json:
        """The person as a `User` object."""
        user: Json = {"id": self.user_id, "is_bot": False, "first_name": self.name}
        return user | ({"language_code": self.language} if self.language else {})

    def as_telegram(self) -> Json:
        """The chat as a `Chat` object."""
        return {"id": self.user_id, "type": "private", "first_name": self.name}

    def closed(self) -> ApiError | None:
        """Why the bot may not write here, if it may not."""
        if self.deactivated:
            return ApiError(403, "Forbidden: user is deactivated")
        if not self.started:
            return ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        if self.blocked:
            return ApiError(403, "Forbidden: bot was blocked by the user")
        return None

    def scopes(self, person: "Chat | None") -> list[str]:
        """The scopes of commands that count here, the most specific first."""
        return [f"chat:{self.user_id}", "all_private_chats", "default"]


def unix(moment: datetime) -> int:
    """Seconds since 1970, as the platform writes dates."""
    return int(moment.astimezone(UTC).timestamp())

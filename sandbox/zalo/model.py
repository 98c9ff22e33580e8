"""What the Zalo sandbox is made of: answers, refusals, messages, webhooks."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sandbox.clock import Clock
from sandbox.model import Json

Kind = Literal["text", "photo", "sticker", "voice", "unsupported"]


@dataclass(frozen=True)
class ZaloAnswer:
    """What a request is answered with. A string is an HTML page, which the gateway writes when it is in trouble."""

    status: int
    body: Json | str


@dataclass(frozen=True)
class ZaloRefused:
    """One request that was answered `ok: false` through the bot's own fault."""

    method: str
    params: Json
    error_code: int
    description: str


class ZaloError(Exception):
    """A request the platform answers `ok: false`, with HTTP status 200 all the same."""

    def __init__(self, code: int, description: str, *, blamed: bool = True, code_key: str = "error_code") -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.blamed = blamed  # whether a good bot would have avoided it
        self._code_key = code_key

    def answer(self) -> ZaloAnswer:
        """As a bot gets it."""
        return ZaloAnswer(200, {"ok": False, "description": self.description, self._code_key: self.code})


def bad_request(reason: str) -> ZaloError:
    """A parameter is wrong. The code is documented, the words behind it are not."""
    return ZaloError(400, f"Bad request: {reason}")


def unauthorized() -> ZaloError:
    """No bot has this token."""
    return ZaloError(401, "Unauthorized")


def quota_exceeded() -> ZaloError:
    """The month's messages are used up; there is no `retry_after`."""
    return ZaloError(429, "Quota exceeded", blamed=False)


def idle() -> ZaloError:
    """Nothing came while a poll waited: an everyday answer."""
    return ZaloError(408, "Request timeout", blamed=False)


@dataclass(frozen=True)
class ZaloMessage:
    """A message of a chat, either direction. The platform edits and deletes nothing, so neither does anything here."""

    id: str
    from_bot: bool
    date: datetime
    kind: Kind = "text"
    text: str = ""
    photo: str | None = None  # the picture's address
    caption: str = ""
    sticker: str | None = None
    voice: str | None = None  # the recording's address
    file_name: str | None = None  # of a document, which arrives as "unsupported"
    parse_mode: str | None = None
    text_styles: tuple[Json, ...] = ()
    bot_id: str = ""  # the bot it came from or went to


@dataclass(frozen=True)
class ZaloWebhook:
    """Where updates go."""

    url: str
    secret: str
    updated_at: int


def new_message(clock: Clock, **fields: Any) -> ZaloMessage:
    """A message of this moment with an id of its own: ids are not repeated even when everything else begins anew."""
    now = clock.now()
    date = now.replace(microsecond=now.microsecond // 1000 * 1000)
    return ZaloMessage(id=secrets.token_hex(10), date=date, **fields)


def milliseconds(moment: datetime) -> int:
    """Since 1970, as the platform writes dates."""
    return round(moment.timestamp() * 1000)

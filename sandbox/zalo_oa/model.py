"""What the sandbox of an Official Account is made of: requests, answers, refusals, messages."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.clock import Clock
from sandbox.model import Json, UploadedFile


@dataclass(frozen=True)
class OaRequest:
    """One request, however it came. `path` begins behind the host; `fields` are of a form, `body` is JSON."""

    path: str
    headers: dict[str, str]
    query: dict[str, str] = field(default_factory=dict)
    body: Json = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, UploadedFile] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """By its name in any case; "" without one."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")


@dataclass(frozen=True)
class OaAnswer:
    """What a request is answered with. A string is a page of the gateway."""

    status: int
    body: Json | str


@dataclass(frozen=True)
class OaRefused:
    """One request that was refused through the program's own fault."""

    path: str
    body: Any
    code: int
    message: str


class OaError(Exception):
    """A request that is refused, with HTTP status 200 all the same."""

    def __init__(self, code: int, message: str, *, blamed: bool = True) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.blamed = blamed  # whether a good program would have avoided it

    def answer(self) -> OaAnswer:
        """As the program gets it."""
        return OaAnswer(200, {"error": self.code, "message": self.message})


class OAuthError(OaError):
    """A refusal of the OAuth server, whose shape is another one."""

    def answer(self) -> OaAnswer:
        """There is no `message` in it."""
        body = {
            "error": self.code,
            "error_name": self.message,
            "error_reason": self.message,
            "error_description": f"{self.message} ({self.code})",
        }
        return OaAnswer(200, body)


@dataclass(frozen=True)
class OaButton:
    """A button; what it sends, where it does send something."""

    title: str
    payload: str


@dataclass(frozen=True)
class OaMessage:
    """A message of a chat, either direction. Nothing is ever changed or taken away.

    hidden: the person sent it by a press that their own phone does not show. template: the number of an approved one.
    """

    id: str
    from_bot: bool
    date: datetime
    text: str = ""
    buttons: tuple[OaButton, ...] = ()
    file: UploadedFile | None = None
    hidden: bool = False
    template: str = ""


def new_message(clock: Clock, **fields: Any) -> OaMessage:
    """A message of this moment with an id of its own."""
    now = clock.now()
    return OaMessage(id=secrets.token_hex(10), date=now.replace(microsecond=now.microsecond // 1000 * 1000), **fields)


def milliseconds(moment: datetime) -> str:
    """Since 1970, as a text: the platform writes all its numbers so."""
    return str(round(moment.timestamp() * 1000))

"""What a channel is to the rest of the program, and how a message may fail to leave."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from bot.real_time import real_time
from handlers.dialog.chat import Capabilities, Said
from storage.mailbox import Post, Received

# tells the administrators, by any other channel, what only a human can put right
Alarm = Callable[[str], Awaitable[None]]
# commits what came and returns what had not come before
Store = Callable[[Sequence[Received]], Awaitable[Sequence[Received]]]


class ChannelError(Exception):
    """Something went wrong between us and a platform. Its text never holds a secret."""


class CannotRunError(ChannelError):
    """The channel cannot work as it is set up: the operator has to act."""


class RetryError(ChannelError):
    """The message may go through later; `after` is the platform's own word in seconds, `everywhere` its scope, `begun`
    how many parts of a long message have arrived."""

    def __init__(self, text: str, after: float | None = None, *, everywhere: bool = False) -> None:
        super().__init__(text)
        self.after = after
        self.everywhere = everywhere
        self.begun = 0


class UnreachableError(ChannelError):
    """This chat takes no messages from us any more (blocked, deleted, never begun)."""


class MovedError(ChannelError):
    """The chat has another address from now on."""

    def __init__(self, text: str, address: str) -> None:
        super().__init__(text)
        self.address = address


class UncertainError(ChannelError):
    """Nobody knows whether the message arrived, and the platform has no way to ask: it is never sent again. `costs`: by
    which tariffs it left, if it did."""

    costs: tuple[str, ...] = ()


class UsedUpError(ChannelError):
    """The channel takes no more messages until its plan's month is over."""


class OutOfReachError(ChannelError):
    """The platform takes no such message for this person now: they have not written for too long, or do not want it.
    The chat itself is not shut: what they write comes in, and what is answered then goes out."""


class RejectedError(ChannelError):
    """The platform refuses this very message; sending it again is pointless."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that is there now: the platform's id of it, and when it was shown by the platform's own clock. `costs`:
    by which tariffs its parts left, where a platform has several."""

    id: str
    at: datetime | None = None
    costs: tuple[str, ...] = ()


class Pulse:
    """When a platform was last seen to be there (delivery's time); None: not yet."""

    __slots__ = ("at",)

    def __init__(self) -> None:
        self.at: datetime | None = None

    def beats(self) -> None:
        self.at = real_time()


class Channel(Protocol):
    """A platform. `polls`: it asks for updates all the time, so that its pulse tells whether that works."""

    name: str
    label: str  # for people
    capabilities: Capabilities
    pulse: Pulse

    @property
    def polls(self) -> bool: ...

    async def start(self) -> None:
        """Connect and ask who we are. Raises CannotRunError or RetryError."""

    async def poll(self, store: Store) -> None:
        """Receive until cancelled: screen, store, and only then acknowledge. Raises CannotRunError."""

    def read(self, payload: dict[str, Any], item: Received) -> Said:
        """A stored update as what a person did."""

    async def send(self, post: Post, target: Post | None) -> Sent | None:
        """Send, or change the message that `target` became. None: there was nothing to show here."""

    def invite_link(self, code: str) -> str:
        """How somebody invited gets in."""

    def group_link(self) -> str:
        """How the bot gets into a group; "" where it can't."""

    async def ping(self) -> None:
        """Ask whether the platform is there, which the pulse shows. Raises ChannelError."""

    async def close(self) -> None: ...


@runtime_checkable
class Alarming(Protocol):
    """A channel that can go on, but needs a human meanwhile: it says so by `alarm`, which the program sets."""

    alarm: Alarm

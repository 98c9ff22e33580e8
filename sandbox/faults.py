"""Things that go wrong between a bot and the platform, on demand: refusals, broken connections, slowness, outages."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from sandbox.model import Json

Sleep = Callable[[float], Awaitable[None]]


class Fault(StrEnum):
    """What can happen to one request."""

    TOO_MANY = "too_many"  # 429 with parameters.retry_after, no effect
    SERVER_ERROR = "server_error"  # 502 Bad Gateway, no effect
    GATEWAY_TIMEOUT = "gateway_timeout"  # the effect happened, the answer is 504
    DROPPED_BEFORE = "dropped_before"  # the connection closes, no effect
    DROPPED_AFTER = "dropped_after"  # the effect happened, the connection closes without an answer
    SLOW = "slow"  # the effect happened, the answer is held back


class Dropped(ConnectionError):
    """The connection closed without an answer."""


@dataclass(frozen=True)
class Injected:
    """One request that something was done to."""

    kind: Fault
    method: str
    params: Json


@dataclass
class Plan:
    """What shall happen to the next requests: to `method` only, or, when it is empty, to all but getUpdates."""

    kind: Fault
    method: str = ""
    times: int = 1
    retry_after: int = 1  # for TOO_MANY
    seconds: float = 10.0  # for SLOW

    def fits(self, method: str) -> bool:
        """Whether a request of this method (in small letters) is meant."""
        return method == self.method if self.method else method != "getupdates"


class Faults:
    """Decides what goes wrong. Nothing does until it is told so."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self.done: list[Injected] = []
        self.sleep = sleep  # how a slow answer waits; tests put their own here
        self.down = False
        self.on_outage: list[Callable[[bool], None]] = []  # called with every change
        self._plans: list[Plan] = []
        self._share: _Share | None = None

    def next(
        self, kind: Fault, *, method: str = "", times: int = 1, retry_after: int = 1, seconds: float = 10.0
    ) -> None:
        """The next `times` requests of this method (any but getUpdates, if empty) go wrong so; plans queue up."""
        self._plans.append(Plan(Fault(kind), method.lower(), times, retry_after, seconds))

    def share(self, seed: int, *, retry_after: int = 1, seconds: float = 1.0, **shares: float) -> None:
        """Each request goes wrong with these probabilities, keyed by the kinds' values: `too_many=0.1, slow=0.05`.

        Every chat (and getUpdates) has random numbers of its own, so that what happens to it does not depend on how
        the chats' requests come in between one another. getUpdates is never slowed down.
        """
        by_kind = {Fault(kind): share for kind, share in shares.items()}
        if sum(by_kind.values()) > 1:
            raise ValueError("the shares are more than the whole")
        self._share = _Share(seed, by_kind, retry_after, seconds)

    def outage(self, on: bool) -> None:
        """While on, no connection lives: requests are dropped, waiting polls too, and no webhook is called."""
        if on == self.down:
            return
        self.down = on
        for callback in list(self.on_outage):
            callback(on)

    def clear(self) -> None:
        """Everything works again; `done` is kept."""
        self.outage(False)
        self._plans.clear()
        self._share = None

    def take(self, method: str, chat: str) -> Plan | None:
        """What happens to this request, if anything. Each plan is used up by the requests it fits."""
        method = method.lower()
        for plan in self._plans:
            if plan.fits(method):
                plan.times -= 1
                if plan.times <= 0:
                    self._plans.remove(plan)
                return plan
        return self._share.draw(method, chat) if self._share else None


class _Share:
    def __init__(self, seed: int, shares: dict[Fault, float], retry_after: int, seconds: float) -> None:
        self._seed = seed
        self._shares = shares
        self._retry_after = retry_after
        self._seconds = seconds
        self._streams: dict[str, random.Random] = {}

    def draw(self, method: str, chat: str) -> Plan | None:
        stream = method if method == "getupdates" else chat
        if stream not in self._streams:
            self._streams[stream] = random.Random(f"{self._seed}:{stream}")  # noqa: S311 - repeatable on purpose
        number = self._streams[stream].random()
        for kind, share in self._shares.items():
            number -= share
            if number < 0:
                if kind is Fault.SLOW and method == "getupdates":
                    return None
                return Plan(kind, method, 1, self._retry_after, self._seconds)
        return None

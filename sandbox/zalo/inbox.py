"""What waits for getUpdates: one update per poll, told once, and kept only while somebody polls."""

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.model import Json

Gone = Callable[[], bool]


def never() -> bool:
    """A poller without a connection that could close."""
    return False


@dataclass(eq=False)
class _Poll:
    answer: asyncio.Future[Json | Exception | None]
    gone: Gone


class Inbox:
    """Hands each update to one poller, who has it then: there is no offset and no second time."""

    def __init__(self, monotonic: Callable[[], float], lose: Callable[[Json], None]) -> None:
        self.keeps_for = 60.0  # seconds after the last poll during which updates are kept
        self._monotonic = monotonic
        self._lose = lose
        self._updates: deque[Json] = deque()
        self._polls: list[_Poll] = []
        self._seen = -math.inf  # when somebody last polled

    def put(self, update: Json) -> None:
        """To whoever has waited longest; into the buffer while somebody is around; or nowhere."""
        while self._polls:
            poll = self._polls.pop(0)
            if poll.answer.done():
                continue
            poll.answer.set_result(None if poll.gone() else update)
            if poll.answer.result() is not None:
                return
        self._forget_if_alone()
        if self._is_watched():
            self._updates.append(update)
        else:
            self._lose(update)

    async def fetch(self, timeout: float, gone: Gone = never) -> Json | None:
        """The oldest update, at once or as soon as one comes; None after `timeout`. It is forgotten by that."""
        self._forget_if_alone()
        self._seen = self._monotonic()
        if self._updates:
            return self._updates.popleft()
        if timeout <= 0:
            return None
        poll = _Poll(asyncio.get_running_loop().create_future(), gone)
        self._polls.append(poll)
        try:
            await asyncio.wait([poll.answer], timeout=timeout)
        finally:
            if poll in self._polls:
                self._polls.remove(poll)
        if not gone():
            self._seen = self._monotonic()
        return _outcome(poll)

    def end_polls(self, error: Exception | None = None) -> None:
        """Let all who wait go, with nothing or with an error."""
        polls, self._polls = self._polls, []
        for poll in polls:
            if not poll.answer.done():
                poll.answer.set_result(error)

    def drop(self) -> None:
        """What waits is lost."""
        while self._updates:
            self._lose(self._updates.popleft())

    @property
    def polled(self) -> bool:
        """Whether somebody waits at this moment."""
        return any(not poll.gone() for poll in self._polls)

    def _is_watched(self) -> bool:
        return self._monotonic() - self._seen <= self.keeps_for

    def _forget_if_alone(self) -> None:
        if not self._is_watched():
            self.drop()


def _outcome(poll: _Poll) -> Json | None:
    outcome = poll.answer.result() if poll.answer.done() else None
    if isinstance(outcome, Exception):
        raise outcome
    return outcome

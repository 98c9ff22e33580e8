"""The queue of updates, which a bot fetches with getUpdates or gets delivered to its webhook."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.model import ApiError, Json

MESSAGE_LIFETIME = 24 * 3600.0
PRESS_LIFETIME = 150.0  # the official server drops a press nobody fetched after this long
MAX_TIMEOUT = 50
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
CONFLICT_SET = "Conflict: terminated by setWebhook request"
FIRST_ID = 500_000_001


@dataclass(eq=False)
class Waiting:
    """An update nobody has acknowledged, and how its delivery to a webhook went so far."""

    update: Json
    kind: str
    chat_id: int
    until: float
    fetched: bool = False
    fails: int = 0
    pause: float = 1.0
    due: float = 0.0

    @property
    def id(self) -> int:
        """The update's id."""
        return int(self.update["update_id"])


class HotPolls:
    """Polls with the same offset within seconds: the official server slows them down.

    Less than 3 s after the last one such a poll waits for at least 3 s if there is nothing, less than 0.5 s after it it
    gets one update only. Here they are always counted, but slowed only when `slow` is set, for tests poll all the time.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.slow = False
        self.count = 0
        self._monotonic = monotonic
        self._last: tuple[int, float] | None = None

    def adjusted(self, offset: int, limit: int, timeout: int) -> tuple[int, int]:
        """Limit and timeout that this poll gets."""
        now = self._monotonic()
        since = now - self._last[1] if self._last and self._last[0] == offset else float("inf")
        self._last = (offset, now)
        if since >= 3 or (timeout >= 3 and since >= 0.5):
            return limit, timeout
        self.count += 1
        if not self.slow:
            return limit, timeout
        return 1 if since < 0.5 else limit, max(timeout, 3)


class UpdateQueue:
    """Updates wait here until an offset acknowledges them, a webhook took them, or they grow too old."""

    def __init__(self, monotonic: Callable[[], float], tell: Callable[[str, int, str], None]) -> None:
        self.hot = HotPolls(monotonic)
        self.allowed: tuple[str, ...] = ()  # kinds the bot wants; empty: all
        self.on_news: list[Callable[[], None]] = []
        self._monotonic = monotonic
        self._tell = tell
        self._updates: dict[int, Waiting] = {}  # by id, which is their order
        self._next_id = FIRST_ID
        self._poll: asyncio.Future[Exception | None] | None = None

    def put(self, kind: str, payload: Json, chat_id: int = 0, text: str = "") -> None:
        """Queue an update of this kind, unless the bot does not want the kind; `text` is for who listens."""
        if self.allowed and kind not in self.allowed:
            return
        lifetime = PRESS_LIFETIME if kind == "callback_query" else MESSAGE_LIFETIME
        update: Json = {"update_id": self._next_id, kind: payload}
        self._updates[self._next_id] = Waiting(update, kind, chat_id, self._monotonic() + lifetime)
        self._next_id += 1
        self._tell("queued", chat_id, text or kind)
        self.news()

    def news(self) -> None:
        """There is something to fetch or to deliver."""
        self.end_poll()
        for callback in list(self.on_news):
            callback()

    def waiting(self) -> list[Waiting]:
        """What is not acknowledged yet and not too old, oldest first."""
        now = self._monotonic()
        for old in [one for one in self._updates.values() if one.until <= now]:
            del self._updates[old.id]
        return list(self._updates.values())

    def head(self, chat_id: int) -> Waiting | None:
        """The oldest of this chat."""
        now = self._monotonic()
        return next((one for one in self._updates.values() if one.chat_id == chat_id and one.until > now), None)

    def pending(self) -> list[Json]:
        """The same, as the bot gets it."""
        return [waiting.update for waiting in self.waiting()]

    def remove(self, taken: Waiting, how: str) -> None:
        """It arrived, or will never do so."""
        if self._updates.pop(taken.id, None):
            self._tell(how, taken.chat_id, f"{taken.kind} {taken.id}")

    def clear(self) -> None:
        """Forget everything that waits."""
        self._updates.clear()

    async def fetch(self, offset: int, limit: int, timeout: int, allowed: Any = None) -> list[Json]:
        """getUpdates: acknowledge below `offset`, answer at once or as soon as something comes."""
        self.wants(allowed)
        limit, timeout = self.hot.adjusted(offset, limit, timeout)
        self.end_poll(ApiError(409, CONFLICT))
        self._acknowledge(offset)
        batch = self._batch(limit)
        if batch or timeout <= 0:
            return batch
        if error := await self._wait(timeout):
            raise error
        return self._batch(limit)

    def wants(self, allowed: Any) -> None:
        """Set the kinds that are kept from now on; None changes nothing."""
        if isinstance(allowed, list):
            self.allowed = tuple(str(kind).lower() for kind in allowed)

    def close(self) -> None:
        """Let a waiting poll go with an empty answer."""
        self.end_poll()

    def end_poll(self, error: Exception | None = None) -> None:
        """Let a waiting poll look again, or end it with an error."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(error)
        self._poll = None

    def _batch(self, limit: int) -> list[Json]:
        batch = self.waiting()[:limit]
        for waiting in batch:
            if not waiting.fetched:
                waiting.fetched = True
                self._tell("fetched", waiting.chat_id, f"{waiting.kind} {waiting.id}")
        return [waiting.update for waiting in batch]

    def _acknowledge(self, offset: int) -> None:
        waiting = self.waiting()
        from_end = waiting[: max(0, len(waiting) + offset)]  # all but so many
        for one in from_end if offset < 0 else [one for one in waiting if one.id < offset]:
            self.remove(one, "acknowledged")

    async def _wait(self, timeout: int) -> Exception | None:
        poll: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(min(timeout, MAX_TIMEOUT)):
                return await poll
        except TimeoutError:
            return None
        finally:
            if self._poll is poll:
                self._poll = None

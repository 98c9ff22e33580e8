"""The queue of updates a bot fetches with getUpdates."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.model import ApiError, Json

MESSAGE_LIFETIME = 24 * 3600.0
PRESS_LIFETIME = 150.0  # the official server drops a press nobody fetched after this long
MAX_TIMEOUT = 50
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True)
class _Waiting:
    update: Json
    until: float


class UpdateQueue:
    """Updates wait here until an offset acknowledges them or they grow too old."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._updates: list[_Waiting] = []
        self._next_id = 500_000_001
        self._allowed: frozenset[str] = frozenset()  # empty: all
        self._poll: asyncio.Future[bool] | None = None

    def put(self, kind: str, payload: Json) -> None:
        """Queue an update of this kind, unless the bot does not want the kind."""
        if self._allowed and kind not in self._allowed:
            return
        lifetime = PRESS_LIFETIME if kind == "callback_query" else MESSAGE_LIFETIME
        update = {"update_id": self._next_id, kind: payload}
        self._next_id += 1
        self._updates.append(_Waiting(update, self._monotonic() + lifetime))
        self._end_poll(conflict=False)

    def pending(self) -> list[Json]:
        """What is not acknowledged yet and not too old, oldest first."""
        now = self._monotonic()
        self._updates = [waiting for waiting in self._updates if waiting.until > now]
        return [waiting.update for waiting in self._updates]

    def clear(self) -> None:
        """Forget everything that waits."""
        self._updates.clear()

    async def fetch(self, offset: int, limit: int, timeout: int, allowed: Any = None) -> list[Json]:
        """getUpdates: acknowledge below `offset`, answer at once or as soon as something comes."""
        if allowed is not None:
            self._allowed = frozenset(str(kind) for kind in allowed)
        self._end_poll(conflict=True)
        self._acknowledge(offset)
        batch = self.pending()[:limit]
        if batch or timeout <= 0:
            return batch
        if await self._wait(timeout):
            raise ApiError(409, CONFLICT)
        return self.pending()[:limit]

    def close(self) -> None:
        """Let a waiting poll go with an empty answer."""
        self._end_poll(conflict=False)

    def _acknowledge(self, offset: int) -> None:
        waiting = self.pending()
        if offset < 0:
            # counted from the end; the ones before are forgotten
            self._updates = self._updates[max(0, len(waiting) + offset) :]
        elif offset > 0:
            self._updates = [w for w in self._updates if w.update["update_id"] >= offset]

    async def _wait(self, timeout: int) -> bool:
        poll: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(min(timeout, MAX_TIMEOUT)):
                return await poll
        except TimeoutError:
            return False
        finally:
            if self._poll is poll:
                self._poll = None

    def _end_poll(self, *, conflict: bool) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(conflict)
        self._poll = None

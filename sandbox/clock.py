"""The sandbox's time of day: real time plus an offset which the page (or a test) moves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Movable wall clock. Time-outs of the platform itself never use it, they run on a monotonic clock."""

    def __init__(self) -> None:
        self.real: Callable[[], datetime] = lambda: datetime.now(UTC)  # what goes on by itself
        self.offset = timedelta()
        self._callbacks: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """The sandbox's time, aware, UTC."""
        return self.real() + self.offset

    def moves(self, by: timedelta) -> None:
        """Jump forward (or back, with a negative duration)."""
        self._set(self.offset + by)

    def sets(self, to: datetime) -> None:
        """Jump to a moment; from there the clock goes on running."""
        if to.tzinfo is None:
            raise ValueError("the clock needs an aware datetime")
        self._set(to - self.real())

    def resets(self) -> None:
        """Back to real time."""
        self._set(timedelta())

    def on_move(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each move."""
        self._callbacks.append(callback)

    def _set(self, offset: timedelta) -> None:
        self.offset = offset
        for callback in list(self._callbacks):
            callback()

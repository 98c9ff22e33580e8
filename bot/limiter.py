"""How fast messages may leave: so many at once and then one by one, per chat and overall.

The platform's limits: about one message a second a chat with short bursts tolerated, about 30 a second overall.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then `per_second`."""

    burst: int
    per_second: float


class _Bucket:
    def __init__(self, rate: Rate, now: float) -> None:
        self.tokens = float(rate.burst)
        self.at = now

    def level(self, rate: Rate, now: float) -> float:
        return min(rate.burst, self.tokens + max(0.0, now - self.at) * rate.per_second)


class Limiter:
    """Token buckets. `now` is a monotonic time in seconds."""

    def __init__(self, per_chat: Rate, overall: Rate) -> None:
        self._per_chat = per_chat
        self._overall = overall
        self._chats: dict[tuple[str, str], _Bucket] = {}
        self._all: _Bucket | None = None

    def wait(self, chat: tuple[str, str], now: float) -> float:
        """Seconds until a message to this chat may leave; 0 takes the place at once."""
        self._all = self._all or _Bucket(self._overall, now)
        bucket = self._chats.setdefault(chat, _Bucket(self._per_chat, now))
        pairs = ((self._all, self._overall), (bucket, self._per_chat))
        delay = max((1 - each.level(rate, now)) / rate.per_second for each, rate in pairs)
        if delay > 0:
            return delay
        for each, rate in pairs:
            each.tokens, each.at = each.level(rate, now) - 1, now
        return 0.0

    def room(self, now: float) -> int:
        """How many messages may leave now, to different chats."""
        return int(self._all.level(self._overall, now)) if self._all else self._overall.burst

    def overall_wait(self, now: float) -> float:
        """Seconds until any chat's message may leave."""
        if self._all is None:
            return 0.0
        return max(0.0, (1 - self._all.level(self._overall, now)) / self._overall.per_second)

    def forget_idle(self, now: float) -> None:
        """Drop the buckets of chats that are full again."""
        full = [c for c, bucket in self._chats.items() if bucket.level(self._per_chat, now) >= self._per_chat.burst]
        for chat in full:
            del self._chats[chat]

"""How fast a bot may send, and whether it keeps to the pauses it was told to make.

Telegram publishes advice, not limits: about a message per second and chat with bursts tolerated, 20 per minute and
group, 30 per second overall. Edits count like messages; answers to presses and chat actions do not.
"""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.model import ApiError, Json, Refused

BURST = 20  # so many messages at once does a private chat take; each second gives one back
PER_GROUP, GROUP_SECONDS = 20, 60.0
OVERALL, OVERALL_SECONDS = 30, 1.0
ROUNDING = 1e-6  # of sums of seconds


class TooManyError(ApiError):
    """429; `chat` is set when only this chat's limit was passed."""

    def __init__(self, retry_after: int, chat: str = "") -> None:
        super().__init__(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
        self.retry_after = retry_after
        self.chat = chat


def is_paced(method: str) -> bool:
    """Methods (in small letters) that put something in front of people."""
    return method.startswith(("send", "edit")) and method != "sendchataction"


class Pauses:
    """Remembers who was told to wait, and notes what came all the same (`too_early`).

    It does not refuse by itself: a bot that does not wait shall fail its test, not hang in it.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.too_early: list[Refused] = []
        # over real sockets a request may have been under way when the 429 was answered: that long nobody is blamed
        self.grace = 0.0
        self._monotonic = monotonic
        self._until: dict[str, tuple[float, float]] = {}  # chat, or "" for all -> begin and end of the pause

    def begin(self, method: str, error: TooManyError) -> None:
        """Somebody was told to wait. Polling and answers to presses have their own pace and hold up no messages."""
        if method.lower() in {"getupdates", "answercallbackquery"}:
            return
        now = self._monotonic()
        begin, end = self._until.get(error.chat, (now, now))
        self._until[error.chat] = (begin if end > now else now, max(end, now + error.retry_after))

    def watch(self, method: str, params: Json) -> None:
        """A request has come."""
        now = self._monotonic()
        for key in ("", str(params.get("chat_id", ""))):
            begin, end = self._until.get(key, (0.0, 0.0))
            if is_paced(method.lower()) and begin + self.grace <= now < end:
                text = f"{end - now:.3f} s too early"
                self.too_early.append(Refused(method, dict(params), text))
                return

    def clear(self) -> None:
        """Nobody has to wait."""
        self._until.clear()
        self.too_early.clear()


@dataclass
class _Bucket:
    tokens: float
    at: float


@dataclass
class RateLimits:
    """The limits; they hold only while `on`."""

    monotonic: Callable[[], float]
    on: bool = False
    too_fast: list[Refused] = field(default_factory=list)
    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _groups: dict[str, deque[float]] = field(default_factory=dict)
    _all: deque[float] = field(default_factory=deque)
    _webhook_set_at: float = -math.inf

    def check(self, method: str, params: Json) -> None:
        """Let one request pass, or raise TooManyError; a refused one does not count."""
        if not self.on:
            return
        now = self.monotonic()
        if method == "setwebhook":
            self._check_webhook(now)
        if not is_paced(method):
            return
        chat = str(params.get("chat_id", ""))
        is_group = chat.startswith("-")
        window = self._groups.setdefault(chat, deque()) if is_group else None
        bucket = None if is_group else self._bucket(chat, now)
        wait = _wait(window, PER_GROUP, GROUP_SECONDS, now) if window is not None else 0.0
        if bucket is not None:
            wait = 1 - bucket.tokens
        if wait > ROUNDING:
            raise TooManyError(math.ceil(wait), chat)
        if (wait := _wait(self._all, OVERALL, OVERALL_SECONDS, now)) > ROUNDING:
            raise TooManyError(math.ceil(wait))
        self._all.append(now)
        if window is not None:
            window.append(now)
        if bucket is not None:
            bucket.tokens -= 1

    def clear(self) -> None:
        """Forget what was sent."""
        self.too_fast.clear()
        self._buckets.clear()
        self._groups.clear()
        self._all.clear()
        self._webhook_set_at = -math.inf

    def _bucket(self, chat: str, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(chat, _Bucket(BURST, now))
        bucket.tokens = min(BURST, bucket.tokens + now - bucket.at)
        bucket.at = now
        return bucket

    def _check_webhook(self, now: float) -> None:
        """The official server takes one setWebhook a second."""
        if now < self._webhook_set_at + 1:
            raise TooManyError(1)
        self._webhook_set_at = now


def _wait(times: deque[float], most: int, seconds: float, now: float) -> float:
    """How long until one more fits in the window."""
    while times and times[0] <= now - seconds + ROUNDING:
        times.popleft()
    return times[0] + seconds - now if len(times) >= most else 0.0

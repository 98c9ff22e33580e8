"""A bot as the platform knows it: its account, its limits, its way to get updates, and the switches of a test."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from sandbox.clock import Clock
from sandbox.model import Json
from sandbox.zalo.inbox import Inbox
from sandbox.zalo.model import ZaloWebhook, quota_exceeded

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(eq=False)
class Parcel:
    """An update on its way to the webhook, and how that went so far."""

    update: Json
    chat_id: str
    fails: int = 0
    due: float = 0.0


class Switches:
    """How the platform treats this bot where its documentation is silent or contradicts what people saw."""

    def __init__(self) -> None:
        self.body_mode: Literal["flat", "wrapped"] = "flat"  # of webhooks: as seen, or as documented
        self.image_key: Literal["photo", "photo_url"] = "photo"  # as documented, or as seen
        self.counts_inbound = True  # whether what people write uses up the quota too
        self.strict_polling = False  # getUpdates beside a webhook: an error rather than silence
        self.retries = False  # whether a webhook that failed is called again
        self.duplicates = 0  # so many more times does each webhook come
        self.shuffles = False  # webhooks that wait come newest first
        self.echoes = False  # the bot is told what it wrote itself
        self.allow_http = False  # webhooks at http://127.0.0.1
        self.shows_verification = True  # whether setWebhook tells how its probe went


class ZaloBot(Switches):
    """One bot. Its account, switches and limits outlive `ZaloPlatform.clear`."""

    def __init__(
        self, token: str, name: str, clock: Clock, monotonic: Callable[[], float], max_users: int, monthly: int
    ) -> None:
        super().__init__()
        digest = hashlib.sha256(token.encode()).hexdigest()
        self.token = token
        self.name = name
        self.id = f"1{int(digest, 16) % 10**18:018d}"
        self.account_name = f"bot.{digest[:9]}"
        self.max_users = max_users
        self.monthly = monthly
        self.webhook: ZaloWebhook | None = None
        self.users: set[str] = set()  # who wrote and was let in
        self.lost: list[Json] = []  # updates that nobody will get any more
        self.parcels: list[Parcel] = []
        self.inbox = Inbox(monotonic, self.lost.append)
        self.on_parcel: Callable[[], None] | None = None
        self.webhook_tests: Counter[date] = Counter()
        self._clock = clock
        self._used: Counter[tuple[int, int]] = Counter()  # by year and month

    @property
    def keeps_for(self) -> float:
        """Updates are kept for getUpdates only if somebody polled within so many seconds; `math.inf`: always."""
        return self.inbox.keeps_for

    @keeps_for.setter
    def keeps_for(self, seconds: float) -> None:
        self.inbox.keeps_for = seconds

    @property
    def quota_used(self) -> int:
        """Messages of this calendar month in Việt Nam."""
        return self._used[self._month()]

    def counts(self) -> None:
        """One message more."""
        self._used[self._month()] += 1

    def needs_quota(self) -> None:
        """Refuse to send when the month's messages are used up."""
        if self.quota_used >= self.monthly:
            raise quota_exceeded()

    def admits(self, user_id: str) -> bool:
        """Whether this person's messages reach the bot; those who come too late are never heard."""
        if user_id not in self.users and len(self.users) < self.max_users:
            self.users.add(user_id)
        return user_id in self.users

    def receives(self, update: Json, chat_id: str) -> None:
        """By webhook when one is set, else by getUpdates."""
        if self.webhook is None:
            self.inbox.put(update)
            return
        self.parcels += [Parcel(update, chat_id) for _ in range(1 + self.duplicates)]
        if self.on_parcel:
            self.on_parcel()

    def today(self) -> date:
        """In Việt Nam."""
        return self._clock.now().astimezone(ZONE).date()

    def sets_webhook(self, webhook: ZaloWebhook | None) -> None:
        """Change the way of updates; what waits on the old one is lost."""
        self.inbox.drop()
        self.lost += [parcel.update for parcel in self.parcels]
        self.parcels.clear()
        self.webhook = webhook

    def clear(self) -> None:
        """Forget people, webhook and quota."""
        self.sets_webhook(None)
        self.users.clear()
        self.lost.clear()
        self.webhook_tests.clear()
        self._used.clear()

    def _month(self) -> tuple[int, int]:
        today = self.today()
        return today.year, today.month

"""How many messages of a plan's month are used: counted in both directions, kept in the database, told in time.

A free plan of Zalo ends at 3,000 a month. From 95 % on only what must arrive leaves: decisions and last reminders.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.channels.base import Channel
from storage import office
from storage.engine import Connection

WARN, SPARE = 0.8, 0.95  # of the month
Warn = Callable[[Connection, str, int, int], Awaitable[None]]  # channel, used, monthly


def _bill(channel: str, tariff: str, month: str) -> str:
    return f"sent:{channel}:{tariff}:{month}"


async def bill(tx: Connection, channel: str, tariffs: Sequence[str], month: str) -> dict[str, int]:
    """How many messages left in a month ("2026-11"), by tariff."""
    counted = await office.counts(tx, *(_bill(channel, tariff, month) for tariff in tariffs))
    return dict(zip(tariffs, counted, strict=True))


class Meter:
    """Of all channels; one without a limit costs nothing."""

    def __init__(
        self, channels: Mapping[str, Channel], clock: Callable[[], datetime], zone: ZoneInfo, warn: Warn
    ) -> None:
        self._channels = channels
        self._clock = clock
        self._zone = zone
        self._warn = warn

    def monthly(self, channel: str) -> int:
        """0: no limit."""
        known = self._channels.get(channel)
        return known.capabilities.monthly if known else 0

    def _name(self, channel: str) -> str:
        return f"messages:{channel}:{self._clock().astimezone(self._zone):%Y-%m}"

    async def used(self, tx: Connection, channel: str) -> int:
        """This month's messages, both directions."""
        return await office.count(tx, self._name(channel))

    async def add(self, tx: Connection, channel: str, messages: int) -> None:
        """Count them; who has to know is told when the month is nearly used up, once for each mark."""
        monthly = self.monthly(channel)
        if not monthly or not messages:
            return
        now = await office.add(tx, self._name(channel), messages)
        if any(now - messages < mark * monthly <= now for mark in (WARN, SPARE)):
            await self._warn(tx, channel, now, monthly)

    async def spent(self, tx: Connection, channel: str, costs: Sequence[str]) -> None:
        """Messages that left by these tariffs, one for each: what an account's bill of the month is made of."""
        month = f"{self._clock().astimezone(self._zone):%Y-%m}"
        for tariff in set(costs):
            await office.add(tx, _bill(channel, tariff, month), costs.count(tariff))

    async def spares(self, tx: Connection, channel: str) -> bool:
        """Whether only what must arrive may leave."""
        monthly = self.monthly(channel)
        return bool(monthly) and await self.used(tx, channel) >= SPARE * monthly

    async def is_empty(self, tx: Connection, channel: str) -> bool:
        """Whether the plan takes nothing more this month."""
        monthly = self.monthly(channel)
        return bool(monthly) and await self.used(tx, channel) >= monthly

    async def refused(self, tx: Connection, channel: str) -> bool:
        """The platform says that the month is used up; whether to believe it. Nowhere is it written that the same
        answer does not also mean "too fast", so the first one of a month only makes us wait."""
        if await office.bump(tx, f"refused:{self._name(channel)}") < 2 and not await self.spares(tx, channel):
            return False
        await self._used_up(tx, channel)
        return True

    async def _used_up(self, tx: Connection, channel: str) -> None:
        monthly = self.monthly(channel)
        await self.add(tx, channel, max(0, monthly - await self.used(tx, channel)))

"""What can be read off a sandbox and turned on it, beside its people and groups."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sandbox.courier import Courier
from sandbox.faults import Faults
from sandbox.limits import Pauses
from sandbox.model import Refused
from sandbox.net import Transport
from sandbox.telegram_api import TelegramApi
from sandbox.world import World


class Controls:
    """The judge's findings, the platform's limits and features, the way to webhooks, the clock."""

    world: World
    faults: Faults
    _api: TelegramApi
    _courier: Courier

    @property
    def refused(self) -> list[Refused]:
        """Every request answered with 4xx, but for what `faults` did and what came too fast."""
        return self._api.refused

    @property
    def too_fast(self) -> list[Refused]:
        """What the rate limits answered with 429."""
        return self._api.limits.too_fast

    @property
    def too_early(self) -> list[Refused]:
        """What was sent or edited before the pause was over that an earlier 429 asked for."""
        return self._api.pauses.too_early

    @property
    def pauses(self) -> Pauses:
        """Who was told to wait; `pauses.grace` forgives what was under way."""
        return self._api.pauses

    @property
    def rate_limits(self) -> bool:
        """Whether sending too fast is answered with 429."""
        return self._api.limits.on

    @rate_limits.setter
    def rate_limits(self, on: bool) -> None:
        self._api.limits.on = on

    @property
    def features(self) -> set[str]:
        """What this server can do; discard "style", "disabled" or "date_time" to make it an older one."""
        return self.world.features

    @property
    def hot_polls(self) -> int:
        """How many polls came with the same offset within 3 seconds; they are slowed only with `slow_polls`."""
        return self.world.updates.hot.count

    @property
    def slow_polls(self) -> bool:
        """Whether hot polls are slowed down and cut short, as the official server does it."""
        return self.world.updates.hot.slow

    @slow_polls.setter
    def slow_polls(self, on: bool) -> None:
        self.world.updates.hot.slow = on

    @property
    def reroutes(self) -> dict[str, str]:
        """Public https prefix -> local http prefix, for webhooks: plays DNS and the reverse proxy."""
        return self.world.net.reroutes

    @property
    def webhook_transport(self) -> Transport | None:
        """What posts to the webhook in place of sockets: url, headers, body -> status, body."""
        return self.world.net.transport

    @webhook_transport.setter
    def webhook_transport(self, transport: Transport | None) -> None:
        self.world.net.transport = transport

    async def deliver(self) -> int:
        """Bring to the webhook what can be brought now, each failure once; how many updates arrived."""
        return await self._courier.deliver()

    @property
    def pending_updates(self) -> int:
        """Updates not yet acknowledged by an offset."""
        return len(self.world.updates.pending())

    def now(self) -> datetime:
        """The sandbox's time: real time plus the page's offset, aware, UTC."""
        return self.world.clock.now()

    def moves_clock(self, by: timedelta) -> None:
        """Move the sandbox's time."""
        self.world.clock.moves(by)

    def sets_clock(self, to: datetime) -> None:
        """Set the sandbox's time (aware)."""
        self.world.clock.sets(to)

    def resets_clock(self) -> None:
        """Back to real time."""
        self.world.clock.resets()

    def on_clock(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each move of the clock."""
        self.world.clock.on_move(callback)

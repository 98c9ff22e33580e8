"""The Zalo sandbox as others use it: bots, phones, faults, and the Bot API without sockets."""

import asyncio
import time
from collections.abc import Callable

from sandbox.clock import Clock
from sandbox.faults import Dropped, Fault, Faults, Injected, Plan, Sleep
from sandbox.model import Json
from sandbox.net import PublicNet, Transport
from sandbox.zalo.api import ZaloApi
from sandbox.zalo.bot import ZaloBot
from sandbox.zalo.courier import Courier
from sandbox.zalo.inbox import Gone, never
from sandbox.zalo.model import ZaloAnswer, ZaloRefused, quota_exceeded
from sandbox.zalo.phone import ZaloGroup, ZaloPhone
from sandbox.zalo.world import Fetch, ZaloWorld


class ZaloPlatform:
    """Plays the Zalo Bot Platform for any number of bots."""

    def __init__(
        self, clock: Clock, *, monotonic: Callable[[], float] = time.monotonic, sleep: Sleep = asyncio.sleep
    ) -> None:
        self.faults = Faults(sleep)
        self.watchers: list[Callable[[str], None]] = []  # called with the id of a phone on which something changed
        self._world = ZaloWorld(clock, monotonic)
        self._api = ZaloApi(self._world)
        self._courier = Courier(self._world, lambda: self.faults.down)
        self._delivery: asyncio.Task[None] | None = None
        self.faults.on_outage.append(self._outage)

    @property
    def bots(self) -> list[ZaloBot]:
        """All bots in the order they were added."""
        return list(self._world.bots)

    @property
    def phones(self) -> list[ZaloPhone]:
        """All phones in the order they were added."""
        return list(self._world.phones)

    @property
    def groups(self) -> list[ZaloGroup]:
        """All groups in the order they were added."""
        return list(self._world.groups)

    @property
    def refused(self) -> list[ZaloRefused]:
        """Every request answered `ok: false`, but for idle polls, a used-up quota, and what `faults` did."""
        return self._api.refused

    @property
    def net(self) -> PublicNet:
        """The way to the bots' servers: `reroutes` and `transport`."""
        return self._world.net

    @property
    def reroutes(self) -> dict[str, str]:
        """Public https prefix -> local http prefix, for webhooks."""
        return self.net.reroutes

    @property
    def webhook_transport(self) -> Transport | None:
        """What posts to webhooks in place of sockets: url, headers, body -> status, body."""
        return self.net.transport

    @webhook_transport.setter
    def webhook_transport(self, transport: Transport | None) -> None:
        self.net.transport = transport

    @property
    def fetch(self) -> Fetch | None:
        """Gets the address of every photo sent and tells the HTTP status; None, as at first: nobody looks."""
        return self._world.fetch

    @fetch.setter
    def fetch(self, fetch: Fetch | None) -> None:
        self._world.fetch = fetch

    def add_bot(self, token: str, name: str, *, max_users: int = 50, monthly: int = 3000) -> ZaloBot:
        """A bot with the limits of the free plan."""
        if self._world.bot(token):
            raise ValueError("there is a bot with this token already")
        bot = ZaloBot(token, name, self._world.clock, self._world.monotonic, max_users, monthly)
        bot.on_parcel = self._courier.news
        self._world.bots.append(bot)
        return bot

    def add_phone(self, user_id: str, name: str, *, bot: ZaloBot | None = None, label: str = "") -> ZaloPhone:
        """Put a phone on the table, whose person talks to this bot (the first); `user_id` is how that bot knows it."""
        if any(user_id in phone.ids.values() for phone in self._world.phones):
            raise ValueError(f"there is a phone {user_id} already")
        if bot is None and not self._world.bots:
            raise ValueError("there is no bot to talk to")
        world = self._world
        phone = ZaloPhone(user_id, name, label, bot or world.bots[0], world.clock, world.monotonic, self._changed)
        world.phones.append(phone)
        self._changed(user_id)
        return phone

    def phone(self, user_id: str) -> ZaloPhone:
        """The phone of the person any bot knows by this id."""
        for phone in self._world.phones:
            if user_id in phone.ids.values():
                return phone
        raise LookupError(f"no phone has the id {user_id}")

    def add_group(self, group_id: str, *, bot: ZaloBot | None = None) -> ZaloGroup:
        """A group with this bot (the first) in it."""
        group = ZaloGroup(group_id, bot or self._world.bots[0])
        self._world.groups.append(group)
        return group

    async def call(self, token: str, method: str, params: Json, *, gone: Gone = never) -> ZaloAnswer:
        """One request, without sockets. Raises Dropped when `faults` cut the connection.

        A poll that is `gone` when an update comes does not take it.
        """
        plan = self._takes(method, params)
        match plan.kind if plan else None:
            case Fault.TOO_MANY:
                return quota_exceeded().answer()
            case Fault.SERVER_ERROR:
                return _page(502, "Bad Gateway")
            case Fault.DROPPED_BEFORE:
                raise Dropped("the request was lost")
        answer = await self._api.call(token, method, params, gone)
        match plan.kind if plan else None:
            case Fault.DROPPED_AFTER:
                raise Dropped("the answer was lost")
            case Fault.GATEWAY_TIMEOUT:
                return _page(504, "Gateway Time-out")
        if plan:
            await self.faults.sleep(plan.seconds)
        return answer

    def unreadable(self, token: str, method: str) -> ZaloAnswer:
        """The answer to a request whose body cannot be read; raises Dropped during an outage."""
        if self.faults.down:
            raise Dropped("the platform is down")
        return self._api.unreadable(token, method)

    async def deliver(self) -> int:
        """Try once everything that waits for webhooks; how many requests were answered well."""
        return await self._courier.deliver()

    def clear(self) -> None:
        """Begin afresh: no phones, messages, webhooks, quota used or faults. Bots and their switches stay."""
        self.faults.clear()
        self.faults.done.clear()
        self._api.refused.clear()
        self._world.clear()

    async def start(self) -> None:
        """Deliver to webhooks from now on."""
        self._delivery = asyncio.create_task(self._courier.run())

    async def close(self) -> None:
        """Stop delivering; waiting polls are let go."""
        for bot in self._world.bots:
            bot.inbox.end_polls()
        if self._delivery:
            self._delivery.cancel()
            await asyncio.gather(self._delivery, return_exceptions=True)
            self._delivery = None
        await self.net.close()

    def _takes(self, method: str, params: Json) -> Plan | None:
        """What goes wrong with this request."""
        if self.faults.down:
            plan: Plan | None = Plan(Fault.DROPPED_BEFORE)
        else:
            plan = self.faults.take(method, str(params.get("chat_id", "")))
        if plan:
            self.faults.done.append(Injected(plan.kind, method, dict(params)))
        return plan

    def _changed(self, user_id: str) -> None:
        for watcher in list(self.watchers):
            watcher(user_id)

    def _outage(self, on: bool) -> None:
        if on:
            for bot in self._world.bots:
                bot.inbox.end_polls(Dropped("the platform is down"))
        else:
            self._courier.news()


def _page(status: int, reason: str) -> ZaloAnswer:
    """What a gateway shows when what is behind it does not answer."""
    title = f"{status} {reason}"
    return ZaloAnswer(
        status,
        f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n"
        "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
    )

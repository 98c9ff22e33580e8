"""Brings updates to webhooks: those of one chat one after the other, chats in parallel.

One that fails is lost, as far as anybody knows; with the bot's switch `retries` it is tried again: at once, then after
2, 4, 8 ... seconds.
"""

import asyncio
import json
import logging
from collections.abc import Callable

from sandbox.model import Json
from sandbox.zalo.bot import Parcel, ZaloBot
from sandbox.zalo.webhook import headers
from sandbox.zalo.world import ZaloWorld

log = logging.getLogger(__name__)

MOST_TRIES = 8

Chat = tuple[ZaloBot, str]


class Courier:
    """Delivers what waits while a webhook is set."""

    def __init__(self, world: ZaloWorld, is_down: Callable[[], bool]) -> None:
        self._world = world
        self._is_down = is_down
        self._busy: set[Chat] = set()  # chats with a delivery under way
        self._news = asyncio.Event()

    def news(self) -> None:
        """There may be something to deliver."""
        self._news.set()

    async def deliver(self) -> int:
        """One pass: everything that waits is tried once; how many requests were answered well."""
        arrived, tried = 0, set[Parcel]()
        while batches := self._ready(tried):
            tried.update(parcel for batch in batches.values() for parcel in batch)
            self._busy.update(batches)  # before the first step, so that nobody else begins the same
            arrived += sum(await asyncio.gather(*(self._work(chat, batch) for chat, batch in batches.items())))
        return arrived

    async def run(self) -> None:
        """Deliver for ever."""
        tasks: set[asyncio.Task[int]] = set()
        try:
            while True:
                self._news.clear()
                for chat, batch in self._ready(set()).items():
                    self._busy.add(chat)
                    task = asyncio.create_task(self._work(chat, batch))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
                    task.add_done_callback(self._ended)
                await self._rest()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[int]) -> None:
        if not task.cancelled() and (error := task.exception()):
            log.error("a delivery ended badly", exc_info=error)
        self._news.set()

    async def _rest(self) -> None:
        """Until there is something to do: news, the end of a delivery or of an outage, or of a pause."""
        now = self._world.monotonic()
        later = [parcel.due for bot in self._world.bots for parcel in bot.parcels if parcel.due > now]
        try:
            async with asyncio.timeout(min(later) - now if later else None):
                await self._news.wait()
        except TimeoutError:
            return

    def _ready(self, tried: set[Parcel]) -> dict[Chat, list[Parcel]]:
        """What can go out now, by chat."""
        batches: dict[Chat, list[Parcel]] = {}
        if self._is_down():
            return batches
        now = self._world.monotonic()
        for bot in self._world.bots:
            for parcel in reversed(bot.parcels) if bot.shuffles else bot.parcels:
                chat = (bot, parcel.chat_id)
                if parcel.due <= now and parcel not in tried and chat not in self._busy:
                    batches.setdefault(chat, []).append(parcel)
        return batches

    async def _work(self, chat: Chat, batch: list[Parcel]) -> int:
        """The chat is marked as busy already."""
        try:
            return sum([await self._bring(chat[0], parcel) for parcel in batch])
        finally:
            self._busy.discard(chat)

    async def _bring(self, bot: ZaloBot, parcel: Parcel) -> bool:
        webhook = bot.webhook
        if webhook is None or parcel not in bot.parcels or self._is_down():
            return False  # the webhook was changed meanwhile, or it waits for the end of the outage
        try:
            body = json.dumps(_body(bot, parcel.update), ensure_ascii=False).encode()
            status, _ = await self._world.net.post(webhook.url, headers(webhook), body)
            arrived = 200 <= status < 300
        except (OSError, TimeoutError) as error:
            log.info("an update was not delivered: %s", error)
            arrived = False
        if parcel in bot.parcels:
            self._put_away(bot, parcel, arrived)
        return arrived

    def _put_away(self, bot: ZaloBot, parcel: Parcel, arrived: bool) -> None:
        parcel.fails += not arrived
        if not arrived and bot.retries and parcel.fails < MOST_TRIES:
            parcel.due = self._world.monotonic() + (2.0 ** (parcel.fails - 1) if parcel.fails > 1 else 0.0)
            return
        bot.parcels.remove(parcel)
        if not arrived:
            bot.lost.append(parcel.update)


def _body(bot: ZaloBot, update: Json) -> Json:
    """One update, bare or in an envelope like an answer's."""
    return {"ok": True, "result": update} if bot.body_mode == "wrapped" else update

"""Brings updates to the webhook: one chat's in order and one at a time, chats in parallel, failures again and again.

The pauses are the official server's: at once, then 2, 4, 8 ... 60 seconds, until the update is too old. The official
server keeps the kinds of updates of a chat apart; here a chat is one queue.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from sandbox.model import Answer, Json, unix
from sandbox.net import Webhook
from sandbox.updates import Waiting
from sandbox.world import World

log = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
# what the official server does not do for a webhook's answer, beside everything that begins with "get"
NOT_IN_ANSWERS = {"setwebhook", "deletewebhook", "close", "logout"}

Execute = Callable[[str, Json], Awaitable[Answer]]


class Courier:
    """Delivers what waits in the queue while a webhook is set."""

    def __init__(self, world: World, is_down: Callable[[], bool], execute: Execute) -> None:
        self._world = world
        self._is_down = is_down
        self._execute = execute
        self._busy: set[int] = set()  # chats with a delivery under way
        self._news = asyncio.Event()
        world.updates.on_news.append(self._news.set)

    async def deliver(self) -> int:
        """One pass of everything that can be delivered now; how many updates arrived."""
        delivered, tried = 0, set[int]()
        while chats := [chat for chat in self._ready(self._world.monotonic()) if chat not in tried]:
            tried.update(chats)
            self._busy.update(chats)  # before the first step, so that nobody else begins the same
            webhook = self._world.webhook
            gate = asyncio.Semaphore(webhook.connections if webhook else 1)
            delivered += sum(await asyncio.gather(*(self._work(chat, gate) for chat in chats)))
        return delivered

    async def run(self) -> None:
        """Deliver for ever."""
        tasks: set[asyncio.Task[int]] = set()
        try:
            while True:
                self._news.clear()
                now, webhook = self._world.monotonic(), self._world.webhook
                room = (webhook.connections if webhook else 0) - len(tasks)
                for chat in self._ready(now)[: max(0, room)]:
                    self._busy.add(chat)
                    task = asyncio.create_task(self._work(chat, asyncio.Semaphore()))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
                    task.add_done_callback(self._ended)
                await self._rest(now)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[int]) -> None:
        if not task.cancelled() and (error := task.exception()):
            log.error("a delivery ended badly", exc_info=error)
        self._news.set()

    async def _rest(self, now: float) -> None:
        """Until there is something to do: news, the end of a delivery or of an outage, or of a pause."""
        later = [head.due for head in self._heads() if head.due > now and head.chat_id not in self._busy]
        try:
            async with asyncio.timeout(min(later) - now if later else None):
                await self._news.wait()
        except TimeoutError:
            return

    def _heads(self) -> list[Waiting]:
        """The oldest update of each chat."""
        heads: dict[int, Waiting] = {}
        for waiting in self._world.updates.waiting():
            heads.setdefault(waiting.chat_id, waiting)
        return list(heads.values())

    def _ready(self, now: float) -> list[int]:
        if self._world.webhook is None or self._is_down():
            return []
        return [head.chat_id for head in self._heads() if head.due <= now and head.chat_id not in self._busy]

    async def _work(self, chat_id: int, gate: asyncio.Semaphore) -> int:
        """Deliver this chat's updates until one fails or none is left; the chat is marked as busy already."""
        delivered = 0
        try:
            async with gate:
                while webhook := self._world.webhook:
                    head = self._world.updates.head(chat_id)
                    if head is None or head.due > self._world.monotonic() or self._is_down():
                        break
                    if not await self._bring(webhook, head):
                        break
                    delivered += 1
        finally:
            self._busy.discard(chat_id)
        return delivered

    async def _bring(self, webhook: Webhook, head: Waiting) -> bool:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate"}
        if webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        body = json.dumps(head.update).encode()
        try:
            status, answer = await self._world.net.post(webhook.url, headers, body)
            error = "" if 200 <= status < 300 else f"Wrong response from the webhook: {status} {_phrase(status)}"
        except TimeoutError:
            error, answer = "Read timeout expired", b""
        except OSError as failure:
            error, answer = str(failure) or "Webhook connection closed", b""
        if self._world.webhook is not webhook:
            return False  # it was changed meanwhile: the official server brings such an update again
        if error:
            self._fail(webhook, head, error)
            return False
        self._world.updates.remove(head, "delivered")
        await self._answer(answer)
        return True

    def _fail(self, webhook: Webhook, head: Waiting, error: str) -> None:
        log.info("update %d was not delivered: %s", head.id, error)
        webhook.last_error_date, webhook.last_error = unix(self._world.clock.now()), error
        pause = 0.0
        if head.fails:
            pause = head.pause = min(LONGEST_PAUSE, head.pause * 2)
        head.fails += 1
        head.due = self._world.monotonic() + pause
        if head.due > head.until:
            self._world.updates.remove(head, "dropped")

    async def _answer(self, body: bytes) -> None:
        """A webhook may answer with a call, of which it does not learn how it went."""
        try:
            call = json.loads(body)
        except ValueError:
            return
        if not isinstance(call, dict):
            return
        method = str(call.pop("method", "")).lower()
        if method and method not in NOT_IN_ANSWERS and not method.startswith("get"):
            await self._execute(method, call)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""

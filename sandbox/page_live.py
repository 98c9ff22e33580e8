"""The live connection of every open page: what changed, told together."""

import asyncio
import logging
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from sandbox.page_view import bell_view, event_view, state_view

if TYPE_CHECKING:
    from sandbox.sandbox import Sandbox

log = logging.getLogger(__name__)

HEARTBEAT = 20.0
GOODBYE = 1.0  # how long a closing page may take to answer


class Watcher:
    """One open page: which phones and groups it has not been told about, and up to where it knows the events."""

    def __init__(self, socket: web.WebSocketResponse, chat_ids: list[int]) -> None:
        self.socket = socket
        self.last_event = 0
        self._changed = dict.fromkeys(chat_ids)
        self._news = asyncio.Event()
        self._news.set()

    def tell(self, chat_id: int | None = None) -> None:
        """Something changed; None: no phone and no group."""
        if chat_id is not None:
            self._changed[chat_id] = None
        self._news.set()

    async def wait(self) -> None:
        """Until there is news."""
        await self._news.wait()

    def take(self) -> list[int]:
        """What changed since the last time; changes that came together are told together."""
        self._news.clear()
        changed, self._changed = list(self._changed), {}
        return changed


class LivePages:
    """All open pages."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._watchers: set[Watcher] = set()
        sandbox.world.watchers.append(self.tell)
        sandbox.world.group_watchers.append(self.tell)
        sandbox.zalo.watchers.append(lambda zalo_id: self.tell(sandbox.apps.owner(zalo_id)))
        sandbox.oa.watchers.append(lambda oa_id: self.tell(sandbox.apps.owner(oa_id)))
        sandbox.world.clock.on_move(self.tell)
        sandbox.events.watchers.append(self.tell)

    def tell(self, chat_id: int | None = None) -> None:
        """Something changed; None: no phone and no group."""
        for watcher in self._watchers:
            watcher.tell(chat_id)

    async def close(self) -> None:
        """Say goodbye to the open pages."""
        for watcher in list(self._watchers):
            await watcher.socket.close()

    async def attend(self, request: web.Request) -> web.StreamResponse:
        """Keep one page informed until it goes away."""
        # compressed, a message to a page that has just gone would fail in a task of the library, where nobody looks
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, timeout=GOODBYE, compress=False)
        await socket.prepare(request)
        watcher = Watcher(socket, [*self._sandbox.world.chats, *self._sandbox.world.groups])
        self._watchers.add(watcher)
        sender = asyncio.create_task(self._send_news(watcher))
        try:
            async for message in socket:  # the page says nothing; this waits for its end
                if message.type is WSMsgType.ERROR:
                    break
        finally:
            self._watchers.discard(watcher)
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
        return socket

    async def _send_news(self, watcher: Watcher) -> None:
        sandbox = self._sandbox
        while True:
            await watcher.wait()
            await sandbox.curtain.wait()
            bell = await self._bell()
            if not sandbox.curtain.is_set():
                continue
            news = sandbox.events.since(watcher.last_event)
            watcher.last_event = news[-1].id if news else watcher.last_event
            state = state_view(sandbox, watcher.take())
            state["bell"] = bell_view(bell)
            state["events"] = {"from": sandbox.events.first_id, "new": [event_view(event) for event in news]}
            await watcher.socket.send_json(state)

    async def _bell(self) -> tuple[datetime, str] | None:
        if self._sandbox.next_bell is None:
            return None
        try:
            return await self._sandbox.next_bell()
        except Exception:
            log.exception("nobody could say when the next reminder is due")  # the page goes on without it
            return None

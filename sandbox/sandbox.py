"""The sandbox as others use it: one object with phones, a clock and a server."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sandbox.controls import Controls
from sandbox.courier import Courier
from sandbox.events import Events, listen, listen_to_oa, listen_to_zalo
from sandbox.faults import Faults, Sleep
from sandbox.group import Group
from sandbox.group_chat import GroupChat
from sandbox.line import Line
from sandbox.model import Answer, ApiError, Chat, UploadedFile
from sandbox.page_apps import Apps
from sandbox.phone import Phone
from sandbox.server import Server
from sandbox.telegram_api import TelegramApi
from sandbox.world import World
from sandbox.zalo import ZaloPlatform
from sandbox.zalo.http import PREFIX
from sandbox.zalo_oa import OaPlatform
from sandbox.zalo_oa.http import PREFIX as OA_PREFIX

FIRST_NEW_USER_ID = 900_000_001


class Sandbox(Controls):
    """Plays Telegram for one bot."""

    def __init__(
        self,
        *,
        token: str = "123456789:SANDBOX-token",  # noqa: S107 - a play token, worth nothing
        bot_username: str = "ktgs_demo_bot",
        bot_name: str = "KTGS",
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        rate_limits: bool = False,
    ) -> None:
        bot = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": bot_name,
            "username": bot_username,
        }
        self.token = token
        self.session = secrets.token_hex(8)  # lets an open page notice that another run took over
        self.world = World(bot, monotonic)
        self.zalo = ZaloPlatform(self.world.clock, monotonic=monotonic, sleep=sleep)
        self.oa = OaPlatform(self.world.clock, monotonic=monotonic, sleep=sleep)
        self.apps = Apps(self.world, self.zalo, self.oa)
        self.faults = Faults(sleep)
        self._api = TelegramApi(self.world, token)
        self._api.limits.on = rate_limits
        self._line = Line(self._api, self.world, self.faults)
        self._courier = Courier(self.world, self._is_down, self._executes)
        self._delivery: asyncio.Task[None] | None = None
        self._phones: dict[int, Phone] = {}
        self._groups: list[Group] = []
        self.events = Events(self.now)
        listen(self.events, self.world, self.faults)
        listen_to_zalo(self.events, self.zalo)
        listen_to_oa(self.events, self.oa)
        # What only the program knows, set by whoever runs both. When it will next write of its own accord, and what:
        self.next_bell: Callable[[], Awaitable[tuple[datetime, str] | None]] | None = None
        # and how to begin afresh: returns when a new cast is ready.
        self.on_reset: Callable[[], Awaitable[None]] | None = None
        self.curtain = asyncio.Event()  # while it is down (cleared), open pages are told nothing
        self.curtain.set()
        self._server = Server(self)

    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Open the Bot API and the page, and deliver to webhooks; port 0 takes a free one."""
        await self._server.start(host, port)
        self._delivery = asyncio.create_task(self._courier.run())
        await self.zalo.start()
        await self.oa.start()

    async def close(self) -> None:
        """Stop serving; a waiting getUpdates is let go."""
        self.world.updates.close()
        if self._delivery:
            self._delivery.cancel()
            await asyncio.gather(self._delivery, return_exceptions=True)
            self._delivery = None
        await self.zalo.close()
        await self.oa.close()
        await self.world.net.close()
        await self._server.stop()

    @property
    def port(self) -> int:
        """The port being served."""
        return self._server.port

    @property
    def url(self) -> str:
        """The page's address."""
        return f"{self._server.origin}/"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot takes as `base_url`."""
        return f"{self._server.origin}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot takes as `base_file_url`."""
        return f"{self._server.origin}/file/bot"

    @property
    def zalo_url(self) -> str:
        """What a Zalo client puts before `/bot<token>/<method>`."""
        return f"{self._server.origin}{PREFIX}"

    @property
    def oa_url(self) -> str:
        """What a client of the Official Account takes for both of its servers."""
        return f"{self._server.origin}{OA_PREFIX}"

    async def call(
        self,
        token: str,
        method: str,
        params: dict[str, Any],
        files: dict[str, UploadedFile] | None = None,
    ) -> Answer:
        """One Bot API request, without sockets. Raises Dropped when `faults` cut the connection."""
        return await self._line.call(token, method, params, files)

    def refuse(self, method: str, params: dict[str, Any], error: ApiError) -> Answer:
        """The answer to a request whose body cannot even be read."""
        return self._api.refuse(method, params, error)

    def _is_down(self) -> bool:
        return self.faults.down

    async def _executes(self, method: str, params: dict[str, Any]) -> Answer:
        return await self._api.call(self.token, method, params)

    def add_phone(
        self, user_id: int, name: str, *, label: str = "", start: str | None = None, language: str = "vi"
    ) -> Phone:
        """Put a phone on the table; `start` is a deep-link parameter that waits for a press of Start."""
        if user_id in self._phones:
            raise ValueError(f"there is a phone {user_id} already")
        chat = Chat(user_id, name, label, waiting=start, language=language)
        self.world.chats[user_id] = chat
        self._phones[user_id] = Phone(self.world, chat)
        self.world.changed(user_id)
        return self._phones[user_id]

    def new_user_id(self) -> int:
        """An id no phone has, for a visitor who adds one."""
        return max([FIRST_NEW_USER_ID - 1, *self._phones]) + 1

    def phone(self, user_id: int) -> Phone:
        """The phone of this person."""
        return self._phones[user_id]

    @property
    def phones(self) -> list[Phone]:
        """All phones in the order they were added."""
        return list(self._phones.values())

    def add_group(self, chat_id: int, title: str) -> Group:
        """An empty group; `chat_id` is negative."""
        if chat_id >= 0 or chat_id in self.world.groups:
            raise ValueError(f"a group cannot have the id {chat_id}")
        chat = GroupChat(chat_id, title)
        self.world.groups[chat_id] = chat
        self._groups.append(Group(self.world, chat))
        self.world.changed(chat_id)
        return self._groups[-1]

    @property
    def groups(self) -> list[Group]:
        """All groups in the order they were added."""
        return list(self._groups)

    def clear(self) -> None:
        """Begin afresh: no people, groups, messages, updates, commands, webhook or faults; a new session."""
        self.faults.clear()
        self.faults.done.clear()
        self._api.clear()
        self._phones.clear()
        self._groups.clear()
        self.world.clear()
        self.apps.clear()
        self.zalo.clear()
        self.oa.clear()
        self.session = secrets.token_hex(8)

    def tells(self, kind: str, text: str, who: str = "") -> None:
        """Something the program did, for the page's panel; kinds in `sandbox.events`."""
        self.events.add(kind, who, text)

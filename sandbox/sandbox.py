"""The sandbox as others use it: one object with phones, a clock and a server."""

import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sandbox.model import Answer, ApiError, Chat, Refused, UploadedFile
from sandbox.phone import Phone
from sandbox.server import Server
from sandbox.telegram_api import TelegramApi
from sandbox.world import World

FIRST_NEW_USER_ID = 900_000_001


class Sandbox:
    """Plays Telegram for one bot."""

    def __init__(
        self,
        *,
        token: str = "123456789:SANDBOX-token",  # noqa: S107 - a play token, worth nothing
        bot_username: str = "ktgs_demo_bot",
        bot_name: str = "KTGS",
        monotonic: Callable[[], float] = time.monotonic,
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
        self._api = TelegramApi(self.world, token)
        self._phones: dict[int, Phone] = {}
        self._server = Server(self)

    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Open the Bot API and the page; port 0 takes a free one."""
        await self._server.start(host, port)

    async def close(self) -> None:
        """Stop serving; a waiting getUpdates is let go."""
        self.world.updates.close()
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

    async def call(
        self,
        token: str,
        method: str,
        params: dict[str, Any],
        files: dict[str, UploadedFile] | None = None,
    ) -> Answer:
        """One Bot API request, without sockets."""
        return await self._api.call(token, method, params, files)

    def refuse(self, method: str, params: dict[str, Any], error: ApiError) -> Answer:
        """The answer to a request whose body cannot even be read."""
        return self._api.refuse(method, params, error)

    def add_phone(self, user_id: int, name: str, *, label: str = "", start: str | None = None) -> Phone:
        """Put a phone on the table; `start` is a deep-link parameter that waits for a press of Start."""
        if user_id in self._phones:
            raise ValueError(f"there is a phone {user_id} already")
        chat = Chat(user_id, name, label, waiting=start)
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

    @property
    def refused(self) -> list[Refused]:
        """Every request answered with 4xx."""
        return self._api.refused

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

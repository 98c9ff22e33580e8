"""The stage on which tests play: the example office, the real Telegram channel, people with phones, a clock.

Everything is the real program except the sockets: the library's requests reach the sandbox as function calls.
"""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import TelegramAddress
from bot.limiter import Limiter, Rate
from bot.office import load_folder
from bot.office_files import EXAMPLE, read_folder
from handlers.texts import join
from planning.programme import Role
from sandbox import Answer, Phone, Sandbox, ShownMessage
from sandbox.model import UploadedFile
from storage import people
from storage.engine import Database

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
ADDRESS = TelegramAddress("http://sandbox/bot", "http://sandbox/file/bot")


class InMemory(BaseRequest):
    """The library's transport, without a network."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        token, _, name = url.removeprefix("http://sandbox/bot").partition("/")
        params = dict(request_data.json_parameters) if request_data else {}
        uploads = (request_data.multipart_data or {}) if request_data else {}
        files = {}
        for key, (file_name, content, mime) in uploads.items():
            assert isinstance(content, bytes)
            files[key] = UploadedFile(file_name, content, mime)
        try:
            answer = await self.asks(token, name, params, files)
        except TimeoutError:  # as our own transport puts them
            raise TimedOut from None
        except ConnectionError as error:
            raise NetworkError(str(error)) from None
        return answer.status, json.dumps(answer.body).encode()

    async def asks(
        self, token: str, method: str, params: dict[str, Any], files: dict[str, UploadedFile] | None = None
    ) -> Answer:
        return await self._sandbox.call(token, method, params, files or {})


async def template(folder: Path) -> Path:
    """The example office as a database file, made once and copied for every test."""
    path = folder / "template.sqlite3"
    database = Database(path)
    await database.open()
    async with database.write() as tx:
        await load_folder(tx, read_folder(EXAMPLE), START - timedelta(days=6))
    await database.close()
    return path


class Actor:
    """Somebody with a phone. Every act returns when the program has answered."""

    def __init__(self, stage: Stage, phone: Phone) -> None:
        self.stage = stage
        self.phone = phone

    async def says(self, text: str) -> str:
        self.phone.says(text)
        return await self._hears()

    async def taps(self, label: str, *, on: ShownMessage | None = None) -> str:
        self.phone.presses(label, message_id=on.id if on else None)
        return await self._hears()

    async def starts(self, code: str | None = None) -> str:
        self.phone.starts(code)
        return await self._hears()

    async def joined(self, code: str) -> Actor:
        """This actor, after taking the invitation."""
        await self.starts(code)
        await self.taps(join.YES)
        return self

    async def _hears(self) -> str:
        await self.stage.settle()
        return self.screen

    @property
    def screen(self) -> str:
        """The newest message of the bot, without its buttons."""
        return self.phone.last.text

    @property
    def buttons(self) -> list[str]:
        """The buttons under the newest message of the bot."""
        return [button.text for row in self.phone.last.buttons for button in row]

    @property
    def heard(self) -> list[str]:
        """Everything the bot has said that is still to be read, oldest first."""
        return [message.text for message in self.phone.messages if message.from_bot]

    @property
    def document(self) -> tuple[str, bytes]:
        """Name and content of the file that came last."""
        shown = self.phone.last
        assert shown.document and shown.file
        return shown.document, shown.file.content

    def sees(self, words: str) -> ShownMessage:
        """The newest message of the bot with these words."""
        for message in reversed(self.phone.messages):
            if message.from_bot and words in message.text:
                return message
        raise AssertionError(f"nobody said {words!r}; the last was {self.screen!r}")


class Stage:
    """One office, played in real order: poll, handle, send, until nothing is left to do."""

    edits = True  # messages that are there can be changed; there are commands and groups
    presses = True  # what is to be chosen can be pressed

    def __init__(self, folder: Path, base: Path, sandbox: Sandbox | None = None) -> None:
        self.folder = folder
        self.path = folder / "ktgs.sqlite3"
        shutil.copy(base, self.path)
        self.sandbox = sandbox or Sandbox()
        self.sandbox.sets_clock(START)
        self.actors: dict[str, Actor] = {}
        self._offset: int | None = None

    async def open(self) -> None:
        self.database = Database(self.path)
        await self.database.open()
        self.channels = self.make_channels()
        await self.start_channels()
        limiter = self.make_limiter()
        self.app = App(self.database, self.channels, limiter, zone=ZONE, clock=self.sandbox.now, **self.extras())

    def extras(self) -> dict[str, Any]:
        """What else this office has."""
        return {}

    def make_channels(self) -> list[Any]:
        self.channel = self.make_channel()
        return [self.channel]

    async def start_channels(self) -> None:
        await self.start_channel()

    def make_channel(self) -> TelegramChannel:
        request = InMemory(self.sandbox)
        return TelegramChannel(self.sandbox.token, ADDRESS, poll_seconds=0, requests=(request, request))

    async def start_channel(self) -> None:
        await self.channel.start()

    def make_limiter(self) -> Limiter:
        """One that never holds anything up."""
        endless = Rate(1_000_000, 1_000_000)
        return Limiter(endless, endless)

    async def close(self) -> None:
        for channel in self.channels:
            await channel.close()
        await self.database.close()

    async def restart(self) -> None:
        """The process ends and another one begins on the same file."""
        await self.close()
        self._offset = None
        await self.open()

    async def settle(self) -> None:
        while True:
            self._offset = await self.channel.poll_once(self.app.inbox.store, self._offset)
            await self.app.settle()
            if not self.sandbox.pending_updates:
                # one more poll acknowledges the last batch
                self._offset = await self.channel.poll_once(self.app.inbox.store, self._offset)
                return

    async def moves(self, **by: float) -> None:
        """The clock moves on and the bell rings."""
        self.sandbox.moves_clock(timedelta(**by))
        await self.rings()

    async def clock_at(self, local: str) -> None:
        """`local`: the office's time, "2026-12-08 08:00"."""
        self.sandbox.sets_clock(self.at(local))
        await self.rings()

    @staticmethod
    def at(local: str) -> datetime:
        """A moment of the office's time."""
        return datetime.fromisoformat(local).replace(tzinfo=ZONE)

    async def rings(self) -> None:
        await self.app.tick()
        await self.settle()

    async def code(self, unit: str, role: Role) -> str:
        """An invitation, as `ktgs invite` makes it."""
        async with self.database.write() as tx:
            return await people.invite(tx, unit, role, None, self.sandbox.now())

    def stranger(self, name: str) -> Actor:
        user_id = 1000 + len(self.actors)
        actor = Actor(self, self.sandbox.add_phone(user_id, name))
        self.actors[name] = actor
        return actor

    async def joins(self, name: str, unit: str, role: Role = Role.UNIT) -> Actor:
        """Somebody opens an invitation and takes it."""
        return await self.stranger(name).joined(await self.code(unit, role))

    async def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """What the database holds, for assertions about what must not be there."""
        async with self.database.read() as tx, tx.execute(sql, values) as cursor:
            return [dict(row) for row in await cursor.fetchall()]

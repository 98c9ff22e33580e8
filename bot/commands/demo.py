"""`ktgs demo`: the whole office on this machine, with a local Telegram and a page of phones. The only user of sandbox.

The bot is the real one over real HTTP; only its clock is the page's, so that reminders can be made to arrive.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import logs
from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import TelegramAddress
from bot.commands.demo_news import Lookout
from bot.limiter import Limiter, Rate
from bot.office import load_folder
from bot.office_files import EXAMPLE, read_folder
from handlers.texts import demo as texts
from handlers.texts import group as group_texts
from handlers.texts import join as join_texts
from planning.programme import Role
from sandbox import Phone, Sandbox
from storage import people
from storage.engine import Database

FOLDER = Path("var/demo")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)  # a week into the example campaign, 23 days before its deadline


@dataclass(frozen=True, slots=True)
class Cast:
    """Somebody with a phone on the page. `joined`: has taken the invitation before the visitor comes."""

    user_id: int
    unit: str
    role: Role
    joined: bool = True


# in the order of the page: those who meet in the usual story stand side by side
CAST = (
    Cast(101, "p-dong-tho", Role.UNIT, joined=False),
    Cast(201, "ubkt-tu", Role.REVIEWER),
    Cast(202, "ubkt-tu", Role.REVIEWER),
    Cast(102, "hoi-phu-nu", Role.UNIT, joined=False),
    Cast(301, "tu", Role.STANDING),
    Cast(103, "p-ham-rong", Role.UNIT),
    Cast(401, "ubkt-tu", Role.ADMIN),
)
GROUP = -4001
IN_GROUP = (201, 202, 401)  # the last one lets the bot in


async def invite_cast(database: Database, sandbox: Sandbox) -> list[tuple[Cast, Phone]]:
    """The example office in a fresh database, and a phone with an invitation for everybody in the cast."""
    phones = []
    folder = read_folder(EXAMPLE)
    async with database.write() as tx:
        await load_folder(tx, folder, START)
        for member in CAST:
            code = await people.invite(tx, member.unit, member.role, None, sandbox.now())
            name, label = texts.PEOPLE[member.user_id], texts.LABELS[member.user_id]
            phones.append((member, sandbox.add_phone(member.user_id, name, label=label, start=code)))
    return phones


class Round:
    """One office, from its first moment until somebody wants to begin afresh."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self._sandbox = sandbox
        self._database = Database(folder / "ktgs.sqlite3")
        self._channel = TelegramChannel(sandbox.token, TelegramAddress(sandbox.base_url, sandbox.base_file_url))
        fast = Limiter(per_chat=Rate(20, 20), overall=Rate(200, 200))
        self._app = App(self._database, [self._channel], fast, zone=ZONE, clock=sandbox.now)
        self._offset: int | None = None
        self._ticks: set[asyncio.Task[None]] = set()
        self._lookout = Lookout(self._database, ZONE, sandbox.now, sandbox.tells, self._name_of)

    def _name_of(self, address: str) -> str:
        return next((phone.name for phone in self._sandbox.phones if str(phone.user_id) == address), address)

    async def open(self) -> None:
        """The cast comes together; those who have joined before the visitor comes do so as anybody would."""
        await self._database.open()
        phones = await invite_cast(self._database, self._sandbox)
        await self._channel.start()
        for phone in (phone for member, phone in phones if member.joined):
            phone.starts()
            await self._settle()
            phone.presses(join_texts.YES)
            await self._settle()
        await self._open_group()
        await self._lookout.open()
        self._sandbox.next_bell = self._lookout.next_bell
        self._sandbox.events.catch_up = self._lookout.catch_up
        self._sandbox.events.clear()

    async def _open_group(self) -> None:
        group = self._sandbox.add_group(GROUP, texts.GROUP)
        for user_id in IN_GROUP:
            group.joins(self._sandbox.phone(user_id))
        administrator = self._sandbox.phone(IN_GROUP[-1])
        group.adds_bot(administrator)
        await self._settle()
        administrator.presses(group_texts.ADMIT)
        await self._settle()

    async def _settle(self) -> None:
        """Fetch what waits (there is something, or this would wait for it) and answer."""
        self._offset = await self._channel.poll_once(self._app.inbox.store, self._offset)
        await self._app.settle()

    async def play(self, *until: asyncio.Event) -> None:
        """Run the program until one of the events. Raises what the program raises."""
        running = asyncio.ensure_future(self._app.run())
        waits = [asyncio.ensure_future(event.wait()) for event in until]
        try:
            await asyncio.wait([running, *waits], return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
        finally:
            for task in (running, *waits):
                task.cancel()
            await asyncio.gather(running, *waits, return_exceptions=True)

    def tick(self) -> None:
        """The clock was moved: see at once what time has brought."""
        task = asyncio.ensure_future(self._app.tick())
        self._ticks.add(task)
        task.add_done_callback(self._ticks.discard)

    async def close(self) -> None:
        self._sandbox.next_bell = self._sandbox.events.catch_up = None
        await asyncio.gather(*self._ticks, return_exceptions=True)
        await self._lookout.close()
        await self._channel.close()
        await self._database.close()


class Show:
    """Round after round on one server, until stopped."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self._sandbox = sandbox
        self._folder = folder
        self._round: Round | None = None
        self._again, self._ready, self._stopped = asyncio.Event(), asyncio.Event(), asyncio.Event()
        sandbox.on_clock(self._tick)
        sandbox.on_reset = self.begin_afresh

    async def begin_afresh(self) -> None:
        """Another round; returns when its cast is ready."""
        if self._ready.is_set():
            self._ready.clear()
            self._again.set()
        await self._ready.wait()

    def stop(self) -> None:
        self._stopped.set()

    def _tick(self) -> None:
        if self._round:
            self._round.tick()

    async def run(self, greeting: str) -> None:
        """Until stopped; every round begins afresh. Prints the greeting once visitors may come."""
        while not self._stopped.is_set():
            self._again.clear()
            self._sandbox.curtain.clear()
            self._sandbox.clear()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._sandbox.sets_clock(START)
            self._round = Round(self._sandbox, self._folder)
            try:
                await self._round.open()
                self._sandbox.curtain.set()
                self._ready.set()
                if greeting:
                    print(greeting, flush=True)
                    greeting = ""
                await self._round.play(self._again, self._stopped)
            finally:
                ended, self._round = self._round, None
                await ended.close()


async def demo(host: str, port: int, *, folder: Path = FOLDER) -> None:
    """Serve the page until stopped; every start begins afresh."""
    logs.set_up("WARNING")
    sandbox = Sandbox()
    show = Show(sandbox, folder)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, show.stop)
    try:
        await sandbox.serve(host, port)
        await show.run(f"KTGS demo: http://{host}:{sandbox.port}/   (Ctrl+C stops it)")
    finally:
        await sandbox.close()

"""`ktgs demo`: the whole office on this machine, with a local Telegram and a page of phones. The only user of sandbox.

The bot is the real one over real HTTP; only its clock is the page's, so that reminders can be made to arrive.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import logs
from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import TelegramAddress
from bot.commands.run import until_stopped
from bot.limiter import Limiter, Rate
from bot.office import load_folder
from bot.office_files import EXAMPLE, read_folder
from handlers.texts import demo as texts
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
    name: str
    unit: str
    role: Role
    joined: bool


CAST = (
    Cast(101, texts.PEOPLE[0], "p-dong-tho", Role.UNIT, False),
    Cast(102, texts.PEOPLE[1], "hoi-phu-nu", Role.UNIT, False),
    Cast(103, texts.PEOPLE[2], "p-ham-rong", Role.UNIT, True),
    Cast(201, texts.PEOPLE[3], "ubkt-tu", Role.REVIEWER, True),
    Cast(202, texts.PEOPLE[4], "ubkt-tu", Role.REVIEWER, True),
    Cast(301, texts.PEOPLE[5], "tu", Role.STANDING, True),
    Cast(401, texts.PEOPLE[6], "ubkt-tu", Role.ADMIN, True),
)


async def invite_cast(database: Database, sandbox: Sandbox) -> list[tuple[Cast, Phone]]:
    """The example office in a fresh database, and a phone with an invitation for everybody in the cast."""
    phones = []
    folder = read_folder(EXAMPLE)
    async with database.write() as tx:
        await load_folder(tx, folder, START)
        for member in CAST:
            code = await people.invite(tx, member.unit, member.role, None, sandbox.now())
            label = texts.LABELS[member.user_id]
            phones.append((member, sandbox.add_phone(member.user_id, member.name, label=label, start=code)))
    return phones


async def join_all(app: App, channel: TelegramChannel, phones: list[tuple[Cast, Phone]]) -> None:
    """Those who have joined before the visitor comes do so as anybody would: by link and button."""
    offset = None
    await channel.start()
    for phone in (phone for member, phone in phones if member.joined):
        phone.starts()
        for label in (join_texts.YES, None):
            offset = await channel.poll_once(app.inbox.store, offset)
            await app.settle()
            if label:
                phone.presses(label)


async def demo(host: str, port: int, *, folder: Path = FOLDER) -> None:
    """Serve the page until stopped; every start begins afresh."""
    logs.set_up("WARNING")
    shutil.rmtree(folder, ignore_errors=True)
    database = Database(folder / "ktgs.sqlite3")
    await database.open()
    sandbox = Sandbox()
    sandbox.sets_clock(START)
    try:
        phones = await invite_cast(database, sandbox)
        await sandbox.serve(host, port)
        address = TelegramAddress(sandbox.base_url, sandbox.base_file_url)
        channel = TelegramChannel(sandbox.token, address)
        fast = Limiter(per_chat=Rate(20, 20), overall=Rate(200, 200))
        app = App(database, [channel], fast, zone=ZONE, clock=sandbox.now)
        ticks: set[asyncio.Task[None]] = set()

        def tick() -> None:
            task = asyncio.ensure_future(app.tick())
            ticks.add(task)
            task.add_done_callback(ticks.discard)

        sandbox.on_clock(tick)
        await join_all(app, channel, phones)
        print(f"KTGS demo: http://{host}:{sandbox.port}/   (Ctrl+C stops it)", flush=True)
        await until_stopped(app)
    finally:
        await sandbox.close()
        await database.close()

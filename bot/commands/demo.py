"""`ktgs demo`: the whole office on this machine, with local messengers and a page of phones. The only user of sandbox.

The bot is the real one over real HTTP; only its clock is the page's, so that reminders can be made to arrive.
"""

from __future__ import annotations

import asyncio
import math
import shutil
import signal
from pathlib import Path

from bot import logs
from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import TelegramAddress
from bot.channels.zalo import ZaloChannel
from bot.channels.zalo.client import ZaloClient
from bot.commands.demo_cast import GROUP, IN_GROUP, START, ZONE, Cast, invite_cast
from bot.commands.demo_news import Lookout
from bot.commands.demo_oa import TEMPLATE, DemoOa
from bot.limiter import Limiter, Rate
from bot.web import Web
from handlers.texts import demo as texts
from handlers.texts import group as group_texts
from handlers.texts import join as join_texts
from sandbox import Sandbox
from sandbox.zalo_oa.account import OaTemplate
from storage import people
from storage.engine import Database

FOLDER = Path("var/demo")
ZALO_TOKEN = "987654321:ZALO-sandbox"  # noqa: S105 - a play token, worth nothing
ZALO_SECONDS = 20  # of one poll


class Round:
    """One office, from its first moment until somebody wants to begin afresh."""

    def __init__(self, sandbox: Sandbox, folder: Path, web: Web) -> None:
        self._sandbox = sandbox
        self._database = Database(folder / "ktgs.sqlite3")
        self._channel = TelegramChannel(sandbox.token, TelegramAddress(sandbox.base_url, sandbox.base_file_url))
        self._zalo = ZaloChannel(ZaloClient(ZALO_TOKEN, sandbox.zalo_url), poll_seconds=ZALO_SECONDS)
        account = sandbox.oa.account
        self._oa = DemoOa(account, self._consents, sandbox.oa_url, self._database, web, sandbox.now)
        fast = Limiter(per_chat=Rate(20, 20), overall=Rate(200, 200))
        self._app = App(
            self._database,
            [self._channel, self._zalo, self._oa.channel],
            fast,
            zone=ZONE,
            clock=sandbox.now,
            web=web,
            public_url=web.address,  # public enough for a browser on this machine
        )
        self._offset: int | None = None
        self._ticks: set[asyncio.Task[None]] = set()
        self._lookout = Lookout(self._database, ZONE, sandbox.now, sandbox.tells, self._name_of)

    def _consents(self, challenge: str) -> str:
        """What the account's administrator does in a browser."""
        oauth = self._sandbox.oa.account.oauth
        oauth.challenge = challenge
        return oauth.consent(oauth.redirect_url, challenge)

    def _name_of(self, address: str) -> str:
        owner = self._sandbox.apps.owner(address)
        user_id = address if owner is None else str(owner)
        return next((phone.name for phone in self._sandbox.phones if str(phone.user_id) == user_id), address)

    async def open(self) -> None:
        """The cast comes together; those who have joined before the visitor comes do so as anybody would."""
        await self._database.open()
        await self._channel.start()
        await self._zalo.start()
        await self._oa.start()
        cast = await invite_cast(self._database, self._sandbox.now())
        for member, code in cast:
            self._lay_out(member, code)
        for member, code in cast:
            if member.joined and member.zalo:
                await self._joins_on_zalo(member, code)
            elif member.joined and member.oa:
                await self._joins_on_oa(member, code)
            elif member.joined:
                await self._joins(member)
        await self._open_group()
        await self._lookout.open()
        self._sandbox.next_bell = self._lookout.next_bell
        self._sandbox.events.catch_up = self._lookout.catch_up
        self._sandbox.events.clear()

    def _lay_out(self, member: Cast, code: str) -> None:
        """A phone with both messengers. What a visitor may take up waits as a link in one, as a code in the other."""
        name, label = texts.PEOPLE[member.user_id], texts.LABELS[member.user_id]
        by_code = member.joined and (member.zalo or member.oa)
        self._sandbox.add_phone(member.user_id, name, label=label, start=None if by_code else code)
        to_type = "" if member.joined else people.short_code(code)
        if member.oa:
            self._sandbox.apps.oa.add(member.user_id)
            return
        self._sandbox.apps.add_zalo(member.user_id, code=to_type, first=member.zalo)

    async def _joins(self, member: Cast) -> None:
        phone = self._sandbox.phone(member.user_id)
        phone.starts()
        await self._settle()
        phone.presses(join_texts.YES)
        await self._settle()

    async def _joins_on_zalo(self, member: Cast, code: str) -> None:
        for text in (people.short_code(code), "1"):  # the first choice is to join
            self._sandbox.apps.zalo(member.user_id).says(text)
            await self._zalo.poll_once(self._app.inbox.store)
            await self._app.settle()

    async def _joins_on_oa(self, member: Cast, code: str) -> None:
        phone = self._sandbox.apps.oa.phone(member.user_id)
        async with self._oa.open(self._app):
            phone.says(people.short_code(code))
            await self._sandbox.oa.courier.deliver()
            await self._app.settle()
            phone.presses(join_texts.YES)
            await self._sandbox.oa.courier.deliver()
            await self._app.settle()

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
        await self._zalo.close()
        await self._oa.channel.close()
        await self._database.close()


class Show:
    """Round after round on one server, until stopped."""

    def __init__(self, sandbox: Sandbox, folder: Path, web: Web) -> None:
        self._sandbox = sandbox
        self._folder = folder
        self._web = web
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
            self._round = Round(self._sandbox, self._folder, self._web)
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
    sandbox.zalo.add_bot(ZALO_TOKEN, texts.ZALO_BOT).keeps_for = math.inf
    approved = OaTemplate(TEMPLATE.id, texts.oa_template(f"{{{TEMPLATE.field}}}"), {TEMPLATE.field: TEMPLATE.max_text})
    sandbox.oa.account.templates[approved.id] = approved
    web = Web("127.0.0.1", 0)
    show = Show(sandbox, folder, web)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, show.stop)
    try:
        await web.start()
        await sandbox.serve(host, port)
        await show.run(f"KTGS demo: http://{host}:{sandbox.port}/   (Ctrl+C stops it)")
    finally:
        await sandbox.close()
        await web.stop()

"""The composition root: the only place that knows all parts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.alarms import Alarms
from bot.backups import Backups
from bot.channels.base import Alarming, CannotRunError, Channel, RetryError
from bot.dispatch import Settled
from bot.doors import door_of
from bot.files import PATH, Files
from bot.forgetting import Keeping, forget
from bot.inbox import Inbox
from bot.lanes import Chat, seldom
from bot.limiter import Limiter
from bot.makers import MAKERS
from bot.meter import Meter
from bot.not_saved import NotSaved
from bot.outbox import Outbox
from bot.real_time import real_time
from bot.schedule import Schedule
from bot.watch import Limits
from handlers import digest, issue_reminders, notify, out_of_reach, rechecks, remind, router, step_limits
from handlers.dialog.chat import Said, Say
from handlers.texts import common
from handlers.turn import Office, Turn
from handlers.verbs import nudge
from planning.lexicon import Lexicon
from planning.names.index import index_of
from planning.organisation import Directory
from planning.programme import Role
from storage import campaigns, mailbox, office, people, topics, units
from storage.campaigns import Campaign
from storage.engine import Connection, Database
from storage.mailbox import Post, Received

if TYPE_CHECKING:
    from bot.web import Web

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
LONG = 300.0  # seconds after which somebody has to know that a channel does not start


def system_clock() -> datetime:
    return datetime.now(UTC)


class App:
    """One office: its database, its channels, the pumps and the bell."""

    def __init__(
        self,
        database: Database,
        channels: Sequence[Channel],
        limiter: Limiter,
        *,
        zone: ZoneInfo,
        clock: Clock = system_clock,
        web: Web | None = None,
        public_url: str = "",
        backups: Backups | None = None,
        limits: Limits | None = None,
        keeping: Keeping | None = None,
        beats: bool = False,
    ) -> None:
        """`web`: the server for what is brought to us; `public_url`: that server as seen from outside, for links;
        `limits`: when something counts as not working; `beats`: leave a heartbeat beside the database.
        """
        self.database = database
        self.channels = {channel.name: channel for channel in channels}
        self.clock = clock
        self._zone = zone
        self._doors = tuple(door_of(one) for one in channels)
        self._known: tuple[tuple[int, ...], Directory, Campaign, Lexicon] | None = None
        database.rolled_back = self._forget
        for channel in channels:
            if isinstance(channel, Alarming):
                channel.alarm = partial(self._tell_of, channel)
        self.meter = Meter(self.channels, clock, zone, self._nearly_used_up)
        self.files = Files(database, clock, MAKERS, public_url if web else "")
        self._web = web
        self._ended = set[str]()  # channels that need the operator
        self.outbox = Outbox(
            database,
            self.channels,
            limiter,
            Settled(self._shut_out, self._rejected, self._undelivered, self._out_of_reach),
            self.meter,
            clock,
            self.files,
        )
        self.inbox = Inbox(
            database, self._handle, self._set_aside, self.outbox.lanes.kick, self.meter, NotSaved(self.channels)
        )
        self.alarms = Alarms(database, self.channels, clock, real_time, backups=backups, limits=limits, beats=beats)
        self._keeping = keeping or Keeping()
        self._schedule = Schedule(self._bell)

    async def _office(self, tx: Connection, channel: Channel) -> Office | None:
        """What a turn knows of the office; directory and campaign are read again only when they moved."""
        revisions = await office.counts(tx, units.REVISION, campaigns.REVISION, topics.REVISION)
        if self._known is None or self._known[0] != revisions:
            campaign = await campaigns.current(tx, self._zone)
            if campaign is None:
                return None
            self._known = (revisions, await units.directory(tx), campaign, await topics.lexicon(tx))
        _, directory, campaign, lexicon = self._known
        return Office(directory, campaign, self._zone, self._doors, channel.group_link(), lexicon)

    def _forget(self) -> None:
        """What was read may have been rolled back."""
        self._known = None

    async def _turn(self, tx: Connection, channel: Channel, said: Said) -> Turn | None:
        known = await self._office(tx, channel)
        return Turn(tx, self.clock(), known, said, channel.capabilities) if known else None

    async def _handle(self, tx: Connection, item: Received) -> None:
        channel = self.channels[item.channel]
        said = channel.read(item.payload, item)
        turn = await self._turn(tx, channel, said)
        if turn is None:
            if said.group is not None:
                return  # no group has been admitted yet
            payload = Say(common.no_campaign()).to_json()
            await mailbox.post(tx, channel=item.channel, address=item.address, payload=payload, now=real_time())
            return
        await router.handle(turn)
        if turn.forget:
            await mailbox.forget(tx, item.id)

    async def _set_aside(self, tx: Connection, item: Received) -> None:
        """An update that failed for good: the person hears an apology, the administrators an alert."""
        if "group" not in item.payload:  # nothing but numbers goes to a group
            payload = Say(common.sorry()).to_json()
            await mailbox.post(tx, channel=item.channel, address=item.address, payload=payload, now=real_time())
        alert = Say(common.failed_alert(item.address, item.id))
        await notify.tell_role(tx, Role.ADMIN, alert, self.clock())

    async def _shut_out(self, tx: Connection, chat: Chat) -> None:
        """A chat that takes no messages any more."""
        channel = self.channels[chat[0]]
        turn = await self._turn(tx, channel, Said(chat[0], chat[1], blocked=True))
        if turn:
            turn.chat = await people.chat(tx, *chat)
            person_id = turn.chat.person_id if turn.chat else None
            turn.person = await people.get(tx, person_id) if person_id else None
            await router.shut_out(turn)

    async def _rejected(self, tx: Connection, post: Post) -> None:
        chat = await people.chat(tx, post.channel, post.address)
        addressee = await people.get(tx, chat.person_id) if chat and chat.person_id else None
        if addressee and addressee.has(Role.ADMIN):
            return  # it may be such an alert itself; the log has it
        await notify.tell_role(tx, Role.ADMIN, Say(common.failed_send_alert(post.address, post.id)), self.clock())

    async def _undelivered(self, tx: Connection, post: Post) -> None:
        """It did not arrive, or nobody knows: the person's other channel has it, if there is one."""
        if await notify.elsewhere(tx, post, self.clock()):
            return
        if post.priority == mailbox.ANSWER and await self.meter.spares(tx, post.channel):
            # once a day, so that nobody wonders why there is no answer
            day = f"{self.clock().astimezone(self._zone):%Y-%m-%d}"
            told = await office.bump(tx, f"spared:{post.channel}:{post.address}:{day}")
            if told == 1 and not await self.meter.is_empty(tx, post.channel):
                payload = Say(common.month_nearly_used_up(), vital=True).to_json()
                now = real_time()
                await mailbox.post(tx, channel=post.channel, address=post.address, payload=payload, now=now)

    async def _out_of_reach(self, tx: Connection, post: Post) -> None:
        if known := await self._office(tx, self.channels[post.channel]):
            await out_of_reach.settle(tx, known, post, self.clock())

    async def _nearly_used_up(self, tx: Connection, channel: str, used: int, monthly: int) -> None:
        alert = Say(common.month_alert(self.channels[channel].label, used, monthly), vital=True)
        await notify.tell_role(tx, Role.ADMIN, alert, self.clock())

    async def _bell(self) -> None:
        await self.tick()
        await self.alarms.bell()
        self.outbox.lanes.wake()

    async def tick(self) -> None:
        """Whatever time has brought: reminders; texts kept long enough."""
        channel = next(iter(self.channels.values()))
        async with self.database.write() as tx:
            known = await self._office(tx, channel)
            sent = 0
            if known:
                parts = (remind, step_limits, issue_reminders, digest, rechecks, nudge)
                sent = sum([await part.tick(tx, known, self.clock()) for part in parts])
            await mailbox.drop_outdated(tx, self.clock())
            await self._hand_over_stranded(tx)
            await forget(tx, self._keeping, self.clock(), real_time())
        if sent:
            log.info("%d reminders and digests queued", sent)
            self.outbox.lanes.kick(tx.posted)

    async def _hand_over_stranded(self, tx: Connection) -> None:
        """Notices on a channel that is switched off or has ended go to the person's next one that runs."""
        running = self.channels.keys() - self._ended
        for post in await mailbox.stranded(tx, running):
            if await notify.elsewhere(tx, post, self.clock(), running):
                await mailbox.let_go(tx, post.id, "dropped", "its channel is not there")

    async def _warm_up(self) -> None:
        """Read all names before somebody types one: with a large directory that takes a moment."""
        async with self.database.read() as tx:
            known = await self._office(tx, next(iter(self.channels.values())))
        if known:
            await asyncio.to_thread(index_of, known.directory)

    async def settle(self) -> None:
        """Handle and send everything that can be now, without the running pumps."""
        while await self.inbox.lanes.drain() or await self.outbox.lanes.drain():
            pass

    async def run(self) -> None:
        """Until cancelled. Raises CannotRunError when every channel needs the operator."""
        try:
            self._offer_files()
            self.alarms.beat()
            if self._web:
                self._web.health = self.alarms.health
            await self.outbox.dispatch.recover()
            self.outbox.resting |= self.channels.keys()
            self._schedule.start()
            async with asyncio.TaskGroup() as group:
                group.create_task(self.inbox.lanes.run(seldom))
                group.create_task(self.outbox.lanes.run(self.outbox.longest_sleep))
                for channel in self.channels.values():
                    group.create_task(self._serve(channel))
                await self.tick()
                await self._warm_up()
        finally:
            self._schedule.stop()
            if self._web and self.files.linked:
                await self._web.remove(PATH)
            await self.inbox.not_saved.close()
            await self.outbox.close()
            for channel in self.channels.values():
                await channel.close()

    def _offer_files(self) -> None:
        """Links to documents lead to our own server, where it can be reached from outside."""
        if self._web and self.files.linked:
            # the server's library costs a fifth of the start: loaded only where there is one
            from bot.file_pages import FilePages

            self._web.add(PATH, FilePages(self.files), methods=("GET", "HEAD"))

    async def _serve(self, channel: Channel) -> None:
        """Start a channel and listen to it; one that is down keeps no other waiting. Raises CannotRunError when no
        other one is left."""
        try:
            await self._start(channel)
            channel.pulse.beats()
            async with self.database.write() as tx:
                # `ktgs invite` makes whole links with it, also while the bot runs elsewhere
                await office.put(tx, f"invite:{channel.name}", channel.invite_link("CODE"))
            self.outbox.resting.discard(channel.name)
            self.outbox.lanes.wake()
            log.info("ready: %s", channel.name)
            await channel.poll(self.inbox.store)
        except CannotRunError as error:
            self._ended.add(channel.name)
            self.outbox.resting.add(channel.name)
            if self._ended >= self.channels.keys():
                raise
            log.error("%s; the other channels go on", error)
            await self._tell_of(channel, common.channel_ended(channel.label))

    async def _start(self, channel: Channel) -> None:
        """An office's line may be down in the morning: keep trying; the administrators hear of it when that lasts."""
        pause, failing = 1.0, 0.0
        while True:
            try:
                await channel.start()
                return
            except RetryError as error:
                log.warning("%s; trying again in %.0f s", error, pause)
                if failing < LONG <= failing + pause:
                    await self.alarms.silent(channel)
                    self.outbox.lanes.wake()
                await asyncio.sleep(pause)
                failing += pause
                pause = min(pause * 2, 60.0)

    async def _tell_of(self, channel: Channel, text: str) -> None:
        """The administrators, by any channel but this one."""
        async with self.database.write() as tx:
            for admin in await people.with_role(tx, Role.ADMIN):
                await notify.tell(tx, admin, Say(text, vital=True), self.clock(), but=channel.name)
        self.outbox.lanes.kick(tx.posted)

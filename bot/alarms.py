"""Alarms: administrators hear once that something stopped working, and once that it works again.

What has been told stands in the database, so that a restart tells nothing twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.backups import Backups
from bot.channels.base import Channel, ChannelError
from bot.config import ConfigError
from bot.watch import Heartbeat, Limits, heartbeat_file, values
from handlers import notify
from handlers.dialog.chat import Say
from handlers.texts import alarms as texts
from planning.programme import Role
from storage import office, people
from storage.engine import Connection, Database, stamp
from storage.errors import StorageError

log = logging.getLogger(__name__)
BACKUP = "alarm:backup"


class Alarms:
    """The program's own look at itself, at every bell."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        clock: Callable[[], datetime],
        real_time: Callable[[], datetime],
        *,
        backups: Backups | None = None,
        limits: Limits | None = None,
        beats: bool = False,
    ) -> None:
        """`clock`: the office's, `real_time`: that of deliveries and files. `beats`: write the heartbeat's file."""
        self._database = database
        self._channels = channels
        self._clock = clock
        self._real_time = real_time
        self._backups = backups
        self._limits = limits or Limits()
        self._started = real_time()
        self._beats = beats
        self._last_beat: Heartbeat | None = None

    async def bell(self) -> None:
        """Note that we live; make a back-up if one is due; ring or end alarms."""
        for channel in self._channels.values():
            await self._ping(channel)
        self.beat()
        await self._back_up()
        now = self._real_time()
        for channel in self._channels.values():
            if at := channel.pulse.at:
                await self._settle(channel, missed=now - at > self._limits.channel)

    async def _ping(self, channel: Channel) -> None:
        """A channel that only waits to be called is asked whether it is there."""
        at = channel.pulse.at
        if channel.polls or at is None or self._real_time() - at < self._limits.channel / 3:
            return
        try:
            await channel.ping()
        except ChannelError as error:
            log.warning("%s does not answer: %s", channel.name, error)

    def beat(self) -> None:
        """Note that the program lives, and which channels answered when."""
        pulses = {name: channel.pulse.at for name, channel in self._channels.items()}
        self._last_beat = Heartbeat(self._real_time(), self._started, pulses)
        if self._beats:
            try:
                self._last_beat.write(heartbeat_file(self._database.path))
            except OSError as error:  # a full disk; what matters more says so itself
                log.error("the heartbeat was not written: %s", error.strerror)

    async def _back_up(self) -> None:
        backups = self._backups
        if backups is None or not await asyncio.to_thread(backups.due):
            return
        try:
            made = await asyncio.to_thread(backups.make)
        except (OSError, StorageError, ConfigError) as error:
            log.error("no back-up was made: %s", error)
            await self.ring(BACKUP, texts.no_backup())
            return
        log.info("back-up %s made", made.path.name)
        await self._end(BACKUP, texts.backup_again())

    async def _settle(self, channel: Channel, *, missed: bool) -> None:
        key = f"alarm:channel:{channel.name}"
        if missed:
            await self.ring(key, texts.channel_lost(channel.label), but=channel.name)
        else:
            await self._end(key, texts.channel_back(channel.label))

    async def silent(self, channel: Channel) -> None:
        """A channel does not even start."""
        await self.ring(f"alarm:channel:{channel.name}", texts.channel_silent(channel.label), but=channel.name)

    async def ring(self, key: str, words: str, *, but: str = "") -> None:
        """Tell every administrator, by any channel but this one; not twice in one outage."""
        if await self._rings(key):
            return
        async with self._database.write() as tx:
            if await office.put_once(tx, key, stamp(self._real_time())):
                log.warning("alarm: %s", key)
                await self._tell(tx, words, but)

    async def _end(self, key: str, words: str) -> None:
        if not await self._rings(key):
            return
        async with self._database.write() as tx:
            if await office.take_away(tx, key):
                log.info("alarm over: %s", key)
                await self._tell(tx, words, "")

    async def _rings(self, key: str) -> bool:
        async with self._database.read() as tx:
            return bool(await office.get(tx, key))

    async def _tell(self, tx: Connection, words: str, but: str) -> None:
        for admin in await people.with_role(tx, Role.ADMIN):
            await notify.tell(tx, admin, Say(words, vital=True), self._clock(), but=but)

    async def health(self) -> dict[str, object]:
        """What GET /health says."""
        now = self._real_time()
        return await asyncio.to_thread(
            values, self._database.path, self._last_beat, self._backups, now, self._limits, running=True
        )

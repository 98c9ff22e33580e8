"""What the demo page is told of the program's side: rows that were committed, and when the bell rings next.

It only reads, and only what is committed: the running program does not know that anybody watches.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers import audit_lines, remind, sitting, waiting
from handlers.texts import demo as texts
from handlers.turn import Office
from planning.deadline import days_left, next_morning
from planning.organisation import Directory
from planning.programme import Role
from storage import audit, campaigns, people, rechecks, units
from storage.engine import Connection, Database, load

queries = load(__file__)
Bell = tuple[datetime, str]


class Lookout:
    """Reads beside the running program. `tell(kind, text)` puts a line into the page's panel."""

    def __init__(
        self,
        database: Database,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        tell: Callable[[str, str], None],
        name_of: Callable[[str], str],
    ) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock
        self._tell = tell
        self._name_of = name_of  # of whoever writes from an address
        self._directory: tuple[int, Directory] | None = None
        self._busy = asyncio.Lock()
        self._open = False
        self._audited = self._received = ""

    async def open(self) -> None:
        """From now on; what was there before is no news."""
        async with self._busy, self._database.read() as tx:
            row = await queries.newest(tx)
        self._audited, self._received = row["audited"] or "", row["received"] or ""
        self._open = True

    async def close(self) -> None:
        """Wait for what is being read, and read no more."""
        async with self._busy:
            self._open = False

    async def catch_up(self) -> None:
        """Tell what has been committed since the last time, in the order of the rows."""
        async with self._busy:
            if not self._open:
                return
            lines: list[tuple[str, audit_lines.Line]] = []
            async with self._database.read() as tx:
                async for row in queries.received(tx, after=self._received):
                    self._received = row["id"]
                    lines.append((row["id"], _received(self._name_of(row["address"]), row["refused"])))
                for act in await audit.told_after(tx, self._audited):
                    self._audited = act["id"]
                    lines.append((act["id"], audit_lines.audited(act)))
        for _, line in sorted(lines):
            self._tell(*line)

    async def next_bell(self) -> Bell | None:
        """When the program will next write to somebody unasked, and what; None when nothing is left to say."""
        async with self._busy:
            if not self._open:
                return None
            async with self._database.read() as tx:
                office, now = await self._office(tx), self._clock()
                if office is None:
                    return None
                found = [await source(tx, office, now) for source in (_next_reminder, _next_digest, _next_recheck)]
        return min((bell for bell in found if bell), default=None)

    async def _office(self, tx: Connection) -> Office | None:
        campaign = await campaigns.current(tx, self._zone)
        if campaign is None:
            return None
        revision = await units.revision(tx)
        if self._directory is None or self._directory[0] != revision:
            self._directory = (revision, await units.directory(tx))
        return Office(self._directory[1], campaign, self._zone, ())


def _received(name: str, refused: str | None) -> audit_lines.Line:
    """An update that was stored, or of which only a mark was."""
    return ("refused", texts.received_nothing(name, refused)) if refused else ("stored", texts.received(name))


async def _next_reminder(tx: Connection, office: Office, now: datetime) -> Bell | None:
    """The next rung for anybody who has not submitted; one that came due at night rings in the morning."""
    ladder, set_at = office.campaign.ladder, office.campaign.deadline_set_at
    local = now.astimezone(ladder.zone)
    morning = local.replace(hour=ladder.remind_at.hour, minute=ladder.remind_at.minute, second=0, microsecond=0)
    morning += timedelta(days=morning <= local)
    found = []
    for person_id, duties in (await remind.not_submitted(tx, office, office.today(now))).items():
        if not await people.active_chats(tx, person_id):
            continue
        if at := ladder.next_due(now):
            found.append(at)
        rung = ladder.rung_due(morning, since=max(min(duty.since for duty in duties), set_at))
        deadline = ladder.deadline.isoformat()
        if rung is not None and not await queries.reminded(tx, person_id=person_id, deadline=deadline, rung=rung):
            found.append(morning)
    if not found:
        return None
    at = min(found)
    return at, texts.bell_reminder(days_left(ladder.deadline, office.today(at)))


async def _next_digest(tx: Connection, office: Office, now: datetime) -> Bell | None:
    """The next working morning, if a draft waits for anybody."""
    undecided = await waiting.undecided(tx, office)
    for person in await sitting.everybody(tx, office.today(now)):
        if waiting.of_person(office, person, await sitting.principals(tx, person.id, office.today(now)), undecided):
            return next_morning(now, office.campaign.ladder), texts.bell_digest()
    return None


async def _next_recheck(tx: Connection, office: Office, now: datetime) -> Bell | None:
    """The next working morning, if something has changed near an inspection of a unit that can be told."""
    for body_id in await rechecks.due(tx, next_morning(now, office.campaign.ladder)):
        for person in await people.of_unit(tx, office.body(body_id).unit_id, Role.UNIT):
            if await people.active_chats(tx, person.id):
                return next_morning(now, office.campaign.ladder), texts.bell_rechecks()
    return None

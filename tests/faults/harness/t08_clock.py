"""T8: the clock jumps, stands still, goes through a zone's summer time and 29 February; the deadline is moved."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from planning.programme import Role
from storage import campaigns, office
from storage.engine import stamp
from tests import stage as stages
from tests.faults.harness.row import Orders, Row
from tests.faults.harness.stages import opened
from tests.handlers.scene import registers, submits
from tests.stage import Actor, Stage

WANTED = "each reminder once, <= 60 s after the program is up, none to who has submitted, none in quiet hours"
ZONES = ("Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
DEADLINES = (date(2026, 12, 15), date(2027, 3, 1), date(2028, 2, 29), date(2028, 3, 5), date(2027, 3, 28))
RUNGS = (15, 7, 3, 1, 0, -1, -2, -3, -4, -5)  # as in the example office
MORNING, EVENING = 8, 20
MOVED = "update campaigns set deadline = ?, deadline_set_at = ?"


def run(orders: Orders) -> Row:
    row = Row("T8", "clock", WANTED, orders.seed)
    sent = 0
    for number in range(orders.times(2, 200)):
        sent += asyncio.run(_story(orders, number, row))
    row.notes.append(f"{row.tried} stories in {len(ZONES)} zones, {sent} reminders")
    return row


class Story:
    """`due`: what somebody who never submits has to have heard by now, as (deadline, rung); worked out day by day."""

    def __init__(self, stage: Stage, zone: ZoneInfo, deadline: date) -> None:
        self.stage, self.zone, self.deadline = stage, zone, deadline
        self.set_at = self.now
        self.heard: dict[Actor, int] = {}
        self.due: set[tuple[date, int]] = set()
        self.faults: list[str] = []

    @property
    def now(self) -> datetime:
        return self.stage.sandbox.now().astimezone(self.zone)

    async def moves_to(self, now: datetime, lan: Actor, done: Actor) -> None:
        self.stage.sandbox.sets_clock(now)
        before = {who: len(_reminders(who)) for who in (lan, done)}
        expected = self._falls_due()
        await self.stage.rings()
        await self.stage.rings()  # the next bell, 20 s later, has nothing to add
        came = len(_reminders(lan)) - before[lan]
        if came != (expected is not None):
            self.faults.append(f"{self.now:%d/%m/%Y %H:%M}: {came} reminders, rung {expected} is due")
        if len(_reminders(done)) != before[done]:
            self.faults.append(f"{self.now:%d/%m/%Y %H:%M}: a reminder to who has submitted")

    def _falls_due(self) -> int | None:
        """The newest rung of which the morning has come since the deadline was set, if it was not told already."""
        now = self.now
        if not MORNING <= now.hour < EVENING:
            return None
        for rung in reversed(RUNGS):
            day = self.deadline - timedelta(days=rung)
            morning = datetime(day.year, day.month, day.day, MORNING, tzinfo=self.zone)
            if morning.timestamp() <= now.timestamp():
                if morning.timestamp() <= self.set_at.timestamp() or (self.deadline, rung) in self.due:
                    return None
                self.due.add((self.deadline, rung))
                return rung
        return None


def _reminders(actor: Actor) -> list[str]:
    return [text for text in actor.heard if text.startswith(("Nhắc hạn:", "Đã quá hạn"))]


async def _story(orders: Orders, number: int, row: Row) -> int:
    random = orders.random("story", number)
    zone = ZoneInfo(random.choice(ZONES))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "ZONE", zone)
        async with opened(Stage(orders.inside(f"story{number}"), orders.base)) as stage:
            lan = await stage.joins("Lan", "cb-toa-an")
            done = await stage.joins("Bình", "hoi-phu-nu", Role.UNIT)
            await registers(done, "Hội LHPN phường Đông Thọ", "tháng 5", "thực hiện Điều lệ Hội")
            await submits(done)
            story = Story(stage, zone, DEADLINES[0])
            await _lives(story, random, lan, done)
            row.counts(not story.faults, f"story {number} in {zone.key}: {'; '.join(story.faults[:2])}")
            return len(_reminders(lan))


async def _lives(story: Story, random: Random, lan: Actor, done: Actor) -> None:
    """Around the deadline: by quarters of a day, hours forth and back, a day back, and down for a while."""
    stage = story.stage
    for _ in range(random.randint(10, 25)):
        what = random.random()
        if what < 0.15:
            await _moves_deadline(story, random.choice(DEADLINES))
        if what < 0.3:  # to somewhere near a rung, whatever has been told by then
            day = story.deadline - timedelta(days=random.choice(RUNGS))
            to = datetime(day.year, day.month, day.day, random.choice((7, 8, 19, 20)), 59, tzinfo=story.zone)
            await story.moves_to(max(to - timedelta(minutes=random.choice((0, 58, 59))), story.now), lan, done)
        elif what < 0.45:
            await story.moves_to(story.now + timedelta(hours=random.choice((-1, 1))), lan, done)
        elif what < 0.5:
            await story.moves_to(story.now - timedelta(days=1), lan, done)
        elif what < 0.6:  # frozen for two hours, then right again
            for hours in (0, 2):
                await story.moves_to(story.now + timedelta(hours=hours), lan, done)
        elif what < 0.75:  # the program is down over what falls due
            await stage.close()
            stage.sandbox.moves_clock(timedelta(hours=random.randint(1, 90)))
            stage._offset = None
            await stage.open()
            await story.moves_to(story.now, lan, done)
        else:
            await story.moves_to(story.now + timedelta(hours=random.randint(1, 30)), lan, done)


async def _moves_deadline(story: Story, deadline: date) -> None:
    story.deadline, story.set_at = deadline, story.now
    async with story.stage.database.write() as tx:
        await tx.execute(MOVED, (deadline.isoformat(), stamp(story.now)))
        await office.bump(tx, campaigns.REVISION)

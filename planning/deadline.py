"""The deadline of a campaign and its ladder of reminders. Moments are aware; days are the office's local days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Ladder:
    """When to remind: `rungs` are days before the deadline (0: on the day); then daily for `after` days.

    `remind_at` and `quiet_from` are local times: nothing is sent before the one or from the other on.
    """

    deadline: date
    rungs: tuple[int, ...]
    remind_at: time
    quiet_from: time
    after: int
    zone: ZoneInfo

    def awake(self, now: datetime) -> bool:
        """Whether something that nobody asked for may be sent at this time of day."""
        return self.remind_at <= now.astimezone(self.zone).time() < self.quiet_from

    def this_morning(self, now: datetime) -> datetime:
        """When quiet hours end on this day."""
        return datetime.combine(now.astimezone(self.zone).date(), self.remind_at, self.zone)

    def tonight(self, now: datetime) -> datetime:
        """When quiet hours begin on this day."""
        return datetime.combine(now.astimezone(self.zone).date(), self.quiet_from, self.zone)

    def all_rungs(self) -> tuple[int, ...]:
        """Every rung as days left: 15, 7, … 0, -1, … -after."""
        return tuple(sorted({*self.rungs, *range(-1, -self.after - 1, -1)}, reverse=True))

    def due_at(self, rung: int) -> datetime:
        """The moment a rung rings."""
        return datetime.combine(self.deadline - timedelta(days=rung), self.remind_at, self.zone)

    def rung_due(self, now: datetime, *, since: datetime) -> int | None:
        """The rung to ring now for somebody whom the deadline concerns since `since`.

        Only the latest rung that has come due counts: after a week offline one reminder is right, three are not.
        None in quiet hours, or when that rung came due before `since` (a deadline set or a person joined later).
        """
        if not self.awake(now):
            return None
        due = [rung for rung in self.all_rungs() if self.due_at(rung) <= now]
        if not due or self.due_at(due[-1]) <= since:
            return None
        return due[-1]

    def next_due(self, now: datetime) -> datetime | None:
        """When the next rung rings, if any is left."""
        return next((self.due_at(rung) for rung in self.all_rungs() if self.due_at(rung) > now), None)


def is_working_day(day: date) -> bool:
    """Monday to Friday; public holidays are not known here, a digest on one of them does no harm."""
    return day.weekday() < 5


def after_working_days(start: date, days: int) -> date:
    """The day on which `days` working days after `start` end: a week later for five."""
    day = start
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def working_days_left(due: date, today: date) -> int:
    """Working days from today to the due day, negative once it has passed: -1 on the first working day after it."""
    sign, first, last = (1, today, due) if today <= due else (-1, due, today)
    return sign * sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


@dataclass(frozen=True, slots=True)
class StepLimit:
    """When to remind those at whose step a draft waits: `rungs` are working days before the due day, then every working
    day for `after` days."""

    rungs: tuple[int, ...] = (1, 0)
    after: int = 5

    def rung_due(self, due: date, today: date, *, since: date) -> int | None:
        """The rung of today; None when none is due, or the draft came only today."""
        if not is_working_day(today) or since >= today:
            return None
        left = working_days_left(due, today)
        return left if left in self.rungs or -self.after <= left < 0 else None


def next_morning(now: datetime, ladder: Ladder) -> datetime:
    """The next working day's `remind_at` after now."""
    local = now.astimezone(ladder.zone)
    day = local.date() if local.time() < ladder.remind_at else local.date() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, ladder.remind_at, ladder.zone)


def days_left(deadline: date, today: date) -> int:
    """Days from today to the deadline; negative once it has passed."""
    return (deadline - today).days


def is_late(deadline: date, now: datetime, zone: ZoneInfo) -> bool:
    """A submission is late from 00:00 local time on the day after the deadline."""
    return now.astimezone(zone).date() > deadline

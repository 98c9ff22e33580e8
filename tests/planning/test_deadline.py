"""The deadline: when it is late, which rung rings when; against a simulation by whole hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.deadline import Ladder, StepLimit, after_working_days, days_left, is_late, working_days_left

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ZONES = [HANOI, ZoneInfo("UTC"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Kiritimati")]
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
LAST_DAY = date(2026, 12, 15)


def ladder(deadline: date = LAST_DAY, *, rungs: tuple[int, ...] = (15, 7, 3, 1, 0), after: int = 5) -> Ladder:
    return Ladder(deadline, rungs, time(8), time(20), after, HANOI)


def at(day: int, hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HANOI)


def test_the_whole_ladder() -> None:
    assert ladder().all_rungs() == (15, 7, 3, 1, 0, -1, -2, -3, -4, -5)
    assert ladder(rungs=(0, 3), after=0).all_rungs() == (3, 0)
    assert ladder().due_at(15) == at(30, 8, month=11)
    assert ladder().due_at(-5) == at(20, 8)


@pytest.mark.parametrize(
    ("now", "rung"),
    [
        (at(30, 7, 59, month=11), None),
        (at(30, 8, month=11), 15),
        (at(30, 19, 59, month=11), 15),
        (at(30, 20, month=11), None),
        (at(5, 12), 15),  # the process was down: the latest rung that came due
        (at(8, 0), None),
        (at(8, 7, 59), None),
        (at(8, 8), 7),
        (at(13, 9), 3),  # between two rungs
        (at(15, 8), 0),
        (at(16, 8), -1),
        (at(20, 8), -5),
        (at(25, 12), -5),  # nothing below the last rung
    ],
)
def test_the_latest_rung_rings_by_day_only(now: datetime, rung: int | None) -> None:
    assert ladder().rung_due(now, since=LONG_AGO) == rung


def test_who_joined_after_a_rung_hears_the_next_one() -> None:
    assert ladder().rung_due(at(8, 9), since=at(8, 8)) is None
    assert ladder().rung_due(at(8, 9), since=at(8, 7, 59)) == 7
    assert ladder().rung_due(at(11, 12), since=at(8, 8, 30)) is None
    assert ladder().rung_due(at(12, 8), since=at(8, 8, 30)) == 3


def test_a_moved_deadline_starts_from_when_it_was_moved() -> None:
    earlier = ladder(date(2026, 12, 10))
    moved_at = at(4, 10)
    assert earlier.rung_due(at(4, 10), since=moved_at) is None  # its 15 and 7 are past
    assert earlier.rung_due(at(6, 19, 59), since=moved_at) is None
    assert earlier.rung_due(at(7, 8), since=moved_at) == 3


def test_the_next_rung() -> None:
    assert ladder().next_due(at(22, 9, month=11)) == at(30, 8, month=11)
    assert ladder().next_due(at(30, 8, month=11)) == at(8, 8)
    assert ladder().next_due(at(19, 23)) == at(20, 8)
    assert ladder().next_due(at(20, 8)) is None


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_late_begins_at_midnight_of_the_office(zone: ZoneInfo) -> None:
    last_minute = datetime(2026, 12, 15, 23, 59, 59, tzinfo=zone).astimezone(UTC)
    assert not is_late(LAST_DAY, last_minute, zone)
    assert is_late(LAST_DAY, datetime(2026, 12, 16, 0, 0, tzinfo=zone).astimezone(UTC), zone)


def test_one_moment_is_late_here_and_in_time_there() -> None:
    moment = datetime(2026, 12, 15, 17, 0, tzinfo=UTC)  # 00:00 on the 16th in Hanoi
    assert is_late(LAST_DAY, moment, HANOI)
    assert not is_late(LAST_DAY, moment, ZoneInfo("UTC"))


def test_leap_day() -> None:
    leap = Ladder(date(2028, 2, 29), (7, 1, 0), time(8), time(20), 1, HANOI)
    assert [leap.due_at(rung).date() for rung in leap.all_rungs()] == [
        date(2028, 2, 22),
        date(2028, 2, 28),
        date(2028, 2, 29),
        date(2028, 3, 1),
    ]
    assert days_left(date(2028, 3, 1), date(2028, 2, 28)) == 2
    assert days_left(date(2027, 3, 1), date(2027, 2, 28)) == 1
    assert not is_late(date(2028, 2, 29), datetime(2028, 2, 29, 23, 59, tzinfo=HANOI), HANOI)
    assert is_late(date(2028, 2, 29), datetime(2028, 3, 1, 0, 0, tzinfo=HANOI), HANOI)


def test_days_left() -> None:
    assert [days_left(LAST_DAY, date(2026, 12, day)) for day in (1, 14, 15, 16)] == [14, 1, 0, -1]


# --- the oracle: a bell at whole hours, days as numbers before the deadline ---

FIRST_DAY = 40  # days before the deadline on which the simulated time begins


@given(
    rungs=st.frozensets(st.integers(0, 30), max_size=6),
    after=st.integers(0, 8),
    opens=st.integers(0, 12),
    closes=st.integers(13, 23),
    zone=st.sampled_from(ZONES),
    bells=st.lists(st.tuples(st.integers(-12, FIRST_DAY), st.integers(0, 23)), max_size=80),
    since=st.tuples(st.integers(-12, FIRST_DAY), st.integers(0, 23)),
    deadline=st.sampled_from([LAST_DAY, date(2028, 2, 29), date(2027, 3, 14), date(2026, 11, 1)]),
)
def test_rungs_equal_the_oracle(
    rungs: frozenset[int],
    after: int,
    opens: int,
    closes: int,
    zone: ZoneInfo,
    bells: list[tuple[int, int]],
    since: tuple[int, int],
    deadline: date,
) -> None:
    made = Ladder(deadline, tuple(rungs), time(opens), time(closes), after, zone)

    def moment(left: int, hour: int) -> datetime:
        day = deadline - timedelta(days=left)
        return datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(UTC)

    ringing = [left for left in range(FIRST_DAY, -13, -1) if left in rungs or -after <= left <= -1]
    for left, hour in bells:
        due = [rung for rung in ringing if (-rung, opens) <= (-left, hour)]
        rings = opens <= hour < closes and due and (-due[-1], opens) > (-since[0], since[1])
        told = made.rung_due(moment(left, hour), since=moment(*since))
        assert told == (due[-1] if rings else None)
        coming = [rung for rung in ringing if (-rung, opens) > (-left, hour)]
        assert made.next_due(moment(left, hour)) == (moment(coming[0], opens) if coming else None)


@settings(max_examples=40)
@given(after=st.integers(0, 8), down=st.sets(st.integers(0, 24 * 53)))
def test_every_hour_rings_every_rung_once(after: int, down: set[int]) -> None:
    made = ladder(after=after)
    start = at(10, 0, month=11)
    sent: dict[int, datetime] = {}
    for hours in range(24 * 53):
        now = start + timedelta(hours=hours)
        rung = None if hours in down else made.rung_due(now, since=LONG_AGO)
        if rung is not None:
            sent.setdefault(rung, now)
    assert sum(rung < 0 for rung in sent) <= after
    assert all(8 <= now.hour < 20 and now >= made.due_at(rung) for rung, now in sent.items())
    if not down:
        assert sent == {rung: made.due_at(rung) for rung in made.all_rungs()}


def test_working_days_of_a_step() -> None:
    friday = date(2026, 11, 27)
    assert after_working_days(friday, 1) == date(2026, 11, 30)
    assert after_working_days(friday, 5) == date(2026, 12, 4)
    assert after_working_days(date(2026, 11, 22), 5) == friday  # from a Sunday
    assert [working_days_left(friday, friday + timedelta(days=n)) for n in (-1, 0, 1, 2, 3, 4)] == [1, 0, 0, 0, -1, -2]


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(1, 60), st.integers(-20, 60))
def test_working_days_counted_one_by_one(start: date, days: int, passed: int) -> None:
    due = after_working_days(start, days)
    weekdays = [start + timedelta(days=n) for n in range(1, 200) if (start + timedelta(days=n)).weekday() < 5]
    assert due == weekdays[days - 1]
    today = start + timedelta(days=passed)
    if today <= due:
        left = sum(1 for n in range(1, 300) if today < (day := today + timedelta(days=n)) <= due and day.weekday() < 5)
    else:
        left = -sum(1 for n in range(1, 300) if due < (day := due + timedelta(days=n)) <= today and day.weekday() < 5)
    assert working_days_left(due, today) == left


def test_the_rungs_of_a_step() -> None:
    limit, due, came = StepLimit((1, 0), 2), date(2026, 11, 27), date(2026, 11, 20)
    days = [came + timedelta(days=n) for n in range(14)]
    rung = {day.day: limit.rung_due(due, day, since=came) for day in days}
    assert {day: left for day, left in rung.items() if left is not None} == {26: 1, 27: 0, 30: -1, 1: -2}
    assert limit.rung_due(due, due, since=due) is None  # it came only today

"""Public holidays, by the law's dates and Vietnam's lunar calendar."""

from __future__ import annotations

from datetime import date

import pytest

from planning.holidays import Holiday, holiday_of, holidays, is_spoilt
from planning.inspection import Inspection
from planning.organisation import Directory
from planning.overlap import free_times
from planning.period import Interval, Precision, month


def days(start: str, end: str = "") -> Interval:
    return Interval(date.fromisoformat(start), date.fromisoformat(end or start), Precision.DAY)


def test_the_holidays_of_2027() -> None:
    assert [(one.holiday, one.days.start.isoformat(), one.days.end.isoformat()) for one in holidays(2027)] == [
        (Holiday.NEW_YEAR, "2027-01-01", "2027-01-01"),
        (Holiday.LUNAR_NEW_YEAR, "2027-02-05", "2027-02-09"),
        (Holiday.ANCESTORS, "2027-04-16", "2027-04-16"),
        (Holiday.LIBERATION_AND_LABOUR, "2027-04-30", "2027-05-01"),
        (Holiday.NATIONAL, "2027-09-02", "2027-09-02"),
    ]


@pytest.mark.parametrize(
    ("time", "within", "spoilt"),
    [
        (days("2027-02-06", "2027-02-08"), Holiday.LUNAR_NEW_YEAR, True),
        (days("2027-02-08", "2027-02-12"), None, True),
        (days("2027-04-16"), Holiday.ANCESTORS, True),
        (days("2027-04-19", "2027-04-23"), None, False),
        (Interval(date(2027, 2, 1), date(2027, 2, 15), Precision.HALF_MONTH), None, True),
        (month(2, 2027), None, False),
    ],
)
def test_what_is_hinted_at_and_what_is_not_proposed(time: Interval, within: Holiday | None, spoilt: bool) -> None:
    found = holiday_of(time)
    assert (found and found.holiday, is_spoilt(time)) == (within, spoilt)


def test_no_week_of_a_holiday_is_proposed() -> None:
    clash = days("2027-02-15", "2027-02-19")
    item = Inspection("i", "KT-001", "b", "KT_CH", ("u",), (clash,), "x")
    found = free_times(item, clash, (), Directory([]), year=2027, today=date(2026, 11, 1), limit=60).free
    assert len(found) == 51 - 5  # the weeks of Tet, the kings' day, 30 April, 2 September; the first begins in 2026
    assert not any(is_spoilt(slot) for slot in found)

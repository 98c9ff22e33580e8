"""Times counted from today, against counting day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.period import Doubt
from tests.planning.time_reading import read

A_TODAY = st.dates(date(2024, 1, 1), date(2030, 12, 31))
DAY = timedelta(days=1)
WEEKDAYS = ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"]


def days_of(text: str, today: date) -> list[date]:
    (span,) = read(text, today).spans
    assert span.start and span.end
    return list(_from(span.start, span.end))


def _from(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start += DAY


def whole_week(day: date) -> list[date]:
    """The week of a day, Monday to Sunday, by walking."""
    while day.isoweekday() != 1:
        day -= DAY
    return [day + n * DAY for n in range(7)]


def whole_month(day: date) -> list[date]:
    return [d for n in range(-31, 32) if ((d := day + n * DAY).year, d.month) == (day.year, day.month)]


@given(A_TODAY)
def test_days(today: date) -> None:
    for text, ahead in (("hôm nay", 0), ("ngày mai", 1), ("sáng mai", 1), ("ngày kia", 2)):
        assert days_of(text, today) == [today + ahead * DAY]


@given(A_TODAY)
def test_weeks(today: date) -> None:
    weeks = {"tuần trước": -7, "tuần này": 0, "tuần sau": 7, "tuần tới": 7, "tuần sau nữa": 14}
    for text, ahead in weeks.items():
        assert days_of(text, today) == whole_week(today + ahead * DAY)
    assert days_of("cuối tuần này", today) == whole_week(today)[5:]
    assert days_of("từ thứ hai đến thứ sáu tuần sau", today) == whole_week(today + 7 * DAY)[:5]


@given(A_TODAY, st.integers(0, 6))
def test_a_day_of_a_week(today: date, place: int) -> None:
    expected = [whole_week(today + 7 * DAY)[place]]
    assert days_of(f"{WEEKDAYS[place]} tuần sau", today) == expected
    assert days_of(f"sáng {WEEKDAYS[place]}, tuần tới", today) == expected
    if place < 6:
        assert days_of(f"T{place + 2} tuần sau", today) == expected


@given(A_TODAY)
def test_months(today: date) -> None:
    this = whole_month(today)
    following = whole_month(this[-1] + DAY)
    assert days_of("tháng này", today) == this
    assert days_of("tháng sau", today) == days_of("thang toi", today) == following
    assert days_of("tháng trước", today) == whole_month(this[0] - DAY)
    assert days_of("đầu tháng sau", today) == following[:10]
    assert days_of("cuối tháng này", today) == this[20:]
    assert days_of("ngày 15 tháng sau", today) == [following[14]]
    assert days_of("tuần 2 tháng tới", today) == following[7:14]


@given(A_TODAY)
def test_quarters_and_years(today: date) -> None:
    def quarter(day: date) -> tuple[int, int]:
        return day.year, (day.month + 2) // 3

    this = [d for n in range(-100, 101) if quarter(d := today + n * DAY) == quarter(today)]
    following = days_of("quý sau", today)
    assert days_of("quý này", today) == this
    assert following[0] == this[-1] + DAY and {quarter(day) for day in following} == {quarter(following[0])}
    assert quarter(following[-1] + DAY) != quarter(following[0])
    assert days_of("quý tới", today) == following
    assert {day.year for day in days_of("năm sau", today)} == {today.year + 1}
    assert days_of("tháng 3 năm sau", today) == whole_month(date(today.year + 1, 3, 1))


@given(A_TODAY, st.integers(1, 12))
def test_the_coming_month_is_the_first_that_is_not_over(today: date, number: int) -> None:
    day = today
    while day.month != number:
        day += DAY
    assert days_of(f"tháng {number} tới", today) == whole_month(day)


@given(A_TODAY, st.integers(1, 12))
def test_from_now_to_a_month_ends_with_its_next_end(today: date, number: int) -> None:
    day = today
    while day.month != number:
        day += DAY
    assert days_of(f"từ nay đến hết tháng {number}", today) == list(_from(today, whole_month(day)[-1]))


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("thang sau", Doubt.RELATIVE),  # six or next
        ("tháng năm tới", Doubt.RELATIVE),  # the coming May, or a month of next year
        ("2 tuần nữa", Doubt.RELATIVE),
        ("T7 này", Doubt.RELATIVE),  # July, or Saturday
        ("đầu tuần sau", Doubt.VAGUE),
        ("đầu năm sau", Doubt.VAGUE),
        ("từ 1/1/2025 đến nay", Doubt.PERIOD_INSPECTED),
        ("từ nay đến cuối năm 2025", Doubt.END_BEFORE_START),
        ("tháng 3 và tuần sau", Doubt.RELATIVE),
    ],
)
def test_a_question(text: str, doubt: Doubt) -> None:
    assert (read(text).doubt, read(text).spans) == (doubt, ())


@pytest.mark.parametrize("now", ["từ nay", "từ giờ", "từ bây giờ", "từ đây", "nay", "tu gio", "từ hôm nay"])
@given(A_TODAY)
def test_from_now_on_is_counted_from_today_and_told_back(now: str, today: date) -> None:
    """To the end of the year of today, as it is said; before the programme's year that is asked with its days."""
    reading = read(f"{now} đến cuối năm", today)
    (span,) = reading.spans
    assert (span.start, span.end) == (today, date(today.year, 12, 31))
    assert reading.computed
    assert reading.doubt is (None if today.year == 2027 else Doubt.OUTSIDE_YEAR)


@given(st.dates(date(2026, 10, 1), date(2027, 9, 30)))
def test_from_now_to_a_quarter_of_the_programme(today: date) -> None:
    reading = read("từ giờ đến hết quý III", today)
    (span,) = reading.spans
    assert (span.start, span.end) == (today, date(2027, 9, 30))
    assert reading.doubt is (None if today.year == 2027 else Doubt.OUTSIDE_YEAR)


@pytest.mark.parametrize("text", ["nay", "giờ", "đây", "nay quý II", "giờ quý II"])
def test_now_without_a_range_is_no_time(text: str) -> None:
    assert not read(text).intervals

"""The days of a substitution as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.substitution import MOST_DAYS, Days, DaysProblem, next_week, read_days, this_week

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("hôm nay", (2026, 11, 24), (2026, 11, 24)),
        ("ngày mai", (2026, 11, 25), (2026, 11, 25)),
        ("từ 1/12 đến 5/12", (2026, 12, 1), (2026, 12, 5)),
        ("25/11-27/11", (2026, 11, 25), (2026, 11, 27)),
        ("tuần này", (2026, 11, 24), (2026, 11, 29)),
        ("tuần sau", (2026, 11, 30), (2026, 12, 6)),
        ("tháng 12", (2026, 12, 1), (2026, 12, 31)),
        ("đến 5/12", (2026, 11, 24), (2026, 12, 5)),
        ("từ nay đến 5/12", (2026, 11, 24), (2026, 12, 5)),
        ("5/1 - 10/1", (2027, 1, 5), (2027, 1, 10)),
        ("28/12/2026 - 5/1/2027", (2026, 12, 28), (2027, 1, 5)),
    ],
)
def test_days(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert read_days(text, TODAY) == Days(date(*start), date(*end))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("từ 1/12 đến 5/12 và 10/12", DaysProblem.UNCLEAR),
        ("khi nào tôi về", DaysProblem.UNCLEAR),
        ("từ 5/12", DaysProblem.UNCLEAR),
        ("31/11", DaysProblem.UNCLEAR),
        ("10/11/2026", DaysProblem.PAST),
        ("từ 1/12/2026 đến 30/6/2027", DaysProblem.TOO_LONG),
        ("năm 2027", DaysProblem.TOO_LONG),
    ],
)
def test_what_is_not_taken(text: str, problem: DaysProblem) -> None:
    assert read_days(text, TODAY) is problem


def test_the_quick_choices() -> None:
    assert this_week(TODAY) == Days(TODAY, date(2026, 11, 29))
    assert this_week(date(2026, 11, 29)) == Days(date(2026, 11, 29), date(2026, 11, 29))
    assert next_week(TODAY) == Days(date(2026, 11, 30), date(2026, 12, 6))


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_days_with_their_year_are_what_they_say_or_nothing(one: date, other: date) -> None:
    start, end = sorted((one, other))
    found = read_days(f"từ {start:%d/%m/%Y} đến {end:%d/%m/%Y}", TODAY)
    if isinstance(found, Days):
        assert (found.start, found.end) == (max(start, TODAY), end)
        assert TODAY <= found.start <= found.end and (found.end - found.start).days < MOST_DAYS

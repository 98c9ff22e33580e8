"""The days on which somebody is replaced, as they are typed: from today on, at most a quarter of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from planning.period import Doubt, read_period

MOST_DAYS = 92


@dataclass(frozen=True, slots=True)
class Days:
    """Both included."""

    start: date
    end: date


class DaysProblem(StrEnum):
    """Why a text is not taken as days."""

    UNCLEAR = "unclear"
    PAST = "past"
    TOO_LONG = "too_long"


def read_days(text: str, today: date) -> Days | DaysProblem:
    """One stretch of days. What began before today counts from today; without a year the next such days are meant."""
    meant: Days | DaysProblem = DaysProblem.UNCLEAR
    for year in (today.year, today.year + 1):
        meant = _read(text, year, today)
        if meant is not DaysProblem.PAST:
            return meant
    return meant


def _read(text: str, year: int, today: date) -> Days | DaysProblem:
    reading = read_period(text, year=year, today=today)
    # the year of a programme is no limit here, and "up to the 5th" begins today
    known = reading.doubt in (None, Doubt.OUTSIDE_YEAR, Doubt.OPEN_START)
    if not known or reading.alternatives or len(reading.spans) != 1:
        return DaysProblem.UNCLEAR
    span = reading.spans[0]
    if span.end is None or (span.start is None and reading.doubt is not Doubt.OPEN_START):
        return DaysProblem.UNCLEAR
    if span.end < today:
        return DaysProblem.PAST
    return limited(Days(max(span.start or today, today), span.end))


def limited(days: Days) -> Days | DaysProblem:
    return days if (days.end - days.start).days < MOST_DAYS else DaysProblem.TOO_LONG


def this_week(today: date) -> Days:
    """Up to Sunday."""
    return Days(today, today + timedelta(days=6 - today.weekday()))


def next_week(today: date) -> Days:
    """Monday to Sunday."""
    monday = today + timedelta(days=7 - today.weekday())
    return Days(monday, monday + timedelta(days=6))

"""The values of time: days with a precision, and how a time expression was read."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How finely a time was given, finest first. Only exact days make an overlap certain."""

    DAY = "day"
    WEEK = "week"
    THIRD = "third"  # ten days: dau, giua, cuoi thang
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A closed span of days, both ends included."""

    start: date
    end: date
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"interval ends before it starts: {self.start} > {self.end}")

    def meets(self, other: Interval) -> bool:
        """Whether the two share at least one day."""
        return self.start <= other.end and other.start <= self.end


class TimeKind(StrEnum):
    """What a time expression says."""

    TIME = "time"  # when the visit takes place
    OPEN = "open"  # only one end is said
    RECURRING = "recurring"
    DURATION = "duration"
    PERIOD_INSPECTED = "period_inspected"  # belongs in another field
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """Why a time expression is a question to the person. `Reading.detail` has what a sentence needs."""

    NOT_UNDERSTOOD = "not_understood"  # text: the first word that was not understood
    IMPOSSIBLE_DATE = "impossible_date"  # text, what (day, week, month, quarter, year, lunar_day,
    # school_year); for a day also month, days and year
    WRONG_WEEKDAY = "wrong_weekday"  # text: the date; said, is: 1 Monday .. 7 Sunday
    END_BEFORE_START = "end_before_start"  # start, end: ISO dates
    OUTSIDE_YEAR = "outside_year"  # year: the programme's
    OPEN_START = "open_start"  # only a deadline
    OPEN_END = "open_end"  # only a beginning
    EITHER_OR = "either_or"
    RECURRING = "recurring"
    DURATION = "duration"
    PERIOD_INSPECTED = "period_inspected"
    VAGUE = "vague"
    LUNAR = "lunar"  # new_year: its ISO date, when the text is about it
    RELATIVE = "relative"  # counted from today, but not to a certain day
    SCHOOL_YEAR = "school_year"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days as said; None where an end was not said."""

    start: date | None
    end: date | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Reading:
    """How a time expression was read; `spans` in the order said. A `doubt` is a question to the person.

    `kind` and `spans` stay under the doubts OUTSIDE_YEAR, EITHER_OR, VAGUE ("about May") and the open ends:
    they are what was understood and may serve for a warning; a half of a SCHOOL_YEAR likewise. UNKNOWN never has spans.
    """

    kind: TimeKind
    spans: tuple[Span, ...] = ()
    alternatives: bool = False
    doubt: Doubt | None = None
    detail: Mapping[str, str] = field(default_factory=dict, hash=False)
    mixed: bool = False  # beside the alternatives something is certain ("quarter I; May or June")
    computed: bool = False  # the days come from today, the lunar calendar or the school year: show them

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """The spans as intervals, when nothing is left to ask; else empty."""
        if self.kind is not TimeKind.TIME or self.doubt is not None:
            return ()
        return self._closed()

    @property
    def choices(self) -> tuple[Interval, ...]:
        """The intervals of which one is meant, when that is all there is to ask; else empty."""
        whole = all(span.start and span.end for span in self.spans)
        if self.kind is not TimeKind.TIME or self.doubt is not Doubt.EITHER_OR or self.mixed or not whole:
            return ()
        return self._closed()

    def _closed(self) -> tuple[Interval, ...]:
        return tuple(Interval(s.start, s.end, s.precision) for s in self.spans if s.start and s.end)


def days_in(number: int, year: int) -> int:
    """The days of a month."""
    return calendar.monthrange(year, number)[1]


def month(number: int, year: int) -> Interval:
    """The days of month 1 to 12."""
    return Interval(date(year, number, 1), date(year, number, days_in(number, year)), Precision.MONTH)


def quarter(number: int, year: int) -> Interval:
    """The days of quarter 1 to 4."""
    last = month(3 * number, year).end
    return Interval(date(year, 3 * number - 2, 1), last, Precision.QUARTER)

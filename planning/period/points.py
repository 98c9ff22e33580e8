"""A point of time as a person names it (a day, a month, a quarter ...), and the days it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from planning.period import lunar
from planning.period.values import Doubt, Interval, Precision, days_in, month, quarter

EVE = "eve"
EARLIEST, LATEST = 1900, 2199  # other numbers of four digits are not years


class NotClear(Exception):
    """The expression is a question to the person, for this reason."""

    def __init__(self, doubt: Doubt, detail: Mapping[str, str]) -> None:
        super().__init__(doubt)
        self.doubt = doubt
        self.detail = detail


class Named(StrEnum):
    """What sort of thing a point names."""

    BARE = "bare"  # a number whose sort the neighbours tell
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"  # the first or last `number` months of the year
    YEAR = "year"
    KNOWN = "known"  # its days are known: counted from today, or a school year


@dataclass(frozen=True, slots=True)
class Point:
    """`month` belongs to a day or a week, `part` to a month, quarter, half or year; None: not said.

    A point that is KNOWN has `days`. `count` makes a part longer or shorter: so many days of a month, or so many
    months of a quarter. `lunar`: a day by the lunar calendar, `leap`: of its leap month; with the part `EVE` a day
    counted back from the new year.
    """

    named: Named
    number: int = 0
    month: int | None = None
    year: int | None = None
    part: str = ""
    weekday: int | None = None
    keyed: bool = False  # its sort was said in front of it
    said: str = ""
    days: Interval | None = None
    count: int = 0
    lunar: bool = False
    leap: bool = False
    loose: bool = False  # "10.5": a day only beside one that is sure

    def in_year(self, year: int | None) -> Point:
        """The same point, in `year` if it has none."""
        return self if self.year is not None or year is None else replace(self, year=year)


def days_of(point: Point) -> Interval:
    """The days of a complete point; raises NotClear for a date that does not exist."""
    year = point.year or 0
    if not EARLIEST <= year <= LATEST:
        raise _impossible(point, "year")
    match point.named:
        case Named.DAY:
            return _day(point, year)
        case Named.WEEK:
            return _week(point, year)
        case Named.MONTH:
            _check(point, "month", point.number, 12)
            return _part_of_month(point, year)
        case Named.QUARTER:
            _check(point, "quarter", point.number, 4)
            return _part_of_quarter(point, year)
        case Named.HALF:
            _check(point, "month", point.number, 11)
            return _half(point.number, point.part, year)
        case Named.YEAR:
            return Interval(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
        case Named.KNOWN if point.days is not None:
            return point.days
        case _:
            raise NotClear(Doubt.NOT_UNDERSTOOD, {"text": point.said})


def _impossible(point: Point, what: str, **more: str) -> NotClear:
    return NotClear(Doubt.IMPOSSIBLE_DATE, {"text": point.said, "what": what, **more})


def _check(point: Point, what: str, number: int | None, most: int) -> None:
    if number is None or not 1 <= number <= most:
        raise _impossible(point, what)


def _day(point: Point, year: int) -> Interval:
    _check(point, "month", point.month, 12)
    last = days_in(point.month or 0, year)
    if point.lunar:
        day = _lunar_day(point, year)
    elif not 1 <= point.number <= last:
        raise _impossible(point, "day", month=str(point.month), days=str(last), year=str(year))
    else:
        day = date(year, point.month or 0, point.number)
    if point.weekday is not None and day.isoweekday() != point.weekday:
        detail = {"text": point.said, "said": str(point.weekday), "is": str(day.isoweekday())}
        raise NotClear(Doubt.WRONG_WEEKDAY, detail)
    return Interval(day, day, Precision.DAY)


def _lunar_day(point: Point, year: int) -> date:
    """The solar date; raises NotClear where the month is there twice and nobody said which."""
    if point.part == EVE:  # the old year's last day, whether it is called the 29th or the 30th
        day = lunar.last_day(year) if point.number == 30 else lunar.solar_day(point.number, 12, year - 1)
    elif lunar.has_leap(point.month or 0, year) and not point.leap:
        raise NotClear(Doubt.LUNAR, {"text": point.said})
    else:
        day = lunar.solar_day(point.number, point.month or 0, year, leap=point.leap)
    if day is None:
        raise _impossible(point, "lunar_day")
    return day


def _week(point: Point, year: int) -> Interval:
    """Of a month: days 1-7, 8-14 ..., "last" the last seven; of a year: the ISO week."""
    if point.month is not None:
        _check(point, "month", point.month, 12)
        whole = month(point.month, year)
        if point.part == "last":
            return Interval(whole.end - timedelta(days=6), whole.end, Precision.WEEK)
        start = 7 * point.number - 6
        if point.number < 1 or start > whole.end.day:
            raise _impossible(point, "week")
        return Interval(
            date(year, point.month, start),
            min(whole.end, date(year, point.month, 1) + timedelta(start + 5)),
            Precision.WEEK,
        )
    _check(point, "week", point.number, date(year, 12, 28).isocalendar().week)
    monday = date.fromisocalendar(year, point.number, 1)
    return Interval(monday, monday + timedelta(days=6), Precision.WEEK)


def _part_of_month(point: Point, year: int) -> Interval:
    part, number = point.part, point.number
    whole = month(number, year)
    if point.count:
        if not 1 <= point.count <= whole.end.day:
            raise _impossible(point, "day")
        size = Precision.WEEK if point.count <= 7 else Precision.THIRD if point.count <= 10 else Precision.HALF_MONTH
        rest = timedelta(days=point.count - 1)
        if part == "first":
            return Interval(whole.start, whole.start + rest, size)
        return Interval(whole.end - rest, whole.end, size)
    ends = {"first": (1, 10), "middle": (11, 20), "last": (21, whole.end.day)}
    halves = {"first_half": (1, 15), "last_half": (16, whole.end.day)}
    if not part:
        return whole
    first, last = ends.get(part) or halves[part]
    precision = Precision.THIRD if part in ends else Precision.HALF_MONTH
    return Interval(date(year, number, first), date(year, number, last), precision)


def _part_of_quarter(point: Point, year: int) -> Interval:
    months = {"first": 2, "middle": 1, "last": 0}
    if not point.part:
        return quarter(point.number, year)
    if point.count:
        _check(point, "month", point.count, 3)
        first = 3 * point.number - (2 if point.part == "first" else point.count - 1)
        end = first + point.count - 1
        return Interval(month(first, year).start, month(end, year).end, Precision.MONTH)
    if point.part not in months:
        raise NotClear(Doubt.VAGUE, {"text": point.said})
    return month(3 * point.number - months[point.part], year)


def _half(months: int, part: str, year: int) -> Interval:
    precision = Precision.HALF_YEAR if months >= 6 else Precision.QUARTER if months >= 3 else Precision.MONTH
    if part in {"first", "first_half"}:
        return Interval(date(year, 1, 1), month(months, year).end, precision)
    return Interval(date(year, 13 - months, 1), date(year, 12, 31), precision)

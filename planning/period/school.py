"""School years and their halves: 1 August to 30 June, the first half until 15 January."""

from __future__ import annotations

from datetime import date

from planning.period.cursor import Cursor
from planning.period.points import Named, NotClear, Point
from planning.period.runs import full_year
from planning.period.values import Doubt, Interval, Precision


def school_time(cursor: Cursor) -> Point | None:
    """A school year with both its years, or the first or second half of one; None when it is something else.

    A half is to be confirmed (`cursor.about`): every school has its own days.
    """
    start = cursor.place
    half = cursor.half_of_school_year()
    cursor.sign(",", "-", "/")
    cursor.skip()
    said_year = bool(cursor.take("school_year_key"))
    years = _years(cursor) if said_year or half else None
    if years is None and (half is None or said_year):
        cursor.place = start
        return None
    first, second = years or _of_programme(half, cursor.year)
    if second != first + 1:
        raise NotClear(Doubt.IMPOSSIBLE_DATE, {"text": cursor.said(start), "what": "school_year"})
    cursor.computed = True
    if half:
        cursor.about = Doubt.SCHOOL_YEAR
    return Point(Named.KNOWN, year=first, days=_days(half, first), said=cursor.said(start))


def _of_programme(half: int | None, year: int) -> tuple[int, int]:
    """A half without its school year begins in the programme's year."""
    return (year - 1, year) if half == 2 else (year, year + 1)


def _days(half: int | None, first: int) -> Interval:
    start, end = date(first, 8, 1), date(first + 1, 6, 30)
    if half == 1:
        return Interval(start, date(first + 1, 1, 15), Precision.HALF_YEAR)
    if half == 2:
        return Interval(date(first + 1, 1, 16), end, Precision.HALF_YEAR)
    return Interval(start, end, Precision.YEAR)


def _years(cursor: Cursor) -> tuple[int, int] | None:
    start = cursor.place
    first = _year(cursor)
    if first is not None and cursor.sign("-", "/"):
        second = _year(cursor)
        if second is not None:
            return first, second
    cursor.place = start
    return None


def _year(cursor: Cursor) -> int | None:
    number = None if cursor.done else cursor.line[cursor.place].number
    year = None if number is None else full_year(number)
    cursor.place += year is not None
    return year if year is not None and 1900 <= year < 2200 else None

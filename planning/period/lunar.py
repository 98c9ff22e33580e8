"""Lunar days as solar ones, by Vietnam's calendar: new moons and solstices as seen at UTC+7.

The library follows Ho Ngoc Duc's algorithm. The Chinese calendar (UTC+8) differs now and then: the new year of 2007
was a day later there, that of 1985 a month.
"""

from __future__ import annotations

from datetime import date, timedelta

from lunar_vn import convert_lunar_to_solar, convert_solar_to_lunar

EARLIEST, LATEST = 1968, 2099  # before 1968 the official calendar followed another meridian


def solar_day(day: int, month: int, year: int, *, leap: bool = False) -> date | None:
    """The solar date of a lunar one; None when that month has no such day, or that year no such leap month."""
    if not (1 <= day <= 30 and 1 <= month <= 12 and EARLIEST <= year <= LATEST):
        return None
    try:
        found = convert_lunar_to_solar(day, month, year, int(leap))
    except ValueError:
        return None
    back = convert_solar_to_lunar(found.day, found.month, found.year)
    # the library counts on into the next month
    return found if (back.day, back.month, back.leap) == (day, month, leap) else None


def new_year(year: int) -> date | None:
    """The first day of the lunar year."""
    return solar_day(1, 1, year)


def last_day(year: int) -> date | None:
    """The last day before the lunar year `year` begins."""
    first = new_year(year)
    return first - timedelta(days=1) if first else None


def has_leap(month: int, year: int) -> bool:
    """Whether the lunar year has this month twice."""
    return solar_day(1, month, year, leap=True) is not None

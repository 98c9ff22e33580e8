"""Public holidays: days on which nobody is visited. Source and dates: `data/holidays.json`.

Of the lunar new year and of the national day the government fixes some days anew each year; here the days that have
always been among them count. The lunar ones follow Vietnam's calendar (`period.lunar`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from planning.period import Interval, Precision
from planning.period.lunar import new_year, solar_day

_A_MONTH = 28  # days: a time as long as a month has room beside any holiday
_SPOILT = 10  # a shorter one is spoilt by more than one holiday in so many days


class Holiday(StrEnum):
    """Which one it is."""

    NEW_YEAR = "new_year"
    LUNAR_NEW_YEAR = "lunar_new_year"
    ANCESTORS = "ancestors"  # of the Hung kings
    LIBERATION_AND_LABOUR = "liberation_and_labour"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class HolidayDays:
    """A holiday of one year, from its first to its last day."""

    holiday: Holiday
    days: Interval


@lru_cache(maxsize=64)
def holidays(year: int) -> tuple[HolidayDays, ...]:
    """The holidays of a year in their order; none before the first rule that is known."""
    rules = [rule for rule in _rules() if date.fromisoformat(rule["valid_from"]) <= date(year, 12, 31)]
    if not rules:
        return ()
    rule = max(rules, key=lambda one: str(one["valid_from"]))
    found: list[tuple[str, list[date | None]]] = []
    found += [(name, [date(year, month, day) for month, day in days]) for name, days in rule["solar"].items()]
    found += [(name, [solar_day(day, month, year) for day, month in days]) for name, days in rule["lunar"].items()]
    first = new_year(year)
    if first:
        start = first - timedelta(days=rule["lunar_new_year"]["before"])
        end = start + timedelta(days=rule["lunar_new_year"]["days"] - 1)
        found.append((Holiday.LUNAR_NEW_YEAR.value, [start, end]))
    made = [_whole(name, [day for day in days if day]) for name, days in found if any(days)]
    return tuple(sorted(made, key=lambda one: one.days))


def holiday_of(interval: Interval) -> HolidayDays | None:
    """The holiday within which a time lies wholly; None for a time with any other day."""
    around = holidays(interval.start.year)
    return next((one for one in around if one.days.start <= interval.start and interval.end <= one.days.end), None)


def is_spoilt(interval: Interval) -> bool:
    """Whether a time is not to be proposed: shorter than a month, and more than a tenth of its days are holidays."""
    length = (interval.end - interval.start).days + 1
    if length >= _A_MONTH:
        return False
    return _SPOILT * sum(1 for _ in _days_off(interval)) > length


def _days_off(interval: Interval) -> Iterator[date]:
    for year in range(interval.start.year, interval.end.year + 1):
        days = {
            one.days.start + timedelta(days=at)
            for one in holidays(year)
            for at in range((one.days.end - one.days.start).days + 1)
        }
        yield from (day for day in days if interval.start <= day <= interval.end)


def _whole(name: str, days: list[date]) -> HolidayDays:
    return HolidayDays(Holiday(name), Interval(min(days), max(days), Precision.DAY))


@lru_cache(maxsize=1)
def _rules() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        files("planning").joinpath("data/holidays.json").read_text(encoding="utf-8")
    )
    return found

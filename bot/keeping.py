"""Which back-ups are kept: a rule over moments, without any file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

ALL_FOR = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Rule:
    """The last back-up of each hour, day and month is kept so long; every one for two hours, the newest for ever."""

    hourly: timedelta = timedelta(days=2)
    daily: timedelta = timedelta(days=30)
    months: int = 12


def kept(moments: Iterable[datetime], now: datetime, rule: Rule) -> set[datetime]:
    """Those to keep, by the hours, days and months of UTC. One from the future counts as now: a clock was wrong."""
    newest_first = sorted(moments, reverse=True)
    keep = set(newest_first[:1])
    seen: set[tuple[int, ...]] = set()
    for at in newest_first:
        age, utc = now - at, at.utctimetuple()
        month = (utc.tm_year, utc.tm_mon)
        slots = (
            (age <= rule.hourly, (*month, utc.tm_mday, utc.tm_hour)),
            (age <= rule.daily, (*month, utc.tm_mday)),
            (_months(at, now) < rule.months, month),
        )
        wanted = [slot for within, slot in slots if within and slot not in seen]
        if age <= ALL_FOR or wanted:
            keep.add(at)
        seen.update(slot for _, slot in slots)
    return keep


def _months(at: datetime, now: datetime) -> int:
    """How many months ago: 0 within this one."""
    then, today = at.utctimetuple(), now.utctimetuple()
    return (today.tm_year - then.tm_year) * 12 + today.tm_mon - then.tm_mon

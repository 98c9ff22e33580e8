"""Which back-ups are kept, against the same rule said slowly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.keeping import Rule, kept

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
RULE = Rule()


def slowly(moments: set[datetime], now: datetime, rule: Rule) -> set[datetime]:
    """For each moment: is there a later one in its hour, day or month?"""
    keep = {max(moments)} if moments else set()
    for at in moments:
        later = [other for other in moments if other > at]
        last_of_hour = not any(f"{other:%Y%m%d%H}" == f"{at:%Y%m%d%H}" for other in later)
        last_of_day = not any(f"{other:%Y%m%d}" == f"{at:%Y%m%d}" for other in later)
        last_of_month = not any(f"{other:%Y%m}" == f"{at:%Y%m}" for other in later)
        months = (now.year - at.year) * 12 + now.month - at.month
        if (
            now - at <= timedelta(hours=2)
            or (last_of_hour and now - at <= rule.hourly)
            or (last_of_day and now - at <= rule.daily)
            or (last_of_month and months < rule.months)
        ):
            keep.add(at)
    return keep


moments = st.sets(st.integers(-30, 800 * 24 * 4).map(lambda n: NOW - timedelta(minutes=15 * n)), max_size=60)
rules = st.builds(
    Rule, st.integers(0, 5).map(lambda n: timedelta(days=n)), st.integers(1, 60).map(lambda n: timedelta(days=n)),
    st.integers(0, 24),
)  # fmt: skip


@given(moments, rules)
def test_as_the_slow_rule_says(found: set[datetime], rule: Rule) -> None:
    assert kept(found, NOW, rule) == slowly(found, NOW, rule)


def test_two_years_of_quarters_of_an_hour_leave_a_handful() -> None:
    """Played as it happens, so that what was dropped once is not there to be kept later."""
    there: set[datetime] = set()
    at = NOW - timedelta(days=730)
    while at <= NOW:
        there.add(at)
        if len(there) > 150 or at == NOW:
            there = kept(there, at, RULE)
        at += timedelta(minutes=15)
    ages = sorted(NOW - at for at in there)
    assert ages[:10] == [timedelta(minutes=15 * n) for n in range(9)] + [timedelta(hours=2, minutes=15)]
    assert sum(timedelta(days=2) < age <= timedelta(days=30) for age in ages) == 28
    assert sum(age > timedelta(days=31) for age in ages) == 10, "the last days of the months before October"
    assert max(ages) < timedelta(days=366)


def test_the_newest_is_never_dropped() -> None:
    old = NOW - timedelta(days=4000)
    assert kept([old], NOW, RULE) == {old}

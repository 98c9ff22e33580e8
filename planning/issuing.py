"""When a unit is reminded that the time for promulgating its programme is over."""

from __future__ import annotations

from datetime import date, timedelta

RUNGS = (1, 4, 8)  # days after the last day; then a person calls


def rung_due(final_on: date, issue_days: int, today: date) -> int | None:
    """The latest rung that has come by today for an opinion that became final on a day; None before the first.

    Only one counts: after a week offline one reminder is right, three are not.
    """
    last_day = final_on + timedelta(days=issue_days)
    return max((rung for rung in RUNGS if last_day + timedelta(days=rung) <= today), default=None)

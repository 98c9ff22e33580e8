"""The values the grammar makes of a line: a clause of terms, each a point or a range."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planning.period.points import Point
from planning.period.values import Doubt


class Mode(StrEnum):
    """What the clause says about its points."""

    PLAIN = "plain"
    UNTIL = "until"
    BEFORE = "before"  # only a day: before a month may or may not count that month
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Term:
    """One point, or the two ends of a range; `since`: "from" was said."""

    points: tuple[Point, ...]
    since: bool = False
    linked: str = ""  # how it hangs on the term before: "and", "or"
    days: int = 0  # counted days from the point on, when they were said


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two semicolons, or after "wave 1"."""

    mode: Mode
    terms: tuple[Term, ...]
    about: Doubt | None = None
    computed: bool = False  # its days come from today, the lunar calendar or the school year
    announced: int = 0  # days that were announced in front: "in 2 days, 15-16/3"

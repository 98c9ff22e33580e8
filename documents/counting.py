"""How many inspections of each group, and how a sentence says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from documents.phrases import fill
from documents.wording import Phrases
from planning.inspection import Group
from planning.inspection import Totals as Count


class HasGroup(Protocol):
    """Any row that is an inspection or a supervision."""

    @property
    def group(self) -> Group: ...


def count(rows: Sequence[HasGroup]) -> Count:
    """How many of each group."""
    checks = sum(row.group is Group.INSPECTION for row in rows)
    return Count(checks, len(rows) - checks)


def totals(words: Phrases, counted: Count) -> str:
    """The totals within a sentence, only of what there is."""
    if not counted.all:
        return words.totals.none
    phrase = words.totals.both
    if not counted.supervisions:
        phrase = words.totals.inspection
    if not counted.inspections:
        phrase = words.totals.supervision
    numbers = {"all": counted.all, "inspections": counted.inspections, "supervisions": counted.supervisions}
    return fill(phrase, **{name: two(number) for name, number in numbers.items()})


def two(number: int) -> str:
    """Numbers below ten with a zero in front, so that nothing can be written before them."""
    return f"{number:02}"

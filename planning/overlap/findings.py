"""The values of overlaps: classes, severities, and what one pair of inspections meets in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from planning.inspection import Inspection
from planning.overlap.ties import Tie
from planning.period import Interval, Precision
from planning.topics import Shared


class OverlapKind(StrEnum):
    """The classes of the field (section 5 of its description); of a pair the worst counts, see ORDER."""

    TIME = "T1"  # one subject, days in common
    CONTENT = "T2"  # one subject, one content, within the year
    BOTH = "T3"
    RECENT = "T4"  # one subject, one content, one or two years apart
    RELATED = "T5"  # a tied subject: a cell and its secretary, above and below, an organisation and its agency
    SUPERIOR = "T6"  # the same, and the upper one is in the programme of a superior body


ORDER = (
    OverlapKind.BOTH,
    OverlapKind.CONTENT,
    OverlapKind.TIME,
    OverlapKind.SUPERIOR,
    OverlapKind.RELATED,
    OverlapKind.RECENT,
)


class Severity(IntEnum):
    """How bad, worst first. INFO is worth a line, not a question."""

    HIGHEST = 0
    HIGH = 1
    MEDIUM = 2
    LOW = 3
    INFO = 4

    def lower(self, steps: int = 1) -> Severity:
        """So many steps less bad."""
        return Severity(min(self + steps, Severity.INFO))


@dataclass(frozen=True, slots=True)
class Finding:
    """One inspection of others that the candidate meets at one subject."""

    kind: OverlapKind
    severity: Severity
    certain: bool
    other: Inspection
    subject_id: str  # the candidate's
    other_subject_id: str
    tie: Tie
    interval: Interval | None  # the candidate's interval that meets `other_interval`; None: only contents meet
    other_interval: Interval | None
    shared: Shared | None  # what makes the contents the same

    @property
    def rank(self) -> tuple[int, int, bool]:
        """Worst first."""
        return ORDER.index(self.kind), self.severity, not self.certain

    @property
    def key(self) -> str:
        """The same while nothing that the person was told has changed: what was heeded is not told again."""
        when = f"{self.interval.start}:{self.interval.end}" if self.interval else "-"
        met = f"{self.other_interval.start}:{self.other_interval.end}" if self.other_interval else "-"
        return f"{self.kind}:{self.other.id}:{self.subject_id}:{when}:{met}"


def exact(a: Interval, b: Interval) -> bool:
    """Whether both are days as given."""
    return a.precision is Precision.DAY and b.precision is Precision.DAY


def meeting(a: Iterable[Interval], b: Iterable[Interval]) -> tuple[Interval, Interval] | None:
    """The pair with a day in common that is given most finely, the earliest of those."""
    pairs = ((x, y) for x in a for y in b if x.meets(y))
    return min(pairs, key=lambda pair: (coarseness(*pair), pair[0].start, pair[1].start), default=None)


_FINENESS = {precision: place for place, precision in enumerate(Precision)}


def coarseness(a: Interval, b: Interval) -> int:
    """0 for days on both sides, 1 up to months, 2 when one side is a quarter or longer."""
    if exact(a, b):
        return 0
    vaguest = max(_FINENESS[a.precision], _FINENESS[b.precision])
    return 1 if vaguest <= _FINENESS[Precision.MONTH] else 2

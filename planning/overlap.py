"""Overlaps between planned inspections: which, why, how certain, and what time is free instead.

The classes follow the field's meaning of an overlap: several teams at one unit at one time; one content inspected
twice at one unit in a year; and the same one level up or down the tree. Overlaps warn, they never forbid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from planning.inspection import Inspection
from planning.lexicon import Lexicon
from planning.organisation import Directory, Relation
from planning.period import Interval, Precision, month, quarter
from planning.topics import Content, Shared, same_content


class OverlapKind(StrEnum):
    """Worst first."""

    BOTH = "both"  # same subject, same content, at intersecting times
    CONTENT = "content"  # same subject and content, at any time of the year
    TIME = "time"  # same subject at intersecting times
    RELATED = "related"  # the subject's parent or child at intersecting times


ORDER = tuple(OverlapKind)


@dataclass(frozen=True, slots=True)
class Finding:
    """One inspection of others that the candidate meets at one subject."""

    kind: OverlapKind
    certain: bool
    other: Inspection
    subject_id: str  # the candidate's
    other_subject_id: str
    relation: Relation
    interval: Interval | None  # the candidate's interval that meets `other_interval`; None: only contents meet
    other_interval: Interval | None
    shared: Shared | None  # what makes the contents the same

    @property
    def key(self) -> str:
        """The same while nothing that the person was told has changed: what was heeded is not told again."""
        when = f"{self.interval.start}:{self.interval.end}" if self.interval else "-"
        met = f"{self.other_interval.start}:{self.other_interval.end}" if self.other_interval else "-"
        return f"{self.kind}:{self.other.id}:{self.subject_id}:{when}:{met}"


def _meeting(a: Iterable[Interval], b: Iterable[Interval]) -> tuple[Interval, Interval] | None:
    """The first pair that shares a day; a pair of exact days is preferred, for it makes the overlap certain."""
    pairs = [(x, y) for x in a for y in b if x.meets(y)]
    return min(pairs, key=lambda pair: not _exact(*pair), default=None)


def _exact(a: Interval, b: Interval) -> bool:
    return a.precision is Precision.DAY and b.precision is Precision.DAY


def content_of(item: Inspection) -> Content:
    """What an inspection is about, with the topics somebody confirmed."""
    return Content(item.content, None if item.topics is None else frozenset(item.topics))


def _between(
    candidate: Inspection,
    other: Inspection,
    directory: Directory,
    subject: str,
    other_subject: str,
    lexicon: Lexicon | None,
    on: date | None,
) -> Finding | None:
    relation = directory.relation(subject, other_subject)
    if relation is None:
        return None
    met = _meeting(candidate.intervals, other.intervals)
    same_body = candidate.body_id == other.body_id
    shared = None
    if candidate.content:
        shared = same_content(content_of(candidate), content_of(other), lexicon, on=on)
    time_counts = met is not None and not same_body  # one body's own teams are its own to arrange
    if relation is Relation.SAME and shared:
        kind = OverlapKind.BOTH if time_counts else OverlapKind.CONTENT
    elif not time_counts:
        return None
    else:
        kind = OverlapKind.TIME if relation is Relation.SAME else OverlapKind.RELATED
    return Finding(
        kind=kind,
        certain=kind is OverlapKind.CONTENT or (met is not None and _exact(*met)),
        other=other,
        subject_id=subject,
        other_subject_id=other_subject,
        relation=relation,
        interval=met[0] if met and time_counts else None,
        other_interval=met[1] if met and time_counts else None,
        shared=shared,
    )


def find_overlaps(
    candidate: Inspection,
    others: Iterable[Inspection],
    directory: Directory,
    lexicon: Lexicon | None = None,
    *,
    on: date | None = None,
) -> tuple[Finding, ...]:
    """Every other inspection that the candidate meets, one finding each (its worst), worst first.

    `candidate.content` may be empty and `candidate.intervals` too: what is not known yet meets nothing. Contents are
    compared by a lexicon (None: the shipped one) as it holds on a day.
    """
    found = []
    for other in others:
        if other.id == candidate.id:
            continue
        pairs = [
            finding
            for subject in candidate.subjects
            for other_subject in other.subjects
            if (finding := _between(candidate, other, directory, subject, other_subject, lexicon, on))
        ]
        if pairs:
            found.append(min(pairs, key=lambda finding: (ORDER.index(finding.kind), not finding.certain)))
    return tuple(sorted(found, key=lambda f: (ORDER.index(f.kind), not f.certain, f.other.code)))


def _slots(like: Interval, year: int) -> list[Interval]:
    """Times of the same kind as `like`: quarters for a quarter or longer, else months."""
    if like.precision in (Precision.QUARTER, Precision.HALF_YEAR, Precision.YEAR):
        return [quarter(number, year) for number in (1, 2, 3, 4)]
    if (like.end - like.start).days < 31:
        return [month(number, year) for number in range(1, 13)]
    spans = []
    for number in range(1, 13):
        first = month(number, year)
        end = first.start + (like.end - like.start)
        if end <= date(year, 12, 31):
            spans.append(Interval(first.start, end, like.precision))
    return spans


def free_times(
    candidate: Inspection,
    clash: Interval,
    others: Sequence[Inspection],
    directory: Directory,
    *,
    year: int,
    today: date,
    limit: int = 2,
) -> tuple[Interval, ...]:
    """Times of the year at which none of the candidate's subjects, nor their parents and children, is visited by
    another body; nearest to `clash` first, at most `limit`, returned in the order of the year."""
    taken = [
        interval
        for other in others
        if other.id != candidate.id and other.body_id != candidate.body_id
        if any(directory.relation(a, b) for a in candidate.subjects for b in other.subjects)
        for interval in other.intervals
    ]
    taken += [interval for interval in candidate.intervals if interval != clash]
    free = [
        slot
        for slot in _slots(clash, year)
        if slot.start > today and not any(slot.meets(interval) for interval in taken)
    ]
    middle = clash.start + (clash.end - clash.start) / 2

    def distance(slot: Interval) -> timedelta:
        return abs(slot.start + (slot.end - slot.start) / 2 - middle)

    return tuple(sorted(sorted(free, key=distance)[:limit]))

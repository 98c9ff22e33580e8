"""The whole campaign at a glance, for those who appraise: by subject, as a matrix, as a calendar of one subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planning.inspection import Inspection
from planning.lexicon import Lexicon
from planning.organisation import Directory
from planning.overlap.findings import ORDER, Finding, OverlapKind, Severity
from planning.overlap.near import Near
from planning.overlap.pairs import compare
from planning.period import Interval, Precision, month
from planning.text import fold


@dataclass(frozen=True, slots=True)
class Meeting:
    """One pair of the campaign; `finding` from the side of `item`."""

    item: Inspection
    finding: Finding


def all_meetings(
    items: Sequence[Inspection], directory: Directory, lexicon: Lexicon | None = None, *, on: date | None = None
) -> tuple[Meeting, ...]:
    """Every pair that meets, each once, worst first; `item` is the one that stands earlier in `items`. `lexicon` and
    `on` as in `compare`."""
    place = {item.id: number for number, item in enumerate(items)}
    near = Near(items, directory)
    found = []
    for item in items:
        for other_id in near.of(item):
            if place[item.id] >= place[other_id]:
                continue
            finding = compare(item, items[place[other_id]], directory, lexicon, on=on)
            if finding:
                found.append(Meeting(item, finding))
    return tuple(sorted(found, key=lambda m: (m.finding.rank, place[m.item.id], place[m.finding.other.id])))


@dataclass(frozen=True, slots=True)
class SubjectOverlaps:
    """One subject and the inspections that meet there; two highlights, as in the tables of the state's inspectorate."""

    subject_id: str
    items: tuple[Inspection, ...]
    by_content: frozenset[str]  # ids of inspections whose content another one has
    by_time: frozenset[str]  # ids of inspections whose time another one meets
    worst: OverlapKind
    severity: Severity
    meetings: tuple[Meeting, ...]  # worst first; over all subjects they are the campaign's, each once

    @property
    def content_pairs(self) -> int:
        """How many pairs share their content."""
        return sum(meeting.finding.shared is not None for meeting in self.meetings)

    @property
    def time_pairs(self) -> int:
        """How many pairs share days."""
        return sum(meeting.finding.interval is not None for meeting in self.meetings)


def by_subject(
    items: Sequence[Inspection], directory: Directory, lexicon: Lexicon | None = None, *, on: date | None = None
) -> tuple[SubjectOverlaps, ...]:
    """The subjects where inspections meet, worst first. A pair at two tied subjects is shown at the lower one."""
    place = {item.id: number for number, item in enumerate(items)}
    groups: dict[str, list[Meeting]] = {}
    for meeting in all_meetings(items, directory, lexicon, on=on):
        groups.setdefault(_lower(meeting.finding, directory), []).append(meeting)
    found = []
    for subject_id, meetings in groups.items():
        met = {one.id: one for m in meetings for one in (m.item, m.finding.other)}
        pairs = [((m.item.id, m.finding.other.id), m.finding) for m in meetings]
        found.append(
            SubjectOverlaps(
                subject_id,
                tuple(sorted(met.values(), key=lambda one: place[one.id])),
                frozenset(one for ids, finding in pairs if finding.shared for one in ids),
                frozenset(one for ids, finding in pairs if finding.interval for one in ids),
                min((finding.kind for _, finding in pairs), key=ORDER.index),
                min(finding.severity for _, finding in pairs),
                tuple(meetings),
            )
        )
    return tuple(sorted(found, key=_how_bad))


def _how_bad(one: SubjectOverlaps) -> tuple[int, int, int, str]:
    """The worst class, then how bad, then where most pairs meet."""
    return ORDER.index(one.worst), one.severity, -len(one.meetings), one.subject_id


def _lower(finding: Finding, directory: Directory) -> str:
    if directory.is_under(finding.other_subject_id, finding.subject_id):
        return finding.other_subject_id
    return finding.subject_id


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows are subjects, columns inspections; `marks` has (row, column) where a subject is inspected."""

    subjects: tuple[str, ...]
    items: tuple[Inspection, ...]
    marks: frozenset[tuple[int, int]]
    counts: tuple[int, ...]  # how many inspections each row has


def matrix(items: Sequence[Inspection], directory: Directory, under: str | None = None) -> Matrix:
    """The units that are inspected (below `under`, if given), by name, with the inspections that go there, in their
    order."""
    below = {
        unit_id
        for item in items
        for unit_id in item.subjects
        if unit_id in directory.units and (under is None or directory.is_under(unit_id, under))
    }
    subjects = tuple(sorted(below, key=lambda unit_id: (fold(directory.units[unit_id].name), unit_id)))
    columns = tuple(item for item in items if below.intersection(item.subjects))
    rows = {subject: row for row, subject in enumerate(subjects)}
    marks = frozenset(
        (rows[subject], column) for column, item in enumerate(columns) for subject in item.subjects if subject in rows
    )
    visits = Counter(row for row, _ in marks)
    return Matrix(subjects, columns, marks, tuple(visits[row] for row in range(len(subjects))))


@dataclass(frozen=True, slots=True)
class MonthOf:
    """One month at one subject. `certain`: inspections that come in this month; `possible`: those that may, having
    given a longer time."""

    month: Interval
    certain: tuple[Inspection, ...]
    possible: tuple[Inspection, ...]

    @property
    def free(self) -> bool:
        return not self.certain and not self.possible


def calendar(subject_id: str, items: Iterable[Inspection], year: int) -> tuple[MonthOf, ...]:
    """The twelve months of a subject."""
    here = [item for item in items if subject_id in item.subjects]
    found = []
    for number in range(1, 13):
        span = month(number, year)
        inside = [
            i
            for i in here
            if not i.either and not i.either and any(w.meets(span) and _within(w, span) for w in i.intervals)
        ]
        maybe = [i for i in here if i not in inside and any(w.meets(span) for w in i.intervals)]
        found.append(MonthOf(span, tuple(inside), tuple(maybe)))
    return tuple(found)


def _within(interval: Interval, span: Interval) -> bool:
    """Whether the visit is in the month for certain: it lies inside, or exact days reach into it."""
    return (span.start <= interval.start and interval.end <= span.end) or interval.precision is Precision.DAY

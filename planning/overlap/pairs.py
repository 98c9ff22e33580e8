"""Two inspections: do they meet, in which class, how bad and how certain.

Not overlaps: one team at several subjects, taking part in another's team, work combined in one team. A desk check
(mode "document") is lighter. Overlaps warn, they never forbid. Source of classes and severities: letter 676-CV/TU of
2021 (several teams at one unit at one time), decree 03/2024 article 31 (one content belongs to one body).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from planning.inspection import Inspection
from planning.lexicon import Lexicon
from planning.organisation import Directory
from planning.overlap.findings import Finding, OverlapKind, Severity, coarseness, exact, meeting
from planning.overlap.levels import is_superior
from planning.overlap.members import tie_between
from planning.overlap.teams import joined
from planning.overlap.ties import Tie, ties_of
from planning.period import Interval
from planning.topics import Content, Shared, same_content

YEARS_BACK = 2  # a theme should not come again within about two years
_BY_TIME = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)  # by `coarseness`


@dataclass(frozen=True, slots=True)
class _Pair:
    """What two inspections have in common, whatever their subjects."""

    a: Inspection
    b: Inspection
    met: tuple[Interval, Interval] | None
    shared: Shared | None
    apart: int  # years between them; 0 when they share a year or one has no time
    one_body: bool


def compare(
    candidate: Inspection,
    other: Inspection,
    directory: Directory,
    lexicon: Lexicon | None = None,
    *,
    on: date | None = None,
) -> Finding | None:
    """The worst in which two inspections meet, from the candidate's side; None when they don't.

    An empty content or an inspection without a time meets nothing by it. Contents are compared by a lexicon (None: the
    shipped one) as it holds on a day.
    """
    if candidate.id == other.id:
        return None
    ties = ties_of(directory)
    tied = [
        (a, b, tie)
        for a in candidate.subjects
        for b in other.subjects
        if (tie := tie_between(ties, candidate, a, other, b))
    ]
    if not tied or joined(candidate, other, directory):
        return None
    pair = _Pair(
        candidate,
        other,
        meeting(candidate.times, other.times),
        shared_content(content_of(candidate), content_of(other), lexicon, on),
        _years_apart(candidate, other),
        candidate.body_id == other.body_id,
    )
    found = [finding for a, b, tie in tied if (finding := _at(pair, directory, a, b, tie))]
    return min(found, key=lambda finding: finding.rank, default=None)


@lru_cache(maxsize=16_384)  # every time of the year is tried with the same contents
def shared_content(a: Content, b: Content, lexicon: Lexicon | None, on: date | None) -> Shared | None:
    """What makes two contents the same; nothing for one that is not known yet."""
    return same_content(a, b, lexicon, on=on) if a.text and b.text else None


def content_of(item: Inspection) -> Content:
    """What an inspection is about, with the topics somebody confirmed."""
    return Content(item.content, None if item.topics is None else frozenset(item.topics))


def find_overlaps(
    candidate: Inspection,
    others: Iterable[Inspection],
    directory: Directory,
    lexicon: Lexicon | None = None,
    *,
    on: date | None = None,
) -> tuple[Finding, ...]:
    """Every other inspection that the candidate meets, one finding each (its worst), worst first; `lexicon` and `on`
    as in `compare`."""
    found = [finding for other in others if (finding := compare(candidate, other, directory, lexicon, on=on))]
    return tuple(sorted(found, key=lambda f: (f.rank, len(f.other.code), f.other.code)))


def _years_apart(a: Inspection, b: Inspection) -> int:
    mine = {year for i in a.intervals for year in (i.start.year, i.end.year)}
    theirs = {year for i in b.intervals for year in (i.start.year, i.end.year)}
    return min((abs(x - y) for x in mine for y in theirs), default=0)


def _at(pair: _Pair, directory: Directory, subject: str, other_subject: str, tie: Tie) -> Finding | None:
    kind = _kind(pair, directory, tie)
    if kind is None:
        return None
    by_time = pair.met is not None and kind not in (OverlapKind.CONTENT, OverlapKind.RECENT)
    return Finding(
        kind=kind,
        severity=_severity(pair, kind, tie),
        certain=_certain(pair, kind),
        other=pair.b,
        subject_id=subject,
        other_subject_id=other_subject,
        tie=tie,
        interval=pair.met[0] if pair.met and by_time else None,
        other_interval=pair.met[1] if pair.met and by_time else None,
        shared=pair.shared,
    )


def _kind(pair: _Pair, directory: Directory, tie: Tie) -> OverlapKind | None:
    if tie is Tie.SAME:
        return _at_one_subject(pair)
    if pair.apart:
        return None
    if tie is Tie.PERSON:  # always: a cell and its own secretary are one visit, even by one body's two teams
        return OverlapKind.RELATED if pair.met or (pair.shared and not pair.one_body) else None
    # common days alone cry wolf: everybody is below somebody who is inspected in the same quarter
    if pair.one_body or pair.met is None or not (pair.shared or exact(*pair.met)):
        return None
    return OverlapKind.SUPERIOR if _is_superiors(pair, directory, tie) else OverlapKind.RELATED


def _at_one_subject(pair: _Pair) -> OverlapKind | None:
    if pair.apart:
        return OverlapKind.RECENT if pair.shared and pair.apart <= YEARS_BACK else None
    if pair.one_body:  # its own teams are its own to arrange, but one plan entered twice is a slip
        twice = pair.met or not pair.a.intervals or not pair.b.intervals
        return OverlapKind.CONTENT if pair.shared and twice else None
    if pair.shared:
        return OverlapKind.BOTH if pair.met else OverlapKind.CONTENT
    return OverlapKind.TIME if pair.met else None


def _is_superiors(pair: _Pair, directory: Directory, tie: Tie) -> bool:
    """Whether the upper subject is in the programme of a body that stands above the other one's body."""
    mine, theirs = directory.bodies.get(pair.a.body_id), directory.bodies.get(pair.b.body_id)
    if mine is None or theirs is None:
        return False
    if tie is Tie.ABOVE:
        return is_superior(directory, theirs, mine)
    return tie is Tie.BELOW and is_superior(directory, mine, theirs)


def _severity(pair: _Pair, kind: OverlapKind, tie: Tie) -> Severity:
    by_time = _BY_TIME[coarseness(*pair.met)] if pair.met else Severity.INFO
    found = {
        OverlapKind.BOTH: Severity.HIGHEST,
        OverlapKind.CONTENT: Severity.HIGH,
        OverlapKind.TIME: by_time,
        OverlapKind.SUPERIOR: Severity.MEDIUM,
        OverlapKind.RELATED: min(Severity.HIGH if pair.shared else by_time, by_time).lower(),
        OverlapKind.RECENT: Severity.INFO,
    }[kind]
    if tie is Tie.PERSON:
        found = min(found, Severity.LOW)
    on_paper = "document" in (pair.a.details.mode, pair.b.details.mode)
    return found.lower() if on_paper else found


def _certain(pair: _Pair, kind: OverlapKind) -> bool:
    """Contents meet for certain whenever in the year; days only when both sides gave days."""
    if kind in (OverlapKind.CONTENT, OverlapKind.RECENT):
        return True
    return pair.shared is not None if pair.met is None else exact(*pair.met)

"""What is counted rather than compared: too many visits (T7), too few (T8), a team leader in two places (T9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from planning.inspection import Inspection
from planning.names.find import is_valid
from planning.organisation import Directory, Unit, UnitKind
from planning.overlap.findings import exact, meeting
from planning.period import Interval, Precision, month
from planning.text import fold


class Span(StrEnum):
    """For how long visits are counted together, shortest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


LEAST = "least"


@dataclass(frozen=True, slots=True)
class Limits:
    """The most visits that are fine at one subject, by span, and the fewest a year (`least`); by kind of unit, where a
    kind has its own. A span that is missing has no limit. No regulation has numbers for Party organisations, that for
    enterprises has (resolution 198/2025/QH15): they are the office's."""

    usual: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, kind: UnitKind, name: str) -> int | None:
        """`name`: a span or "least"."""
        own = self.kinds.get(kind, {})
        return own[name] if name in own else self.usual.get(name)

    @staticmethod
    def from_table(table: Mapping[str, int | Mapping[str, int]]) -> Limits:
        """As written in the campaign's configuration: numbers, and a table for each kind that has its own."""
        usual = {name: number for name, number in table.items() if isinstance(number, int)}
        kinds = {name: dict(own) for name, own in table.items() if not isinstance(own, int)}
        return Limits(usual, kinds)


@dataclass(frozen=True, slots=True)
class TooMany:
    """With the candidate a subject has `count` visits within `span` (of `start`), more than `limit`."""

    subject_id: str
    span: Span
    start: date
    count: int
    limit: int
    others: tuple[Inspection, ...]

    @property
    def key(self) -> str:
        """As `Finding.key`."""
        return f"T7:{self.subject_id}:{self.span}:{self.start}:{self.count}"


_FINE_ENOUGH = {
    Span.DAY: {Precision.DAY},
    Span.WEEK: {Precision.DAY, Precision.WEEK},
    Span.MONTH: set(Precision) - {Precision.QUARTER, Precision.HALF_YEAR, Precision.YEAR},
    Span.YEAR: set(Precision),
}


def too_many(
    candidate: Inspection, others: Iterable[Inspection], directory: Directory, limits: Limits, *, year: int
) -> tuple[TooMany, ...]:
    """At most one finding a subject: for the shortest span whose limit is passed. Desk checks are no visits."""
    if candidate.details.mode == "document" or not candidate.intervals:
        return ()
    visits = [item for item in others if item.id != candidate.id and item.details.mode != "document"]
    found: list[TooMany] = []
    for subject in candidate.subjects:
        unit = directory.units.get(subject)
        here = [item for item in visits if subject in item.subjects]
        if unit:
            found += _passed(candidate, here, unit, limits, year)
    return tuple(found)


def _passed(
    candidate: Inspection, here: Sequence[Inspection], subject: Unit, limits: Limits, year: int
) -> Iterator[TooMany]:
    """The first span whose limit is passed, where most meet."""
    for span in Span:
        limit = limits.of(subject.kind, span)
        if limit is None:
            continue
        windows = [(w.start, [i for i in here if _counts(i, w, span)]) for w in _windows(candidate, span, year)]
        start, inside = max(windows, key=lambda pair: len(pair[1]), default=(date.min, []))
        if len(inside) + 1 > limit and windows:
            yield TooMany(subject.id, span, start, len(inside) + 1, limit, tuple(inside))
            return


def _windows(candidate: Inspection, span: Span, year: int) -> list[Interval]:
    """The days, weeks, months or the year that the candidate visits; none where its time is too vague to say."""
    if span is Span.YEAR:
        whole = Interval(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
        return [whole] if _counts(candidate, whole, span) else []
    found: dict[Interval, None] = {}
    for interval in () if candidate.either else candidate.intervals:
        if interval.precision not in _FINE_ENOUGH[span]:
            continue
        day = interval.start
        while day <= interval.end:
            window = _window(day, span)
            found[window] = None
            day = window.end + timedelta(days=1)
    return list(found)


def _window(day: date, span: Span) -> Interval:
    if span is Span.DAY:
        return Interval(day, day)
    if span is Span.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Interval(monday, monday + timedelta(days=6), Precision.WEEK)
    return month(day.month, day.year)


def _counts(item: Inspection, window: Interval, span: Span) -> bool:
    if item.either and span is not Span.YEAR:  # it is not known where in the year
        return False
    return any(i.precision in _FINE_ENOUGH[span] and i.meets(window) for i in item.intervals)


@dataclass(frozen=True, slots=True)
class TooFew:
    """A unit with fewer inspections in the year than it should have (T8)."""

    unit_id: str
    count: int
    least: int


def too_few(
    items: Iterable[Inspection], directory: Directory, limits: Limits, *, year: int, on: date
) -> tuple[TooFew, ...]:
    """The units whose kind has a least number and that do not reach it, in the directory's order."""
    return below_least(visits_of_year(items, year), directory.units.values(), limits, on=on)


def visits_of_year(items: Iterable[Inspection], year: int) -> dict[str, int]:
    """How many inspections of a year go to each unit, by its id; a unit without any is not in it."""
    counts: dict[str, int] = {}
    for item in items:
        if any(year in (i.start.year, i.end.year) for i in item.intervals):
            for subject in set(item.subjects):
                counts[subject] = counts.get(subject, 0) + 1
    return counts


def must_be_visited(units: Iterable[Unit], limits: Limits, *, on: date) -> tuple[tuple[Unit, int], ...]:
    """The units whose kind has a least number of visits, with that number."""
    found = ((unit, limits.of(unit.kind, LEAST)) for unit in units)
    return tuple((unit, least) for unit, least in found if least and not unit.pending and is_valid(unit, on))


def below_least(counts: Mapping[str, int], units: Iterable[Unit], limits: Limits, *, on: date) -> tuple[TooFew, ...]:
    """Of some units those with fewer visits than their kind must have, in the given order; `counts` by unit id."""
    return tuple(
        TooFew(unit.id, counts.get(unit.id, 0), least)
        for unit, least in must_be_visited(units, limits, on=on)
        if counts.get(unit.id, 0) < least
    )


@dataclass(frozen=True, slots=True)
class Overload:
    """One leader, two inspections with days in common (T9). `certain`: both gave exact days."""

    leader: str
    first: Inspection
    second: Inspection
    interval: Interval
    certain: bool


def overloads(items: Iterable[Inspection], directory: Directory) -> tuple[Overload, ...]:
    """Leaders are positions: only within one unit do equal words mean one person. Exact ones first."""
    led: dict[tuple[str, str], list[Inspection]] = {}
    for item in items:
        body = directory.bodies.get(item.body_id)
        if body and item.details.leader.strip():
            led.setdefault((body.unit_id, fold(item.details.leader)), []).append(item)
    found = []
    for together in led.values():
        for a, b in combinations(sorted(together, key=lambda item: (len(item.code), item.code)), 2):
            met = meeting(a.times, b.times)
            if met:
                found.append(Overload(a.details.leader, a, b, met[0], exact(*met)))
    return tuple(sorted(found, key=lambda one: (not one.certain, one.first.code, one.second.code)))

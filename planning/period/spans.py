"""From clauses to spans of days: years that were not said, ranges, lists, open ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from planning.period.clause import Clause, Mode, Term
from planning.period.points import Named, NotClear, Point, days_of
from planning.period.values import Doubt, Precision, Span

_PRECISIONS = list(Precision)


def with_years(clauses: list[Clause], year: int) -> list[Clause]:
    """A year not said is the next one to the right, else that of the range's start, else the programme's."""
    following: int | None = None
    done: list[Clause] = []
    for clause in reversed(clauses):
        terms: list[Term] = []
        for term in reversed(clause.terms):
            points: list[Point] = []
            for point in reversed(term.points):
                points.insert(0, point.in_year(following))
                following = None if point.named is Named.KNOWN else points[0].year
            points = _from_start(points, year)
            terms.insert(0, replace(term, points=tuple(points)))
        done.insert(0, replace(clause, terms=tuple(terms)))
    return done


def _from_start(points: list[Point], year: int) -> list[Point]:
    """Ends without a year get that of the start; counted from today, the next one in which they are not before it."""
    first, last = points[0], points[-1]
    done = [point.in_year(first.year).in_year(year) for point in points]
    if first.days and last.year is None and days_of(done[-1]).end < first.days.start:
        done[-1] = last.in_year(first.days.start.year + 1)
    return done


def spans_of(clause: Clause, *, merge: bool) -> tuple[Span, ...]:
    """The spans of a clause with its years; neighbours of a list become one span when `merge`.

    Raises NotClear for dates that do not exist, ranges that end before they start, mixed lists and years
    in a row, which are the time looked into and not the visit.
    """
    spans = _spans_of(clause, merge=merge)
    days = sum((span.end - span.start).days + 1 for span in spans if span.start and span.end)
    if clause.announced and (clause.mode is not Mode.PLAIN or clause.announced != days):
        raise _unclear(Doubt.NOT_UNDERSTOOD, clause.terms)
    return spans


def _spans_of(clause: Clause, *, merge: bool) -> tuple[Span, ...]:
    terms = clause.terms
    if len(terms) == 1:
        return (_only_span(terms[0], clause.mode),)
    if any(term.points[0].named is Named.YEAR for term in terms):
        raise _unclear(Doubt.PERIOD_INSPECTED, terms)
    links = {term.linked for term in terms[1:]}
    if (
        len(links) > 1
        or (links != {"or"} and _is_mixed(terms))
        or any(term.since and len(term.points) == 1 for term in terms)
    ):
        raise _unclear(Doubt.NOT_UNDERSTOOD, terms)
    spans = [_span(term) for term in terms]
    if links == {"next"}:  # "the end of March the beginning of April" is one time, or it is not understood
        spans = _merged(spans)
        if len(spans) > 1:
            raise _unclear(Doubt.NOT_UNDERSTOOD, terms)
    if not merge or links == {"or"} or any(len(term.points) > 1 for term in terms):
        return tuple(spans)
    return tuple(_merged(spans))


def _is_mixed(terms: tuple[Term, ...]) -> bool:
    """Whether days, weeks or what is counted from today stand in a list with something else: it may be a slip.

    In "the beginning of March and April" the beginning may be meant of both.
    """
    named = {term.points[0].named for term in terms}
    parts = [bool(term.points[-1].part) for term in terms if term.points[0].named is not Named.WEEK]
    return (len(named) > 1 and bool(named & {Named.DAY, Named.WEEK, Named.KNOWN})) or (
        any(before and not after for before, after in pairwise(parts))
    )


def _unclear(doubt: Doubt, terms: Iterable[Term]) -> NotClear:
    return NotClear(doubt, {"text": ", ".join(point.said for term in terms for point in term.points)})


def _only_span(term: Term, mode: Mode) -> Span:
    point = term.points[-1]
    span = _span(term) if len(term.points) == 2 or mode is Mode.PLAIN else None
    if span is not None:
        return replace(span, end=None) if term.since and len(term.points) == 1 else span
    if mode is Mode.UNTIL:
        return Span(None, _last_day(point), _precision(point))
    # before a month may or may not count that month
    if mode is Mode.BEFORE and point.named is not Named.DAY:
        raise _unclear(Doubt.VAGUE, (term,))
    days = days_of(point)
    if mode is Mode.BEFORE:
        return Span(None, days.end, days.precision)
    return Span(days.end + timedelta(days=1), None, days.precision)


def _span(term: Term) -> Span:
    first, last = term.points[0], term.points[-1]
    if len(term.points) == 1:
        if first.named is Named.YEAR and first.part and not term.since:
            raise _unclear(Doubt.VAGUE, (term,))
        days = days_of(first)
        end = days.start + timedelta(days=term.days - 1) if term.days else days.end
        return Span(_first_day(first), end, days.precision)
    if first.named is last.named is Named.YEAR and not (first.part or last.part):
        raise _unclear(Doubt.PERIOD_INSPECTED, (term,))
    if any(point.named is Named.YEAR and not point.part for point in (first, last)):
        raise _unclear(Doubt.NOT_UNDERSTOOD, (term,))
    start, end = _first_day(first), _last_day(last)
    # "from 15/5 to the end of May" goes forwards, though May begins before
    backwards = last.named is not Named.YEAR and start > days_of(last).start and end < days_of(first).end
    if end < start or backwards:
        raise NotClear(Doubt.END_BEFORE_START, {"start": start.isoformat(), "end": end.isoformat()})
    return Span(start, end, _coarser(_precision(first), _precision(last)))


def _precision(point: Point) -> Precision:
    """Of an end of a range; the beginning or end of a year is as fine as a month."""
    return Precision.MONTH if point.named is Named.YEAR and point.part else days_of(point).precision


def _first_day(point: Point) -> date:
    if point.named is Named.YEAR and point.part not in {"", "first"}:
        raise NotClear(Doubt.VAGUE, {"text": point.said})
    return days_of(point).start


def _last_day(point: Point) -> date:
    if point.named is Named.YEAR and point.part not in {"", "last"}:
        raise NotClear(Doubt.VAGUE, {"text": point.said})
    return days_of(point).end


def _merged(spans: list[Span]) -> list[Span]:
    """Neighbours that follow each other without a gap, as one."""
    done = spans[:1]
    for span in spans[1:]:
        last = done[-1]
        if last.end is not None and span.start == last.end + timedelta(days=1):
            done[-1] = Span(last.start, span.end, _coarser(last.precision, span.precision))
        else:
            done.append(span)
    return done


def _coarser(a: Precision, b: Precision) -> Precision:
    return max(a, b, key=_PRECISIONS.index)

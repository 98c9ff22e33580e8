"""Reads one expression: what it says of the visit, else what it is about and why that is a question.

The conventions: the beginning, middle and end of a month are days 1-10, 11-20, 21-end; week 2 of a month is days
8-14; "before day D" ends on D; a bare "03-11/2025" is March to November; months in a list with commas are one span
when they follow each other, with semicolons two. What has two meanings is a question, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from planning.period.asides import split_aside, without_brackets
from planning.period.clause import Clause
from planning.period.grammar import read_clause
from planning.period.kinds import days_said, is_remark_on_length, subject_of
from planning.period.points import Named, NotClear
from planning.period.spans import spans_of, with_years
from planning.period.tokens import Token, phrase_at, tokens
from planning.period.values import Doubt, Reading, Span, TimeKind
from planning.period.waves import waves

_LONGEST = 300  # characters; nobody writes a time so long
_LONGEST_VISIT = 366  # days; what is longer, and began before today, is the time looked into
_YEAR = frozenset({"year"})
_KINDS = {
    Doubt.PERIOD_INSPECTED: TimeKind.PERIOD_INSPECTED,
    Doubt.RECURRING: TimeKind.RECURRING,
    Doubt.DURATION: TimeKind.DURATION,
}


def read_period(text: str, *, year: int, today: date) -> Reading:
    """How `text` is read in the programme of `year`; what is not certain is a `doubt`, never a guess.

    `today` is what relative times ("next month") are counted from.
    """
    if len(text) > _LONGEST:
        return _question(Doubt.TOO_LONG, {"text": text[:40]})
    line = tokens(text)
    said = {"text": text.strip()}
    try:
        parts, announced = waves(line)
        if len(parts) > 1:
            parts = [part for part in parts if not is_remark_on_length(part)]
        clauses = with_years([_clause(part, year, today) for part in parts], year)
        spans = tuple(span for clause in clauses for span in spans_of(clause, merge=announced is None))
        if not spans or (announced is not None and announced != len(spans)) or not _in_order(spans):
            raise NotClear(Doubt.NOT_UNDERSTOOD, said)
        if any(s.start and s.end and (s.end - s.start).days >= _LONGEST_VISIT and s.start < today for s in spans):
            raise NotClear(Doubt.PERIOD_INSPECTED, said)
    except NotClear as error:
        doubt, detail = subject_of(without_brackets(line), error, said, year)
        return _question(doubt, detail)
    return _reading(clauses, spans, year)


def _clause(part: tuple[Token, ...], year: int, today: date) -> Clause:
    """The clause of a wave. What stands in brackets behind it may say the same days again, else it belongs to it."""
    outer, inner = split_aside(part)
    if is_remark_on_length(inner):
        clause = read_clause(outer, year, today)
        exact = all(point.named is Named.DAY for term in clause.terms for point in term.points)
        return replace(clause, announced=days_said(inner)) if exact else clause
    if inner and not phrase_at(inner, 0, _YEAR):
        try:
            if _days_of(outer, year, today) == _days_of(inner, year, today):
                return read_clause(outer, year, today)
        except NotClear:
            pass  # then it is no repetition
        if outer[-1].number is not None and _is_readable(inner, year, today):  # "1 (March)" is not the 1st of March
            raise NotClear(Doubt.NOT_UNDERSTOOD, {"text": outer[-1].said})
    return read_clause(without_brackets(part), year, today)


def _days_of(line: tuple[Token, ...], year: int, today: date) -> list[tuple[date | None, date | None]]:
    (clause,) = with_years([read_clause(line, year, today)], year)
    return [(span.start, span.end) for span in spans_of(clause, merge=True)]


def _is_readable(line: tuple[Token, ...], year: int, today: date) -> bool:
    try:
        return bool(_days_of(line, year, today))
    except NotClear:
        return False


def _question(doubt: Doubt, detail: Mapping[str, str]) -> Reading:
    return Reading(_KINDS.get(doubt, TimeKind.UNKNOWN), doubt=doubt, detail=detail)


def _reading(clauses: Sequence[Clause], spans: tuple[Span, ...], year: int) -> Reading:
    alternatives = any(term.linked == "or" for clause in clauses for term in clause.terms)
    is_open = all(span.start is None or span.end is None for span in spans)
    doubt: Doubt | None = None
    if any(day.year != year for span in spans for day in (span.start, span.end) if day is not None):
        doubt = Doubt.OUTSIDE_YEAR
    elif alternatives:
        doubt = Doubt.EITHER_OR
    elif any(span.start is None for span in spans):
        doubt = Doubt.OPEN_START
    elif any(span.end is None for span in spans):
        doubt = Doubt.OPEN_END
    else:
        doubt = next((clause.about for clause in clauses if clause.about), None)
    kind = TimeKind.OPEN if is_open else TimeKind.TIME
    detail = {"year": str(year)} if doubt is Doubt.OUTSIDE_YEAR else {}
    mixed = alternatives and len(clauses) > 1
    return Reading(kind, spans, alternatives, doubt, detail, mixed, any(clause.computed for clause in clauses))


def _in_order(spans: tuple[Span, ...]) -> bool:
    """Whether each wave ends before the next begins. Else one may explain the other, or a year is meant otherwise."""
    days = [(span.start or date.min, span.end or date.max) for span in spans]
    return all(earlier[1] < later[0] for earlier, later in pairwise(days))

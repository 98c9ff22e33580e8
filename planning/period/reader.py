"""Reads one expression: what it says of the visit, else what it is about and why that is a question.

The conventions: the beginning, middle and end of a month are days 1-10, 11-20, 21-end; week 2 of a month is days
8-14; "before day D" ends on D; a bare "03-11/2025" is March to November; months in a list with commas are one span
when they follow each other, with semicolons two. What has two meanings is a question, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from planning.period.grammar import Clause, read_clause
from planning.period.points import NotClear
from planning.period.spans import spans_of, with_years
from planning.period.tokens import Token, first_phrase, phrase_at, tokens
from planning.period.values import Doubt, Reading, Span, TimeKind
from planning.period.waves import WAVE, waves

_LONGEST = 500  # characters; nobody writes a time so long
_LENGTHS = frozenset({"day", "week", "month", "year", "length"})
_AFTER_LENGTH = frozenset({"working_days", "from"})
_MARKERS = (
    ("school_year", Doubt.SCHOOL_YEAR),
    ("lunar", Doubt.LUNAR),
    ("period_inspected", Doubt.PERIOD_INSPECTED),
    ("recurring", Doubt.RECURRING),
    ("relative", Doubt.RELATIVE),
    ("vague", Doubt.VAGUE),
)
_KINDS = {
    Doubt.PERIOD_INSPECTED: TimeKind.PERIOD_INSPECTED,
    Doubt.RECURRING: TimeKind.RECURRING,
    Doubt.DURATION: TimeKind.DURATION,
}


def read_period(text: str, *, year: int, today: date) -> Reading:
    """How `text` is read in the programme of `year`; what is not certain is a `doubt`, never a guess.

    `today` is for relative times ("next month"), which are still a question.
    """
    if len(text) > _LONGEST:
        return _question(Doubt.TOO_LONG, {"text": text[:40]})
    line = tokens(text)
    try:
        parts, announced = waves(line)
        clauses = with_years([read_clause(part, year) for part in parts], year)
        spans = tuple(span for clause in clauses for span in spans_of(clause, merge=announced is None))
        if not spans or (announced is not None and announced != len(spans)):
            raise NotClear(Doubt.NOT_UNDERSTOOD, {"text": text.strip()})
        if _overlap(spans):
            raise NotClear(Doubt.NOT_UNDERSTOOD, {"text": text.strip()})
    except NotClear as error:
        return _classified(line, error, {"text": text.strip()})
    return _reading(clauses, spans, year)


def _question(doubt: Doubt, detail: Mapping[str, str]) -> Reading:
    return Reading(_KINDS.get(doubt, TimeKind.UNKNOWN), doubt=doubt, detail=detail)


def _reading(clauses: Iterable[Clause], spans: tuple[Span, ...], year: int) -> Reading:
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
    elif any(clause.about for clause in clauses):
        doubt = Doubt.VAGUE
    kind = TimeKind.OPEN if is_open else TimeKind.TIME
    detail = {"year": str(year)} if doubt is Doubt.OUTSIDE_YEAR else {}
    return Reading(kind, spans, alternatives, doubt, detail)


def _overlap(spans: tuple[Span, ...]) -> bool:
    """Whether two waves share a day: one may explain the other, or be a slip."""
    days = sorted((span.start or date.min, span.end or date.max) for span in spans)
    return any(later[0] <= earlier[1] for earlier, later in pairwise(days))


def _classified(line: tuple[Token, ...], error: NotClear, said: Mapping[str, str]) -> Reading:
    """What a text that is not understood is about; a date that cannot be is told as such."""
    if error.doubt is not Doubt.NOT_UNDERSTOOD:
        return _question(error.doubt, error.detail)
    blanks = sum(token.text == "\u2026" for token in line)
    if blanks >= 2 and first_phrase(line, "to"):  # the form's field "period inspected", not filled in
        return _question(Doubt.PERIOD_INSPECTED, said)
    if _is_frequency(line):
        return _question(Doubt.RECURRING, said)
    for group, doubt in _MARKERS:
        found = first_phrase(line, group)
        if found:
            return _question(doubt, {"text": found.value})
    if _is_duration(line):
        return _question(Doubt.DURATION, said)
    return _question(Doubt.NOT_UNDERSTOOD, error.detail)


def _is_frequency(line: tuple[Token, ...]) -> bool:
    """So many times: a number before the word."""
    return any(
        token.number is not None and line[place + 1].text == "lan" and phrase_at(line, place + 1, WAVE)
        for place, token in enumerate(line[:-1])
    )


def _is_duration(line: tuple[Token, ...]) -> bool:
    """A number and a word of length, then nothing more, "working days", or "from the day"."""
    place = next((place for place, token in enumerate(line) if token.number is not None), len(line))
    length = phrase_at(line, place + 1, _LENGTHS)
    if length is None:
        return False
    end = place + 1 + len(length.words)
    return end == len(line) or phrase_at(line, end, _AFTER_LENGTH) is not None

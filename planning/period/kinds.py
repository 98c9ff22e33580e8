"""What a text that names no time of a visit is about: how often, how long, the time looked into, or nothing certain."""

from __future__ import annotations

from collections.abc import Mapping

from planning.period import lunar
from planning.period.points import NotClear
from planning.period.tokens import Token, first_phrase, phrase_at
from planning.period.values import Doubt

Line = tuple[Token, ...]
_TIMES = frozenset({"times"})
_FILLER = frozenset({"filler", "at_most"})
_LENGTHS = frozenset({"day", "week", "month", "year", "length"})
_UNITS = frozenset({"day", "week", "month", "quarter", "year"})
_AFTER_LENGTH = frozenset({"working_days", "from"})
_PER = frozenset({"per"})
_HALF = frozenset({"half_length"})
_QUARTER = frozenset({"quarter"})
_LONG = ("month", "quarter", "year")
_FROM = frozenset({"from"})
_TO = frozenset({"to"})
_DAY = frozenset({"day"})
_EACH = frozenset({"each"})
_MARKERS = (
    ("school_year", Doubt.SCHOOL_YEAR),
    ("lunar", Doubt.LUNAR),
    ("period_inspected", Doubt.PERIOD_INSPECTED),
    ("recurring", Doubt.RECURRING),
    ("relative", Doubt.RELATIVE),
    ("vague", Doubt.VAGUE),
)


def subject_of(line: Line, error: NotClear, said: Mapping[str, str], year: int) -> tuple[Doubt, Mapping[str, str]]:
    """The doubt and its detail for a line that was not understood; a date that cannot be is told as such."""
    if error.doubt is not Doubt.NOT_UNDERSTOOD:
        return error.doubt, error.detail
    blanks = sum(token.text == "\u2026" for token in line)
    if blanks >= 2 and first_phrase(line, "to"):  # the form's field "period inspected", not filled in
        return Doubt.PERIOD_INSPECTED, said
    if phrase_at(line, 0, frozenset({"period_inspected"})):
        return Doubt.PERIOD_INSPECTED, said
    if is_length(line):
        return Doubt.DURATION, said
    if phrase_at(line, len(line) - 1, _QUARTER) and first_phrase(line, "month"):  # a month of "the quarter"
        return Doubt.RECURRING, said
    if _is_frequency(line):
        return Doubt.RECURRING, said
    for group, doubt in _MARKERS:
        found = first_phrase(line, group)
        if found:
            return doubt, {"text": found.value, **(_new_year(line, year) if doubt is Doubt.LUNAR else {})}
    return Doubt.NOT_UNDERSTOOD, error.detail


def _new_year(line: Line, year: int) -> Mapping[str, str]:
    """The day of the lunar new year, when the text is about it."""
    day = lunar.new_year(year)
    return {"new_year": day.isoformat()} if day and first_phrase(line, "new_year") else {}


def _number_at(line: Line, place: int) -> int:
    """How many tokens a number in digits or words takes here."""
    if place >= len(line):
        return 0
    if line[place].number is not None:
        return 1
    word = phrase_at(line, place, frozenset({"numbers"}))
    return len(word.words) if word else 0


def _is_frequency(line: Line) -> bool:
    """So many times in a unit of time ("2 times/year", "1 inspection each quarter"), or a unit "/time"."""
    for place in range(len(line)):
        times = phrase_at(line, place, _TIMES)
        if times is None:
            continue
        numbered = place > 0 and bool(_number_at(line, place - 1))
        if numbered and line[place].text == "lan":  # "2 lan" is a frequency whatever follows
            return True
        before = line[place - 1].text if place else ""
        end = place + len(times.words)
        if before == "/" or phrase_at(line, end, _EACH) or (end < len(line) and line[end].text == "/"):
            return True
        unit = place - 2 if numbered else place - 1
        if unit > 0 and phrase_at(line, unit, _UNITS) and (_number_at(line, unit - 1) or line[unit].text == "/"):
            return True
    return False


def is_remark_on_length(line: Line) -> bool:
    """A length of days or weeks beside a time, as in "quarter I; 60 working days"; months may be a time themselves."""
    return is_length(line) and not any(first_phrase(line, group) for group in _LONG)


def days_said(line: Line) -> int:
    """The calendar days of a plain "3 days" in digits; 0 for another length."""
    plain = len(line) == 2 and phrase_at(line, 1, _DAY) is not None
    return (line[0].number or 0) if plain else 0


def is_length(line: Line) -> bool:
    """Nothing but a length: a number, a word of length, "working days", and perhaps "for each inspection"."""
    place = 0
    while filler := phrase_at(line, place, _FILLER):
        place += len(filler.words)
    start = phrase_at(line, place, _FROM)
    place += len(start.words) if start else 0
    number = _number_at(line, place)
    up_to = phrase_at(line, place + number, _TO)
    dash = place + number < len(line) and line[place + number].text == "-"
    more = len(up_to.words) if up_to else int(dash)
    if number and more and (second := _number_at(line, place + number + more)):
        number += more + second
    elif start:
        return False
    length = phrase_at(line, place + number, _LENGTHS) if number else phrase_at(line, place, _HALF)
    if length is None:
        return False
    end = place + number + len(length.words)
    end += end < len(line) and line[end].text == ","
    after = phrase_at(line, end, _AFTER_LENGTH)
    if after and after.group == "from":
        return True
    end += len(after.words) if after else 0
    if end + 1 < len(line) and (line[end].text == "/" or phrase_at(line, end, _EACH)):
        return phrase_at(line, end + 1, _PER) is not None  # so long each; "6 months/time" is how often
    following = phrase_at(line, end, _FROM)
    return end >= len(line) or following is not None

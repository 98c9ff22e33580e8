"""The times in a line: when the visit takes place, how long it takes, the time looked into; cut out of the text.

The longest stretch that `read_period` understands is meant. The day of a document and the year in its number are none.
Two stretches that could both be the time of the visit are a question.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from planning.line.words import Place, cue_at, cue_before, cues, flat
from planning.period import Doubt, Precision, Reading, TimeKind, read_period
from planning.text import fold

CUT = " ; "
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_DATE = re.compile(r"\d{1,2}\s*[/.]\s*\d{1,2}|[tq]\d|\b[tq]\.?\s?\d")
_DOCUMENT = re.compile(r"(?<!\d)\d++\s*+[-/]\s*+(?:\d++\s*+/\s*+)?[^\W\d_][\w/-]*+\s*+,?\s*+(?:ngay\s*+)?$")
_GLUED = re.compile(r"[\w/-]$")
_YEARS = re.compile(r"(?:(?:nam|thang|ngay|\d{1,2}/)\s*){0,6}\d{4}(?:\s*[-,]\s*(?:nam\s*)?\d{4})?")
_RANGE = re.compile(
    r"(?<!\w)tu\s[^;,()]{2,24}?\sden\s(?:het\s)?(?:nay|thoi diem \w+ \w+|(?:nam |thang |ngay )?[\d/.-]*\d{4})"
)
_SIGNS = frozenset("/-.,;:()&+\u2013\u2014~")
_MOST = 26  # tokens of one expression
_MOST_READS = 120  # of one line; a line with more is no line of a programme, and its time is asked
_HARD = {Doubt.IMPOSSIBLE_DATE, Doubt.END_BEFORE_START, Doubt.WRONG_WEEKDAY}
_SOFT = {TimeKind.RECURRING, TimeKind.DURATION}


@dataclass(frozen=True, slots=True)
class Times:
    """`rest` is the line without them; `visit` with the words it was read from, `said`. `several`: expressions of which
    each may be the time of the visit."""

    rest: str
    visit: Reading | None = None
    said: str = ""
    several: tuple[str, ...] = ()
    inspected: str = ""
    duration: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    place: Place
    said: str
    reading: Reading

    @property
    def is_year(self) -> bool:
        return all(span.precision is Precision.YEAR for span in self.reading.spans)


def cut_times(text: str, *, year: int, today: date) -> Times:
    """The times of a line in the programme of `year`."""
    text, inspected = _cut_inspected(text, year, today)
    found = list(_visits(text, year, today))
    visits = [one for one in found if one.reading.kind is not TimeKind.DURATION]
    if any(not one.is_year or not one.reading.spans for one in visits):  # "the targets of 2026" beside a quarter
        visits = [one for one in visits if not one.is_year or not one.reading.spans]
    elif not all(_stands_apart(text, one) and one.reading.intervals for one in visits):
        visits = []  # a year within a content is that of the content
    lengths = [one for one in found if one.reading.kind is TimeKind.DURATION]
    rest = text
    for one in sorted([*visits, *lengths], key=lambda one: -one.place[0]):
        rest = f"{rest[: one.place[0]]}{CUT}{rest[one.place[1] :]}"
    times = Times(rest, inspected=inspected, duration=_without_lead(lengths[0].said) if lengths else "")
    if len(visits) > 1 or (visits and _is_mixed(visits[0])):
        return replace(times, several=tuple(one.said for one in visits))
    return replace(times, visit=visits[0].reading, said=visits[0].said) if visits else times


def _is_mixed(found: _Found) -> bool:
    """Whether a quarter and a month stand side by side: one may belong to the content ("results of quarter I, May")."""
    return len({span.precision for span in found.reading.spans}) > 1 and "dot" not in flat(found.said).split()


def _stands_apart(text: str, found: _Found) -> bool:
    before, after = text[: found.place[0]].rstrip(), text[found.place[1] :].lstrip()
    return (not before or before[-1] in ",;.:") and (not after or after[0] in ",;.:")


def _cut_inspected(text: str, year: int, today: date) -> tuple[str, str]:
    """The line without the time looked into, and that time."""
    for start, end in cues(text, "inspected"):
        stop = re.search(r"[;\n|]|\.\s|,\s*(?=\D)", text[end:])
        close = end + stop.start() if stop else len(text)
        said = text[end:close].strip(" :,.;")
        if any(letter.isdigit() for letter in said):
            return f"{text[:start]}{CUT}{text[close:]}", said
    plain = flat(text)
    for start, end in cues(text, "span"):
        match = _YEARS.match(plain, end + len(plain[end:]) - len(plain[end:].lstrip()))
        clause = re.split(r"[,;.:]", text[:start])[-1]
        if match and not any(True for _ in cues(clause, "named")):
            return f"{text[:start]}{CUT}{text[match.end() :]}", text[start : match.end()]
    for match in _RANGE.finditer(plain):
        said = text[match.start() : match.end()]
        reading = read_period(said, year=year, today=today)
        past = bool(reading.spans) and all(s.end is not None and s.end < today for s in reading.spans)
        if reading.kind is TimeKind.PERIOD_INSPECTED or past:
            return f"{text[: match.start()]}{CUT}{text[match.end() :]}", said
    return text, ""


def _visits(text: str, year: int, today: date) -> Iterator[_Found]:
    """The expressions in their order, none within another; one in doubt where too many would have to be tried."""
    left = [_MOST_READS]
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    plain = [fold(text[a:b]) for a, b in tokens]
    at = 0
    while at < len(tokens):
        found = (
            _longest(text, tokens, plain, at, year, today, left) if _may_begin(text, tokens[at][0], plain, at) else None
        )
        if left[0] <= 0:
            said = text[slice(*tokens[at])]
            yield _Found(tokens[at], said, Reading(TimeKind.UNKNOWN, doubt=Doubt.TOO_LONG, detail={"text": said}))
            return
        if found is None:
            at += 1
            continue
        yield found
        while at < len(tokens) and tokens[at][0] < found.place[1]:
            at += 1


def _may_begin(text: str, start: int, plain: list[str], at: int) -> bool:
    """Whether a time may begin here: a word of time or a number, and not in the number of a document or a street."""
    if not (plain[at].isdecimal() or plain[at] in _words() or re.fullmatch(r"[tq][1-9ivx]+", plain[at])):
        return False
    before = text[:start]
    if at and (_GLUED.search(before) or (plain[at] == "ngay" and _DOCUMENT.search(flat(before)))):
        return False
    if plain[at].isdecimal() and plain[at - 1 : at] == ["ngay"] and _DOCUMENT.search(flat(before)):
        return False
    year = at + 1 if plain[at] == "nam" else at if plain[at - 1 : at] == ["nam"] else len(plain)
    if plain[year + 1 : year + 2] == [","]:  # "the targets of 2026, quarter I"
        return False
    return not plain[at].isdecimal() or cue_before(text, "numbered", start) is None


def _longest(
    text: str, tokens: list[Place], plain: list[str], at: int, year: int, today: date, left: list[int]
) -> _Found | None:
    end = at
    while end < len(tokens) and end - at < _MOST and _is_time_word(plain[end]):
        end += 1
    doubtful: _Found | None = None
    for stop in range(end, at, -1):
        start, close = tokens[at][0], tokens[stop - 1][1]
        said = text[start:close]
        if plain[stop - 1] in _SIGNS or plain[stop - 1] in _joining() or _GLUED.match(text[close : close + 1] or " "):
            continue
        if not (any(True for _ in cues(said, "time")) or _DATE.search(flat(said))):
            continue
        if left[0] <= 0:
            break
        left[0] -= 1
        reading = read_period(said, year=year, today=today)
        if reading.spans or (reading.kind in _SOFT and "," not in said):
            return _Found((_with_lead(text, start), close), said, reading)
        if reading.doubt in _HARD and "," not in said and doubtful is None:
            doubtful = _Found((_with_lead(text, start), close), said, reading)
    return doubtful


def _with_lead(text: str, start: int) -> int:
    """Where the words that announce a time begin ("time:", "to be done in")."""
    while (lead := cue_before(text, "before_time", start)) is not None:
        start = lead
    return start


def _without_lead(said: str) -> str:
    return said[cue_at(said, "before_time") :].strip()


def _is_time_word(plain: str) -> bool:
    return (
        plain.isdecimal() or plain in _SIGNS or plain in _words() or bool(re.fullmatch(r"[ivx]+|[tq][1-9ivx]+", plain))
    )


@cache
def _words() -> frozenset[str]:
    """Every word that may stand in a time."""
    data = json.loads(files("planning").joinpath("data/period_words.json").read_text(encoding="utf-8"))
    found: set[str] = set()
    for entries in data.values():
        phrases = list(entries)
        if isinstance(entries, dict):
            phrases += [phrase for value in entries.values() if isinstance(value, list) for phrase in value]
        found |= {part for phrase in phrases for part in fold(phrase).split()}
    return frozenset(found)


@cache
def _joining() -> frozenset[str]:
    """Words that end no time: they lead to what comes behind."""
    return frozenset(
        {"va", "cung", "voi", "hoac", "hay", "cua", "trong", "vao", "tu", "den", "thuc", "tien", "to", "cac"}
    )

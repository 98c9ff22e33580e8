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
from itertools import pairwise

from planning.line.conditions import cut_conditions
from planning.line.inspected import cut_inspected
from planning.line.words import Place, cue_at, cue_before, cues, flat
from planning.period import Doubt, Precision, Reading, TimeKind, read_period
from planning.text import fold

CUT = " ; "
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_DATE = re.compile(r"\d{1,2}\s*[/.]\s*\d{1,2}|[tq]\d|\b[tq]\.?\s?\d")
_ISSUED = r"(?:(?:duoc\s+)?ban hanh\s*|ky\s*|ra\s*)?"
_DOCUMENT = re.compile(
    rf"(?:(?<!\d)\d++\s*+[-/]\s*+(?:\d++\s*+/\s*+)?[^\W\d_][\w/-]*+\s*+,?\s*+{_ISSUED}"
    r"|ban hanh\s*|(?<!\w)ky\s*)(?:ngay\s*)?$"
)
_GLUED = re.compile(r"[\w/-]$")
_COUNTED = (["ngay"], ["cuoc"], ["buoi"])  # what a number in front of them counts is no time
_LENGTH = re.compile(
    r"(?:(?<!\s)\s++)?[;,]\s*(\d{1,3}\s+ngay(?:\s+lam viec)?)$|^(\d{1,3}\s+ngay(?:\s+lam viec)?)\s*;\s*"
)
_YEAR = re.compile(r"\d{4}")
_NO_QUARTER = frozenset({"che", "dinh", "trinh", "hoach", "uoc", "mo", "tac", "luat", "pham"})  # "quy che": no "quy 1"
_BEFORE_DAY = (["ngay"], ["mung"], ["mong"])
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
    text, inspected = cut_inspected(text, CUT, year=year, today=today)
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
    duration = _without_lead(lengths[0].said) if lengths else ""
    if not lengths and len(visits) == 1:
        visits[0], duration = _without_length(visits[0], year, today)
    rest, conditions = cut_conditions(rest, timed=bool(visits), cut=CUT)
    times = Times(rest, inspected=inspected, duration=duration)
    if conditions:
        said = ", ".join([*(one.said for one in visits), *conditions])
        doubt = Reading(TimeKind.UNKNOWN, doubt=Doubt.VAGUE, detail={"text": conditions[0]})
        return replace(times, visit=doubt, said=said)
    if len(visits) > 1 or (visits and _is_mixed(visits[0])):
        return replace(times, several=tuple(one.said for one in visits))
    return replace(times, visit=visits[0].reading, said=visits[0].said) if visits else times


def _without_length(found: _Found, year: int, today: date) -> tuple[_Found, str]:
    """The time without the duration beside it, where that says nothing about when: "quarter II; 15 days"."""
    match = _LENGTH.search(flat(found.said))
    if match is None:
        return found, ""
    bare = found.said[: match.start()] + found.said[match.end() :]
    reading = read_period(bare, year=year, today=today)
    if not reading.spans or reading.spans != found.reading.spans:
        return found, ""
    return replace(found, said=bare, reading=reading), found.said[slice(*match.span(1 if match[1] else 2))]


def _is_mixed(found: _Found) -> bool:
    """Whether a quarter and a month stand side by side: one may belong to the content ("results of quarter I, May")."""
    return len({span.precision for span in found.reading.spans}) > 1 and "dot" not in flat(found.said).split()


def _stands_apart(text: str, found: _Found) -> bool:
    before, after = text[: found.place[0]].rstrip(), text[found.place[1] :].lstrip()
    return (not before or before[-1] in ",;.:") and (not after or after[0] in ",;.:")


def _visits(text: str, year: int, today: date) -> Iterator[_Found]:
    """The expressions in their order, none within another; one in doubt where too many would have to be tried."""
    left = [_MOST_READS]
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    plain = [fold(text[a:b]) for a, b in tokens]
    plain = ["" if pair[0] == "quy" and pair[1] in _NO_QUARTER else pair[0] for pair in pairwise([*plain, ""])]
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
        if not _is_of_document(text, found, today):
            yield found
        while at < len(tokens) and tokens[at][0] < found.place[1]:
            at += 1


def _may_begin(text: str, start: int, plain: list[str], at: int) -> bool:
    """Whether a time may begin here: a word of time or a number, and not in the number of a document or a street."""
    if not (plain[at].isdecimal() or plain[at] in _words() or re.fullmatch(r"[tq][1-9ivx]+", plain[at])):
        return False
    if plain[at : at + 2] == ["nam", "thang"] and plain[at - 1 : at] not in _BEFORE_DAY:  # "early in the year, May"
        return False
    before = text[:start]
    if at and (_GLUED.search(before) or (plain[at] == "ngay" and _DOCUMENT.search(flat(before)))):
        return False
    if plain[at].isdecimal() and plain[at - 1 : at] == ["ngay"] and _DOCUMENT.search(flat(before)):
        return False
    year = at + 1 if plain[at] == "nam" else at if plain[at - 1 : at] == ["nam"] else len(plain)
    if plain[year + 1 : year + 2] == [","]:  # "the targets of 2026, quarter I"
        return False
    if plain[at - 1 : at] == [","] and all(map(_YEAR.fullmatch, (plain[at], *plain[at - 2 : at - 1]))):  # "2025, 2026"
        return False
    return not plain[at].isdecimal() or cue_before(text, "numbered", start) is None


def _is_of_document(text: str, found: _Found, today: date) -> bool:
    """Whether it is the day on which a document was issued that the same clause names."""
    spans = found.reading.spans
    past = bool(spans) and all(s.precision is Precision.DAY and s.end is not None and s.end < today for s in spans)
    clause = re.split(r"[;|(]|,\s", text[: found.place[0]])[-1]
    return past and any(True for _ in cues(clause, "documents"))


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
        if plain[stop - 1].isdecimal() and plain[stop : stop + 1] in _COUNTED:
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

"""The time looked into: cut out of a line, so that it is not taken for the time of the visit."""

from __future__ import annotations

import re
from datetime import date

from planning.line.words import cues, flat
from planning.period import TimeKind, read_period

_YEARS = re.compile(r"(?:(?:nam|thang|ngay|\d{1,2}/)\s*)*\d{4}(?:\s*[-,]\s*(?:nam\s*)?\d{4}(?![\d/.-]))?")
_RANGE = re.compile(
    r"(?<!\w)tu\s[^;,()]{2,24}?\sden\s(?:het\s)?(?:nay|thoi diem \w+ \w+|(?:nam |thang |ngay )?[\d/.-]*\d{4})"
)
_STOP = re.compile(
    r"[;\n|)]|\.\s|\s[-\u2013]\s(?=[^\W\d])(?!(?:thang|nam|ngay|het|nay)(?!\w))"
    r"|,\s*(?=[^\s\d])(?!nam\s+\d{4}(?!\d))|,\s*(?=\d)(?!\d{4}(?![\d/.-]))"  # a comma, but not between years
)


def cut_inspected(text: str, cut: str, *, year: int, today: date) -> tuple[str, str]:
    """The line with `cut` in the place of the time looked into, and that time; "" for none."""
    for start, end in cues(text, "inspected"):
        close = _end(text, end)
        said = text[end:close].strip(" :,.;")
        said = said[1:-1] if said[:1] + said[-1:] == "()" else said
        if any(letter.isdigit() for letter in said):
            return f"{text[:start]}{cut}{text[close:]}", said
    plain = flat(text)
    for start, end in cues(text, "span"):
        match = _YEARS.match(plain, end + len(plain[end:]) - len(plain[end:].lstrip()))
        clause = re.split(r"[,;.:]", text[:start])[-1]
        if match and not any(True for _ in cues(clause, "named")):
            return f"{text[:start]}{cut}{text[match.end() :]}", text[start : match.end()]
    for match in _RANGE.finditer(plain):
        said = text[match.start() : match.end()]
        reading = read_period(said, year=year, today=today)
        past = bool(reading.spans) and all(s.end is not None and s.end < today for s in reading.spans)
        if reading.kind is TimeKind.PERIOD_INSPECTED or past:
            return f"{text[: match.start()]}{cut}{text[match.end() :]}", said
    return text, ""


def _end(text: str, start: int) -> int:
    """Where the clause ends; a bracket that began in it belongs to it."""
    for stop in _STOP.finditer(flat(text), start):
        if stop[0] != ")" or "(" not in text[start : stop.start()]:
            return stop.start()
    return len(text)

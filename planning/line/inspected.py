"""The time looked into: cut out of a line, so that it is not taken for the time of the visit."""

from __future__ import annotations

import re
from datetime import date

from planning.line.words import cues, flat
from planning.period import TimeKind, read_period

_YEARS = re.compile(r"(?:(?:nam|thang|ngay|\d{1,2}/)\s*)*\d{4}(?:\s*[-,]\s*(?:nam\s*)?\d{4}(?![\d/.-])){0,4}")
_RANGE = re.compile(
    r"(?<!\w)tu\s[^;,()]{2,24}?\sden\s(?:het\s)?(?:nay|thoi diem \w+ \w+|(?:nam |thang |ngay )?[\d/.-]*\d{4})"
)
_STOP = re.compile(r"[;,\n|)]|\.\s|\s[-\u2013]\s(?=[^\W\d])(?!(?:thang|nam|ngay|het|nay)(?!\w))")
_PIECE = re.compile(r"[^;,.\n|()]{1,40}")
_YEAR = re.compile(r"\s*(?:nam\s+)?(\d{4})\s*")
_MOST_PIECES = 6


def cut_inspected(text: str, cut: str, *, year: int, today: date) -> tuple[str, str]:
    """The line with `cut` in the place of the time looked into, and that time; "" for none."""
    for start, end in cues(text, "inspected"):
        close = _end(text, end, year, today)
        said = text[end:close].strip(" :,.;")
        said = said[1:-1] if said[:1] + said[-1:] == "()" else said
        if any(letter.isdigit() for letter in said):
            return f"{text[:start]}{cut}{text[close:]}", said
    plain = flat(text)
    for start, end in cues(text, "span"):
        match = _YEARS.match(plain, end + len(plain[end:]) - len(plain[end:].lstrip(" :")))
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


def _end(text: str, start: int, year: int, today: date) -> int:
    """Where the clause ends: what began in it as a bracket belongs to it, and behind a comma what is over by `year`."""
    plain = flat(text)
    pieces = 0
    for stop in _STOP.finditer(plain, start):
        if stop[0] == ")" and "(" in text[start : stop.start()]:
            continue
        piece = _PIECE.match(plain, stop.end()) if stop[0] == "," and pieces < _MOST_PIECES else None
        pieces += 1
        if not (piece and _is_over(piece[0], year, today)):
            return stop.start()
    return len(text)


def _is_over(said: str, year: int, today: date) -> bool:
    if bare := _YEAR.fullmatch(said):
        return int(bare[1]) < year
    spans = read_period(said.strip(), year=year, today=today).spans
    return bool(spans) and all(span.end is not None and span.end.year < year for span in spans)

"""What the tests of time share: the year and the day they are set in, and the lines with the readings meant."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planning.period import Reading, read_period

YEAR = 2027
TODAY = date(2026, 11, 16)  # a Monday
Days = list[list[str | None]]


@dataclass(frozen=True)
class Line:
    """A text and its reading; `asks`: whether it is a question all the same, None where the line does not say."""

    text: str
    kind: str
    intervals: Days
    alternatives: bool
    asks: bool | None = None


def lines(name: str) -> list[Line]:
    rows = (Path(__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines()
    found = [json.loads(row) for row in rows]
    return [
        Line(row["text"], row["kind"], row["intervals"] or [], row["alternatives"], row.get("asks")) for row in found
    ]


GIVEN = lines("time_expressions.jsonl")  # as really written, with their sources in notes
MORE = lines("more_time_expressions.jsonl")  # made up in the manner of officers, meant readings put down first


def read(text: str, today: date = TODAY) -> Reading:
    return read_period(text, year=YEAR, today=today)


def days(reading: Reading) -> Days:
    return [[s.start.isoformat() if s.start else None, s.end.isoformat() if s.end else None] for s in reading.spans]

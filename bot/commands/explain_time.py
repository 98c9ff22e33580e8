"""What `ktgs explain time` answers: how a time expression is read, and what the person would be asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlers.texts.times import time_problem
from planning.period import Precision, read_period

_FROM_FINE_TO_COARSE = list(Precision)


def explain_time(text: str, *, year: int, today: date) -> dict[str, Any]:
    """The reading of `text` in the programme of `year`, ready for JSON.

    {"kind": "time" | "open" | "recurring" | "duration" | "period_inspected" | "unknown",
    "intervals": [["2027-04-01", "2027-06-30"], ...], ISO dates, None for an open end,
    "precision": the coarsest of the intervals, None without any,
    "alternatives": whether one of the intervals is to be chosen,
    "question": the sentence the person gets when something is to be asked, else None}
    """
    reading = read_period(text, year=year, today=today)
    ends = [(span.start, span.end) for span in reading.spans]
    coarsest = max((span.precision for span in reading.spans), key=_FROM_FINE_TO_COARSE.index, default=None)
    return {
        "kind": reading.kind.value,
        "intervals": [[day.isoformat() if day else None for day in pair] for pair in ends],
        "precision": coarsest.value if coarsest else None,
        "alternatives": reading.alternatives,
        "question": None if reading.doubt is None else time_problem(text, reading, year),
    }

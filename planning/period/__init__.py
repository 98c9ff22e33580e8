"""Vietnamese time expressions: when a visit takes place, as days with a precision, or a question to the person.

text -> waves of tokens (tokens, waves) -> clauses (grammar, atoms, runs) -> spans of days (points, spans).
"""

from planning.period.reader import read_period
from planning.period.values import Doubt, Interval, Precision, Reading, Span, TimeKind, month, quarter

__all__ = [
    "Doubt",
    "Interval",
    "Precision",
    "Reading",
    "Span",
    "TimeKind",
    "month",
    "quarter",
    "read_period",
]

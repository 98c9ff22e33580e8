"""What the sheets about a whole campaign are made of: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One inspection."""

    code: str
    body: str
    form: str
    time: str


@dataclass(frozen=True, slots=True)
class MatrixMark:
    """The inspection of a column (from 0) goes to the subject of a row; whether it meets another one there."""

    column: int
    same_content: bool = False
    same_time: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One subject."""

    subject: str
    marks: tuple[MatrixMark, ...]


@dataclass(frozen=True, slots=True)
class MatrixTable:
    """Subjects and inspections of a campaign."""

    office: str
    year: int
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One inspection that would better come at another time."""

    code: str
    body: str
    subjects: str
    before: str
    after: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovesTable:
    """A proposal for a whole campaign; `left`: pairs that would share days after all of it."""

    office: str
    year: int
    rows: tuple[MoveRow, ...]
    left: int
    made_at: datetime

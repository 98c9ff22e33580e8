"""Lines of a programme as texts, read as inspections. Nothing is asked: what is not clear meets less, never more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planning.inspection import Details, Inspection
from planning.organisation import Directory
from planning.period import Doubt, Interval, Precision, Span, TimeKind, read_period
from planning.table.names import subjects_said
from planning.table.units import Names
from planning.text import fold

_WITH = re.compile(
    r"(?:(?<!\s)\s++)?(?:[,;]\s*+)?\b(?:ph\u1ed1i h\u1ee3p|phoi hop)(?:\s+(?:v\u1edbi|voi))?\b\s*", re.IGNORECASE
)
_ASIDE = re.compile(r"\([^)]*\)|,\s*theo\b.*$", re.IGNORECASE)
_FINE = {Precision.DAY, Precision.WEEK, Precision.THIRD, Precision.HALF_MONTH}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as written. `number` from 1; the texts after `time` may be empty."""

    number: int
    body: str
    form: str
    subject: str
    content: str
    time: str
    partners: str = ""
    leader: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`items` have the line's number as id and code; lines without an own team or without named subjects are left
    out. `directory` knows all their units and bodies."""

    items: tuple[Inspection, ...]
    directory: Directory


def read_lines(lines: Iterable[Line], office: Directory, *, year: int, today: date) -> Table:
    """Read all lines. `year`: of times that say none."""
    names = Names(office, today)
    items = [item for line in lines if (item := _item(line, names, year, today))]
    return Table(tuple(items), names.directory())


def _item(line: Line, names: Names, year: int, today: date) -> Inspection | None:
    form = fold(line.form)
    if form.startswith("tham gia"):  # in another body's team
        return None
    when = _intervals(line.time, year, today)
    lead, *partners = _WITH.split(_ASIDE.sub("", line.body))
    if when is None or not lead.strip():
        return None
    body = names.body(lead.strip())
    subjects = names.subjects(subjects_said(line.subject), body)
    if not subjects:
        return None
    on_paper = any(said in form for said in ("bang van ban", "qua bao cao")) or fold(line.mode) in _ON_PAPER
    details = Details(
        partners="; ".join([*partners, line.partners]).strip("; "),
        leader=line.leader,
        mode="document" if on_paper else "",
    )
    number = str(line.number)
    content, (intervals, either) = line.content.strip(), when
    return Inspection(number, number, body.id, _form(form), subjects, intervals, content, details, either=either)


_ON_PAPER = {"document", "van ban", "bang van ban", "qua bao cao"}


def _form(said: str) -> str:
    if "tai chinh dang" in said:
        return "KT_TC"
    return "GS_CD" if said.startswith("giam sat") else "KT_CH"


def _intervals(text: str, year: int, today: date) -> tuple[tuple[Interval, ...], bool] | None:
    """When the visit takes place, as far as it is said, and whether only one of the intervals is meant; None when it
    is all the year round, which is no visit."""
    reading = read_period(text, year=year, today=today)
    if reading.kind is TimeKind.RECURRING or reading.doubt is Doubt.RECURRING:
        return None
    found = reading.intervals or reading.choices
    if found:
        return found, bool(reading.choices)
    doubtful = reading.alternatives or reading.doubt is Doubt.VAGUE
    return tuple(_closed(span, year, doubtful) for span in reading.spans), False


def _closed(span: Span, year: int, doubtful: bool) -> Interval:
    """A span with an open end reaches to that end of its year; what is doubtful is never exact."""
    said = span.start or span.end
    around = said.year if said else year
    start, end = span.start or date(around, 1, 1), span.end or date(around, 12, 31)
    if span.start is None or span.end is None:
        return Interval(start, end, Precision.YEAR)
    vague = Precision.MONTH if doubtful and span.precision in _FINE else span.precision
    return Interval(start, end, vague)

"""One clause of a time expression: terms with "and" or "or" between, each a point or a range.

clause := [until | after] term {(and | or) term}      term := [from] atom [to atom]
atom   := what `atoms` reads: one point, or the two ends of a range written in one go
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from planning.period.atoms import Reader
from planning.period.points import Named, NotClear, Point
from planning.period.relative import on_weekday
from planning.period.tokens import Token, first_phrase, phrase_at
from planning.period.values import Doubt

_LUNAR_MARK = frozenset({"lunar_mark"})
_PARTS = frozenset({"parts"})
_FROM_OR_DAY = frozenset({"from", "day"})
_KEYWORDS = frozenset({"month", "quarter", "week", "parts"})


class Mode(StrEnum):
    """What the clause says about its points."""

    PLAIN = "plain"
    UNTIL = "until"
    BEFORE = "before"  # only a day: before a month may or may not count that month
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Term:
    """One point, or the two ends of a range; `since`: "from" was said."""

    points: tuple[Point, ...]
    since: bool = False
    linked: str = ""  # how it hangs on the term before: "and", "or"
    days: int = 0  # counted days from the point on, when they were said


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two semicolons, or after "wave 1"."""

    mode: Mode
    terms: tuple[Term, ...]
    about: Doubt | None = None
    announced: int = 0  # days that were announced in front: "in 2 days, 15-16/3"


def read_clause(line: tuple[Token, ...], year: int, today: date) -> Clause:
    """The clause that is the whole line; raises NotClear. Years not said are still None."""
    line, lunar = _without_lunar_mark(line)
    reader = Reader(line, year, today, lunar=lunar)
    reader.skip()
    leading = _leading_year(reader)
    finish = bool(reader.take("finish"))
    within = finish and bool(reader.take("whole_before"))
    reader.skip()
    counted = _counted_days(reader)
    if counted is not None:
        return Clause(Mode.PLAIN, (counted,), reader.about)
    mode = Mode.PLAIN
    for group, meant in (("until", Mode.UNTIL), ("to", Mode.UNTIL), ("before", Mode.BEFORE), ("after", Mode.AFTER)):
        if reader.take(group):
            mode = meant
            break
    announced = _announced_days(reader)
    terms = [_term(reader, None, "")]
    while not reader.done:
        link = _link(reader, terms[-1])
        if not link:
            raise reader.unclear()
        terms.append(_term(reader, _context(terms[-1]), link))
    if mode is not Mode.PLAIN and (len(terms) > 1 or len(terms[0].points) > 1 or terms[0].since):
        raise NotClear(Doubt.NOT_UNDERSTOOD, {"text": " ".join(token.said for token in line)})
    done = _in_year(_lunar(_completed(terms), reader, lunar), leading)
    # finished on a day means until that day, finished in a quarter the whole quarter
    if finish and not within and mode is Mode.PLAIN and _is_one_day(done):
        mode = Mode.UNTIL
    return Clause(mode, done, reader.about, announced)


def _without_lunar_mark(line: tuple[Token, ...]) -> tuple[tuple[Token, ...], bool]:
    """The line without "by the lunar calendar", and whether it said so."""
    for place, token in enumerate(line):
        mark = phrase_at(line, place, _LUNAR_MARK)
        if mark and (len(mark.words) > 1 or not mark.words[0].isascii() or token.text == "al"):
            if len(mark.words) == 1 and token.said.isascii() and token.text != "al":
                continue  # "am" without its accent is also the morning
            return (*line[:place], *line[place + len(mark.words) :]), True
    return line, False


def _leading_year(reader: Reader) -> int | None:
    """The year of "2027, quarter II"."""
    start = reader.place
    reader.take("year")
    number = None if reader.done else reader.line[reader.place].number
    if number is not None and number >= 1000:
        reader.place += 1
        reader.sign(",", ":", "-")
        reader.skip()
        if phrase_at(reader.line, reader.place, _KEYWORDS):
            return number
    reader.place = start
    return None


def _in_year(terms: tuple[Term, ...], year: int | None) -> tuple[Term, ...]:
    return tuple(replace(term, points=tuple(point.in_year(year) for point in term.points)) for term in terms)


def _lunar(terms: tuple[Term, ...], reader: Reader, marked: bool) -> tuple[Term, ...]:
    """Lunar days marked as such; only days can be, and a leap month only there.

    In a list the mark may be meant for the last day only, and beside a full moon the other end may be a solar day.
    """
    points = [point for term in terms for point in term.points]
    if not reader.lunar:
        if any(point.leap for point in points):
            raise NotClear(Doubt.LUNAR, {"text": points[0].said})
        return terms
    mixed = not marked and not all(point.lunar for point in points)
    solar = first_phrase(reader.line, "solar_mark") is not None
    if len(terms) > 1 or mixed or solar or any(point.named is not Named.DAY or point.weekday for point in points):
        raise NotClear(Doubt.LUNAR, {"text": points[0].said})
    return tuple(replace(t, points=tuple(replace(point, lunar=True) for point in t.points)) for t in terms)


def _announced_days(reader: Reader) -> int:
    """The number of days in front of the days themselves; 0 when the line does not begin so."""
    start = reader.place
    count = None if reader.done else reader.line[start].number
    reader.place += 1
    if count is not None and reader.take("day"):
        reader.sign(",", ":")
        begins = phrase_at(reader.line, reader.place, _FROM_OR_DAY)
        if begins or (not reader.done and reader.line[reader.place].number is not None):
            return count
    reader.place = start
    return 0


def _is_one_day(terms: tuple[Term, ...]) -> bool:
    return len(terms) == 1 and len(terms[0].points) == 1 and terms[0].points[0].named is Named.DAY


def _term(reader: Reader, context: Named | None, linked: str) -> Term:
    reader.skip()
    since = bool(reader.take("from"))
    points = reader.atom(context)
    if reader.sign("-") or reader.take("to"):
        points += reader.atom(points[-1].named if not points[-1].part else None)
    if len(points) > 2:
        raise reader.unclear(points[0].said)
    if reader.take("onwards"):
        since = True
        if len(points) > 1:
            raise reader.unclear(points[0].said)
    return Term(points, since, linked)


def _link(reader: Reader, before: Term) -> str:
    comma = reader.sign(",", "&", "+")
    if reader.take("or"):
        return "or"
    if reader.take("and") or comma:
        return "and"
    return "next" if before.points[-1].part and phrase_at(reader.line, reader.place, _PARTS) else ""


def _context(term: Term) -> Named | None:
    last = term.points[-1]
    return None if last.part else last.named


def _counted_days(reader: Reader) -> Term | None:
    """So many days or weeks from a day on, that day counted; None when the line does not begin so."""
    start = reader.place
    count = reader.number()
    length = 1 if reader.take("day") else 7 if reader.take("week") else 0
    reader.sign(",")
    if count is None or not length or not reader.take("from"):
        reader.place = start
        return None
    points = reader.atom(None)
    if len(points) != 1 or not reader.done or points[0].named is not Named.DAY or not 1 <= count <= 366:
        raise NotClear(Doubt.DURATION, {"text": " ".join(token.said for token in reader.line)})
    return Term(points, days=count * length)


def _completed(terms: list[Term]) -> tuple[Term, ...]:
    """Bare numbers get what their right neighbour is: "8 - 10/12", "3 to 5/2027", "12, 13 and 14/5"."""
    following: Point | None = None
    done: list[Term] = []
    if not any(_is_sure_day(point) for term in terms for point in term.points):
        _refuse_loose(point for term in terms for point in term.points)
    for term in reversed(terms):
        points: list[Point] = []
        for point in reversed(term.points):
            following = _complete(point, following)
            points.insert(0, following)
        done.insert(0, replace(term, points=tuple(points)))
    return tuple(done)


def _is_sure_day(point: Point) -> bool:
    return point.named is Named.DAY and point.month is not None and not point.loose


def _refuse_loose(points: Iterable[Point]) -> None:
    for point in points:
        if point.loose:
            raise NotClear(Doubt.NOT_UNDERSTOOD, {"text": point.said})


def _complete(point: Point, following: Point | None) -> Point:
    if point.named is Named.BARE and point.weekday:
        if following is not None and following.named is Named.KNOWN and following.weekday:
            return replace(on_weekday(following, point.weekday), said=point.said)
        raise NotClear(Doubt.RELATIVE, {"text": point.said})
    lacks_month = point.named is Named.BARE or (point.named is Named.DAY and point.month is None)
    if lacks_month and following is not None:
        if following.named is Named.DAY and following.month is not None:
            return replace(point, named=Named.DAY, month=following.month, year=following.year)
        # "1, month 11" may be a day of it
        month = following.named is Named.MONTH and not following.part and not following.keyed
        if month and point.named is Named.BARE and point.number <= 12:
            return replace(point, named=Named.MONTH, year=following.year)
    if lacks_month:
        raise NotClear(Doubt.NOT_UNDERSTOOD, {"text": point.said})
    if point.named is Named.WEEK and point.month is None:
        if following is not None and following.named is Named.WEEK and following.month is not None:
            return replace(point, month=following.month, year=point.year or following.year)
        # up to five it may be a week of some month
        if point.part or (point.number <= 5 and point.year is None and not (following and following.year)):
            raise NotClear(Doubt.VAGUE, {"text": point.said})
    return point

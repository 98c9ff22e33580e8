"""One clause of a time expression: terms with "and" or "or" between, each a point or a range.

clause := [until | after] term {(and | or) term}      term := [from] atom [to atom]
atom   := what `atoms` reads: one point, or the two ends of a range written in one go
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from planning.period.atoms import Reader
from planning.period.points import Named, NotClear, Point
from planning.period.tokens import Token
from planning.period.values import Doubt


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
    about: bool = False


def read_clause(line: tuple[Token, ...], year: int) -> Clause:
    """The clause that is the whole line; raises NotClear. Years not said are still None."""
    reader = Reader(line, year)
    reader.skip()
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
    terms = [_term(reader, None, "")]
    while not reader.done:
        link = _link(reader)
        if not link:
            raise reader.unclear()
        terms.append(_term(reader, _context(terms[-1]), link))
    if mode is not Mode.PLAIN and (len(terms) > 1 or len(terms[0].points) > 1 or terms[0].since):
        raise NotClear(Doubt.NOT_UNDERSTOOD, {"text": " ".join(token.said for token in line)})
    done = _completed(terms)
    # finished on a day means until that day, finished in a quarter the whole quarter
    if finish and not within and mode is Mode.PLAIN and _is_one_day(done):
        mode = Mode.UNTIL
    return Clause(mode, done, reader.about)


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
    return Term(points, since, linked)


def _link(reader: Reader) -> str:
    comma = reader.sign(",", "&", "+")
    if reader.take("or"):
        return "or"
    return "and" if reader.take("and") or comma else ""


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
    for term in reversed(terms):
        points: list[Point] = []
        for point in reversed(term.points):
            following = _complete(point, following)
            points.insert(0, following)
        done.insert(0, replace(term, points=tuple(points)))
    return tuple(done)


def _complete(point: Point, following: Point | None) -> Point:
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

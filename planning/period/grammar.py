"""One clause of a time expression: terms with "and" or "or" between, each a point or a range.

clause := [until | after] term {(and | or) term}      term := [from] atom [to atom] [onwards]
atom   := what `atoms` reads: one point, or the two ends of a range written in one go
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning.period.atoms import Reader
from planning.period.clause import Clause, Mode, Term
from planning.period.completion import completed
from planning.period.points import Named, NotClear, Point
from planning.period.tokens import Token, first_phrase, phrase_at
from planning.period.values import Doubt

_LUNAR_MARK = frozenset({"lunar_mark"})
_PARTS = frozenset({"parts"})
_FROM_OR_DAY = frozenset({"from", "day"})
_KEYWORDS = frozenset({"month", "quarter", "week", "parts"})


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
        return Clause(Mode.PLAIN, (counted,), reader.about, reader.computed or reader.lunar)
    mode = Mode.PLAIN
    for group, meant in (("until", Mode.UNTIL), ("to", Mode.UNTIL), ("before", Mode.BEFORE), ("after", Mode.AFTER)):
        if reader.take(group):
            mode = meant
            break
    announced = _announced_days(reader)
    terms = _announced_months(reader) or _terms(reader, None)
    if mode is not Mode.PLAIN and (len(terms) > 1 or len(terms[0].points) > 1 or terms[0].since):
        raise NotClear(Doubt.NOT_UNDERSTOOD, {"text": " ".join(token.said for token in line)})
    done = _in_year(_lunar(completed(terms), reader, lunar), leading)
    # finished on a day means until that day, finished in a quarter the whole quarter
    if finish and not within and mode is Mode.PLAIN and _is_one_day(done):
        mode = Mode.UNTIL
    return Clause(mode, done, reader.about, reader.computed or reader.lunar, announced)


def _without_lunar_mark(line: tuple[Token, ...]) -> tuple[tuple[Token, ...], bool]:
    """The line without "by the lunar calendar", and whether it said so."""
    for place, token in enumerate(line):
        mark = phrase_at(line, place, _LUNAR_MARK)
        # "am" without its accent is also the morning
        if mark and (len(mark.words) > 1 or token.text == "al" or not token.said.isascii()):
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


def _announced_months(reader: Reader) -> list[Term] | None:
    """The months behind their number, as in "2 months, 5 and 6"; None when it is not that, as in "2 May"."""
    start, about = reader.place, reader.about
    count = reader.number()
    if count is not None and reader.take("month"):
        reader.sign(",", ":")
        try:
            terms = _terms(reader, Named.MONTH)
        except NotClear:
            terms = []
        points = [point for term in terms for point in term.points]
        months = sum(term.points[-1].number - term.points[0].number + 1 for term in terms)
        if count > 1 and months == count and all(p.named is Named.MONTH and not p.part for p in points):
            return terms
    reader.place, reader.about = start, about
    return None


def _terms(reader: Reader, context: Named | None) -> list[Term]:
    """All that is left of the line."""
    terms = [_term(reader, context, "")]
    while not reader.done:
        link = _link(reader, terms[-1])
        if not link:
            raise reader.unclear()
        terms.append(_term(reader, _context(terms[-1]), link))
    return terms


def _term(reader: Reader, context: Named | None, linked: str) -> Term:
    reader.skip()
    since = bool(reader.take("from"))
    points = reader.atom(context)
    year_end = reader.take("to_year_end")
    if year_end:
        points += reader.with_year((Point(Named.YEAR, part="last", said=" ".join(year_end.words)),))
    elif reader.sign("-") or reader.take("to") or (since and _ends_with(reader)):
        points += reader.atom(points[-1].named if not points[-1].part else None)
    if len(points) > 2:
        raise reader.unclear(points[0].said)
    if reader.take("onwards"):
        since = True
        if len(points) > 1:
            raise reader.unclear(points[0].said)
    return Term(points, since, linked)


def _ends_with(reader: Reader) -> bool:
    """The "ends on" behind "begins on"."""
    start = reader.place
    reader.sign(",")
    if reader.take("ends_on"):
        return True
    reader.place = start
    return False


def _link(reader: Reader, before: Term) -> str:
    comma = reader.sign(",", "&", "+")
    if reader.take("or") or _slash(reader):
        return "or"
    if reader.take("and") or comma:
        return "and"
    return "next" if before.points[-1].part and phrase_at(reader.line, reader.place, _PARTS) else ""


def _slash(reader: Reader) -> bool:
    """The sign between two times that each say what they are, as in "May/June" with the word for month before both."""
    start = reader.place
    if reader.sign("/") and phrase_at(reader.line, reader.place, _KEYWORDS):
        return True
    reader.place = start
    return False


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
    if not reader.done:  # "3 days, from 5/5 to 7/5"
        reader.place = start
        return None
    if len(points) != 1 or points[0].named is not Named.DAY or not 1 <= count <= 366:
        raise NotClear(Doubt.DURATION, {"text": " ".join(token.said for token in reader.line)})
    return Term(points, days=count * length)

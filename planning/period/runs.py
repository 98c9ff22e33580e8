"""Numbers written in one go: "15/3-20/4/2027", "03-11/2025", "III-IV.2026", and what each may mean.

What is meant depends on the word before (`named`): a list or a neighbour gives it too, then `explicit` is false.
A run with two meanings is NotClear; the one convention is that "03-11/2025" is March to November.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from planning.period.points import Named, NotClear, Point
from planning.period.tokens import Token
from planning.period.values import Doubt

COUNTED = frozenset({Named.WEEK, Named.MONTH, Named.QUARTER})


@dataclass(frozen=True, slots=True)
class Run:
    """`parts` stand between dashes; in a part the numbers stand between slashes or dots."""

    parts: tuple[tuple[int, ...], ...]
    dotted: bool
    said: str
    end: int  # place of the token after it


def run_at(line: tuple[Token, ...], place: int, *, roman: bool) -> Run | None:
    """The run that starts at `place`; signs and numbers stand close, only slashes may have spaces around."""

    def number(at: int) -> int | None:
        if at >= len(line):
            return None
        return line[at].number if line[at].number is not None or not roman else line[at].roman

    first = number(place)
    if first is None:
        return None
    parts, signs, end = [[first]], set(), place + 1
    while end + 1 < len(line) and line[end].text in {"/", ".", "-"}:
        following = number(end + 1)
        if following is None or not (line[end].text == "/" or (line[end].glued and line[end + 1].glued)):
            break
        if line[end].text == "-":
            parts.append([following])
        else:
            signs.add(line[end].text)
            parts[-1].append(following)
        end += 2
    said = "".join(token.said for token in line[place:end])
    if len(signs) > 1:
        raise _unclear(said)
    return Run(tuple(tuple(part) for part in parts), "." in signs, said, end)


def points_of(run: Run, named: Named | None, *, explicit: bool, before_month: bool) -> tuple[Point, ...]:
    """One point, or the two ends of a range; `before_month`: the word "month" follows the run."""
    reader = _Reader(run, named, explicit)
    if len(run.parts) == 1:
        return (reader.single(run.parts[0]),)
    if all(len(part) == 1 for part in run.parts):
        return reader.dashed(tuple(part[0] for part in run.parts), before_month)
    if len(run.parts) == 2:
        return reader.two(*run.parts)
    return reader.chain(tuple(part[0] for part in run.parts[:-1]), run.parts[-1])


def full_year(number: int) -> int | None:
    """The year meant by four digits or by two from 20 on; None for what may be a day or a month."""
    return number if number >= 1000 else 2000 + number if 20 <= number <= 99 else None


def _unclear(said: str) -> NotClear:
    return NotClear(Doubt.NOT_UNDERSTOOD, {"text": said})


@dataclass(frozen=True, slots=True)
class _Reader:
    run: Run
    named: Named | None
    explicit: bool

    def _point(self, named: Named, number: int, month: int | None = None, year: int | None = None) -> Point:
        return Point(named, number, month, year, said=self.run.said)

    def _day(self, a: int, b: int, c: int | None = None) -> Point:
        return self._point(Named.DAY, a, b, c)

    def single(self, part: tuple[int, ...]) -> Point:
        counted = self.named if self.named in COUNTED else None
        if len(part) == 1:
            return self._lone(part[0], counted)
        year = full_year(part[-1])
        if len(part) == 3 and part[0] >= 1000 and part[2] <= 31 and not counted:  # ISO, with slashes or dots
            return self._day(part[2], part[1], part[0])
        if len(part) == 3 and year is not None and not (counted and self.explicit):
            return self._day(part[0], part[1], year)
        if len(part) != 2:
            raise _unclear(self.run.said)
        a, b = part
        explicit_day = self.named is Named.DAY and self.explicit
        if counted and year is not None:
            return self._point(counted, a, year=year)
        if b >= 1000 and not explicit_day:
            return self._point(Named.MONTH, a, year=b)
        sure = self.named is Named.DAY or a > 12 or (not self.run.dotted and counted is None)
        if b >= 1000 or (counted and (not sure or self.explicit)):
            raise _unclear(self.run.said)
        return self._day(a, b) if sure else replace(self._day(a, b), loose=True)

    def _lone(self, number: int, counted: Named | None) -> Point:
        year = full_year(number)
        if self.named is Named.YEAR or (number >= 1000 and counted is None):
            if year is None:
                raise _unclear(self.run.said)
            return self._point(Named.YEAR, year=year, number=year)
        if number >= 1000:
            raise _unclear(self.run.said)
        if counted:
            return self._point(counted, number)
        return self._point(Named.DAY if self.named is Named.DAY and self.explicit else Named.BARE, number)

    def two(self, left: tuple[int, ...], right: tuple[int, ...]) -> tuple[Point, Point]:
        """Left and right of one dash, at least one of them with a slash or dot."""
        if len(right) == 1:
            raise _unclear(self.run.said)
        last = self.single(right)
        if len(left) > 1:
            first = self.single(left)
            if first.named is not last.named:
                raise _unclear(self.run.said)
            return first, last
        if last.named is not Named.DAY and left[0] > 12:
            raise _unclear(self.run.said)
        return self._point(last.named, left[0]), last

    def dashed(self, numbers: tuple[int, ...], before_month: bool) -> tuple[Point, ...]:
        """Numbers with nothing but dashes between them."""
        counted = self.named if self.named in COUNTED else None
        match numbers:
            case (a, b) if counted:
                return (self._point(counted, a, year=b),) if b >= 1000 else self._ends(counted, a, b)
            case (a, b) if before_month:
                return self._ends(Named.DAY, a, b)
            case (a, b) if a >= 1000 or self.named is Named.YEAR:
                return (self._lone(a, None), self._lone(b, None))
            case (a, b) if b >= 1000 and not (self.named is Named.DAY and self.explicit):
                return (self._point(Named.MONTH, a, year=b),)
            case (a, b) if b <= 12 and (a > 12 or (self.named is Named.DAY and self.explicit)):
                return (self._day(a, b),)
            case (a, b) if not counted and a < b and 12 < b <= 31:  # days whose month the neighbour has
                return self._ends(Named.DAY, a, b)
            case (a, b, c) if not counted and a >= 1000 and c <= 31:  # ISO
                return (self._day(c, b, a),)
            case (a, b, c) if not counted and full_year(c) is not None:
                return (self._day(a, b, full_year(c)),)
            case (a, b, c, d, e, f) if not counted and c >= 1000 and f >= 1000:
                return (self._day(a, b, c), self._day(d, e, f))
        return self.chain(numbers[:-1], numbers[-1:])

    def _ends(self, named: Named, a: int, b: int) -> tuple[Point, Point]:
        return self._point(named, a), self._point(named, b)

    def chain(self, before: tuple[int, ...], last: tuple[int, ...]) -> tuple[Point, ...]:
        """Months or quarters that follow each other: 3-4-5/2027."""
        numbers = (*before, last[0])
        steps = {b - a for a, b in pairwise(numbers)}
        if self.named not in COUNTED or len(numbers) < 3 or steps != {1}:
            raise _unclear(self.run.said)
        return self.single(numbers[:1]), self.single(last)

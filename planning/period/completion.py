"""What a number without a word takes from its right neighbour: "8 - 10/12", "3 to 5/2027", "12, 13 and 14/5"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planning.period.clause import Term
from planning.period.points import Named, NotClear, Point
from planning.period.relative import on_weekday
from planning.period.values import Doubt


def completed(terms: list[Term]) -> tuple[Term, ...]:
    """Bare numbers get what their right neighbour is: "8 - 10/12", "3 to 5/2027", "12, 13 and 14/5"."""
    following: Point | None = None
    done: list[Term] = []
    range_of_days = any(all(point.named is Named.DAY for point in term.points) and term.points[1:] for term in terms)
    if not range_of_days and not any(_is_sure_day(point) for term in terms for point in term.points):
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

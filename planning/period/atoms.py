"""The atoms of a time expression: one point (a day, a month, a week from now ...) or the two ends of a run."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning.period.numbered import Points
from planning.period.parts import Parts
from planning.period.points import Named, NotClear, Point
from planning.period.relative import on_weekday
from planning.period.runs import COUNTED
from planning.period.school import school_time
from planning.period.tokens import phrase_at
from planning.period.values import Doubt

_JOINS = frozenset({"to", "and"})
_WEEK = frozenset({"week"})


@dataclass(slots=True)
class Reader(Parts):
    """Reads one atom after the other."""

    def atom(self, context: Named | None) -> Points:
        """One point or the two ends of a range; `context`: what a number without a word in front may name."""
        self.skip()
        while phrase_at(self.line, self.place + 1, frozenset({"weekdays", "nth"})) and self.take("day"):
            pass
        weekday = None if context is Named.WEEK else self._weekday()
        if weekday is not None and self._joins():
            return (Point(Named.BARE, weekday=weekday, said=self.line[self.place - 1].said),)
        self.skip()
        whole = bool(self.take("whole"))
        start = self.place
        points = self._known() or self.part_of_year() or self.part_of_month() or self._keyed(whole)
        self.place = self.place if points else start
        points = points or self.day_in_words() or self._numbers(context)
        if points is None:
            raise self.unclear()
        points = self.with_year(points)
        if points[-1].named is Named.DAY:
            self.take("part_of_day")
        self.skip()
        after = self._weekday() if len(points) == 1 and points[0].named is Named.DAY else None
        return self._on(weekday or after, points) if weekday is None or after is None else self._unsaid()

    def _unsaid(self) -> Points:
        raise self.unclear()

    def _on(self, weekday: int | None, points: Points) -> Points:
        """The points with the weekday said beside them."""
        if weekday is None:
            return points
        if len(points) == 1 and points[0].named is Named.DAY:
            return (replace(points[0], weekday=weekday),)
        if len(points) == 1 and points[0].days and points[0].days.start != points[0].days.end:
            return (on_weekday(points[0], weekday),)
        raise self.unclear()

    def _joins(self) -> bool:
        """Whether a weekday stands alone, as in "Monday to Friday of next week"."""
        return not self.done and (
            self.line[self.place].text in {"-", ","} or phrase_at(self.line, self.place, _JOINS) is not None
        )

    def _weekday(self) -> int | None:
        start = self.place
        self.sign(",")
        found = self.take("weekdays")
        if found:
            self._comma_before_date()
            return int(found.value)
        short = self.place + 1 < len(self.line) and self.line[self.place].text == "t"
        if short and phrase_at(self.line, self.place + 2, _WEEK):  # "T2" is February, but not before a week
            self.place += 1
        if (short and self.place > start) or self.take("nth"):
            number = None if self.done else self.line[self.place].number
            if number is not None and 2 <= number <= 7:
                self.place += 1
                self._comma_before_date()
                return number - 1
        self.place = start
        return None

    def _comma_before_date(self) -> None:
        following = phrase_at(self.line, self.place + 1, frozenset({"weekdays", "nth"}))
        if following is None:
            self.sign(",")

    def _known(self) -> Points | None:
        """What needs no number: a day or a weekend counted from today, a school year, a day of the lunar new year."""
        point = self.day_from_now() or self.end_of_week() or school_time(self)
        return (point,) if point else self.lunar_day()

    def _keyed(self, whole: bool) -> Points | None:
        """A point with its keyword in front."""
        start = self.place
        if self.take("month"):
            points = self.counted(Named.MONTH)
            if self.line[start].text == "t" and phrase_at(self.line, self.place, frozenset({"coming"})):
                raise NotClear(Doubt.RELATIVE, {"text": self.said(start)})  # July, or this Saturday
            return tuple(replace(point, keyed=True) for point in points) if points else None
        if self.take("quarter"):
            return self.counted(Named.QUARTER)
        if self.take("week"):
            return self.week()
        if self.take("next_year"):
            self.computed = True
            return (Point(Named.YEAR, year=self.today.year + 1, said=self.said(start)),)
        if self.take("year"):
            return self._year(start, whole)
        weekday = None
        while self.take("day") or (self.place > start and weekday is None and (weekday := self._weekday())):
            pass
        new = bool(self.take("new_days"))
        if self.place == start:
            return None
        points = (
            self._known()
            or self.day_in_words(Named.DAY)
            or self._week_of(weekday)
            or self.month_after(self.run(Named.DAY))
        )
        if new and not self.lunar:  # "mung 8 thang 3" is said of solar days, too
            raise NotClear(Doubt.LUNAR, {"text": self.said(start)})
        return self._on(weekday, points) if points else None

    def _week_of(self, weekday: int | None) -> Points | None:
        return self.week() if weekday is not None and self.take("week") else None

    def _year(self, start: int, whole: bool) -> Points | None:
        """A year with its number or counted from today; without both only as "the whole year", "within the year"."""
        offset = self.which()
        if offset is not None:
            return (Point(Named.YEAR, year=self.today.year + offset, said=self.said(start)),)
        points = self.run(Named.YEAR)
        within = start > 0 and phrase_at(self.line, start - 1, frozenset({"whole_before"})) is not None
        if points is None and (whole or within):
            return (Point(Named.YEAR, said=self.said(start)),)
        return points if points and points[0].named is Named.YEAR else None

    def _numbers(self, context: Named | None) -> Points | None:
        """Numbers without a keyword; words and Roman numerals only in a list of months or quarters."""
        start = self.place
        if context is Named.WEEK:
            self.take("nth")
        if context in COUNTED and phrase_at(self.line, self.place, frozenset({"numbers"})):
            points = self.counted(context, listed=True)
            return self.week_of_month(points, start) if context is Named.WEEK else points
        points = self.run(context, explicit=False)
        if context is Named.WEEK:
            return self.week_of_month(points, start)
        return self.month_after(points) if points and points[-1].named is Named.BARE else points

"""Times counted from today: tomorrow, next week, Monday of next week, next month, the coming May.

A week is Monday to Sunday, its end Saturday and Sunday; this month and this quarter are the ones of today.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from planning.period.cursor import Cursor
from planning.period.points import Named, NotClear, Point, days_of
from planning.period.tokens import Token, phrase_at
from planning.period.values import Doubt, Interval, Precision

_MONTHS, _QUARTERS = 12, 4
# what makes "toi", "truoc" and "sau" words of another phrase: "from month 3 to (toi) 5", "before (truoc) 15/5"
_TO = frozenset({"to"})
_GOES_ON = frozenset({"day", "month", "quarter", "week", "year", "parts", "weekdays"})


def known(days: Interval, said: str) -> Point:
    """A point whose days need no year."""
    return Point(Named.KNOWN, year=days.start.year, days=days, said=said)


def on_weekday(point: Point, weekday: int) -> Point:
    """The day of the week in which the point lies."""
    assert point.days  # noqa: S101
    day = date.fromisocalendar(*point.days.start.isocalendar()[:2], weekday)
    return replace(point, year=day.year, days=Interval(day, day), weekday=weekday)


@dataclass(slots=True)
class Relative(Cursor):
    """Reads what depends on today."""

    def which(self) -> int | None:
        """This (0), next (1), the one after (2), last (-1), as said behind a unit of time."""
        start = self.place
        found = self.take("which")
        if found is None:
            return None
        goes_on = not self.done and (
            self.line[self.place].number is not None
            or self.line[self.place].roman is not None
            or phrase_at(self.line, self.place, _GOES_ON) is not None
        )
        if goes_on and int(found.value) != 0:
            self.place = start
            return None
        self.computed = True
        return int(found.value)

    def this_month(self, start: int) -> Point | None:
        """Behind the word "month". Without accents next may be six."""
        keyword = start
        offset = self.which()
        if offset is None:
            return None
        if self.line[keyword].text == "sau" and all(token.said.isascii() for token in self.line):
            raise NotClear(Doubt.RELATIVE, {"text": self._from_keyword(keyword)})
        year, month = divmod(self.today.year * _MONTHS + self.today.month - 1 + offset, _MONTHS)
        return Point(Named.MONTH, month + 1, year=year, keyed=True, said=self._from_keyword(keyword))

    def this_quarter(self, start: int) -> Point | None:
        offset = self.which()
        if offset is None:
            return None
        year, quarter = divmod(self.today.year * _QUARTERS + (self.today.month - 1) // 3 + offset, _QUARTERS)
        return Point(Named.QUARTER, quarter + 1, year=year, said=self._from_keyword(start))

    def this_week(self, start: int) -> Point | None:
        offset = self.which()
        if offset is None:
            return None
        monday = self.today + timedelta(days=7 * offset - self.today.weekday())
        return known(Interval(monday, monday + timedelta(days=6), Precision.WEEK), self._from_keyword(start))

    def _from_keyword(self, start: int) -> str:
        return " ".join(token.said for token in self.line[max(start - 1, 0) : self.place])

    def day_from_now(self) -> Point | None:
        """Today, tomorrow; "now" only as the beginning of a range, behind its "from" or at the very beginning."""
        start = self.place
        found = self.take("day_from_now")
        begins = start == 0 or self.line[start - 1].text == "tu"
        if found is None and begins and self.take("now"):
            if start == 0 and not phrase_at(self.line, self.place, _TO):
                raise NotClear(Doubt.RELATIVE, {"text": self.said(start)})
            self.computed = True
            return known(Interval(self.today, self.today), self.said(start))
        if found is None:
            return None
        self.computed = True
        day = self.today + timedelta(days=int(found.value))
        return known(Interval(day, day), self.said(start))

    def end_of_week(self) -> Point | None:
        """The weekend of a week counted from today, to be confirmed; its beginning is no certain day."""
        start = self.place
        part = self.take("parts")
        if part is None or not self.take("week"):
            self.place = start
            return None
        week = self.this_week(self.place)
        if week is None:
            self.place = start
            return None
        if part.value != "last" or week.days is None:
            raise NotClear(Doubt.VAGUE, {"text": self.said(start)})
        self.about = Doubt.VAGUE
        return known(Interval(week.days.end - timedelta(days=1), week.days.end), self.said(start))

    def coming(self, point: Point) -> Point | None:
        """The point in the first year in which it is not over: "the coming May"."""
        start = self.place
        if not self.take("coming") or not self._is_last(self.line, self.place):
            self.place = start
            return None
        self.computed = True
        this_year = point.in_year(self.today.year)
        return this_year if days_of(this_year).end >= self.today else point.in_year(self.today.year + 1)

    @staticmethod
    def _is_last(line: tuple[Token, ...], place: int) -> bool:
        return place >= len(line) or line[place].text in {",", "-"}

"""The atoms of a time expression: a day, a week, a month, a quarter, a half, a year, with its year if said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning.period.cursor import Cursor
from planning.period.points import Named, Point
from planning.period.runs import COUNTED, full_year, points_of, run_at
from planning.period.tokens import phrase_at

Points = tuple[Point, ...]
_FIRST_TO_LAST = {"first", "last"}


@dataclass(slots=True)
class Reader(Cursor):
    """Reads one atom after the other."""

    def atom(self, context: Named | None) -> Points:
        """One point or the two ends of a range; `context`: what a number without a word in front may name."""
        self.skip()
        weekday = self._weekday()
        whole = bool(self.take("whole"))
        points = self._half() or self._part() or self._keyed(whole) or self._numbers(context)
        if points is None:
            raise self.unclear()
        points = self._with_year(points)
        self.skip()
        after = self._weekday() if len(points) == 1 and points[0].named is Named.DAY else None
        if weekday is None and after is None:
            return points
        if len(points) != 1 or points[0].named is not Named.DAY or (weekday and after):
            raise self.unclear()
        return (replace(points[0], weekday=weekday or after),)

    def _weekday(self) -> int | None:
        start = self.place
        self.sign(",")
        found = self.take("weekdays")
        if found:
            self.sign(",")
            return int(found.value)
        if self.take("nth") and not self.done:
            number = self.line[self.place].number
            if number is not None and 2 <= number <= 7:
                self.place += 1
                self.sign(",")
                return number - 1
        self.place = start
        return None

    def _half(self) -> Points | None:
        """The first or last six months of a year; the beginning or the end of a year."""
        start = self.place
        number = self.number()
        months = self.take("month") if number is not None else None
        part = self.take("parts") if number is None or months else None
        self.skip()
        if part and self.take("year"):
            if months and number is not None and part.value in _FIRST_TO_LAST:
                return (Point(Named.HALF, number, part=part.value, said=self.said(start)),)
            if not months and number is None:
                half = part.value in {"first_half", "last_half"}
                named = Named.HALF if half else Named.YEAR
                return (Point(named, 6 if half else 0, part=part.value, said=self.said(start)),)
        self.place = start
        return None

    def _part(self) -> Points | None:
        """The beginning, middle, end or half of a month or a quarter; the first month of a quarter."""
        start = self.place
        months = self.take("month")
        part = self.take("parts")
        if part:
            self.take("first_of_all")
            self.skip()
            named = None if months else Named.MONTH if self.take("month") else None
            if named is None and self.take("quarter"):
                named = Named.QUARTER
            points = self._counted(named) if named else None
            if points is not None and len(points) == 1:
                return (replace(points[0], part=part.value, said=self.said(start)),)
        self.place = start
        return None

    def _keyed(self, whole: bool) -> Points | None:
        """A point with its keyword in front."""
        start = self.place
        if self.take("month"):
            return tuple(replace(point, keyed=True) for point in self._counted(Named.MONTH) or ()) or None
        if self.take("quarter"):
            return self._counted(Named.QUARTER)
        if self.take("week"):
            return self._week()
        if self.take("year"):
            points = self._run(Named.YEAR)
            if points is None and (whole or (start > 0 and self._is_within(start - 1))):
                return (Point(Named.YEAR, said=self.said(start)),)
            return points
        weekday = None
        while self.take("day") or (self.place > start and weekday is None and (weekday := self._weekday())):
            pass
        if self.place == start:
            return None
        points = self._month_after(self._run(Named.DAY))
        if points and weekday:
            return (replace(points[0], weekday=weekday),) if len(points) == 1 else None
        return points

    def _is_within(self, place: int) -> bool:
        return phrase_at(self.line, place, frozenset({"whole_before"})) is not None

    def _numbers(self, context: Named | None) -> Points | None:
        """Numbers without a keyword; words and Roman numerals only in a list of months or quarters."""
        if context in COUNTED and phrase_at(self.line, self.place, frozenset({"numbers"})):
            return self._counted(context, listed=True)
        points = self._run(context, explicit=False)
        return self._month_after(points) if points and points[-1].named is Named.BARE else points

    def _counted(self, named: Named, *, listed: bool = False) -> Points | None:
        """The number of a month, quarter or week, also as a word."""
        start = self.place
        self.sign(".")  # "Q.II", "T.3"
        word = self.take("numbers")
        if word is None:
            return self._run(named)
        following = self.line[self.place] if not self.done else None
        # five is the same word as year: "thang nam 2027" has two readings, so has "ba, tu, nam 2027"
        if word.value == "5" and following is not None and following.number is not None:
            raise self.unclear(self.said(start))
        if listed and word.value == "4" and following is not None and following.text == ",":
            raise self.unclear(self.said(start))
        return (Point(named, int(word.value), said=self.said(start)),)

    def _run(self, named: Named | None, *, explicit: bool = True) -> Points | None:
        run = run_at(self.line, self.place, roman=named in COUNTED)
        if run is None:
            return None
        self.place = run.end
        before_month = phrase_at(self.line, run.end, frozenset({"month"})) is not None
        return points_of(run, named, explicit=explicit, before_month=before_month)

    def _week(self) -> Points | None:
        """A week of a month, or of the year."""
        start = self.place
        self.take("nth")
        part = self.take("parts")
        if part and part.value in _FIRST_TO_LAST:
            self.take("first_of_all")
            last = part.value == "last"
            points: Points | None = (Point(Named.WEEK, 0 if last else 1, part="last" if last else "", said=part.value),)
        else:
            points = None if part else self._counted(Named.WEEK)
        after = self.place
        self.skip()
        if points and self.take("month"):
            months = self._counted(Named.MONTH)
            if months is None or len(months) != 1:
                return None
            said = self.said(start)
            return tuple(replace(p, month=months[0].number, year=months[0].year, said=said) for p in points)
        self.place = after
        return points

    def _month_after(self, points: Points | None) -> Points | None:
        """The month of "10 thang 5" and of "10-12 thang 5"."""
        lacking = points and all(p.named in {Named.DAY, Named.BARE} and p.month is None for p in points)
        if not points or not lacking or not self.take("month"):
            return points
        months = self._counted(Named.MONTH)
        if months is None or len(months) != 1:
            return None
        m = months[0]
        return tuple(
            replace(p, named=Named.DAY, month=m.number, year=m.year, said=f"{p.said}/{m.number}") for p in points
        )

    def _with_year(self, points: Points) -> Points:
        """The year said after the point goes to its last end; the other ends get it later."""
        if points[-1].year is not None or points[-1].named is Named.BARE:
            return points
        start = self.place
        self.skip()
        if self.take("every_year"):
            return tuple(p.in_year(self.year) for p in points)
        self.sign(",", "-", "/", ".")
        self.skip()
        keyed = bool(self.take("year")) or points[-1].named in {Named.HALF, Named.YEAR}
        run = run_at(self.line, self.place, roman=False)
        if run is not None and run.parts == ((run.parts[0][0],),):
            year = full_year(run.parts[0][0])
            if year is not None and (year == run.parts[0][0] or keyed or self.line[self.place - 1].text == "/"):
                self.place = run.end
                return (*points[:-1], points[-1].in_year(year))
        self.place = start
        return points

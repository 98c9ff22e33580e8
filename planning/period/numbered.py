"""What has a number: the months, quarters, weeks and days of a clause, with the month and the year behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning.period.points import EVE, Named, NotClear, Point
from planning.period.relative import Relative
from planning.period.runs import COUNTED, full_year, points_of, run_at
from planning.period.tokens import phrase_at
from planning.period.values import Doubt

Points = tuple[Point, ...]
_FIRST_TO_LAST = {"first", "last"}
_MONTH = frozenset({"month"})
_LUNAR_MONTH = frozenset({"lunar_month"})
_COMING = {Named.DAY, Named.MONTH, Named.QUARTER}


@dataclass(slots=True)
class Numbered(Relative):
    """Reads numbers, and the month and the year they belong to."""

    def counted(self, named: Named, *, listed: bool = False) -> Points | None:
        """The number of a month, quarter or week, also as a word, or which one from today."""
        start = self.place
        self.sign(".")  # "Q.II", "T.3"
        point = None
        if named is Named.MONTH:
            point = self.this_month(self.place)
        elif named is Named.QUARTER:
            point = self.this_quarter(self.place)
        if point is not None:
            return (point,)
        lunar_name = named is Named.MONTH and phrase_at(self.line, self.place, _LUNAR_MONTH) is not None
        word = self.take("numbers")
        if word is None:
            return self.run(named)
        if lunar_name and not self.lunar:
            self.about = Doubt.LUNAR
        following = self.line[self.place] if not self.done else None
        # five is the same word as year: "thang nam 2027" has two readings, so has "ba, tu, nam 2027"
        if word.value == "5" and following is not None:
            which = phrase_at(self.line, self.place, frozenset({"which", "coming"}))
            if following.number is not None or which is not None:
                raise self.unclear(self.said(start))
        if listed and word.value == "4" and following is not None and following.text == ",":
            raise self.unclear(self.said(start))
        return (Point(named, int(word.value), said=self.said(start)),)

    def run(self, named: Named | None, *, explicit: bool = True) -> Points | None:
        """Numbers in digits written in one go."""
        run = run_at(self.line, self.place, roman=named in COUNTED)
        if run is None:
            return None
        self.place = run.end
        before_month = phrase_at(self.line, run.end, _MONTH) is not None
        return points_of(run, named, explicit=explicit, before_month=before_month)

    def day_in_words(self, named: Named = Named.BARE) -> Points | None:
        """The number of a day as a word; only with its month behind it."""
        start = self.place
        word = self.take("numbers")
        if word and phrase_at(self.line, self.place, _MONTH):
            return self.month_after((Point(named, int(word.value), said=self.said(start)),))
        self.place = start
        return None

    def week(self) -> Points | None:
        """A week of a month, of the year, or counted from today; the word "week" is read already."""
        start = self.place
        this = self.this_week(start)
        if this is not None:
            return (this,)
        self.take("nth")
        part = self.take("parts")
        if part and part.value in _FIRST_TO_LAST:
            self.take("first_of_all")
            last = part.value == "last"
            points: Points | None = (Point(Named.WEEK, 0 if last else 1, part=part.value, said=self.said(start)),)
        else:
            points = None if part else self.counted(Named.WEEK)
        return self.week_of_month(points, start)

    def week_of_month(self, points: Points | None, start: int) -> Points | None:
        """The weeks with the month behind them, if one is said; None when that is no month."""
        after = self.place
        self.sign("/", ",")
        self.skip()
        if points and self.take("month"):
            months = self.counted(Named.MONTH)
            if months is None or len(months) != 1:
                return None
            said = self.said(start)
            return tuple(replace(p, month=months[0].number, year=months[0].year, said=said) for p in points)
        self.place = after
        return points

    def month_after(self, points: Points | None) -> Points | None:
        """The month of "10 thang 5" and of "10-12 thang 5"; also after a comma, when the days were called days."""
        lacking = points and all(p.named in {Named.DAY, Named.BARE} and p.month is None for p in points)
        start = self.place
        if lacking and points and points[-1].named is Named.DAY:
            self.sign(",")
        if not points or not lacking or not self.take("month"):
            self.place = start
            return points
        named_lunar = phrase_at(self.line, self.place, _LUNAR_MONTH)
        months = self.counted(Named.MONTH)
        if months is None or len(months) != 1:
            return None
        m = months[0]
        if points[-1].named is Named.BARE and m.year is not None and self.computed:  # "two next months", not a 2nd
            raise NotClear(Doubt.RELATIVE, {"text": self.said(start)})
        if named_lunar and not self.lunar:  # a day of "gieng" or "chap" is hardly ever a solar one
            raise NotClear(Doubt.LUNAR, {"text": self.said(start)})
        leap = bool(self.take("leap"))
        return tuple(
            replace(p, named=Named.DAY, month=m.number, year=m.year, leap=leap, said=f"{p.said}/{m.number}")
            for p in points
        )

    def lunar_day(self) -> Points | None:
        """A day that only the lunar calendar has: full moon, the days before and after the new year."""
        start = self.place
        if self.take("full_moon"):
            if not phrase_at(self.line, self.place, _MONTH):
                raise NotClear(Doubt.LUNAR, {"text": self.said(start)})
            self.lunar = True
            return self.month_after((Point(Named.DAY, 15, said=self.said(start), lunar=True),))
        self.take("day")
        first = bool(self.take("new_days"))
        number = self.number()
        if number is not None and self.take("new_year"):
            self.lunar = True
            eve = not first
            if eve and number < 23:
                raise NotClear(Doubt.LUNAR, {"text": self.said(start)})
            month = 12 if eve else 1
            return (Point(Named.DAY, number, month, part=EVE if eve else "", lunar=True, said=self.said(start)),)
        self.place = start
        return None

    def with_year(self, points: Points) -> Points:
        """The year said after the point goes to its last end; the other ends get it later."""
        if points[-1].year is not None or points[-1].named is Named.BARE:
            return points
        start = self.place
        self.skip()
        if self.take("every_year"):
            return tuple(p.in_year(self.year) for p in points)
        if points[-1].named in _COMING and not points[-1].lunar:
            coming = self.coming(points[-1]) if len(points) == 1 and self._is_whole(points[0]) else None
            if coming is not None:
                return (coming,)
        self.sign(",", "-", "/", ".")
        self.skip()
        if self.take("next_year"):
            self.computed = True
            return (*points[:-1], points[-1].in_year(self.today.year + 1))
        keyed = bool(self.take("year"))
        if keyed and (offset := self.which()) is not None:
            return (*points[:-1], points[-1].in_year(self.today.year + offset))
        keyed = keyed or points[-1].named in {Named.HALF, Named.YEAR}
        run = run_at(self.line, self.place, roman=False)
        if run is not None and run.parts == ((run.parts[0][0],),):
            year = full_year(run.parts[0][0])
            if year is not None and (year == run.parts[0][0] or keyed or self.line[self.place - 1].text == "/"):
                self.place = run.end
                return (*points[:-1], points[-1].in_year(year))
        self.place = start
        return points

    @staticmethod
    def _is_whole(point: Point) -> bool:
        return point.named is not Named.DAY or point.month is not None

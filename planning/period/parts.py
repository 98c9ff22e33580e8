"""Parts of a longer time: its beginning, middle, end, a half, its first months or days, the nth month of a quarter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planning.period.numbered import Numbered, Points
from planning.period.points import Named, Point

_FIRST_TO_LAST = {"first", "last"}
_OF_QUARTER = {1: "first", 2: "middle", 3: "last"}
_HALVES = {6, 9}  # months of a report: said without the year they are still the year's


@dataclass(slots=True)
class Parts(Numbered):
    """Reads parts and what they are a part of."""

    def part_of_year(self) -> Points | None:
        """The first or last six months or two quarters of a year; its beginning or end; its first half."""
        start = self.place
        number = self.number()
        months = number if number is not None and self.take("month") else None
        if number is not None and months is None and self.take("quarter"):
            months = 3 * number
        part = self.take("parts") if number is None or months else None
        self.skip()
        if part and (self.take("year") or (months in _HALVES and self._goes_no_further())):
            from_today = self._year_from_today()
            if months and part.value in _FIRST_TO_LAST:
                return (Point(Named.HALF, months, year=from_today, part=part.value, said=self.said(start)),)
            if number is None:
                half = part.value in {"first_half", "last_half"}
                named = Named.HALF if half else Named.YEAR
                number = 6 if half else 0
                return (Point(named, number, year=from_today, part=part.value, said=self.said(start)),)
        self.place = start
        return None

    def _year_from_today(self) -> int | None:
        offset = self.which()
        return None if offset is None else self.today.year + offset

    def _goes_no_further(self) -> bool:
        if self.done:
            return True
        number = self.line[self.place].number
        return (number is not None and number >= 1000) or self.line[self.place].text in {",", "/", "-", "va"}

    def part_of_month(self) -> Points | None:
        """The beginning, middle, end, half or first days of a month; of a quarter also its nth month."""
        start = self.place
        number = self.number()
        unit = self._unit_of_part() if number is not None else None
        months = number is None and bool(self.take("month"))
        part = self._nth_month() if months and self.take("nth") else None
        found = None if part else self.take("parts")
        part = part or (found.value if found else None)
        if part and (number is None or (unit and part in _FIRST_TO_LAST)):
            self.take("first_of_all")
            self.skip()
            named = None if months or unit == "month" else Named.MONTH if self.take("month") else None
            if named is None and unit in {None, "month"} and self.take("quarter"):
                named = Named.QUARTER
            points = self.counted(named) if named else None
            if points is not None and len(points) == 1:
                count = 0 if number is None else number * (7 if unit == "week" else 1)
                return (replace(points[0], part=part, count=count, said=self.said(start)),)
        self.place = start
        return None

    def _unit_of_part(self) -> str | None:
        return next((unit for unit in ("day", "week", "month") if self.take(unit)), None)

    def _nth_month(self) -> str | None:
        return _OF_QUARTER.get(self.number() or 0)

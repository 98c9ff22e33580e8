"""Goes once through the tokens of a clause: words of the vocabulary, signs, numbers, and what has no weight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planning.period.points import NotClear
from planning.period.tokens import Phrase, Token, phrase_at
from planning.period.values import Doubt

_DAY = frozenset({"day"})
_TO = frozenset({"to"})


@dataclass(slots=True)
class Cursor:
    """A line of tokens and the place reached; `about` is why what is understood is still to be confirmed."""

    line: tuple[Token, ...]
    year: int  # the programme's, for "every year"
    today: date  # for "next week"
    place: int = 0
    about: Doubt | None = None
    computed: bool = False  # the days come from today or from another calendar
    lunar: bool = False  # the days of the clause are lunar ones

    @property
    def done(self) -> bool:
        return self.place >= len(self.line)

    def unclear(self, text: str = "") -> NotClear:
        said = text or (self.line[self.place].said if not self.done else " ".join(t.said for t in self.line))
        return NotClear(Doubt.NOT_UNDERSTOOD, {"text": said})

    def take(self, group: str) -> Phrase | None:
        found = phrase_at(self.line, self.place, frozenset({group}))
        self.place += len(found.words) if found else 0
        return found

    def sign(self, *signs: str) -> bool:
        if not self.done and self.line[self.place].text in signs:
            self.place += 1
            return True
        return False

    def number(self) -> int | None:
        """A number in digits or as a word; a word that without its accent may be "from" or "year" is none."""
        if self.done:
            return None
        digits = self.line[self.place].number
        if digits is not None:
            self.place += 1
            return digits
        if self.line[self.place].said.lower() in {"tu", "nam"}:
            return None
        word = self.take("numbers")
        return int(word.value) if word else None

    def skip(self) -> None:
        """Words without weight, and the hour of a day."""
        while True:
            before = self.place
            self.take("filler")
            self._skip_holiday()
            if self.take("about"):
                self.about = Doubt.VAGUE
            self.sign(":")
            self._skip_hour()
            if self.place == before:
                return

    def _skip_holiday(self) -> None:
        """The name of a day in front of its date, as in "Independence Day 2/9"."""
        start = self.place
        if self.take("holiday") and (self.done or self.line[self.place].number is None):
            self.place = start

    def _skip_hour(self) -> None:
        """An hour, or from one hour to another."""
        if not self._hour():
            return
        before = self.place
        if (self.sign("-") or self.take("to")) and not self._hour():
            self.place = before
        self.sign(",")

    def _hour(self) -> bool:
        start = self.place
        hour = None if self.done else self.line[start].number
        if hour is None or hour > 24:
            return False
        self.place += 1
        if not self.take("hour"):
            self.place = start
            return False
        if not self.done and self.line[self.place].number is not None:
            minutes = self.place
            glued = self.line[minutes].glued
            self.place += 1
            if self.take("minute") or glued or phrase_at(self.line, self.place, _DAY):
                return True
            if phrase_at(self.line, self.place, _TO) or self._at("-"):  # "8 o'clock 30 to ...": minutes or a day
                raise self.unclear(self.said(start))
            self.place = minutes
        return True

    def _at(self, sign: str) -> bool:
        return not self.done and self.line[self.place].text == sign

    def said(self, start: int) -> str:
        """What was typed from `start` to here."""
        return " ".join(token.said for token in self.line[start : self.place])

    def half_of_school_year(self) -> int | None:
        """The first (1) or the second (2) half; None when another word stands here."""
        start = self.place
        if self.take("semester") and not self.done:
            roman = self.line[self.place].roman
            self.place += roman is not None
            half = roman if roman is not None else self.number()
            if half in {1, 2}:
                return half
        self.place = start
        return None

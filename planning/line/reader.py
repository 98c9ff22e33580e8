"""What a line is read by: who is meant by a text, and whose programme it may belong to."""

from __future__ import annotations

import re
from datetime import date

from planning.inspection import Form
from planning.lexicon import Lexicon
from planning.names.find import home_of
from planning.names.reading import UnitReading, read_units
from planning.organisation import Body, BodyKind, Directory, Unit
from planning.subjects import judge_subject
from planning.text import fold

_MOST_READ = 2500  # characters read as names for one line of at most 600, in whatever ways it may part
_USUAL = (BodyKind.COMMITTEE, BodyKind.INSPECTION_COMMITTEE, BodyKind.BOARD)


class LineReader:
    """The directory and the bodies that somebody writes for (None: nobody in particular)."""

    def __init__(
        self, directory: Directory, bodies: tuple[Body, ...] | None, today: date, near: str | None, lexicon: Lexicon
    ) -> None:
        self.directory, self.bodies, self.today, self.near, self.lexicon = directory, bodies, today, near, lexicon
        self._read: dict[str, UnitReading] = {}
        self._left = _MOST_READ

    def kinds(self) -> tuple[BodyKind, ...]:
        if self.bodies is None:
            return (*_USUAL, BodyKind.PEOPLES_COUNCIL, BodyKind.FRONT, BodyKind.UNION)
        return tuple(dict.fromkeys(body.kind for body in self.bodies))

    def units(self, text: str) -> UnitReading:
        """Who is meant by a text; nobody for certain when the line has been tried in too many ways."""
        if text not in self._read:
            self._left -= len(text)
            if self._left < 0:
                return UnitReading((), None, (), False)
            self._read[text] = read_units(text, self.directory, today=self.today, near=self.near)
        return self._read[text]

    def is_unit(self, text: str) -> bool:
        return self.units(text).certain

    def programme(self, before: str, *, only_named: bool = False) -> Body | None:
        """Whose programme: the body named in front of the form, or the one that there is."""
        bodies = self.bodies if self.bodies is not None else tuple(self.directory.bodies.values())
        name = fold(before)
        named = [body for body in bodies if name and name in (fold(body.name), fold(_short(body.name)))]
        if len(named) == 1:
            return named[0]
        return bodies[0] if not only_named and self.bodies is not None and len(bodies) == 1 else None

    def only_for(self, form: Form) -> Body | None:
        able = [body for body in self.bodies or () if body.kind in form.bodies]
        return able[0] if len(able) == 1 else None

    def unfit(self, subjects: UnitReading, form: Form | None, body: Body | None) -> bool:
        """Whether a subject is of the wrong kind for the form, or belongs to another committee than the body."""
        return form is not None and any(
            judge_subject(form.subjects, mention, self.directory, today=self.today, body=body)
            for mention in subjects.mentions
        )

    def above(self, units: tuple[Unit, ...], others: tuple[Unit, ...]) -> bool:
        """Whether all the others belong to the committee that each of the units belongs to."""
        homes = [home_of(self.directory, unit.id) for unit in units]
        return all(
            home is not None and other.id != home and self.directory.is_under(other.id, home)
            for home in homes
            for other in others
        )


def _short(name: str) -> str:
    """A body's name without the place: "the inspection committee of the ward's committee"."""
    return re.split(r"\s(?:ph\u01b0\u1eddng|x\u00e3|th\u00e0nh ph\u1ed1)\s", name)[0]

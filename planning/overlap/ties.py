"""How two subjects are tied: one unit, a position within it, above or below, or a Party organisation and its agency."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from weakref import WeakKeyDictionary

from planning.organisation import Directory, Unit, UnitKind
from planning.text import words


class Tie(StrEnum):
    """How another subject stands to mine."""

    SAME = "same"
    PERSON = "person"  # one is a position within the other: a cell and its secretary
    ABOVE = "above"
    BELOW = "below"
    AGENCY = "agency"  # one is the state body that the other leads


MIRRORED = {Tie.ABOVE: Tie.BELOW, Tie.BELOW: Tie.ABOVE}
_PARTY = (("dang", "uy"), ("dang", "bo"), ("chi", "bo"))
_OFFICE_OF = ("co", "quan")


@dataclass(frozen=True, slots=True)
class Around:
    """Where inspections may be that meet those at some subjects.

    `close`: the subjects, their positions and their organisations, where anything of the year counts. `trees`: units
    above and below which only common days count. `agencies`: other units that are tied, where common days count, too.
    """

    close: frozenset[str]
    trees: frozenset[str]
    agencies: frozenset[str]


class Ties:
    """The ties of one directory, which is walked once for each unit that is asked about."""

    def __init__(self, directory: Directory) -> None:
        self._units = directory.units  # not the directory: the table of known ties must not keep it alive
        self._above: dict[str, frozenset[str]] = {}
        self._agencies = _agencies(directory)
        self._persons: dict[str, list[str]] = {}
        for unit in directory.units.values():
            if unit.kind is UnitKind.PERSON and unit.parent_id:
                self._persons.setdefault(unit.parent_id, []).append(unit.id)

    def above(self, unit_id: str) -> frozenset[str]:
        """The ids of all units above; a loop in the data ends the walk."""
        found = self._above.get(unit_id)
        if found is None:
            ids: list[str] = []
            unit = self._units.get(unit_id)
            while unit and unit.parent_id and unit.parent_id not in (unit_id, *ids):
                unit = self._units.get(unit.parent_id)
                if unit:
                    ids.append(unit.id)
            found = self._above[unit_id] = frozenset(ids)
        return found

    def between(self, mine: str, other: str) -> Tie | None:
        """How `other` stands to `mine`; None when the two have nothing to do with each other."""
        if mine == other:
            return Tie.SAME
        above = other in self.above(mine)
        if not above and mine not in self.above(other):
            return Tie.AGENCY if other in self._agencies.get(mine, ()) else None
        upper, lower = (other, mine) if above else (mine, other)
        if lower in self._persons.get(upper, ()):
            return Tie.PERSON
        if lower in self._agencies.get(upper, ()):
            return Tie.AGENCY
        return Tie.ABOVE if above else Tie.BELOW

    def around(self, subjects: tuple[str, ...]) -> Around:
        """Every unit where something can be tied to these subjects."""
        close, agencies = set(subjects), set[str]()
        for subject in subjects:
            unit = self._units.get(subject)
            if unit and unit.kind is UnitKind.PERSON and unit.parent_id:
                close.add(unit.parent_id)
            close.update(self._persons.get(subject, ()))
            agencies |= self._agencies.get(subject, frozenset())
        return Around(frozenset(close), frozenset(subjects), frozenset(agencies - close))


def _agencies(directory: Directory) -> dict[str, frozenset[str]]:
    """Party organisations and the state bodies they lead, both ways.

    A committee leads the state body directly below it in the tree; any Party organisation leads the state body of its
    own name ("Chi bo UBND xa X" and "UBND xa X") within one committee.
    """
    led: dict[str, set[str]] = {}
    named: dict[tuple[str, ...], list[Unit]] = {}
    for unit in directory.units.values():
        if unit.kind is UnitKind.STATE_BODY:
            for name in (unit.name, *unit.aliases):
                named.setdefault(words(name), []).append(unit)
            parent = directory.units.get(unit.parent_id or "")
            if parent is not None and parent.kind is UnitKind.GRASSROOTS_COMMITTEE:
                _pair(led, parent.id, unit.id)
    for unit in directory.units.values():
        if unit.kind in (UnitKind.CELL, UnitKind.GRASSROOTS_COMMITTEE):
            for state in (state for core in _cores(unit) for state in named.get(core, ())):
                if _within(directory, unit, state):
                    _pair(led, unit.id, state.id)
    return {unit_id: frozenset(others) for unit_id, others in led.items()}


def _pair(led: dict[str, set[str]], a: str, b: str) -> None:
    led.setdefault(a, set()).add(b)
    led.setdefault(b, set()).add(a)


def _cores(unit: Unit) -> set[tuple[str, ...]]:
    """The unit's names without the words that make it a Party organisation."""
    found = set()
    for name in (unit.name, *unit.aliases):
        said = words(name)
        if said[:2] in _PARTY:
            core = said[2:]
            found |= {core, core[2:] if core[:2] == _OFFICE_OF else core}
    return found - {()}


def _within(directory: Directory, party: Unit, state: Unit) -> bool:
    """Whether one's place in the tree contains the other's: names repeat from ward to ward."""
    a, b = party.parent_id, state.parent_id
    return a is None or b is None or directory.is_under(a, b) or directory.is_under(b, a)


_known: WeakKeyDictionary[Directory, Ties] = WeakKeyDictionary()


def ties_of(directory: Directory) -> Ties:
    """The directory's ties, made at its first use."""
    ties = _known.get(directory)
    if ties is None:
        ties = _known[directory] = Ties(directory)
    return ties

"""Bodies and units: the tree, tracks, validity dates, successors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class UnitKind(StrEnum):
    """What sort of organisation a unit is. The level model is the tree, not this list."""

    CITY_COMMITTEE = "city_committee"  # the superior Party committee with its standing committee
    INSPECTION_COMMITTEE = "inspection_committee"
    PARTY_BOARD = "party_board"
    PEOPLES_COUNCIL = "peoples_council"
    FRONT = "front"
    UNION = "union"
    GRASSROOTS_COMMITTEE = "grassroots_committee"  # ward, commune, agency or enterprise Party committee
    CELL = "cell"
    STATE_BODY = "state_body"
    PERSON = "person"  # a position within the unit above (its secretary), never a name
    SUPERIOR = "superior"  # above the office and outside its tree: it only plans, nobody speaks for it here


class BodyKind(StrEnum):
    """The issuing organ: decides which forms it may plan."""

    COMMITTEE = "committee"
    INSPECTION_COMMITTEE = "inspection_committee"
    BOARD = "board"
    PEOPLES_COUNCIL = "peoples_council"
    FRONT = "front"
    UNION = "union"
    INSPECTORATE = "inspectorate"  # of the state; only a superior one has plans here


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation with people in it, or one that is only ever inspected."""

    id: str
    name: str
    kind: UnitKind
    parent_id: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor_id: str | None = None
    pending: bool = False  # added in chat, an administrator has not confirmed it yet


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing organ of a unit; its programme goes through `track`."""

    id: str
    unit_id: str
    name: str
    kind: BodyKind
    track: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """What people of one unit have meant by a name that they typed, as they confirmed by picking it."""

    heard_from: str  # unit id
    name: str  # as it was typed
    unit_id: str
    times: int


class Directory:
    """All units and bodies of the office, and what was learnt of how people call them, as one immutable value."""

    def __init__(self, units: Iterable[Unit], bodies: Iterable[Body] = (), learnt: Iterable[Learnt] = ()) -> None:
        self.learnt = tuple(learnt)
        self.units = {unit.id: unit for unit in units}
        self.bodies = {body.id: body for body in bodies}
        self._bodies_of: dict[str, tuple[Body, ...]] = {}
        for body in self.bodies.values():
            self._bodies_of[body.unit_id] = (*self._bodies_of.get(body.unit_id, ()), body)
        self._children: dict[str, list[str]] = {}
        for unit in self.units.values():
            if unit.parent_id:
                self._children.setdefault(unit.parent_id, []).append(unit.id)

    def bodies_of(self, unit_id: str) -> tuple[Body, ...]:
        """The bodies of this unit, in the directory's order."""
        return self._bodies_of.get(unit_id, ())

    def is_superior(self, body: Body) -> bool:
        """Whether the body is above the office: it plans, and nobody speaks for it here."""
        return self.units[body.unit_id].kind is UnitKind.SUPERIOR

    def ancestors(self, unit_id: str) -> Iterator[Unit]:
        """The units above, nearest first; a loop in the data ends the walk."""
        seen = {unit_id}
        unit = self.units.get(unit_id)
        while unit and unit.parent_id and unit.parent_id not in seen:
            seen.add(unit.parent_id)
            unit = self.units.get(unit.parent_id)
            if unit:
                yield unit

    def children(self, unit_id: str) -> tuple[str, ...]:
        """The ids of the units directly below."""
        return tuple(self._children.get(unit_id, ()))

    def descendants(self, unit_id: str) -> set[str]:
        """The ids of all units below."""
        found: set[str] = set()
        todo = list(self._children.get(unit_id, ()))
        while todo:
            child = todo.pop()
            if child not in found:
                found.add(child)
                todo += self._children.get(child, ())
        return found

    def is_under(self, unit_id: str, ancestor_id: str) -> bool:
        """Whether `unit_id` is `ancestor_id` or lies below it."""
        return unit_id == ancestor_id or any(unit.id == ancestor_id for unit in self.ancestors(unit_id))

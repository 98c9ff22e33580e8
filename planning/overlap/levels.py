"""Which level a unit is of, and which body stands above which. Levels come from the tree, names only place its root.

The order of precedence (central, province, city, commune; within a committee the committee, its inspection committee,
then boards and unions) is that of the state side (decree 03/2024, article 31), taken over for Party bodies.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.text import words


class Level(IntEnum):
    """Highest first."""

    CENTRAL = 0
    PROVINCE = 1
    CITY = 2  # and what a district was
    GRASSROOTS = 3
    CELL = 4


_RUN_BY_THE_CENTRE = ("ho chi minh", "hcm", "ha noi", "hai phong", "da nang", "can tho", "hue")
_SAID = (  # the most local word decides: a commune's name often ends in that of its province
    (Level.CELL, ("chi bo",)),
    (Level.GRASSROOTS, ("phuong", "xa", "thi tran", "dac khu", "co so")),
    (Level.CITY, ("thi uy", "thi xa", "huyen uy", "huyen", "quan uy", "quan", "thanh doan")),
    (Level.PROVINCE, ("tinh uy", "tinh", "tinh doan")),
    (Level.CITY, ("thanh uy", "thanh pho", "tp")),
    (Level.CENTRAL, ("trung uong", "tw", "ubtw", "bo chinh tri", "ban bi thu", "chinh phu", "quoc hoi", "ubtvqh")),
    (Level.GRASSROOTS, ("dang uy", "dang bo")),
)
_SEATS = {UnitKind.CITY_COMMITTEE, UnitKind.GRASSROOTS_COMMITTEE}
_ORGANS = {
    UnitKind.INSPECTION_COMMITTEE,
    UnitKind.PARTY_BOARD,
    UnitKind.PEOPLES_COUNCIL,
    UnitKind.FRONT,
    UnitKind.UNION,
}
_RANKS = {BodyKind.COMMITTEE: 0, BodyKind.INSPECTION_COMMITTEE: 1, BodyKind.BOARD: 2, BodyKind.PEOPLES_COUNCIL: 3}


def level_said(name: str) -> Level | None:
    """The level that a name says; None when it says none."""
    line = f" {' '.join(words(name))} "
    for level, phrases in _SAID:
        if any(f" {phrase} " in line for phrase in phrases):
            if level is Level.CITY and any(f" {place} " in line for place in _RUN_BY_THE_CENTRE):
                return Level.PROVINCE
            return level
    return None


@lru_cache(maxsize=64)  # a tree has one root, and every comparison of two bodies asks for its level
def _of_root(name: str) -> Level | None:
    return level_said(name)


def seat(directory: Directory, unit_id: str) -> Unit | None:
    """The committee a unit works for: boards and unions of a city work for the city's committee."""
    unit = directory.units.get(unit_id)
    if unit is None or unit.kind not in _ORGANS:
        return unit
    return next((above for above in directory.ancestors(unit_id) if above.kind in _SEATS), unit)


def level_of(directory: Directory, unit_id: str) -> Level | None:
    """A unit's level: that of the tree's root, one lower a step; None when the root's name says none."""
    unit = seat(directory, unit_id)
    if unit is None:
        return None
    line = (unit, *directory.ancestors(unit.id))
    top = _of_root(line[-1].name)
    return None if top is None else Level(min(top + len(line) - 1, Level.CELL))


def body_level(directory: Directory, body: Body) -> Level | None:
    """The level of the committee that the body works for."""
    return level_of(directory, body.unit_id)


def is_superior(directory: Directory, upper: Body, lower: Body) -> bool:
    """Whether `upper` stands above `lower`: its committee is above in the tree, or of a higher level outside it."""
    high, low = seat(directory, upper.unit_id), seat(directory, lower.unit_id)
    if high is None or low is None or high.id == low.id:
        return False
    if UnitKind.SUPERIOR in (high.kind, low.kind) and high.kind is not low.kind:
        return high.kind is UnitKind.SUPERIOR
    if directory.is_under(low.id, high.id):
        return True
    a, b = level_of(directory, high.id), level_of(directory, low.id)
    if a is None or b is None or a >= b:
        return False
    return _root(directory, high.id) != _root(directory, low.id)


def _root(directory: Directory, unit_id: str) -> str:
    last = unit_id
    for unit in directory.ancestors(unit_id):
        last = unit.id
    return last


def precedence(directory: Directory, body: Body) -> tuple[int, int]:
    """Smaller goes first: the higher level, then the committee before its organs."""
    level = body_level(directory, body)
    if level is None and directory.is_superior(body):
        level = Level.CENTRAL
    return (Level.CELL + 1 if level is None else level, _RANKS.get(body.kind, 4))

"""What a body learns of another body's inspection from a warning. Sentences only say what is allowed here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from weakref import WeakKeyDictionary

from planning.inspection import Inspection
from planning.organisation import Body, Directory, UnitKind
from planning.overlap.findings import Finding
from planning.overlap.levels import body_level, is_superior


class Part(StrEnum):
    """What may be told of an inspection. Without BODY only the level of its body is."""

    LEVEL = "level"
    BODY = "body"
    CODE = "code"
    FORM = "form"
    PERIOD = "period"
    CONTENT = "content"


ALL = frozenset(Part)
_USUAL = frozenset({Part.LEVEL, Part.FORM, Part.PERIOD})


@dataclass(frozen=True, slots=True)
class Discretion:
    """What is told, by how the other body stands to the one that is warned."""

    same_level: frozenset[Part] = ALL
    lower: frozenset[Part] = _USUAL
    superior: frozenset[Part] = _USUAL
    superior_unpublished: frozenset[Part] = frozenset({Part.LEVEL, Part.PERIOD})
    other: frozenset[Part] = field(default=_USUAL)  # where levels are not known

    @staticmethod
    def from_table(table: Mapping[str, Iterable[str]]) -> Discretion:
        """As written in the campaign's configuration; what is missing there stays as it is here."""
        return Discretion(**{name: frozenset(map(Part, parts)) for name, parts in table.items()})


@dataclass(frozen=True, slots=True)
class Told:
    """An overlap with what may be said of the other side. `published`: its programme has been agreed."""

    finding: Finding
    parts: frozenset[Part] = ALL
    published: bool = False


def told(
    viewer: Body | None, other: Inspection, directory: Directory, rule: Discretion, *, published: bool
) -> frozenset[Part] | None:
    """What `viewer` may learn of `other`; None: not even that it is there. Reviewers (`viewer` None) learn all.

    A unit that is inspected never sees it, nor do those below it or the committee whose secretary is meant.
    `published`: the other's programme has been agreed.
    """
    if viewer is None:
        return ALL
    theirs = directory.bodies.get(other.body_id)
    if theirs is not None and theirs.unit_id == viewer.unit_id:
        return ALL
    if not hidden_subjects(viewer, directory).isdisjoint(other.subjects):
        return None
    if theirs is None:
        return rule.other
    if is_superior(directory, theirs, viewer):
        return rule.superior if published else rule.superior_unpublished
    if is_superior(directory, viewer, theirs):
        return rule.lower
    same = body_level(directory, viewer) == body_level(directory, theirs)
    return rule.same_level if same else rule.other


def hidden_subjects(viewer: Body, directory: Directory) -> frozenset[str]:
    """The units at which the viewer is the inspected one: an inspection that goes there it must not know of, unless it
    is its own unit's. Its own unit, those above, their positions, and the state bodies it leads."""
    known = _hidden.setdefault(directory, {})
    if viewer.unit_id not in known:
        known[viewer.unit_id] = _at_or_above(viewer.unit_id, directory)
    return known[viewer.unit_id]


_hidden: WeakKeyDictionary[Directory, dict[str, frozenset[str]]] = WeakKeyDictionary()


def _at_or_above(home: str, directory: Directory) -> frozenset[str]:
    line = (home, *(unit.id for unit in directory.ancestors(home)))
    parts = {
        child
        for above in line
        for child in directory.children(above)
        if directory.units[child].kind is UnitKind.PERSON
        or (directory.units[child].kind is UnitKind.STATE_BODY and above == home)
    }
    return frozenset(line) | parts

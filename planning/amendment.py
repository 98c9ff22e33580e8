"""What an amendment makes of the version in force: added, changed and dropped inspections, told apart by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planning.inspection import Inspection


@dataclass(frozen=True, slots=True)
class Changes:
    """By code order of their lists. `changed` has (before, after)."""

    added: tuple[Inspection, ...]
    changed: tuple[tuple[Inspection, Inspection], ...]
    dropped: tuple[Inspection, ...]

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.dropped)


def is_same(one: Inspection, other: Inspection) -> bool:
    """Whether two states of an inspection say the same; how often it was saved does not matter."""
    return replace(one, revision=0) == replace(other, revision=0)


def changes(before: Sequence[Inspection], after: Sequence[Inspection]) -> Changes:
    """From one list of a programme to another."""
    was, now = {item.id: item for item in before}, {item.id: item for item in after}
    return Changes(
        tuple(item for item in after if item.id not in was),
        tuple((was[item.id], item) for item in after if item.id in was and not is_same(was[item.id], item)),
        tuple(item for item in before if item.id not in now),
    )


def still_counting(in_force: Sequence[Inspection], live: Sequence[Inspection]) -> tuple[Inspection, ...]:
    """Inspections in force that the working copy of an amendment no longer shows as they are: until it is agreed they
    may take place."""
    found = changes(in_force, live)
    return (*(before for before, _ in found.changed), *found.dropped)

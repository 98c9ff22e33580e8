"""What is different between two versions of a programme: added, removed, and changed inspections with what changed.

An inspection is known by its id. One that was deleted and entered anew has another id: of what is left on both sides
those that are most alike count as the same, if they are alike enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from planning.inspection import Inspection
from planning.period import Interval
from planning.text import same_words, words

ALIKE = 5  # points from which a deleted and a new inspection are one
_NEARLY = 75  # of 100: contents that were reworded


class Part(StrEnum):
    """What of an inspection changed."""

    FORM = "form"
    SUBJECTS = "subjects"
    TIME = "time"  # it was moved
    CONTENT = "content"  # it was reworded
    TOPICS = "topics"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class Changed:
    """An inspection before and after; `parts` is never empty."""

    before: Inspection
    after: Inspection
    parts: tuple[Part, ...]

    @property
    def replaced(self) -> bool:
        """Whether it was deleted and entered anew."""
        return self.before.id != self.after.id


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything in the order of its own version: what was removed by the older one, the rest by the newer one."""

    added: tuple[Inspection, ...]
    removed: tuple[Inspection, ...]
    changed: tuple[Changed, ...]

    @property
    def none(self) -> bool:
        return not (self.added or self.removed or self.changed)

    def touches(self, inspection_id: str) -> bool:
        """Whether the inspection of the older version with this id was changed or removed."""
        return any(item.id == inspection_id for item in (*self.removed, *(one.before for one in self.changed)))

    def count(self, part: Part) -> int:
        return sum(part in one.parts for one in self.changed)


def compare(before: Sequence[Inspection], after: Sequence[Inspection]) -> Changes:
    """What is different in `after`. What is the same word for word is in none of the lists."""
    old = {item.id: item for item in before}
    gone, fresh = _apart(before, after)
    again = _again(gone, fresh)
    pairs = [(old.get(item.id) or again.get(item.id), item) for item in after]
    found = [Changed(one, item, parts) for one, item in pairs if one and (parts := differing(one, item))]
    taken = {item.id for item in again.values()}
    return Changes(
        added=tuple(item for item in fresh if item.id not in again),
        removed=tuple(item for item in gone if item.id not in taken),
        changed=tuple(found),
    )


def became(before: Sequence[Inspection], after: Sequence[Inspection]) -> dict[str, Inspection]:
    """By the id of each inspection of `before`: what it is in `after`, also when it was deleted and entered anew; one
    that is gone is missing."""
    new = {item.id: item for item in after}
    again = {one.id: new[item_id] for item_id, one in _again(*_apart(before, after)).items()}
    return {item.id: new.get(item.id) or again[item.id] for item in before if item.id in new or item.id in again}


def _apart(before: Sequence[Inspection], after: Sequence[Inspection]) -> tuple[list[Inspection], list[Inspection]]:
    """Those that only one of the two has, by their ids."""
    old, new = {item.id for item in before}, {item.id for item in after}
    return [item for item in before if item.id not in new], [item for item in after if item.id not in old]


def differing(before: Inspection, after: Inspection) -> tuple[Part, ...]:
    """Which parts say something else; the order of subjects and times, and spaces, say nothing."""
    same = {
        Part.FORM: before.form == after.form,
        Part.SUBJECTS: _subjects(before) == _subjects(after),
        Part.TIME: _times(before) == _times(after),
        Part.CONTENT: before.content.split() == after.content.split(),
        Part.TOPICS: _topics(before) == _topics(after),
        Part.DETAILS: before.details == after.details,
    }
    return tuple(part for part in Part if not same[part])


def _subjects(item: Inspection) -> set[tuple[str, str]]:
    members = dict(item.members)
    return {(unit, members.get(unit, "")) for unit in item.subjects}


def _times(item: Inspection) -> tuple[frozenset[Interval], bool]:
    return frozenset(item.intervals), item.either


def _topics(item: Inspection) -> frozenset[str] | None:
    return None if item.topics is None else frozenset(item.topics)


def _again(gone: Iterable[Inspection], fresh: Iterable[Inspection]) -> dict[str, Inspection]:
    """By the id of the new inspection: the deleted one that it stands for. The most alike first, each once."""
    fresh = tuple(fresh)
    scored = [(likeness(one, other), one, other) for one in gone for other in fresh]
    found: dict[str, Inspection] = {}
    taken: set[str] = set()
    for points, one, other in sorted(scored, key=lambda row: (-row[0], row[1].code, row[2].code)):
        if points >= ALIKE and one.id not in taken and other.id not in found:
            found[other.id] = one
            taken.add(one.id)
    return found


def likeness(one: Inspection, other: Inspection) -> int:
    """Points from 0 to 8: subjects 2 (some of them 1), content 3 (nearly 2), time 2, form 1."""
    mine, yours = _subjects(one), _subjects(other)
    points = 2 if mine == yours else 1 if mine & yours else 0
    if same_words(one.content, other.content):
        points += 3
    elif fuzz.token_sort_ratio(" ".join(words(one.content)), " ".join(words(other.content))) >= _NEARLY:
        points += 2
    return points + 2 * (_times(one) == _times(other)) + (one.form == other.form)

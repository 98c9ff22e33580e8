"""Which inspections can meet one at all, by their subjects: instead of comparing everything with everything."""

from __future__ import annotations

from collections.abc import Iterable

from planning.inspection import Inspection
from planning.organisation import Directory
from planning.overlap.ties import ties_of


class Near:
    """The ids of inspections by subject and by every unit above it; times are not looked at, they may change."""

    def __init__(self, items: Iterable[Inspection], directory: Directory) -> None:
        self._ties = ties_of(directory)
        self._at: dict[str, set[str]] = {}
        self._below: dict[str, set[str]] = {}
        for item in items:
            for subject in item.subjects:
                self._at.setdefault(subject, set()).add(item.id)
                for above in self._ties.above(subject):
                    self._below.setdefault(above, set()).add(item.id)

    def of(self, item: Inspection) -> list[str]:
        """The others whose subjects are tied to those of `item`, in the order of their ids."""
        around = self._ties.around(item.subjects)
        found = set[str]()
        above = frozenset[str]().union(*(self._ties.above(unit_id) for unit_id in around.trees))
        for unit_id in around.close | around.agencies | above:
            found |= self._at.get(unit_id, set())
        for unit_id in around.trees:
            found |= self._below.get(unit_id, set())
        return sorted(found - {item.id})

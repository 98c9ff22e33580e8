"""The readings of all names of a directory, found by their words: made once for each directory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

from planning.names.forms import Form, forms
from planning.names.vocabulary import begins, spellings, vocabulary
from planning.organisation import Directory, Unit, UnitKind
from planning.text import Word


@dataclass(frozen=True, slots=True)
class KnownNames:
    """All readings of all names in columns: what likeness is measured against."""

    unit_ids: list[str]
    full: list[str]
    core: list[str]  # without the place level
    words: list[tuple[frozenset[str], frozenset[str]]]  # of the full name, of the core
    numbers: list[tuple[str, ...]]
    roles: list[str]


class NameIndex:
    """`readings` by unit id: each form of each name, and whether the name is the unit's proper one."""

    def __init__(self, directory: Directory) -> None:
        # whoever types the name of a body above the office never means a subject
        self._units = [unit for unit in directory.units.values() if unit.kind is not UnitKind.SUPERIOR]
        self.readings = {unit.id: tuple(readings_of(unit)) for unit in self._units}
        self._by_words: dict[tuple[str, ...], dict[int, None]] = {}
        for place, unit in enumerate(self._units):
            for form, _ in self.readings[unit.id]:
                for words in (form.rest, form.bare):
                    self._by_words.setdefault(_plain(words), {})[place] = None

    @cached_property
    def spellings(self) -> dict[str, frozenset[str]]:
        """Every word of every name as it is written, by its plain letters."""
        return spellings(name for unit in self._units for name in (unit.name, *unit.aliases))

    @cached_property
    def known_names(self) -> KnownNames:
        """Every reading once."""
        rows: dict[tuple[str, str, str, str], Form] = {}
        for unit in self._units:
            for form, _ in self.readings[unit.id]:
                rows.setdefault((unit.id, " ".join(_plain(form.rest)), " ".join(_plain(form.bare)), form.role), form)
        return KnownNames(
            [row[0] for row in rows],
            [row[1] for row in rows],
            [row[2] for row in rows],
            [(frozenset(row[1].split()), frozenset(row[2].split())) for row in rows],
            [form.numbers for form in rows.values()],
            [row[3] for row in rows],
        )

    @cached_property
    def phrases(self) -> str:
        """All names as plain words, to look for a phrase in: " ... | ... "."""
        return " | ".join(("", *(" ".join(words) for words in self._by_words), ""))

    def with_words(self, typed: Iterable[Form]) -> list[Unit]:
        """The units that have a name of exactly these words, with or without its level, whatever the accents; in the
        directory's order."""
        places = {place for form in typed for place in self._by_words.get(_plain(form.rest), ())}
        return [self._units[place] for place in sorted(places)]


def _plain(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(word.plain for word in words)


def readings_of(unit: Unit) -> Iterable[tuple[Form, bool]]:
    """Each form of each name, and whether the name is the unit's proper one."""
    for name in (unit.name, *unit.aliases):
        for form in forms(name):
            yield form, name == unit.name
            shorter = _without_legal_form(form)
            if shorter:
                yield shorter, False
            if unit.kind is UnitKind.CITY_COMMITTEE and form.role and form.level_length:
                yield replace(form, rest=form.rest[: form.level_length]), False  # the office's own needs no place


def _without_legal_form(form: Form) -> Form | None:
    """ "Company X" for "joint-stock company X"."""
    words = _plain(form.rest)
    if words[:2] != ("cong", "ti"):
        return None
    length = begins(words[2:], vocabulary().legal_forms)
    return replace(form, rest=(*form.rest[:2], *form.rest[2 + length :]), literal=()) if length else None


_indexes: WeakKeyDictionary[Directory, NameIndex] = WeakKeyDictionary()


def index_of(directory: Directory) -> NameIndex:
    """The directory's index; the first call for a directory reads all its names."""
    index = _indexes.get(directory)
    if index is None:
        index = _indexes[directory] = NameIndex(directory)
    return index

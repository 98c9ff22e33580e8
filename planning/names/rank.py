"""Candidates for a name that means no unit for certain: those so called first, then the similar ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rapidfuzz import fuzz, process

from planning.names.forms import Form
from planning.names.index import KnownNames, index_of
from planning.names.match import is_valid
from planning.organisation import Directory, Unit, UnitKind

_NEAR_ENOUGH = 80.0  # of 100: one wrong or missing letter in five
_MOST_READINGS = 4  # of a text full of ambiguous abbreviations


def best(
    directory: Directory, typed: tuple[Form, ...], on: date, found: Iterable[Unit], home: str | None, limit: int
) -> tuple[Unit, ...]:
    """At most `limit` valid units, best first: `found`, then by likeness, those below `home` before others."""
    if not limit:
        return ()
    scores: dict[str, float] = {}
    for form in typed[:_MOST_READINGS]:
        for unit_id, score in _likeness(index_of(directory).known_names, form):
            scores[unit_id] = max(scores.get(unit_id, 0.0), score)
    scores.update({unit.id: 200.0 for unit in found})
    valid = [unit for unit_id in scores if is_valid(unit := directory.units[unit_id], on)]

    def rank(unit: Unit) -> tuple[float, bool, bool, str]:
        elsewhere = home is None or not directory.is_under(unit.id, home)
        return -scores[unit.id], elsewhere, unit.kind is UnitKind.STATE_BODY, unit.name

    return tuple(sorted(valid, key=rank)[:limit])


def _likeness(names: KnownNames, typed: Form) -> Iterator[tuple[str, float]]:
    """(unit id, 80 to about 105) for each name that is near enough; another number is another unit, however near."""
    said = " ".join(word.plain for word in typed.rest)
    if not said:
        return
    scores: dict[int, float] = {}
    for texts in (names.full, names.core):
        for _, score, at in process.extract(said, texts, scorer=fuzz.ratio, limit=None, score_cutoff=_NEAR_ENOUGH):
            scores[at] = max(scores.get(at, 0.0), score)
    said_words = frozenset(said.split())
    for at, (full_words, core_words) in enumerate(names.words):
        if len(said) >= 4 and said_words <= full_words:
            scores[at] = max(scores.get(at, 0.0), 88.0)
        elif len(names.core[at]) >= 6 and core_words <= said_words:
            scores[at] = max(scores.get(at, 0.0), 84.0)
    for at, score in scores.items():
        if not typed.numbers or typed.numbers == names.numbers[at]:
            yield names.unit_ids[at], score + 5.0 if typed.role == names.roles[at] else score

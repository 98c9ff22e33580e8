"""Candidates for a name that means no unit for certain: those so called first, then the similar ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rapidfuzz import fuzz

from planning.names.forms import Form
from planning.names.index import index_of
from planning.names.match import is_valid
from planning.organisation import Directory, Unit, UnitKind

_NEAR_ENOUGH = 80.0  # of 100: one wrong or missing letter in five
_MOST_READINGS = 8  # of a text full of ambiguous abbreviations


def best(
    directory: Directory, typed: tuple[Form, ...], on: date, found: Iterable[Unit], home: str | None, limit: int
) -> tuple[Unit, ...]:
    """At most `limit` valid units, best first: `found`, then by likeness, those below `home` before others."""
    if not limit:
        return ()
    names = index_of(directory)
    valid = [unit for unit in directory.units.values() if is_valid(unit, on)]
    said = [(form, _text(form)) for form in typed[:_MOST_READINGS]]
    scores = {
        unit.id: max((_score(t, text, f) for f, _ in names.readings[unit.id] for t, text in said), default=0.0)
        for unit in valid
    }
    scores.update({unit.id: 200.0 for unit in found})

    def rank(unit: Unit) -> tuple[float, bool, bool, str]:
        elsewhere = home is None or not directory.is_under(unit.id, home)
        return -scores[unit.id], elsewhere, unit.kind is UnitKind.STATE_BODY, unit.name

    return tuple(sorted((u for u in valid if scores[u.id] >= _NEAR_ENOUGH), key=rank)[:limit])


def _text(form: Form) -> str:
    return " ".join(word.plain for word in form.rest)


def _score(typed: Form, said: str, form: Form) -> float:
    """0 to about 105; another number is another unit, however near its letters."""
    if not said or (typed.numbers and typed.numbers != form.numbers):
        return 0.0
    full, core = (" ".join(w.plain for w in words) for words in (form.rest, form.bare))
    score = max(fuzz.ratio(said, full), fuzz.ratio(said, core))
    said_words, full_words = set(said.split()), set(full.split())
    if len(said) >= 4 and said_words <= full_words:
        score = max(score, 88.0)
    elif len(core) >= 6 and set(core.split()) <= said_words:
        score = max(score, 84.0)
    return score + 5.0 if score >= _NEAR_ENOUGH and typed.role == form.role else score

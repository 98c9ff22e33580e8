"""What people of a unit have meant by a name before, as they confirmed by picking from candidates.

What was picked once comes first among the candidates the next time. It counts for certain only when people of that
unit picked the same twice, never something else, nothing in the directory is called so, and neither a number nor a
level of the typed name is missing in the unit's own: a habit may shorten a name, it may not make one unit of two.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning.names.find import Doubt, Match, is_valid
from planning.names.forms import Form, forms
from planning.names.index import index_of
from planning.names.vocabulary import name_words, vocabulary
from planning.organisation import Directory, Unit

ENOUGH = 2  # times that something was picked


def alias_words(name: str) -> str:
    """The words of a name with their marks, equal for what is typed alike."""
    return " ".join(word.marked for word in name_words(name))


def with_learnt(directory: Directory, text: str, match: Match, *, near: str | None, on: date) -> Match:
    """The match with what was learnt from people of `near` taken into account."""
    if match.unit or near is None or not directory.learnt:
        return match
    said = alias_words(text)
    known = [one for one in directory.learnt if one.heard_from == near and alias_words(one.name) == said]
    meant = [(one, directory.units.get(one.unit_id)) for one in sorted(known, key=lambda one: -one.times)]
    units = [unit for _, unit in meant if unit and is_valid(unit, on)]
    if not units:
        return match
    nobody = match.doubt in (Doubt.UNKNOWN, Doubt.SIMILAR)
    if nobody and len(known) == 1 and known[0].times >= ENOUGH and _may_stand_for(directory, text, units[0]):
        return Match(units[0], (units[0],), None)
    others = tuple(unit for unit in match.candidates if unit not in units)
    return replace(match, candidates=(*units, *others), doubt=Doubt.SIMILAR if nobody else match.doubt)


def _may_stand_for(directory: Directory, text: str, unit: Unit) -> bool:
    readings = [form for form, _ in index_of(directory).readings[unit.id]]
    return any(_telling(typed) == _telling(form) or not _telling(typed) for typed in forms(text) for form in readings)


def _telling(form: Form) -> frozenset[str]:
    """The words that tell units of like names apart: numbers, levels, kinds of school."""
    known = vocabulary()
    words = {word.plain for level in known.levels for word in level} | {word for one in known.schools for word in one}
    return frozenset(word.plain for word in form.rest if word.plain in words) | frozenset(form.numbers)

"""When a typed name and a known one are the same: words, accents, role and level compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from planning.names.forms import Form, role_of_kind
from planning.names.index import NameIndex
from planning.organisation import Unit
from planning.text import Word

NEVER_BARE = {
    "inspection_committee",
    "peoples_committee",
    "peoples_council",
    "front",
}  # never meant by a bare place name
Means = Callable[[Form, Form, Unit, bool], bool]


def is_valid(unit: Unit, on: date) -> bool:
    """Whether the unit exists on a day; both ends of its validity count."""
    return (unit.valid_from is None or unit.valid_from <= on) and (unit.valid_to is None or on <= unit.valid_to)


def same(typed: tuple[Word, ...], known: tuple[Word, ...], literal: tuple[bool, ...] = ()) -> bool:
    """Equal words; accents may be missing, but never contradict. `literal`: see `Form`."""
    if len(typed) != len(known):
        return False
    if any(strict and not k.marked.isascii() for strict, k in zip(literal, known, strict=False)):
        return False
    accented = any(not word.marked.isascii() for word in known)
    return all(
        t.may_be(k) and not (accented and k.marked.isascii() and not t.marked.isascii())
        for t, k in zip(typed, known, strict=True)
    )


def is_named(typed: Form, form: Form, unit: Unit, proper: bool) -> bool:
    """The full name: same role, same level, same words."""
    role = form.role or role_of_kind(unit.kind)
    if typed.role != form.role and (typed.role != role or not typed.role):
        return False
    as_entered = bool(typed.role) or proper or all(word.marked.isascii() for word in form.rest)
    return typed.solid and form.solid and as_entered and same(typed.rest, form.rest, typed.literal)


def is_short_for(typed: Form, form: Form, unit: Unit, proper: bool) -> bool:
    """A name without its role or its level."""
    role = form.role or role_of_kind(unit.kind)
    if not (typed.solid and form.solid) or (typed.role != role and (typed.role or role in NEVER_BARE)):
        return False
    if not typed.role and typed.level_length == len(typed.rest):  # "the city" is no name
        return False
    return bool(typed.rest) and any(same(typed.rest, known, typed.literal) for known in (form.rest, form.bare))


def called(names: NameIndex, typed: Iterable[Form], *means: Means) -> list[Unit]:
    """The units, ended ones too, that one of `typed` names in one of these ways; in the directory's order."""
    typed = tuple(typed)
    return [
        unit
        for unit in names.with_words(typed)
        if any(
            meant(t, form, unit, proper) for form, proper in names.readings[unit.id] for t in typed for meant in means
        )
    ]

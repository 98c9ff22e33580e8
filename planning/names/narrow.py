"""A name said together with what it belongs to: "cell X, ward Y", "cell X of the committee of ward Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from planning.names.forms import Form, forms, level_at, without_trailing_role
from planning.names.index import NameIndex, index_of
from planning.names.match import called, is_named, is_short_for, is_valid
from planning.organisation import Directory, Unit, UnitKind
from planning.text import Word

COMMITTEES = {UnitKind.CITY_COMMITTEE, UnitKind.GRASSROOTS_COMMITTEE}
_LONGEST_PLACE = 4  # words of a place's bare name
_LONGEST_BARE = 16  # words of a name that may end in a place without its level
_MOST_READINGS = 12  # of a text full of ambiguous abbreviations
# "of", "belonging to (directly)", "at": between a unit and what it belongs to
_OF = re.compile(
    r"(?<!\s)\s++(?:c\u1ee7a|cua|(?:tr\u1ef1c\s+|truc\s+)?thu\u1ed9c|(?:truc\s+)?thuoc|t\u1ea1i)\s+"
    r"|(?:(?<!\s)\s++)?[,(]\s*|(?<!\s)\s++-\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """`found` below `place`; `astray`: so named, but elsewhere than was said."""

    found: tuple[Unit, ...] = ()
    place: Unit | None = None
    astray: tuple[Unit, ...] = ()


def narrowed(directory: Directory, text: str, typed: tuple[Form, ...], on: date) -> Narrowed:
    """The units that the head of the text names below the place that its end names."""
    names = index_of(directory)
    astray: dict[str, Unit] = {}
    looked: dict[tuple[str, ...], list[Unit]] = {}
    for heads, places in _splits(text, typed):
        place = tuple(word.plain for form in places for word in (Word(form.role, ""), *form.rest))
        if place not in looked:
            looked[place] = [unit for unit in _so_called(names, places, on) if unit.kind in COMMITTEES]
        above = looked[place]
        if not above:
            continue
        found = {unit.id: (unit, place) for place in above for unit in below(directory, heads, place, on)}
        if found:
            units = tuple(unit for unit, _ in found.values())
            return Narrowed(units, next(iter(found.values()))[1])
        astray.update((unit.id, unit) for unit in _so_called(names, heads, on))
    return Narrowed(astray=tuple(astray.values()))


def below(directory: Directory, heads: tuple[Form, ...], place: Unit, on: date) -> list[Unit]:
    """Units below `place` so named, whether or not their own name repeats the place."""
    tails = {form.rest for form in forms(place.name)}
    longer = tuple(replace(head, rest=head.rest + tail) for head in heads for tail in tails)
    found = _so_called(index_of(directory), (*heads, *longer), on)
    return [unit for unit in found if unit.id != place.id and directory.is_under(unit.id, place.id)]


def _so_called(names: NameIndex, typed: tuple[Form, ...], on: date) -> list[Unit]:
    named = [unit for unit in called(names, typed, is_named) if is_valid(unit, on)]
    return named or [unit for unit in called(names, typed, is_short_for) if is_valid(unit, on)]


def _splits(text: str, typed: tuple[Form, ...]) -> Iterator[tuple[tuple[Form, ...], tuple[Form, ...]]]:
    """(head, place) in every way the text can be cut: where it says "of", at a level, before a bare place name."""
    for found in list(_OF.finditer(text))[-_LONGEST_PLACE:]:
        before, after = text[: found.start()], text[found.end() :]
        if before.strip() and after.strip():
            yield forms(before), forms(after)
    for form in typed[:_MOST_READINGS]:
        for at in range(len(form.rest) - 1, 0, -1):
            if level_at(form.rest, at):
                place = replace(form.cut(at), role="committee", said="", solid=True)
                yield (form.cut(0, len(without_trailing_role(form.rest[:at]))),), (place,)
                break
    for form in typed[:_MOST_READINGS] if len(typed[0].rest) <= _LONGEST_BARE else ():
        for length in range(1, min(_LONGEST_PLACE, len(form.rest) - 1) + 1):
            head = form.cut(0, len(without_trailing_role(form.rest[:-length])))
            if head.rest:
                yield (head,), (replace(form.cut(-length), role="", said="", solid=True),)


def without_root(directory: Directory, typed: tuple[Form, ...]) -> tuple[Form, ...]:
    """The names with the office's own place left out after its level: "trade union of the city (of Thanh Hoa)"."""
    shorter = []
    for place in _root_places(directory):
        for form in typed:
            at = len(form.rest) - len(place.bare)
            said = at > 0 and all(map(Word.may_be, form.rest[at:], place.bare))
            if said and _ends_in_level(form.rest[:at], place):
                shorter.append(form.cut(0, at))
    return tuple(shorter)


def _root_places(directory: Directory) -> list[Form]:
    roots = [unit for unit in directory.units.values() if unit.kind is UnitKind.CITY_COMMITTEE]
    return [form for unit in roots for form in forms(unit.name)[:1] if form.level_length and form.bare]


def _ends_in_level(rest: tuple[Word, ...], place: Form) -> bool:
    level = place.rest[: place.level_length]
    tail = rest[-len(level) :]
    if len(tail) == len(level) and all(map(Word.may_be, tail, level)):
        return True
    words = tuple(word.plain for word in rest[-2:])  # "city committee" in the middle of a name
    return words[-1:] == ("ui",) and words[:1] == (level[0].plain,)

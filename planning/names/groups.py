"""Groups: "all wards", "the Party committees of the communes", "all cells directly under the committee of ward X".

A group becomes the units of the directory. What doesn't say which units are meant ("the remaining communes", "some
cells", "ten Party organisations") stays a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planning.names.find import find_unit, home_of, is_valid
from planning.names.forms import Form, forms, role_of_kind
from planning.names.index import index_of
from planning.names.match import NEVER_BARE, same
from planning.names.narrow import COMMITTEES
from planning.names.tokens import Tokens, quantifier, tokens
from planning.names.vocabulary import Phrases, begins, plain_words, vocabulary
from planning.organisation import Directory, Unit, UnitKind

_LONGEST_GROUP = 30  # words
_LONGEST_PLACE = 8  # words
_OF_ALL = re.compile(r"^(\d{1,3})\s*/\s*(\d{1,3})\s+")
_PARTS = re.compile(r"(?:(?<!\s)\s++)?[,/;]\s*|(?<!\s)\s++(?:v\u00e0|va)\s+", re.IGNORECASE)
_BOARDS = plain_words("ban x\u00e2y d\u1ef1ng \u0111\u1ea3ng")
_UNIONS = plain_words("\u0111o\u00e0n th\u1ec3")
_LONE = plain_words("chi b\u1ed9 c\u01a1 s\u1edf")
_MANY = Phrases([("cac",)])
_DIRECTLY = Phrases([("truc", "thuoc")])
_OF = Phrases([*_DIRECTLY, ("thuoc",), ("cua",), ("tai",)])


class Vague(StrEnum):
    """Why a group does not say which units are meant."""

    WHICH = "which"  # "some", "the remaining", or a number without names
    WHOSE = "whose"  # cells, but of which committee
    COUNT = "count"  # the number given is not that of the directory


@dataclass(frozen=True, slots=True)
class Group:
    """The units of a group in the directory's order; `vague`: ask, `units` then being what it might be."""

    units: tuple[Unit, ...]
    role: str | None
    vague: Vague | None = None
    said: int | None = None  # the number that was given


def read_group(directory: Directory, text: str, *, today: date, near: str | None) -> Group | None:
    """The group that the whole text names; None when it names no group."""
    if len(tokens(text).plain) > _LONGEST_GROUP:
        return None
    of_all = _OF_ALL.match(text)
    words = tokens(text[of_all.end() :] if of_all else text)
    said = int(of_all[2]) if of_all else None
    role, words, quantified, number = _quantity(words)
    said = number if said is None else said
    if not words.plain or not (quantified or said is not None or begins(words.plain, vocabulary().vague)):
        return None
    if words.find(vocabulary().vague):
        return Group((), None, Vague.WHICH, said)
    some_of_all = of_all and of_all[1] != of_all[2]
    words = _without_everywhere(words)
    noun, scope, direct = _scope(directory, words, today, near)
    parts = [part for part in _PARTS.split(noun) if part.strip()]
    if parts and all(plain_words(part) in vocabulary().any_noun for part in parts):
        return Group((), None, Vague.WHICH, said)
    if scope is None and direct and home_of(directory, near) is None:
        return Group((), None, Vague.WHOSE, said) if _is_role(f"{role} {noun}") else None
    found = _members(directory, role, parts, scope, direct, today, near)
    if found is None:
        return None
    vague = found.vague or (Vague.WHICH if some_of_all else None)
    if said is not None and vague is None and said != len(found.units):
        vague = Vague.COUNT
    return Group(found.units, found.role, vague, said)


def _quantity(words: Tokens) -> tuple[str, Tokens, bool, int | None]:
    """(what stands in front of the quantity: a role or nothing, the words behind it, "all" said, number said)."""
    for at in range(min(len(words.plain), 6)):
        if at and not _is_role(words.upto(at)):
            continue
        end = at + quantifier(words, at)
        number = None
        if end < len(words.plain) and words.plain[end].isdigit() and int(words.plain[end]) < 1000:
            number, end = int(words.plain[end]), end + 1
        elif count := begins(words.plain, vocabulary().any_count, end):
            number, end = vocabulary().counts[words.plain[end : end + count]], end + count
        end += begins(words.plain, _MANY, end)
        if end > at:
            return words.upto(at), tokens(words.since(end)), number is None, number
    return "", words, False, None


def _is_role(text: str) -> bool:
    return any(form.said and not form.rest for form in forms(text))


def _without_everywhere(words: Tokens) -> Tokens:
    found = words.find(vocabulary().everywhere)
    return tokens(words.upto(found[0])) if found and found[0] else words


def _scope(directory: Directory, words: Tokens, today: date, near: str | None) -> tuple[str, Unit | None, bool]:
    """(the noun, the unit that the members belong to, whether only directly)."""
    found = words.find(_OF)
    if found and found[0]:
        direct = words.plain[slice(*found)] in _DIRECTLY
        place = words.since(found[1])
        if not place:
            home = home_of(directory, near)
            return words.upto(found[0]), directory.units[home] if home else None, direct
        unit = find_unit(directory, place, near=near, on=today, limit=0).unit
        return (words.upto(found[0]), unit, direct) if unit else (words.text, None, False)
    for at in range(max(1, len(words.plain) - _LONGEST_PLACE), len(words.plain)):
        unit = find_unit(directory, words.since(at), near=near, on=today, limit=0).unit
        if unit and unit.kind in COMMITTEES:
            return words.upto(at), unit, False
    return words.text, None, False


def _members(
    directory: Directory, role: str, parts: list[str], scope: Unit | None, direct: bool, today: date, near: str | None
) -> Group | None:
    found: dict[str, Unit] = {}
    said: str | None = None
    vague = None
    for part in parts:
        noun = f"{role} {part}".strip()
        wanted = _wanted(directory, noun, today)
        if not wanted:
            return None
        home = scope
        if home is None and plain_words(noun) == _LONE:
            wanted = [unit for unit in wanted if _is_lone(directory, unit)]
        elif home is None and _is_role(noun) and all(unit.kind is UnitKind.CELL for unit in wanted):
            own = home_of(directory, near)
            home = directory.units[own] if own and directory.units[own].kind is not UnitKind.CITY_COMMITTEE else None
            vague = vague or (None if home else Vague.WHOSE)
        wanted = [unit for unit in wanted if home is None or _belongs(directory, unit, home, direct)]
        if not wanted:
            return None
        found.update((unit.id, unit) for unit in wanted)
        readings = [form.said for form in forms(noun) if form.said and form.role in ("", role_of_kind(wanted[0].kind))]
        said = said or next(iter(readings), None) or next((f.said for f in forms(noun) if f.said), None)
    if said is None and found and all(unit.kind is UnitKind.UNION for unit in found.values()):
        said = "union"
    return Group(tuple(found.values()), said, vague)


def _is_lone(directory: Directory, unit: Unit) -> bool:
    parent = directory.units.get(unit.parent_id or "")
    return parent is not None and parent.kind is UnitKind.CITY_COMMITTEE


def _belongs(directory: Directory, unit: Unit, home: Unit, direct: bool) -> bool:
    if unit.id == home.id:
        return False
    return unit.parent_id == home.id if direct else directory.is_under(unit.id, home.id)


def _wanted(directory: Directory, noun: str, today: date) -> list[Unit]:
    """Every unit that the noun is a name for: "ward", "Party committee of ward", "cell of street group"."""
    valid = [unit for unit in directory.units.values() if is_valid(unit, today) and unit.kind is not UnitKind.SUPERIOR]
    plain = plain_words(noun)
    if plain == _BOARDS:
        return [unit for unit in valid if unit.kind is UnitKind.PARTY_BOARD and plain_words(unit.name)[0] == "ban"]
    if plain == _UNIONS:
        return [unit for unit in valid if unit.kind is UnitKind.UNION and _is_lone(directory, unit)]
    names = index_of(directory)
    for typed in sorted(forms(noun), key=lambda form: (not form.solid, not form.role, not form.level_length)):
        found = [unit for unit in valid if any(_begins(typed, form, unit) for form, _ in names.readings[unit.id])]
        if found and (not typed.rest or len(found) > 1 or typed.level_length == len(typed.rest)):
            return found
    return []


def _begins(typed: Form, form: Form, unit: Unit) -> bool:
    role = form.role or role_of_kind(unit.kind)
    if typed.role != role and (typed.role or role in NEVER_BARE):
        return False
    if unit.kind is UnitKind.CITY_COMMITTEE or not typed.solid:
        return False
    if typed.rest and typed.level_length == len(typed.rest) and not typed.role and unit.kind not in COMMITTEES:
        return False
    return len(form.rest) > len(typed.rest) and same(typed.rest, form.rest[: len(typed.rest)], typed.literal)

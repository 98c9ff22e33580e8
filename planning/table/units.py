"""The units and bodies of a table: those of the directory, and others that only the table names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from planning.names.find import find_unit
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.overlap.levels import Level, level_said
from planning.table.names import Said, without_committee
from planning.text import Word, fold, word, words

_ORGAN_WORDS = {
    "hdnd": UnitKind.PEOPLES_COUNCIL,
    "mttq": UnitKind.FRONT,
    "ldld": UnitKind.UNION,
    "hoi": UnitKind.UNION,
    "doan": UnitKind.UNION,
    "ban": UnitKind.PARTY_BOARD,
}
_ORGANS = frozenset(_ORGAN_WORDS.values())
_COMMITTEE = ("dang", "uy")
_PLACES = (("xa",), ("phuong",), ("thi", "tran"), ("dac", "khu"))
_SAME_ORGANISATION = (
    (("chi", "uy", "chi", "bo"), ("chi", "bo")),
    (("chi", "uy"), ("chi", "bo")),
    (("dang", "bo"), ("dang", "uy")),
    (("uy", "ban", "nhan", "dan"), ("ubnd",)),
    (("p",), ("phuong",)),
    (("x",), ("xa",)),
)
_BELOW = {
    "chi bo": (UnitKind.CELL,),
    "dang bo": (UnitKind.GRASSROOTS_COMMITTEE,),
    "dang uy": (UnitKind.GRASSROOTS_COMMITTEE,),
    "to chuc dang": (UnitKind.CELL, UnitKind.GRASSROOTS_COMMITTEE),
}


@dataclass(frozen=True, slots=True)
class _Made:
    """A unit that only the table names: the words of its own name, and the committee it is in."""

    id: str
    said: tuple[Word, ...]
    scope: str


class Names:
    """Grows with every name; `directory()` is the office with all that was added."""

    def __init__(self, office: Directory, on: date) -> None:
        self._office = office
        self._on = on
        self._units: dict[str, Unit] = {}
        self._bodies: dict[str, Body] = {}
        self._made: dict[tuple[str, ...], list[_Made]] = {}
        self._called = {words(body.name): body for body in office.bodies.values()}
        self._found: dict[tuple[str, str | None], str | None] = {}  # a table says the same names again and again

    def directory(self) -> Directory:
        return Directory(
            [*self._office.units.values(), *self._units.values()],
            [*self._office.bodies.values(), *self._bodies.values()],
        )

    def body(self, text: str) -> Body:
        """The body called so."""
        called = self._called.get(words(text))
        if called is None:
            called = self._called[words(text)] = self._body(text)
        return called

    def _body(self, text: str) -> Body:
        is_control = bool({"ubkt", "kiem"} & set(words(text)[:4]))
        name = _without_control(without_committee(text)) if is_control else without_committee(text)
        found = self._find(name, None)
        wanted = BodyKind.INSPECTION_COMMITTEE if is_control else None
        if found:
            own = self._office.bodies_of(found)
            fitting = [b for b in own if (b.kind is BodyKind.INSPECTION_COMMITTEE) is is_control]
            if fitting:
                return fitting[0]
        unit_id = found or self._unknown(name, "")
        body = Body(f"{unit_id}/{'ubkt' if is_control else 'b'}", unit_id, text, wanted or BodyKind.COMMITTEE, "")
        return self._bodies.setdefault(body.id, body)

    def subjects(self, said: list[Said], body: Body) -> tuple[str, ...]:
        """The ids of the units that are meant."""
        found: list[str] = []
        for one in said:
            if one.below:
                found += self._below(one.below, body)
            else:
                unit_id = self._subject(without_committee(one.name), body)
                self._below_its_inspector(unit_id, body)
                found.append(self._person(unit_id) if one.person else unit_id)
        return tuple(dict.fromkeys(found))

    def _below_its_inspector(self, unit_id: str, body: Body) -> None:
        """A unit of which the table does not say where it belongs is below the nearest higher committee that goes
        there."""
        unit, above = self._units.get(unit_id), self._home(body)
        mine, theirs = (level_said(unit.name) if unit else None), level_said(self._name(above))
        if unit is None or mine is None or theirs is None or theirs >= mine or self._is_below(above, unit_id):
            return
        known = level_said(self._name(unit.parent_id)) if unit.parent_id else None
        if unit.parent_id is None or (known is not None and known < theirs):
            self._units[unit_id] = replace(unit, parent_id=above)

    def _is_below(self, unit_id: str, above: str) -> bool:
        unit = self._units.get(unit_id)
        while unit is not None and unit.id != above:
            unit = self._units.get(unit.parent_id or "")
        return unit is not None

    def _below(self, sort: str, body: Body) -> list[str]:
        seat = self._office.units.get(body.unit_id)
        kinds = _BELOW[sort]
        return (
            [] if seat is None else [c for c in self._office.children(seat.id) if self._office.units[c].kind in kinds]
        )

    def _person(self, unit_id: str) -> str:
        unit = Unit(f"{unit_id}/person", self._name(unit_id), UnitKind.PERSON, unit_id)
        self._units[unit.id] = unit
        return unit.id

    def _name(self, unit_id: str) -> str:
        return (self._units.get(unit_id) or self._office.units[unit_id]).name

    def _subject(self, name: str, body: Body) -> str:
        at_home = body.unit_id in self._office.units
        stranger = not at_home and level_said(body.name) in (Level.GRASSROOTS, Level.CELL)
        if not stranger:  # a committee that is not in the directory has cells of its own, whatever their names
            said = [name]
            if _place_at(_organisation(name)) == 0:  # a bare place is its Party committee
                said.append(f"{' '.join(_COMMITTEE)} {name}")
            for one in said:
                found = self._find(one, body.unit_id if at_home else None)
                if found:
                    return found
        local = at_home and self._office.units[body.unit_id].kind is UnitKind.GRASSROOTS_COMMITTEE
        at_its_own = stranger or local or _is_generic(_organisation(name))
        return self._unknown(name, self._home(body) if at_its_own else "")

    def _find(self, name: str, near: str | None) -> str | None:
        """The id of the office's unit of this name."""
        if (name, near) not in self._found:
            unit = find_unit(self._office, name, near=near, on=self._on, limit=0).unit
            self._found[name, near] = unit.id if unit else None
        return self._found[name, near]

    def _home(self, body: Body) -> str:
        """The committee that the body works for."""
        unit = self._units.get(body.unit_id) or self._office.units[body.unit_id]
        return unit.parent_id if unit.kind in _ORGANS and unit.parent_id else unit.id

    def _unknown(self, name: str, home: str) -> str:
        """A unit of this folded name; accents that contradict make two. `home`: the committee that says it."""
        said = _organisation(name)
        if _is_generic(said):
            return self._made_or_new(_without_level(said), home, name)
        place = _place_at(said)
        if place is None:
            return self._made_or_new(said, home, name)
        if place == 0:  # a bare place in a list of subjects is its Party committee
            return self._made_or_new((word("dang"), word("uy"), *said), "", name)
        if place == 2 and tuple(w.plain for w in said[:2]) == _COMMITTEE:
            return self._made_or_new(said, "", name)
        return self._made_or_new(said[:place], self._scope(_tokens(name)[place - len(said) :]), name)

    def _scope(self, place: list[str]) -> str:
        """The committee of a ward or commune."""
        return self._find(" ".join(place), None) or self._unknown(" ".join(place), "")

    def _made_or_new(self, own: tuple[Word, ...], scope: str, name: str) -> str:
        key = tuple(w.plain for w in own)
        alike = [made for made in self._made.get(key, ()) if all(map(Word.may_be, made.said, own))]
        here = [made for made in alike if made.scope == scope]
        if not here and len(alike) == 1 and "" in (scope, alike[0].scope):  # one of the two did not say where
            here = alike
        if len(here) == 1:
            return here[0].id
        made = _Made(f"?{len(self._units)}:{' '.join(key)}", own, scope)
        self._made.setdefault(key, []).append(made)
        self._units[made.id] = Unit(made.id, name, _kind(key), scope or None)
        return made.id


def _without_control(text: str) -> str:
    """The committee's name without "inspection committee" before it."""
    plain = fold(text)
    for said in ("ubkt ", "uy ban kiem tra "):
        if plain.startswith(said):
            return text.split(maxsplit=len(said.split()))[-1]
    return text


def _tokens(name: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in name).split()


def _organisation(name: str) -> tuple[Word, ...]:
    """The words of a name, with one word for what is one organisation."""
    said = tuple(word(token) for token in _tokens(name))
    plain = tuple(w.plain for w in said)
    marks = [at for at in range(len(plain) - 1) if plain[at] == "so" and plain[at + 1].isdigit()]
    if marks:  # "number 7" and "7"
        said = tuple(w for at, w in enumerate(said) if at not in marks)
        plain = tuple(w.plain for w in said)
    for spelled, one in _SAME_ORGANISATION:
        if plain[: len(spelled)] == spelled:
            return (*(word(part) for part in one), *said[len(spelled) :])
    return said


def _is_generic(said: tuple[Word, ...]) -> bool:
    """ "The People's Committee", "of the ward": the one of whoever says it."""
    return len(said) == 1 or _without_level(said) != said


def _without_level(said: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words before a level at the end that no place follows ("xa", "xa/phuong")."""
    while len(said) > 1 and any(tuple(w.plain for w in said[-len(level) :]) == level for level in _PLACES):
        said = said[:-1]
    return said


def _place_at(said: tuple[Word, ...]) -> int | None:
    """Where the place level of a ward or commune stands in a name, the last one; None without any."""
    plain = tuple(w.plain for w in said)
    found = [at for at in range(len(plain) - 1) for level in _PLACES if plain[at : at + len(level)] == level]
    return max(found, default=None)


def _kind(key: tuple[str, ...]) -> UnitKind:
    if key[:2] == ("chi", "bo"):
        return UnitKind.CELL
    if key[:1] in (("ubnd",), ("phong",), ("so",)):
        return UnitKind.STATE_BODY
    for said, kind in _ORGAN_WORDS.items():
        if said in key:
            return kind
    return UnitKind.GRASSROOTS_COMMITTEE

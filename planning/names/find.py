"""Which unit is meant by one name: one beyond doubt, or candidates to choose from, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from planning.names.forms import Form, forms, level_at
from planning.names.index import NameIndex, index_of
from planning.names.match import called, is_named, is_short_for, is_valid
from planning.names.narrow import COMMITTEES, narrowed, without_root
from planning.names.rank import best
from planning.organisation import Directory, Unit, UnitKind
from planning.text import fold

__all__ = ["Doubt", "Match", "find_unit", "is_valid"]

LONGEST_NAME = 250  # characters; longer texts are not names
_ORGANS = {"standing_committee", "standing_members", "inspection_committee", "committee"}
_HAVE_ORGANS = {UnitKind.UNION, UnitKind.FRONT}  # a union has its own standing and inspection committees


class Doubt(StrEnum):
    """Why one name alone does not decide."""

    UNKNOWN = "unknown"
    SIMILAR = "similar"  # nothing is called so; candidates are only like it
    SEVERAL = "several"  # more than one is called so
    ELSEWHERE = "elsewhere"  # so called, but not where it was said to be
    UNFIT = "unfit"  # so called, but of another level or sort than the list it stands in
    ENDED = "ended"  # what is called so exists no more; candidates are its successors


@dataclass(frozen=True, slots=True)
class Match:
    """`unit` when exactly one is meant beyond doubt; `candidates` best first, empty when nothing is near.

    `place`: the unit above that the text named; `ended`: units so called that exist no more.
    """

    unit: Unit | None
    candidates: tuple[Unit, ...]
    doubt: Doubt | None = Doubt.UNKNOWN
    place: Unit | None = None
    ended: tuple[Unit, ...] = ()


def _sure(unit: Unit, place: Unit | None = None) -> Match:
    return Match(unit, (unit,), None, place)


def find_unit(directory: Directory, text: str, *, near: str | None, on: date, limit: int = 6) -> Match:
    """The unit called `text` on the day `on`, said by somebody who works for the unit `near`.

    Accents may be missing, but never contradict; a number, a school level or a state body instead of a Party
    organisation is never the same unit. Among equal names the one below `near` wins when it is alone there. With
    `limit` 0 no candidates are looked for.
    """
    typed = forms(text) if len(text) <= LONGEST_NAME else ()
    if not typed:
        return Match(None, ())
    typed += without_root(directory, typed)
    names = index_of(directory)
    home = home_of(directory, near)
    past = [unit for unit in called(names, typed, is_named, is_short_for) if unit.valid_to and unit.valid_to < on]
    for means in (is_named, is_short_for):
        found = [unit for unit in called(names, typed, means) if is_valid(unit, on)]
        if found:
            unit = _only(directory, found, near, home)
            short = means is is_short_for
            others = [one for one in past if all(fold(one.name) != fold(each.name) for each in found)]
            if short and others:  # the bare name was also another's until lately
                heirs = successors(directory, others, on)
                return Match(None, best(directory, typed, on, [*found, *heirs], home, limit), Doubt.SEVERAL)
            doubtful = short and unit is not None and _too_little(typed[0], unit)
            if unit is not None and not doubtful and not _may_be_a_neighbours(directory, unit, home):
                return _sure(unit)
            return Match(None, best(directory, typed, on, found, home, limit), Doubt.SEVERAL)
    return _elsewhere(directory, names, text, typed, past, on, home, limit)


def _elsewhere(
    directory: Directory,
    names: NameIndex,
    text: str,
    typed: tuple[Form, ...],
    past: list[Unit],
    on: date,
    home: str | None,
    limit: int,
) -> Match:
    """What is not called so as it stands: named with its place, or at home, or as an organ; or ended, or similar."""
    with_place = narrowed(directory, text, typed, on)
    found = list(with_place.found) or _at_home(directory, names, typed, on, home)
    found = found or ([] if with_place.astray or past else _as_an_organ(names, typed, on))
    if len(found) == 1:
        return _sure(found[0], with_place.place)
    if found:
        return Match(None, best(directory, typed, on, found, home, limit), Doubt.SEVERAL, with_place.place)
    if with_place.astray:
        return Match(None, best(directory, typed, on, with_place.astray, home, limit), Doubt.ELSEWHERE)
    heirs = successors(directory, past, on)
    if past:
        offered = tuple(heirs) or best(directory, typed, on, (), home, limit)
        return Match(None, offered[:limit], Doubt.ENDED, ended=tuple(past))
    similar = best(directory, typed, on, (), home, limit)
    return Match(None, similar, Doubt.SIMILAR if similar else Doubt.UNKNOWN)


def successors(directory: Directory, past: list[Unit], on: date) -> list[Unit]:
    """The valid units that took over from these, through as many steps as it takes."""
    heirs: dict[str, Unit] = {}
    for unit in past:
        seen = {unit.id}
        heir = directory.units.get(unit.successor_id or "")
        while heir and heir.id not in seen and not is_valid(heir, on):
            seen.add(heir.id)
            heir = directory.units.get(heir.successor_id or "")
        if heir and is_valid(heir, on):
            heirs.setdefault(heir.id, heir)
    return list(heirs.values())


def _too_little(said: Form, unit: Unit) -> bool:
    """One bare syllable without its accents."""
    plain = all(word.marked.isascii() for word in said.rest)
    return not said.role and plain and len(said.rest) < 2 and not unit.name.isascii()


def _only(directory: Directory, found: list[Unit], near: str | None, home: str | None) -> Unit | None:
    if len(found) == 1:
        return found[0]
    for place in (near, home):
        below = [unit for unit in found if place is not None and directory.is_under(unit.id, place)]
        if below:
            return below[0] if len(below) == 1 else None
    return None


def home_of(directory: Directory, near: str | None) -> str | None:
    """The committee a person's unit belongs to: the unit itself or the nearest committee above."""
    unit = directory.units.get(near) if near else None
    if unit is None or near is None:
        return None
    chain = (unit, *directory.ancestors(near))
    return next((above.id for above in chain if above.kind in COMMITTEES), near)


def _may_be_a_neighbours(directory: Directory, unit: Unit, home: str | None) -> bool:
    """A cell of another committee whose name does not say whose: the person's own may only be missing here."""
    if home is None or unit.kind is not UnitKind.CELL or directory.is_under(unit.id, home):
        return False
    rest = next((form.rest for form in forms(unit.name)), ())
    return not any(level_at(rest, place) for place in range(len(rest)))


def _at_home(directory: Directory, names: NameIndex, typed: tuple[Form, ...], on: date, home: str | None) -> list[Unit]:
    """Units of the person's own committee whose name repeats its place, which nobody says at home: "cell Y" for
    "cell Y of ward X"."""
    if home is None:
        return []
    place = next((form.rest for form in forms(directory.units[home].name)), ())
    whole = tuple(replace(form, rest=form.rest + place) for form in typed if place)
    own = [unit for unit in called(names, whole, is_named) if unit.id != home and directory.is_under(unit.id, home)]
    return [unit for unit in own if is_valid(unit, on)]


def _as_an_organ(names: NameIndex, typed: tuple[Form, ...], on: date) -> list[Unit]:
    """The organisation whose organ was named and is no unit of its own: a ward's inspection committee, a union's
    standing committee."""
    found: dict[str, Unit] = {}
    for form in typed:
        if form.said not in _ORGANS or not form.rest:
            continue
        bare = replace(form, role="", said="")
        units = [unit for unit in called(names, (bare,), is_named, is_short_for) if unit.kind in _HAVE_ORGANS]
        if form.said == "inspection_committee":
            ward = replace(form, role="committee", said="")
            of_committee = called(names, (ward,), is_named, is_short_for)
            units += [unit for unit in of_committee if unit.kind is UnitKind.GRASSROOTS_COMMITTEE]
        found.update((unit.id, unit) for unit in units if is_valid(unit, on))
    return list(found.values())

"""Which unit is meant by what a person typed: one beyond doubt, or candidates to choose from, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from planning.name_forms import Form, forms, level_at, role_of_kind, without_trailing_role
from planning.name_index import NameIndex, index_of
from planning.organisation import Directory, Unit, UnitKind
from planning.text import Word

_LONGEST_NAME = 250  # characters; longer texts are not names
_NEAR_ENOUGH = 80.0  # of 100: one wrong or missing letter in five
_NEVER_BARE = {"inspection", "council", "front"}  # a bare place name never means these organs
_COMMITTEES = {UnitKind.CITY_COMMITTEE, UnitKind.GRASSROOTS_COMMITTEE}


@dataclass(frozen=True, slots=True)
class Match:
    """`unit` when exactly one is meant beyond doubt; `candidates` best first, empty when nothing is near."""

    unit: Unit | None
    candidates: tuple[Unit, ...]


def find_unit(directory: Directory, text: str, *, near: str | None, on: date, limit: int = 6) -> Match:
    """The unit called `text` on the day `on`, said by somebody who works for the unit `near`.

    Accents may be missing, but never contradict; a number, a school level or a state body instead of a Party
    organisation is never the same unit. Among equal names the one below `near` wins when it is alone there.
    """
    typed = forms(text) if len(text) <= _LONGEST_NAME else ()
    if not typed:
        return Match(None, ())
    names = index_of(directory)
    home = _home(directory, near)
    so_called = names.with_words(typed)
    for means in (_is_named, _is_short_for):
        found = [unit for unit in so_called if is_valid(unit, on) and _any_pair(names, typed, unit, means)]
        if found:
            unit = _only(directory, found, near, home)
            doubtful = means is _is_short_for and unit is not None and _too_little(typed[0], unit)
            if unit is not None and not doubtful and not _may_be_a_neighbours(directory, unit, home):
                return Match(unit, (unit,))
            return Match(None, _best(directory, typed, on, found, home, limit))
    found = _with_place(directory, typed, on) or _at_home(directory, typed, on, home)
    if len(found) == 1:
        return Match(found[0], (found[0],))
    past = [unit for unit in so_called if not is_valid(unit, on)]
    heirs = {
        unit.successor_id
        for unit in past
        if _any_pair(names, typed, unit, _is_named) or _any_pair(names, typed, unit, _is_short_for)
    }
    found += [unit for unit in directory.units.values() if unit.id in heirs and is_valid(unit, on)]
    return Match(None, _best(directory, typed, on, found, home, limit))


def is_valid(unit: Unit, on: date) -> bool:
    """Whether the unit exists on a day; both ends of its validity count."""
    return (unit.valid_from is None or unit.valid_from <= on) and (unit.valid_to is None or on <= unit.valid_to)


def _any_pair(
    names: NameIndex, typed: tuple[Form, ...], unit: Unit, means: Callable[[Form, Form, Unit, bool], bool]
) -> bool:
    return any(means(t, form, unit, proper) for form, proper in names.readings[unit.id] for t in typed)


def _same(typed: tuple[Word, ...], known: tuple[Word, ...]) -> bool:
    if len(typed) != len(known):
        return False
    accented = any(not word.marked.isascii() for word in known)
    return all(
        t.may_be(k) and not (accented and k.marked.isascii() and not t.marked.isascii())
        for t, k in zip(typed, known, strict=True)
    )


def _is_named(typed: Form, form: Form, unit: Unit, proper: bool) -> bool:
    """The full name: same role, same level, same words."""
    role = form.role or role_of_kind(unit.kind)
    if typed.role != form.role and (typed.role != role or not typed.role):
        return False
    as_entered = bool(typed.role) or proper or all(word.marked.isascii() for word in form.rest)
    return typed.solid and as_entered and _same(typed.rest, form.rest)


def _is_short_for(typed: Form, form: Form, unit: Unit, proper: bool) -> bool:
    """A name without its role or its level."""
    role = form.role or role_of_kind(unit.kind)
    if not typed.solid or (typed.role != role and (typed.role or role in _NEVER_BARE)):
        return False
    return bool(typed.rest) and (_same(typed.rest, form.rest) or _same(typed.rest, form.bare))


def _too_little(said: Form, unit: Unit) -> bool:
    """Two bare syllables without accents: too many places are written so."""
    plain = all(word.marked.isascii() for word in said.rest)
    return not said.role and plain and len(said.rest) <= 2 and not unit.name.isascii()


def _only(directory: Directory, found: list[Unit], near: str | None, home: str | None) -> Unit | None:
    if len(found) == 1:
        return found[0]
    for place in (near, home):
        below = [unit for unit in found if place is not None and directory.is_under(unit.id, place)]
        if below:
            return below[0] if len(below) == 1 else None
    return None


def _home(directory: Directory, near: str | None) -> str | None:
    """The committee a person's unit belongs to: the unit itself or the nearest committee above."""
    unit = directory.units.get(near) if near else None
    if unit is None or near is None:
        return None
    chain = (unit, *directory.ancestors(near))
    return next((above.id for above in chain if above.kind in _COMMITTEES), near)


def _may_be_a_neighbours(directory: Directory, unit: Unit, home: str | None) -> bool:
    """A cell of another committee whose name does not say whose: the person's own may only be missing here."""
    if home is None or unit.kind is not UnitKind.CELL or directory.is_under(unit.id, home):
        return False
    rest = next((form.rest for form in forms(unit.name)), ())
    return not any(level_at(rest, place) for place in range(len(rest)))


def _with_place(directory: Directory, typed: tuple[Form, ...], on: date) -> list[Unit]:
    """Units named together with the committee above them: "cell X, ward Y"."""
    names = index_of(directory)

    def named(form: Form) -> list[Unit]:
        called = [unit for unit in names.with_words((form,)) if is_valid(unit, on)]
        return [unit for unit in called if _any_pair(names, (form,), unit, _is_named)]

    found: dict[str, Unit] = {}
    for form in typed:
        for at in range(len(form.rest) - 1, 0, -1):
            if not level_at(form.rest, at):
                continue
            above = named(Form("committee", form.rest[at:], 0, True))
            for unit in named(Form(form.role, without_trailing_role(form.rest[:at]), 0, form.solid)):
                if any(unit.id != a.id and directory.is_under(unit.id, a.id) for a in above):
                    found[unit.id] = unit
            break
    return list(found.values())


def _at_home(directory: Directory, typed: tuple[Form, ...], on: date, home: str | None) -> list[Unit]:
    """Units of the person's own committee whose name repeats its place, which nobody says at home: "cell Y" for
    "cell Y of ward X"."""
    if home is None:
        return []
    names = index_of(directory)
    place = next((form.rest for form in forms(directory.units[home].name)), ())
    whole = tuple(Form(form.role, form.rest + place, form.level_length, form.solid) for form in typed if place)
    own = [unit for unit in names.with_words(whole) if unit.id != home and directory.is_under(unit.id, home)]
    return [unit for unit in own if is_valid(unit, on) and _any_pair(names, whole, unit, _is_named)]


def _best(
    directory: Directory,
    typed: tuple[Form, ...],
    on: date,
    found: list[Unit],
    home: str | None,
    limit: int,
) -> tuple[Unit, ...]:
    names = index_of(directory)
    valid = [unit for unit in directory.units.values() if is_valid(unit, on)]
    scores = {
        unit.id: max((_score(t, f) for f, _ in names.readings[unit.id] for t in typed), default=0.0) for unit in valid
    }
    scores.update({unit.id: 200.0 for unit in found})

    def rank(unit: Unit) -> tuple[float, bool, bool, str]:
        elsewhere = home is None or not directory.is_under(unit.id, home)
        return -scores[unit.id], elsewhere, unit.kind is UnitKind.STATE_BODY, unit.name

    return tuple(sorted((u for u in valid if scores[u.id] >= _NEAR_ENOUGH), key=rank)[:limit])


def _score(typed: Form, form: Form) -> float:
    """0 to about 105; another number is another unit, however near its letters."""
    if not typed.rest or (typed.numbers and typed.numbers != form.numbers):
        return 0.0
    said, full, core = (" ".join(w.plain for w in words) for words in (typed.rest, form.rest, form.bare))
    score = max(fuzz.ratio(said, full), fuzz.ratio(said, core))
    said_words, full_words = set(said.split()), set(full.split())
    if len(said) >= 4 and said_words <= full_words:
        score = max(score, 88.0)
    elif len(core) >= 6 and set(core.split()) <= said_words:
        score = max(score, 84.0)
    return score + 5.0 if score >= _NEAR_ENOUGH and typed.role == form.role else score

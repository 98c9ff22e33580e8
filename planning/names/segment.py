"""One segment of a list: which of its commas part names, and what is said once for several of them."""

from __future__ import annotations

from dataclasses import replace

from planning.names.find import Doubt
from planning.names.forms import forms, level_at
from planning.names.groups import read_group
from planning.names.lists import begins_with_of, has_role, is_place, pieces, prefixes, segments
from planning.names.look import Look
from planning.names.mention import Kind, Mention
from planning.names.narrow import COMMITTEES, below
from planning.names.tokens import tokens
from planning.organisation import Unit, UnitKind

_LONGEST_JOIN = 3  # pieces with commas that are one name


def is_one(text: str, mention: Mention) -> bool:
    """Whether a text that could be a list is the one unit it was found to be: "cell X, committee of ward Y" is two."""
    if not mention.certain or len(segments(text)) > 1:
        return False
    parts = pieces(text)
    return mention.place is None or len(parts) == 1 or not has_role(parts[-1][1]) or begins_with_of(parts[-1][1])


def read_segment(look: Look, segment: str, prefix: str, before: list[Mention]) -> list[Mention]:
    """The mentions of one segment of a list."""
    whole = look.up(f"{prefix} {segment}" if prefix else segment)
    if is_one(segment, whole):
        return [whole]
    parts = pieces(segment)
    if len(parts) == 1:
        group = read_group(look.directory, segment, today=look.today, near=look.near)
        if group and group.vague is None:
            return [Mention(segment, Kind.UNIT, group.role, unit, (unit,)) for unit in group.units]
        return [_with_prefix(look, segment, [prefix] if prefix else _carried(before))]
    found: list[Mention] = []
    at = 0
    while at < len(parts):
        joined = _joined(look, parts[at : at + _LONGEST_JOIN])
        if joined:
            mention, used = joined
        elif found and found[-1].kind is not Kind.UNIT and not has_role(parts[at][1]):
            # "the secretary of committee X, Y": of Y too, or Y itself?
            mention, used = replace(look.up(parts[at][1]), unit=None, doubt=Doubt.UNFIT), 1
        else:
            shared = ([prefix] if prefix else []) + _carried(found)
            mention, used = _with_prefix(look, parts[at][1], shared), 1
        found.append(mention)
        at += used
    found = _spread_place(look, found)
    if not prefix and not any(mention.certain or mention.candidates for mention in found):
        return [look.closer(whole)]
    return found


def _joined(look: Look, parts: list[tuple[str, str]]) -> tuple[Mention, int] | None:
    """Pieces that are one name: a name with a comma in it, or a unit followed by the place it belongs to."""
    first = look.up(parts[0][1])
    longest = len(parts)
    if first.unit:
        longest = max(
            (at + 1 for at, (_, piece) in enumerate(parts) if at and _may_belong(look, first.unit, piece)), default=1
        )
    for length in range(longest, 1, -1):
        text = parts[0][1] + "".join(mark + piece for mark, piece in parts[1:length])
        mention = look.up(text)
        last = parts[length - 1][1]
        together = not any(mark.strip().isalpha() for mark, _ in parts[1:length])  # no "and" between them
        if is_one(text, mention) and (together or mention.place is None):
            return mention, length
        if length > 2 or not together:
            continue
        if mention.unit and mention.place and first.certain:  # a cell and its committee, or the cell of the committee?
            doubtful = (mention.unit, mention.place)
            return replace(mention, unit=None, candidates=doubtful, doubt=Doubt.SEVERAL), length
        astray = mention.doubt is Doubt.ELSEWHERE and is_place(last) and not _has_level(parts[0][1])
        if astray and not (first.unit and first.unit.kind in COMMITTEES):
            return mention, length
    return None


def _has_level(piece: str) -> bool:
    """Whether a name says a ward or another place of its own."""
    return any(level_at(form.rest, at) for form in forms(piece) for at in range(len(form.rest)))


def _may_belong(look: Look, unit: Unit, piece: str) -> bool:
    """Whether a piece may say where the unit before it belongs."""
    if begins_with_of(piece):
        return True
    if unit.kind in COMMITTEES:
        above = look.up(piece).unit if is_place(piece) else None
        return above is not None and above.kind is UnitKind.CITY_COMMITTEE
    return any(form.role == "committee" or form.level_length for form in forms(piece))


def _carried(found: list[Mention]) -> list[str]:
    """What the next name may share with the last one that has a beginning to share: a bare number has none."""
    return next((shared for mention in reversed(found) if (shared := prefixes(mention.text))), [])


def _with_prefix(look: Look, name: str, shared: list[str]) -> Mention:
    """A name of a list, with what was said once for several in front of it where it belongs."""
    if shared and not has_role(name):
        for prefix in shared:
            whole = look.up(f"{prefix} {name}")
            if whole.unit and _agree(shared[0], name, whole.unit):
                return whole
    alone = look.closer(look.up(name))
    if not shared or has_role(name) or alone.kind is not Kind.UNIT:
        return alone
    if not alone.unit or _agree(shared[0], name, alone.unit):
        return alone
    return replace(alone, unit=None, doubt=Doubt.UNFIT)


def _agree(prefix: str, name: str, unit: Unit) -> bool:
    """Whether a unit may stand in a list that began with this prefix: another level or another sort may not."""
    said = next((form for form in forms(prefix) if form.level_length or form.said), None)
    if said is None:
        return True
    own = next((form for form in forms(name) if form.level_length), None)
    if said.role == "cell":
        return unit.kind is UnitKind.CELL
    if said.role not in ("", "committee", "inspection_committee") and unit.kind is UnitKind.GRASSROOTS_COMMITTEE:
        return False
    if said.level_length and own is None and unit.kind is UnitKind.GRASSROOTS_COMMITTEE:
        level = [word.plain for word in said.rest[: said.level_length]]
        return any([word.plain for word in form.rest[: form.level_length]] == level for form in forms(unit.name))
    return True


def _spread_place(look: Look, found: list[Mention]) -> list[Mention]:
    """ "Cells 1, 2 and 11 of ward X": the place said last holds for the names before it."""
    place = found[-1].place or _own_place(look, found[-1])
    return found if place is None or not found[-1].certain else within(look, found, place)


def within(look: Look, found: list[Mention], place: Unit) -> list[Mention]:
    """The mentions of a list whose place was said once for all. A cell that is only called so elsewhere is doubtful."""
    shared: list[str] = []
    spread = []
    for mention in found:
        if mention.kind is Kind.UNIT and (not mention.certain or _is_astray(look, mention, place)):
            names = [mention.text, *(f"{prefix} {mention.text}" for prefix in shared if not has_role(mention.text))]
            mention = _placed(look, mention, names[::-1], place)
        spread.append(mention)
        shared = prefixes(mention.text) or shared
    return spread


def _placed(look: Look, mention: Mention, names: list[str], place: Unit) -> Mention:
    for name in names:
        units = below(look.directory, forms(name), place, look.today)
        if len(units) == 1:
            return replace(mention, text=name, unit=units[0], candidates=tuple(units), doubt=None)
    return replace(mention, unit=None, doubt=Doubt.ELSEWHERE) if mention.certain else mention


def _is_astray(look: Look, mention: Mention, place: Unit) -> bool:
    """Whether it was taken for the cell of another committee, which the text doesn't name."""
    unit = mention.unit
    if unit is None or unit.kind is not UnitKind.CELL or mention.place or _own_place(look, mention):
        return False
    parent = look.directory.units.get(unit.parent_id or "")
    return parent is not None and parent.kind is UnitKind.GRASSROOTS_COMMITTEE and parent.id != place.id


def _own_place(look: Look, mention: Mention) -> Unit | None:
    """The ward that a cell's own name ends in: "cell of the police of ward X"."""
    if mention.unit is None or mention.unit.kind is not UnitKind.CELL:
        return None
    parent = look.directory.units.get(mention.unit.parent_id or "")
    if parent is None:
        return None
    core = next((form.bare for form in forms(parent.name)), ())
    said = tokens(mention.text).plain
    return parent if core and said[-len(core) :] == tuple(word.plain for word in core) else None

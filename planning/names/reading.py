"""Everything that a text says about who is meant: one mention, a list, a group. The entrance to this package."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from planning.names.find import Doubt, home_of
from planning.names.forms import forms
from planning.names.groups import Group, Vague, read_group
from planning.names.lists import Heading, begins_with_of, has_role, heading, is_place, pieces, prefixes, segments
from planning.names.mention import BULLET, Ended, Kind, Mention, read_mention, tidy
from planning.names.narrow import COMMITTEES, below
from planning.names.tokens import tokens
from planning.names.vocabulary import vocabulary
from planning.organisation import Directory, Unit, UnitKind

MOST_NAMES = 200
_MOST_LOOKS = 600  # names looked up for one text; each takes about a tenth of a millisecond
_MOST_DOUBTS = 6  # doubtful names that are looked at again for slips
_MOST_RANKED = 2  # of these with candidates; the person is asked one by one anyway
_LONGEST_JOIN = 3  # pieces with commas that are one name


class Problem(StrEnum):
    """Why the text as a whole is a question."""

    COUNT = "count"  # the number given and the names listed differ
    WHICH = "which"  # a group that doesn't say which
    WHOSE = "whose"  # the cells of which committee
    EITHER = "either"  # one or the other
    PERSON = "person"  # a person by name
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class UnitReading:
    """`units` for certain, in the order said, each once; `mentions` one for each name, the doubtful ones too.

    `certain`: nothing has to be asked. Otherwise `problem` says why, or the mentions without a unit are asked, for the
    first of which `candidates` are offered. `said` and `listed` are the two numbers that differ for COUNT.
    """

    units: tuple[Unit, ...]
    role: str | None
    candidates: tuple[Unit, ...]
    certain: bool
    mentions: tuple[Mention, ...] = ()
    ended: tuple[Ended, ...] = ()
    problem: Problem | None = None
    said: int | None = None
    listed: int | None = None


def read_units(text: str, directory: Directory, *, today: date, near: str | None) -> UnitReading:
    """Who is meant by what a person of the unit `near` wrote on the day `today`.

    Never a unit for certain when a number, a level, an accent or a word that could be one differs.
    """
    look = _Look(directory, today, near)
    text = unicodedata.normalize("NFKC", text)
    text = "\n".join(BULLET.sub("", line) for line in text.split("\n"))
    whole = look.up(text)
    if whole.kind is Kind.PERSON or _is_one(text, whole):
        return _one(whole)
    if sum(len(pieces(segment)) for segment in segments(text)) > MOST_NAMES:
        return UnitReading((), None, (), False, (), (), Problem.TOO_MANY)
    if tokens(text).find(vocabulary().either):
        return _either(look, text)
    group = _group(look, text)
    if group:
        return _grouped(group, text)
    return _listed(look, text, whole)


@dataclass
class _Look:
    """Looks names up, each text once, up to a limit."""

    directory: Directory
    today: date
    near: str | None
    known: dict[str, Mention] = field(default_factory=dict)
    seen: dict[str, Mention] = field(default_factory=dict)

    def up(self, text: str) -> Mention:
        """What is called exactly so; nothing similar."""
        text = tidy(text)
        if text not in self.known:
            if len(self.known) >= _MOST_LOOKS:
                return Mention(text, Kind.UNIT, None, None, (), Doubt.UNKNOWN)
            first = not self.known  # the whole text, which holds whatever person its parts name
            self.known[text] = read_mention(
                self.directory, text, today=self.today, near=self.near, slips=False, limit=0, persons=first
            )
        return self.known[text]

    def closer(self, mention: Mention) -> Mention:
        """A doubtful mention looked at again: its slips mended, and the first of a text with its candidates."""
        if mention.certain or mention.kind is Kind.PERSON or mention.doubt is Doubt.UNFIT:
            return mention
        text = mention.text
        if text not in self.seen and len(self.seen) < _MOST_DOUBTS:
            limit = 0 if len(self.seen) >= _MOST_RANKED else 6
            self.seen[text] = read_mention(
                self.directory, text, today=self.today, near=self.near, limit=limit, persons=False
            )
        return self.seen.get(text, mention)


def _is_one(text: str, mention: Mention) -> bool:
    """Whether a text that could be a list is the one unit it was found to be: "cell X, committee of ward Y" is two."""
    if not mention.certain or len(segments(text)) > 1:
        return False
    parts = pieces(text)
    return mention.place is None or len(parts) == 1 or not has_role(parts[-1][1]) or begins_with_of(parts[-1][1])


def _one(mention: Mention) -> UnitReading:
    problem = Problem.PERSON if mention.kind is Kind.PERSON else None
    units = (mention.unit,) if mention.unit else ()
    return UnitReading(units, mention.role, mention.candidates, mention.certain, (mention,), mention.ended, problem)


def _either(look: _Look, text: str) -> UnitReading:
    words = tokens(text)
    found = words.find(vocabulary().either)
    assert found  # noqa: S101
    sides = [look.up(words.upto(found[0])), look.up(words.since(found[1]))]
    offered = tuple(dict.fromkeys(unit for side in sides for unit in side.candidates))
    return UnitReading((), sides[0].role, offered, False, (), (), Problem.EITHER)


def _group(look: _Look, text: str) -> Group | None:
    """The group a text names, without those that it leaves out."""
    words = tokens(tidy(text))
    left_out = words.find(vocabulary().excepting)
    if left_out is None or not left_out[0]:
        return read_group(look.directory, words.text, today=look.today, near=look.near)
    group = read_group(look.directory, words.upto(left_out[0]), today=look.today, near=look.near)
    others = read_units(words.since(left_out[1]), look.directory, today=look.today, near=look.near)
    if group is None:
        return None
    units = tuple(unit for unit in group.units if unit not in others.units)
    fits = others.certain and len(units) == len(group.units) - len(others.units)
    return replace(group, units=units, vague=group.vague or (None if fits else Vague.WHICH))


def _grouped(group: Group, text: str) -> UnitReading:
    mentions = tuple(Mention(text, Kind.UNIT, group.role, unit, (unit,)) for unit in group.units)
    if group.vague is None:
        return UnitReading(group.units, group.role, (), True, mentions)
    problem = Problem(group.vague.value)
    return UnitReading((), group.role, group.units, False, (), (), problem, group.said, len(group.units) or None)


def _listed(look: _Look, text: str, whole: Mention) -> UnitReading:
    top = heading(text)
    found: list[Mention] = []
    for segment in segments(top.items):
        inner = heading(segment) if top.items == text else Heading(segment)
        prefix = top.prefix or inner.prefix
        mentions = _segment(look, inner.items if inner.prefix or inner.count else segment, prefix, found)
        if inner.count is not None and top.count is None and inner.count != len(mentions):
            return _miscounted(inner.count, mentions)
        if top.position:
            mentions = [replace(one, kind=Kind.BOTH, position=f"{top.position} {one.text}") for one in mentions]
        found += mentions
    if len(found) <= 1 and top.count is None and not (found and (found[0].certain or top.prefix)):
        return _one(look.closer(whole))
    if top.count is not None and top.count != len(found):
        return _miscounted(top.count, found)
    return _summed(found)


def _miscounted(said: int, found: Iterable[Mention]) -> UnitReading:
    found = tuple(found)
    sure = tuple(dict.fromkeys(mention.unit for mention in found if mention.unit))
    return UnitReading((), None, sure, False, found, (), Problem.COUNT, said, len(found))


def _summed(found: list[Mention]) -> UnitReading:
    units = tuple(dict.fromkeys(mention.unit for mention in found if mention.unit))
    doubtful = [mention for mention in found if not mention.certain]
    ended = tuple(one for mention in found for one in mention.ended)
    person = any(mention.kind is Kind.PERSON for mention in found)
    role = next((mention.role for mention in found if mention.role), None)
    return UnitReading(
        units,
        role,
        doubtful[0].candidates if doubtful else (),
        not doubtful,
        tuple(found),
        ended,
        Problem.PERSON if person else None,
    )


def _segment(look: _Look, segment: str, prefix: str, before: list[Mention]) -> list[Mention]:
    """The mentions of one segment of a list."""
    whole = look.up(f"{prefix} {segment}" if prefix else segment)
    if _is_one(segment, whole):
        return [whole]
    parts = pieces(segment)
    if len(parts) == 1:
        group = _group(look, segment)
        if group and group.vague is None:
            return [Mention(segment, Kind.UNIT, group.role, unit, (unit,)) for unit in group.units]
        return [_with_prefix(look, segment, [prefix] if prefix else _carried(before))]
    found: list[Mention] = []
    at = 0
    while at < len(parts):
        joined = _joined(look, parts[at : at + _LONGEST_JOIN])
        if joined:
            mention, used = joined
        else:
            shared = ([prefix] if prefix else []) + _carried(found)
            mention, used = _with_prefix(look, parts[at][1], shared), 1
        found.append(mention)
        at += used
    found = _spread_place(look, found)
    if not prefix and not any(mention.certain or mention.candidates for mention in found):
        return [look.closer(whole)]
    return found


def _joined(look: _Look, parts: list[tuple[str, str]]) -> tuple[Mention, int] | None:
    """Pieces that are one name: a name with a comma in it, or a unit followed by the place it belongs to."""
    longest = max((at + 1 for at, (_, piece) in enumerate(parts) if at and _may_belong(piece)), default=1)
    if not look.up(parts[0][1]).certain:
        longest = len(parts)
    for length in range(longest, 1, -1):
        text = parts[0][1] + "".join(mark + piece for mark, piece in parts[1:length])
        mention = look.up(text)
        last = parts[length - 1][1]
        if _is_one(text, mention):
            return mention, length
        astray = mention.doubt is Doubt.ELSEWHERE and is_place(last)
        head = look.up(parts[0][1]).unit
        if astray and length == 2 and not (head and head.kind in COMMITTEES):
            return mention, length
    return None


def _may_belong(piece: str) -> bool:
    """Whether a piece may say where the unit before it belongs."""
    return is_place(piece) or begins_with_of(piece)


def _carried(found: list[Mention]) -> list[str]:
    """What the next name may share with the last one."""
    if not found or not found[-1].text:
        return []
    return prefixes(found[-1].text)


def _with_prefix(look: _Look, name: str, shared: list[str]) -> Mention:
    """A name of a list, with what was said once for several in front of it where it belongs."""
    if shared and not has_role(name):
        for prefix in shared:
            whole = look.up(f"{prefix} {name}")
            if whole.certain:
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
    if said.role not in ("", "committee") and unit.kind is UnitKind.GRASSROOTS_COMMITTEE:
        return False
    if said.level_length and own is None and unit.kind is UnitKind.GRASSROOTS_COMMITTEE:
        level = [word.plain for word in said.rest[: said.level_length]]
        return any([word.plain for word in form.rest[: form.level_length]] == level for form in forms(unit.name))
    return True


def _spread_place(look: _Look, found: list[Mention]) -> list[Mention]:
    """ "Cells 1, 2 and 11 of ward X": the place said last holds for the doubtful names before it."""
    place = found[-1].place or _own_place(look, found[-1])
    if place is None or not found[-1].certain:
        return found
    shared: list[str] = []
    spread = []
    for mention in found:
        if not mention.certain and mention.kind is Kind.UNIT:
            names = [mention.text, *(f"{prefix} {mention.text}" for prefix in shared if not has_role(mention.text))]
            for name in names[::-1]:
                units = below(look.directory, forms(name), place, look.today)
                if len(units) == 1:
                    mention = replace(mention, text=name, unit=units[0], candidates=tuple(units), doubt=None)
                    break
        spread.append(mention)
        shared = prefixes(mention.text) or shared
    return spread


def _own_place(look: _Look, mention: Mention) -> Unit | None:
    """The ward that a cell's own name ends in: "cell of the police of ward X"."""
    if mention.unit is None or mention.unit.kind is not UnitKind.CELL:
        return None
    parent = look.directory.units.get(mention.unit.parent_id or "")
    if parent is None:
        return None
    core = next((form.bare for form in forms(parent.name)), ())
    said = tokens(mention.text).plain
    return parent if core and said[-len(core) :] == tuple(word.plain for word in core) else None


__all__ = ["MOST_NAMES", "Problem", "UnitReading", "home_of", "read_units"]

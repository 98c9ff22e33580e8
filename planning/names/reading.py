"""Everything that a text says about who is meant: one mention, a list, a group. The entrance to this package."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from planning.names.groups import Group, Vague, read_group
from planning.names.lists import Heading, heading, pieces, segments
from planning.names.look import Look
from planning.names.mention import BULLET, Ended, Kind, Mention, tidy
from planning.names.narrow import COMMITTEES
from planning.names.segment import is_one, read_segment, within
from planning.names.tokens import tokens
from planning.names.vocabulary import vocabulary
from planning.organisation import Directory, Unit

MOST_NAMES = 50  # a text; an inspection has fewer, and each costs a look at the whole directory


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
    look = Look(directory, today, near)
    text = unicodedata.normalize("NFKC", text)
    text = "\n".join(BULLET.sub("", line) for line in text.split("\n"))
    whole = look.up(text)
    if whole.kind is Kind.PERSON or is_one(text, whole):
        return _one(whole)
    if sum(len(pieces(segment)) for segment in segments(text)) > MOST_NAMES:
        return UnitReading((), None, (), False, (), (), Problem.TOO_MANY)
    if tokens(text).find(vocabulary().either):
        return _either(look, text)
    group = _group(look, text)
    if group:
        return _grouped(group, text)
    return _listed(look, text, whole)


def _one(mention: Mention) -> UnitReading:
    problem = Problem.PERSON if mention.kind is Kind.PERSON else None
    units = (mention.unit,) if mention.unit else ()
    return UnitReading(units, mention.role, mention.candidates, mention.certain, (mention,), mention.ended, problem)


def _either(look: Look, text: str) -> UnitReading:
    words = tokens(text)
    found = words.find(vocabulary().either)
    assert found  # noqa: S101
    sides = [look.up(words.upto(found[0])), look.up(words.since(found[1]))]
    offered = tuple(dict.fromkeys(unit for side in sides for unit in side.candidates))
    return UnitReading((), sides[0].role, offered, False, (), (), Problem.EITHER)


def _group(look: Look, text: str) -> Group | None:
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
    fits = others.certain and units and len(units) == len(group.units) - len(others.units)
    return replace(group, units=units, vague=group.vague or (None if fits else Vague.WHICH))


def _grouped(group: Group, text: str) -> UnitReading:
    mentions = tuple(Mention(text, Kind.UNIT, group.role, unit, (unit,)) for unit in group.units)
    if group.vague is None:
        return UnitReading(group.units, group.role, (), True, mentions)
    problem = Problem(group.vague.value)
    return UnitReading((), group.role, group.units, False, (), (), problem, group.said, len(group.units) or None)


def _listed(look: Look, text: str, whole: Mention) -> UnitReading:
    place, top = _place_in_front(look, text), heading(text)
    top = heading(text.partition(":")[2]) if place else top
    found: list[Mention] = []
    for segment in segments(top.items):
        inner = heading(segment) if top.items == text else Heading(segment)
        prefix = top.prefix or inner.prefix
        mentions = read_segment(look, inner.items if inner.prefix or inner.count else segment, prefix, found)
        if inner.count is not None and top.count is None and inner.count != len(mentions):
            return _miscounted(inner.count, mentions)
        if top.position:
            mentions = [replace(one, kind=Kind.BOTH, position=f"{top.position} {one.text}") for one in mentions]
        found += within(look, mentions, place) if place else mentions
    if len(found) <= 1 and top.count is None and not (found and (found[0].certain or top.prefix)):
        return _one(found[0] if found and whole.certain else look.closer(whole))
    if top.count is not None and top.count != len(found):
        return _miscounted(top.count, found)
    return _summed(found)


def _place_in_front(look: Look, text: str) -> Unit | None:
    """The committee that a list begins with: "ward X: cells 1, 2, 11"."""
    head, mark, items = text.partition(":")
    unit = look.up(head).unit if mark and items.strip() else None
    return unit if unit and unit.kind in COMMITTEES else None


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

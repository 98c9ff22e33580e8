"""What a return asked of each inspection, and whether that is there now: not just whether something was changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planning.appraisal import ENDING, ItemOutcome, Proposal, Ruling, Rulings, touched
from planning.inspection import Inspection
from planning.organisation import Directory
from planning.overlap import names_body
from planning.programme_changes import became, differing

Pair = tuple[str, str]  # ids of two bodies in one team: the lead's, the partner's


class Fate(StrEnum):
    """What became of a remark."""

    MET = "met"  # what was asked is there
    CHANGED = "changed"  # asked in free words, and something was changed: a person says whether it is that
    ENDED = "ended"  # something else was asked, and the inspection was deleted
    ANSWERED = "answered"  # it stays as it is, and the unit said why
    WAITING = "waiting"  # a joint team was proposed, the other side has not answered
    OTHER = "other"  # changed, but not to what was asked
    UNMET = "unmet"


OPEN = frozenset({Fate.WAITING, Fate.OTHER, Fate.UNMET})


@dataclass(frozen=True, slots=True)
class Teams:
    """The joint teams of one inspection: those that hold, and those that are proposed."""

    held: frozenset[Pair] = frozenset()
    proposed: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Remark:
    """What was asked of an inspection (`item`, as it was sent then), what it is now (None: deleted), what the unit
    said of it ("" for nothing), and what became of it."""

    item: Inspection
    ruling: Ruling
    now: Inspection | None
    said: str
    fate: Fate

    @property
    def open(self) -> bool:
        return self.fate in OPEN

    @property
    def undone(self) -> bool:
        """Whether what was asked is not there, with an answer of the unit or without."""
        return self.open or self.fate is Fate.ANSWERED


def remarks_of(
    before: Sequence[Inspection],
    rulings: Rulings,
    after: Sequence[Inspection],
    directory: Directory,
    *,
    said: Mapping[str, str] | None = None,
    teams: Mapping[str, Teams] | None = None,
) -> tuple[Remark, ...]:
    """Of everything a return said something of, in the order of the programme that was sent (`before`).

    `said`: by the id of the inspection as it was sent; `teams`: by the id of the inspection as it is in `after`.
    """
    now = became(before, after)
    found = []
    for item, ruling in touched(before, rulings):
        current, answer = now.get(item.id), (said or {}).get(item.id, "")
        known = (teams or {}).get(current.id, Teams()) if current else Teams()
        fate = _fate(item, ruling, current, known, directory)
        found.append(Remark(item, ruling, current, answer, Fate.ANSWERED if answer and fate in OPEN else fate))
    return tuple(found)


def _fate(item: Inspection, ruling: Ruling, now: Inspection | None, teams: Teams, directory: Directory) -> Fate:
    outcome, asked = ruling.outcome, ruling.proposal
    if now is None:
        return Fate.MET if outcome in ENDING else Fate.ENDED
    if outcome in ENDING:
        return Fate.UNMET
    if outcome is ItemOutcome.RESCHEDULE:
        same = set(now.intervals) == set(asked.intervals) and not now.either
        return _moved(same, (set(item.intervals), item.either) != (set(now.intervals), now.either))
    if outcome is ItemOutcome.CHANGE_SUBJECT:
        there = _subjects(now.subjects, now.members)
        return _moved(
            there == _subjects(asked.subjects, asked.members), there != _subjects(item.subjects, item.members)
        )
    if outcome is ItemOutcome.JOINT:
        return _joined(asked, now, teams, directory)
    return Fate.CHANGED if differing(item, now) else Fate.UNMET


def _moved(same: bool, changed: bool) -> Fate:
    return Fate.MET if same else Fate.OTHER if changed else Fate.UNMET


def _subjects(subjects: Collection[str], members: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    holders = dict(members)
    return {(unit, holders.get(unit, "")) for unit in subjects}


def _joined(asked: Proposal, now: Inspection, teams: Teams, directory: Directory) -> Fate:
    """A team counts however it came about: agreed on here, or written into the inspection by hand."""
    wanted = {(asked.lead, partner) for partner in asked.partners if now.body_id in (asked.lead, partner)}
    held = teams.held | _written(now, {body for pair in wanted for body in pair} - {now.body_id}, directory)
    if wanted and wanted <= held:
        return Fate.MET
    if any(set(pair) == set(other) for pair in wanted for other in held):
        return Fate.OTHER  # the same two, led the other way round
    if any(set(pair) == set(other) for pair in wanted for other in teams.proposed):
        return Fate.WAITING
    return Fate.UNMET


def _written(now: Inspection, others: Collection[str], directory: Directory) -> set[Pair]:
    """Teams that the inspection's own words name."""
    found = set()
    for body_id in others:
        body = directory.bodies.get(body_id)
        if body and names_body(now.details.lead, body, directory):
            found.add((body_id, now.body_id))
        if body and names_body(now.details.partners, body, directory):
            found.add((now.body_id, body_id))
    return found

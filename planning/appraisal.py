"""Item by item: what a step of the appraisal makes of each inspection, and what a programme is when that is done.

An inspection about which nothing is said is kept. Source of the outcomes: letter 676-CV/TU of 2021 and the practice of
offices (adjust the time, one team instead of two, use the results of the other, another subject, leave it out).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from planning.inspection import Inspection
from planning.period import Interval, Precision


class ItemOutcome(StrEnum):
    """What the appraisal makes of one inspection."""

    KEEP = "keep"  # duoc thuc hien
    RESCHEDULE = "reschedule"  # dieu chinh thoi gian
    JOINT = "joint"  # thanh lap doan chung, long ghep
    DROP = "drop"  # khong thuc hien
    USE_RESULTS = "use_results"  # su dung ket qua, tu kiem tra
    CHANGE_SUBJECT = "change_subject"  # doi doi tuong


ENDING = frozenset({ItemOutcome.DROP, ItemOutcome.USE_RESULTS})  # no visit takes place


@dataclass(frozen=True, slots=True)
class Proposal:
    """What completes an outcome; of each kind only its own part is filled.

    `intervals`: all times of the visit from now on. `lead`, `partners`: ids of bodies of the one team. `subjects`: all
    subjects from now on, with `members` as in `Inspection`.
    """

    intervals: tuple[Interval, ...] = ()
    lead: str = ""
    partners: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "intervals": [[one.start.isoformat(), one.end.isoformat(), str(one.precision)] for one in self.intervals],
            "lead": self.lead,
            "partners": list(self.partners),
            "subjects": list(self.subjects),
            "members": [list(pair) for pair in self.members],
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Proposal:
        """Parts that are missing are empty."""
        return Proposal(
            tuple(
                Interval(date.fromisoformat(start), date.fromisoformat(end), Precision(precision))
                for start, end, precision in data.get("intervals", ())
            ),
            str(data.get("lead", "")),
            tuple(data.get("partners", ())),
            tuple(data.get("subjects", ())),
            tuple((str(unit), str(member)) for unit, member in data.get("members", ())),
        )


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a step says of one inspection. The reason may be empty only where it is kept."""

    outcome: ItemOutcome
    proposal: Proposal = Proposal()
    reason: str = ""


KEPT = Ruling(ItemOutcome.KEEP)
Rulings = Mapping[str, Ruling]  # by the id of the inspection; what is missing is kept


class Lack(StrEnum):
    """What a ruling still needs before it can stand."""

    PROPOSAL = "proposal"
    REASON = "reason"


def lack(ruling: Ruling) -> Lack | None:
    """The first thing that is missing; None: it is whole."""
    proposal = ruling.proposal
    given = {
        ItemOutcome.RESCHEDULE: bool(proposal.intervals),
        ItemOutcome.JOINT: bool(proposal.lead and proposal.partners),
        ItemOutcome.CHANGE_SUBJECT: bool(proposal.subjects),
    }
    if not given.get(ruling.outcome, True):
        return Lack.PROPOSAL
    if ruling.outcome is not ItemOutcome.KEEP and not ruling.reason.strip():
        return Lack.REASON
    return None


def ruling_of(rulings: Rulings, item: Inspection) -> Ruling:
    return rulings.get(item.id, KEPT)


def apply(item: Inspection, ruling: Ruling, names: Mapping[str, str]) -> Inspection | None:
    """The inspection with its outcome carried out; None when no visit takes place. `names`: of bodies, by id.

    A body that is not known any more is named by its id, so that nothing is lost.
    """
    proposal = ruling.proposal
    if ruling.outcome in ENDING:
        return None
    if ruling.outcome is ItemOutcome.RESCHEDULE:
        return replace(item, intervals=proposal.intervals, either=False)
    if ruling.outcome is ItemOutcome.CHANGE_SUBJECT:
        return replace(item, subjects=proposal.subjects, members=proposal.members)
    if ruling.outcome is ItemOutcome.JOINT:
        lead, *partners = (names.get(body, body) for body in (proposal.lead, *proposal.partners))
        return replace(item, details=replace(item.details, lead=lead, partners="; ".join(partners)))
    return item


def agreed(items: Iterable[Inspection], rulings: Rulings, names: Mapping[str, str]) -> tuple[Inspection, ...]:
    """A version's inspections as they were agreed, in their order; `names` as in `apply`."""
    done = (apply(item, ruling_of(rulings, item), names) for item in items)
    return tuple(item for item in done if item is not None)


def tally(items: Sequence[Inspection], rulings: Rulings) -> dict[ItemOutcome, int]:
    """How many inspections come to each outcome, those that occur, in the order of the outcomes."""
    found = [ruling_of(rulings, item).outcome for item in items]
    return {outcome: found.count(outcome) for outcome in ItemOutcome if outcome in found}


def touched(items: Iterable[Inspection], rulings: Rulings) -> tuple[tuple[Inspection, Ruling], ...]:
    """The inspections about which something is to be said: another outcome than keeping, or a remark."""
    pairs = ((item, ruling_of(rulings, item)) for item in items)
    return tuple((item, ruling) for item, ruling in pairs if ruling.outcome is not ItemOutcome.KEEP or ruling.reason)

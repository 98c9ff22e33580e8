"""One body's programme for one year: its states, the moves allowed, and the steps of its track."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class ProgrammeState(StrEnum):
    """Where a programme stands."""

    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    AGREED = "agreed"
    PROMULGATED = "promulgated"


class VersionState(StrEnum):
    """Where one submission stands. Only SUBMITTED is undecided."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"  # it was agreed, and then edited


class Role(StrEnum):
    """What a person may do, always within a unit."""

    UNIT = "unit"  # focal person: registers and submits
    REVIEWER = "reviewer"  # member of the inspection committee
    STANDING = "standing"  # member of the standing committee
    ADMIN = "admin"


class Verb(StrEnum):
    """What is decided at a step."""

    FORWARD = "forward"
    AGREE = "agree"
    RETURN = "return"


class Cause(StrEnum):
    """Why a programme in force is amended."""

    ADD = "add"
    MOVE = "move"
    DROP = "drop"
    SUPERIOR = "superior"  # a superior's team arrived


class Quorum(StrEnum):
    """Whose yes a step needs; a no is always enough to return."""

    ANY = "any"  # one of those who sit there
    ALL = "all"  # each of them


@dataclass(frozen=True, slots=True)
class TrackStep:
    """One step of a track: who sits there, what a yes means there and whose it takes; `days`: how many working days it
    has, None without a limit. It holds from `valid_from` to `valid_to`, both included; None is open."""

    position: int  # from 0
    seat: Role
    verb: Verb
    quorum: Quorum = Quorum.ANY
    days: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision makes of a version and its programme."""

    version: VersionState
    programme: ProgrammeState
    step: int


EDITABLE = frozenset({ProgrammeState.DRAFTING, ProgrammeState.RETURNED})
CHANGEABLE = EDITABLE | {ProgrammeState.AGREED}  # after an agreement the first change saved makes it void
NOT_SUBMITTED = EDITABLE
DECIDED = frozenset({ProgrammeState.AGREED, ProgrammeState.PROMULGATED})


def steps_on(steps: Iterable[TrackStep], on: date) -> tuple[TrackStep, ...]:
    """The steps of a track that hold on a day, in their order; a version runs on those of the day it was submitted.

    Their positions are counted anew from 0, so that a step that came or went leaves no gap.
    """
    held = sorted((step for step in steps if step.holds(on)), key=lambda step: step.position)
    return tuple(replace(step, position=number) for number, step in enumerate(held))


def decide(steps: tuple[TrackStep, ...], step: int, *, agree: bool) -> Outcome:
    """The outcome of a yes or a no at `step` (from 0) of a track."""
    if not agree:
        return Outcome(VersionState.RETURNED, ProgrammeState.RETURNED, step)
    if steps[step].verb is Verb.FORWARD and step + 1 < len(steps):
        return Outcome(VersionState.SUBMITTED, ProgrammeState.SUBMITTED, step + 1)
    return Outcome(VersionState.AGREED, ProgrammeState.AGREED, step)

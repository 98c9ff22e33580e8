"""What every view begins with: who may look, everything that is registered, and what is worked out from it.

What is worked out is kept for the next page, by the very values it was worked out from: it cannot be out of date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from handlers.turn import Turn
from planning.inspection import Inspection
from planning.lexicon import Lexicon
from planning.organisation import Directory
from planning.overlap import Move, SubjectOverlaps, all_meetings, by_subject, replan, replanned
from planning.programme import Role
from storage import inspections


def may_see(turn: Turn) -> bool:
    """Reviewers and the standing committee read every draft, so they may see all of them together."""
    return turn.may(Role.REVIEWER) or turn.may(Role.STANDING)


@dataclass(frozen=True, slots=True)
class Whole:
    """Every live inspection of the campaign by code; `fixed`: ids of those that stay where they are."""

    items: tuple[Inspection, ...]
    fixed: frozenset[str]

    def item(self, inspection_id: str) -> Inspection | None:
        return next((item for item in self.items if item.id == inspection_id), None)


async def load(turn: Turn) -> Whole | None:
    """None: not theirs to see, and they were told."""
    if not may_see(turn):
        await turn.refuse()
        return None
    office = turn.office
    found = await inspections.of_campaign(turn.tx, office.campaign.id)
    outside = {body.id for body in office.directory.bodies.values() if not office.steps(body, turn.today)}
    fixed = frozenset(one.item.id for one in found if one.published or one.item.body_id in outside)
    return Whole(tuple(one.item for one in found), fixed)


def overlaps(turn: Turn, whole: Whole) -> tuple[SubjectOverlaps, ...]:
    """The subjects where inspections meet, worst first."""
    office = turn.office
    return _overlaps(whole.items, office.directory, office.lexicon, office.campaign.first_day)


@lru_cache(maxsize=2)
def _overlaps(
    items: tuple[Inspection, ...], directory: Directory, lexicon: Lexicon, on: date
) -> tuple[SubjectOverlaps, ...]:
    return by_subject(items, directory, lexicon, on=on)


MOST_MOVES = 100  # proposed at a time: whoever has taken them asks for the next; more would keep everybody waiting


@dataclass(frozen=True, slots=True)
class Plan:
    """Moves that would make fewer meet, and how many pairs would share days after them."""

    moves: tuple[Move, ...]
    left: int


def plan(turn: Turn, whole: Whole) -> Plan:
    """A proposal for the whole campaign that nobody has to take."""
    office = turn.office
    return _plan(
        whole.items, office.directory, office.lexicon, office.campaign.first_day, office.campaign.year, turn.today,
        whole.fixed,
    )  # fmt: skip


@lru_cache(maxsize=2)
def _plan(
    items: tuple[Inspection, ...],
    directory: Directory,
    lexicon: Lexicon,
    on: date,
    year: int,
    today: date,
    fixed: frozenset[str],
) -> Plan:
    found = replan(items, directory, lexicon, year=year, today=today, on=on, fixed=fixed, most=MOST_MOVES)
    after = replanned(items, found)
    left = sum(met.finding.interval is not None for met in all_meetings(after, directory, lexicon, on=on))
    return Plan(found, left)

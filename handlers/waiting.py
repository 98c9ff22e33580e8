"""What waits for whose decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers import sitting
from handlers.turn import Office, Principal
from planning.organisation import Body
from planning.programme import Quorum, TrackStep
from storage import people, programmes, votes
from storage.engine import Connection
from storage.people import Person
from storage.programmes import Version

Waiting = tuple[Version, Body]
NOBODY: frozenset[str] = frozenset()


async def undecided(tx: Connection, office: Office) -> list[Waiting]:
    """Every version that waits for somebody, oldest first. One whose track has lost its step waits for nobody."""
    found = []
    said = await votes.of_waiting(tx, office.campaign.id)
    for version in await programmes.waiting(tx, office.campaign.id):
        programme = await programmes.get(tx, version.programme_id)
        body = office.body(programme.body_id) if programme else None
        step = step_of(office, (version, body)) if body else None
        if body and step:
            voted = frozenset(holder for voted_on, holder in said if voted_on == version.id)
            missing = await _is_missing(tx, body, step, voted)
            found.append((replace(version, voted=voted if missing else NOBODY), body))
    return found


async def _is_missing(tx: Connection, body: Body, step: TrackStep, voted: frozenset[str]) -> bool:
    """Whether somebody has still to say yes; when the last one who had left their seat, the others finish it."""
    if not voted or step.quorum is Quorum.ANY:
        return True
    return any(
        person.id not in voted and body.unit_id not in person.units()
        for person in await people.with_role(tx, step.seat)
    )


def step_of(office: Office, waiting: Waiting) -> TrackStep | None:
    """The step at which a version waits; None when the track has lost it."""
    version, body = waiting
    steps = office.steps_of(version, body)
    return steps[version.step] if version.step < len(steps) else None


def of_person(office: Office, person: Person, acts_for: Sequence[Principal], waiting: list[Waiting]) -> list[Waiting]:
    """Those that this person may decide now, for themselves or in the stead of others, but for those where a yes was
    said already in the name of each."""
    mine = []
    for version, body in waiting:
        step = step_of(office, (version, body))
        stands = sitting.place(person, acts_for, step.seat, body, version.handler_id).stands if step else ()
        if any(one.id not in version.voted for one in stands):
            mine.append((version, body))
    return mine

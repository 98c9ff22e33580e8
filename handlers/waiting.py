"""What waits for whose decision."""

from __future__ import annotations

from dataclasses import replace

from handlers.turn import Office
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


def of_person(office: Office, person: Person, waiting: list[Waiting]) -> list[Waiting]:
    """Those that this person may decide now: never their own unit's, nor what they have said yes to already."""
    mine = []
    for item in waiting:
        version, body = item
        step = step_of(office, item)
        seated = step is not None and not person.removed and person.has(step.seat)
        if seated and body.unit_id not in person.units() and person.id not in version.voted:
            mine.append(item)
    return mine

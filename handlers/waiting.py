"""What waits for whose decision."""

from __future__ import annotations

from dataclasses import replace

from handlers.turn import Office
from planning.organisation import Body
from planning.programme import TrackStep
from storage import programmes, votes
from storage.engine import Connection
from storage.people import Person
from storage.programmes import Version

Waiting = tuple[Version, Body]


async def undecided(tx: Connection, office: Office) -> list[Waiting]:
    """Every version that waits for somebody, oldest first. One whose track has lost its step waits for nobody."""
    found = []
    said = await votes.of_waiting(tx, office.campaign.id)
    for version in await programmes.waiting(tx, office.campaign.id):
        version = replace(version, voted=frozenset(holder for voted, holder in said if voted == version.id))
        programme = await programmes.get(tx, version.programme_id)
        if programme and step_of(office, item := (version, office.body(programme.body_id))):
            found.append(item)
    return found


def step_of(office: Office, waiting: Waiting) -> TrackStep | None:
    """The step at which a version waits; None when the track has lost it."""
    version, body = waiting
    steps = office.steps_of(version, body)
    return steps[version.step] if version.step < len(steps) else None


def of_person(office: Office, person: Person, waiting: list[Waiting]) -> list[Waiting]:
    """Those that this person may decide now: never their own unit's, nor what they have said yes to already."""
    mine = []
    for item in waiting:
        step = step_of(office, item)
        if (
            step
            and not person.removed
            and person.has(step.seat)
            and item[1].unit_id not in person.units()
            and person.id not in item[0].voted
        ):
            mine.append(item)
    return mine

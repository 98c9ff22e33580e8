"""Who may decide a version at its step now.

Those who hold the step's seat, or only the one it was handed over to; and whoever substitutes for one of them today.
Nobody on a draft of their own unit, neither for themselves nor for somebody of that unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from handlers.turn import Office, Principal, Turn
from planning.organisation import Body
from planning.programme import Role
from storage import people, substitutions
from storage.engine import Connection
from storage.people import Person
from storage.programmes import Version

SEATS = (Role.REVIEWER, Role.STANDING)


class Bar(StrEnum):
    """Why somebody may not decide."""

    NOT_SEATED = "not_seated"
    OWN_UNIT = "own_unit"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class Place:
    """In whose name somebody may decide, their own first; when in nobody's, why not."""

    stands: tuple[Person, ...]
    bar: Bar | None = None


NOWHERE = Place((), Bar.NOT_SEATED)


async def principals(tx: Connection, person_id: str, today: date) -> tuple[Principal, ...]:
    """For whom this person acts on a day; somebody who lost the seat is replaced by nobody, and nobody passes on what
    they do for another."""
    found = []
    for one in await substitutions.holding_of(tx, person_id, today):
        principal = await people.get(tx, one.principal_id)
        if principal and not principal.removed and principal.has(one.role):
            found.append(Principal(principal, one.role, one.ends_on))
    return tuple(found)


def place(person: Person, acts_for: Sequence[Principal], seat: Role, body: Body, handler_id: str | None) -> Place:
    """Where a person stands to a draft of `body` at a step with this seat. `handler_id`: who alone has it."""
    able = [person] if person.has(seat) else []
    able += [one.person for one in acts_for if one.seat is seat]
    if person.removed or not able:
        return NOWHERE
    impartial = [one for one in able if body.unit_id not in one.units()]
    if body.unit_id in person.units() or not impartial:
        return Place((), Bar.OWN_UNIT)
    stands = tuple(one for one in impartial if handler_id in (None, one.id))
    return Place(stands, None if stands else Bar.HANDED_OVER)


async def holders(tx: Connection, seat: Role, body: Body) -> list[Person]:
    """Who holds the seat and may decide on this body's drafts: those whose yes counts where all must agree."""
    return [person for person in await people.with_role(tx, seat) if body.unit_id not in person.units()]


async def seated(tx: Connection, office: Office, version: Version, body: Body, now: datetime) -> list[Person]:
    """Everybody who may decide this version now; they get its card, each once."""
    today = office.today(now)
    seat = office.steps_of(version, body)[version.step].seat
    everybody = [*await people.with_role(tx, seat), *await _substitutes(tx, seat, today)]
    found: dict[str, Person] = {}
    for person in everybody:
        acts_for = await principals(tx, person.id, today)
        if place(person, acts_for, seat, body, version.handler_id).stands:
            found.setdefault(person.id, person)
    return list(found.values())


async def _substitutes(tx: Connection, seat: Role, today: date) -> list[Person]:
    acting = [one.substitute_id for one in await substitutions.holding(tx, today) if one.role is seat]
    found = [await people.get(tx, person_id) for person_id in dict.fromkeys(acting)]
    return [person for person in found if person and not person.removed]


async def acting(tx: Connection, seat: Role, today: date) -> list[Person]:
    """Whoever has a seat, or substitutes today for somebody who has; each once."""
    known = [*await people.with_role(tx, seat), *await _substitutes(tx, seat, today)]
    return list({person.id: person for person in known}.values())


async def everybody(tx: Connection, today: date) -> list[Person]:
    """The same of every seat."""
    known = [person for seat in SEATS for person in await acting(tx, seat, today)]
    return list({person.id: person for person in known}.values())


async def members(turn: Turn, body: Body | None = None) -> list[Person]:
    """Who may read every draft by a seat of their own, except me and (with `body`) the people of its unit."""
    known = {person.id: person for seat in SEATS for person in await people.with_role(turn.tx, seat)}
    return [
        person
        for person in known.values()
        if person.id != turn.me.id and (body is None or body.unit_id not in person.units())
    ]


async def handler_name(tx: Connection, version: Version) -> str:
    """Who alone deals with it; "" when everybody does."""
    person = await people.get(tx, version.handler_id) if version.handler_id else None
    return person.name if person else ""


def of_me(turn: Turn, version: Version, body: Body, seat: Role) -> Place:
    """Where the person who is talking stands to this version."""
    return place(turn.me, turn.principals, seat, body, version.handler_id)

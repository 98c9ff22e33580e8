"""Programmes, their versions, and the decisions about them. Every move is a conditional update."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planning.programme import Outcome, ProgrammeState, Role, Verb, VersionState
from storage.engine import Connection, load, moment, stamp
from storage.ids import new_id

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Programme:
    """One body's programme for the campaign's year; `version` counts submissions."""

    id: str
    campaign_id: str
    body_id: str
    state: ProgrammeState
    version: int
    changed_at: datetime  # of its state
    in_force_id: str | None = None  # the version that was promulgated, also while an amendment of it is written

    @property
    def amending(self) -> bool:
        """Whether a change to the version in force is under way."""
        return self.in_force_id is not None and self.state is not ProgrammeState.PROMULGATED


@dataclass(frozen=True, slots=True)
class Version:
    """One submission, frozen: `content` is the JSON of its inspections as they were sent."""

    id: str
    programme_id: str
    number: int
    state: VersionState
    step: int
    late: bool
    content: str
    submitted_by: str
    submitted_at: datetime
    step_since: datetime  # when the step where it is now began
    base_id: str | None = None  # the version in force that it amends
    agreed: str | None = None  # as `content`, with every outcome carried out
    handler_id: str | None = None  # who alone deals with it now; None: everybody who sits at its step
    voted: frozenset[str] = frozenset()  # who has said yes at its step, where that was looked up

    @property
    def inspections(self) -> str:
        """What it comes to: as it was agreed, else as it was sent."""
        return self.agreed or self.content


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided at one step of a version."""

    id: str
    version_id: str
    step: int
    verb: Verb
    reason: str
    person_id: str
    person_name: str
    decided_at: datetime
    for_id: str | None = None  # in whose stead
    for_name: str = ""


def _programme(row: Any) -> Programme | None:
    if row is None:
        return None
    return Programme(
        row["id"],
        row["campaign_id"],
        row["body_id"],
        ProgrammeState(row["state"]),
        row["version"],
        moment(row["changed_at"]),
        row["in_force_id"],
    )


def _version(row: Any) -> Version | None:
    if row is None:
        return None
    return Version(
        id=row["id"],
        programme_id=row["programme_id"],
        number=row["number"],
        state=VersionState(row["state"]),
        step=row["step"],
        late=bool(row["late"]),
        content=row["content"],
        submitted_by=row["submitted_by"],
        submitted_at=moment(row["submitted_at"]),
        handler_id=row["handler_id"],
        base_id=row["base_id"],
        step_since=moment(row["step_since"] or row["submitted_at"]),
        agreed=row["agreed"],
    )


def _decision(row: Any) -> Decision | None:
    if row is None:
        return None
    return Decision(
        row["id"],
        row["version_id"],
        row["step"],
        Verb(row["verb"]),
        row["reason"],
        row["person_id"],
        row["person_name"],
        moment(row["decided_at"]),
        row["for_id"],
        row["for_name"] or "",
    )


async def ensure(tx: Connection, campaign_id: str, body_id: str, now: datetime) -> Programme:
    """The body's programme, made when it is first needed."""
    await queries.ensure(tx, id=new_id(), campaign_id=campaign_id, body_id=body_id, now=stamp(now))
    found = _programme(await queries.of_body(tx, campaign_id=campaign_id, body_id=body_id))
    assert found  # noqa: S101
    return found


async def of_body(tx: Connection, campaign_id: str, body_id: str) -> Programme | None:
    return _programme(await queries.of_body(tx, campaign_id=campaign_id, body_id=body_id))


async def get(tx: Connection, programme_id: str) -> Programme | None:
    return _programme(await queries.get(tx, id=programme_id))


async def all_of(tx: Connection, campaign_id: str) -> dict[str, Programme]:
    """By body id; a body that has nothing yet is not in it."""
    rows = [row async for row in queries.all(tx, campaign_id=campaign_id)]
    return {row["body_id"]: item for row in rows if (item := _programme(row))}


async def of_bodies(tx: Connection, campaign_id: str, body_ids: Iterable[str]) -> dict[str, Programme]:
    """By body id; a body that has nothing yet is not in it."""
    found = {body_id: await of_body(tx, campaign_id, body_id) for body_id in body_ids}
    return {body_id: programme for body_id, programme in found.items() if programme}


async def submit(
    tx: Connection, programme: Programme, *, content: str, late: bool, person_id: str, now: datetime
) -> Version | None:
    """Freeze the next version; None when the programme moved since it was read."""
    if not await queries.submit(tx, id=programme.id, version=programme.version, now=stamp(now)):
        return None
    version_id = new_id()
    await queries.add_version(
        tx,
        id=version_id,
        programme_id=programme.id,
        number=programme.version + 1,
        late=int(late),
        content=content,
        person_id=person_id,
        base_id=programme.in_force_id,
        now=stamp(now),
    )
    return await version(tx, version_id)


async def version(tx: Connection, version_id: str) -> Version | None:
    return _version(await queries.version(tx, id=version_id))


async def last_version(tx: Connection, programme_id: str) -> Version | None:
    return _version(await queries.last_version(tx, programme_id=programme_id))


async def last_version_of(tx: Connection, campaign_id: str, body_id: str) -> Version | None:
    """The latest version of a body's programme."""
    programme = await of_body(tx, campaign_id, body_id)
    return await last_version(tx, programme.id) if programme else None


async def version_number(tx: Connection, programme_id: str, number: int) -> Version | None:
    return _version(await queries.version_number(tx, programme_id=programme_id, number=number))


async def versions(tx: Connection, programme_id: str) -> list[Version]:
    """Every submission, oldest first."""
    rows = [row async for row in queries.versions(tx, programme_id=programme_id)]
    return [item for row in rows if (item := _version(row))]


async def came_in_time(tx: Connection, programme_id: str) -> bool:
    """Whether an earlier version came before the deadline and was returned, or edited after its agreement: correcting
    it is not being late."""
    return bool(await queries.came_in_time(tx, programme_id=programme_id))


async def waiting(tx: Connection, campaign_id: str) -> list[Version]:
    """Undecided versions, oldest first."""
    rows = [row async for row in queries.waiting(tx, campaign_id=campaign_id)]
    return [item for row in rows if (item := _version(row))]


async def withdraw(tx: Connection, item: Version, now: datetime) -> bool:
    """Take back an undecided version; False when it was decided meanwhile."""
    moved = await queries.move_version(
        tx,
        id=item.id,
        at_step=item.step,
        state=VersionState.WITHDRAWN,
        step=item.step,
        closed_at=stamp(now),
        since=stamp(item.step_since),
        agreed=None,
    )
    if moved:
        await queries.set_state(tx, id=item.programme_id, state=ProgrammeState.DRAFTING, now=stamp(now))
    return bool(moved)


async def decide(
    tx: Connection,
    item: Version,
    outcome: Outcome,
    *,
    seat: Role,
    verb: Verb,
    reason: str,
    person_id: str,
    now: datetime,
    for_id: str | None = None,
    agreed: str | None = None,
) -> bool:
    """The first decision at a step wins: False for every other one, and nothing changes.

    agreed: the inspections as they were agreed (`planning.appraisal.agreed`), as JSON.
    """
    closed = None if outcome.version is VersionState.SUBMITTED else stamp(now)
    moved = await queries.move_version(
        tx,
        id=item.id,
        at_step=item.step,
        state=outcome.version,
        step=outcome.step,
        closed_at=closed,
        since=stamp(item.step_since if outcome.step == item.step else now),
        agreed=agreed,
    )
    if not moved:
        return False
    await queries.add_decision(
        tx,
        id=new_id(),
        version_id=item.id,
        step=item.step,
        seat=seat,
        verb=verb,
        reason=reason,
        person_id=person_id,
        for_id=for_id,
        now=stamp(now),
    )
    if outcome.programme is not ProgrammeState.SUBMITTED:
        await queries.set_state(tx, id=item.programme_id, state=outcome.programme, now=stamp(now))
    return True


async def decision(tx: Connection, decision_id: str) -> Decision | None:
    """One that counts: it was not taken back."""
    return _decision(await queries.decision(tx, id=decision_id))


async def last_decision(tx: Connection, version_id: str) -> Decision | None:
    return _decision(await queries.last_decision(tx, version_id=version_id))


async def decision_at(tx: Connection, version_id: str, step: int) -> Decision | None:
    return _decision(await queries.decision_at(tx, version_id=version_id, step=step))


async def late_programmes(tx: Connection, campaign_id: str) -> set[str]:
    """Programmes whose latest version came after the deadline."""
    return {row["programme_id"] async for row in queries.late_programmes(tx, campaign_id=campaign_id)}

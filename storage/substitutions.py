"""Who acts for whom, by days of the office; both days included. One that was ended early stays in the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from planning.programme import Role
from storage.engine import Connection, load, stamp
from storage.ids import new_id

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Substitution:
    """`substitute_id` acts for `principal_id` in the seat `role` from `starts_on` to `ends_on`."""

    id: str
    principal_id: str
    substitute_id: str
    role: Role
    starts_on: date
    ends_on: date
    ended: bool

    def holds(self, day: date) -> bool:
        return not self.ended and self.starts_on <= day <= self.ends_on


def _of(row: Any) -> Substitution:
    return Substitution(
        row["id"],
        row["principal_id"],
        row["substitute_id"],
        Role(row["role"]),
        date.fromisoformat(row["starts_on"]),
        date.fromisoformat(row["ends_on"]),
        row["ended_at"] is not None,
    )


async def add(
    tx: Connection,
    principal_id: str,
    substitute_id: str,
    *,
    unit_id: str,
    role: Role,
    days: tuple[date, date],
    named_by: str,
    now: datetime,
) -> str:
    """Within the transaction in which `away` found none on these days; returns its id."""
    new = new_id()
    await queries.add(
        tx,
        id=new,
        principal_id=principal_id,
        substitute_id=substitute_id,
        unit_id=unit_id,
        role=role,
        starts_on=days[0].isoformat(),
        ends_on=days[1].isoformat(),
        named_by=named_by,
        now=stamp(now),
    )
    return new


async def get(tx: Connection, substitution_id: str) -> Substitution | None:
    row = await queries.get(tx, id=substitution_id)
    return _of(row) if row else None


async def end(tx: Connection, substitution_id: str, today: date, now: datetime) -> bool:
    """False when it was ended before, or is over."""
    return bool(await queries.end(tx, id=substitution_id, today=today.isoformat(), now=stamp(now)))


async def holding_of(tx: Connection, person_id: str, day: date) -> tuple[Substitution, ...]:
    """For whom this person acts on a day."""
    rows = queries.holding_of(tx, person_id=person_id, day=day.isoformat())
    return tuple([_of(row) async for row in rows])


async def holding(tx: Connection, day: date) -> tuple[Substitution, ...]:
    """Everybody's on a day."""
    return tuple([_of(row) async for row in queries.holding(tx, day=day.isoformat())])


async def to_come(tx: Connection, day: date) -> tuple[Substitution, ...]:
    """Those that hold on a day or will later, by their first days."""
    return tuple([_of(row) async for row in queries.to_come(tx, day=day.isoformat())])


async def away(tx: Connection, person_id: str, days: tuple[date, date]) -> tuple[Substitution, ...]:
    """Those by which this person is replaced on any of these days."""
    rows = queries.away(tx, person_id=person_id, starts_on=days[0].isoformat(), ends_on=days[1].isoformat())
    return tuple([_of(row) async for row in rows])

"""What a step says of each inspection of a version, until the version is decided; and what was said, ever after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planning.appraisal import ItemOutcome, Proposal, Ruling
from storage.engine import Connection, load, moment, stamp
from storage.packed import pack, unpack

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Noted:
    """A ruling with who gave it and when."""

    inspection_id: str
    ruling: Ruling
    person_id: str
    changed_at: datetime


def _noted(row: Any) -> Noted:
    ruling = Ruling(ItemOutcome(row["outcome"]), Proposal.from_json(unpack(row["proposal"])), row["reason"])
    return Noted(row["inspection_id"], ruling, row["person_id"], moment(row["changed_at"]))


async def put(
    tx: Connection,
    version_id: str,
    step: int,
    inspection_id: str,
    ruling: Ruling,
    *,
    person_id: str,
    now: datetime,
) -> bool:
    """Say it, in place of what was said before; False when the version is not to be decided at this step any more."""
    return bool(
        await queries.put(
            tx,
            version_id=version_id,
            step=step,
            inspection_id=inspection_id,
            outcome=ruling.outcome,
            proposal=pack(ruling.proposal.to_json()),
            reason=ruling.reason,
            person_id=person_id,
            now=stamp(now),
        )
    )


async def clear(tx: Connection, version_id: str, step: int, inspection_id: str) -> bool:
    """Say nothing of it again; False when nothing was said, or the version was decided meanwhile."""
    return bool(await queries.clear(tx, version_id=version_id, step=step, inspection_id=inspection_id))


async def noted(tx: Connection, version_id: str, step: int) -> dict[str, Noted]:
    """By inspection id: what this step said."""
    rows = [row async for row in queries.of_step(tx, version_id=version_id, step=step)]
    return {row["inspection_id"]: _noted(row) for row in rows}


async def of_step(tx: Connection, version_id: str, step: int) -> dict[str, Ruling]:
    """By inspection id: the rulings of this step; what is missing is kept."""
    return {key: one.ruling for key, one in (await noted(tx, version_id, step)).items()}


async def copy_on(tx: Connection, version_id: str, step: int, *, to: int) -> None:
    """The next step begins with what this one said: it may change it."""
    await queries.copy_on(tx, version_id=version_id, step=step, to_step=to)


async def take_back(tx: Connection, version_id: str, step: int) -> None:
    """What was copied to this step goes: the version has come back to the one before."""
    await queries.take_back(tx, version_id=version_id, step=step)


async def changed_after(tx: Connection, version_id: str, step: int, since: datetime) -> bool:
    """Whether somebody has said something at this step since it got the version."""
    return bool(await queries.changed_after(tx, version_id=version_id, step=step, since=stamp(since)))

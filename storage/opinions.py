"""Written opinions on decided versions: what each was made of, and number and day once it was signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.engine import Connection, load, moment, stamp
from storage.ids import new_id
from storage.packed import pack, unpack

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Written:
    """An opinion as it was made; `number` is "" and `signed_on` None until somebody has recorded the signed paper."""

    id: str
    version_id: str
    content: dict[str, Any]  # JSON values of a `documents.values.Opinion`
    made_by: str
    made_at: datetime
    number: str
    signed_on: date | None
    recorded_by: str | None
    recorded_at: datetime | None
    voided_at: datetime | None

    @property
    def final(self) -> bool:
        return bool(self.number)


@dataclass(frozen=True, slots=True)
class Due:
    """A final opinion whose programme has not been promulgated yet."""

    written: Written
    body_id: str


def _written(row: Any) -> Written | None:
    if row is None:
        return None
    return Written(
        row["id"],
        row["version_id"],
        unpack(row["content"]),
        row["made_by"],
        moment(row["made_at"]),
        row["number"],
        date.fromisoformat(row["signed_on"]) if row["signed_on"] else None,
        row["recorded_by"],
        moment(row["recorded_at"]) if row["recorded_at"] else None,
        moment(row["voided_at"]) if row["voided_at"] else None,
    )


async def add(tx: Connection, version_id: str, content: dict[str, Any], person_id: str, now: datetime) -> bool:
    """Keep an opinion; False when the version has one."""
    return bool(
        await queries.add(
            tx, id=new_id(), version_id=version_id, content=pack(content), person_id=person_id, now=stamp(now)
        )
    )


async def of_version(tx: Connection, version_id: str) -> Written | None:
    """The one that counts."""
    return _written(await queries.of_version(tx, version_id=version_id))


async def of_programme(tx: Connection, programme_id: str) -> list[Written]:
    """All there ever were, oldest first, with those that are void."""
    rows = [row async for row in queries.of_programme(tx, programme_id=programme_id)]
    return [item for row in rows if (item := _written(row))]


async def record(tx: Connection, before: Written, number: str, signed_on: date, person_id: str, now: datetime) -> bool:
    """Number and day of the signed paper; False when somebody else recorded meanwhile, or it is void or carried out."""
    return bool(
        await queries.record(
            tx,
            id=before.id,
            number=number,
            signed_on=signed_on.isoformat(),
            person_id=person_id,
            now=stamp(now),
            before_number=before.number,
            before_day=before.signed_on.isoformat() if before.signed_on else "",
        )
    )


async def same_number(tx: Connection, before: Written, number: str, signed_on: date) -> list[str]:
    """Ids of the bodies whose opinion has this number in the same year."""
    rows = queries.same_number(tx, id=before.id, number=number, year=f"{signed_on.year:04}")
    return [row["body_id"] async for row in rows]


async def void(tx: Connection, version_id: str, now: datetime) -> bool:
    """It does not count any more; False when there was none."""
    return bool(await queries.void(tx, version_id=version_id, now=stamp(now)))


async def not_carried_out(tx: Connection, campaign_id: str) -> list[Due]:
    """Final opinions on programmes that are agreed and not promulgated, oldest first."""
    rows = [row async for row in queries.final(tx, campaign_id=campaign_id)]
    return [Due(item, row["body_id"]) for row in rows if (item := _written(row))]


async def claim_reminder(tx: Connection, version_id: str, person_id: str, rung: int, now: datetime) -> bool:
    """True exactly once per version, person and rung, whoever asks and after whatever restart."""
    return bool(await queries.remind(tx, version_id=version_id, person_id=person_id, rung=rung, now=stamp(now)))

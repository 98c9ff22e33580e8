"""Questions of one reviewer to another about a version, and the answers. They decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.engine import Connection, load, stamp
from storage.ids import new_id
from storage.programmes import Version

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """`question` "": a view in general was asked for; `answer` "": it is open."""

    id: str
    version_id: str
    by_id: str
    by_name: str
    of_id: str
    of_name: str
    question: str
    answer: str


def _of(row: Any) -> SecondOpinion:
    return SecondOpinion(
        row["id"],
        row["version_id"],
        row["asked_by"],
        row["by_name"],
        row["asked_of"],
        row["of_name"],
        row["question"],
        row["answer"],
    )


async def ask(tx: Connection, version: Version, by_id: str, of_id: str, question: str, now: datetime) -> str:
    new = new_id()
    await queries.ask(
        tx,
        id=new,
        version_id=version.id,
        step=version.step,
        asked_by=by_id,
        asked_of=of_id,
        question=question,
        now=stamp(now),
    )
    return new


async def get(tx: Connection, opinion_id: str) -> SecondOpinion | None:
    row = await queries.get(tx, id=opinion_id)
    return _of(row) if row else None


async def answer(tx: Connection, opinion_id: str, words: str, now: datetime) -> bool:
    """The first answer counts: False for every other one."""
    return bool(await queries.answer(tx, id=opinion_id, answer=words, now=stamp(now)))


async def is_open(tx: Connection, version_id: str, by_id: str, of_id: str) -> bool:
    return bool(await queries.is_open(tx, version_id=version_id, asked_by=by_id, asked_of=of_id))


async def of_version(tx: Connection, version_id: str) -> tuple[SecondOpinion, ...]:
    """All that were asked about a version, oldest first."""
    return tuple([_of(row) async for row in queries.of_version(tx, version_id=version_id)])


async def open_of(tx: Connection, person_id: str) -> tuple[SecondOpinion, ...]:
    """The open ones that this person asked or was asked."""
    return tuple([_of(row) async for row in queries.open_of(tx, person_id=person_id)])

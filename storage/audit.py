"""What was done, by whom, when: one row a move, in the transaction of the move."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from storage.engine import Connection, load, stamp
from storage.ids import new_id
from storage.packed import pack, unpack

queries = load(__file__)


async def record(tx: Connection, action: str, obj: str, person_id: str | None, now: datetime, **detail: Any) -> None:
    """`obj` names the thing, for example "version:ID"; `detail` is what changed, without personal names."""
    await queries.add(
        tx,
        id=new_id(),
        now=stamp(now),
        person_id=person_id,
        action=action,
        object=obj,
        detail=pack(detail),
    )


async def of(tx: Connection, obj: str) -> list[tuple[str, str | None, dict[str, Any]]]:
    """(action, person, detail) of everything that happened to a thing, oldest first."""
    return [(row["action"], row["person_id"], unpack(row["detail"])) async for row in queries.of_object(tx, object=obj)]

"""Names for units beside those of the office's files: given by an administrator, or learnt from what people picked."""

from __future__ import annotations

from datetime import datetime

from planning.names.learnt import alias_words
from storage import office
from storage.engine import Connection, load, stamp
from storage.ids import new_id
from storage.units import REVISION

queries = load(__file__)


async def give(tx: Connection, unit_id: str, name: str, *, person_id: str, now: datetime) -> None:
    """A name that holds for everybody; one that was dropped before lives again."""
    await _put(tx, queries.give, unit_id, name, "", person_id, now)


async def learn(tx: Connection, heard_from: str, name: str, unit_id: str, *, person_id: str, now: datetime) -> None:
    """One more time that people of `heard_from` meant this unit by this name; a dropped one stays dropped."""
    await _put(tx, queries.learn, unit_id, name, heard_from, person_id, now)


async def drop(tx: Connection, unit_id: str, name: str, *, heard_from: str = "", person_id: str, now: datetime) -> bool:
    """Take a name away, also one that stands in the office's files. False: it was gone before."""
    done = await _put(tx, queries.drop, unit_id, name, heard_from, person_id, now)
    return bool(done)


async def _put(
    tx: Connection, query: object, unit_id: str, name: str, heard_from: str, person_id: str, now: datetime
) -> object:
    done = await query(  # type: ignore[operator]
        tx,
        id=new_id(),
        unit_id=unit_id,
        words=alias_words(name),
        name=name,
        heard_from=heard_from,
        added_by=person_id,
        now=stamp(now),
    )
    await office.bump(tx, REVISION)
    return done

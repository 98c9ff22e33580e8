"""What the office changed in the lexicon of topics. Nothing is overwritten: the changes are read in their order."""

from __future__ import annotations

from datetime import datetime

from planning.lexicon import Change, Lexicon, shipped
from storage import office
from storage.engine import Connection, load, stamp
from storage.ids import new_id

queries = load(__file__)
REVISION = "topics"


async def change(tx: Connection, one: Change, person_id: str | None, now: datetime) -> None:
    """Keep a change; whoever reads the lexicon next has it."""
    await queries.put(
        tx,
        id=new_id(),
        topic=one.topic,
        phrase=one.phrase,
        removed=int(one.removed),
        name=one.name,
        person_id=person_id,
        now=stamp(now),
    )
    await office.bump(tx, REVISION)


async def lexicon(tx: Connection) -> Lexicon:
    """The shipped lexicon with the office's changes."""
    rows = [row async for row in queries.all_of(tx)]
    changes = [Change(row["topic"], row["phrase"], bool(row["removed"]), row["name"]) for row in rows]
    return shipped().with_changes(changes) if changes else shipped()

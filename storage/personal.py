"""All that is kept of one person: to give it to them, and to erase what is no part of the record.

The record is who decided, submitted and changed what: rows with the person's id, which leads to no name any more then.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage import people
from storage.engine import Connection, load, stamp

queries = load(__file__)
PARTS = (
    "person",
    "received",
    "interacted",
    "sent",
    "asked",
    "digests",
    "invitations",
    "inspections",
    "units",
    "aliases",
    "audit",
)
FORGOTTEN = frozenset({"chats", "links", "entries", "files", "reminders"})  # of what refers to them
HIDDEN = ("code_hash", "short_hash")  # of no use to the person, of some to whoever finds the file


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows were deleted, emptied of words, and left for the record."""

    deleted: int
    emptied: int
    kept: int


async def agree(tx: Connection, person_id: str, wording: str, now: datetime) -> None:
    """They agreed to this wording of what is kept; the first time counts."""
    await queries.agree(tx, person_id=person_id, wording=wording, now=stamp(now))


async def find(tx: Connection, who: str) -> list[tuple[str, str]]:
    """(id, name) of whom an id or a whole name means, however it is capitalised."""
    wanted = who.strip().casefold()
    return [(id_, name) for id_, name in await people.everybody(tx) if who == id_ or name.casefold() == wanted]


async def export(tx: Connection, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """Every row about the person, by part; JSON columns as values."""
    found = {
        part: _shown([row async for row in getattr(queries, part)(tx, person_id=person_id, recipient=_to(person_id))])
        for part in PARTS
    }
    return found | {table: _shown(rows) for table, rows in (await _referring(tx, person_id)).items()}


def _shown(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [{name: _value(row[name]) for name in row.keys() if name not in HIDDEN} for row in rows]  # noqa: SIM118


def _to(person_id: str) -> str:
    """How a digest says for whom it is."""
    return f"person:{person_id}"


async def _referring(tx: Connection, person_id: str) -> dict[str, list[Any]]:
    """Rows of every table with a reference to people, by table, so that a new table is not left out."""
    columns: dict[str, list[str]] = {}
    async for row in queries.references(tx):
        columns.setdefault(row["tab"], []).append(row["col"])
    found = {}
    for table, names in sorted(columns.items()):
        where = " or ".join(f'"{name}" = :person_id' for name in names)
        found[table] = tx.all(f'select * from "{table}" where {where}', {"person_id": person_id})  # noqa: S608 - our own tables
    return found


def _value(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(("{", "[")):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


async def erase(tx: Connection, person_id: str, name: str, now: datetime) -> Erased:
    """Delete what is no part of the record and put `name` in the place of theirs; a second time changes nothing."""
    person = await people.get(tx, person_id)
    assert person  # noqa: S101
    await people.remove(tx, person_id, now)
    emptied = deleted = 0
    for chat in [(row["channel"], row["address"]) async for row in queries.chats_of(tx, person_id=person_id)]:
        more = await _erase_chat(tx, chat)
        deleted, emptied = deleted + more[0], emptied + more[1]
    here = {"person_id": person_id, "recipient": _to(person_id)}
    for query in ("drop_links", "drop_files", "drop_asked", "drop_entries", "drop_reminders", "drop_digests"):
        if query == "drop_files":
            deleted += int(await queries.drop_file_links(tx, **here))
        deleted += int(await getattr(queries, query)(tx, **here))
    deleted += int(await queries.drop_chats(tx, **here))
    if person.name != name:
        more = await _erase_mentions(tx, person.name)
        deleted, emptied = deleted + more[0], emptied + more[1]
        await queries.rename(tx, person_id=person_id, name=name)
    referring = await _referring(tx, person_id)
    kept = sum(len(rows) for table, rows in referring.items() if table not in FORGOTTEN)
    for part in ("inspections", "audit"):
        kept += len([row async for row in getattr(queries, part)(tx, **here)])
    return Erased(deleted, emptied, kept)


async def _erase_chat(tx: Connection, chat: tuple[str, str]) -> tuple[int, int]:
    """(deleted, emptied): what was said in it, and that it was there."""
    here = {"channel": chat[0], "address": chat[1]}
    emptied = int(await queries.empty_received(tx, **here)) + int(await queries.empty_sent(tx, **here))
    deleted = 0
    for query in ("drop_guesses", "drop_pauses", "drop_interactions", "drop_questions"):
        deleted += int(await getattr(queries, query)(tx, **here))
    for counted in ("spared", "out-of-reach"):
        deleted += int(await queries.drop_counts(tx, begin=f"{counted}:{chat[0]}:{chat[1]}:"))
    return deleted, emptied


async def _erase_mentions(tx: Connection, name: str) -> tuple[int, int]:
    """(deleted, emptied): messages and buttons of others in which the name stands."""
    name = json.dumps(name, ensure_ascii=False)[1:-1]  # as it stands within JSON
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")

    async def found(rows: Any) -> Sequence[str]:
        return [row["id"] async for row in rows if whole.search(row["words"])]

    sent = await found(queries.sent_with(tx, name=name))
    asked = await found(queries.asked_with(tx, name=name))
    for id_ in sent:
        await queries.empty_one(tx, id=id_)
    for id_ in asked:
        await queries.drop_one(tx, id=id_)
    return len(asked), len(sent)


async def erased(tx: Connection, person_id: str, name: str) -> bool:
    """Whether nothing is left to erase: there is no such person, or their name is gone."""
    person = await people.get(tx, person_id)
    return person is None or person.name == name

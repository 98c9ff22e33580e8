"""`ktgs person`: give a person what is kept of them, or erase what is no part of the record."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from bot.aside import database_of
from bot.backups import folder_of
from bot.config import ConfigError, Settings
from handlers.texts.personal import ERASED
from storage import audit, people, personal
from storage.engine import Connection

ERASURES = "erased.txt"  # in the folder of back-ups: ids alone, so that going back brings nobody back


async def _one(tx: Connection, who: str) -> tuple[str, str]:
    found = await personal.find(tx, who)
    if not found:
        raise ConfigError(f"person: nobody here is or was called {who}")
    if len(found) > 1:
        ids = ", ".join(id_ for id_, _ in found)
        raise ConfigError(f"person: {len(found)} people are called so; give the id: {ids}")
    return found[0]


async def export(settings: Settings, who: str, file: Path) -> None:
    """Everything as JSON, into a file for its owner alone."""
    database = database_of(settings)
    await database.open()
    try:
        async with database.write() as tx:
            person_id, _ = await _one(tx, who)
            found = await personal.export(tx, person_id)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
                json.dump(found, out, ensure_ascii=False, indent=1)
            await audit.record(tx, "person.exported", f"person:{person_id}", None, datetime.now(UTC))
    finally:
        await database.close()
    print(f"{file}: {', '.join(f'{len(rows)} {part}' for part, rows in found.items() if rows)}")


async def erase(settings: Settings, person_id: str) -> None:
    """Only of somebody who was removed: cards and roles are taken from them in chat."""
    database = database_of(settings)
    await database.open()
    try:
        async with database.write() as tx:
            person = await people.get(tx, person_id)
            if person is None:
                raise ConfigError(f"person erase: no person has the id {person_id}; see ktgs person export NAME FILE")
            if not person.removed:
                raise ConfigError("person erase: an administrator removes them first, in chat")
            now = datetime.now(UTC)
            done = await personal.erase(tx, person_id, ERASED, now)
            await audit.record(tx, "person.erased", f"person:{person_id}", None, now)
            _remember(settings, person_id)
    finally:
        await database.close()
    print(f"erased: {done.deleted} rows deleted, {done.emptied} messages emptied, the name replaced")
    print(f"kept for the record, under the id alone: {done.kept} rows of submissions, decisions, inspections and audit")
    print("older back-ups still hold them until the rule drops those; restoring one erases them again")


def _remember(settings: Settings, person_id: str) -> None:
    path = folder_of(settings) / ERASURES
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if person_id not in remembered(settings):
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
            file.write(f"{person_id}\n")


def remembered(settings: Settings) -> list[str]:
    """The ids of everybody who was erased."""
    path = folder_of(settings) / ERASURES
    return path.read_text("utf-8").split() if path.exists() else []


async def erase_again(settings: Settings, tx: Connection, now: datetime) -> int:
    """In a database from before they were erased; returns how many people."""
    count = 0
    for person_id in remembered(settings):
        if not await personal.erased(tx, person_id, ERASED):
            await personal.erase(tx, person_id, ERASED, now)
            await audit.record(tx, "person.erased", f"person:{person_id}", None, now)
            count += 1
    return count

"""From the file as it is to the file as this release wants it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import aiosqlite

from storage.errors import DamagedDatabaseError, NewerDatabaseError

PutAside = Callable[[Path], object]  # what is done with a copy that is kept


def migrations() -> list[tuple[int, str]]:
    """(number, SQL) of every migration shipped, in order."""
    folder = resources.files("storage") / "migrations"
    files = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return [(int(name.split("_")[0]), (folder / name).read_text("utf-8")) for name in files]


def newest() -> int:
    """The version of this release's tables."""
    return migrations()[-1][0]


async def _version(connection: aiosqlite.Connection) -> int:
    async with connection.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def _apply(connection: aiosqlite.Connection, number: int, sql: str) -> None:
    # A table is rewritten with enforcement off: with it on, dropping the old table deletes the children.
    await connection.execute("PRAGMA foreign_keys=OFF")
    try:
        await connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version={number};")
        async with connection.execute("PRAGMA foreign_key_check") as cursor:
            orphan = await cursor.fetchone()
        if orphan:
            raise DamagedDatabaseError(f"migration {number} left rows without their parent in {orphan[0]}")
        await connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.OperationalError):
            await connection.execute("ROLLBACK")
        raise
    finally:
        await connection.execute("PRAGMA foreign_keys=ON")


async def migrate(connection: aiosqlite.Connection, path: Path, put_aside: PutAside) -> None:
    """Bring the file up to this release; an existing one is copied beside itself first, and the copy put aside."""
    have, known = await _version(connection), migrations()
    if have > known[-1][0]:
        raise NewerDatabaseError(f"{path.name} is at version {have}, this release knows {known[-1][0]}")
    todo = [(number, sql) for number, sql in known if number > have]
    if todo and have:
        copy = path.with_name(f"{path.name}.before-{todo[-1][0]:04}")
        copy.unlink(missing_ok=True)  # an older one might be readable for others
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        async with aiosqlite.connect(copy) as target:
            await connection.backup(target)
            await target.execute("PRAGMA journal_mode=DELETE")  # a single file, nothing beside it
        await asyncio.to_thread(put_aside, copy)
    for number, sql in todo:
        await _apply(connection, number, sql)

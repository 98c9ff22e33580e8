"""The database file: connections, transactions, migrations. What only SQLite has stays in this module."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import aiosql
import aiosqlite

from storage import ids

Connection = aiosqlite.Connection
Row = sqlite3.Row


class StorageError(Exception):
    """The database cannot be used as it is."""


class NewerDatabaseError(StorageError):
    """The file was written by a newer release: install that release or restore an older backup."""


class DamagedDatabaseError(StorageError):
    """The file fails its integrity check: restore a backup, do not go on writing into it."""


class CannotWriteError(StorageError):
    """The transaction did not happen (disk full, read-only, locked); nothing of it is stored and it may be retried."""


def load(module_file: str) -> Any:
    """The named queries of the .sql file beside a storage module."""
    return aiosql.from_path(Path(module_file).with_suffix(".sql"), "aiosqlite", mandatory_parameters=False)


async def select_in(tx: Connection, sql: str, **parameters: Any) -> AsyncIterator[Row]:
    """Rows of a query in which `(:name)` stands for a list: each list parameter becomes as many parameters."""
    values: dict[str, Any] = {}
    for name, value in parameters.items():
        if isinstance(value, list):
            marks = {f"{name}_{number}": item for number, item in enumerate(value)}
            sql = sql.replace(f"(:{name})", "(" + ", ".join(f":{mark}" for mark in marks) + ")")
            values |= marks
        else:
            values[name] = value
    async with tx.execute(sql, values) as cursor:
        async for row in cursor:
            yield row


def stamp(moment: datetime) -> str:
    """An aware moment as UTC text of fixed width, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """The aware UTC moment of a stamp."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def migrations() -> list[tuple[int, str]]:
    """(number, SQL) of every migration shipped, in order."""
    folder = resources.files("storage") / "migrations"
    files = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return [(int(name.split("_")[0]), (folder / name).read_text("utf-8")) for name in files]


async def _connect(path: Path) -> Connection:
    connection = await aiosqlite.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    # FULL: with NORMAL a power cut loses every decision since the last checkpoint
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            await connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        await connection.close()  # its thread would keep the process from ending
        raise
    return connection


async def _version(connection: Connection) -> int:
    async with connection.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def _apply(connection: Connection, number: int, sql: str) -> None:
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


async def migrate(connection: Connection, path: Path) -> None:
    """Bring the file up to this release; an existing one is copied beside itself first."""
    have, known = await _version(connection), migrations()
    if have > known[-1][0]:
        raise NewerDatabaseError(f"{path.name} is at version {have}, this release knows {known[-1][0]}")
    todo = [(number, sql) for number, sql in known if number > have]
    if todo and have:
        copy = path.with_name(f"{path.name}.before-{todo[-1][0]:04}")
        async with aiosqlite.connect(copy) as target:
            await connection.backup(target)
        copy.chmod(0o600)
    for number, sql in todo:
        await _apply(connection, number, sql)


class Database:
    """One file, one writer behind a lock, one reader that never waits for it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = asyncio.Lock()
        self._read_lock = asyncio.Lock()
        self._writer: Connection | None = None
        self._reader: Connection | None = None

    async def open(self) -> None:
        """Connect, check, migrate. Raises StorageError with what is wrong."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self.path.exists():
            self.path.touch(mode=0o600)
        try:
            self._writer = await _connect(self.path)
            async with self._writer.execute("PRAGMA quick_check") as cursor:
                row = await cursor.fetchone()
            if row is None or row[0] != "ok":
                raise DamagedDatabaseError(f"{self.path.name}: {row[0] if row else 'no answer'}")
            await migrate(self._writer, self.path)
            self._reader = await _connect(self.path)
            for table in ("inbox", "outbox", "questions"):
                async with self._writer.execute(f"select max(id) from {table}") as cursor:  # noqa: S608
                    last = await cursor.fetchone()
                ids.never_below(last[0] if last else None)
        except sqlite3.DatabaseError as error:
            await self.close()
            raise DamagedDatabaseError(f"{self.path.name}: {error}") from error
        except StorageError:
            await self.close()
            raise

    async def close(self) -> None:
        for connection in (self._reader, self._writer):
            if connection:
                await connection.close()
        self._reader = self._writer = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """One write transaction; commits at the end, rolls back on any exception.

        BEGIN IMMEDIATE takes the write lock first: a deferred transaction that reads and then writes fails
        under contention and no timeout helps it.
        """
        assert self._writer, "the database is not open"  # noqa: S101
        async with self._lock:
            try:
                await self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
                await self._writer.execute("COMMIT")
            except BaseException as error:
                # also when cancelled while BEGIN was on its way: the connection works off its calls in order
                with contextlib.suppress(sqlite3.OperationalError):
                    await self._writer.execute("ROLLBACK")
                if isinstance(error, sqlite3.OperationalError):
                    raise CannotWriteError(str(error)) from error
                raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """The reading connection: sees what is committed when the block begins.

        One block at a time: two that overlap share one snapshot, and the later one would read old rows.
        """
        assert self._reader, "the database is not open"  # noqa: S101
        async with self._read_lock:
            yield self._reader

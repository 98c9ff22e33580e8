"""The database file: connections and transactions. What only SQLite has stays here, in direct.py and migrate.py."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import aiosql
import aiosqlite

from storage import direct, ids
from storage.batch import Batch
from storage.chain import Chain
from storage.errors import CannotWriteError, DamagedDatabaseError, StorageError, WrongKeyError
from storage.migrate import PutAside, migrate

Connection = direct.Connection
Row = sqlite3.Row
T = TypeVar("T")


LOCK_PATIENCE = 5.0  # seconds to wait for another process's transaction
QUICK = 0.002  # seconds: a COMMIT that takes less may hold up the loop, which a hop to a thread does longer


def load(module_file: str) -> Any:
    """The named queries of the .sql file beside a storage module."""
    adapter: Any = direct.Adapter  # the library knows drivers that wait or don't, ours is in between
    return aiosql.from_path(Path(module_file).with_suffix(".sql"), adapter, mandatory_parameters=False)


def select_in(tx: Connection, sql: str, **parameters: Any) -> direct.Rows:
    """Rows of a query in which `(:name)` stands for a list: each list parameter becomes as many parameters."""
    values: dict[str, Any] = {}
    for name, value in parameters.items():
        if isinstance(value, list):
            marks = {f"{name}_{number}": item for number, item in enumerate(_filled(value))}
            sql = sql.replace(f"(:{name})", "(" + ", ".join(f":{mark}" for mark in marks) + ")")
            values |= marks
        else:
            values[name] = value
    return direct.Rows(tx.all(sql, values))


def _filled(values: list[Any]) -> list[Any]:
    """The last value again, until there are 1, 2, 4, 8 … of them: statements of few lengths are prepared once, and
    preparing one takes longer than running it."""
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values)) if values else values


@lru_cache(maxsize=64)  # one turn has one moment and many rows
def stamp(moment: datetime) -> str:
    """An aware moment as UTC text of fixed width, so that text order is time order."""
    return f"{moment.astimezone(UTC).isoformat(timespec='microseconds')[:26]}Z"


def moment(text: str) -> datetime:
    """The aware UTC moment of a stamp."""
    return datetime.fromisoformat(text)


class _Opened:
    """One connection twice: on aiosqlite's thread for what may wait, and direct for statements between."""

    def __init__(self, path: Path, chain: Chain) -> None:
        self._path = path
        self._chain = chain
        self._raw: list[sqlite3.Connection] = []
        self.threaded = aiosqlite.Connection(self._open, iter_chunk_size=64)

    def _open(self) -> sqlite3.Connection:
        raw = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, cached_statements=512)
        raw.row_factory = sqlite3.Row
        self._raw.append(raw)
        return raw

    @property
    def direct(self) -> Connection:
        return Connection(self._raw[0], self._chain)

    async def commit(self) -> float:
        """COMMIT on the thread; returns the seconds it took there."""
        took: list[float] = []

        def commit() -> None:
            begun = time.perf_counter()
            self._raw[0].execute("COMMIT")
            took.append(time.perf_counter() - begun)

        await self.threaded._execute(commit)  # type: ignore[no-untyped-call]
        return took[0]

    async def open(self) -> None:
        await self.threaded
        # FULL: with NORMAL a power cut loses every decision since the last checkpoint
        try:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
                await self.threaded.execute(f"PRAGMA {pragma}")
        except BaseException:
            await self.threaded.close()  # its thread would keep the process from ending
            raise


async def _connect(path: Path, chain: Chain) -> _Opened:
    connection = _Opened(path, chain)
    await connection.open()
    return connection


async def _finished(work: Awaitable[T]) -> T:
    """Await `work` to its end even when cancelled meanwhile: until then the connection is the thread's."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():  # not gather: a second cancellation would go through it to the task
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        raise


async def _begin(tx: Connection) -> None:
    """Another process may have the lock for a moment (`ktgs invite`): ask again, without holding up the loop."""
    patience = time.monotonic() + LOCK_PATIENCE
    while True:
        try:
            tx.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            await asyncio.sleep(0.02)
        else:
            return


class Database:
    """One file, one writer behind a lock, one reader that never waits for it."""

    def __init__(self, path: Path, audit_key: bytes = b"", put_aside: PutAside = lambda copy: None) -> None:
        """`audit_key`: what the chain of the audit is made with; kept apart from the file. `put_aside`: gets the copy
        that is made before a migration; it may encrypt it, in a thread."""
        self.path = path
        self.chain = Chain(audit_key)
        self._put_aside = put_aside
        self._lock = asyncio.Lock()
        self._read_lock = asyncio.Lock()
        self._writer: _Opened | None = None
        self._reader: _Opened | None = None
        self._commit_takes = 0.02  # seconds, a running mean; until it is known the disk counts as slow
        self.batch = Batch(self.write)
        self.rolled_back: Callable[[], None] = lambda: None  # who remembers what was read must forget it then

    async def open(self, *, any_key: bool = False) -> None:
        """Connect, check, migrate. Raises StorageError with what is wrong.

        any_key: for `audit.begin_anew`, when the right key of the audit is lost.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self.path.exists():
            self.path.touch(mode=0o600)
        try:
            self._writer = await _connect(self.path, self.chain)
            writer = self._writer.threaded
            async with writer.execute("PRAGMA quick_check") as cursor:
                row = await cursor.fetchone()
            if row is None or row[0] != "ok":
                raise DamagedDatabaseError(f"{self.path.name}: {row[0] if row else 'no answer'}")
            await migrate(writer, self.path, self._put_aside)
            if not any_key:
                await self._check_key(writer)
            self._reader = await _connect(self.path, self.chain)
            for table in ("inbox", "outbox", "questions"):
                async with writer.execute(f"select max(id) from {table}") as cursor:  # noqa: S608
                    last = await cursor.fetchone()
                ids.never_below(last[0] if last else None)
            await writer.execute("PRAGMA busy_timeout=0")  # BEGIN asks again by itself, see `_begin`
        except sqlite3.DatabaseError as error:
            await self.close()
            raise DamagedDatabaseError(f"{self.path.name}: {error}") from error
        except StorageError:
            await self.close()
            raise

    async def _check_key(self, writer: aiosqlite.Connection) -> None:
        """The first row notes which key the chain is made with; a chain of two keys could never be looked through."""
        async with writer.execute("select value from office where key = 'audit:key'") as cursor:
            row = await cursor.fetchone()
        if row and row[0] != self.chain.mark():
            raise WrongKeyError(f"{self.path.name}: its audit was written with another key")

    async def close(self) -> None:
        await self.batch.settled()
        for connection in (self._reader, self._writer):
            if connection:
                await connection.threaded.close()
        self._reader = self._writer = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """One write transaction; commits at the end, rolls back on any exception.

        BEGIN IMMEDIATE takes the write lock first: a deferred transaction that reads and then writes fails
        under contention and no timeout helps it.
        """
        assert self._writer, "the database is not open"  # noqa: S101
        async with self._lock:
            tx = self._writer.direct
            try:
                await _begin(tx)
                try:
                    yield tx
                    await self._commit(self._writer)
                except BaseException:
                    with contextlib.suppress(sqlite3.OperationalError):
                        tx.execute("ROLLBACK")
                    self.rolled_back()
                    raise
            except sqlite3.OperationalError as error:
                raise CannotWriteError(str(error)) from error

    async def _commit(self, writer: _Opened) -> None:
        """The only wait for the disk. With a slow one others go on meanwhile; with a quick one the way to a thread
        and back, past a loop that has work, would take longer than the disk."""
        begun = time.perf_counter()
        if self._commit_takes < QUICK:
            writer.direct.execute("COMMIT")
            took = time.perf_counter() - begun
        else:
            took = await _finished(writer.commit())
        self._commit_takes += (took - self._commit_takes) * (0.5 if took > QUICK else 0.2)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """The reading connection: sees what is committed when the block begins.

        One block at a time: two that overlap share one snapshot, and the later one would read old rows.
        """
        assert self._reader, "the database is not open"  # noqa: S101
        async with self._read_lock:
            yield self._reader.direct


def has_audit(path: Path) -> bool:
    """Whether a file has an audit that was written with a key. A file that cannot be read says so when it is opened."""
    if not path.exists():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            return file.execute("select 1 from office where key = 'audit:key'").fetchone() is not None
    except sqlite3.DatabaseError:
        return False

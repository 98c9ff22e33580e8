"""Statements within a transaction, executed where they are called.

A hop to aiosqlite's thread and back costs more than the statement (three hops for a query: execute, fetch, close), and
a turn has dozens of them. What may wait for the disk or for another process (BEGIN, COMMIT, ROLLBACK, back-ups) still
goes through aiosqlite; the engine's locks keep the two from meeting.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Generator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from storage.chain import Chain

T = TypeVar("T")
Parameters = Mapping[str, Any] | Sequence[Any]


class Result:
    """One executed statement, to be awaited, entered or iterated like aiosqlite's; nothing of it ever waits."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def __await__(self) -> Generator[Any, None, Result]:
        yield from ()
        return self

    async def __aenter__(self) -> Result:
        return self

    async def __aexit__(self, *error: object) -> None:
        self._cursor.close()

    async def __aiter__(self) -> AsyncIterator[sqlite3.Row]:
        for row in self._cursor:
            yield row

    async def fetchone(self) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._cursor.fetchone()
        return row

    async def fetchall(self) -> list[sqlite3.Row]:
        return self._cursor.fetchall()

    async def close(self) -> None:
        self._cursor.close()

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid

    @property
    def description(self) -> Any:
        return self._cursor.description


class Connection:
    """What storage and handlers get to work with while a transaction (or a reading block) is open.

    `posted`: the chats, as (channel, address), for which this transaction has left something to send.
    `chain`: what ties rows of the audit together.
    """

    __slots__ = ("_raw", "chain", "posted")

    def __init__(self, raw: sqlite3.Connection, chain: Chain | None = None) -> None:
        self._raw = raw
        self.chain = chain or Chain()
        self.posted: set[tuple[str, str]] = set()

    def execute(self, sql: str, parameters: Parameters = ()) -> Result:
        """Run one statement now."""
        return Result(self._raw.execute(sql, parameters))

    async def executemany(self, sql: str, parameters: Sequence[Parameters]) -> Result:
        """Run one statement for many sets of parameters."""
        return Result(self._raw.executemany(sql, parameters))

    def one(self, sql: str, parameters: Parameters) -> sqlite3.Row | None:
        """The first row."""
        row: sqlite3.Row | None = self._raw.execute(sql, parameters).fetchone()
        return row

    def all(self, sql: str, parameters: Parameters) -> list[sqlite3.Row]:
        """Every row."""
        return self._raw.execute(sql, parameters).fetchall()

    def change(self, sql: str, parameters: Parameters) -> int:
        """How many rows a statement has touched."""
        return self._raw.execute(sql, parameters).rowcount


class Ready(Generic[T]):
    """A value that is there already, for those who await it."""

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def __await__(self) -> Generator[Any, None, T]:
        yield from ()
        return self._value


class Rows:
    """Rows that are there already, for `async for`: an async generator would cost more than the query."""

    __slots__ = ("_rows",)

    def __init__(self, rows: list[sqlite3.Row]) -> None:
        self._rows = iter(rows)

    def __aiter__(self) -> Rows:
        return self

    async def __anext__(self) -> sqlite3.Row:
        for row in self._rows:
            return row
        raise StopAsyncIteration


class Adapter:
    """aiosql's way to a `Connection`. What it returns can be awaited although nothing waits, so that the same calls
    could go to a driver of another database."""

    is_aio_driver = False

    def process_sql(self, name: str, kind: Any, sql: str) -> str:
        return sql

    def select(self, conn: Connection, name: str, sql: str, parameters: Parameters, record_class: None = None) -> Rows:
        return Rows(conn.all(sql, parameters))

    def select_one(
        self, conn: Connection, name: str, sql: str, parameters: Parameters, record_class: None = None
    ) -> Ready[sqlite3.Row | None]:
        return Ready(conn.one(sql, parameters))

    def select_value(self, conn: Connection, name: str, sql: str, parameters: Parameters) -> Ready[Any]:
        row = conn.one(sql, parameters)
        return Ready(row[0] if row else None)

    def insert_update_delete(self, conn: Connection, name: str, sql: str, parameters: Parameters) -> Ready[int]:
        return Ready(conn.change(sql, parameters))

"""Statements that run where they are called: what is read, what a stop leaves behind, how long a lock holds."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from storage import engine
from storage.engine import Connection, Database
from storage.errors import CannotWriteError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ktgs.sqlite3"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = Database(path)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


def adds(tx: Connection, name: str) -> int:
    return tx.change("insert into counters values (?, 0)", (name,))


def names(tx: Connection) -> list[str]:
    return [row["name"] for row in tx.all("select name from counters order by name", ())]


async def stored(database: Database) -> list[str]:
    async with database.read() as tx:
        return names(tx)


async def writes(database: Database, name: str) -> None:
    async with database.write() as tx:
        adds(tx, name)


def at_commit(
    database: Database, monkeypatch: pytest.MonkeyPatch, before: Callable[[], Awaitable[None]]
) -> asyncio.Event:
    """`before` is awaited before each COMMIT is handed to its thread; the event says that it has come to one."""
    assert database._writer
    real = database._writer.commit
    reached = asyncio.Event()

    async def commit() -> float:
        reached.set()
        await before()
        return await real()

    monkeypatch.setattr(database._writer, "commit", commit)
    return reached


async def test_a_quick_disk_is_waited_for_in_place_and_a_slow_one_beside(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert database._writer
    handed: list[str] = []
    takes = 0.0001

    async def commit() -> float:
        assert database._writer
        handed.append("thread")
        database._writer.direct.execute("COMMIT")
        return takes

    monkeypatch.setattr(database._writer, "commit", commit)
    # in place no time passes, however busy the machine is that runs this
    monkeypatch.setattr(engine, "time", SimpleNamespace(monotonic=time.monotonic, perf_counter=lambda: 0.0))
    for number in range(40):  # it takes some to be sure
        await writes(database, str(number))
    known = len(handed)
    assert 0 < known < 40
    await writes(database, "in place")
    assert len(handed) == known
    database._commit_takes = takes = 0.5  # the disk has become slow
    await writes(database, "beside")
    assert len(handed) == known + 1


async def test_reading_sees_only_what_is_committed(database: Database) -> None:
    await writes(database, "a")
    async with database.write() as tx:
        assert adds(tx, "b") == 1
        assert names(tx) == ["a", "b"]
        assert await stored(database) == ["a"]
    assert await stored(database) == ["a", "b"]


async def test_reading_goes_on_while_a_commit_waits_for_the_disk(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = asyncio.Event()

    async def slow() -> None:
        await disk.wait()

    reached = at_commit(database, monkeypatch, slow)
    first = asyncio.create_task(writes(database, "a"))
    await reached.wait()
    second = asyncio.create_task(writes(database, "b"))
    assert await stored(database) == []
    assert not second.done()
    disk.set()
    await asyncio.gather(first, second)
    assert await stored(database) == ["a", "b"]


async def test_a_query_left_half_read_does_not_hold_old_rows(database: Database) -> None:
    for name in "abc":
        await writes(database, name)
    async with database.read() as tx:
        assert tx.one("select name from counters order by name desc", ())["name"] == "c"  # type: ignore[index]
        async for row in tx.execute("select name from counters order by name"):
            assert row["name"] == "a"
            break
    await writes(database, "d")
    assert await stored(database) == ["a", "b", "c", "d"]


async def test_each_way_to_ask_gives_the_same(database: Database) -> None:
    async with database.write() as tx:
        result = await tx.executemany("insert into counters values (?, ?)", [("a", 1), ("b", 2)])
        assert result.rowcount == 2
        assert tx.change("update counters set value = value + 1", ()) == 2
        async with tx.execute("select * from counters order by name") as cursor:
            first = await cursor.fetchone()
            rest = await cursor.fetchall()
        assert first
        assert [tuple(row) for row in (first, *rest)] == [("a", 2), ("b", 3)]
        assert [tuple(row) for row in tx.all("select * from counters order by name", ())] == [("a", 2), ("b", 3)]
        assert (await (await tx.execute("select value from counters where name = 'none'")).fetchone()) is None
        assert tx.one("select value from counters where name = 'none'", ()) is None


@pytest.mark.parametrize("times", [1, 2])
async def test_a_write_cancelled_at_its_commit_is_stored_whole_and_the_next_one_follows(
    database: Database, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    disk = asyncio.Event()

    async def slow() -> None:
        await disk.wait()

    reached = at_commit(database, monkeypatch, slow)
    task = asyncio.create_task(writes(database, "a"))
    await reached.wait()
    following = asyncio.create_task(writes(database, "b"))
    for _ in range(times):
        task.cancel()
        for _ in range(5):
            await asyncio.sleep(0)
        assert not task.done()  # until the thread has let go of the connection
        assert not following.done()
    disk.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    await following
    assert await stored(database) == ["a", "b"]


async def test_a_write_cancelled_before_its_commit_leaves_nothing(database: Database) -> None:
    inside, never = asyncio.Event(), asyncio.Event()

    async def waits() -> None:
        async with database.write() as tx:
            adds(tx, "a")
            inside.set()
            await never.wait()

    task = asyncio.create_task(waits())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await writes(database, "b")
    assert await stored(database) == ["b"]


async def test_a_commit_that_fails_leaves_nothing_and_says_so(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[str] = []
    database.rolled_back = lambda: forgotten.append("all")
    full = [True]

    async def fails_once() -> None:
        if full.pop() if full else False:
            raise sqlite3.OperationalError("database or disk is full")

    at_commit(database, monkeypatch, fails_once)
    with pytest.raises(CannotWriteError, match="disk is full"):
        await writes(database, "a")
    assert forgotten == ["all"]
    await writes(database, "b")
    assert await stored(database) == ["b"]
    assert forgotten == ["all"]


async def test_while_another_program_has_the_lock_everything_else_goes_on(database: Database, path: Path) -> None:
    counted = 0

    async def counts() -> None:
        nonlocal counted
        while True:
            counted += 1
            await asyncio.sleep(0)

    with closing(sqlite3.connect(path, isolation_level=None)) as another_program:
        another_program.execute("begin immediate")
        another_program.execute("insert into counters values ('theirs', 0)")
        task, counter = asyncio.create_task(writes(database, "ours")), asyncio.create_task(counts())
        async with asyncio.timeout(10):
            while counted < 1000:
                await asyncio.sleep(0)
                assert await stored(database) == []  # reading waits for nobody
        assert not task.done()
        another_program.execute("commit")
    async with asyncio.timeout(10):
        await task
    counter.cancel()
    await asyncio.gather(counter, return_exceptions=True)
    assert await stored(database) == ["ours", "theirs"]


async def test_a_lock_that_is_not_let_go_is_given_up(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LOCK_PATIENCE", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as another_program:
        another_program.execute("begin immediate")
        started = asyncio.get_running_loop().time()
        with pytest.raises(CannotWriteError, match="locked"):
            await writes(database, "a")
        assert 0.05 <= asyncio.get_running_loop().time() - started < 2
        another_program.execute("rollback")
    await writes(database, "b")
    assert await stored(database) == ["b"]


async def test_what_is_wrong_with_a_begin_is_not_waited_for_unless_it_is_a_lock(database: Database) -> None:
    assert database._writer
    database._writer.direct.execute("begin")  # as a fault of the program might leave it
    async with asyncio.timeout(2):
        with pytest.raises(CannotWriteError, match="within a transaction"):
            await writes(database, "a")
    database._writer.direct.execute("rollback")
    await writes(database, "b")
    assert await stored(database) == ["b"]


async def test_a_wrong_statement_is_no_lock_and_is_not_waited_for(database: Database) -> None:
    with pytest.raises(CannotWriteError, match="no such table"):
        async with database.write() as tx:
            adds(tx, "a")
            tx.execute("insert into nowhere values (1)")
    with pytest.raises(sqlite3.IntegrityError):
        async with database.write() as tx:
            adds(tx, "b")
            adds(tx, "b")
    assert await stored(database) == []

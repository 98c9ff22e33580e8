"""Several writes in one transaction: each as if it were alone, but for the wait for the disk."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import engine
from storage.batch import MOST_TOGETHER, Batch, Work
from storage.engine import Connection, Database
from storage.errors import CannotWriteError


class Writes:
    """A batch whose transactions are counted; `gate` holds the first of them up."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.count = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.batch = Batch(self.write)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        self.count += 1
        async with self.database.write() as tx:
            yield tx
            await self.gate.wait()

    def adds(self, name: str, *, falls: bool = False) -> Work:
        """A work that takes the next number, and falls after that if it is told to."""

        async def work(tx: Connection) -> None:
            (row,) = tx.all("select count(*) from counters", ())
            tx.change("insert into counters values (?, ?)", (name, row[0]))
            if falls:
                raise ZeroDivisionError(name)

        return work

    def does(self, name: str, *, falls: bool = False) -> asyncio.Task[None]:
        return asyncio.create_task(self.batch.do(self.adds(name, falls=falls)))

    async def holds(self) -> list[str]:
        """The names in the order in which they were written."""
        async with self.database.read() as tx:
            return [row["name"] for row in tx.all("select name from counters order by value", ())]


@pytest.fixture
async def writes(tmp_path: Path) -> AsyncIterator[Writes]:
    database = Database(tmp_path / "ktgs.sqlite3")
    await database.open()
    yield Writes(database)
    await database.close()


async def passes(steps: int = 3) -> None:
    for _ in range(steps):
        await asyncio.sleep(0)


async def all_of(*tasks: asyncio.Task[None]) -> list[BaseException | None]:
    """How each has ended."""
    async with asyncio.timeout(10):
        return await asyncio.gather(*tasks, return_exceptions=True)


async def test_whoever_comes_while_one_is_on_its_way_goes_together(writes: Writes) -> None:
    names = [f"{number:03}" for number in range(100)]
    writes.gate.clear()
    first = writes.does("000")
    await passes()
    others = [writes.does(name) for name in names[1:]]
    await passes()
    assert writes.count == 1
    writes.gate.set()
    assert await all_of(first, *others) == [None] * 100
    assert writes.count == 1 + -(-99 // MOST_TOGETHER)
    assert await writes.holds() == names


async def test_one_that_is_alone_waits_for_nobody(writes: Writes) -> None:
    for name in "abc":
        await writes.batch.do(writes.adds(name))
    assert writes.count == 3
    assert await writes.holds() == ["a", "b", "c"]


async def test_it_is_done_only_when_it_is_committed(writes: Writes) -> None:
    writes.gate.clear()
    task = writes.does("a")
    await passes()
    assert not task.done()
    assert await writes.holds() == []
    writes.gate.set()
    await task
    assert await writes.holds() == ["a"]


@pytest.mark.parametrize("bad", range(5))
async def test_one_that_fails_fails_alone_and_its_neighbours_are_done_once_and_in_order(
    writes: Writes, bad: int
) -> None:
    names = "abcde"
    tasks = [writes.does(name, falls=number == bad) for number, name in enumerate(names)]
    said = await all_of(*tasks)
    assert [type(one) for one in said] == [ZeroDivisionError if at == bad else type(None) for at in range(5)]
    assert str(said[bad]) == names[bad]
    assert await writes.holds() == [name for name in names if name != names[bad]]


async def test_each_knows_what_it_posted_itself(writes: Writes) -> None:
    seen: dict[str, set[tuple[str, str]]] = {}

    def posts(name: str, *, falls: bool = False) -> Work:
        async def work(tx: Connection) -> None:
            seen[name] = tx.posted
            tx.posted.add(("telegram", name))
            if falls:
                raise ZeroDivisionError

        return work

    works = [posts("a"), posts("b", falls=True), posts("c")]
    for rest in (works[::2], works):
        await asyncio.gather(*map(writes.batch.do, rest), return_exceptions=True)
        assert (seen["a"], seen["c"]) == ({("telegram", "a")}, {("telegram", "c")})


async def test_who_stops_waiting_stops_nobody_else(writes: Writes) -> None:
    writes.gate.clear()
    tasks = [writes.does(name) for name in "abcd"]
    await passes()
    tasks[0].cancel()  # its transaction is on its way
    tasks[2].cancel()
    await passes()
    late = writes.does("e")
    await passes()
    late.cancel()  # before it has begun
    writes.gate.set()
    said = await all_of(*tasks, late)
    stopped = [isinstance(one, asyncio.CancelledError) for one in said]
    assert stopped == [True, False, True, False, True]
    await writes.batch.settled()
    # like a commit whose answer nobody heard: what was handed in is done, once
    assert await writes.holds() == ["a", "b", "c", "d", "e"]


async def test_a_failure_that_nobody_waits_for_is_no_trouble(writes: Writes) -> None:
    writes.gate.clear()
    first = writes.does("a")
    await passes()
    bad = writes.does("b", falls=True)
    await passes()
    bad.cancel()
    writes.gate.set()
    await all_of(first, bad)
    await writes.batch.do(writes.adds("c"))
    assert await writes.holds() == ["a", "c"]


async def test_settled_means_that_nothing_is_on_its_way(writes: Writes) -> None:
    await writes.batch.settled()  # nothing was
    writes.gate.clear()
    tasks = [writes.does("a"), writes.does("b", falls=True)]
    await passes()
    waits = asyncio.create_task(writes.batch.settled())
    await passes()
    tasks.append(writes.does("c"))
    await passes()
    assert not waits.done()
    writes.gate.set()
    await waits
    assert [task.done() for task in tasks] == [True, True, True]
    assert await writes.holds() == ["a", "c"]
    with pytest.raises(ZeroDivisionError):
        await tasks[1]


async def test_who_stops_waiting_for_the_end_does_not_stop_the_work(writes: Writes) -> None:
    writes.gate.clear()
    task = writes.does("a")
    await passes()
    waits = asyncio.create_task(writes.batch.settled())
    await passes()
    waits.cancel()
    await asyncio.gather(waits, return_exceptions=True)
    writes.gate.set()
    assert await all_of(task) == [None]
    assert await writes.holds() == ["a"]


async def test_closing_waits_for_what_is_on_its_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(tmp_path / "ktgs.sqlite3")
    await database.open()
    assert database._reader
    gate, real, closed = asyncio.Event(), database._reader.threaded.close, []

    async def adds(tx: Connection) -> None:
        await gate.wait()
        tx.change("insert into counters values ('a', 1)", ())

    async def closes() -> None:
        closed.append(gate.is_set())
        await real()

    monkeypatch.setattr(database._reader.threaded, "close", closes)
    task = asyncio.create_task(database.batch.do(adds))
    await passes()
    closing_down = asyncio.create_task(database.close())
    await passes()
    gate.set()
    await all_of(task, closing_down)
    assert closed == [True]
    with closing(sqlite3.connect(tmp_path / "ktgs.sqlite3")) as file:
        assert file.execute("select name from counters").fetchall() == [("a",)]


async def test_when_the_database_is_locked_all_hear_it_after_one_wait(
    writes: Writes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LOCK_PATIENCE", 0.05)
    with closing(sqlite3.connect(writes.database.path, isolation_level=None)) as another_program:
        another_program.execute("begin immediate")
        tasks = [writes.does(name) for name in "abcdef"]
        said = await all_of(*tasks)
        another_program.execute("rollback")
    assert [type(one) for one in said] == [CannotWriteError] * 6
    assert writes.count == 1
    await writes.batch.do(writes.adds("g"))
    assert await writes.holds() == ["g"]


# for each caller: does it fall, how long after the one before does it come, does it give up waiting
CALLERS = st.lists(st.tuples(st.booleans(), st.sampled_from([0, 0, 0, 1, 5]), st.sampled_from([None] * 6 + [0, 2])))


@settings(max_examples=40, deadline=None)
@given(CALLERS)
def test_the_file_holds_exactly_what_succeeded_in_order(callers: list[tuple[bool, int, int | None]]) -> None:
    asyncio.run(_plays(callers))


async def _plays(callers: list[tuple[bool, int, int | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "ktgs.sqlite3")
        await database.open()
        try:
            writes = Writes(database)
            tasks = []
            for number, (falls, later, gives_up) in enumerate(callers):
                await passes(later)
                tasks.append(writes.does(f"{number:03}", falls=falls))
                if gives_up is not None:
                    await passes(gives_up + 1)
                    tasks[-1].cancel()
            said = await all_of(*tasks)
            await writes.batch.settled()
            assert await writes.holds() == [f"{at:03}" for at, caller in enumerate(callers) if not caller[0]]
            for one, (falls, _, gives_up) in zip(said, callers, strict=True):
                assert type(one) in ({ZeroDivisionError} if falls else {type(None)}) | (
                    set() if gives_up is None else {asyncio.CancelledError}
                )
        finally:
            await database.close()

"""The database file: made private, checked before use, migrated with a copy beside it, written all or nothing."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest

from storage import migrate
from storage.engine import Database
from storage.errors import DamagedDatabaseError, NewerDatabaseError

SHIPPED = migrate.migrations()
NEXT = SHIPPED[-1][0] + 1
ADD_NOTES = "create table notes (id text primary key);"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ktgs.sqlite3"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = Database(path)
    await database.open()
    yield database
    await database.close()


async def opened_and_closed(path: Path) -> None:
    database = Database(path)
    await database.open()
    await database.close()


def everything(path: Path) -> list[tuple[str, str, str | None]]:
    """(type, name, SQL without its white space) of all there is in a file."""
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute("select type, name, sql from sqlite_master order by type, name").fetchall()
    # a column that was added later is joined with other white space than one that was there from the start
    return [
        (kind, name, re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.split())) if sql else None)
        for kind, name, sql in rows
    ]


def asked(path: Path, sql: str) -> object:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(sql).fetchone()[0]


def a_later_release(monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    monkeypatch.setattr(migrate, "migrations", lambda: [*SHIPPED, (NEXT, sql)])


async def test_the_schema_is_the_sum_of_all_migrations(path: Path, tmp_path: Path) -> None:
    await opened_and_closed(path)
    summed = tmp_path / "schema.sqlite3"
    with closing(sqlite3.connect(summed)) as file:
        file.executescript((resources.files("storage") / "schema.sql").read_text("utf-8"))
    assert everything(path) == everything(summed)
    assert ("table", "inbox") in [row[:2] for row in everything(path)]
    assert asked(path, "pragma user_version") == SHIPPED[-1][0]


async def test_a_fresh_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "ktgs.sqlite3"
    database = Database(path)
    await database.open()
    async with database.write() as tx:
        await tx.execute("insert into office values ('name', 'Thành ủy')")
    kept = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    await database.close()
    assert kept == dict.fromkeys(("ktgs.sqlite3", "ktgs.sqlite3-wal", "ktgs.sqlite3-shm"), 0o600)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_a_decision_is_on_disk_at_its_commit(database: Database) -> None:
    async with database.write() as tx:
        found = {}
        for name in ("journal_mode", "synchronous", "foreign_keys"):
            async with tx.execute(f"pragma {name}") as cursor:
                found[name] = [row[0] async for row in cursor]
    assert found == {"journal_mode": ["wal"], "synchronous": [2], "foreign_keys": [1]}


async def test_a_file_of_a_newer_release_is_refused_and_left_alone(path: Path) -> None:
    await opened_and_closed(path)
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"pragma user_version = {NEXT}")
    with pytest.raises(NewerDatabaseError, match=f"ktgs.sqlite3 is at version {NEXT}, this release knows {NEXT - 1}"):
        await opened_and_closed(path)
    assert asked(path, "pragma user_version") == NEXT


@pytest.mark.parametrize("at", [0, 4096 * 3])
async def test_a_zeroed_sector_is_refused(path: Path, at: int) -> None:
    await opened_and_closed(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + bytes(512) + whole[at + 512 :])
    with pytest.raises(DamagedDatabaseError, match=r"^ktgs.sqlite3: "):
        await opened_and_closed(path)


async def test_a_truncated_file_is_refused(path: Path) -> None:
    await opened_and_closed(path)
    path.write_bytes(path.read_bytes()[: 4096 * 5 + 100])
    with pytest.raises(DamagedDatabaseError, match=r"^ktgs.sqlite3: "):
        await opened_and_closed(path)


async def test_what_is_no_database_is_refused_and_not_overwritten(path: Path) -> None:
    path.write_bytes(b"no database at all, but a letter\n" * 200)
    with pytest.raises(DamagedDatabaseError, match="file is not a database"):
        await opened_and_closed(path)
    assert path.read_bytes() == b"no database at all, but a letter\n" * 200


async def test_a_file_is_copied_beside_itself_before_it_is_migrated(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(path)
    await database.open()
    async with database.write() as tx:
        await tx.execute("insert into office values ('name', 'Thành ủy')")
    await database.close()
    assert [file.name for file in path.parent.iterdir()] == ["ktgs.sqlite3"], "a fresh file needs no copy"

    a_later_release(monkeypatch, ADD_NOTES)
    await opened_and_closed(path)

    copy = path.with_name(f"ktgs.sqlite3.before-{NEXT:04}")
    assert asked(path, "pragma user_version") == NEXT
    assert asked(path, "select count(*) from notes") == 0
    assert asked(copy, "pragma user_version") == NEXT - 1
    assert asked(copy, "select value from office where key = 'name'") == "Thành ủy"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


async def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await opened_and_closed(path)
    before = everything(path)
    a_later_release(monkeypatch, f"{ADD_NOTES}\ninsert into nowhere values (1);")
    with pytest.raises(DamagedDatabaseError, match="no such table: nowhere"):
        await opened_and_closed(path)
    assert everything(path) == before
    assert asked(path, "pragma user_version") == NEXT - 1


async def test_a_migration_that_leaves_orphans_is_refused_each_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened_and_closed(path)
    a_later_release(
        monkeypatch, "insert into bodies (id, unit_id, name, kind, track) values ('b', 'u', 'B', 'c', 'A');"
    )
    for _start in ("the first", "the second: what was refused must not have been committed"):
        with pytest.raises(DamagedDatabaseError, match=f"migration {NEXT} left rows without their parent"):
            await opened_and_closed(path)
    assert asked(path, "select count(*) from bodies") == 0


async def test_a_rewritten_table_keeps_its_children(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite changes a table by making it anew; with foreign keys on, dropping the old one takes the children along."""
    database = Database(path)
    await database.open()
    async with database.write() as tx:
        await tx.execute("insert into people (id, name, created_at) values ('lan', 'Lan', '')")
        await tx.execute("insert into chats (channel, address, person_id, since) values ('t', '1', 'lan', '')")
    await database.close()
    rewrite = """create table people_new (id text primary key, name text not null, created_at text not null,
                                          removed_at text, note text not null default '');
                 insert into people_new (id, name, created_at, removed_at) select * from people;
                 drop table people;
                 alter table people_new rename to people;"""
    a_later_release(monkeypatch, rewrite)
    await opened_and_closed(path)
    assert asked(path, "select person_id from chats join people on people.id = person_id where note = ''") == "lan"


async def test_an_exception_takes_everything_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.write() as tx:
            await tx.execute("insert into office values ('name', 'Thành ủy')")
            await tx.execute("insert into counters values ('code', 1)")
            raise ZeroDivisionError
    async with database.read() as tx, tx.execute("select key from office union select name from counters") as cursor:
        assert await cursor.fetchall() == []


async def test_two_transactions_never_interleave(database: Database) -> None:
    seen: list[str] = []

    async def adds_three(name: str) -> None:
        async with database.write() as tx:
            for number in range(3):
                await tx.execute("insert into counters values (?, 0)", (f"{name}{number}",))
                seen.append(name)

    await asyncio.gather(*(adds_three(name) for name in "abcdef"))
    assert sorted(seen) == sorted("abcdef" * 3)
    assert all(len(set(seen[at : at + 3])) == 1 for at in range(0, len(seen), 3)), seen


async def test_a_transaction_cancelled_while_it_waits_leaves_the_next_one_alone(database: Database, path: Path) -> None:
    waiting = asyncio.Event()

    async def adds() -> None:
        waiting.set()
        async with database.write() as tx:
            await tx.execute("insert into counters values ('half', 1)")

    with closing(sqlite3.connect(path, isolation_level=None)) as another_program:
        another_program.execute("begin immediate")
        task = asyncio.create_task(adds())
        await waiting.wait()
        task.cancel()
        await asyncio.wait({task}, timeout=0.2)  # it may well wait for the other program
        another_program.execute("rollback")
        with pytest.raises(asyncio.CancelledError):
            await task
    async with database.write() as tx, tx.execute("select count(*) from counters") as cursor:
        assert [row[0] async for row in cursor] == [0]

"""`ktgs person`: given into a file, erased only after the removal, and not back after going back to an old copy."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.office_files import EXAMPLE
from storage import people
from storage.engine import Database
from tests.bot.conftest import Run

OFFICE = Path("var/ktgs.sqlite3")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
ERASED = "Người đã rời hệ thống"


async def _add(*names: str) -> list[str]:
    database = Database(OFFICE, Path("var/ktgs.sqlite3.audit-key").read_text().strip().encode())
    await database.open()
    async with database.write() as tx:
        ids = [await people.add(tx, name, NOW) for name in names]
        for number, id_ in enumerate(ids):
            await people.put_chat(tx, "telegram", str(100 + number), id_, NOW)
    await database.close()
    return ids


@pytest.fixture
def office(ktgs: Run) -> Run:
    assert ktgs("office", "load", str(EXAMPLE))[0] == 0
    return ktgs


def names() -> list[str]:
    with closing(sqlite3.connect(OFFICE)) as file:
        return [row[0] for row in file.execute("select name from people order by id")]


def removed(id_: str) -> None:
    with closing(sqlite3.connect(OFFICE)) as file, file:
        file.execute("update people set removed_at = '2026-11-22T02:00:00.000000Z' where id = ?", (id_,))


def test_by_name_into_a_file_for_its_owner(office: Run, tmp_path: Path) -> None:
    (lan,) = asyncio.run(_add("Trần Thị Lan"))
    code, (line,), err = office("person", "export", "trần thị lan", str(tmp_path / "lan.json"))
    assert (code, err, line) == (0, [], f"{tmp_path / 'lan.json'}: 1 person, 1 chats")
    told = json.loads((tmp_path / "lan.json").read_text("utf-8"))
    assert (told["person"][0]["id"], told["chats"][0]["address"]) == (lan, "100")
    assert stat.S_IMODE((tmp_path / "lan.json").stat().st_mode) == 0o600
    with closing(sqlite3.connect(OFFICE)) as file:
        last = file.execute("select action, object from audit order by seq desc limit 1").fetchone()
    assert last == ("person.exported", f"person:{lan}")


def test_of_two_with_one_name_the_id_is_asked_for(office: Run) -> None:
    first, second = asyncio.run(_add("Lan", "Lan"))
    assert office("person", "export", "Lan", "x.json")[2] == [
        f"ktgs: person: 2 people are called so; give the id: {first}, {second}"
    ]
    assert office("person", "export", "Hoa", "x.json")[2] == ["ktgs: person: nobody here is or was called Hoa"]
    assert not Path("x.json").exists()
    assert office("person", "export", second, "x.json")[0] == 0


def test_erased_only_after_the_removal(office: Run) -> None:
    (lan,) = asyncio.run(_add("Lan"))
    assert office("person", "erase", lan)[2] == ["ktgs: person erase: an administrator removes them first, in chat"]
    assert names() == ["Lan"]
    removed(lan)
    code, lines, _ = office("person", "erase", lan)
    assert code == 0
    assert lines[0] == "erased: 1 rows deleted, 0 messages emptied, the name replaced"
    assert names() == [ERASED]
    assert office("audit", "verify")[0] == 0


def test_going_back_brings_nobody_back(office: Run) -> None:
    """The copy is from before the removal and the erasure."""
    lan, _ = asyncio.run(_add("Lan", "Minh"))
    office("backup")
    (made,) = Path("var/backups").glob("*.backup")
    removed(lan)
    office("person", "erase", lan)
    remembered = Path("var/backups/erased.txt")
    assert (remembered.read_text(), stat.S_IMODE(remembered.stat().st_mode)) == (f"{lan}\n", 0o600)
    assert office("restore", made.name)[0] == 0
    assert names() == [ERASED, "Minh"]
    with closing(sqlite3.connect(OFFICE)) as file:
        assert file.execute("select count(*) from chats").fetchone() == (1,)
        assert file.execute("select removed_at is not null from people order by id").fetchall() == [(1,), (0,)]
    assert office("audit", "verify")[0] == 0

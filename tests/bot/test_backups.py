"""Back-ups: when one is due, what is in it, who can read it, and the drill of putting one back."""

from __future__ import annotations

import asyncio
import io
import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backups import Backup, Backups
from bot.lock import single
from bot.office_files import EXAMPLE
from bot.packing import unpack
from bot.sealed import PIECE, SealError, opened, seal
from storage.engine import Database
from storage.errors import DamagedDatabaseError
from tests.bot.conftest import Run

KEY = bytes(range(32))
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
OFFICE = Path("var/ktgs.sqlite3")
FOLDER = Path("var/backups")


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ktgs.sqlite3"
    write(path, "one")
    touched(path, NOW)
    return path


@pytest.fixture
def backups(path: Path, clock: Clock) -> Backups:
    return Backups(path, path.parent / "backups", lambda: KEY, clock=clock)


def write(path: Path, name: str) -> None:
    async def do() -> None:
        database = Database(path)
        await database.open()
        async with database.write() as tx:
            await tx.execute("insert into counters values (?, 1)", (name,))
        await database.close()

    asyncio.run(do())


def touched(path: Path, at: datetime) -> None:
    os.utime(path, (at.timestamp(), at.timestamp()))


def names(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as file:
        return [row[0] for row in file.execute("select name from counters order by name")]


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5])
def test_what_is_sealed_is_read_again_and_nothing_less(size: int) -> None:
    plain, hidden = os.urandom(size), io.BytesIO()
    seal(io.BytesIO(plain), hidden, KEY)
    whole = hidden.getvalue()
    assert b"".join(opened(io.BytesIO(whole), KEY)) == plain
    wrong = [whole[:-1], whole[: len(whole) // 2], whole[:15], whole + b"x", whole[:20] + b"?" + whole[21:]]
    if size > PIECE:
        second = 15 + 4 + PIECE + 16
        wrong += [whole[:second], whole[:15] + whole[second:]]  # the last piece missing, the first one missing
    for damaged in wrong:
        with pytest.raises(SealError):
            b"".join(opened(io.BytesIO(damaged), KEY))
    with pytest.raises(SealError, match="the key is another one"):
        b"".join(opened(io.BytesIO(whole), bytes(32)))


def test_due_is_what_changed_and_is_old_enough(backups: Backups, path: Path, clock: Clock) -> None:
    assert backups.due(), "there is none yet"
    backups.make()
    clock.now += timedelta(hours=5)
    assert not backups.due(), "nothing changed"
    touched(path, clock.now)
    assert backups.due()
    backups.make()
    for minutes, due in ((5, False), (9, False), (1, True)):
        clock.now += timedelta(minutes=minutes)
        touched(path, clock.now)
        assert backups.due() is due, minutes
    backups.make()
    clock.now -= timedelta(days=1)
    assert backups.due(), "a clock that was wrong must not stop back-ups"


def test_a_change_that_only_the_log_holds_counts(path: Path, backups: Backups, clock: Clock) -> None:
    backups.make()
    clock.now += timedelta(hours=1)
    wal = path.with_name(f"{path.name}-wal")
    wal.touch()
    touched(wal, clock.now)
    assert not backups.due(), "somebody has only read"
    wal.write_bytes(b"a change")
    touched(wal, clock.now)
    assert backups.due()


async def test_a_copy_is_made_while_somebody_writes(path: Path, backups: Backups) -> None:
    database = Database(path)
    await database.open()
    async with database.write() as tx:
        await tx.execute("insert into counters values ('two', 1)")
        made = backups.make()
        await tx.execute("insert into counters values ('three', 1)")
    await database.close()
    copy = path.with_name("copy")
    unpack(made.path, copy, KEY)
    assert names(copy) == ["one"], "what is not committed is in no back-up"


def test_nobody_else_can_read_it(backups: Backups) -> None:
    made = backups.make()
    assert stat.S_IMODE(backups.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [file.name for file in backups.folder.iterdir()] == [made.path.name], "nothing plain is left"
    assert made.path.name == "ktgs-20261122T020000Z-0-.backup"
    assert b"SQLite format" not in made.path.read_bytes()
    assert Backup.named(made.path) == made


def test_a_damaged_database_gives_no_back_up(backups: Backups, path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: 4096 * 3] + bytes(512) + whole[4096 * 3 + 512 :])
    with pytest.raises(DamagedDatabaseError):
        backups.make()
    assert list(backups.folder.iterdir()) == []


def test_old_ones_go_by_the_rule(backups: Backups, clock: Clock) -> None:
    for _ in range(20):
        backups.make()
        clock.now += timedelta(minutes=15)
    made = [f"{one.at:%H:%M}" for one in backups.all()]
    assert made == ["06:45", "06:30", "06:15", "06:00", "05:45", "05:30", "05:15", "05:00", "04:45", "03:45", "02:45"]


@pytest.fixture
def office(ktgs: Run) -> Run:
    assert ktgs("office", "load", str(EXAMPLE))[0] == 0
    assert ktgs("invite", "ubkt-tu", "--role", "admin")[0] == 0
    return ktgs


def rows(sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(OFFICE)) as file:
        return file.execute(sql).fetchall()


def test_the_drill(office: Run) -> None:
    """A copy, more work, a broken database: what the copy holds is there again, and the audit is one chain."""
    status, (line,), _ = office("backup")
    (made,) = FOLDER.iterdir()
    assert (status, line.partition(":")[0]) == (0, str(made))
    assert office("invite", "ubkt-tu", "--role", "reviewer")[0] == 0
    OFFICE.write_bytes(b"a letter, no database" * 500)

    status, _, (said,) = office("invite", "ubkt-tu")
    assert status == 1
    assert said.endswith("; look for a good copy with `ktgs backup list`, then `ktgs restore FILE`")
    status, (listed,), _ = office("backup", "list")
    assert listed.startswith(made.name)

    status, out, err = office("restore", made.name)
    assert (status, err) == (0, [])
    assert out[0].startswith(f"restored {made.name}: the audit ends at 2:")
    aside = Path(out[1].removeprefix("the database that was replaced is kept as "))
    unpack(aside, OFFICE.with_name("letter"), bytes.fromhex(Path(f"{OFFICE}.backup-key").read_text()))
    assert OFFICE.with_name("letter").read_bytes().startswith(b"a letter"), "kept as it was, though no database"
    assert stat.S_IMODE(OFFICE.stat().st_mode) == 0o600
    assert [row[0] for row in rows("select action from audit order by seq")] == [
        "office.loaded",
        "invitation.issued",
        "backup.restored",
    ]
    assert rows("select count(*) from invitations") == [(1,)]
    assert office("audit", "verify")[0] == 0
    assert office("invite", "ubkt-tu")[0] == 0
    assert not list(OFFICE.parent.glob("*.restoring*"))


def test_a_later_copy_is_no_reproach_after_going_back(office: Run) -> None:
    office("backup")
    (first,) = FOLDER.iterdir()
    early = first.with_name(f"ktgs-20260101T000000Z-{first.name.split('-', 2)[2]}")
    first.replace(early)
    office("invite", "ubkt-tu")
    office("backup")  # its end is of rows that the first one does not know
    assert office("restore", early.name)[0] == 0
    office("invite", "ubkt-tu", "--role", "reviewer")
    assert office("audit", "verify")[0] == 0


def test_a_cut_end_is_seen_from_the_back_ups(office: Run) -> None:
    office("backup")
    with closing(sqlite3.connect(OFFICE)) as file, file:
        file.execute("drop trigger audit_undeleted")
        file.execute("delete from audit where seq = 2")
    status, (line,), _ = office("audit", "verify")
    assert status == 1
    assert line.startswith("WRONG audit: row 2 and what came after it were removed; the last is 1:")


def test_not_while_the_bot_runs(office: Run) -> None:
    office("backup")
    (made,) = FOLDER.iterdir()
    before = OFFICE.read_bytes()
    with single(OFFICE):
        status, _, err = office("restore", made.name)
    said = f"ktgs: restore: ktgs works with {OFFICE}; stop it first, nothing was changed"
    assert (status, err) == (1, [said])
    assert OFFICE.read_bytes() == before


@pytest.mark.parametrize("harm", ["cut", "changed", "another key", "no back-up"])
def test_a_bad_copy_changes_nothing(office: Run, harm: str) -> None:
    office("backup")
    (made,) = FOLDER.iterdir()
    whole = made.read_bytes()
    if harm == "another key":
        Path("var/ktgs.sqlite3.backup-key").write_text("00" * 32)
    else:
        made.write_bytes({"cut": whole[:-40], "changed": whole[:90] + b"?" + whole[91:], "no back-up": b"x"}[harm])
    before = OFFICE.read_bytes()
    status, out, (err,) = office("restore", str(made))
    why = "this is no back-up of ktgs" if harm == "no back-up" else "the key is another one, or the file is damaged"
    assert (status, out, err) == (1, [], f"ktgs: restore: {made.name}: {why}; nothing was changed")
    assert OFFICE.read_bytes() == before
    assert not list(OFFICE.parent.glob("*.restoring*"))


def test_a_copy_without_the_key_of_its_audit(office: Run) -> None:
    office("backup")
    (made,) = FOLDER.iterdir()
    Path("var/ktgs.sqlite3.audit-key").unlink()
    OFFICE.unlink()
    status, _, (err,) = office("restore", made.name)
    assert status == 1
    assert "the audit's key is not there" in err
    assert not OFFICE.exists()
    assert not Path("var/ktgs.sqlite3.audit-key").exists()

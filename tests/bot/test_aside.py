"""Whole copies that are put aside beside the database: sealed, for their owner alone, and read again by a restore."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.aside import seal_left, sealed, swap
from bot.config import load
from bot.sealed import SealError
from tests.bot.conftest import Run
from tests.bot.test_backups import FOLDER, OFFICE, office, rows
from tests.storage.test_engine import NEXT, a_later_release

__all__ = ["office"]  # the fixture


def beside() -> dict[str, int]:
    """Copies beside the database, and who may read them."""
    kept = [one for one in OFFICE.parent.iterdir() if ".before-" in one.name or ".replaced-" in one.name]
    return {one.name: stat.S_IMODE(one.stat().st_mode) for one in kept}


def test_what_was_replaced_is_sealed_with_its_log_and_can_be_put_back(office: Run) -> None:
    office("backup")
    (made,) = FOLDER.iterdir()
    with closing(sqlite3.connect(OFFICE)) as file:  # a program that was killed: its last words are in the log
        file.execute("insert into office values ('note', 'QZX in the log')")
        file.commit()
        assert office("restore", made.name)[0] == 0
    ((name, mode),) = beside().items()
    assert (name.startswith("ktgs.sqlite3.replaced-"), name.endswith(".backup"), mode) == (True, True, 0o600)
    assert b"QZX in the log" not in OFFICE.with_name(name).read_bytes()
    assert rows("select value from office where key = 'note'") == []
    assert office("restore", name)[0] == 0
    assert rows("select value from office where key = 'note'") == [("QZX in the log",)]


def test_the_copy_before_a_migration_is_sealed_once_there_is_a_key(
    office: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_later_release(monkeypatch, "create table notes (text text) strict;")
    assert office("invite", "ubkt-tu")[0] == 0
    assert beside() == {f"ktgs.sqlite3.before-{NEXT:04}": 0o600}, "without a key it stays readable"
    OFFICE.with_name(f"ktgs.sqlite3.before-{NEXT:04}").unlink()

    office("backup")
    with closing(sqlite3.connect(OFFICE)) as file:
        file.executescript(f"drop table notes; pragma user_version = {NEXT - 1}")
    assert office("invite", "ubkt-tu")[0] == 0
    assert beside() == {f"ktgs.sqlite3.before-{NEXT:04}.backup": 0o600}
    assert office("restore", f"ktgs.sqlite3.before-{NEXT:04}.backup")[0] == 0
    assert not list(OFFICE.parent.glob(".*.part"))


def test_what_a_killed_program_left_is_sealed_at_the_next_start(office: Run) -> None:
    """Killed while the database was replaced: a second name of the file, a half, what was unpacked."""
    office("backup")
    aside = OFFICE.with_name("ktgs.sqlite3.replaced-20261122T020000.000001Z")
    os.link(OFFICE, aside)
    for half in (f"{aside.name}.part", "ktgs.sqlite3.restoring", ".7.packed.part"):
        OFFICE.with_name(half).write_bytes(b"QZX")
    before = rows("select seq, action from audit order by seq")
    seal_left(load())
    assert beside() == {f"{aside.name}.backup": 0o600}
    assert not [one for one in OFFICE.parent.iterdir() if one.is_file() and one.read_bytes() == b"QZX"]
    assert rows("select seq, action from audit order by seq") == before
    assert OFFICE.stat().st_nlink == 1
    seal_left(load())
    assert beside() == {f"{aside.name}.backup": 0o600}


def test_a_program_killed_while_it_replaces_has_lost_nothing(office: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    office("backup")
    real = Path.replace

    def until_killed(this: Path, target: Path) -> Path:
        if this.name.endswith(".restoring"):
            raise KeyboardInterrupt
        return real(this, target)

    with closing(sqlite3.connect(OFFICE)) as file:
        file.execute("insert into office values ('note', 'last words')")
        file.commit()
        left = {end: Path(f"{OFFICE}{end}").read_bytes() for end in ("", "-wal")}
    for end, content in left.items():  # of a program that was killed: its last words are in the log
        Path(f"{OFFICE}{end}").write_bytes(content)
    assert b"last words" in left["-wal"] and b"last words" not in left[""]
    with monkeypatch.context() as killing, pytest.raises(KeyboardInterrupt):
        killing.setattr(Path, "replace", until_killed)
        swap(load(), OFFICE.with_name("ktgs.sqlite3.restoring"))
    assert rows("select value from office where key = 'note'") == [("last words",)]
    seal_left(load())
    assert [name.endswith(".backup") for name in beside() if not name.endswith(("-wal", "-shm"))] == [True]
    assert rows("select value from office where key = 'note'") == [("last words",)]


def test_a_disk_that_gives_back_something_else_stops_no_start(office: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    office("backup")
    aside = OFFICE.with_name("ktgs.sqlite3.before-0009")
    aside.write_bytes(OFFICE.read_bytes())

    def garbled(file: object, key: bytes) -> list[bytes]:
        raise SealError("the file is damaged")

    monkeypatch.setattr("bot.packing.opened", garbled)
    assert sealed(load(), aside) == aside
    assert beside() == {aside.name: 0o600}, "better readable for its owner than lost"

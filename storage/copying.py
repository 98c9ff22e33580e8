"""A whole copy of the database while others go on writing, and whether a copy is sound."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from storage.chain import SHOWN
from storage.errors import DamagedDatabaseError

CHAINED = 12  # the version from which on the audit is a chain


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: the end of its audit and the version of its tables."""

    seq: int
    hash: str
    version: int


def changed_at(path: Path) -> float:
    """When the database was last written to (seconds since 1970, by the file system's clock); 0: there is none.

    SQLite's own change counter stands still while changes go to the write-ahead log. A log without bytes is what
    somebody has left who only read.
    """
    found = 0.0
    for part in (path, path.with_name(f"{path.name}-wal")):
        with contextlib.suppress(FileNotFoundError):
            if (about := part.stat()).st_size:
                found = max(found, about.st_mtime)
    return found


def copy(path: Path, target: Path) -> None:
    """One moment of the database as a file of its own; blocks nobody. Raises DamagedDatabaseError, OSError."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(target)) as copied:
            source.backup(copied)
            copied.execute("PRAGMA journal_mode=DELETE")  # a single file, nothing beside it
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise OSError(f"{path.name} cannot be copied: {error}") from error
        raise DamagedDatabaseError(f"{path.name}: {error}") from error


def look_at(path: Path) -> Copied:
    """Check every page, index and reference of a copy. Raises DamagedDatabaseError."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            found = file.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if found != "ok":
                raise DamagedDatabaseError(f"{path.name}: {found}")
            orphan = file.execute("PRAGMA foreign_key_check").fetchone()
            if orphan:
                raise DamagedDatabaseError(f"{path.name}: a row of {orphan[0]} has lost what it refers to")
            version = int(file.execute("PRAGMA user_version").fetchone()[0])
            if version < CHAINED:
                return Copied(0, "", version)
            last = file.execute("select seq, chain from audit order by seq desc limit 1").fetchone() or (0, "")
            return Copied(int(last[0]), str(last[1])[:SHOWN], version)
    except sqlite3.DatabaseError as error:
        raise DamagedDatabaseError(f"{path.name}: {error}") from error

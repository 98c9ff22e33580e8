"""Whole copies that are put aside beside the database, before a migration and when a back-up takes its place: sealed as
back-ups are, once the office has a key for these."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.config import ConfigError, Settings
from bot.keys import audit_key, backup_key, backup_key_file
from bot.packing import pack
from storage import copying
from storage.engine import Database
from storage.errors import StorageError

log = logging.getLogger(__name__)
SEALED = ".backup"  # what `ktgs restore` reads
_PLAIN = re.compile(r".+\.(before-\d{4}|replaced-[\dT.]+Z)")  # one that is not sealed


def database_of(settings: Settings) -> Database:
    """The office's database, to be opened. Raises ConfigError, or WrongKeyError."""
    return Database(settings.office.database, audit_key(settings), lambda copy: sealed(settings, copy))


def sealed(settings: Settings, plain: Path) -> Path:
    """A copy nobody works with any more, encrypted; as it was when there is no key, or no room to encrypt it.

    The key is never made here: who makes no back-ups has none, and could lose the only thing a copy can be read with.
    """
    plain.chmod(0o600)
    if not backup_key_file(settings).exists():
        return plain
    target = plain.with_name(plain.name + SEALED)
    try:
        pack(plain, target, backup_key(settings, make=False))
    except (OSError, ConfigError) as error:
        # a start must not fail for it: a copy that anybody with the disk can read is better than none
        log.warning("%s stays as it is, not encrypted: %s", plain.name, type(error).__name__)
        return plain
    plain.unlink()
    return target


def seal_left(settings: Settings) -> None:
    """What a program that was killed, a full disk or an office without a key has left readable beside the database is
    sealed, and halves are dropped. The caller holds the lock of the database, and has not opened it."""
    path = settings.office.database
    for half in (f"{path.name}.restoring*", f"{path.name}.replaced-*.part", ".*.packed.part", ".*.sealed.part"):
        for left in path.parent.glob(half):
            left.unlink(missing_ok=True)
    if backup_key_file(settings).exists():
        for plain in [one for one in path.parent.glob(f"{path.name}.*") if _PLAIN.fullmatch(one.name)]:
            try:
                _keep(settings, plain)
            except OSError as error:
                log.warning("%s stays as it is, not encrypted: %s", plain.name, type(error).__name__)


def swap(settings: Settings, fresh: Path) -> Path | None:
    """The office's database gives its place to `fresh`, at once; where it is kept, or None: there was none.

    Its write-ahead log goes first: SQLite would take it for the new file's own. What is in the log is written into
    the file before that, so that a program killed in between has lost nothing.
    """
    path = settings.office.database
    if not path.exists():
        fresh.replace(path)
        return None
    # to the microsecond: a second restore must not take the place of what the first put aside
    aside = path.with_name(f"{path.name}.replaced-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.link(path, aside)
    for end in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(f"{path.name}{end}").replace(aside.with_name(f"{aside.name}{end}"))
    fresh.replace(path)
    return _keep(settings, aside)


def _keep(settings: Settings, aside: Path) -> Path:
    return sealed(settings, aside) if _in_one_file(aside) else _sealed_parts(settings, aside)


def _in_one_file(path: Path) -> bool:
    """Take the log into the file. False when SQLite cannot read them, which is why some are replaced."""
    try:
        whole = path.with_name(f"{path.name}.part")
        copying.copy(path, whole)
    except (OSError, StorageError, sqlite3.Error):
        whole.unlink(missing_ok=True)
        return False
    whole.replace(path)
    for end in ("-wal", "-shm"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
    return True


def _sealed_parts(settings: Settings, aside: Path) -> Path:
    """A database that SQLite cannot read and its log, each for itself: somebody may still get something out of them."""
    log_file = aside.with_name(f"{aside.name}-wal")
    if log_file.exists():
        sealed(settings, log_file)
    aside.with_name(f"{aside.name}-shm").unlink(missing_ok=True)  # SQLite makes it again
    return sealed(settings, aside)

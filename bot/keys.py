"""The office's own secrets in files that only their owner may read, made when they are first needed."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bot.config import ConfigError, Settings, read_secret
from storage.engine import has_audit
from storage.errors import WrongKeyError

BYTES = 32


def beside(settings: Settings, what: str) -> Path:
    """Where a key is when no place is named: "ktgs.sqlite3.audit-key"."""
    path = settings.office.database
    return path.with_name(f"{path.name}.{what}")


def audit_key_file(settings: Settings) -> Path:
    return settings.audit.key_file or beside(settings, "audit-key")


def backup_key_file(settings: Settings) -> Path:
    return settings.backup.key_file or beside(settings, "backup-key")


def new_audit_key(settings: Settings) -> bytes:
    """What there is now, or a fresh one: whatever the database was written with. Raises ConfigError."""
    if settings.audit.key:
        return settings.audit.key.get_secret_value().strip().encode()
    path = audit_key_file(settings)
    if not path.exists():
        _make(path)
    return read_secret(path, "audit.key_file").encode()


def audit_key(settings: Settings, database: Path | None = None) -> bytes:
    """What the chain of the audit is made with; `database`: another file than the office's.

    Raises ConfigError, or WrongKeyError when the key is lost.
    """
    path = audit_key_file(settings)
    if not settings.audit.key and not path.exists() and has_audit(database or settings.office.database):
        raise WrongKeyError(f"{path}: the audit's key is not there, but the database was written with one")
    return new_audit_key(settings)


def backup_key(settings: Settings, *, make: bool = True) -> bytes:
    """The 32 bytes that back-ups are encrypted with; made when there are none. Raises ConfigError."""
    path = backup_key_file(settings)
    if make and not path.exists():
        _make(path)
    return key_in(path)


def key_in(path: Path) -> bytes:
    """The key of a file. Raises ConfigError."""
    text = read_secret(path, "backup.key_file")
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != BYTES:
        raise ConfigError(f"backup.key_file: {path} holds no key of {2 * BYTES} hex digits")
    return key


def _make(path: Path) -> None:
    """Whole or not at all, also when two programs start at once."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_hex(BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass  # the other one was first; its key counts
    finally:
        fresh.unlink()

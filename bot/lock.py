"""One program a database: a second one would send everything twice. One poller a token: two take each other's mail."""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # not a POSIX system: the platform's own refusal of a second poller has to do
    fcntl = None  # type: ignore[assignment]


class AlreadyRunningError(Exception):
    """Another program holds this database, or polls with this token."""


@contextmanager
def single(database: Path) -> Iterator[None]:
    """Hold the lock beside the database; the kernel lets go of it when the process ends, however it ends."""
    database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with database.with_name(f"{database.name}.lock").open("w") as file:
        _hold(file, f"{database}: another ktgs works with this database; stop it first")
        yield


def is_held(database: Path) -> bool:
    """Whether a program works with this database now."""
    try:
        with database.with_name(f"{database.name}.lock").open("r") as file:
            _hold(file, "")
    except FileNotFoundError:
        return False
    except AlreadyRunningError:
        return True
    return False


@contextmanager
def polling(name: str, token: str) -> Iterator[None]:
    """Hold the lock of a token, for a platform that does not say when two poll: Zalo gives each half of what comes.

    Only programs of one user on one machine see each other. The file's name is a hash, it tells nothing of the token.
    """
    known = hashlib.sha256(f"{os.getuid() if hasattr(os, 'getuid') else ''}:{token}".encode()).hexdigest()[:24]
    path = Path(tempfile.gettempdir()) / f"ktgs-{known}.lock"
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600), "w") as file:
        _hold(file, f"{name}: another ktgs polls with this token; stop one")
        yield


@asynccontextmanager
async def turn_of(path: Path, patience: float = 60.0) -> AsyncIterator[None]:
    """Wait until no other process holds the lock of this name, and hold it. Raises AlreadyRunningError after `patience`
    seconds."""
    ends = asyncio.get_running_loop().time() + patience
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600), "w") as file:
        while True:
            try:
                _hold(file, f"{path.name} is held by another program")
                break
            except AlreadyRunningError:
                if asyncio.get_running_loop().time() > ends:
                    raise
                await asyncio.sleep(0.02)
        yield


def _hold(file: IO[str], otherwise: str) -> None:
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunningError(otherwise) from None

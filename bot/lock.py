"""One program a database: a second one would send everything twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # not a POSIX system: the platform's own refusal of a second poller has to do
    fcntl = None  # type: ignore[assignment]


class AlreadyRunningError(Exception):
    """Another program holds this database."""


@contextmanager
def single(database: Path) -> Iterator[None]:
    """Hold the lock beside the database; the kernel lets go of it when the process ends, however it ends."""
    database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with database.with_name(f"{database.name}.lock").open("w") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise AlreadyRunningError(f"{database}: another ktgs works with this database; stop it first") from None
        yield

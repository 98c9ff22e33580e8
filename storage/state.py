"""How inbox and outbox stand, read from the file alone: also beside a running program, and when none runs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.engine import load, moment
from storage.errors import DamagedDatabaseError

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class State:
    """How many wait and since when the oldest does; when each channel brought something last."""

    unhandled: int
    unhandled_since: datetime | None
    unsent: int
    unsent_since: datetime | None
    last_updates: dict[str, datetime]
    audit: str
    size: int  # bytes, with what SQLite keeps beside the file


def look(path: Path) -> State:
    """Reads, changes nothing, waits for nobody. Raises DamagedDatabaseError."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            unhandled, unhandled_since = file.execute(queries.unhandled.sql).fetchone()
            unsent, unsent_since = file.execute(queries.unsent.sql).fetchone()
            channels = [row[0] for row in file.execute(queries.channels.sql)]
            updates = {channel: file.execute(queries.last_update.sql, {"channel": channel}) for channel in channels}
            last = {channel: row[0] for channel, rows in updates.items() if (row := rows.fetchone())}
            seq, chain = file.execute(queries.audited.sql).fetchone() or (0, "")
    except sqlite3.DatabaseError as error:
        raise DamagedDatabaseError(f"{path.name}: {error}") from error
    parts = [path.with_name(f"{path.name}{end}") for end in ("", "-wal")]
    return State(
        int(unhandled),
        moment(unhandled_since) if unhandled_since else None,
        int(unsent),
        moment(unsent_since) if unsent_since else None,
        {channel: moment(at) for channel, at in sorted(last.items())},
        f"{seq}:{str(chain)[:16]}",
        sum(part.stat().st_size for part in parts if part.exists()),
    )

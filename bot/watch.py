"""Whether everything works: what `ktgs status` and GET /health say, and the alarms that administrators hear.

The running program writes a small file with its heartbeat beside the database; all else is read from the database and
the folder of back-ups, so that another process sees the same.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from bot.backups import Backups
from bot.config import Settings
from storage import state

BEAT = timedelta(seconds=20)  # the bell
MISSED = 6  # heartbeats, after which the program counts as hanging


@lru_cache
def version() -> str:
    return metadata.version("ktgs")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long something may last before it counts as stale."""

    channel: timedelta = timedelta(minutes=5)
    outbox: timedelta = timedelta(minutes=15)
    backup: timedelta = timedelta(minutes=60)


def limits_of(settings: Settings) -> Limits:
    ours = settings.watch
    minutes = (ours.channel_minutes, ours.outbox_minutes, ours.backup_minutes)
    return Limits(*(timedelta(minutes=number) for number in minutes))


@dataclass
class Heartbeat:
    """What the running program writes: times as ISO 8601, of channels when they answered last (None: not yet)."""

    at: datetime
    started: datetime
    channels: dict[str, datetime | None] = field(default_factory=dict)
    pid: int = field(default_factory=os.getpid)
    version: str = field(default_factory=version)

    def write(self, path: Path) -> None:
        """At once or not at all."""
        fresh = path.with_name(f"{path.name}.new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(self), file, default=lambda value: value.isoformat())
        fresh.replace(path)

    @classmethod
    def read(cls, path: Path) -> Heartbeat | None:
        """None: there is none, or it cannot be read."""
        try:
            found = json.loads(path.read_text("utf-8"))
            channels = {name: datetime.fromisoformat(at) if at else None for name, at in found["channels"].items()}
            at, started = (datetime.fromisoformat(found[name]) for name in ("at", "started"))
            return cls(at, started, channels, int(found["pid"]), str(found["version"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None


def heartbeat_file(database: Path) -> Path:
    return database.with_name(f"{database.name}.heartbeat")


def values(
    database: Path, beat: Heartbeat | None, backups: Backups | None, now: datetime, limits: Limits, *, running: bool
) -> dict[str, Any]:
    """Everything that is told: plain JSON values, ages in seconds; `stale` names what does not work.

    Raises DamagedDatabaseError.
    """
    found = state.look(database)
    stale: list[str] = []

    def age(at: datetime | None) -> int | None:
        return None if at is None else max(0, int((now - at).total_seconds()))

    if not running:
        stale.append("not running")
    elif beat is None or now - beat.at > MISSED * BEAT:
        stale.append("heartbeat")
    channels: dict[str, Any] = {}
    for name, at in (beat.channels if beat else {}).items():
        channels[name] = {"answered": age(at), "last_update": age(found.last_updates.get(name))}
        if running and beat and now - (at or beat.started) > limits.channel:
            stale.append(f"channel {name}")
    if found.unsent_since and now - found.unsent_since > limits.outbox:
        stale.append("outbox")
    newest = next(iter(backups.all()), None) if backups else None
    if backups and backups.behind() > limits.backup:
        stale.append("backup")
    return {
        "stale": stale,
        "running": running,
        "version": beat.version if beat else version(),
        "pid": beat.pid if beat and running else None,
        "heartbeat": age(beat.at) if beat else None,
        "up": age(beat.started) if beat and running else None,
        "channels": channels,
        "inbox": {"waiting": found.unhandled, "oldest": age(found.unhandled_since)},
        "outbox": {"waiting": found.unsent, "oldest": age(found.unsent_since)},
        "backup": {"newest": age(newest.at) if newest else None, "on": backups is not None},
        "database_bytes": found.size,
        "audit": found.audit,
    }

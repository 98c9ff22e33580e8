"""`ktgs status`: how it is, from the database, the heartbeat and the folder of back-ups; nothing is changed."""

from __future__ import annotations

import json
from typing import Any

from bot.backups import backups_of
from bot.config import ConfigError, Settings
from bot.lock import is_held
from bot.real_time import real_time
from bot.watch import Heartbeat, heartbeat_file, limits_of, values


def status(settings: Settings, *, as_json: bool) -> bool:
    """Print it; True when nothing is stale."""
    path = settings.office.database
    if not path.exists():
        raise ConfigError(f"office.database: {path} does not exist")
    beat = Heartbeat.read(heartbeat_file(path))
    backups = backups_of(settings) if settings.backup.enabled else None
    found = values(path, beat, backups, real_time(), limits_of(settings), running=is_held(path))
    print(json.dumps(found) if as_json else "\n".join(_lines(found)))
    return not found["stale"]


def _lines(found: dict[str, Any]) -> list[str]:
    where = f"yes, for {_long(found['up'])}, process {found['pid']}" if found["running"] else "no"
    lines = [
        f"stale: {', '.join(found['stale']) or 'nothing'}",
        f"running: {where}; version {found['version']}; heartbeat {_ago(found['heartbeat'])}",
    ]
    for name, channel in found["channels"].items():
        lines.append(f"{name}: answered {_ago(channel['answered'])}, last update {_ago(channel['last_update'])}")
    for box in ("inbox", "outbox"):
        waiting, oldest = found[box]["waiting"], _ago(found[box]["oldest"])
        lines.append(f"{box}: {waiting} wait, the oldest came {oldest}" if waiting else f"{box}: empty")
    newest = _ago(found["backup"]["newest"])
    lines.append(f"backup: the newest was made {newest}" if found["backup"]["on"] else "backup: switched off")
    lines.append(f"database: {found['database_bytes']} bytes; the audit ends at {found['audit']}")
    return lines


def _long(seconds: int) -> str:
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _ago(seconds: int | None) -> str:
    return "never" if seconds is None else f"{_long(seconds)} ago"

"""Back-ups: a folder of encrypted copies of the database. What is due is seen from the folder and the database alone.

A copy's name says when it was made and where the audit ended then: ktgs-20261122T020000Z-124-3fa9c1d2e4b5a697.backup
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import Settings
from bot.keeping import Rule, kept
from bot.keys import backup_key
from bot.packing import pack
from bot.real_time import real_time
from storage import copying
from storage.audit import Anchor

_NAME = re.compile(r"ktgs-(\d{8}T\d{6}Z)-(\d+)-([0-9a-f]*)\.backup")
_MOMENT = "%Y%m%dT%H%M%SZ"
WRONG_CLOCK = timedelta(minutes=5)  # a back-up further in the future was made with a wrong clock


@dataclass(frozen=True, slots=True)
class Backup:
    """One file in the folder."""

    path: Path
    at: datetime
    seq: int
    hash: str

    @classmethod
    def named(cls, path: Path) -> Backup | None:
        """What a file's name says; None: it is not one of ours."""
        match = _NAME.fullmatch(path.name)
        if match is None:
            return None
        return cls(path, datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC), int(match[2]), match[3])

    @property
    def anchor(self) -> Anchor:
        return Anchor(self.seq, self.hash, self.at)


class Backups:
    """Makes, lists and drops them. Nothing here waits for the event loop: call `make` in a thread."""

    def __init__(
        self,
        database: Path,
        folder: Path,
        key: Callable[[], bytes],
        *,
        rule: Rule | None = None,
        every: timedelta = timedelta(minutes=15),
        clock: Callable[[], datetime] = real_time,
    ) -> None:
        """`clock`: the one by which files are dated."""
        self._database = database
        self.folder = folder
        self._key = key
        self._rule = rule or Rule()
        self._every = every
        self._clock = clock

    def all(self) -> list[Backup]:
        """Newest first."""
        found = [one for path in self.folder.glob("*.backup") if (one := Backup.named(path))]
        return sorted(found, key=lambda one: (one.at, one.seq), reverse=True)

    def behind(self) -> timedelta:
        """How old the newest back-up is while it lacks something; zero: it holds everything."""
        changed = copying.changed_at(self._database)
        newest = next(iter(self.all()), None)
        now = self._clock()
        if not changed:
            return timedelta()
        if newest is None or newest.at > now + WRONG_CLOCK:
            return self._every
        return max(now - newest.at, timedelta()) if changed >= newest.at.timestamp() + 1 else timedelta()

    def due(self) -> bool:
        """Whether something changed since the newest one, and that one is old enough."""
        return self.behind() >= self._every

    def make(self) -> Backup:
        """Copy, check, pack, encrypt, look whether it can be read again, and drop what the rule does not keep.

        Raises OSError, StorageError, ConfigError; the folder has nothing half-made then.
        """
        key, at = self._key(), self._clock().replace(microsecond=0)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder.chmod(0o700)
        plain = self.folder / f".{os.getpid()}.copy.part"
        try:
            copying.copy(self._database, plain)
            held = copying.look_at(plain)
            target_path = self.folder / f"ktgs-{at:{_MOMENT}}-{held.seq}-{held.hash}.backup"
            pack(plain, target_path, key)
        finally:
            plain.unlink(missing_ok=True)
        self._drop_old(at)
        return Backup(target_path, at, held.seq, held.hash)

    def _drop_old(self, now: datetime) -> None:
        found = self.all()
        keep = kept((one.at for one in found), now, self._rule)
        for one in found:
            if one.at not in keep:
                one.path.unlink(missing_ok=True)
        for left in self.folder.glob(".*.part"):  # of a program that was killed
            if now.timestamp() - left.stat().st_mtime > timedelta(hours=1).total_seconds():
                left.unlink(missing_ok=True)


def folder_of(settings: Settings) -> Path:
    return settings.backup.folder or settings.office.database.parent / "backups"


def backups_of(settings: Settings) -> Backups:
    """The office's back-ups as they are set up."""
    ours = settings.backup
    rule = Rule(timedelta(days=ours.hourly_days), timedelta(days=ours.daily_days), ours.monthly_months)
    every = timedelta(minutes=ours.every_minutes)
    return Backups(settings.office.database, folder_of(settings), lambda: backup_key(settings), rule=rule, every=every)

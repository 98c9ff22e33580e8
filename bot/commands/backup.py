"""`ktgs backup` and `ktgs restore`: making a copy now, which there are, and putting one in the database's place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.aside import swap
from bot.backups import Backup, backups_of
from bot.commands.person import erase_again
from bot.config import ConfigError, Settings
from bot.keys import audit_key, backup_key, key_in
from bot.lock import AlreadyRunningError, single
from bot.packing import unpack
from bot.sealed import SealError
from storage import audit, copying
from storage.engine import Database, stamp
from storage.errors import NewerDatabaseError
from storage.migrate import newest


def make(settings: Settings) -> None:
    """Also while the bot runs."""
    if not settings.office.database.exists():
        raise ConfigError(f"office.database: {settings.office.database} does not exist")
    made = backups_of(settings).make()
    print(f"{made.path}: {made.path.stat().st_size} bytes, checked; the audit ends at {made.seq}:{made.hash}")


def show(settings: Settings) -> None:
    """Newest first."""
    found = backups_of(settings)
    for one in found.all():
        print(f"{one.path.name}  {one.at.astimezone(settings.zone):%d/%m/%Y %H:%M}  {one.path.stat().st_size} bytes")
    if not found.all():
        print(f"no back-ups in {found.folder}")


async def restore(settings: Settings, file: Path, key_file: Path | None) -> None:
    """Look at the copy, make it what this release wants, and only then let it take the database's place."""
    path = settings.office.database
    found = backups_of(settings)
    elsewhere = [folder / file.name for folder in (found.folder, path.parent)]
    file = next((one for one in (file, *elsewhere) if one.exists()), file)
    key = key_in(key_file) if key_file else backup_key(settings, make=False)
    try:
        with single(path):
            fresh = path.with_name(f"{path.name}.restoring")
            try:
                held = _look(file, fresh, key)
                await _prepare(settings, fresh, file)
                aside = swap(settings, fresh)
            finally:
                for left in fresh.parent.glob(f"{fresh.name}*"):
                    left.unlink()
    except AlreadyRunningError:
        raise ConfigError(f"restore: ktgs works with {path}; stop it first, nothing was changed") from None
    except SealError as error:
        raise ConfigError(f"restore: {file.name}: {error}; nothing was changed") from None
    print(f"restored {file.name}: the audit ends at {held.seq}:{held.hash}")
    if aside:
        print(f"the database that was replaced is kept as {aside}")


def _look(file: Path, fresh: Path, key: bytes) -> copying.Copied:
    unpack(file, fresh, key)
    held = copying.look_at(fresh)
    if held.version > newest():
        raise NewerDatabaseError(f"{file.name} is at version {held.version}, this release knows {newest()}")
    return held


async def _prepare(settings: Settings, fresh: Path, file: Path) -> None:
    """Migrated, and with a row in its audit that says what happened."""
    one = Backup.named(file)
    database = Database(fresh, audit_key(settings, fresh))
    await database.open()
    try:
        async with database.write() as tx:
            about = {"file": file.name, "taken": stamp(one.at) if one else None}
            now = datetime.now(UTC)
            await audit.record(tx, audit.RESTORED, "database", None, now, **about)
            await erase_again(settings, tx, now)
    finally:
        await database.close()

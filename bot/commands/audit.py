"""`ktgs audit`: whether the audit is whole, and all of it as a file."""

from __future__ import annotations

import csv
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from bot.aside import database_of, sealed
from bot.backups import backups_of
from bot.config import ConfigError, Settings
from bot.keys import audit_key_file, new_audit_key
from bot.lock import AlreadyRunningError, single
from storage import audit, office
from storage.audit import Anchor, Verdict
from storage.engine import Connection, Database
from storage.packed import pack

COLUMNS = ("seq", "id", "at", "person_id", "action", "object", "detail", "chain")
WIDTHS = (8, 28, 28, 28, 22, 40, 60, 66)
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@asynccontextmanager
async def _reading(settings: Settings) -> AsyncIterator[Connection]:
    if not settings.office.database.exists():
        raise ConfigError(f"office.database: {settings.office.database} does not exist")
    database = database_of(settings)
    await database.open()
    try:
        async with database.read() as tx:
            yield tx
    finally:
        await database.close()


async def verify(settings: Settings, anchors: Sequence[Anchor]) -> bool:
    """Print what was found; True when nothing is at fault. `anchors`: beside those that back-ups hold."""
    async with _reading(settings) as tx:
        noted = [one.anchor for one in backups_of(settings).all()]
        found = await audit.verify(tx, [*anchors, *noted])
    print("\n".join(_lines(found)))
    return found.whole


async def renew(settings: Settings) -> None:
    """The key is lost: begin a chain with the key there is now, or a fresh one."""
    path = settings.office.database
    if not path.exists():
        raise ConfigError(f"office.database: {path} does not exist")
    database = Database(path, new_audit_key(settings), lambda copy: sealed(settings, copy))
    try:
        with single(path):
            await database.open(any_key=True)
            try:
                async with database.write() as tx:
                    if await office.get(tx, "audit:key") in ("", database.chain.mark()):
                        raise ConfigError("audit renew: the key is the right one; nothing was changed")
                    old = await audit.begin_anew(tx, datetime.now(UTC))
            finally:
                await database.close()
    except AlreadyRunningError:
        raise ConfigError(f"audit renew: ktgs works with {path}; stop it first, nothing was changed") from None
    print(f"the old chain ended at {old} and can be looked through no more; its rows are kept")
    print(f"a new chain begins; keep a copy of {audit_key_file(settings)} apart from the database")


def _lines(found: Verdict) -> list[str]:
    row = found.row
    which = f" ({row['id']}, {row['at']}, {row['action']} {row['object']})" if row else ""
    said = {
        "": f"ok    audit: {found.rows} rows, each as it was written; the last is {found.last}",
        "missing": f"WRONG audit: row {found.seq} was removed; the next one there is row {row['seq'] if row else ''}",
        "changed": f"WRONG audit: row {found.seq}{which} is not what was written there",
        "cut": f"WRONG audit: row {found.seq} and what came after it were removed; the last is {found.last}",
    }[found.fault]
    lines = [said]
    lines += [
        f"WRONG decisions: what stands of version {version} on {at:%d/%m/%Y %H:%M} UTC is not what the audit says"
        for version, at in found.untold
    ]
    if found.anchored and not found.fault:
        lines.append(f"ok    audit: {found.anchored} anchors noted elsewhere agree")
    if found.renewed:
        lines.append(f"note  audit: the key was lost and the chain begun anew on {found.renewed:%d/%m/%Y %H:%M} UTC")
    if found.unsealed:
        lines.append(f"note  audit: {found.unsealed} rows are from before the chain, nothing can be said of them")
    return lines


class _Writer(Protocol):
    def put(self, row: dict[str, Any]) -> None: ...
    def close(self) -> None: ...


class _Lines:
    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8")

    def put(self, row: dict[str, Any]) -> None:
        self._file.write(pack({name: row[name] for name in COLUMNS}) + "\n")

    def close(self) -> None:
        self._file.close()


class _Csv:
    """With a byte order mark, or Excel takes it for another encoding; what would be a formula there gets a quote."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._out = csv.writer(self._file)
        self._out.writerow(COLUMNS)

    def put(self, row: dict[str, Any]) -> None:
        self._out.writerow([_harmless(row[name]) for name in COLUMNS])

    def close(self) -> None:
        self._file.close()


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip(" ").startswith(BEGINS_FORMULA):
        return f"'{value}"
    return value


class _Sheet:
    def __init__(self, path: Path) -> None:
        from documents.table_sheet import TableSheet

        self._sheet = TableSheet(path, "audit", dict(zip(COLUMNS, WIDTHS, strict=True)))

    def put(self, row: dict[str, Any]) -> None:
        try:
            self._sheet.put([row[name] for name in COLUMNS])
        except OverflowError as error:
            raise ConfigError(f"audit export: {error}; use .csv or .jsonl") from None

    def close(self) -> None:
        self._sheet.close()


KINDS: dict[str, type[_Lines] | type[_Csv] | type[_Sheet]] = {".jsonl": _Lines, ".csv": _Csv, ".xlsx": _Sheet}


async def export(settings: Settings, file: Path) -> None:
    """Every row, oldest first, into a file for its owner alone; an old one of that name stays until this is whole."""
    kind = KINDS.get(file.suffix.lower())
    if kind is None:
        raise ConfigError(f"audit export: {file.name} ends in none of {', '.join(KINDS)}")
    fresh = file.with_name(f".{file.name}.new")
    count = 0
    async with _reading(settings) as tx:
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        try:
            writer: _Writer = kind(fresh)
            async for row in audit.rows(tx):
                writer.put(row)
                count += 1
            writer.close()
            fresh.replace(file)
        finally:
            fresh.unlink(missing_ok=True)
    print(f"{file}: {count} rows")

"""T10: a damaged database of each kind, changed rows, an old back-up put back, and the drill of going back."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

from bot.backups import Backups
from bot.office import load_folder
from bot.office_files import EXAMPLE, read_folder
from planning.programme import ProgrammeState, Role, Verb, VersionState, decide
from storage import audit, campaigns, people, programmes
from storage.audit import Verdict
from storage.engine import Database
from storage.errors import StorageError
from tests.bot.running import ROOT
from tests.faults.harness.row import Orders, Row
from tests.stage import START, ZONE

WANTED = (
    "sectors, truncation: refused with a clear message; >= 99 % of changed decision rows found; drill <= 60 s, 150 MB"
)
KEY = b"k" * 64
BODY = "p-dong-tho/du"
DRILL_WITHIN = 60.0
PADDING = "insert into outbox (id, channel, address, kind, priority, payload, state, created_at, sent_at) values (?, "
PADDING += "'telegram', '1', 'say', 1, ?, 'sent', '2026-11-22T02:00:00.000000Z', '2026-11-22T02:00:00.000000Z')"
COLUMNS = {
    "audit": ("at", "person_id", "action", "object", "detail", "chain"),
    "decisions": ("verb", "reason", "decided_at", "step"),
}
OTHER = {"verb": "agree", "step": 1, "decided_at": "2026-01-01T00:00:00.000000Z"}
TRIGGERS = ("audit_unchanged", "audit_undeleted")


def run(orders: Orders) -> Row:
    row = Row("T10", "damage", WANTED, orders.seed)
    whole = orders.folder / "whole.sqlite3"
    asyncio.run(_office(whole, 20 if orders.short else 200))
    rounds = orders.times(5, 150)
    for kind in ("bit", "sector", "cut"):
        _damages(whole, kind, rounds, orders, row)
    _wal(whole, 5 if orders.short else 50, orders, row)
    _changed_rows(whole, orders, 10 if orders.short else 300, row)
    _old_back_up(whole, orders, row)
    if not orders.short:
        _drill(orders, row, 150)
    return row


async def _office(path: Path, decisions: int) -> None:
    """The example office with so many decisions, each as the program makes them: with its row of the audit."""
    database = Database(path, KEY)
    await database.open()
    try:
        async with database.write() as tx:
            await load_folder(tx, read_folder(EXAMPLE), START - timedelta(days=6))
            found = await campaigns.current(tx, ZONE)
            minh = await people.add(tx, "Minh", START)
            await people.join(tx, minh, "ubkt-tu", Role.REVIEWER, None, START)
        assert found
        for number in range(decisions):
            async with database.write() as tx:
                programme = await programmes.ensure(tx, found.id, BODY, START)
                version = await programmes.submit(tx, programme, content="[]", late=False, person_id=minh, now=START)
                assert version
                now, reason = START + timedelta(minutes=number), f"Bổ sung nội dung {number}"
                outcome = decide(found.tracks["B"], 0, agree=False)
                assert await programmes.decide(
                    tx, version, outcome, seat=Role.REVIEWER, verb=Verb.RETURN, reason=reason, person_id=minh, now=now
                )
                assert outcome.version is VersionState.RETURNED and outcome.programme is ProgrammeState.RETURNED
                obj = f"version:{version.id}"
                await audit.record(tx, "version.return", obj, minh, now, step=0, reason=reason)
    finally:
        await database.close()


def _copy(whole: Path, folder: Path) -> Path:
    path = folder / "ktgs.sqlite3"
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    shutil.copy(whole, path)
    return path


async def _opened(path: Path) -> tuple[str, Verdict | None]:
    """What is said when it is opened ("" when it is), and what looking through the audit finds."""
    database = Database(path, KEY)
    try:
        await database.open()
    except StorageError as error:
        return str(error) or type(error).__name__, None
    try:
        async with database.read() as tx:
            return "", await audit.verify(tx)
    except (sqlite3.DatabaseError, StorageError, ValueError) as error:
        return f"while reading: {error}", None
    finally:
        await database.close()


def _content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as file:
        file.text_factory = bytes
        try:
            names = [row[0].decode() for row in file.execute("select name from sqlite_master where type = 'table'")]
            return [repr(row) for name in sorted(names) for row in file.execute(f'select * from "{name}"')]
        except sqlite3.DatabaseError as error:
            return [str(error)]


def _damages(whole: Path, kind: str, rounds: int, orders: Orders, row: Row) -> None:
    """Refused when it is opened, found in the audit, of no consequence (unused room), or not seen at all."""
    random, folder = orders.random(kind), orders.inside(kind)
    good, became = _content(whole), Counter[str]()
    for number in range(rounds):
        path = _copy(whole, folder)
        where = _harms(path, kind, random)
        said, verdict = asyncio.run(_opened(path))
        if said:
            became["refused"] += 1
        elif verdict and not verdict.whole:
            became["found by the audit"] += 1
        elif _content(path) == good:
            became["of no consequence"] += 1
        else:
            became["not seen"] += 1
            if kind != "bit":  # no figure for these: nothing but checksums of every page would see all of them
                row.counts(False, f"{kind} {number} at {where}: the data are others and nobody was told")
                continue
        row.counts(True)
    row.notes.append(f"{kind}: {dict(became)} of {rounds}")


def _harms(path: Path, kind: str, random: Random) -> int:
    size = path.stat().st_size
    with path.open("r+b") as file:
        if kind == "bit":
            at = random.randrange(size)
            file.seek(at)
            (byte,) = file.read(1)
            file.seek(at)
            file.write(bytes([byte ^ 1 << random.randrange(8)]))
        elif kind == "sector":
            at = random.randrange(size // 512) * 512
            file.seek(at)
            file.write(bytes(512))
        else:
            at = random.randrange(1, size)
            file.truncate(at)
    return at


def _wal(whole: Path, rounds: int, orders: Orders, row: Row) -> None:
    """A log that was cut: a state there once was, and a whole one. Without its index: nothing is missing."""
    folder, random = orders.inside("wal"), orders.random("wal")
    path = _copy(whole, folder)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("pragma journal_mode=wal")
        for number in range(30):
            file.execute("insert into counters values (?, 1)", (f"wal {number}",))
        kept = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal")}
    for number in range(rounds):
        log = kept["-wal"] if number == 0 else kept["-wal"][: random.randrange(len(kept["-wal"]))]
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        path.write_bytes(kept[""])
        Path(f"{path}-wal").write_bytes(log)
        said, verdict = asyncio.run(_opened(path))
        with closing(sqlite3.connect(path)) as file:
            there = sorted(int(one[0][4:]) for one in file.execute("select name from counters where name like 'wal %'"))
        fine = not said and verdict is not None and verdict.seq is None and there == list(range(len(there)))
        row.counts(fine and (number > 0 or len(there) == 30), f"log cut to {len(log)} bytes: {said or there}")
    row.notes.append(f"log cut {rounds - 1} times, and once whole without its index (-shm)")


def _changed_rows(whole: Path, orders: Orders, rounds: int, row: Row) -> None:
    """Somebody with the file changes one row of a decision: in the audit, and in the table of decisions itself."""
    folder, random = orders.inside("rows"), orders.random("rows")
    found, tried = Counter[str](), Counter[str]()
    for number in range(rounds):
        table = ("audit", "decisions")[number % 2]
        path = _copy(whole, folder)
        _changes(path, table, random)
        said, verdict = asyncio.run(_opened(path))
        tried[table] += 1
        found[table] += bool(said) or (verdict is not None and not verdict.whole)
    for table, many in tried.items():
        row.tried += many
        row.survived += found[table]
        row.demands(found[table] >= 0.99 * many, f"changed rows of {table}: {found[table]} of {many} found")
        row.notes.append(f"changed rows of {table}: {found[table]} of {many} found")


def _changes(path: Path, table: str, random: Random) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        for trigger in TRIGGERS:
            file.execute(f"drop trigger {trigger}")
        where = "action like 'version.%'" if table == "audit" else "1"
        keys = [one[0] for one in file.execute(f"select rowid from {table} where {where}")]
        column, key = random.choice(COLUMNS[table]), random.choice(keys)
        value = OTHER.get(column, f"other {random.random()}")
        file.execute(f"update {table} set {column} = ? where rowid = ?", (value, key))


def _old_back_up(whole: Path, orders: Orders, row: Row) -> None:
    """Yesterday's file in the place of today's, without `ktgs restore`: the names of the back-ups tell."""
    folder = orders.inside("old")
    path = _copy(whole, folder)
    early = path.read_bytes()
    backups = Backups(path, folder / "backups", lambda: bytes(32))

    async def goes_on() -> None:
        database = Database(path, KEY)
        await database.open()
        async with database.write() as tx:
            await audit.record(tx, "deadline.moved", "campaign:1", None, START)
        await database.close()

    asyncio.run(goes_on())
    backups.make()
    path.write_bytes(early)

    async def looks() -> Verdict:
        database = Database(path, KEY)
        await database.open()
        try:
            async with database.read() as tx:
                return await audit.verify(tx, [one.anchor for one in backups.all()])
        finally:
            await database.close()

    verdict = asyncio.run(looks())
    row.counts(verdict.fault == "cut", f"an older file in place of the newest: {verdict.fault or 'nothing found'}")


def _drill(orders: Orders, row: Row, megabytes: int) -> None:
    """`ktgs backup` and `ktgs restore` of a database of that size, as an operator would."""
    folder = orders.inside("drill")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KTGS_OFFICE__DATABASE": str(folder / "ktgs.sqlite3")}

    def ktgs(*words: str) -> float:
        begun = time.perf_counter()
        command = [sys.executable, "-m", "bot", *words]
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=400)
        return time.perf_counter() - begun

    ktgs("office", "load", str(EXAMPLE))
    with closing(sqlite3.connect(folder / "ktgs.sqlite3")) as file, file:
        for number in range(megabytes):
            text = orders.random("padding", number).randbytes(500_000).hex()
            file.execute(PADDING, (f"{number:026d}", f'{{"text": "{text}"}}'))
    made = ktgs("backup")
    size = (folder / "ktgs.sqlite3").stat().st_size / 1e6
    (backup,) = folder.rglob("*.backup")
    (folder / "ktgs.sqlite3").write_bytes(b"a letter, no database" * 500)
    took = ktgs("restore", str(backup))
    row.counts(ktgs("audit", "verify") >= 0, "")
    row.hurries(took <= DRILL_WITHIN, f"the drill took {took:.0f} s")
    row.notes.append(f"drill: {size:.0f} MB copied in {made:.1f} s, back in {took:.1f} s")

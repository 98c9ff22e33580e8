"""T2: a power cut. The order of syncs and sends, seen from the system calls; and the log cut to what was synced."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from planning.programme import Role
from storage import audit
from storage.engine import Database
from storage.errors import StorageError
from tests.bot.running import Program
from tests.faults.harness.office import Office, office
from tests.faults.harness.row import Orders, Row
from tests.faults.harness.talker import Talker

WANTED = "the log is synced before every sendMessage; 0 confirmed steps lost in a log cut at 100 points"
CALLS = "pwrite64,fdatasync,fsync,sendto,sendmsg,write"
WRITES = re.compile(r"pwrite64\(\d+<[^>]*-wal>, .*, (\d+), (\d+)\) += (\d+)")
SYNCS = re.compile(r"f(?:data)?sync\(\d+<[^>]*-wal>")
SENDS = re.compile(r"(?:sendto|sendmsg|write)\(\d+<[^>]*>, .*/sendMessage HTTP")
SECONDS = 60.0
LOG = 3_000_000  # bytes; at four million SQLite begins it anew, and what was cut could not be told any more
SAID = "select count(*) from outbox where kind in ('say', 'file')"


@dataclass(frozen=True, slots=True)
class Moment:
    """After one system call: how long the log was, how much of it was synced, how many messages had begun to leave."""

    written: int
    synced: int
    sent: int
    sends: bool


def run(orders: Orders) -> Row:
    row = Row("T2", "power cut", WANTED, orders.seed)
    if not shutil.which("strace"):
        row.skipped = "there is no strace here"
        return row
    return asyncio.run(_run(orders, row))


async def _run(orders: Orders, row: Row) -> Row:
    async with office(orders.folder) as whole:
        phone = whole.phone(1, "Lan")
        await whole.seats("p-dong-tho", Role.UNIT, "Lan", "1", "telegram")
        before = whole.database.read_bytes()
        trace = orders.folder / "trace"
        program = await _traced(whole, trace)
        talker = Talker(phone, "Đảng ủy phường Đông Thọ", "chi bộ quân sự", orders.random(), (0.02, 0.2))
        going = [True]
        talk = asyncio.create_task(talker.talks(lambda: going[0]))
        end = time.monotonic() + (2 if orders.short else SECONDS)
        while time.monotonic() < end and Path(f"{whole.database}-wal").stat().st_size < LOG:
            await asyncio.sleep(0.1)
        going[0] = False
        await talk
        _kill_traced(program)
        await program.ended()
        whole.running.remove(program)
        log = Path(f"{whole.database}-wal").read_bytes()
        moments = _moments(trace)
        if whole.database.read_bytes() != before or not moments:
            row.skipped = "a checkpoint came, or nothing could be traced"
            return row
        sends = [moment for moment in moments if moment.sends]
        for moment in sends:
            row.counts(
                moment.synced == moment.written, f"{moment.written - moment.synced} bytes were not synced: {moment}"
            )
        await _cuts(orders, row, before, log, moments)
        row.notes.append(f"{len(sends)} messages, {len(moments)} writes, syncs and sends, a log of {len(log)} bytes")
    return row


async def _traced(whole: Office, trace: Path) -> Program:
    program = await whole.runs(
        *("strace", "-f", "-y", "-s", "64", "-e", f"trace={CALLS}", "-o", str(trace)),
        *(sys.executable, "-m", "bot", "run"),
    )
    await program.says("ready: telegram")
    return program


def _kill_traced(program: Program) -> None:
    """What is traced, not the tracer: that one ends by itself then."""
    pid = program.process.pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with suppress(ProcessLookupError):
            os.kill(int(child), signal.SIGKILL)


def _moments(trace: Path) -> list[Moment]:
    found: list[Moment] = []
    written = synced = sent = 0
    for line in trace.read_text(errors="replace").splitlines():
        line = line.replace("<unfinished ...>", ") = 0") if "sync(" in line else line
        if write := WRITES.search(line):
            written = max(written, int(write[2]) + int(write[3]))
        elif SYNCS.search(line):
            synced = written
        elif SENDS.search(line):
            sent += 1
        else:
            continue
        found.append(Moment(written, synced, sent, bool(SENDS.search(line))))
    return found


async def _cuts(orders: Orders, row: Row, before: bytes, log: bytes, moments: Sequence[Moment]) -> None:
    """At each point only what was synced by then is there, sometimes with a torn piece of what was not."""
    random, folder = orders.random("cuts"), orders.inside("cuts")
    key = Path(f"{orders.folder / 'ktgs.sqlite3'}.audit-key").read_text().strip().encode()
    points = orders.times(10, 100)
    for number in range(points):
        moment = random.choice(moments)
        path = folder / f"cut{number}.sqlite3"
        path.write_bytes(before)
        torn = random.randbytes(random.randrange(5000)) if random.random() < 0.5 else b""
        Path(f"{path}-wal").write_bytes(log[: moment.synced] + torn)
        fault = await _looks(path, key, moment.sent)
        row.counts(not fault, f"cut {number}: {fault}")
        row.lost += bool(fault)
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
    row.notes.append(f"log cut at {points} points, half of them with a torn piece behind")


async def _looks(path: Path, key: bytes, sent: int) -> str:
    """What is missing: each message that had begun to leave has its row, and the step it confirms with it."""
    database = Database(path, key)
    try:
        await database.open()
        async with database.read() as tx:
            verdict = await audit.verify(tx)
    except StorageError as error:
        return str(error)
    finally:
        await database.close()
    with closing(sqlite3.connect(path)) as file:
        (said,) = file.execute(SAID).fetchone()
    if verdict.seq is not None:
        return f"the audit is {verdict.fault}"
    return "" if said >= sent else f"{sent} messages had left, {said} are there"

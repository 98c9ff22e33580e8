"""T3: the disk is full in the middle of a conversation; the volume can only be read. Needs root for a small volume."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from planning.programme import Role
from sandbox import Phone
from tests.bot.running import Machine, Seen
from tests.faults.harness.office import Office, office
from tests.faults.harness.row import Orders, Row

WANTED = "everybody is told that it was not saved, 0 half-transactions, works again <= 5 s after there is room"
SIZE = 3_000_000
TOLD_WITHIN = 3.0  # seconds
AGAIN_WITHIN = 5.0
TOLD = "hưa lưu được"
HALF = """
select (select count(*) from inbox where state <> 'done') + (select count(*) from outbox where state = 'waiting')
"""


def run(orders: Orders) -> Row:
    row = Row("T3", "disk full", WANTED, orders.seed)
    if os.geteuid() != 0 or not shutil.which("mount"):
        row.skipped = "a volume of 3 MB needs root"
        return row
    return asyncio.run(_run(orders, row))


async def _run(orders: Orders, row: Row) -> Row:
    volume = orders.inside("volume")
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(volume)], check=True)
    except subprocess.CalledProcessError:
        row.skipped = "no volume can be mounted here"
        return row
    try:
        async with office(volume) as whole:
            await _fills(whole, orders, row)
        await _only_reads(whole, volume, row)
    finally:
        subprocess.run(["umount", "-l", str(volume)], check=False)
    return row


async def _fills(whole: Office, orders: Orders, row: Row) -> None:
    names = ("Lan", "Bình") if orders.short else ("Lan", "Bình", "Tâm", "Hoa", "Dung")
    phones = [whole.phone(number, name) for number, name in enumerate(names, 1)]
    for phone in phones:
        await whole.seats("p-dong-tho", Role.UNIT, phone.name, str(phone.user_id), "telegram")
    seen = Seen(whole.sandbox)
    program = await whole.up()
    for number in range(orders.times(1, 5)):
        filler = whole.folder / "filler"
        _fill(filler)
        before = {phone.name: _said(phone) for phone in phones}
        for phone in phones:
            phone.says("/trogiup")
        with suppress(TimeoutError):
            async with asyncio.timeout(TOLD_WITHIN):
                await seen.until(partial(_all_told, phones, before))
        told = [phone.name for phone in phones if any(TOLD in text for text in _texts(phone, before[phone.name]))]
        silent = [phone.name for phone in phones if _said(phone) == before[phone.name]]
        row.demands(
            len(told) == len(phones), f"round {number}: told {len(told)} of {len(phones)} that nothing was saved"
        )
        filler.unlink()
        begun = time.monotonic()
        with suppress(TimeoutError):
            await seen.until(partial(_all_answered, phones, before))
        took = time.monotonic() - begun
        answered = _all_answered(phones, before)
        row.counts(answered, f"round {number}: somebody was not answered after there was room")
        row.lost += not answered
        row.repeated += sum(_said(phone) - before[phone.name] > 2 for phone in phones)
        row.hurries(took <= AGAIN_WITHIN, f"round {number}: answered {took:.1f} s after there was room")
        row.notes.append(f"round {number}: {len(silent)} heard nothing while it was full; answered {took:.1f} s after")
    row.demands(await program.stopped() == 0, f"it did not end well: {program.output[-300:]}")
    with closing(sqlite3.connect(whole.database)) as file:
        (half,), (integrity,) = file.execute(HALF).fetchone(), file.execute("pragma integrity_check").fetchone()
    row.demands(not half and integrity == "ok", f"{half} updates or messages were left open; integrity {integrity}")


def _fill(path: Path) -> None:
    """Until nothing more goes in."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 512)


def _texts(phone: Phone, since: int) -> list[str]:
    return [message.text for message in phone.messages if message.from_bot][since:]


def _all_told(phones: Sequence[Phone], before: Mapping[str, int]) -> bool:
    return all(any(TOLD in text for text in _texts(phone, before[phone.name])) for phone in phones)


def _all_answered(phones: Sequence[Phone], before: Mapping[str, int]) -> bool:
    return all(_answered(phone, before[phone.name]) for phone in phones)


def _answered(phone: Phone, since: int) -> bool:
    return any("Trợ giúp" in text for text in _texts(phone, since))


def _said(phone: Phone) -> int:
    return sum(message.from_bot for message in phone.messages)


async def _only_reads(whole: Machine, volume: Path, row: Row) -> None:
    """A volume that cannot be written to: a refusal in one line, and nothing changed."""
    subprocess.run(["mount", "-o", "remount,ro", str(volume)], check=True)
    program = await whole.start("run")
    status = await program.ended()
    row.counts(status == 1 and "Traceback" not in program.output, f"read-only: {status}, {program.output[-600:]}")
    row.notes.append(f"read-only: {program.output.strip().splitlines()[-1][-120:] if program.output.strip() else ''}")

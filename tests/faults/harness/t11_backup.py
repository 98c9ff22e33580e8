"""The part of T11 that is about back-ups: one of a database of 150 MB is made while people talk."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.faults.harness.office import Office, office
from tests.faults.harness.row import Orders, Row
from tests.faults.harness.t10_damage import PADDING
from tests.faults.harness.t11_load import STALL_MS, cast, talks, watched

MEGABYTES = 150
PATIENCE = 120.0  # seconds


async def while_a_back_up_is_made(orders: Orders, row: Row, people: int) -> None:
    """The first bell after the start finds that one is due; people talk until it is there."""
    async with office(orders.inside("backup")) as whole:
        whole.environment["KTGS_BACKUP__ENABLED"] = "true"
        _grows(whole, orders)
        phones = await cast(whole, people)
        stalls, took = orders.folder / "backup-stalls", list[float]()
        begun = time.monotonic()
        program = await watched(whole, stalls)
        talk = Row(row.test, row.title, row.wanted, row.seed)
        made = asyncio.create_task(_made(whole))
        talking = [asyncio.create_task(talks(phone, begun + PATIENCE, took, orders, talk)) for phone in phones]
        try:
            await asyncio.wait_for(made, PATIENCE)
        finally:
            for one in talking:
                one.cancel()
            await asyncio.gather(*talking, return_exceptions=True)
        seconds = time.monotonic() - begun
        worst = max((int(line) for line in stalls.read_text().split()), default=0)
        await program.stopped()
        size = whole.database.stat().st_size / 1e6
    row.hurries(worst <= STALL_MS, f"a back-up made the event loop stand still for {worst} ms")
    row.notes.append(
        f"back-up of {size:.0f} MB, there {seconds:.1f} s after the start, while {people} people talk: "
        f"worst stall {worst} ms, {len(took)} answers, the slowest {max(took, default=0) * 1000:.0f} ms"
    )


def _grows(whole: Office, orders: Orders) -> None:
    with closing(sqlite3.connect(whole.database)) as file, file:
        for number in range(MEGABYTES):
            text = orders.random("padding", number).randbytes(500_000).hex()
            file.execute(PADDING, (f"{number:026d}", f'{{"text": "{text}"}}'))


async def _made(whole: Office) -> Path:
    while True:
        for path in whole.folder.glob("backups/*.backup"):
            return path
        await asyncio.sleep(0.05)

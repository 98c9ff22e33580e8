"""T1: kill -9 at random moments while fifty people register inspections on Telegram and Zalo."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import time
from collections import Counter
from contextlib import closing, suppress

from planning.programme import Role
from sandbox import Phone
from sandbox.zalo import ZaloPhone
from storage.engine import Database
from tests.bot.running import Program
from tests.faults.harness.office import Office, office, worked
from tests.faults.harness.row import Orders, Row
from tests.faults.harness.talker import PAUSE, Talker

WANTED = "0 acknowledged steps lost, 0 wrong states, <= 1 repeat a kill, first poll <= 2 s, integrity ok"
LONGEST_LIFE = 8.0  # seconds between a start and a kill
FIRST_POLL = 2.0
QUICK = (0.2, 0.8)  # seconds between the steps of a person in the short form
QUIET = 60.0  # seconds for everything that is left to do after the last kill
WARDS = "select u.id, b.name from units u join bodies b on b.unit_id = u.id where u.kind = 'grassroots_committee'"
KEPT = "select code, content from inspections where created_by is not null and state = 'live'"
OPEN = "select (select count(*) from inbox where state = 'new') + (select count(*) from outbox where state = 'waiting')"


def run(orders: Orders) -> Row:
    return asyncio.run(_run(orders))


async def _run(orders: Orders) -> Row:
    row = Row("T1", "kill -9", WANTED, orders.seed)
    async with office(orders.folder) as whole:
        talkers = await _cast(whole, orders)
        starts: list[float] = []
        going = [True]
        talks = [asyncio.create_task(talker.talks(lambda: going[0])) for talker in talkers]
        try:
            for kill in range(orders.times(2, 200)):
                await _one_life(whole, orders, kill, starts, row)
        finally:
            going[0] = False
            await asyncio.gather(*talks, return_exceptions=True)
        for talk in talks:
            if not talk.cancelled() and talk.exception():
                row.misses(f"somebody could not go on: {talk.exception()!r}")
        program = await _start(whole, starts, row)
        await _until_quiet(whole, row)
        row.demands(await program.stopped() == 0, "the last program did not end well")
        _judge(whole, talkers, starts, row)
    return row


async def _cast(whole: Office, orders: Orders) -> list[Talker]:
    """Half of them on each platform, each a focal person of a ward with a cell of its own to inspect."""
    with closing(sqlite3.connect(whole.database)) as file:
        wards = [row for row in file.execute(WARDS).fetchall() if not row[1].startswith("UBKT")]
    talkers = []
    database = Database(whole.database, whole.key())
    await database.open()
    await database.close()
    for number in range(4 if orders.short else 50):
        unit, body = wards[number % len(wards)]
        name, on_zalo = f"Người {number}", number % 2 == 1
        phone = whole.zalo_phone(number + 1, name) if on_zalo else whole.phone(number + 1, name)
        await whole.seats(unit, Role.UNIT, name, str(phone.user_id), "zalo" if on_zalo else "telegram")
        talkers.append(Talker(phone, body, body, orders.random("person", number), QUICK if orders.short else PAUSE))
    return talkers


async def _start(whole: Office, starts: list[float], row: Row) -> Program:
    begun, whole.sandbox.polled = time.monotonic(), 0.0
    program = await whole.start("run")
    with suppress(TimeoutError):
        await program.says("ready: telegram")
        while not whole.sandbox.polled:
            await asyncio.sleep(0.01)
    if whole.sandbox.polled:
        starts.append(whole.sandbox.polled - begun)
        whole.worked.append(worked(program))
    else:
        row.misses(f"it did not start: {program.output[-300:]}")
    return program


async def _one_life(whole: Office, orders: Orders, kill: int, starts: list[float], row: Row) -> None:
    program = await _start(whole, starts, row)
    await asyncio.sleep(orders.random("kill", kill).uniform(0, 2.0 if orders.short else LONGEST_LIFE))
    alive = program.process.returncode is None
    await program.killed()
    row.counts(alive and "Traceback" not in program.output, f"kill {kill}: {program.output[-400:]}")
    whole.running.remove(program)


async def _until_quiet(whole: Office, row: Row) -> None:
    loop = asyncio.get_running_loop()
    end, left = loop.time() + QUIET, 1
    while left and loop.time() < end:
        await asyncio.sleep(0.2)
        with closing(sqlite3.connect(whole.database, timeout=5)) as file:
            (left,) = file.execute(OPEN).fetchone()
    row.demands(not left, f"{left} updates or messages were still open after {QUIET:.0f} s")


def _judge(whole: Office, talkers: list[Talker], starts: list[float], row: Row) -> None:
    with closing(sqlite3.connect(whole.database)) as file:
        kept = dict(file.execute(KEPT).fetchall())
        odd = file.execute("select state, count(*) from inbox where state <> 'done' group by 1").fetchall()
        states = dict(file.execute("select state, count(*) from outbox group by 1").fetchall())
        entries = file.execute("select count(*) from entries where state = 'done'").fetchone()[0]
        (whole_file,) = file.execute("pragma integrity_check").fetchone()
        known = {row[0] for row in file.execute("select channel || external_id from outbox where external_id <> ''")}
    told = {code: content for talker in talkers for code, content in talker.saved.items()}
    for code, content in told.items():
        if kept.get(code) != content:
            row.lost += 1
            row.misses(f"{code} was acknowledged and is not there as it was said: {kept.get(code)!r}")
    for talker in talkers:
        for fault in talker.wrong:
            row.misses(fault)
    row.demands(entries == len(kept), f"{entries} entries are done, {len(kept)} inspections are saved")
    row.demands(not odd, f"updates were set aside: {odd}")
    row.demands(whole_file == "ok", f"integrity: {whole_file}")
    row.repeated = sum(_repeats(talker, known) for talker in talkers)
    row.demands(row.repeated <= row.tried, f"{row.repeated} repeats in {row.tried} kills")
    late = [seconds for seconds in starts if seconds > FIRST_POLL]
    row.hurries(not late, f"{len(late)} of {len(starts)} starts took longer than {FIRST_POLL} s to the first poll")
    row.demands(len(starts) > row.tried, "not every program started")
    middle = statistics.median(starts) if starts else 0
    row.notes += [
        f"{len(talkers)} people, {sum(t.steps for t in talkers)} steps, {len(told)} inspections acknowledged, "
        f"{len(kept)} saved",
        f"first poll after {middle:.2f} s (median), {max(starts, default=0):.2f} s (worst); "
        f"{statistics.median(whole.worked or [0]):.2f} s of processor time",
        f"{sum(t.confused for t in talkers)} entries given up at the summary: it held another answer than was meant",
        f"messages by what became of them: {states}",
    ]


def _repeats(talker: Talker, known: set[str]) -> int:
    """On Telegram every copy of which the program does not know was said again. On Zalo what may have arrived is not
    repeated: a repeat would be the same text twice with nothing said between."""
    phone = talker.phone
    if isinstance(phone, Phone):
        ids = Counter(f"telegram{message.id}" in known for message in phone.messages if message.from_bot)
        return ids[False]
    assert isinstance(phone, ZaloPhone)
    pairs = zip(phone.messages, phone.messages[1:], strict=False)
    return sum(one.from_bot and other.from_bot and one.text == other.text for one, other in pairs)

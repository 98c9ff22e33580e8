"""T11: fifty people at twenty steps a minute each, with a file of 20 MB being sent and a document being made."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from planning.programme import Role
from sandbox import Phone
from tests.bot.running import Program
from tests.faults.harness.office import Office, office, worked
from tests.faults.harness.row import Orders, Row

WANTED = "answers p99 <= 1 s, event loop stalls <= 200 ms, memory grows <= 20 MB/h"
P99, STALL_MS, GROWTH = 1.0, 200.0, 20.0
STEP = 3.0  # seconds between two steps of one person
UPLOAD = 20_000_000
LONG = 600  # seconds
WARDS = "select id, name from units where kind = 'grassroots_committee'"
FIRST_STEP = "Đây là bước đầu tiên."
TEXTS = ("menu", "/chuongtrinh", "đăng ký", "/huy", "/trogiup")


def run(orders: Orders) -> Row:
    row = asyncio.run(_run(orders))
    if not orders.short:
        from tests.faults.harness.t11_backup import while_a_back_up_is_made  # which uses what stands here

        asyncio.run(while_a_back_up_is_made(orders, row, 20))
    return row


async def _run(orders: Orders) -> Row:
    row = Row("T11", "load", WANTED, orders.seed)
    seconds = orders.times(4, LONG)
    async with office(orders.folder) as whole:
        phones = await cast(whole, 8 if orders.short else 50)
        stalls = orders.folder / "stalls"
        program = await watched(whole, stalls)
        took: list[float] = []
        end = time.monotonic() + seconds
        warm = asyncio.create_task(_memory_after(program, seconds / 4))
        people = [talks(phone, end, took, orders, row) for phone in phones]
        await asyncio.gather(*people, _uploads(phones[0], end, STEP * 4), _exports(phones[1], end, STEP * 4))
        after, before = _memory(program), await warm
        used = worked(program)
        row.demands(await program.stopped() == 0, f"it did not end well: {program.output[-300:]}")
        _judge(row, took, stalls, (after - before) * 3600 / (seconds * 3 / 4), seconds)
        row.notes.append(
            f"memory {before:.0f} MB after a quarter, {after:.0f} MB at the end; {used:.0f} s of processor time"
        )
    return row


async def cast(whole: Office, many: int) -> list[Phone]:
    with closing(sqlite3.connect(whole.database)) as file:
        wards = file.execute(WARDS).fetchall()
    phones = []
    for number in range(many):
        phone = whole.phone(100 + number, f"Người {number}")
        await whole.seats(wards[number % len(wards)][0], Role.UNIT, phone.name, str(phone.user_id), "telegram")
        phones.append(phone)
    return phones


async def watched(whole: Office, stalls: Path) -> Program:
    stalls.touch()
    program = await whole.runs(
        *(sys.executable, "-m", "tests.faults.harness.stalls", str(stalls), "run"),
    )
    await program.says("ready: telegram")
    stalls.write_text("")  # the start is another figure
    return program


async def talks(phone: Phone, end: float, took: list[float], orders: Orders, row: Row) -> None:
    """One step after the other, each awaited; presses where there is something to press."""
    random, number = orders.random("person", phone.user_id), 0
    await asyncio.sleep(random.uniform(0, STEP))
    while time.monotonic() < end:
        begun, before = time.monotonic(), _seen(phone)
        labels = _labels(phone) if any(before) else []
        if labels and random.random() < 0.5:
            phone.presses(random.choice(labels))
        else:
            phone.says(TEXTS[number % len(TEXTS)])
        number += 1
        while _seen(phone) == before and time.monotonic() < begun + 20:
            await asyncio.sleep(0.005)
        took.append(time.monotonic() - begun)
        row.tried += 1
        row.survived += _seen(phone) != before
        row.lost += _seen(phone) == before
        await _rests(begun + random.uniform(0.8, 1.2) * STEP - time.monotonic(), end)


def _labels(phone: Phone) -> list[str]:
    """What may be pressed on the newest message, but for what would show just what it shows already."""
    at_the_first_step = phone.last.text.startswith(FIRST_STEP)
    labels = [button.text for row in phone.last.buttons for button in row if button.data]
    return [label for label in labels if not (at_the_first_step and label == "Quay lại")]


def _seen(phone: Phone) -> tuple[int, int]:
    """Changes with every message and every change of one."""
    said = [message for message in phone.messages if message.from_bot]
    return len(said), hash(tuple((message.text, len(message.buttons)) for message in said[-3:])) if said else 0


async def _uploads(phone: Phone, end: float, every: float) -> None:
    content = os.urandom(UPLOAD)
    while time.monotonic() < end:
        phone.sends_document("chuong-trinh.xlsx", content)
        await _rests(every, end)


async def _exports(phone: Phone, end: float, every: float) -> None:
    """The programme as a paper, over and over."""
    while time.monotonic() < end:
        phone.says("/chuongtrinh")
        await _rests(every / 2, end)
        labels = [b.text for m in phone.messages[-3:] if m.from_bot for r in m.buttons for b in r if b.data]
        for label in (one for one in labels if "Tải" in one or "văn bản" in one):
            phone.presses(label)
            break
        await _rests(every / 2, end)


async def _rests(seconds: float, end: float) -> None:
    """No longer than to the end of it all."""
    await asyncio.sleep(max(0.0, min(seconds, end - time.monotonic())))


def _memory(program: Program) -> float:
    """MB that are in memory."""
    for line in Path(f"/proc/{program.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    return 0.0


async def _memory_after(program: Program, seconds: float) -> float:
    await asyncio.sleep(seconds)
    return _memory(program)


def _judge(row: Row, took: list[float], stalls: Path, growth: float, seconds: int) -> None:
    took.sort()
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    waits = sorted(int(line) for line in stalls.read_text().split())
    worst = waits[-1] if waits else 0
    row.hurries(p99 <= P99, f"p99 of answers is {p99:.2f} s")
    row.hurries(
        worst <= STALL_MS, f"the event loop stood still for {worst} ms ({sum(w > STALL_MS for w in waits)} times > 200)"
    )
    if seconds >= 300:
        row.hurries(growth <= GROWTH, f"memory grows by {growth:.0f} MB an hour")
    row.notes.append(
        f"{len(took)} answers in {seconds} s: median {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms; "
        f"worst stall {worst} ms; memory {growth:+.0f} MB an hour"
    )

"""The part of T6 that is about seconds: the program as a process, five reviewers on both platforms.

Two of them press at one moment; from then until every card on Telegram has changed, a line has followed on Zalo, and
who came too late was told who was first.
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

from planning.programme import Role
from sandbox import Phone
from sandbox.zalo import ZaloPhone
from tests.bot.running import Seen
from tests.faults.harness.office import Office, office
from tests.faults.harness.row import Orders, Row
from tests.handlers.scene import WARD
from tests.zalo_stage import options

WITHIN = 2.0  # seconds
ON_TELEGRAM, ON_ZALO = ("Minh", "Thu", "Hòa"), ("Việt", "An")
LINE = "Giám sát chuyên đề Chi bộ Quân sự, tháng 3, về thực hiện Nghị quyết 57-NQ/TW"
CHOSEN = (WARD, "Chi bộ Quân sự", "Lưu")
SAVED = "Đã lưu KT-"
AGREE = "Thống nhất"
AGAIN = "update programmes set state = 'returned' where body_id like 'p-dong-tho%' and version > 0"


async def everybody_hears(orders: Orders, row: Row, rounds: int) -> None:
    """So many decisions; how long the others waited goes into the row."""
    random, took = orders.random("process"), []
    async with office(orders.inside("process")) as whole:
        phones, lan = await _cast(whole)
        seen = Seen(whole.sandbox)
        whole.sandbox.zalo.watchers.append(lambda user_id: seen._changed.set())
        program = await whole.up()
        await _registers(seen, lan)
        for number in range(1, rounds + 1):
            await _submits(whole, seen, lan, number)
            await seen.until(lambda number=number: all(_card(one, number) for one in phones))  # type: ignore[misc]
            took.append(await _round(seen, phones, random.sample(phones, 2), number, row))
        row.demands(await program.stopped() == 0, f"it did not end well: {program.output[-300:]}")
    told = f"median {statistics.median(took) * 1000:.0f} ms, worst {max(took) * 1000:.0f} ms"
    row.notes.append(f"as a process: {rounds} decisions, all others and the one too late told after {told}")
    row.hurries(max(took) <= WITHIN, f"somebody was told after {max(took):.1f} s")


async def _cast(whole: Office) -> tuple[list[Phone | ZaloPhone], Phone]:
    phones: list[Phone | ZaloPhone] = []
    for number, name in enumerate((*ON_TELEGRAM, *ON_ZALO), start=100):
        on_zalo = name in ON_ZALO
        phone = whole.zalo_phone(number, name) if on_zalo else whole.phone(number, name)
        await whole.seats("ubkt-tu", Role.REVIEWER, name, str(phone.user_id), "zalo" if on_zalo else "telegram")
        phones.append(phone)
    lan = whole.phone(11, "Lan")
    await whole.seats("p-dong-tho", Role.UNIT, "Lan", str(lan.user_id), "telegram")
    return phones, lan


async def _registers(seen: Seen, lan: Phone) -> None:
    """One line, and whatever has to be chosen until it is saved; each message is answered once."""
    answered: set[tuple[int, str]] = set()

    def answer() -> str:
        labels = [] if (lan.last.id, lan.last.text) in answered else _labels(lan.last)
        return next((one for one in labels if one in CHOSEN or one.startswith("Giữ ")), "")

    lan.says(LINE)
    while True:
        await seen.until(lambda: any(m.from_bot for m in lan.messages) and bool(answer() or SAVED in lan.last.text))
        if SAVED in lan.last.text:
            return
        label = answer()
        answered.add((lan.last.id, lan.last.text))
        lan.presses(label)


async def _submits(whole: Office, seen: Seen, lan: Phone, number: int) -> None:
    """The next version, whatever became of the one before."""
    with closing(sqlite3.connect(whole.database, timeout=10)) as file, file:
        file.execute(AGAIN)
    before = len(lan.messages)
    lan.says("/gui")
    await seen.until(lambda: any(WARD in _labels(message) for message in lan.messages[before:]))
    lan.presses(WARD)
    await seen.until(lambda: any("Gửi" in _labels(message) for message in lan.messages[before:]))
    lan.presses("Gửi")


def _said(phone: Phone | ZaloPhone) -> list[tuple[str, list[str]]]:
    """What the bot has said there, with its buttons, oldest first."""
    messages: list[Any] = list(phone.messages)
    return [(message.text, _labels(message)) for message in messages if message.from_bot]


def _labels(message: object) -> list[str]:
    return [button.text for row in getattr(message, "buttons", ()) for button in row]


def _card(phone: Phone | ZaloPhone, number: int) -> Callable[[], None] | None:
    """What this person does to agree to the version; None: its card has not come."""
    if isinstance(phone, ZaloPhone):
        for message in reversed(phone.messages):
            if message.from_bot and f"lần {number}" in message.text and (typed := options(message).get(AGREE)):
                return lambda: phone.says(typed)
        return None
    for shown in reversed(phone.messages):
        if shown.from_bot and f"lần {number}" in shown.text and AGREE in _labels(shown):
            return lambda: phone.presses(AGREE, message_id=shown.id)
    return None


async def _round(
    seen: Seen, phones: list[Phone | ZaloPhone], pressing: list[Phone | ZaloPhone], number: int, row: Row
) -> float:
    acts = [act for one in pressing if (act := _card(one, number))]
    before = {phone: len(_said(phone)) for phone in pressing}
    begun = time.monotonic()
    for act in acts:
        act()
    with suppress(TimeoutError):
        await seen.until(lambda: all(_winner(one, number) for one in phones) and _told(pressing, before, number))
    took = time.monotonic() - begun
    late = [one.name for one in phones if not _winner(one, number)]
    row.counts(
        not late and _told(pressing, before, number), f"version {number}: not told: {late or 'who came too late'}"
    )
    winners = {_winner(one, number) for one in phones}
    row.demands(len(winners) == 1, f"version {number}: phones name {winners}")
    return took


def _winner(phone: Phone | ZaloPhone, number: int) -> str:
    """Who decided as this phone shows it; "" for nobody yet."""
    for text, labels in reversed(_said(phone)):
        if f"lần {number}\nĐã" in text and AGREE not in labels:
            return next((name for name in (*ON_TELEGRAM, *ON_ZALO) if name in text), "")
    return ""


def _told(pressing: list[Phone | ZaloPhone], before: dict[Phone | ZaloPhone, int], number: int) -> bool:
    """Whether the second of the two heard that nothing changed by their press, and who was first."""
    winner = _winner(pressing[0], number)
    loser = next(one for one in pressing if one.name != winner)
    said = _said(loser)[before[loser] :]
    return any("Không có gì thay đổi" in text and winner in text for text, _ in said)

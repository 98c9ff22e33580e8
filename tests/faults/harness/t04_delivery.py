"""T4: the way to the platform: 429, 5xx, lost answers, connections that fail, ten minutes without a line, a backlog."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from bot.config import LimitSettings
from bot.limiter import Limiter, Rate
from sandbox.limits import BURST
from storage import mailbox
from tests.faults import judge, state
from tests.faults.harness.row import Orders, Row
from tests.faults.harness.stages import opened, played
from tests.faults.harness.weather import Weather
from tests.faults.live import LiveStage
from tests.stage import START, Stage
from tests.test_story import main_job

WANTED = (
    "0 lost, repeats <= answers lost, never before retry_after, in order, <= 1/s a chat, <= 30/s; 3,000 in <= 3 min"
)
SHARES = {"too_many": 0.03, "server_error": 0.02, "lost": 0.02, "unreachable": 0.01}
OUTAGE = 600.0
BACKLOG_WITHIN = 180.0  # seconds
CHATS = 1000  # that the backlog is for


def run(orders: Orders) -> Row:
    return asyncio.run(_run(orders))


async def _run(orders: Orders) -> Row:
    row = Row("T4", "delivery", WANTED, orders.seed)
    async with opened(Stage(orders.inside("plain"), orders.base)) as stage:
        await main_job(stage)
        expected = await state.office(stage), state.screens(stage)
    faults = 0
    for number in range(orders.times(1, 60)):
        async with played(orders.inside(f"story{number}"), orders.base, webhook=bool(number % 2)) as live:
            faults += await _story(live, orders, number, expected, row)
    row.notes.append(f"{row.tried} stories of the main job, {faults} faults; {row.repeated} messages came twice")
    await _conversation_and_outage(orders, row)
    await _backlog(orders, row, 300 if orders.short else 3000)
    return row


async def _story(live: LiveStage, orders: Orders, number: int, expected: tuple[Any, Any], row: Row) -> int:
    """The main job in bad weather ends as it does in good weather."""
    faults = live.sandbox.faults
    Weather(orders.random("story", number), **SHARES).over(faults)
    try:
        await main_job(live)
    except (AssertionError, LookupError, TimeoutError) as error:
        row.counts(False, f"story {number}: {type(error).__name__} {str(error)[:200]}")
        row.lost += 1
        return len(faults.done)
    row.repeated += len(live.lost)
    rows, screens = await state.office(live), state.screens(live, but=live.lost)
    wrong = []
    if rows != expected[0]:
        wrong.append(f"other rows: {[name for name in rows if rows[name] != expected[0][name]]}")
    if screens != expected[1]:
        wrong.append(f"other screens: {[name for name in screens if screens[name] != expected[1][name]]}")
        row.lost += 1
    if len(live.lost) > judge.unanswered(live, "sendMessage"):
        wrong.append("more repeats than lost answers")
    if live.sandbox.too_early:
        wrong.append(f"before retry_after: {live.sandbox.too_early[0].description}")
    row.counts(not wrong, f"story {number}: {'; '.join(wrong)}")
    return len(faults.done)


def _limiter() -> Limiter:
    """As the program has it unless an office sets it otherwise."""
    ours = LimitSettings()
    return Limiter(
        per_chat=Rate(ours.chat_burst, ours.chat_per_second),
        overall=Rate(ours.overall_burst, ours.overall_per_second),
    )


async def _conversation_and_outage(orders: Orders, row: Row) -> None:
    """Ten minutes without a line while people go on writing; afterwards everything is answered, once and in order."""
    async with played(orders.inside("outage"), orders.base, limiter=_limiter()) as live:
        people = [await live.joins(f"Người {number}", "p-dong-tho") for number in range(4 if orders.short else 20)]
        before = {one: len(one.heard) for one in people}
        live.sandbox.faults.outage(True)
        for _ in range(3):
            for one in people:
                one.phone.says("/trogiup")
                one.phone.says("/huy")
            await live.passes(OUTAGE / 3)
        live.sandbox.faults.outage(False)
        await live.settle()
        for one in people:
            said = [text[:8] for text in one.heard[before[one] :]]
            row.counts(said == ["Trợ giúp", "Không có"] * 3, f"after the outage {one.phone.name} heard {said}")
        row.notes.append(f"outage of {OUTAGE:.0f} s: {len(people)} people, {6 * len(people)} updates meanwhile")


async def _backlog(orders: Orders, row: Row, many: int) -> None:
    """Reminders that could not leave for a while, by the limits that the program has and the platform enforces."""
    async with played(orders.inside("backlog"), orders.base, limiter=_limiter()) as live:
        live.sandbox._api.limits.on = True
        for number in range(min(many, CHATS)):
            live.sandbox.add_phone(100_000 + number, f"Người {number}").chat.started = True
        await _queue(live, many)
        begun, used = live.time.now, time.process_time()
        live.app.outbox.lanes.wake()
        await live.settle()
        took, used = live.time.now - begun, time.process_time() - used
        waiting = await live.rows("select state, error from outbox where state <> 'sent'")
        row.lost += len(waiting)
        row.demands(not waiting, f"not sent: {waiting[:3]}")
        row.demands(took <= BACKLOG_WITHIN, f"a backlog of {many} took {took:.0f} s")
        row.demands(not live.sandbox.too_fast, f"too fast: {live.sandbox.too_fast[:1]}")
        row.demands(not live.sandbox.too_early, f"too early: {live.sandbox.too_early[:1]}")
        times = sorted(sent.at for sent in live.sent)
        densest = max((_within(times, at, 1.0) for at in times[:: max(1, len(times) // 500)]), default=0)
        row.demands(densest <= 30, f"{densest} messages within a second")
        _judge_chats(live, row)
        row.notes.append(
            f"backlog of {many} reminders to {min(many, CHATS)} chats: {took:.0f} s, at most {densest} in a second, "
            f"{used:.0f} s of processor time, the platform's included"
        )


def _within(times: list[float], start: float, seconds: float) -> int:
    return sum(start <= at < start + seconds for at in times)


def _judge_chats(live: LiveStage, row: Row) -> None:
    """In each chat: in the order in which they were queued, none twice, no more at once than the limit allows."""
    chats: dict[int, list[tuple[float, str]]] = {}
    for sent in live.sent:
        chats.setdefault(sent.chat, []).append((sent.at, sent.text))
    for chat, messages in chats.items():
        texts = [text for _, text in messages]
        row.demands(texts == sorted(set(texts)), f"chat {chat} heard {texts}")
        row.demands(len(messages) <= BURST, f"chat {chat} got {len(messages)} messages")


async def _queue(live: LiveStage, many: int) -> None:
    async with live.database.write() as tx:
        for number in range(many):
            await mailbox.post(
                tx,
                channel="telegram",
                address=str(100_000 + number % CHATS),
                payload={"text": f"Nhắc hạn {number // CHATS:03d}", "rows": []},
                now=START,
                priority=mailbox.REMINDER,
            )

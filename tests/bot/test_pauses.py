"""A platform that says "later", a line that is down: nothing is lost, nothing leaves early, order is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import dispatch
from bot import outbox as pump
from bot.app import App
from bot.channels.base import Pulse, RejectedError, RetryError, Sent, Store
from bot.limiter import Limiter, Rate
from handlers.dialog.chat import Capabilities, Said, Say
from planning.programme import Role
from storage import outbox, people
from storage.inbox import Received
from storage.outbox import Post
from tests.stage import START, ZONE, Stage

REAL = datetime(2026, 11, 22, 2, tzinfo=UTC)


class Platform:
    """A channel that remembers what it was asked to send; `answer` may raise what a platform would."""

    label = "Platform"
    name = "platform"
    capabilities = Capabilities(buttons=5, can_edit=False, max_text=4096, files=False)

    def __init__(self, answer: Callable[[str], None] = lambda text: None) -> None:
        self.answer = answer
        self.pulse = Pulse()
        self.asked: list[str] = []
        self.sent: list[str] = []

    polls = True

    async def ping(self) -> None: ...

    async def start(self) -> None: ...

    async def poll(self, store: Store) -> None: ...

    def read(self, payload: dict[str, Any], item: Received) -> Said:
        return Said(item.channel, item.address)

    async def send(self, post: Post, target: Post | None) -> Sent | None:
        text = f"{post.address}:{post.payload['text']}"
        self.asked.append(text)
        self.answer(text)
        self.sent.append(text)
        return Sent(str(len(self.sent)))

    def invite_link(self, code: str) -> str:
        return code

    def group_link(self) -> str:
        return ""

    async def close(self) -> None: ...


class Clock:
    """Delivery's real time, for tests to move."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = REAL
        for module in (pump, dispatch):
            monkeypatch.setattr(module, "real_time", lambda: self.now)

    def moves(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def app(stage: Stage, platform: Platform) -> App:
    """The program as it starts: it knows nothing but the database."""
    endless = Rate(1_000_000, 1_000_000)
    return App(stage.database, [platform], Limiter(endless, endless), zone=ZONE, clock=lambda: START)


async def posts(stage: Stage, *texts: str, priority: int = outbox.ANSWER) -> None:
    """`texts` are written address:text."""
    async with stage.database.write() as tx:
        for address, _, text in (each.partition(":") for each in texts):
            payload = Say(text).to_json()
            await outbox.post(tx, channel="platform", address=address, payload=payload, now=REAL, priority=priority)


def fails(error: Exception, *, times: int = 1, at: str = "") -> Callable[[str], None]:
    """The first so many messages (those with this text) are answered with the error."""
    left = [error] * times

    def answer(text: str) -> None:
        if left and at in text:
            raise left.pop()

    return answer


async def test_a_pause_of_the_whole_platform_outlives_a_restart(stage: Stage, clock: Clock) -> None:
    await posts(stage, "1:một", "1:hai", "2:ba")
    before = Platform(fails(RetryError("too many", 3600, everywhere=True), times=9))
    await app(stage, before).settle()
    assert before.asked == ["1:một"], "once told to wait, the others are not even tried"

    await stage.restart()
    for seconds in (0, 60, 3539):
        clock.moves(seconds)
        after = Platform()
        await app(stage, after).settle()
        assert after.asked == []
    await posts(stage, "3:bốn")
    await app(stage, after).settle()
    assert after.asked == []

    clock.moves(2)
    await app(stage, after).settle()
    assert sorted(after.sent) == ["1:hai", "1:một", "2:ba", "3:bốn"]
    assert after.sent.index("1:một") < after.sent.index("1:hai")


async def test_a_shorter_pause_does_not_end_a_longer_one(stage: Stage, clock: Clock) -> None:
    async with stage.database.write() as tx:
        await outbox.pause(tx, "platform", "", REAL + timedelta(seconds=100))
        await outbox.pause(tx, "platform", "", REAL + timedelta(seconds=10))
    await posts(stage, "1:một")
    platform = Platform()
    clock.moves(50)
    await app(stage, platform).settle()
    assert platform.asked == []


async def test_a_line_that_is_down_is_tried_again_later_and_in_order(stage: Stage, clock: Clock) -> None:
    await posts(stage, "1:một", "1:hai", "2:ba")
    platform = Platform(fails(RetryError("connection failed"), times=3, at="1:"))
    running = app(stage, platform)
    await running.settle()
    assert platform.sent == ["2:ba"], "other chats go on"
    waits = []
    while "1:hai" not in platform.sent:
        assert await running.outbox.longest_sleep() <= 30
        waits.append(1)
        clock.moves(1)
        await running.settle()
    assert platform.asked == ["1:một", "2:ba", "1:một", "1:một", "1:một", "1:hai"]
    assert len(waits) == 1 + 2 + 4, "each wait is twice as long as the one before"


async def test_a_reminder_that_waits_does_not_hold_back_an_answer(stage: Stage, clock: Clock) -> None:
    await posts(stage, "1:nhắc", priority=outbox.REMINDER)
    platform = Platform(fails(RetryError("connection failed", 60)))
    await app(stage, platform).settle()
    await posts(stage, "1:trả lời")
    await app(stage, platform).settle()
    assert platform.sent == ["1:trả lời"]
    clock.moves(61)
    await app(stage, platform).settle()
    assert platform.sent == ["1:trả lời", "1:nhắc"]


async def test_a_refused_message_is_given_up_and_the_next_one_leaves(stage: Stage, clock: Clock) -> None:
    await posts(stage, "1:một", "1:hai", "1:ba")
    platform = Platform(fails(RejectedError("no such thing"), at="hai", times=9))
    await app(stage, platform).settle()
    assert platform.sent == ["1:một", "1:ba"]
    assert await stage.rows("select state, error from outbox where state <> 'sent'") == [
        {"state": "failed", "error": "no such thing"}
    ]


async def test_an_alert_that_is_refused_too_does_not_call_for_another_alert(stage: Stage, clock: Clock) -> None:
    async with stage.database.write() as tx:
        admin = await people.add(tx, "Hương", REAL)
        await people.join(tx, admin, "ubkt-tu", Role.ADMIN, None, REAL)
        await people.put_chat(tx, "platform", "9", admin, REAL)
    await posts(stage, "1:một")
    platform = Platform()

    def refuses_all(text: str) -> None:
        if len(platform.asked) > 20:
            raise RetryError("the test has seen enough", 60, everywhere=True)
        raise RejectedError("not this way")

    platform.answer = refuses_all
    await app(stage, platform).settle()
    assert len(platform.asked) <= 2

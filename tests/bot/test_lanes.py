"""Lanes: order within a chat, chats side by side, and no work forgotten at any moment of its coming."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.lanes import PARALLEL, Chat, Lanes

LAN: Chat = ("telegram", "1")
MINH: Chat = ("telegram", "2")
a_moment = asyncio.sleep  # kept here, since one test puts another one in its place


class Mail:
    """What waits for each chat, as a database would hold it; work takes it out, one by one."""

    def __init__(self) -> None:
        self.waiting: dict[Chat, deque[str]] = defaultdict(deque)
        self.done: list[tuple[Chat, str]] = []
        self.under_way: list[Chat] = []
        self.most_at_once = 0
        self.finds = 0
        self.on_work: Callable[[Chat, str], Awaitable[None]] | None = None
        self.lanes = Lanes(self.find, self.work)

    def put(self, chat: Chat, *items: str) -> None:
        self.waiting[chat].extend(items)

    async def find(self) -> Sequence[Chat]:
        self.finds += 1
        return [chat for chat, items in self.waiting.items() if items]

    async def work(self, chat: Chat) -> bool:
        if not self.waiting[chat]:
            return False
        item = self.waiting[chat][0]
        assert chat not in self.under_way, "two workers in one chat"
        self.under_way.append(chat)
        self.most_at_once = max(self.most_at_once, len(self.under_way))
        try:
            await a_moment(0)
            if self.on_work:
                await self.on_work(chat, item)
            self.waiting[chat].popleft()
            self.done.append((chat, item))
            more = bool(self.waiting[chat])
            await a_moment(0)  # as the commit is: what comes now is not seen
            return more
        finally:
            self.under_way.remove(chat)

    def of(self, chat: Chat) -> list[str]:
        return [item for whose, item in self.done if whose == chat]

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():
                await a_moment(0)

    async def until_idle(self) -> None:
        await self.until(lambda: not self.lanes._tasks)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        """The lanes run, and look for work once; a further look would come after an hour."""

        async def an_hour() -> float:
            return 3600

        finds = self.finds
        task = asyncio.create_task(self.lanes.run(an_hour))
        try:
            await self.until(lambda: self.finds > finds)
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert self.lanes._tasks == {}


@pytest.fixture
def mail() -> Mail:
    return Mail()


async def test_a_chat_that_is_held_up_keeps_its_order_and_holds_up_nobody(mail: Mail) -> None:
    gate = asyncio.Event()

    async def slow(chat: Chat, item: str) -> None:
        if (chat, item) == (LAN, "1"):
            await gate.wait()

    mail.on_work = slow
    mail.put(LAN, "1", "2")
    mail.put(MINH, "1", "2", "3")
    async with mail.running():
        mail.put(LAN, "3")
        mail.lanes.kick([LAN])
        await mail.until(lambda: mail.of(MINH) == ["1", "2", "3"])
        assert mail.of(LAN) == []
        gate.set()
        await mail.until_idle()
    assert mail.of(LAN) == ["1", "2", "3"]
    assert mail.finds == 1


@pytest.mark.parametrize("steps", range(12))
async def test_work_that_comes_at_any_moment_of_other_work_is_done(mail: Mail, steps: int) -> None:
    """Nobody looks into the database again: the kick alone has to do."""
    async with mail.running():
        mail.put(LAN, "1")
        mail.lanes.kick([LAN])
        for _ in range(steps):
            await a_moment(0)
        mail.put(LAN, "2")
        mail.lanes.kick([LAN])
        await mail.until_idle()
    assert mail.of(LAN) == ["1", "2"]
    assert mail.finds == 1


async def test_what_came_before_the_start_is_found_at_the_start(mail: Mail) -> None:
    mail.put(LAN, "1")
    mail.lanes.kick([LAN])
    await a_moment(0)
    assert (mail.lanes._tasks, mail.done) == ({}, [])
    async with mail.running():
        await mail.until_idle()
    assert mail.of(LAN) == ["1"]


async def test_work_that_nobody_named_is_found_when_asked_and_when_time_has_passed(mail: Mail) -> None:
    async with mail.running():
        mail.put(LAN, "1")
        await a_moment(0)
        assert mail.done == []
        mail.lanes.wake()
        await mail.until(lambda: mail.of(LAN) == ["1"])
    naps = iter([0.0, 0.0, 3600.0])

    async def short() -> float:
        mail.put(MINH, "1")
        return next(naps)

    task = asyncio.create_task(mail.lanes.run(short))
    await mail.until(lambda: len(mail.of(MINH)) >= 2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_work_that_fails_is_tried_again_after_a_pause(
    mail: Mail, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pauses: list[float] = []
    gate = asyncio.Event()
    tries = 0

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        await gate.wait()

    async def falls_twice(chat: Chat, item: str) -> None:
        nonlocal tries
        tries += chat == LAN
        if chat == LAN and tries < 3:
            raise RuntimeError("the disk is full")

    monkeypatch.setattr("bot.lanes.asyncio.sleep", pause)
    mail.on_work = falls_twice
    mail.put(LAN, "1")
    async with mail.running():
        await mail.until(lambda: len(pauses) == 1)
        mail.put(LAN, "2")
        mail.put(MINH, "1")
        mail.lanes.kick([LAN, MINH])
        await mail.until(lambda: mail.of(MINH) == ["1"])  # others go on during the pause
        assert mail.of(LAN) == []
        gate.set()
        await mail.until(lambda: mail.of(LAN) == ["1", "2"])
    assert pauses == [1, 1]
    assert caplog.text.count("a lane stopped; its work stays in the database and is tried again") == 2
    assert caplog.text.count("the disk is full") >= 2


async def test_a_stop_is_clean_and_what_was_not_done_is_found_at_the_next_start(mail: Mail) -> None:
    never = asyncio.Event()
    stopped: list[Chat] = []

    async def waits(chat: Chat, item: str) -> None:
        try:
            await never.wait()
        except asyncio.CancelledError:
            stopped.append(chat)
            raise

    mail.on_work = waits
    mail.put(LAN, "1")
    mail.put(MINH, "1")
    before = asyncio.all_tasks()
    async with mail.running() as task:
        await mail.until(lambda: len(mail.under_way) == 2)
        mail.put(LAN, "2")
        mail.lanes.kick([LAN])
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (sorted(stopped), mail.under_way, mail.lanes._tasks) == ([LAN, MINH], [], {})
        assert asyncio.all_tasks() == before
        mail.lanes.kick([LAN])
        assert mail.lanes._tasks == {}
    mail.on_work = None
    async with mail.running():
        await mail.until_idle()
    assert (mail.of(LAN), mail.of(MINH)) == (["1", "2"], ["1"])


async def test_only_so_many_chats_are_worked_on_at_once_and_none_is_forgotten(mail: Mail) -> None:
    chats = [("telegram", str(number)) for number in range(3 * PARALLEL)]
    for chat in chats:
        mail.put(chat, "1", "2")
    async with mail.running():
        await mail.until_idle()
    assert mail.most_at_once == PARALLEL
    assert all(mail.of(chat) == ["1", "2"] for chat in chats)


async def test_without_running_everything_that_can_be_done_is_done_in_order(mail: Mail) -> None:
    mail.put(LAN, "1", "2")
    mail.put(MINH, "1")
    assert await mail.lanes.drain()
    assert mail.done == [(LAN, "1"), (LAN, "2"), (MINH, "1")]
    assert not await mail.lanes.drain()


@pytest.mark.parametrize("steps", range(10))
async def test_a_stop_at_any_moment_forgets_nothing(mail: Mail, steps: int) -> None:
    async with mail.running():
        mail.put(LAN, "1", "2")
        mail.put(MINH, "1")
        mail.lanes.kick([LAN, MINH])
        for _ in range(steps):
            await a_moment(0)
    async with mail.running():
        mail.put(MINH, "2")
        mail.lanes.kick([MINH])
        await mail.until_idle()
    # what was stopped between its end and the next look is not done again
    assert (mail.of(LAN), mail.of(MINH)) == (["1", "2"], ["1", "2"])


async def test_work_named_in_the_very_moment_of_a_stop_is_found_at_the_next_start(mail: Mail) -> None:
    async with mail.running() as task:
        task.cancel()
        mail.put(LAN, "1")
        mail.lanes.kick([LAN])  # its lane is stopped before it has begun
    async with mail.running():
        await mail.until_idle()
    assert mail.of(LAN) == ["1"]

"""Chats that are blocked or get another address while messages wait for them."""

from __future__ import annotations

import pytest

from planning.programme import Role
from sandbox import Fault
from tests.faults.conftest import Opens
from tests.faults.live import LiveStage
from tests.handlers.scene import registers, submits

BLOCKED = "Forbidden: bot was blocked by the user"
UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"
MONDAY = "2026-11-23 08:00"


async def test_what_waits_for_somebody_who_blocks_the_bot_is_dropped_and_the_others_get_theirs(live: LiveStage) -> None:
    huong = await live.joins("Hương", "ubkt-tu", Role.ADMIN)
    lan, hoa = await live.joins("Lan", "p-dong-tho"), await live.joins("Hoa", "hoi-phu-nu")
    before = {who: len(who.heard) for who in (huong, lan, hoa)}
    live.sandbox.faults.next(Fault.TOO_MANY, method="sendMessage", retry_after=5)
    for _ in range(3):
        lan.phone.says("/trogiup")
        hoa.phone.says("/trogiup")
    await live.passes(1)
    lan.phone.blocks()
    live.sandbox.world.updates.clear()  # of which we learn only by trying
    await live.settle()

    assert [refused.description for refused in live.sandbox.refused] == [BLOCKED], "tried once, not for each message"
    live.sandbox.refused.clear()
    assert len(lan.heard) == before[lan]
    assert len(hoa.heard) == before[hoa] + 3
    assert [row["n"] for row in await live.rows("select count(*) as n from outbox where state = 'dropped'")] == [3]
    (alert,) = huong.heard[before[huong] :]
    assert alert.startswith("Lan (Đảng ủy phường Đông Thọ) đã chặn bot")

    lan.phone.unblocks()
    assert (await lan.says("/huy")) == "Không có việc gì đang nhập dở."
    assert len(lan.heard) == before[lan] + 1


@pytest.mark.parametrize("told", [True, False], ids=["told", "not-told"])
async def test_what_waits_for_a_group_that_gets_another_address_arrives_there_once(opens: Opens, told: bool) -> None:
    live = await opens()
    huong = await live.joins("Hương", "ubkt-tu", Role.ADMIN)
    lan = await live.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    group = live.sandbox.add_group(-4001, "Tổ thẩm định")
    group.adds_bot(huong.phone)
    await live.settle()
    await huong.taps("Cho phép")

    live.sandbox.faults.next(Fault.TOO_MANY, method="sendMessage", retry_after=5)
    live.sandbox.sets_clock(live.at(MONDAY))
    await live.app.tick()
    await live.passes(1)
    assert len(group.messages) == 2  # that the bot came, and what it said
    group.migrates(-1_000_000_004_001)
    if not told:
        live.sandbox.world.updates.clear()
    live.sandbox.faults.next(Fault.SERVER_ERROR, method="sendMessage", times=3)
    live.sandbox.faults.next(Fault.DROPPED_BEFORE, method="sendMessage", times=2)
    await live.settle()
    (digest,) = [message.text for message in group.messages if message.from_bot]
    assert "1" in digest
    assert {refused.description for refused in live.sandbox.refused} == (set() if told else {UPGRADED})
    live.sandbox.refused.clear()
    assert await live.rows("select address from groups") == [{"address": str(group.chat_id)}]

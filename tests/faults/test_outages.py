"""The line is down for minutes: whatever was said, decided or due meanwhile arrives afterwards, in order and once."""

from __future__ import annotations

import pytest

from planning.programme import Role
from sandbox import Fault
from tests.faults.conftest import Opens
from tests.faults.live import LiveStage
from tests.handlers.scene import half_way, registers

WAYS = pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
MINUTES = 10


async def goes_down(stage: LiveStage) -> int:
    """For ten minutes from now on; how much had been sent by then."""
    stage.sandbox.faults.outage(True)
    return len(stage.sent)


async def comes_back(stage: LiveStage, sent: int) -> None:
    await stage.passes(60 * MINUTES)
    assert len(stage.sent) == sent
    stage.sandbox.faults.outage(False)
    await stage.settle()


@WAYS
async def test_what_is_said_during_an_outage_is_answered_after_it(opens: Opens, webhook: bool) -> None:
    stage = await opens(webhook=webhook)
    lan, binh = await stage.joins("Lan", "p-dong-tho"), await stage.joins("Bình", "p-ham-rong")
    await half_way(lan)
    before = {who: len(who.heard) for who in (lan, binh)}
    sent = await goes_down(stage)
    for words in ("tháng 9", "Nghị quyết Đại hội đảng bộ phường"):
        lan.phone.says(words)
        await stage.passes(20)
    binh.phone.says("/trogiup")
    await comes_back(stage, sent)

    asked, summary = lan.heard[before[lan] :]
    assert "Nội dung gì?" in asked
    assert "Nghị quyết Đại hội đảng bộ phường" in summary
    assert (await lan.taps("Lưu")).startswith("Đã lưu KT-")
    assert len(binh.heard) == before[binh] + 1
    assert stage.lost == set()


@WAYS
async def test_an_answer_that_waited_in_the_outbox_comes_first(opens: Opens, webhook: bool) -> None:
    stage = await opens(webhook=webhook)
    lan = await stage.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    stage.sandbox.faults.next(Fault.DROPPED_BEFORE, method="sendMessage")
    lan.phone.says("/trogiup")
    await stage.passes(0.5)
    sent = await goes_down(stage)
    lan.phone.says("/huy")
    await comes_back(stage, sent)
    assert [text[:8] for text in lan.heard[before:]] == ["Trợ giúp", "Không có"]


@WAYS
async def test_reminders_that_fall_due_in_an_outage_arrive_once_after_it(opens: Opens, webhook: bool) -> None:
    stage = await opens(webhook=webhook)
    wards = ("p-dong-tho", "p-ham-rong", "p-truong-thi", "p-dong-ve")
    people = [await stage.joins(ward, ward) for ward in wards]
    before = [len(who.heard) for who in people]
    sent = await goes_down(stage)
    stage.sandbox.sets_clock(stage.at("2026-12-08 08:00"))
    for _ in range(3):  # the bell goes on ringing
        await stage.app.tick()
        await stage.passes(20)
    await comes_back(stage, sent)
    await stage.rings()
    for who, at in zip(people, before, strict=True):
        (reminder,) = who.heard[at:]
        assert reminder.startswith("Nhắc hạn: còn 7 ngày (đến 15/12/2026)")


async def test_a_card_that_could_not_leave_comes_before_what_became_of_it(live: LiveStage) -> None:
    """One reviewer decides while the other one's card still waits to be tried again."""
    minh, thu = [await live.joins(name, "ubkt-tu", Role.REVIEWER) for name in ("Minh", "Thu")]
    lan = await live.joins("Lan", "p-dong-tho")
    await registers(lan)
    await lan.taps("Gửi thẩm định")
    live.sandbox.faults.next(Fault.SERVER_ERROR, method="sendMessage")
    lan.phone.presses("Gửi")
    await live.passes(0.1)
    prompt, late = sorted((minh, thu), key=lambda who: "Dự thảo mới" not in who.screen)
    heard, live.sent[:] = len(late.heard), []
    prompt.phone.presses("Thống nhất")
    await live.passes(0.1)
    assert "Đã thống nhất bước đầu" in prompt.screen
    assert len(late.heard) == heard
    await live.settle()
    arrived = [sent.text for sent in live.sent if sent.chat == late.phone.user_id]
    assert [text.partition(":")[0][:11] for text in arrived] == ["Dự thảo mới", "Đảng ủy phư"]
    assert "Đã thống nhất bước đầu" in late.screen
    assert len(late.heard) == heard + 1
    assert "Thống nhất" not in late.buttons


@pytest.mark.parametrize(("down", "handled"), [(120, True), (150, False)])
async def test_a_press_that_nobody_fetched_for_150_seconds_is_gone(live: LiveStage, down: int, handled: bool) -> None:
    """The platform drops it, and says so to nobody: the person presses again."""
    lan = await live.joins("Lan", "p-dong-tho")
    live.sandbox.faults.outage(True)
    lan.phone.presses("Đăng ký cuộc mới")
    lan.phone.says("/trogiup")
    await live.passes(down)
    live.sandbox.faults.outage(False)
    await live.settle()
    assert ("Cuộc này thuộc chương trình nào?" in lan.heard) is handled
    assert lan.screen.startswith("Trợ giúp")
    await lan.taps("Menu")
    assert "Cuộc này" in await lan.taps("Đăng ký cuộc mới")


async def test_a_press_that_is_handled_when_its_spinner_is_gone_counts_all_the_same(live: LiveStage) -> None:
    lan = await live.joins("Lan", "p-dong-tho")
    live.sandbox.faults.outage(True)
    await live.passes(8)
    lan.phone.presses("Đăng ký cuộc mới")
    await live.passes(142)
    live.sandbox.faults.outage(False)
    live.sandbox.faults.next(Fault.SLOW, method="getUpdates", seconds=9)  # fetched in time, but no longer there in time
    await live.settle()
    assert "Cuộc này thuộc chương trình nào?" in lan.screen
    (refused,) = live.sandbox.refused
    assert "query is too old" in refused.description
    live.sandbox.refused.clear()

"""The deadline in talks: moved in chat, missed, and who is not reminded at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from planning.programme import Role
from tests.handlers.scene import WARD, WARD_UBKT, clock_at, registers, submits
from tests.handlers.test_reminders import at, reminders, rung_moment, sent, submits_both
from tests.stage import Actor, Stage


@pytest.fixture
async def lan(stage: Stage) -> Actor:
    return await stage.joins("Lan", "p-dong-tho")


async def moves_deadline(admin: Actor, day: str) -> str:
    await admin.says("menu")
    await admin.taps("Dời hạn gửi")
    await admin.says(day)
    return await admin.taps("Đúng, dời")


async def test_a_deadline_moved_forward_plans_anew(stage: Stage, lan: Actor) -> None:
    admin = await stage.joins("Quân", "ubkt-tu", Role.ADMIN)
    hoa = await stage.joins("Hoa", "hoi-phu-nu")
    binh = await stage.joins("Bình", "p-ham-rong")
    await submits_both(lan)
    await clock_at(stage, rung_moment(7))
    assert [len(reminders(one)) for one in (lan, hoa, binh)] == [0, 1, 1]
    await admin.taps("Dời hạn gửi")
    assert admin.screen == "Hạn gửi hiện nay: 15/12/2026, còn 7 ngày. Gõ hạn mới, ví dụ “20/12/2026”."
    assert await admin.says("30/11/2026") == "30/11/2026 đã qua. Gõ một ngày từ hôm nay trở đi."
    assert await admin.says("31/11/2026") == "Tôi chưa hiểu ngày “31/11/2026”. Gõ một ngày, ví dụ “20/12/2026”."
    assert await admin.says("20/12/2026") == "Dời hạn gửi sang 20/12/2026 và báo cho 2 người chưa gửi?"
    assert await admin.taps("Đúng, dời") == "Hạn gửi mới: 20/12/2026. Lịch nhắc đã tính lại."
    notice = "Hạn gửi dự thảo chương trình năm 2027 dời sang 20/12/2026, còn 12 ngày."
    assert hoa.screen == binh.screen == notice
    assert notice not in lan.heard and notice not in admin.heard
    # rung 15 of the new deadline is the 5th: past, it does not ring; 7 is the 13th
    await stage.moves(hours=1)
    await clock_at(stage, at(12, 19))
    assert len(reminders(hoa)) == 1
    for day in (13, 14, 18, 19, 20, 21, 25, 26):
        await clock_at(stage, at(day, 8))
    assert [text.partition("ngày")[0] for text in reminders(hoa)] == [
        "Nhắc hạn: còn 7 ",
        "Nhắc hạn: còn 7 ",
        "Nhắc hạn: còn 2 ",  # the bell was silent on the 17th: rung 3 is made up for
        "Nhắc hạn: còn 1 ",
        "Nhắc hạn: hôm nay, 20/12/2026, là ",
        "Đã quá hạn 1 ",
        "Đã quá hạn 5 ",
    ]
    assert reminders(lan) == []


async def test_a_deadline_moved_back_does_not_ring_its_past_rungs(stage: Stage, lan: Actor) -> None:
    admin = await stage.joins("Quân", "ubkt-tu", Role.ADMIN)
    await clock_at(stage, at(29, 10, month=11))
    await moves_deadline(admin, "1/12/2026")
    assert lan.screen == "Hạn gửi dự thảo chương trình năm 2027 dời sang 01/12/2026, còn 2 ngày."
    await stage.moves(hours=1)
    assert reminders(lan) == []  # 15, 7 and 3 days before are past
    await clock_at(stage, at(30, 8, month=11))
    assert await sent(stage) == [1]


async def test_moved_away_and_back_repeats_nothing(stage: Stage, lan: Actor) -> None:
    admin = await stage.joins("Quân", "ubkt-tu", Role.ADMIN)
    await clock_at(stage, at(8, 8))
    await moves_deadline(admin, "20/12/2026")
    await moves_deadline(admin, "15/12/2026")
    await stage.moves(hours=2)
    assert await sent(stage) == [7]
    await clock_at(stage, at(12, 8))
    assert await sent(stage) == [7, 3]


async def test_the_same_deadline_again_changes_nothing(stage: Stage, lan: Actor) -> None:
    admin = await stage.joins("Quân", "ubkt-tu", Role.ADMIN)
    heard = lan.heard
    assert await moves_deadline(admin, "15/12/2026") == "Hạn gửi đã là 15/12/2026, không có gì thay đổi."
    assert lan.heard == heard and await stage.rows("select 1 from audit where action = 'deadline.moved'") == []


@pytest.mark.telegram
async def test_the_removed_and_the_blocked_are_not_reminded(stage: Stage, lan: Actor) -> None:
    admin = await stage.joins("Quân", "ubkt-tu", Role.ADMIN)
    hoa = await stage.joins("Hoa", "p-ham-rong")
    await admin.taps("Người dùng")
    await admin.says("Đảng ủy phường Đông Thọ")
    await admin.taps("Gỡ Lan")
    assert await admin.taps("Đúng, gỡ") == "Đã gỡ Lan."
    hoa.phone.blocks()
    await stage.settle()
    assert admin.screen == (
        "Hoa (Đảng ủy phường Hàm Rồng) đã chặn bot, không nhận được tin nhắc. Đề nghị liên hệ trực tiếp."
    )
    await clock_at(stage, rung_moment(7))
    assert await sent(stage) == [] and reminders(lan) == reminders(hoa) == []
    hoa.phone.unblocks()
    await stage.settle()
    await stage.moves(minutes=1)  # it was not sent yet
    assert await sent(stage) == [7] and len(reminders(hoa)) == 1
    assert reminders(lan) == []


async def board_line(stage: Stage, reviewer: Actor, group: str, name: str, *, pages: int = 9) -> str:
    await reviewer.says("/theodoi")
    await reviewer.taps(next(label for label in reviewer.buttons if label.startswith(group)))
    for _ in range(pages):
        for line in reviewer.screen.splitlines():
            if line.removeprefix("• ").startswith(name):
                return line
        await reviewer.taps("Xem tiếp")
    raise AssertionError(f"no {name} under {group}")


async def test_five_after_the_deadline_and_then_the_board_says_so(stage: Stage, lan: Actor) -> None:
    reviewer = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    moment: datetime = at(15, 20)
    while moment.date() < date(2026, 12, 20):
        moment += timedelta(hours=12)
        await clock_at(stage, moment)
    assert await sent(stage) == [-1, -2, -3, -4, -5]
    assert await board_line(stage, reviewer, "Chưa gửi", WARD) == f"• {WARD}"
    await clock_at(stage, at(21, 8))
    assert await sent(stage) == [-1, -2, -3, -4, -5]
    assert await board_line(stage, reviewer, "Chưa gửi", WARD) == f"• {WARD} – đã nhắc đủ, cần gọi trực tiếp"
    nobody = "Đảng ủy phường Hàm Rồng"
    assert await board_line(stage, reviewer, "Chưa gửi", nobody) == f"• {nobody} ○"


@pytest.mark.telegram
async def test_late_is_accepted_and_marked(stage: Stage, lan: Actor) -> None:
    reviewer = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await registers(lan)
    await registers(lan, body=WARD_UBKT, when="tháng 9")
    await clock_at(stage, at(15, 23, 59))
    assert "ghi nhận trễ hạn" not in await submits(lan, body=WARD_UBKT)
    await clock_at(stage, at(16, 0))
    await lan.says("menu")
    await lan.taps("Gửi thẩm định")
    await lan.taps(WARD)
    assert "Đã quá hạn 15/12/2026: dự thảo vẫn được nhận và ghi là trễ." in lan.screen
    said = await lan.taps("Gửi")
    assert said == f"Đã gửi dự thảo lần 1 của {WARD} lúc 00:00 ngày 16/12/2026, ghi nhận trễ hạn."
    card = reviewer.sees(f"Dự thảo mới: {WARD}, năm 2027, lần 1").text
    assert "Gửi 00:00 ngày 16/12/2026 · trễ hạn" in card.splitlines()
    in_time = reviewer.sees(f"Dự thảo mới: {WARD_UBKT}, năm 2027, lần 1").text
    assert "Gửi 23:59 ngày 15/12/2026" in in_time.splitlines()
    assert "Gửi trễ: 1." in await reviewer.says("/theodoi")
    assert await board_line(stage, reviewer, "Đang xét", WARD) == f"• {WARD} – gửi trễ – còn 7 ngày"
    assert await board_line(stage, reviewer, "Đang xét", WARD_UBKT) == f"• {WARD_UBKT} – còn 6 ngày"

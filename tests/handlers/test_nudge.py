"""Reminding by hand: who was reminded and who could not be reached, not too often, and not at night."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.handlers.appraised_scene import agreed, promulgates, signs
from tests.handlers.scene import WARD, registers, submits
from tests.stage import Actor, Stage

HAM_RONG = "Đảng ủy phường Hàm Rồng"
REMINDED = f"Đ/c Minh nhắc: {HAM_RONG} chưa gửi dự thảo. Hạn 15/12/2026, còn 23 ngày. Mời đồng chí gửi sớm."


async def reminds(minh: Actor, group: str, button: str, of: str) -> str:
    await minh.says("/theodoi")
    await minh.taps(next(label for label in minh.buttons if label.startswith(group)))
    await minh.taps(button)
    while of not in minh.buttons:
        await minh.taps("Xem tiếp")
    return await minh.taps(of)


@pytest.fixture
async def binh(stage: Stage) -> Actor:
    return await stage.joins("Bình", "p-ham-rong")


async def test_a_unit_that_has_not_sent(stage: Stage, minh: Actor, binh: Actor) -> None:
    assert await reminds(minh, "Chưa gửi", "Nhắc đơn vị", HAM_RONG) == "Đã nhắc đ/c Bình."
    assert binh.screen == REMINDED
    assert binh.buttons[0] == "Mở chương trình"
    assert await reminds(minh, "Chưa gửi", "Nhắc đơn vị", HAM_RONG) == "Hôm nay đã nhắc đủ 1 lần: đ/c Bình."
    assert [row["action"] for row in await stage.rows("select action from audit where action like 'reminder%'")] == [
        "reminder.by_hand"
    ]
    await stage.moves(days=1)
    assert await reminds(minh, "Chưa gửi", "Nhắc đơn vị", HAM_RONG) == "Đã nhắc đ/c Bình."


async def test_nobody_to_remind(stage: Stage, minh: Actor) -> None:
    assert await reminds(minh, "Chưa gửi", "Nhắc đơn vị", HAM_RONG) == (
        "Chưa có ai để nhắc. Đề nghị mời cán bộ đầu mối tham gia."
    )


async def test_at_night_it_waits_for_the_morning(stage: Stage, minh: Actor, binh: Actor) -> None:
    await stage.clock_at("2026-11-22 21:30")
    heard = len(binh.heard)
    assert await reminds(minh, "Chưa gửi", "Nhắc đơn vị", HAM_RONG) == (
        "Đang giờ nghỉ: đ/c Bình sẽ được nhắc lúc 08:00 sáng tới."
    )
    assert await reminds(minh, "Chưa gửi", "Nhắc đơn vị", HAM_RONG) == "Hôm nay đã nhắc đủ 1 lần: đ/c Bình."
    await stage.clock_at("2026-11-23 07:59")
    assert len(binh.heard) == heard
    await stage.clock_at("2026-11-23 08:00")
    await stage.rings()
    assert binh.heard[heard:] == [REMINDED.replace("23 ngày", "22 ngày")]


async def test_what_was_done_in_the_night_is_not_reminded_of(stage: Stage, minh: Actor, binh: Actor) -> None:
    await stage.clock_at("2026-11-22 21:30")
    await reminds(minh, "Chưa gửi", "Nhắc đơn vị", HAM_RONG)
    await registers(binh, "chi bo quan su", body=HAM_RONG)
    await submits(binh, body=HAM_RONG)
    await stage.clock_at("2026-11-23 08:00")
    assert not any("Đ/c Minh nhắc" in text for text in binh.heard)


async def test_a_returned_draft(stage: Stage, minh: Actor, lan: Actor) -> None:
    await minh.taps("Trả lại")
    await minh.says("Nội dung chưa rõ")
    await minh.taps("Trả lại với lý do này")
    assert await reminds(minh, "Trả lại", "Nhắc đơn vị", WARD) == "Đã nhắc đ/c Lan."
    assert lan.screen == (
        f"Đ/c Minh nhắc: dự thảo của {WARD} bị trả lại, chưa gửi lại.\nLý do trả lại: Nội dung chưa rõ\n"
        "Mời đồng chí sửa và gửi."
    )


async def test_an_overdue_step(stage: Stage, minh: Actor, lan: Actor) -> None:
    thu = await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    await minh.says("/theodoi")
    await minh.taps(next(label for label in minh.buttons if label.startswith("Đang xét")))
    await minh.taps("Nhắc người thẩm định")
    assert minh.screen == "Không có chương trình nào quá thời hạn thẩm định."
    await stage.clock_at("2026-12-14 09:00")
    assert await reminds(minh, "Đang xét", "Nhắc người thẩm định", WARD) == "Đã nhắc đ/c Thu."
    assert thu.screen.startswith(f"Đ/c Minh nhắc: dự thảo lần 1 của {WARD} quá hạn thẩm định (")


async def test_not_before_the_opinion_is_final(stage: Stage) -> None:
    minh, _ = await agreed(stage)
    await minh.says("/theodoi")
    await minh.taps(next(label for label in minh.buttons if label.startswith("Thống nhất")))
    await minh.taps("Nhắc ban hành")
    assert minh.screen == "Không có chương trình nào chưa báo số, ngày ban hành."


async def test_a_programme_that_was_not_issued(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    await signs(minh)
    assert await reminds(minh, "Thống nhất", "Nhắc ban hành", WARD) == "Đã nhắc đ/c Lan."
    assert lan.screen == (
        f"Đ/c Minh nhắc: chương trình của {WARD} đã thống nhất, chưa báo số, ngày ban hành. Mời đồng chí báo."
    )
    await promulgates(lan)
    await minh.says("/theodoi")
    await minh.taps(next(label for label in minh.buttons if label.startswith("Thống nhất")))
    await minh.taps("Nhắc ban hành")
    assert minh.screen == "Không có chương trình nào chưa báo số, ngày ban hành."

"""Times as people type them: what is understood is told back in days, what is not is a question with its reason."""

from __future__ import annotations

import pytest

from tests.stage import Stage
from tests.test_bad_input import at_time

ASKED_AGAIN = "Đối tượng: Chi bộ Quân sự.\nTiến hành khi nào trong năm 2027?"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("đợt 1: đầu tháng 9; đợt 2: cuối tháng 11", "01/9–10/9/2027; 21/11–30/11/2027"),
        ("cuối tháng 8 đầu tháng 9", "21/8–10/9/2027"),
        ("2 tháng đầu quý III", "01/7–31/8/2027"),
        ("tuần 36 (06/9 - 12/9)", "06/9–12/9/2027"),
    ],
)
async def test_what_is_understood_is_told_in_days(stage: Stage, typed: str, told: str) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await at_time(lan)
    assert (await lan.says(typed)).startswith(f"Thời gian: {told}.\nNội dung gì?")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("rằm tháng 7", "16/8/2027"),
        ("mùng 10 tháng 3 âm lịch", "16/4/2027"),
        ("quý III năm sau", "quý III/2027 (01/7–30/9/2027)"),
    ],
)
async def test_days_that_cannot_be_seen_in_the_words_are_told_first(stage: Stage, typed: str, told: str) -> None:
    """Before anything else, an overlap too."""
    lan = await stage.joins("Lan", "p-dong-tho")
    await at_time(lan)
    assert (await lan.says(typed)).startswith(f"“{typed}” là {told}.\n")


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("quý I; tháng 5 hoặc tháng 6", "Tôi hiểu “quý I; tháng 5 hoặc tháng 6” là 01/1–31/3/2027 hoặc 01/5–31/5/2027 "
         "hoặc 01/6–30/6/2027: có nhiều lựa chọn, cần chọn một."),
        ("năm học 2026-2027", "Tôi hiểu “năm học 2026-2027” là 01/8/2026–30/6/2027: không nằm trọn trong năm 2027."),
        ("từ 15/3", "Tôi hiểu “từ 15/3” là từ 15/3/2027: chưa có ngày kết thúc."),
        ("trước Tết", "Tôi chưa hiểu thời gian “trước Tết”: mồng một Tết là 06/2/2027; cần ngày dương lịch."),
    ],
)  # fmt: skip
async def test_what_is_not_certain_is_asked(stage: Stage, typed: str, question: str) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await at_time(lan)
    screen = await lan.says(typed)
    assert screen.startswith(f"{question} Ghi lại giúp, ví dụ “15/4”, “tháng 4” hoặc “quý II”.\n\n{ASKED_AGAIN}")
    assert "periods" not in str(await stage.rows("select answers from entries"))


@pytest.mark.telegram
async def test_a_holiday_gets_a_hint_and_no_refusal(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await at_time(lan)
    hint = "Thời gian này nằm trọn trong dịp nghỉ lễ 30/4 và 01/5 (30/4–01/5/2027), đồng chí xem lại giúp."
    said = await lan.says("30/4/2027")
    assert said.startswith(f"{hint}\n\nThời gian: 30/4/2027.")
    assert hint in await lan.says("Quản lý tài sản công")
    assert "Lưu" in lan.buttons


@pytest.mark.telegram
async def test_back_at_the_first_step_is_answered_each_time(stage: Stage) -> None:
    """The same screen in the place of the same screen would show nothing."""
    lan = await stage.joins("Lan", "p-dong-tho")
    await lan.taps("Đăng ký cuộc mới")
    first = "Đây là bước đầu tiên. Muốn bỏ cuộc này, chọn “Hủy”."
    assert (await lan.taps("Quay lại")).startswith(f"{first}\n\n")
    await stage.moves(minutes=1)
    assert await lan.taps("Quay lại") == first

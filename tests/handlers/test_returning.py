"""Returning a draft cannot be taken back: the reason that was asked for is shown once more and confirmed."""

from __future__ import annotations

import pytest

from tests.stage import Actor, Stage

SURE = "Trả lại với lý do này"


async def decisions(stage: Stage) -> list[tuple[str, str]]:
    return [(row["verb"], row["reason"]) for row in await stage.rows("select verb, reason from decisions")]


@pytest.fixture
async def asked(stage: Stage, minh: Actor, lan: Actor) -> Actor:
    """A reviewer who is asked for a reason."""
    await minh.taps("Trả lại")
    return minh


async def test_the_reason_is_confirmed(stage: Stage, asked: Actor, lan: Actor) -> None:
    said = await asked.says("Nội dung chưa rõ")
    assert said == (
        "Trả lại dự thảo lần 1 của Đảng ủy phường Đông Thọ với lý do:\n“Nội dung chưa rõ”\n"
        "Xác nhận, hoặc gõ lý do khác."
    )
    assert await decisions(stage) == []
    assert "“Thiếu số văn bản”" in await asked.says("Thiếu số văn bản")
    if not stage.presses:
        await asked.says("1")  # the number of nothing that cannot be taken back
        assert await decisions(stage) == []
        await asked.taps("Trả lại", on=None)
        await asked.says("Thiếu số văn bản")
    await asked.taps(SURE)
    assert await decisions(stage) == [("return", "Thiếu số văn bản")]
    assert "Lý do: Thiếu số văn bản" in lan.screen


@pytest.mark.parametrize("text", ["thôi không", "không", "Không trả nữa", "khoan đã", "Hủy", "hủy bỏ", "thôi"])
async def test_second_thoughts_cancel(stage: Stage, asked: Actor, text: str) -> None:
    await asked.says(text)
    assert SURE not in asked.buttons
    await asked.says("Anh Hùng ơi mai họp mấy giờ nhỉ")
    assert SURE not in asked.buttons
    assert await decisions(stage) == []


@pytest.mark.parametrize("text", ["Thống nhất", "thong nhat.", "menu", "Từng cuộc", "quay lại"])
async def test_labels_and_commands_are_no_reason(stage: Stage, asked: Actor, text: str) -> None:
    await asked.says(text)
    assert SURE not in asked.buttons
    assert await decisions(stage) == []


async def test_what_is_typed_much_later_is_no_reason(stage: Stage, asked: Actor) -> None:
    await stage.moves(minutes=16)
    assert await asked.says("Anh Hùng ơi mai họp mấy giờ nhỉ") == (
        "Câu hỏi lý do trả lại đã quá 15 phút nên tin này không được tính. Dự thảo vẫn chờ, mở thẻ để làm lại."
    )
    assert await decisions(stage) == []
    await asked.taps("Về thẻ dự thảo")
    assert "Thống nhất" in asked.buttons


@pytest.mark.parametrize("text", ["đồng ý", "xác nhận", "Nhất trí", "OK"])
async def test_a_word_of_assent_is_no_reason(stage: Stage, asked: Actor, text: str) -> None:
    await asked.says(text)
    assert SURE not in asked.buttons
    await asked.says("Nội dung chưa rõ")
    assert "“Nội dung chưa rõ”" in await asked.says(text)
    assert await decisions(stage) == []

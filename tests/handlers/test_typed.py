"""What is typed and not certain: nothing is done, and the open question stands again. On every channel."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.handlers.scene import WARD, half_way, registers
from tests.stage import Actor, Stage


async def test_what_is_not_understood_leaves_the_question_open(stage: Stage, huong: Actor) -> None:
    await huong.says("/quantri")
    buttons = huong.buttons
    said = await huong.says("anh ơi cho hỏi")
    assert said == "Tôi chưa hiểu, không có gì thay đổi. Câu hỏi hiện nay:\n\nViệc quản trị:"
    assert huong.buttons == buttons
    assert await huong.says("vẫn chưa rõ") == said  # and not both sentences one after the other
    await huong.says("Mời người")
    assert huong.screen == "Mời người vào vai trò nào?"


async def test_a_notice_does_not_take_the_place_of_the_question(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    code = await registers(lan, "chi bo quan su", "tháng 3", "Quản lý đất đai")
    await lan.taps("Xem chương trình")
    await lan.taps(code)
    await lan.taps("Xóa")
    await stage.clock_at("2026-12-08 08:00")
    assert lan.screen.startswith("Nhắc hạn")
    said = await lan.says("thế à anh")
    assert said == f"Tôi chưa hiểu, không có gì thay đổi. Câu hỏi hiện nay:\n\nXóa {code}? Mã này sẽ không dùng lại."
    await lan.says("menu")
    menu = lan.screen
    await stage.clock_at("2026-12-12 08:00")
    for _ in range(2):  # nothing is asked there, and what was not understood is said once
        said = await lan.says("thế à anh")
        assert said.startswith("Tôi chưa hiểu, không có gì thay đổi.") and menu[:40] in said
        assert said.count("Tôi chưa hiểu") == 1


async def test_the_label_of_an_older_question_is_said_to_be_old(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await half_way(lan)
    await lan.says("tháng 3")
    said = await lan.says("Quý III")
    assert said.startswith("“Quý III” là của một câu hỏi cũ, không có gì thay đổi. Câu hỏi hiện nay:\n\n")
    assert await stage.rows("select id from inspections where created_by is not null") == []
    assert "Cuộc mới" in await lan.says("Nghị quyết 57-NQ/TW")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("3", "“3” là tháng 3 hay quý III? Đồng chí gõ “tháng 3” hoặc “quý III”."),
        ("số 1", "“1” là tháng 1 hay quý I? Đồng chí gõ “tháng 1” hoặc “quý I”."),
        ("9", "“9” là tháng 9? Đồng chí gõ “tháng 9”."),
    ],
)
async def test_a_bare_number_is_no_time(stage: Stage, text: str, asked: str) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await half_way(lan)
    assert (await lan.says(text)).startswith(asked)
    assert "Quý III" in lan.buttons
    await lan.says("quý III")
    assert lan.screen.startswith("Thời gian: quý III/2027 (01/7–30/9/2027).")


@pytest.mark.parametrize("word", ["tiếp", "Tiếp.", "tiếp theo", "tiếp tục", "xem tiếp"])
async def test_the_word_for_more(stage: Stage, huong: Actor, word: str) -> None:
    await huong.says("menu")
    assert (await huong.says(word)).startswith("Ở đây không có trang tiếp.")
    await huong.says("theo doi")
    await huong.taps(next(label for label in huong.buttons if "Menu" not in label))
    first = huong.screen
    assert "Xem tiếp" in huong.buttons
    await huong.says(word)
    assert huong.screen != first
    for _ in range(12):
        await huong.says(word)
        if any("Đã hết danh sách, xem lại từ trang đầu." in text for text in huong.heard):
            break
    else:
        raise AssertionError(huong.heard)


@pytest.mark.parametrize(
    "text", ["Duyệt danh sách trợ cấp", "Tra soát việc thu nộp đảng phí", "Trả lại tiền hỗ trợ hộ nghèo"]
)
async def test_content_that_begins_like_a_code_is_content(stage: Stage, text: str) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await half_way(lan)
    await lan.says("tháng 3")
    assert text in await lan.says(text)
    assert lan.screen.startswith("Cuộc mới")


async def test_see_the_list_is_a_label_and_no_code(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await lan.says("gui")
    if WARD in lan.buttons:
        await lan.taps(WARD)
    assert "KT-044" in await lan.says("xem danh sach")


@pytest.mark.parametrize("text", ["ok", "có", "đúng", "đồng ý", "Đúng tham gia", "dung, tham gia."])
async def test_an_offer_is_taken_by_a_plain_yes(stage: Stage, text: str) -> None:
    lan = stage.stranger("Lan")
    await lan.starts(await stage.code("p-dong-tho", Role.UNIT))
    assert (await lan.says(text)).startswith("Đã tham gia: cán bộ đầu mối của Đảng ủy phường Đông Thọ.")


@pytest.mark.parametrize("text", ["không", "ok?", "để tôi hỏi đã", "99"])
async def test_an_unclear_answer_repeats_the_offer(stage: Stage, text: str) -> None:
    lan = stage.stranger("Lan")
    await lan.starts(await stage.code("p-dong-tho", Role.UNIT))
    said = await lan.says(text)
    assert said.startswith("Tôi chưa hiểu. Đồng chí trả lời lời mời dưới đây giúp.\n\nChào đồng chí.")
    assert lan.buttons == ["Đúng, tham gia", "Không phải tôi"]
    assert await stage.rows("select id from people") == []


async def test_a_start_with_a_short_code_works(stage: Stage) -> None:
    from storage.people import short_code

    lan = stage.stranger("Lan")
    code = short_code(await stage.code("p-dong-tho", Role.UNIT))
    assert (await lan.says(f"/start {code}")).startswith("Chào đồng chí.")


async def test_a_new_subject_is_confirmed_firmly(stage: Stage, huong: Actor) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await half_way(lan, "Chi bộ Hợp tác xã Sao Hỏa")
    await lan.taps("Thêm: Chi bộ Hợp tác xã Sao Hỏa")
    for words in ("tháng 3", "Nghị quyết 57-NQ/TW"):
        await lan.says(words)
    await lan.taps("Lưu")
    assert await stage.rows("select id from units where pending = 1") != []
    await huong.says("/quantri")
    await huong.taps("Chờ xác nhận")
    if not stage.presses:
        await huong.says("1")
        assert await stage.rows("select id from units where pending = 1") != []
        await huong.says("/quantri")
        await huong.taps("Chờ xác nhận")
    await huong.taps("Xác nhận")
    assert await stage.rows("select id from units where pending = 1") == []

"""Leaving a conversation: cancelled, put off, taken up again; deleting what was saved."""

from __future__ import annotations

import pytest

from tests.handlers.scene import WARD, half_way, registers
from tests.stage import Actor, Stage

TIME_QUESTION = (
    "Đối tượng: Chi bộ Quân sự.\n"
    "Tiến hành khi nào trong năm 2027? Chọn quý, hoặc gõ “tháng 5”, “15/3–20/3”."
)  # fmt: skip
DISCARDED = "Đã bỏ cuộc đang nhập. Các cuộc đã lưu không thay đổi."
HALF_DONE = "Giám sát chuyên đề · Chi bộ Quân sự"


@pytest.fixture
async def lan(stage: Stage) -> Actor:
    return await stage.joins("Lan", "p-dong-tho")


async def open_entries(stage: Stage) -> list[str]:
    return [row["form"] for row in await stage.rows("select form from entries where state = 'open' order by form")]


async def live(stage: Stage) -> list[str]:
    rows = await stage.rows(
        "select code from inspections where state = 'live' and created_by is not null order by code"
    )
    return [row["code"] for row in rows]


async def test_cancelled_and_restored_where_it_was(stage: Stage, lan: Actor) -> None:
    assert await half_way(lan) == TIME_QUESTION
    assert await lan.taps("Hủy") == DISCARDED
    assert lan.buttons == ["Khôi phục", "Menu"]
    assert await open_entries(stage) == []
    assert await lan.taps("Khôi phục") == TIME_QUESTION
    assert await lan.says("tháng 3") == (
        "Thời gian: tháng 3/2027 (01/3–31/3/2027).\n"
        "Nội dung gì? Ví dụ “quản lý thu, chi”, “thực hiện Nghị quyết 57-NQ/TW”."
    )


@pytest.mark.parametrize("word", ["/huy", "hủy", "HUY", "huỷ bỏ"])
async def test_the_word_cancels_too(stage: Stage, lan: Actor, word: str) -> None:
    await half_way(lan)
    assert await lan.says(word) == DISCARDED
    assert await lan.says("/huy") == "Không có việc gì đang nhập dở."


@pytest.mark.telegram
async def test_what_was_cancelled_is_not_restored_over_another_one(stage: Stage, lan: Actor) -> None:
    await half_way(lan)
    await lan.taps("Hủy")
    discarded = lan.phone.last
    await lan.says("menu")
    await half_way(lan, "chi bo mam non hoa sen")
    assert await lan.taps("Khôi phục", on=discarded) == "Cuộc đó không khôi phục được nữa. Gõ “menu” để tiếp tục."
    assert await open_entries(stage) == ["register"]
    assert "Đối tượng: Chi bộ Trường Mầm non Hoa Sen." in lan.sees("Tiến hành khi nào").text


@pytest.mark.telegram
async def test_what_was_saved_is_not_restored(stage: Stage, lan: Actor) -> None:
    await half_way(lan)
    await lan.taps("Hủy")
    discarded = lan.phone.last
    await lan.says("menu")  # so that the message with "restore" stays where it is
    await lan.taps("Khôi phục", on=discarded)
    await lan.says("tháng 3")
    await lan.says("Nghị quyết 57-NQ/TW")
    await lan.taps("Lưu")
    assert await lan.taps("Khôi phục", on=discarded) == "Cuộc đó không khôi phục được nữa. Gõ “menu” để tiếp tục."
    assert await live(stage) == ["KT-044"]


async def test_the_menu_in_the_middle_keeps_it(stage: Stage, lan: Actor) -> None:
    await half_way(lan)
    assert f"Đang nhập dở: {HALF_DONE}." in await lan.says("menu")
    assert lan.buttons[0] == "Nhập tiếp cuộc dở"
    assert await lan.taps("Nhập tiếp cuộc dở") == TIME_QUESTION


@pytest.mark.telegram
async def test_a_new_one_while_one_is_half_done(stage: Stage, lan: Actor) -> None:
    await half_way(lan)
    await lan.says("menu")
    await lan.taps("Đăng ký cuộc mới")
    assert lan.screen == f"Đồng chí đang nhập dở một cuộc: {HALF_DONE}. Nhập tiếp hay bỏ?"
    assert lan.buttons == ["Nhập tiếp cuộc dở", "Bỏ, nhập cuộc mới"]
    question = lan.phone.last
    await lan.says("menu")
    assert await lan.taps("Bỏ, nhập cuộc mới", on=question) == "Cuộc này thuộc chương trình nào?"
    assert await open_entries(stage) == ["register"]
    # pressed again it does not throw away the new one
    await lan.taps("Bỏ, nhập cuộc mới", on=question)
    assert lan.screen == "Cuộc này thuộc chương trình nào?"
    assert await open_entries(stage) == ["register"]
    # and the old one is closed for good
    assert await lan.taps("Nhập tiếp cuộc dở", on=question) == (
        "Cuộc này đã lưu hoặc đã bỏ, không có gì thay đổi. Gõ “menu” để tiếp tục."
    )


@pytest.mark.parametrize("days", [0, 7])
async def test_a_restart_in_the_middle_and_a_week_later(stage: Stage, lan: Actor, days: int) -> None:
    await half_way(lan)
    await stage.restart()
    if days:
        await stage.moves(days=days)
    await lan.says("tháng 3")
    await stage.restart()
    await lan.says("Nghị quyết 57-NQ/TW")
    assert "Thời gian: tháng 3/2027 (01/3–31/3/2027)\nNội dung: Nghị quyết 57-NQ/TW" in lan.screen
    assert f"Đã lưu KT-044. Chương trình của {WARD}: 0 kiểm tra, 1 giám sát." in await lan.taps("Lưu")
    assert await open_entries(stage) == []


async def opens(lan: Actor, code: str) -> None:
    await lan.says("menu")
    await lan.taps("Chương trình của tôi")
    await lan.taps(WARD)
    await lan.taps(code)


async def test_editing_a_saved_one_leaves_a_half_done_new_one_alone(stage: Stage, lan: Actor) -> None:
    code = await registers(lan, "chi bo mam non hoa sen")
    await lan.says("menu")
    await half_way(lan)
    await opens(lan, code)
    await lan.taps("Sửa")
    assert await open_entries(stage) == ["change", "register"]
    await lan.taps("Nội dung")
    await lan.says("Quản lý đất đai")
    assert f"Đã sửa {code}." in await lan.taps("Lưu")
    assert await open_entries(stage) == ["register"]
    await lan.says("menu")
    assert await lan.taps("Nhập tiếp cuộc dở") == TIME_QUESTION


async def test_the_word_cancels_the_edit_and_not_the_half_done_new_one(stage: Stage, lan: Actor) -> None:
    code = await registers(lan, "chi bo mam non hoa sen")
    await lan.says("menu")
    await half_way(lan)
    await opens(lan, code)
    await lan.taps("Sửa")
    assert await lan.says("/huy") == DISCARDED
    assert await open_entries(stage) == ["register"]


async def test_a_cancelled_edit_changes_nothing(stage: Stage, lan: Actor) -> None:
    code = await registers(lan)
    await opens(lan, code)
    before = lan.screen
    await lan.taps("Sửa")
    await lan.taps("Nội dung")
    await lan.says("Quản lý đất đai")
    await lan.taps("Hủy")
    await opens(lan, code)
    assert lan.screen == before and "Nội dung: Nghị quyết 57-NQ/TW" in before


async def test_deleting_asks_first_and_happens_once(stage: Stage, lan: Actor) -> None:
    code = await registers(lan)
    await opens(lan, code)
    await lan.taps("Xóa")
    assert lan.screen == f"Xóa {code}? Mã này sẽ không dùng lại."
    assert lan.buttons == ["Đúng, xóa", "Không"]
    assert await live(stage) == [code]
    question = lan.phone.last
    assert (await lan.taps("Không")).startswith(f"{code}: Giám sát chuyên đề")
    await lan.taps("Xóa")
    question = lan.phone.last
    await lan.says("menu")
    assert await lan.taps("Đúng, xóa", on=question) == f"Đã xóa {code}. Chương trình của {WARD}: chưa có cuộc nào."
    assert await live(stage) == []
    gone = "Cuộc này không còn trong chương trình, không có gì thay đổi."
    assert await lan.taps("Đúng, xóa", on=question) == gone


async def test_a_code_is_never_used_again(stage: Stage, lan: Actor) -> None:
    assert await registers(lan) == "KT-044"
    assert await registers(lan, "chi bo mam non hoa sen") == "KT-045"
    await opens(lan, "KT-045")
    await lan.taps("Xóa")
    await lan.taps("Đúng, xóa")
    await stage.restart()
    assert await registers(lan, "chi bo mam non hoa sen") == "KT-046"
    assert await live(stage) == ["KT-044", "KT-046"]


@pytest.mark.telegram
async def test_an_edit_of_what_a_colleague_deleted_meanwhile_saves_nothing(stage: Stage, lan: Actor) -> None:
    hoa = await stage.joins("Hoa", "p-dong-tho")
    code = await registers(lan)
    await opens(lan, code)
    card = lan.phone.last
    await lan.says("menu")
    await lan.taps("Sửa", on=card)
    await lan.taps("Nội dung")
    await lan.says("Quản lý đất đai")
    await opens(hoa, code)
    await hoa.taps("Xóa")
    await hoa.taps("Đúng, xóa")
    gone = "Cuộc này vừa được sửa hoặc xóa ở chỗ khác. Tôi giữ bản mới nhất; đồng chí mở lại để sửa."
    assert await lan.taps("Lưu") == gone
    assert await lan.taps("Sửa", on=card) == gone
    assert await live(stage) == [] and await open_entries(stage) == []

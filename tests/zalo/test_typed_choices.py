"""Choosing without buttons: numbers belong to the one open question, codes to one open decision."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from handlers.texts.appraise import RETURN_SO
from planning.programme import Role
from storage.people import short_code
from tests.handlers.scene import WARD, half_way, registers, submits
from tests.stage import START
from tests.zalo_stage import ZaloActor, ZaloStage, options


async def card(stage: ZaloStage) -> tuple[ZaloActor, ZaloActor, str]:
    """A ward has sent its draft; the reviewer's card and its code."""
    minh = await stage.joins_on_zalo("Minh", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins_on_zalo("Lan", "p-dong-tho")
    await registers(lan, body=WARD)
    await submits(lan)
    found = re.search(r"gõ “DUYET (\w{4})”", minh.zalo.last.text)
    assert found, minh.zalo.last.text
    return minh, lan, found[1]


async def decided(stage: ZaloStage) -> dict[str, list[dict[str, Any]]]:
    """Everything that a stray number must never touch."""
    return {
        "decisions": await stage.rows("select * from decisions"),
        "versions": await stage.rows("select id, state, step from versions"),
        "live": await stage.rows("select id from inspections where state = 'live'"),
        "people": await stage.rows("select id, removed_at from people"),
        "deadline": await stage.rows("select deadline from campaigns"),
    }


async def test_a_card_says_what_to_type_and_takes_no_number(zalo: ZaloStage) -> None:
    minh, _, code = await card(zalo)
    assert minh.zalo.last.text.endswith(
        f"• Thống nhất: gõ “DUYET {code}”\n• Trả lại: gõ “TRA {code} lý do”\n• Từng cuộc: gõ “XEM {code}”\n"
        f"• Việc khác: gõ “{code} 3”"
    )
    assert "Trả lời một số" not in minh.zalo.last.text
    before = await decided(zalo)
    await minh.says("1")
    assert await decided(zalo) == before


@pytest.mark.parametrize("typed", ["DUYET {}", "duyệt {}", "Thống nhất {}", " duyet   {} ", "Duyet “{}”"])
async def test_a_draft_is_agreed_by_its_code_however_it_is_typed(zalo: ZaloStage, typed: str) -> None:
    minh, lan, code = await card(zalo)
    said = await minh.says(typed.format(code.lower() if typed.islower() else code))
    assert "Đã thống nhất bước đầu lúc" in said
    assert "đã thống nhất bước đầu dự thảo lần 1" in lan.screen
    assert (await minh.says(f"DUYET {code}")).startswith("Dự thảo này đã")
    assert len(await zalo.rows("select id from decisions")) == 1


async def test_a_draft_is_returned_with_its_reason_in_one_message_or_two(zalo: ZaloStage) -> None:
    minh, lan, code = await card(zalo)
    assert "lý do" in await minh.says(f"tra lai {code}")
    assert await zalo.rows("select id from decisions") == []
    assert "Cần lý do rõ ràng" in await minh.says("?")
    await minh.says(f"TRA {code} Nội dung chưa rõ, đề nghị ghi số văn bản.")
    (row,) = await zalo.rows("select verb, reason from decisions")
    assert row == {"verb": "return", "reason": "Nội dung chưa rõ, đề nghị ghi số văn bản."}
    assert "đề nghị ghi số văn bản" in lan.screen


async def test_the_other_reviewer_hears_in_a_line_of_its_own(zalo: ZaloStage) -> None:
    thu = await zalo.joins_on_zalo("Thu", "ubkt-tu", Role.REVIEWER)
    minh, _, code = await card(zalo)
    shown = len(thu.zalo.messages)
    await minh.says(f"DUYET {code}")
    assert "Đã thống nhất bước đầu lúc" in thu.screen and ", Minh." in thu.screen
    assert len(thu.zalo.messages) == shown + 1
    assert (await thu.says(f"DUYET {code}")).startswith("Dự thảo này đã")


async def test_a_decision_is_one_line_for_each_however_often_the_card_was_shown(zalo: ZaloStage) -> None:
    thu = await zalo.joins_on_zalo("Thu", "ubkt-tu", Role.REVIEWER)
    minh, _, code = await card(zalo)
    for who in (thu, minh):
        await who.says(f"XEM {code}")
        await who.says("tham dinh")
        await who.says("1")  # the card once more
    before = len(thu.heard), len(minh.heard)
    await minh.says(f"DUYET {code}")
    assert (len(thu.heard), len(minh.heard)) == (before[0] + 1, before[1] + 1)
    assert "Đã thống nhất bước đầu lúc" in minh.screen
    assert "Menu" in minh.buttons  # his is the answer that leads on


async def test_a_foreign_and_an_unknown_code_do_nothing(zalo: ZaloStage) -> None:
    _, lan, code = await card(zalo)
    before = await decided(zalo)
    for text in (f"DUYET {code}", "DUYET 0Z9X", f"{code} 1"):
        assert "không có việc nào mang mã" in await lan.says(text)
    assert await decided(zalo) == before


async def test_what_cannot_be_taken_back_needs_its_code(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    await registers(lan, body=WARD)
    await lan.says("gui tham dinh")
    if WARD in lan.buttons:
        await lan.taps(WARD)
    assert "Trả lời một số:\n1 Xem danh sách" in lan.zalo.last.text.replace("Hoặc trả", "Trả")
    assert "gõ “XACNHAN " in (await lan.says("Gửi"))
    assert await zalo.rows("select id from versions") == []
    found = re.search(r"XACNHAN (\w{4})", lan.zalo.last.text)
    assert found
    assert "Đã gửi" in await lan.says(f"xac nhan {found[1]}")
    assert len(await zalo.rows("select id from versions")) == 1


async def test_a_code_of_an_older_question_that_is_over_changes_nothing(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    await registers(lan, body=WARD)
    await lan.says("gui")
    if WARD in lan.buttons:
        await lan.taps(WARD)
    found = re.search(r"XACNHAN (\w{4})", lan.zalo.last.text)
    assert found
    await registers(lan, "chi bo cong an", "tháng 9", body=WARD)
    said = await lan.says(f"XACNHAN {found[1]}")  # it was asked about one inspection, there are two now
    assert await zalo.rows("select id from versions") == []
    assert "Gửi" in lan.buttons, said


async def test_numbers_without_a_choice_say_so_and_show_the_question_again(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    await lan.says("menu")
    most = len(lan.buttons)
    assert (await lan.says("99")).startswith(f"Không có số 99, chỉ có các số từ 1 đến {most}.")
    assert len(lan.buttons) == most


async def test_a_long_list_goes_on_with_a_word(zalo: ZaloStage) -> None:
    huong = await zalo.joins_on_zalo("Hương", "ubkt-tu", Role.ADMIN)
    await huong.says("theo doi")
    await huong.says("1")
    first = huong.zalo.last.text
    assert "Xem tiếp" in huong.buttons
    await huong.says("tiếp")
    assert huong.zalo.last.text != first
    assert all(len(message.text) <= 2000 for message in huong.zalo.messages)


async def test_a_stray_one_decides_nothing_in_twenty_situations(zalo: ZaloStage) -> None:
    """The number that every menu begins with, typed at the wrong moment."""
    minh, lan, code = await card(zalo)
    huong = await zalo.joins_on_zalo("Hương", "ubkt-tu", Role.ADMIN)
    situations: list[tuple[ZaloActor, tuple[str, ...]]] = [
        (minh, ()),
        (minh, ("menu",)),
        (minh, (f"XEM {code}",)),
        (minh, (f"TRA {code}",)),
        (minh, ("tham dinh",)),
        (minh, ("tham dinh", "1")),
        (minh, ("theo doi",)),
        (minh, ("tro giup",)),
        (minh, ("huy",)),
        (minh, ("DUYET 0Z9X",)),
        (lan, ()),
        (lan, ("menu",)),
        (lan, ("chuong trinh",)),
        (lan, ("gui tham dinh",)),
        (lan, ("huy",)),
        (lan, ("abc xyz",)),
        (huong, ()),
        (huong, ("quan tri",)),
        (huong, ("quan tri", "3", "20/12/2026")),
        (huong, ("quan tri", "4", "phường Đông Thọ", "1")),
        (huong, ("menu", "kenh")),
    ]
    assert len(situations) >= 20
    before = await decided(zalo)
    for who, words in situations:
        for word in (*words, "1"):
            await who.says(word)
        assert await decided(zalo) == before, words


async def test_a_number_typed_twice_answers_one_question(zalo: ZaloStage) -> None:
    """The second was on its way before the next question could be read."""
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    await lan.says("menu")
    for _ in range(2):
        lan.zalo.says("1")  # "Đăng ký cuộc mới"
    await zalo.settle()
    assert lan.heard[-1].startswith(
        "Số 1 gửi trước khi câu hỏi dưới đây hiện ra, nên chưa được tính. Mời đồng chí trả lời câu hỏi này.\n\n"
    )
    assert "thuộc chương trình nào?" in lan.screen
    assert "hình thức" in (await lan.says("1")).lower()


async def test_a_platform_clock_that_is_wrong_costs_one_answer_at_most(
    zalo: ZaloStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    await lan.says("menu")
    monkeypatch.setattr("bot.channels.zalo.incoming.moment", lambda date: START - timedelta(days=1))
    assert "trước khi câu hỏi dưới đây hiện ra" in await lan.says("1")
    assert "thuộc chương trình nào?" in await lan.says("1")


async def test_what_is_typed_ahead_as_a_text_still_counts(zalo: ZaloStage) -> None:
    """Only numbers are bound to what could be read."""
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    await lan.says("đăng ký")
    for text in (lan.buttons[0], "Giám sát chuyên đề", "chi bộ trường THCS Trần Phú", "tháng 5"):
        lan.zalo.says(text)
    await zalo.settle()
    assert lan.screen.startswith(
        "Có thể chồng chéo. Một đoàn cấp thành phố dự kiến làm việc với cùng đối tượng này, quý II/2027."
    )


async def test_short_replies_of_one_turn_are_one_message(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    await half_way(lan)
    before = len(lan.zalo.messages)
    await lan.says("menu")
    assert len(lan.zalo.messages) == before + 2  # hers and one answer


async def test_a_confirmation_that_was_taken_back_or_replaced_is_dead(zalo: ZaloStage) -> None:
    minh, _, code = await card(zalo)
    await minh.says(f"TRA {code}")
    await minh.says("Nội dung chưa rõ")
    first = options(minh.zalo.last)[RETURN_SO]
    await minh.says("Thiếu số văn bản")
    second = options(minh.zalo.last)[RETURN_SO]
    await minh.says(first)
    assert await zalo.rows("select id from decisions") == []
    await minh.says("thôi không trả nữa")
    await minh.says(second)
    assert await zalo.rows("select id from decisions") == []


async def test_a_number_under_a_newer_notice_is_asked_back(zalo: ZaloStage) -> None:
    """It may be meant for the notice, which has choices of its own."""
    minh = await zalo.joins_on_zalo("Minh", "ubkt-tu", Role.REVIEWER)
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    await registers(lan, body=WARD)
    await submits(lan)
    code = minh.zalo.last.text.partition("DUYET ")[2][:4]
    await lan.says("đăng ký")
    await minh.says(f"TRA {code} Nội dung chưa rõ, đề nghị ghi số văn bản.")
    assert "trả lại dự thảo" in lan.screen
    said = await lan.says("1")
    assert said.startswith(
        "Số 1 của tin nào? Tin mới nhất trả lời bằng mã ghi trong tin đó; số chỉ dùng cho câu hỏi dưới đây.\n\n"
    )
    assert "thuộc chương trình nào" in said
    assert "Hình thức nào" in await lan.says("1")


async def test_what_has_moved_on_is_not_said_again_as_it_was(zalo: ZaloStage) -> None:
    minh, lan, code = await card(zalo)
    await minh.says(f"TRA {code} Nội dung chưa rõ, đề nghị ghi số văn bản.")
    said = await lan.says("sửa giúp tôi với nhé anh ơi")
    assert "Có kết quả tôi báo ngay" not in said
    assert "bị trả lại" in said


@pytest.mark.parametrize("typed", ["Mã mời: {}", "ma moi {}", "Mã {}"])
async def test_a_code_is_found_behind_the_words_it_is_shown_with(zalo: ZaloStage, typed: str) -> None:
    lan = zalo.on_zalo("Lan")
    code = short_code(await zalo.code("p-dong-tho", Role.UNIT))
    assert "Lời mời này dành cho" in await lan.says(typed.format(code))


async def test_a_confirmation_that_another_one_replaced_does_not_count(zalo: ZaloStage) -> None:
    minh, _, code = await card(zalo)

    def sure() -> str:
        found = re.search(r"XACNHAN (\w{4})", minh.zalo.last.text)
        assert found
        return found[1]

    await minh.says(f"TRA {code}")
    await minh.says("Ghi rõ thời gian kiểm tra")
    older = sure()
    await minh.says("Bỏ nội dung trùng với Thành ủy")
    said = await minh.says(f"XACNHAN {older}")
    assert said.startswith("Câu hỏi đó đã qua, không có gì thay đổi. Câu hỏi hiện nay:"), said
    assert "“Bỏ nội dung trùng với Thành ủy”" in said
    assert await zalo.rows("select 1 from decisions") == []
    await minh.says(f"XACNHAN {sure()}")  # as it is shown now
    assert [row["reason"] for row in await zalo.rows("select reason from decisions")] == [
        "Bỏ nội dung trùng với Thành ủy"
    ]

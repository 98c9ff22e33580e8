"""Codes that are nearly right, questions that never arrived, texts typed twice: nothing is decided by them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from planning.programme import Role
from tests.handlers.scene import WARD, half_way, registers, submits
from tests.zalo.test_typed_choices import card, decided
from tests.zalo_stage import ZaloStage


@pytest.mark.parametrize(
    "text",
    [
        *(
            "DUYET {} chưa được đâu, còn sai mục 2",
            "DUYET {} không?",
            "Duyệt {} chưa anh ơi",
            "{}",
            "chưa duyệt {}",
            "ok {}",
        ),
        *("thống nhất {} thì phải sửa trước đã", "XACNHAN {}"),
    ],
)
async def test_words_around_a_code_decide_nothing_and_say_what_to_type(zalo: ZaloStage, text: str) -> None:
    minh, _, code = await card(zalo)
    before = await decided(zalo)
    await minh.says(text.format(code))
    assert minh.zalo.last.text == (
        "Tôi chưa rõ ý, không có gì thay đổi. Đồng chí gõ đúng một dòng, không thêm chữ khác:"
        f"\n• Thống nhất: gõ “DUYET {code}”\n• Trả lại: gõ “TRA {code} lý do”\n• Từng cuộc: gõ “XEM {code}”"
        f"\n• Việc khác: gõ “{code} 3”"
    )
    assert await decided(zalo) == before


@pytest.mark.parametrize(
    "text", ["DUYET{}", "DUYET-{}", "{} DUYET", "DUYET ({})", "đồng ý {}", "DUYET {} nhé ạ", "/DUYET {}"]
)
async def test_a_code_nearly_as_shown_is_understood(zalo: ZaloStage, text: str) -> None:
    minh, _, code = await card(zalo)
    await minh.says("menu")
    assert "Đã thống nhất bước đầu lúc" in await minh.says(text.format(code))


async def test_two_codes_in_one_message_decide_neither(zalo: ZaloStage) -> None:
    minh, _, code = await card(zalo)
    binh = await zalo.joins_on_zalo("Bình", "p-ham-rong")
    await registers(binh, body="Đảng ủy phường Hàm Rồng")
    await submits(binh, body="Đảng ủy phường Hàm Rồng")
    other = re.findall(r"gõ “DUYET (\w{4})”", minh.zalo.last.text)[-1]
    for text in (f"DUYET {code} {other}", f"TRA {code} {other} cả hai bản"):
        assert (await minh.says(text)).startswith("Tôi chưa rõ mã nào, không có gì thay đổi.")
    assert await zalo.rows("select id from decisions") == []


async def test_a_notice_is_answered_however_its_code_is_typed(zalo: ZaloStage) -> None:
    minh, lan, code = await card(zalo)
    await minh.says(f"TRA {code} Nội dung chưa rõ")
    found = re.search(r"gõ “(\w{4}) 1”", lan.zalo.last.text)
    assert found
    for text in ("{} 1.", "{} số 1", "{}-1", "{} 1 nhé", "1 {}"):
        await lan.says("menu")
        await lan.says(text.format(found[1]))
        assert lan.screen.startswith("Đảng ủy phường Đông Thọ"), (text, lan.screen)


async def test_a_code_typed_apart_is_no_reason(zalo: ZaloStage) -> None:
    minh, _, code = await card(zalo)
    await minh.says(f"TRA {code}")
    await minh.says(f"DUYET {code[:2]} {code[2:]}")
    assert [row["verb"] for row in await zalo.rows("select verb from decisions")] == ["agree"]


@pytest.mark.parametrize("rest", ["không?", "thôi không", "nhé"])
async def test_what_is_no_reason_returns_nothing(zalo: ZaloStage, rest: str) -> None:
    minh, _, code = await card(zalo)
    await minh.says(f"TRA {code} {rest}")
    assert await zalo.rows("select id from decisions") == []


async def loses(stage: ZaloStage) -> Any:
    """From now on nobody knows whether what is sent arrives; returns how to end that."""
    client = stage.zalo_channels[0]._client
    real = client._transport

    async def lost(method: str, params: dict[str, Any], seconds: float) -> tuple[int, bytes]:
        return (504, b"") if method == "sendMessage" else await real(method, params, seconds)

    client._transport = lost

    def again() -> None:
        client._transport = real

    return again


async def test_a_number_is_no_answer_to_a_question_that_was_not_seen(zalo: ZaloStage) -> None:
    huong = await zalo.joins_on_zalo("Hương", "ubkt-tu", Role.ADMIN)
    await huong.says("quan tri")
    shown = huong.zalo.last.text
    again = await loses(zalo)
    await huong.says("1")  # "Mời người": which role, nobody saw
    again()
    assert huong.zalo.last.text == shown
    said = await huong.says("1")
    assert said.startswith("Số 1 gửi trước khi câu hỏi dưới đây hiện ra") and "vai trò nào?" in said
    assert "đơn vị nào?" in await huong.says("1")


async def test_a_text_is_no_answer_to_a_question_that_was_not_seen(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    await half_way(lan)
    again = await loses(zalo)
    await lan.says("tháng 3")
    again()
    said = await lan.says("sao không trả lời nhỉ")
    assert said.startswith("“sao không trả lời nhỉ” đến trước khi câu hỏi dưới đây hiện ra")
    assert "Cuộc mới" in await lan.says("Nghị quyết 57-NQ/TW")


async def test_a_text_typed_twice_counts_once(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    await half_way(lan)
    for _ in range(2):
        lan.zalo.says("tháng 3")
    await zalo.settle()
    assert lan.heard[-1].startswith("“tháng 3” đến hai lần, tôi chỉ tính một lần. Câu hỏi hiện nay:\n\n")
    assert "Cuộc mới" in await lan.says("Nghị quyết 57-NQ/TW")


@pytest.mark.parametrize(
    "text", ["số 1", "một", "chọn 1", "1 nhé", "1)", "(1)", "1️⃣", "1 Đúng, tham gia", "1. Đúng, tham gia"]
)
async def test_a_number_as_people_type_it_takes_the_offer(zalo: ZaloStage, text: str) -> None:
    lan = zalo.on_zalo("Lan")
    await lan.starts(await zalo.code("p-dong-tho", Role.UNIT))
    assert (await lan.says(text)).startswith("Đã tham gia: cán bộ đầu mối")


async def test_quarters_have_no_numbers(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    await half_way(lan)
    assert "Hoặc gõ một dòng dưới đây:\n• Quý I\n• Quý II\n" in lan.zalo.last.text
    assert WARD not in lan.zalo.last.text.partition("Hoặc gõ")[2]

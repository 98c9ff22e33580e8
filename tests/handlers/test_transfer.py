"""Handing a draft over: one deals with it, everybody sees who, and nothing is decided by that."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.handlers.scene import WARD
from tests.oa_stage import OaActor
from tests.stage import Actor, Stage

HANDED = f"{WARD}, lần 1\nĐ/c Thu đang xử lý. Đồng chí không phải làm gì."
DRAFT = f"Dự thảo mới: {WARD}, năm 2027, lần 1"


@pytest.fixture
async def thu(stage: Stage) -> Actor:
    return await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)


async def hands_over(minh: Actor, to: str = "Thu", note: str | None = None) -> str:
    await minh.taps("Việc khác")
    await minh.taps("Chuyển người khác")
    await minh.taps(to)
    return await (minh.says(note) if note else minh.taps("Chuyển ngay"))


async def audited(stage: Stage) -> list[str]:
    return [row["action"] for row in await stage.rows("select action from audit where object like 'version:%'")]


async def test_it_goes_to_one_and_the_others_see_to_whom(
    stage: Stage, huong: Actor, minh: Actor, thu: Actor, lan: Actor
) -> None:
    hanh = await stage.joins("Hạnh", "ubkt-tu", Role.REVIEWER)
    await hanh.says("menu")
    await minh.taps("Việc khác")
    assert minh.screen == f"{WARD}, lần 1. Đồng chí chọn việc cần làm."
    assert minh.buttons == ["Chuyển người khác", "Xin thêm ý kiến", "Gửi bản xem", "Về thẻ dự thảo"]
    await minh.taps("Chuyển người khác")
    assert minh.screen == f"Chuyển dự thảo lần 1 của {WARD}. Đồng chí chọn người nhận."
    assert sorted(minh.buttons) == ["Hạnh", "Thu", "Về thẻ dự thảo"]
    await minh.taps("Thu")
    assert minh.screen == (
        f"Chuyển dự thảo lần 1 của {WARD} cho đ/c Thu. Gõ lời nhắn nếu cần, hoặc chọn “Chuyển ngay”."
    )
    said = len(minh.heard)
    await minh.says("Nhờ đồng chí xem phần đất đai")
    assert any("Đã chuyển dự thảo lần 1" in text for text in minh.heard[said - 1 :])
    assert thu.sees("chuyển đ/c Thu xử lý").text.startswith(DRAFT)
    assert "Đ/c Minh chuyển đ/c Thu xử lý: “Nhờ đồng chí xem phần đất đai”" in thu.sees("chuyển đ/c Thu xử lý").text
    assert (await audited(stage))[-1] == "version.transferred"
    await hanh.says("/thamdinh")
    assert hanh.screen == (
        f"Không có dự thảo nào chờ đồng chí thẩm định.\n\nĐang do một người xử lý:\n• {WARD}, lần 1: đ/c Thu đang xử lý"
    )
    await thu.says("/thamdinh")
    assert f"{WARD}, lần 1" in thu.buttons
    await thu.taps("Thống nhất", on=None)
    assert lan.screen == f"Ủy ban Kiểm tra đã thống nhất bước đầu dự thảo lần 1 của {WARD}, chờ văn bản."
    assert [row["handler_id"] for row in await stage.rows("select handler_id from versions")] == [None]


async def test_the_history_tells_it_to_those_who_appraise(stage: Stage, minh: Actor, thu: Actor, lan: Actor) -> None:
    await hands_over(minh)
    await thu.says("/theodoi")
    await thu.taps(next(label for label in thu.buttons if label.startswith("Đang xét")))
    await thu.taps(WARD)
    assert "Chuyển cho một người xử lý" in thu.screen and "Người nhận: đ/c Thu" in thu.screen
    await lan.says("/chuongtrinh")
    if WARD in lan.buttons:
        await lan.taps(WARD)
    if "Lịch sử" in lan.buttons:
        await lan.taps("Lịch sử")
    assert "Chuyển cho một người" not in lan.screen and "Thu" not in lan.screen


async def test_a_press_of_another_is_answered_and_changes_nothing(
    stage: Stage, minh: Actor, thu: Actor, lan: Actor
) -> None:
    card = thu.sees(DRAFT)
    rows = () if isinstance(thu, OaActor) else getattr(card, "buttons", ())  # on an account old buttons stay
    data = [button.data for row in rows for button in row if button.text == "Thống nhất"]
    await hands_over(thu, to="Minh")
    if data:  # an old button, forged: the card itself has none any more
        thu.phone.presses_data(card.id, data[0])
        await stage.settle()
    else:
        await thu.taps("Thống nhất", on=card)
    assert thu.screen == "Dự thảo này đ/c Minh đang xử lý. Không có gì thay đổi."
    assert await stage.rows("select 1 from decisions") == []


async def test_it_is_handed_on_and_given_back(stage: Stage, huong: Actor, minh: Actor, thu: Actor, lan: Actor) -> None:
    await hands_over(minh)
    await huong.says("/quantri")
    await huong.taps("Dự thảo đang chờ")
    assert "đ/c Thu đang xử lý" in huong.screen
    await huong.taps(f"{WARD}, lần 1")
    assert huong.screen == f"Chuyển dự thảo lần 1 của {WARD}. Đ/c Thu đang xử lý. Đồng chí chọn người nhận."
    assert huong.buttons == ["Minh", "Trả về cho mọi người", "Quay lại"]
    await huong.taps("Trả về cho mọi người")
    assert huong.screen == (f"Dự thảo lần 1 của {WARD} lại do mọi người cùng xử lý, ai quyết định trước thì tính.")
    assert minh.screen.startswith(DRAFT)
    assert (await audited(stage))[-2:] == ["version.transferred", "version.given_back"]
    await minh.taps("Thống nhất")
    assert "Đã thống nhất bước đầu" in thu.sees("Đã thống nhất bước đầu").text


@pytest.mark.telegram
async def test_handed_over_again_old_cards_are_not_changed_to_what_they_say(
    stage: Stage, minh: Actor, thu: Actor, lan: Actor
) -> None:
    """The platform refuses such a change; the stage looks for refusals at its end."""
    hanh = await stage.joins("Hạnh", "ubkt-tu", Role.REVIEWER)
    await hanh.says("/thamdinh")
    await hanh.taps(f"{WARD}, lần 1")
    await hands_over(minh)
    await thu.taps("Việc khác", on=thu.sees(DRAFT))
    await thu.taps("Chuyển người khác")
    await thu.taps("Trả về cho mọi người")
    await minh.taps("Việc khác", on=minh.sees(DRAFT))
    await minh.taps("Chuyển người khác")
    await minh.taps("Thu")
    await minh.taps("Chuyển ngay")
    assert hanh.sees("đang xử lý").text == HANDED
    assert (await audited(stage))[-3:] == ["version.transferred", "version.given_back", "version.transferred"]


async def test_two_who_hand_it_over_at_once(stage: Stage, huong: Actor, minh: Actor, thu: Actor, lan: Actor) -> None:
    hanh = await stage.joins("Hạnh", "ubkt-tu", Role.REVIEWER)
    await minh.taps("Việc khác")
    await minh.taps("Chuyển người khác")
    await minh.taps("Thu")
    await thu.taps("Việc khác", on=thu.sees(DRAFT))
    await thu.taps("Chuyển người khác")
    await thu.taps("Hạnh")
    await minh.taps("Chuyển ngay")
    await thu.taps("Chuyển ngay")
    if thu.screen.startswith("Số 1 của tin nào?"):  # a number does not count when something came between
        await thu.taps("Chuyển ngay")
    assert thu.screen == "Dự thảo này vừa có thay đổi nên chưa chuyển. Không có gì thay đổi."
    assert len(await stage.rows("select 1 from transfers")) == 1
    assert not any("chuyển đ/c Hạnh" in text for text in hanh.heard)


async def test_after_a_decision_nothing_is_handed_over(stage: Stage, minh: Actor, thu: Actor, lan: Actor) -> None:
    await minh.taps("Việc khác")
    await minh.taps("Chuyển người khác")
    await minh.taps("Thu")
    await thu.taps("Thống nhất", on=thu.sees(DRAFT))
    await minh.taps("Chuyển ngay")
    assert minh.screen.startswith("Dự thảo này đã được thống nhất bước đầu, chờ văn bản, ngày 22/11/2026, Thu.")
    assert await stage.rows("select 1 from transfers") == []


@pytest.mark.parametrize(
    ("minutes", "note", "answer"),
    [
        (0, "thôi không", "Đã dừng, chưa gửi gì."),
        (16, "Mai họp mấy giờ", "Câu hỏi đã quá 15 phút nên tin này không được tính, chưa gửi gì. Mở lại để làm tiếp."),
        (0, "x" * 501, "Tin dài 501 ký tự, nhiều nhất 500. Đồng chí mở lại và ghi ngắn hơn giúp."),
    ],
)
async def test_words_that_are_no_note(
    stage: Stage, minh: Actor, thu: Actor, lan: Actor, minutes: int, note: str, answer: str
) -> None:
    await minh.taps("Việc khác")
    await minh.taps("Chuyển người khác")
    await minh.taps("Thu")
    await stage.moves(minutes=minutes)
    assert await minh.says(note) == answer
    assert await stage.rows("select 1 from transfers") == []


async def test_what_must_not_be_entered_is_no_note(stage: Stage, minh: Actor, thu: Actor, lan: Actor) -> None:
    said = await hands_over(minh, note="Đơn tố cáo đồng chí bí thư nhận tiền")
    assert "Tôi không lưu gì" in said
    assert await stage.rows("select 1 from transfers") == []


async def test_who_is_removed_leaves_their_drafts_to_everybody(
    stage: Stage, huong: Actor, minh: Actor, thu: Actor, lan: Actor
) -> None:
    await hands_over(minh)
    await huong.says("/quantri")
    await huong.taps("Người dùng")
    await huong.says("UBKT Thành ủy")
    await huong.taps("Gỡ Thu")
    await huong.taps("Đúng, gỡ")
    assert minh.screen.startswith(DRAFT)
    assert [row["handler_id"] for row in await stage.rows("select handler_id from versions")] == [None]

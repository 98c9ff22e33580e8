"""A second opinion decides nothing and holds up nobody; copies give no rights."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.handlers.scene import WARD
from tests.stage import Actor, Stage

DRAFT = f"Dự thảo mới: {WARD}, năm 2027, lần 1"
QUESTION = f"Đ/c Minh xin ý kiến về dự thảo lần 1 của {WARD}: “Có nên để tháng 3 không?”"


@pytest.fixture
async def thu(stage: Stage) -> Actor:
    return await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)


@pytest.fixture
async def asked(stage: Stage, minh: Actor, thu: Actor, lan: Actor) -> Actor:
    """Thu, whom Minh asked."""
    await minh.taps("Việc khác")
    await minh.taps("Xin thêm ý kiến")
    assert minh.screen == f"Xin ý kiến về dự thảo lần 1 của {WARD}. Đồng chí hỏi ai?"
    await minh.taps("Thu")
    assert minh.screen == (f"Hỏi đ/c Thu về dự thảo lần 1 của {WARD}. Đồng chí gõ câu hỏi, hoặc chọn “Hỏi chung”.")
    await minh.says("Có nên để tháng 3 không?")
    assert minh.screen == ("Đã hỏi đ/c Thu. Có trả lời tôi báo ngay; đồng chí vẫn quyết định được, không phải chờ.")
    return thu


async def answers(who: Actor, text: str) -> str:
    await who.taps("Trả lời", on=who.sees(QUESTION))
    return await who.says(text)


async def test_the_answer_comes_to_the_asker_and_onto_the_card(stage: Stage, minh: Actor, asked: Actor) -> None:
    assert asked.screen == f"{QUESTION}\nChỉ để tham khảo, đồng chí không phải quyết định."
    await minh.says("/thamdinh")
    await minh.taps("Ý kiến đang chờ")
    assert minh.screen == f"Đồng chí đang chờ trả lời:\n• đ/c Thu: {WARD}, lần 1"
    await asked.says("/thamdinh")
    await asked.taps("Ý kiến đang chờ")
    assert asked.screen == f"Đồng chí được hỏi:\n• đ/c Minh: {WARD}, lần 1"
    await asked.taps("Trả lời 1")
    assert asked.screen == (f"Trả lời đ/c Minh về dự thảo của {WARD}. “Có nên để tháng 3 không?” Đồng chí gõ ý kiến.")
    assert await asked.says("Nên chuyển sang tháng 5") == "Đã gửi ý kiến của đồng chí cho đ/c Minh."
    assert minh.screen == f"Ý kiến của đ/c Thu về dự thảo lần 1 của {WARD}: “Nên chuyển sang tháng 5”"
    await minh.taps("Về thẻ dự thảo")
    line = "Ý kiến đ/c Thu (Có nên để tháng 3 không?): “Nên chuyển sang tháng 5”"
    assert line in minh.sees(DRAFT).text
    await minh.taps("Từng cuộc", on=minh.sees(DRAFT))
    assert line in minh.screen
    assert await answers(asked, "Thôi để tháng 6") == "Đồng chí đã trả lời câu hỏi này rồi. Không có gì thay đổi." or (
        "đã trả lời" in " ".join(asked.heard[-2:])
    )
    assert [row["answer"] for row in await stage.rows("select answer from second_opinions")] == [
        "Nên chuyển sang tháng 5"
    ]


async def test_an_answer_after_the_decision_is_kept(stage: Stage, minh: Actor, asked: Actor) -> None:
    await minh.says("/thamdinh")
    await minh.taps(f"{WARD}, lần 1")
    await minh.taps("Thống nhất")
    assert await answers(asked, "Nên chuyển sang tháng 5") == (
        "Dự thảo đã được quyết định trước đó. Ý kiến của đồng chí vẫn được ghi lại và gửi đ/c Minh."
    )
    assert minh.screen == (
        f"Ý kiến của đ/c Thu (sau khi đã quyết định) về dự thảo lần 1 của {WARD}: “Nên chuyển sang tháng 5”"
    )
    rows = await stage.rows("select state, answer from second_opinions")
    assert [(row["state"], row["answer"]) for row in rows] == [("answered", "Nên chuyển sang tháng 5")]


async def test_one_question_at_a_time(stage: Stage, minh: Actor, asked: Actor) -> None:
    await minh.says("/thamdinh")
    await minh.taps(f"{WARD}, lần 1")
    await minh.taps("Việc khác")
    await minh.taps("Xin thêm ý kiến")
    await minh.taps("Thu")
    await minh.taps("Hỏi chung")
    assert minh.screen == "Đồng chí đã hỏi đ/c Thu về dự thảo này và chưa có trả lời. Không có gì thay đổi."


async def test_what_must_not_be_entered_is_no_answer(stage: Stage, minh: Actor, asked: Actor) -> None:
    assert "Tôi không lưu gì" in await answers(asked, "Có đơn tố cáo đồng chí bí thư")
    assert [row["state"] for row in await stage.rows("select state from second_opinions")] == ["open"]


async def test_a_copy_is_read_only_and_follows_the_decision(stage: Stage, minh: Actor, thu: Actor, lan: Actor) -> None:
    viet = await stage.joins("Việt", "tu", Role.STANDING)
    await minh.taps("Việc khác")
    await minh.taps("Gửi bản xem")
    await minh.taps("Việt")
    assert minh.screen == "Đã gửi đ/c Việt bản để xem. Không thêm quyền nào."
    assert viet.screen.startswith(f"Đ/c Minh gửi đồng chí bản để xem:\n\n{DRAFT}")
    assert viet.buttons == ["Từng cuộc"]
    await thu.taps("Thống nhất", on=thu.sees(DRAFT))
    assert viet.sees("Đã thống nhất bước đầu lúc").text.startswith(f"{WARD}, lần 1")
    assert [row["action"] for row in await stage.rows("select action from audit where action = 'version.copied'")] == [
        "version.copied"
    ]


async def test_a_copy_is_sent_once(stage: Stage, minh: Actor, thu: Actor, lan: Actor) -> None:
    for _ in range(2):
        await minh.says("/thamdinh")
        await minh.taps(f"{WARD}, lần 1")
        await minh.taps("Việc khác")
        await minh.taps("Gửi bản xem")
        await minh.taps("Thu")
    assert minh.screen == "Đ/c Thu đã có bản để xem của dự thảo này. Không có gì thay đổi."
    assert len(await stage.rows("select 1 from copies")) == 1

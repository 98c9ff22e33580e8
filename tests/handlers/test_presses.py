"""Presses that come late, twice, from elsewhere or forged; and the first decision that wins."""

from __future__ import annotations

from typing import Any

import pytest

from planning.programme import Role
from tests.handlers.scene import WARD, also, half_way, registers, submits
from tests.stage import Actor, Stage

pytestmark = pytest.mark.telegram


CARD = f"Dự thảo mới: {WARD}, năm 2027, lần 1"
DEAD = "Lựa chọn này đã hết tác dụng, không có gì thay đổi. Gõ “menu” để tiếp tục."
STRANGER = "Hệ thống chỉ dành cho người được mời. Đề nghị liên hệ Ủy ban Kiểm tra để nhận lời mời; có mã mời thì gõ mã."


class Cast:
    """A ward with a draft at the reviewers."""

    def __init__(self, stage: Stage, lan: Actor, minh: Actor, thu: Actor) -> None:
        self.stage, self.lan, self.minh, self.thu = stage, lan, minh, thu


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    thu = await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    return Cast(stage, lan, minh, thu)


async def decisions(stage: Stage) -> list[dict[str, Any]]:
    return await stage.rows("select verb, reason, step from decisions order by decided_at")


async def state(stage: Stage) -> str:
    rows = await stage.rows("select state from versions order by submitted_at")
    return "; ".join(row["state"] for row in rows)


def data_of(actor: Actor, label: str) -> str:
    button = next(button for row in actor.phone.last.buttons for button in row if button.text == label)
    assert button.data
    return button.data


async def presses(actor: Actor, data: str) -> str:
    actor.phone.presses_data(actor.phone.last.id, data)
    await actor.stage.settle()
    return actor.screen


async def test_opposite_buttons_the_first_wins_and_both_cards_change(cast: Cast) -> None:
    minh, thu, stage = cast.minh, cast.thu, cast.stage
    minhs, thus = minh.sees(CARD), thu.sees(CARD)
    old = data_of(thu, "Trả lại")
    await minh.taps("Thống nhất", on=minhs)
    decided = f"{WARD}, lần 1\nĐã thống nhất bước đầu lúc 09:00 ngày 22/11/2026, Minh. Chờ văn bản."
    assert minhs.text == thus.text == decided
    # his own leads on, hers has nothing to press
    assert [button.data for row in thus.buttons for button in row] == [None]
    assert [button.text for button in minhs.buttons[0]] == [button.text for button in thus.buttons[0]]
    assert all(button.data for button in minhs.buttons[1])
    assert cast.lan.screen == f"Ủy ban Kiểm tra đã thống nhất bước đầu dự thảo lần 1 của {WARD}, chờ văn bản."
    assert await presses(thu, old) == (
        "Dự thảo này đã được thống nhất bước đầu, chờ văn bản, ngày 22/11/2026, Minh. Không có gì thay đổi."
    )  # fmt: skip
    assert [(row["verb"], row["reason"]) for row in await decisions(stage)] == [("agree", "")]


async def test_the_reason_that_is_typed_too_late_decides_nothing(cast: Cast) -> None:
    await cast.thu.taps("Trả lại")
    await cast.minh.taps("Thống nhất")
    assert await cast.thu.says("Bổ sung nội dung về đất đai") == (
        "Dự thảo này đã được thống nhất bước đầu, chờ văn bản, ngày 22/11/2026, Minh. Không có gì thay đổi."
    )
    assert await state(cast.stage) == "agreed" and len(await decisions(cast.stage)) == 1


async def test_both_press_before_either_is_handled(cast: Cast) -> None:
    cast.minh.phone.presses("Thống nhất")
    cast.thu.phone.presses("Thống nhất")
    await cast.stage.settle()
    assert len(await decisions(cast.stage)) == 1
    late = "Dự thảo này đã được thống nhất bước đầu, chờ văn bản, ngày 22/11/2026, "
    assert sum(late in text for actor in (cast.minh, cast.thu) for text in actor.heard) == 1


async def test_a_card_of_last_month_after_the_decision(cast: Cast) -> None:
    old = data_of(cast.thu, "Thống nhất")
    await cast.minh.taps("Trả lại")
    await cast.minh.says("Bổ sung nội dung về đất đai")
    await cast.minh.taps("Trả lại với lý do này")
    await submits(cast.lan)
    await cast.stage.moves(days=30)
    await cast.stage.restart()
    assert await presses(cast.thu, old) == "Dự thảo này đã bị trả lại ngày 22/11/2026, Minh. Không có gì thay đổi."
    # the second version is not decided by a press on the first
    assert await state(cast.stage) == "returned; submitted"
    assert [row["verb"] for row in await decisions(cast.stage)] == ["return"]


async def test_a_card_of_what_was_withdrawn(cast: Cast) -> None:
    old = data_of(cast.thu, "Thống nhất")
    await cast.lan.taps("Rút dự thảo")
    assert await cast.lan.taps("Đúng, rút") == f"Đã rút dự thảo lần 1 của {WARD}. Đồng chí sửa rồi gửi lại."
    assert cast.thu.screen == f"{WARD} đã rút dự thảo lần 1 để sửa." and cast.thu.buttons == []
    assert await presses(cast.thu, old) == "Đơn vị đã rút dự thảo này. Không có gì thay đổi."
    assert await state(cast.stage) == "withdrawn" and await decisions(cast.stage) == []


async def test_a_press_twice_decides_once(cast: Cast) -> None:
    data = data_of(cast.minh, "Thống nhất")
    await presses(cast.minh, data)
    assert await presses(cast.minh, data) == (
        "Dự thảo này đã được thống nhất bước đầu, chờ văn bản, ngày 22/11/2026, Minh. Không có gì thay đổi."
    )  # fmt: skip
    assert len(await decisions(cast.stage)) == 1
    told = f"Ủy ban Kiểm tra đã thống nhất bước đầu dự thảo lần 1 của {WARD}, chờ văn bản."
    assert cast.lan.heard.count(told) == 1


async def test_a_step_pressed_twice_answers_once(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await half_way(lan)
    data = data_of(lan, "Quý I")
    question = await presses(lan, data)
    assert question.startswith("Thời gian: quý I/2027")
    heard = lan.heard
    assert await presses(lan, data) == question and lan.heard == heard
    # a minute later it is no double tap: the open question is asked again
    await stage.moves(minutes=1)
    assert await presses(lan, data) == f"Câu hỏi đó đã qua, không có gì thay đổi. Câu hỏi hiện nay:\n\n{question}"
    (entry,) = await stage.rows("select answers from entries where state = 'open'")
    assert entry["answers"].count("2027-01-01") == 1


async def test_a_question_of_another_chat(cast: Cast) -> None:
    data = data_of(cast.minh, "Thống nhất")
    assert await presses(cast.thu, data) == DEAD
    assert await presses(cast.lan, data) == DEAD
    stranger = cast.stage.stranger("Khách")
    assert await stranger.says("xin chào") == STRANGER
    assert await presses(stranger, data) == STRANGER
    assert await state(cast.stage) == "submitted"


GARBAGE = [
    "",
    ":",
    "garbage",
    "appraise.agree",
    "{question}",
    "{question}:",
    "{question}:9",
    "{question}:-1",
    "{question}:0:0",
    "{question}:0000",
    "{question}:9999999999",
    "{question}:²",
    "{question} :0",
    "' or 1=1 --:0",
    "x" * 64,
]


async def test_garbage_presses_nothing(cast: Cast) -> None:
    question = data_of(cast.minh, "Thống nhất").partition(":")[0]
    for data in GARBAGE:
        said = len(cast.minh.heard)
        assert await presses(cast.minh, data.replace("{question}", question)) == DEAD
        assert len(cast.minh.heard) == said + 1
    assert await state(cast.stage) == "submitted" and await decisions(cast.stage) == []


async def test_a_reviewer_on_the_own_units_draft(cast: Cast) -> None:
    """Somebody who became focal person after the card had come."""
    data = data_of(cast.thu, "Thống nhất")
    await also(cast.stage, cast.thu, "p-dong-tho", Role.UNIT)
    own = "Đồng chí không quyết định dự thảo của chính đơn vị mình. Không có gì thay đổi."
    assert await presses(cast.thu, data) == own
    await cast.thu.taps("Dự thảo chờ")
    assert cast.thu.screen == "Không có dự thảo nào chờ đồng chí thẩm định."
    assert await state(cast.stage) == "submitted"
    # the next version does not come to her at all
    await cast.minh.taps("Trả lại")
    await cast.minh.says("Bổ sung nội dung về đất đai")
    await cast.minh.taps("Trả lại với lý do này")
    await submits(cast.lan)
    again = f"Dự thảo gửi lại: {WARD}, năm 2027, lần 2"
    assert again in cast.minh.screen and not any(again in text for text in cast.thu.heard)


async def test_a_removed_reviewers_card_is_dead(cast: Cast) -> None:
    data = data_of(cast.thu, "Thống nhất")
    admin = await cast.stage.joins("Quân", "ubkt-tu", Role.ADMIN)
    await admin.taps("Người dùng")
    await admin.says("UBKT Thành ủy")
    await admin.taps("Gỡ Thu")
    await admin.taps("Đúng, gỡ")
    removed = "Tài khoản của đồng chí đã được gỡ khỏi hệ thống. Nếu cần tham gia lại, đề nghị liên hệ Ủy ban Kiểm tra."
    assert await presses(cast.thu, data) == removed
    assert await state(cast.stage) == "submitted"


async def test_the_standing_step_cannot_be_pressed_by_a_reviewer(stage: Stage) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    viet = await stage.joins("Việt", "tu", Role.STANDING)
    hoa = await stage.joins("Hoa", "hoi-phu-nu")
    await registers(hoa, "Hội LHPN phường Hàm Rồng", "tháng 11", "Công tác hội viên")
    await submits(hoa)
    name = "Hội Liên hiệp Phụ nữ thành phố"
    assert not any(name in text for text in viet.heard)
    await minh.taps("Trình BTV", on=minh.sees(f"Dự thảo mới: {name}, năm 2027, lần 1"))
    assert hoa.screen == f"Ủy ban Kiểm tra đã trình Ban Thường vụ dự thảo lần 1 của {name}. Có kết quả tôi báo ngay."
    assert f"Ủy ban Kiểm tra trình: {name}, năm 2027, lần 1" in viet.screen
    assert viet.buttons == ["Thống nhất", "Trả lại", "Từng cuộc", "Việc khác"]
    assert await presses(minh, data_of(viet, "Thống nhất")) == DEAD
    (row,) = await stage.rows("select step, state from versions")
    assert (row["step"], row["state"]) == (1, "submitted")
    await viet.taps("Thống nhất")
    assert hoa.screen == f"Ban Thường vụ đã thống nhất bước đầu dự thảo lần 1 của {name}, chờ văn bản."
    assert minh.screen == hoa.screen
    assert [(row["step"], row["verb"]) for row in await decisions(stage)] == [(0, "forward"), (1, "agree")]


async def test_a_programme_without_steps_is_not_submitted_here(stage: Stage) -> None:
    office = await stage.joins("Chánh", "tu")
    await office.says("/gui")
    assert office.screen == (
        "Chương trình của Ban Thường vụ Thành ủy không thẩm định ở đây. "
        "Các cuộc đã lưu vẫn được tính khi xét chồng chéo."
    )
    assert await stage.rows("select * from versions") == []
    await stage.clock_at("2026-12-08 08:00")
    assert not any("Nhắc hạn" in text for text in office.heard)

"""A draft that comes again shows what changed, beside why it was returned; one that did not change is warned of."""

from __future__ import annotations

import pytest

from planning.appraisal import ItemOutcome, Ruling
from storage import outcomes
from tests.handlers.scene import WARD, registers, submits
from tests.stage import Actor, Stage


@pytest.fixture
async def returned(stage: Stage, minh: Actor) -> Actor:
    """A focal person whose draft of two came back, with a remark about the first."""
    lan = await stage.joins("Lan", "p-dong-tho")
    first = await registers(lan)
    await registers(lan, "chi bo mam non hoa sen", "tháng 9", "Quản lý đất đai")
    await submits(lan)
    (version,) = await stage.rows("select id from versions")
    (item,) = await stage.rows("select id, created_by from inspections where code = ?", first)
    async with stage.database.write() as tx:
        ruling = Ruling(ItemOutcome.KEEP, reason="Nên để quý IV")
        now = stage.sandbox.now()
        assert await outcomes.put(tx, version["id"], 0, item["id"], ruling, person_id=item["created_by"], now=now)
    await minh.taps("Trả lại")
    await minh.says("Nội dung chưa rõ")
    await minh.taps("Trả lại với lý do này")
    return lan


async def moves_the_first(lan: Actor) -> None:
    await lan.says("/chuongtrinh")
    if WARD in lan.buttons:
        await lan.taps(WARD)
    await lan.taps(next(label for label in lan.buttons if label.startswith("KT-")))
    await lan.taps("Sửa")
    await lan.taps("Thời gian")
    await lan.says("tháng 11")
    while keep := [label for label in lan.buttons if label.startswith("Giữ ")]:
        await lan.taps(keep[0])
    await lan.taps("Lưu")


async def test_the_card_and_the_view_of_changes(stage: Stage, minh: Actor, returned: Actor) -> None:
    await moves_the_first(returned)
    await registers(returned, "chi bo quan su", "tháng 6", "Kết luận 01-KL/TW")
    await submits(returned)
    assert "So với lần 1: thêm 1, sửa 1 (1 đổi thời gian)" in minh.screen
    assert minh.buttons == ["Thống nhất", "Trả lại", "Từng cuộc", "Thay đổi", "Việc khác"]
    await minh.taps("Thay đổi")
    lines = minh.screen.split("\n")
    assert lines[0] == f"{WARD}: lần 2 so với lần 1"
    assert lines[1] == "Lần trước trả lại vì: Nội dung chưa rõ"
    assert lines[2].endswith(": “Nên để quý IV” → đã sửa")
    assert lines[3].endswith(": thời gian tháng 3/2027 → tháng 11/2027")
    assert lines[4].startswith("Thêm KT-") and "tháng 6/2027" in lines[4]
    assert len(lines) == 5
    await minh.taps("Về thẻ dự thảo")
    assert "Thống nhất" in minh.buttons


async def test_what_was_asked_for_stands_beside_why(stage: Stage, minh: Actor) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    first = await registers(lan)
    await submits(lan)
    await minh.taps("Từng cuộc")
    await minh.taps(first)
    await minh.taps("Điều chỉnh thời gian")
    await minh.says("quý IV")
    await minh.says("Nên để cuối năm")
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Trả lại")
    await minh.taps("Trả lại với ý kiến từng cuộc")
    await moves_the_first(lan)
    await submits(lan)
    await minh.taps("Thay đổi")
    line = f"• {first}: Điều chỉnh thời gian: quý IV/2027, “Nên để cuối năm” → đã đổi, khác ý kiến: "
    assert line in minh.screen


async def test_one_that_was_not_changed_is_warned_of_and_may_still_come(
    stage: Stage, minh: Actor, returned: Actor
) -> None:
    await returned.says("menu")
    await returned.taps("Gửi thẩm định")
    if WARD in returned.buttons:
        await returned.taps(WARD)
    assert returned.screen.startswith(
        "Chưa sửa gì so với bản bị trả lại (lần 1).\nLý do trả lại: Nội dung chưa rõ\n"
        "Đồng chí nên sửa trước; vẫn có thể gửi.\n\n"
    )
    await returned.taps("Gửi dù chưa sửa")
    assert "Không sửa gì so với lần 1" in minh.screen
    await minh.taps("Thay đổi")
    assert minh.screen.split("\n")[2].endswith("→ chưa sửa")
    assert minh.screen.endswith("Không có cuộc nào khác lần 1.")


async def test_a_changed_one_is_not_warned_of(stage: Stage, minh: Actor, returned: Actor) -> None:
    await moves_the_first(returned)
    await returned.says("menu")
    await returned.taps("Gửi thẩm định")
    if WARD in returned.buttons:
        await returned.taps(WARD)
    assert "Chưa sửa gì" not in returned.screen


async def test_the_first_version_has_nothing_to_compare(stage: Stage, minh: Actor, lan: Actor) -> None:
    assert "Thay đổi" not in minh.buttons

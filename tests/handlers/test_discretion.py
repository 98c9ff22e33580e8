"""What a warning tells about another body's inspection, on both channels."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.handlers.scene import WARD, WARD_UBKT, half_way, registers, submits
from tests.stage import Actor, Stage

SCHOOL = "chi bo truong thcs tran phu"  # the city's propaganda board comes in the second quarter, about 01-KL/TW


@pytest.fixture
async def lan(stage: Stage) -> Actor:
    return await stage.joins("Lan", "p-dong-tho")


def everything(actor: Actor) -> str:
    return "\n".join(actor.heard)


async def test_a_superiors_unpublished_plan_shows_level_and_period_only(stage: Stage, lan: Actor) -> None:
    await half_way(lan, SCHOOL)
    await lan.says("tháng 5")
    assert lan.screen.split("\n")[0] == (
        "Có thể chồng chéo. Một đoàn cấp thành phố dự kiến làm việc với cùng đối tượng này, quý II/2027. "
        "Chưa chắc chắn vì bên kia mới ghi theo quý."
    )
    await lan.taps("Giữ tháng 5")
    await lan.says("Kết luận 01-KL/TW về học tập và làm theo Bác")
    assert "Chồng chéo" in lan.screen or "chồng chéo" in lan.screen
    for hidden in ("Ban Tuyên giáo", "kiểm tra chấp hành", "Cùng văn bản"):
        assert hidden not in everything(lan)


async def test_once_it_is_agreed_the_form_is_told_too(stage: Stage, lan: Actor) -> None:
    async with stage.database.write() as tx:
        await tx.execute("update programmes set state = 'agreed' where body_id = 'ban-tuyen-giao/ban'")
    await half_way(lan, SCHOOL)
    await lan.says("tháng 5")
    assert "Một đoàn cấp thành phố dự kiến kiểm tra chấp hành cùng đối tượng này, quý II/2027." in lan.screen
    assert "Ban Tuyên giáo" not in everything(lan)


async def test_two_bodies_of_one_unit_tell_each_other_all(stage: Stage, lan: Actor) -> None:
    await registers(lan, "chi bo quan su", "tháng 3", "Nghị quyết 57-NQ/TW")
    await half_way(lan, "chi bo quan su", body=WARD_UBKT)
    await lan.says("tháng 3")
    assert f"{WARD} dự kiến giám sát chuyên đề cùng đối tượng này, tháng 3/2027." in lan.screen
    assert f"Có thể lập đoàn chung: {WARD} chủ trì, {WARD_UBKT} phối hợp." in lan.screen
    await lan.taps("Giữ tháng 3")
    await lan.says("Nghị quyết 57-NQ/TW")
    assert "Cùng văn bản 57-NQ/TW." in lan.screen
    assert "Cũng có thể dùng kết quả của đoàn kia thay cho cuộc này." in lan.screen


async def test_the_inspected_unit_never_sees_it(stage: Stage, lan: Actor) -> None:
    """The city's inspection committee comes to the ward on 10/5-21/5, exact days, about the party's finances."""
    code = await registers(lan, "chi bo cong an", "12/5-18/5", "Tài chính đảng, thu nộp đảng phí")
    await lan.taps("Xem chương trình")
    await lan.taps(code)
    await submits(lan)
    said = everything(lan)
    assert "Chồng chéo" not in said and "ó thể chồng chéo" not in said and "⚠" not in said
    for hidden in ("UBKT Thành ủy", "cấp thành phố", "10/5", "21/5"):
        assert hidden not in said, hidden


async def test_those_who_appraise_see_all_of_it(stage: Stage, lan: Actor) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    code = await registers(lan, "chi bo cong an", "12/5-18/5", "Tài chính đảng, thu nộp đảng phí")
    await submits(lan)
    assert "1 cuộc có chồng chéo" in minh.screen
    await minh.taps("Từng cuộc")
    await minh.taps(code)
    assert "UBKT Thành ủy dự kiến kiểm tra tài chính đảng ở cấp trên (Đảng ủy phường Đông Thọ)" in minh.screen


async def test_too_many_visits_are_told_with_the_limit(stage: Stage, lan: Actor) -> None:
    for when in ("3/3", "10/3"):
        await registers(lan, "chi bo quan su", when, f"chuyên đề {when}")
    await half_way(lan, "chi bo quan su", body=WARD_UBKT)
    await lan.says("17/3")
    assert lan.screen == "Nhiều cuộc. Chi bộ Quân sự: cuộc thứ 3 trong tháng 3/2027, mức đặt ra là 2."
    await lan.taps("Giữ nguyên")
    await lan.says("Quản lý đất đai")
    assert lan.buttons[:2] == ["Lưu", "Sửa"]

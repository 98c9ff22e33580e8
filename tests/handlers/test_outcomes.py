"""The appraisal item by item, as talks: findings beside each, six outcomes, one summary, what the unit hears."""

from __future__ import annotations

import json

import pytest

from planning.programme import Role
from tests.handlers.scene import WARD, registers, submits
from tests.stage import Actor, Stage

FIRST, SECOND = "KT-044", "KT-045"


@pytest.fixture
async def two(stage: Stage, minh: Actor) -> Actor:
    """A ward's focal person who has sent two inspections."""
    lan = await stage.joins("Lan", "p-dong-tho")
    assert await registers(lan) == FIRST
    assert await registers(lan, "chi bo truong THCS Tran Phu", "tháng 5", "Quản lý đất đai") == SECOND
    await submits(lan)
    return lan


async def opens(actor: Actor, code: str) -> str:
    await actor.taps("Từng cuộc")
    return await actor.taps(code)


async def rulings(stage: Stage) -> dict[str, tuple[str, str]]:
    """By code: outcome and reason."""
    rows = await stage.rows(
        "select i.code, o.outcome, o.reason from item_outcomes o join inspections i on i.id = o.inspection_id"
    )
    return {row["code"]: (row["outcome"], row["reason"]) for row in rows}


async def test_the_list_shows_what_the_machine_sees(stage: Stage, minh: Actor, two: Actor) -> None:
    said = await minh.taps("Từng cuộc")
    assert said.splitlines()[0] == f"{WARD}, lần 1"
    assert "KT-045 Giám sát chuyên đề, tháng 5/2027" in said
    assert "⚠ Trùng thời gian: KT-" in said
    assert "Chi bộ Trường THCS Trần Phú: Quản lý đất đai" in said
    one = await minh.taps(SECOND)
    assert one.endswith("Kết quả thẩm định của cuộc này?")
    assert minh.buttons == [
        "Được thực hiện",
        "Điều chỉnh thời gian",
        "Đoàn chung, lồng ghép",
        "Không thực hiện",
        "Dùng kết quả, tự kiểm tra",
        "Đổi đối tượng",
        "Ghi ý kiến",
        "Về danh sách cuộc",
    ]


async def test_a_programme_below_the_minimum_says_so_on_the_card(stage: Stage, minh: Actor, two: Actor) -> None:
    assert "⚠ Chưa nhận chương trình của UBKT Đảng ủy phường Đông Thọ" in minh.screen
    assert "⚠ Có 0 cuộc kiểm tra, ít nhất cần 1" in minh.screen
    assert "đơn vị trực thuộc chưa có đủ cuộc trong năm: " in minh.screen  # T8, but for the two that have one now
    few = minh.screen.partition("trong năm: ")[2]
    assert "Chi bộ Quân sự" not in few and "Trần Phú" not in few


async def test_another_time_is_carried_out_when_it_is_agreed(stage: Stage, minh: Actor, two: Actor) -> None:
    await opens(minh, SECOND)
    await minh.taps("Điều chỉnh thời gian")
    free = next(label for label in minh.buttons if label.endswith(": trống"))
    await minh.taps(free)
    assert "Vì sao? Gõ lý do, đơn vị sẽ đọc nguyên văn." in minh.screen
    reason = next(label for label in minh.buttons if label.startswith("Dùng lý do: trùng với KT-"))
    said = await minh.taps(reason)
    assert said.startswith("Đã ghi KT-045: Điều chỉnh thời gian: ")
    assert (await rulings(stage))[SECOND][0] == "reschedule"
    await minh.taps("Về thẻ dự thảo")
    assert "Kết quả từng cuộc: 2 cuộc: 1 được thực hiện, 1 điều chỉnh thời gian" in minh.screen
    await minh.taps("Thống nhất")
    assert "2 cuộc: 1 được thực hiện, 1 điều chỉnh thời gian" in minh.screen
    (row,) = await stage.rows("select state, agreed from versions")
    assert (row["state"], row["agreed"]) == ("submitted", None)
    await minh.taps("Thống nhất, còn lại được thực hiện")
    (row,) = await stage.rows("select state, agreed from versions")
    moved = {item["code"]: item["intervals"] for item in json.loads(row["agreed"])}
    assert row["state"] == "agreed" and moved[SECOND][0]["start"] != "2027-05-01"
    (live,) = await stage.rows(
        "select p.starts_on from inspection_periods p join inspections i on i.id = p.inspection_id where i.code = ?",
        SECOND,
    )
    (visit,) = await stage.rows(
        "select v.starts_on from visits v join inspections i on i.id = v.inspection_id where i.code = ?", SECOND
    )
    assert live["starts_on"] == visit["starts_on"] == moved[SECOND][0]["start"]
    assert "Điều chỉnh so với dự thảo:\n• KT-045: Điều chỉnh thời gian: " in two.screen
    assert ". Lý do: Trùng thời gian: một đoàn cấp thành phố (quý II/2027), chưa chắc chắn" in two.screen  # not who


async def test_free_times_stay_in_reach_after_a_slip(stage: Stage, minh: Actor, two: Actor) -> None:
    await opens(minh, SECOND)
    await minh.taps("Điều chỉnh thời gian")
    offered = minh.buttons
    assert any(label.endswith(": trống") for label in offered)
    assert "một năm có 12 tháng" in await minh.says("thang 30")
    assert minh.buttons == offered
    await minh.taps(next(label for label in offered if label.endswith(": trống")))
    assert "Vì sao? Gõ lý do" in minh.screen


async def test_what_is_dropped_ends_and_its_reason_stays(stage: Stage, minh: Actor, two: Actor) -> None:
    await opens(minh, FIRST)
    await minh.taps("Không thực hiện")
    await minh.says("Đã có đoàn của Thành ủy")
    assert await rulings(stage) == {FIRST: ("drop", "Đã có đoàn của Thành ủy")}
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Thống nhất")
    await minh.taps("Thống nhất, còn lại được thực hiện")
    rows = await stage.rows("select state from inspections where code = ?", FIRST)
    assert [row["state"] for row in rows] == ["dropped"]
    left = "select 1 from visits v join inspections i on i.id = v.inspection_id where i.code = ?"
    assert await stage.rows(left, FIRST) == []
    assert "• KT-044: Không thực hiện. Lý do: Đã có đoàn của Thành ủy" in two.screen
    await two.taps("Xem danh sách")
    assert "Không thực hiện theo kết quả thẩm định:\n• KT-044: Không thực hiện." in two.screen


async def test_a_typed_time_goes_through_the_grammar(stage: Stage, minh: Actor, two: Actor) -> None:
    await opens(minh, FIRST)
    await minh.taps("Điều chỉnh thời gian")
    assert "tháng 2 có 28 ngày" in await minh.says("30/2")
    assert "Đồng chí gõ “tháng 8”." in await minh.says("8")
    assert await rulings(stage) == {}
    assert "Thời gian mới: tháng 8/2027 (01/8–31/8/2027)." in await minh.says("tháng 8")
    await minh.says("Trùng với đợt bầu cử")
    assert await rulings(stage) == {FIRST: ("reschedule", "Trùng với đợt bầu cử")}


async def test_one_team_of_two_bodies(stage: Stage, minh: Actor, two: Actor) -> None:
    await opens(minh, SECOND)
    await minh.taps("Đoàn chung, lồng ghép")
    assert "1) " in minh.screen and " chủ trì, " in minh.screen
    await minh.taps("Phương án 1")
    await minh.says("Làm một đoàn cho gọn")
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Thống nhất")
    await minh.taps("Thống nhất, còn lại được thực hiện")
    (row,) = await stage.rows("select lead, partners from inspections where code = ?", SECOND)
    assert WARD in (row["lead"], row["partners"]) and row["lead"] != row["partners"]
    # one team is no overlap any more
    await two.taps("Xem danh sách")
    await two.taps(SECOND)
    assert f"Cơ quan chủ trì: {row['lead']}" in two.screen


async def test_another_subject_is_read_as_in_registering(stage: Stage, minh: Actor, two: Actor) -> None:
    await opens(minh, FIRST)
    await minh.taps("Đổi đối tượng")
    await minh.says("Chi bộ quân sự")
    assert minh.screen.startswith("Đó là đối tượng hiện nay.")
    await minh.says("UBND phường Đông Thọ")
    assert await rulings(stage) == {}
    assert "không phải tổ chức đảng" in minh.screen
    await minh.says("Chi bộ Trường Tiểu học Chu Văn An, phường Đông Vệ")
    assert "thuộc Đảng ủy phường Đông Vệ, không thuộc Đảng ủy phường Đông Thọ." in minh.screen
    await minh.says("Chi bộ Trường THCS Trần Phú")
    assert "đổi đối tượng, Chi bộ Trường THCS Trần Phú" in minh.screen
    await minh.says("Cân đối số cuộc")
    assert (await rulings(stage))[FIRST] == ("change_subject", "Cân đối số cuộc")


async def test_an_outcome_is_changed_and_cleared_until_the_decision(stage: Stage, minh: Actor, two: Actor) -> None:
    await opens(minh, FIRST)
    await minh.taps("Dùng kết quả, tự kiểm tra")
    await minh.says("abc")
    assert minh.screen.startswith("Cần lý do rõ ràng")
    await minh.says("Dùng kết quả kiểm tra năm 2026")
    await minh.taps(FIRST)
    assert "Kết quả: Dùng kết quả, tự kiểm tra. Lý do: Dùng kết quả kiểm tra năm 2026 (Minh)" in minh.screen
    await minh.taps("Được thực hiện")
    assert await rulings(stage) == {FIRST: ("keep", "")}
    await minh.taps(FIRST)
    await minh.taps("Bỏ kết quả đã chọn")
    assert await rulings(stage) == {}
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Thống nhất")  # nothing said: one tap
    assert [row["state"] for row in await stage.rows("select state from versions")] == ["agreed"]


@pytest.mark.parametrize("text", ["thôi", "không nữa", "hủy"])
async def test_second_thoughts_about_a_reason(stage: Stage, minh: Actor, two: Actor, text: str) -> None:
    await opens(minh, FIRST)
    await minh.taps("Không thực hiện")
    await minh.says(text)
    assert await rulings(stage) == {}


async def test_what_is_typed_much_later_is_no_reason(stage: Stage, minh: Actor, two: Actor) -> None:
    await opens(minh, FIRST)
    await minh.taps("Không thực hiện")
    await stage.moves(minutes=16)
    await minh.says("Mai họp mấy giờ nhỉ")
    assert await rulings(stage) == {}
    assert "Câu hỏi đó đã quá 15 phút" in minh.screen


async def test_the_summary_of_a_moment_ago_does_not_decide_something_else(
    stage: Stage, minh: Actor, two: Actor
) -> None:
    hoa = await stage.joins("Hòa", "ubkt-tu", Role.REVIEWER)
    await opens(minh, FIRST)
    await minh.taps("Không thực hiện")
    await minh.says("Đã có đoàn của Thành ủy")
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Thống nhất")
    await hoa.says("/thamdinh")
    await hoa.taps(next(label for label in hoa.buttons if "Đông Thọ" in label))
    await opens(hoa, SECOND)
    await hoa.taps("Không thực hiện")
    await hoa.says("Trùng nội dung")
    await minh.taps("Thống nhất, còn lại được thực hiện")
    assert "Kết quả từng cuộc vừa thay đổi." in minh.screen and "2 không thực hiện" in minh.screen
    assert [row["state"] for row in await stage.rows("select state from versions")] == ["submitted"]


async def test_remarks_item_by_item_are_reason_enough(stage: Stage, minh: Actor, two: Actor) -> None:
    await opens(minh, FIRST)
    await minh.taps("Ghi ý kiến")
    await minh.says("Ghi rõ mốc thời gian kiểm tra")
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Trả lại")
    assert "• KT-044: Ý kiến: Ghi rõ mốc thời gian kiểm tra" in minh.screen
    await minh.taps("Trả lại với ý kiến từng cuộc")
    assert two.screen == (
        f"Ủy ban Kiểm tra trả lại dự thảo lần 1 của {WARD}.\nÝ kiến từng cuộc:\n"
        "• KT-044: Ý kiến: Ghi rõ mốc thời gian kiểm tra\nĐồng chí sửa rồi gửi lại."
    )
    assert two.buttons == ["Việc cần sửa (0/1)", "Xem danh sách", "Gửi thẩm định"]
    notice = two.sees("Ý kiến từng cuộc:") if not hasattr(two, "zalo") else None
    await two.taps("Xem danh sách")
    assert "→ Ý kiến: Ghi rõ mốc thời gian kiểm tra (chưa sửa)" in two.screen
    await two.taps("Việc cần sửa (0/1)", on=notice)
    await two.taps(FIRST)
    await two.taps("Sửa")
    assert two.screen.startswith("Sửa KT-044:") or "Sửa mục nào" in two.screen


async def test_the_standing_committee_sees_and_changes_what_was_proposed(stage: Stage, minh: Actor) -> None:
    viet = await stage.joins("Việt", "tu", Role.STANDING)
    hoa = await stage.joins("Hoa", "hoi-phu-nu")
    code = await registers(hoa, "Hội LHPN phường Hàm Rồng", "tháng 11", "Công tác hội viên")
    await submits(hoa)
    await opens(minh, code)
    await minh.taps("Không thực hiện")
    await minh.says("Đã có đoàn của Thành ủy")
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Trình BTV")
    await minh.taps("Trình BTV, còn lại giữ nguyên")
    assert "Kết quả từng cuộc: 1 cuộc: 1 không thực hiện" in viet.screen
    await opens(viet, code)
    assert "Kết quả: Không thực hiện. Lý do: Đã có đoàn của Thành ủy (Minh)" in viet.screen
    await viet.taps("Được thực hiện")
    await viet.taps("Về thẻ dự thảo")
    await viet.taps("Thống nhất")
    rows = await stage.rows("select step, outcome from item_outcomes order by step")
    assert [(row["step"], row["outcome"]) for row in rows] == [(0, "drop"), (1, "keep")]
    if "Thống nhất, còn lại được thực hiện" in viet.buttons:
        await viet.taps("Thống nhất, còn lại được thực hiện")
    assert [row["state"] for row in await stage.rows("select state from inspections where code = ?", code)] == ["live"]

"""Either/or times: kept as alternatives, told as such everywhere, asked about once before submitting."""

from __future__ import annotations

from planning.programme import Role
from tests.stage import Actor, Stage
from tests.test_bad_input import at_time

EITHER = "quý III hoặc quý IV/2027"
NOTE = f"Đã ghi “{EITHER}”. Khi gửi thẩm định tôi sẽ hỏi chọn một.\n\n"
ASKED = f"KT-901 (Chi bộ Quân sự) ghi “{EITHER}”. Đồng chí chọn một thời gian trước khi gửi."


async def keeps(lan: Actor) -> None:
    while keep := [label for label in lan.buttons if label.startswith("Giữ nguyên")]:
        await lan.taps(keep[0])


async def saves(lan: Actor, time: str = "quý III hoặc quý IV", content: str = "Nghị quyết Đại hội đảng bộ") -> str:
    await at_time(lan)
    said = await lan.says(time)
    await keeps(lan)
    await lan.says(content)
    await keeps(lan)
    card = lan.screen
    await lan.taps("Lưu")
    return f"{said}\n{card}"


async def code_of(stage: Stage) -> str:
    (row,) = await stage.rows("select code from inspections where either = 1")
    return str(row["code"])


async def test_it_is_kept_and_told_as_a_choice(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    told = await saves(lan)
    assert told.startswith(NOTE)
    assert "Thời gian: quý III/2027 (01/7–30/9/2027) hoặc quý IV/2027 (01/10–31/12/2027)" in told
    assert len(await stage.rows("select * from inspections where either = 1")) == 1
    assert f"{EITHER}" in await lan.taps("Xem chương trình")


async def test_before_submitting_it_is_asked_and_the_choice_is_saved(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await saves(lan)
    asked = await lan.taps("Gửi thẩm định")
    assert asked == ASKED.replace("KT-901", await code_of(stage))
    assert lan.buttons[:3] == ["Quý III", "Quý IV", "Chọn sau, vẫn gửi"]
    sure = await lan.taps("Quý IV")
    assert "Gửi dự thảo" in sure
    assert "Chưa chọn thời gian" not in sure
    times = "select starts_on from inspection_periods p join inspections i on i.id = p.inspection_id"
    mine = await stage.rows(f"{times} where i.created_by is not null and i.either = 0 and i.revision = 2")
    assert [row["starts_on"] for row in mine] == ["2027-10-01"]


async def test_a_choice_about_what_was_changed_meanwhile_changes_nothing(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await saves(lan)
    asked = await lan.taps("Gửi thẩm định")
    async with stage.database.write() as tx:
        await tx.execute("update inspections set revision = revision + 1 where either = 1")
    await lan.taps("Quý IV")
    assert len(await stage.rows("select * from inspections where either = 1")) == 1
    assert lan.screen.endswith(asked)
    assert lan.sees("Chương trình vừa thay đổi. Đồng chí xem lại rồi gửi.")


async def test_who_chooses_later_submits_and_the_reviewer_is_told(stage: Stage) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins("Lan", "p-dong-tho")
    await saves(lan)
    code = await code_of(stage)
    await lan.taps("Gửi thẩm định")
    assert f"Chưa chọn thời gian: {code}\n" in await lan.taps("Chọn sau, vẫn gửi")
    await lan.taps("Gửi")
    assert f"Còn phải chọn thời gian: {code}" in minh.sees("Dự thảo mới").text
    assert len(await stage.rows("select * from versions where content like '%\"either\": true%'")) == 1


async def test_a_button_takes_the_place_of_alternatives(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await saves(lan)
    await lan.taps("Xem chương trình")
    code = await code_of(stage)
    await lan.taps(code)
    await lan.taps("Sửa")
    await lan.taps("Thời gian")
    await lan.taps("Quý I")
    await keeps(lan)
    await lan.taps("Lưu")
    assert await stage.rows("select * from inspections where either = 1") == []


async def test_alternatives_are_no_waves(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await at_time(lan)
    await lan.says("quý III hoặc quý IV")
    await keeps(lan)
    await lan.taps("Thêm đợt")
    said = await lan.says("tháng 3")
    assert said.startswith("Một cuộc có nhiều đợt thì mỗi đợt cần một thời gian.")


async def test_in_one_line_and_in_pasted_lines(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    line = "Giám sát chuyên đề Chi bộ Quân sự về công tác chuyển đổi số, tháng 8/tháng 9"
    said = await lan.says(line)
    assert "01/8–31/8/2027 hoặc 01/9–30/9/2027" in said
    assert "Đã ghi “tháng 8 hoặc tháng 9/2027”. Khi gửi thẩm định tôi sẽ hỏi chọn một." in said
    await lan.says("hủy")
    pasted = await lan.says(f"{line}\nGiám sát chuyên đề Chi bộ Quân sự về công tác cải cách hành chính, quý I")
    assert "2 cuộc đủ" in pasted
    assert "01/8–31/8/2027 hoặc 01/9–30/9/2027" in pasted

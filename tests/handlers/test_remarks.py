"""What a return asked item by item: in one place for the unit, done with one press, judged by what is there."""

from __future__ import annotations

import pytest

from tests.handlers.scene import WARD, registers, submits
from tests.stage import Actor, Stage

FIRST, SECOND, THIRD = "KT-044", "KT-045", "KT-046"
LAST = "KT-047"
STEP = "select starts_on from inspection_periods p join inspections i on i.id = p.inspection_id where i.code = ?"


async def rules(minh: Actor, code: str, outcome: str, *said: str) -> None:
    """From the list: an outcome of one inspection, what completes it, and why."""
    if code not in minh.buttons:
        await minh.taps("Từng cuộc")
    await minh.taps(code)
    await minh.taps(outcome)
    for words in said:
        await minh.says(words)
    assert f"Đã ghi {code}" in minh.screen, minh.screen


@pytest.fixture
async def returned(stage: Stage, minh: Actor) -> Actor:
    """A ward's focal person whose draft came back with four remarks."""
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await registers(lan, "chi bo mam non hoa sen", "tháng 9", "Quản lý đất đai")
    await registers(lan, "chi bo mam non hoa sen", "tháng 11", "Công tác phát triển đảng viên")
    await registers(lan, "chi bo quan su", "tháng 12", "Công tác cán bộ")
    await submits(lan)
    await rules(minh, FIRST, "Điều chỉnh thời gian", "tháng 8", "Tránh đợt bầu cử")
    await rules(minh, SECOND, "Không thực hiện", "Đã có đoàn của Thành ủy")
    await rules(minh, THIRD, "Đổi đối tượng", "Chi bộ Trường THCS Trần Phú", "Cân đối số cuộc")
    await rules(minh, LAST, "Dùng kết quả, tự kiểm tra", "Đã kiểm tra năm 2026")
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Trả lại")
    await minh.taps("Trả lại với ý kiến từng cuộc")
    return lan


async def test_from_one_to_the_next(stage: Stage, minh: Actor, returned: Actor) -> None:
    lan = returned
    assert lan.buttons == ["Việc cần sửa (0/4)", "Xem danh sách", "Gửi thẩm định"]
    said = await lan.taps("Việc cần sửa (0/4)")
    assert said == (
        f"Việc cần sửa (0/4): {WARD}\n"
        "• KT-044: Điều chỉnh thời gian: tháng 8/2027, “Tránh đợt bầu cử” → chưa sửa\n"
        "• KT-045: Không thực hiện, “Đã có đoàn của Thành ủy” → chưa xóa\n"
        "• KT-046: Đổi đối tượng: Chi bộ Trường THCS Trần Phú (phường Đông Thọ), “Cân đối số cuộc” → chưa sửa\n"
        "• KT-047: Dùng kết quả, tự kiểm tra, “Đã kiểm tra năm 2026” → chưa xóa\n"
        "Chọn một cuộc để làm."
    )
    said = await lan.taps(FIRST)
    assert said.startswith("Việc 1/4 · KT-044: chưa sửa\nNơi thẩm định: Điều chỉnh thời gian: tháng 8/2027. Lý do: ")
    assert lan.buttons == [
        "Chuyển sang tháng 8",
        "Chọn thời gian khác",
        "Giữ, nêu lý do",
        "Việc tiếp theo",
        "Danh sách việc",
    ]
    assert await lan.taps("Chuyển sang tháng 8") == "Đã chuyển KT-044 sang tháng 8/2027.\nViệc cần sửa (1/4)."
    assert [row["starts_on"] for row in await stage.rows(STEP, FIRST)] == ["2027-08-01"]
    await lan.taps("Việc tiếp theo")
    assert lan.screen.startswith("Việc 2/4 · KT-045: chưa xóa")
    assert "Xóa KT-045?" in await lan.taps("Xóa cuộc này")
    await lan.taps("Đúng, xóa")
    await lan.taps("Việc cần sửa (2/4)")
    await lan.taps(THIRD)
    said = await lan.taps(next(label for label in lan.buttons if label.startswith("Đổi sang Chi bộ Trườ")))
    assert said.startswith("KT-046 đã ghi theo ý kiến, chưa lưu.")
    while keep := [label for label in lan.buttons if label.startswith("Giữ ")]:
        await lan.taps(keep[0])
    await lan.taps("Lưu")
    await lan.taps("Việc cần sửa (3/4)")
    await lan.taps(LAST)
    assert (await lan.taps("Giữ, nêu lý do")).startswith("Giữ KT-047. Đồng chí gõ lý do ngắn gọn")
    assert (await lan.says("Chi bộ có bí thư mới từ tháng 10")).startswith("Đã ghi lý do giữ KT-047")
    assert "Việc cần sửa (4/4)." in lan.screen
    await lan.taps("Danh sách việc")
    await lan.taps(LAST)
    assert lan.buttons == ["Xóa cuộc này", "Sửa lý do giữ", "Danh sách việc"]
    await lan.taps("Sửa lý do giữ")
    await lan.says("Chi bộ có bí thư mới từ tháng 11")
    assert "Việc cần sửa (4/4)." in lan.screen
    await lan.taps("Gửi thẩm định")
    assert "Còn việc" not in lan.screen
    await lan.taps("Gửi")
    assert "Ý kiến lần trước: 4/4 đã xử lý." in minh.screen
    said = await minh.taps("Thay đổi")
    assert "• KT-044: Điều chỉnh thời gian: tháng 8/2027, “Tránh đợt bầu cử” → đã làm theo" in said
    assert "→ giữ, có lý do: “Chi bộ có bí thư mới từ tháng 11”" in said


async def test_another_time_and_another_field_do_not_meet_it(stage: Stage, minh: Actor, returned: Actor) -> None:
    lan = returned
    await lan.taps("Việc cần sửa (0/4)")
    await lan.taps(FIRST)
    assert "Tiến hành khi nào trong năm 2027?" in await lan.taps("Chọn thời gian khác")
    await lan.says("tháng 7")
    while keep := [label for label in lan.buttons if label.startswith("Giữ ")]:
        await lan.taps(keep[0])
    await lan.taps("Lưu")
    await lan.taps("Việc cần sửa (0/4)")
    assert "→ đã đổi, khác ý kiến: tháng 7/2027" in lan.screen
    await lan.taps("Gửi thẩm định")
    assert lan.screen.startswith("Còn việc chưa làm theo ý kiến:\n• KT-044: ")
    assert sorted(lan.buttons) == ["Gửi dù chưa sửa", "Xem việc còn lại"]
    assert "Việc cần sửa (0/4)" in await lan.taps("Xem việc còn lại")
    await lan.taps("Gửi thẩm định")
    await lan.taps("Gửi dù chưa sửa")
    assert "Ý kiến lần trước: 0/4 đã xử lý. Chưa: KT-044, KT-045, KT-046, KT-047." in minh.screen


async def test_a_time_that_is_not_free_any_more_is_asked_about(stage: Stage, minh: Actor, returned: Actor) -> None:
    lan = returned
    chi = await stage.joins("Chi", "ban-dan-van")
    await registers(chi, "chi bo quan su phuong dong tho", "tháng 8", "Công tác dân vận", body="")
    await lan.says("menu")
    await lan.taps("Chương trình của tôi")
    await lan.taps(WARD)
    await lan.taps(FIRST)
    said = await lan.taps("Chuyển sang tháng 8")
    assert said.startswith("Tháng 8/2027 nay không còn trống. Đồng chí chọn cách xử lý:")
    assert [row["starts_on"] for row in await stage.rows(STEP, FIRST)] == ["2027-03-01"]
    await lan.taps(next(label for label in lan.buttons if label.startswith("Giữ ")))
    await lan.taps("Lưu")
    assert [row["starts_on"] for row in await stage.rows(STEP, FIRST)] == ["2027-08-01"]


@pytest.mark.telegram
async def test_late_and_double_presses_change_nothing(stage: Stage, minh: Actor, returned: Actor) -> None:
    lan = returned
    await lan.taps("Việc cần sửa (0/4)")
    await lan.taps(FIRST)
    lan.phone.presses("Chuyển sang tháng 8")
    lan.phone.presses("Chuyển sang tháng 8")
    await stage.settle()
    (row,) = await stage.rows("select revision from inspections where code = ?", FIRST)
    assert row["revision"] == 2
    await lan.taps("Danh sách việc")
    assert lan.screen.startswith("Việc cần sửa (1/4)")
    await lan.taps(FIRST)
    assert lan.buttons == ["Việc tiếp theo", "Danh sách việc"]

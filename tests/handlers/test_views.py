"""The whole campaign at a glance: by subject, as a matrix, as a calendar, what is counted; on both channels."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import load_workbook

from handlers.views.matrix import tables
from planning.programme import Role
from tests.handlers.scene import registers
from tests.stage import Actor, Stage

SCHOOL = "chi bo truong thcs tran phu"  # the city's propaganda board comes in the second quarter, about 01-KL/TW
SAME = "Kết luận 01-KL/TW về học tập và làm theo Bác"


@pytest.fixture
async def minh(stage: Stage) -> Actor:
    return await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)


async def opens(actor: Actor) -> str:
    await actor.says("menu")
    return await actor.taps("Chồng chéo toàn đợt")


async def test_overlaps_are_grouped_by_subject_worst_first(stage: Stage, minh: Actor) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan, SCHOOL, "tháng 5", SAME)
    assert (await opens(minh)).split("\n")[:3] == [
        "Chồng chéo toàn đợt năm 2027: 44 cuộc đã lưu.",
        "5 điểm chồng chéo · 2 trùng nội dung · 4 trùng thời gian, ở 5 đối tượng (trang 1/2):",
        "• Chi bộ Trường THCS Trần Phú (phường Đông Thọ): 2 cuộc, trùng nội dung 1, thời gian 1",
    ]
    await minh.taps(minh.buttons[0])
    assert minh.screen == (
        "Chi bộ Trường THCS Trần Phú (phường Đông Thọ): 2 cuộc, 1 điểm chồng chéo · 1 trùng nội dung"
        " · 1 trùng thời gian\n"
        "KT-018 Ban Tuyên giáo Thành ủy: kiểm tra chấp hành, quý II/2027 [trùng nội dung, trùng thời gian]\n"
        "KT-044 Đảng ủy phường Đông Thọ: giám sát chuyên đề, tháng 5/2027 [trùng nội dung, trùng thời gian]\n"
        "• KT-018 và KT-044: cùng Chi bộ Trường THCS Trần Phú. Cùng văn bản 01-KL/TW. "
        "Thời gian: quý II/2027 và tháng 5/2027. Chưa chắc chắn vì mới ghi theo quý."
    )
    await minh.taps("KT-044")
    assert minh.screen.startswith("KT-044: Giám sát chuyên đề\nĐối tượng: Chi bộ Trường THCS Trần Phú")
    await minh.taps("Quay lại")
    assert "KT-018 và KT-044" in minh.screen


async def test_what_no_longer_meets_is_said_so(stage: Stage, minh: Actor) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    code = await registers(lan, SCHOOL, "tháng 5", SAME)
    await opens(minh)
    await lan.taps("Xem chương trình")
    await lan.taps(code)
    await lan.taps("Xóa")
    await lan.taps("Đúng, xóa")
    await minh.taps(next(label for label in minh.buttons if label.endswith("(phường Đông Thọ)")))
    assert minh.screen == "Chi bộ Trường THCS Trần Phú không còn chồng chéo nào. Đồng chí xem lại danh sách."


async def test_a_long_list_has_pages_that_end_where_they_began(stage: Stage, minh: Actor) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    for subject in (SCHOOL, "đảng ủy phường Hàm Rồng"):
        await registers(lan, subject, "tháng 5", SAME)
    hoa = await stage.joins("Hoa", "hoi-phu-nu")
    await registers(hoa, "Hội LHPN phường Đông Thọ", "tháng 3", "Công tác hội viên")
    binh = await stage.joins("Bình", "ldld")
    await registers(binh, "Hội LHPN phường Đông Thọ", "tháng 3", "Thu, chi tài chính")
    first = await opens(minh)
    assert "(trang 1/2)" in first
    await minh.taps("Xem tiếp")
    assert "(trang 2/2)" in minh.screen
    await minh.taps("Xem tiếp")
    assert minh.screen.removeprefix("Đã hết danh sách, xem lại từ trang đầu.\n\n") == first


async def test_the_matrix_as_text_and_as_a_sheet(stage: Stage, minh: Actor) -> None:
    await opens(minh)
    await minh.taps("Ma trận")
    assert minh.screen.split("\n")[:3] == [
        "Ma trận năm 2027: 43 cuộc tại 59 đối tượng. Nhiều cuộc nhất:",
        "4 (quá mức 3) · Đảng ủy phường Quảng Hưng: KT-002, KT-010, KT-017, KT-022",
        "3 · Đảng ủy phường Hàm Rồng: KT-003, KT-007, KT-021",
    ]
    await minh.taps("Tải về (Excel)")
    (file,) = await stage.rows("select kind, name, content from files")
    assert (file["kind"], file["name"]) == ("matrix", "Ma-tran-cheo-2027.xlsx")
    table = tables().validate_python(json.loads(file["content"]), strict=False)
    assert (len(table.columns), len(table.rows)) == (43, 59)
    if not stage.channels[0].capabilities.carries("a.xlsx", 1):  # an Official Account takes no sheets either
        assert "Kênh này không gửi được tệp." in minh.screen
        return
    name, content = minh.document
    assert name == "Ma-tran-cheo-2027.xlsx"
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert rows[-1][1] == "Số đối tượng của từng cuộc"
    by_name = {row[1]: row for row in rows[:-1]}
    assert by_name["Đảng ủy phường Quảng Hưng"][2] == by_name["Đảng ủy phường Quảng Hưng"][3:].count("x") == 4
    assert rows[-1][2] == sum(row[2] for row in rows[:-1])


async def test_the_free_calendar_of_one_subject(stage: Stage, minh: Actor) -> None:
    await opens(minh)
    await minh.taps("Lịch đối tượng")
    assert minh.screen == ("Lịch một đối tượng. Đồng chí gõ tên đơn vị, ví dụ “chi bộ trường THCS Trần Phú”.")
    await minh.says("dang uy phuong quang hung")
    assert minh.screen.split("\n")[:13] == [
        "Đảng ủy phường Quảng Hưng, năm 2027",
        *(f"Tháng {number}: trống" for number in range(1, 6)),
        *minh.screen.split("\n")[6:13],
    ]
    assert "có thể KT-002" in minh.screen.split("\n")[7]
    assert len([line for line in minh.screen.split("\n") if line.startswith("Tháng ")]) == 12


async def test_a_doubtful_name_is_asked_and_an_unknown_one_too(stage: Stage, minh: Actor) -> None:
    await opens(minh)
    await minh.taps("Lịch đối tượng")
    await minh.says("chi bộ quân sự")
    assert minh.screen == "“chi bộ quân sự” là đơn vị nào? Chọn một, hoặc gõ lại tên đầy đủ."
    await minh.taps("Chi bộ Quân sự (phường Đông Thọ)")
    assert minh.screen.startswith("Chi bộ Quân sự (phường Đông Thọ), năm 2027\nTháng 1: trống")
    await minh.says("hợp tác xã bờ xôi")
    assert minh.screen == "Danh mục chưa có “hợp tác xã bờ xôi”. Đồng chí gõ lại tên đầy đủ."


async def test_coverage_and_leaders_are_on_the_board(stage: Stage, minh: Actor) -> None:
    await minh.says("menu")
    await minh.taps("Bảng theo dõi")
    await minh.taps("Độ phủ")
    assert minh.screen.split("\n")[:4] == [
        "Độ phủ năm 2027",
        "Chi bộ (ít nhất 1 cuộc): đủ 13/51",
        "Còn thiếu ở:",
        "• Đảng ủy phường Đông Thọ: thiếu 9/10",
    ]
    await minh.taps("Đảng ủy phường Đông Thọ")
    assert minh.screen.split("\n")[:2] == [
        "Đảng ủy phường Đông Thọ: thiếu 9/10",
        "• Chi bộ Cơ quan phường Đông Thọ: chưa có cuộc nào",
    ]
    await minh.says("menu")
    await minh.taps("Bảng theo dõi")
    await minh.taps("Trưởng đoàn")
    assert minh.screen == (
        "Trưởng đoàn trùng lịch năm 2027: 1 điểm\n"
        "• Phó Chủ nhiệm UBKT Thành ủy (UBKT Thành ủy): KT-008 và KT-010, có thể trùng quý IV"
    )


async def test_an_administrator_who_does_not_appraise_sees_none_of_it(stage: Stage) -> None:
    huong = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    await huong.says("menu")
    assert "Chồng chéo toàn đợt" not in huong.buttons
    await huong.taps("Bảng theo dõi")
    assert not {"Chồng chéo toàn đợt", "Độ phủ", "Trưởng đoàn"} & set(huong.buttons)


async def test_a_unit_sees_which_of_its_own_are_not_covered(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan, "chi bo quan su")
    assert "Đơn vị trực thuộc chưa đủ số cuộc trong năm: 8/10." in lan.screen
    await lan.taps("Đơn vị chưa đủ cuộc (8)")
    assert lan.screen.split("\n")[0] == ("Đảng ủy phường Đông Thọ: 8/10 đơn vị trực thuộc chưa đủ số cuộc")
    assert "Chi bộ Quân sự" not in lan.screen
    await lan.taps("Quay lại")
    assert "Đơn vị chưa đủ cuộc (8)" in lan.buttons


async def test_what_a_unit_must_not_know_of_does_not_count_for_it(stage: Stage) -> None:
    """An inspection that goes to the ward itself, and to one of its cells, is hidden from the ward: so is the cell."""
    async with stage.database.write() as tx:
        await tx.execute(
            "insert into inspection_subjects (inspection_id, position, unit_id) "
            "select id, 9, 'p-dong-tho.cb-quan-su' from inspections where code = 'KT-006'"
        )
    rows = await stage.rows(
        "select unit_id from inspection_subjects s join inspections i on i.id = s.inspection_id where code = 'KT-006'"
    )
    assert {row["unit_id"] for row in rows} >= {"p-dong-tho", "p-dong-tho.cb-quan-su"}
    lan = await stage.joins("Lan", "p-dong-tho")
    await lan.says("menu")
    await lan.taps("Chương trình của tôi")
    await lan.taps("Đảng ủy phường Đông Thọ")
    assert "Đơn vị trực thuộc chưa đủ số cuộc trong năm: 9/10." in lan.screen
    await lan.taps("Đơn vị chưa đủ cuộc (9)")
    assert "Chi bộ Quân sự: chưa có cuộc nào" in lan.screen

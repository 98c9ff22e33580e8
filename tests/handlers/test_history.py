"""The history of a programme: read by its unit and by those who appraise, paged, exported; every version stays."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from documents.history_sheet import history_xlsx
from handlers.history import histories
from planning.programme import Role
from storage.packed import unpack
from tests.handlers.appraised_scene import amends, in_force, moves_item, opens
from tests.handlers.scene import WARD, registers, submits
from tests.stage import Actor, Stage

EVENTS = [
    "Gửi thẩm định",
    "Ủy ban Kiểm tra thống nhất",
    "Lập ý kiến bằng văn bản",
    "Ghi văn bản số 15-CV/UBKTTU ngày 22/11/2026",
    "Ban hành số 07-CTr/ĐU ngày 22/11/2026",
]


async def history(actor: Actor) -> str:
    await opens(actor)
    return await actor.taps("Lịch sử")


async def test_the_unit_reads_what_happened(stage: Stage) -> None:
    _, lan = await in_force(stage)
    said = await history(lan)
    assert said.startswith(f"Lịch sử: {WARD}, năm 2027\n• ")
    places = [said.index(event) for event in EVENTS]
    assert places == sorted(places, reverse=True), "the newest first"
    assert "(lần 1): Ủy ban Kiểm tra thống nhất, Minh" in said


async def test_reviewers_read_it_from_the_board(stage: Stage) -> None:
    minh, _ = await in_force(stage)
    await minh.says("menu")
    await minh.taps("Bảng theo dõi")
    await minh.taps("Ban hành (1)")
    said = await minh.taps(WARD)
    assert said.startswith(f"Lịch sử: {WARD}, năm 2027")
    await minh.taps("Xem bản cũ")
    said = await minh.taps("Lần 1")
    assert said.startswith(f"{WARD}, lần 1\n0 kiểm tra, 1 giám sát · đã thống nhất")
    await minh.taps("Tải về (Word)")
    (file,) = await stage.rows("select name from files where name like '%huong-trinh%'")
    assert file["name"].startswith("Chuong-trinh-2027"), "what was promulgated is no draft any more"


async def test_a_long_history_has_pages(stage: Stage) -> None:
    minh, lan = await in_force(stage)
    await amends(lan)
    code = (await stage.rows("select code from inspections where created_by is not null"))[0]["code"]
    await moves_item(lan, code, "tháng 6")
    await lan.taps("Lưu")
    await submits(lan)
    await minh.taps("Trả lại")
    await minh.says("Giữ tháng 3 như cũ")
    await minh.taps("Trả lại với lý do này")
    said = await history(lan)
    assert "(trang 1/2)" in said
    assert "Mở điều chỉnh, bổ sung (có đoàn cấp trên đến), Lan\n   Tỉnh ủy kiểm tra tháng 3" in said
    assert "(lần 2): Ủy ban Kiểm tra trả lại, Minh\n   Giữ tháng 3 như cũ" in said
    await lan.taps("Xem tiếp")
    assert "(trang 2/2)" in lan.screen
    await lan.taps("Xem bản cũ")
    await lan.taps("Lần 1")
    assert "tháng 3/2027" in lan.screen


async def test_edits_and_withdrawals_stand_there_too(stage: Stage) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins("Lan", "p-dong-tho")
    code = await registers(lan)
    await submits(lan)
    await opens(lan)
    await lan.taps("Rút dự thảo")
    await lan.taps("Đúng, rút")
    await submits(lan)
    await minh.taps("Thống nhất")
    await moves_item(lan, code, "tháng 6")
    await lan.taps("Lưu")
    await lan.taps("Lưu, hủy thống nhất")
    said = await history(lan)
    assert "(lần 1): Rút dự thảo, Lan" in said
    assert "(lần 2): Sửa sau thống nhất, ý kiến hết giá trị, Lan" in said


async def test_it_is_had_as_a_sheet_without_formulas(stage: Stage) -> None:
    _, lan = await in_force(stage)
    await amends(lan, reason="=1+1 là lý do của đoàn cấp trên")
    await history(lan)
    await lan.taps("Tải lịch sử (Excel)")
    (file,) = await stage.rows("select * from files where kind = 'history'")
    assert file["name"] == "Lich-su-2027-p-dong-tho-du.xlsx"
    made = history_xlsx(histories().validate_python(unpack(file["content"]), strict=False))
    sheet = load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert [row[2] for row in rows][:5] == EVENTS
    (reason,) = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=1+1")]
    assert reason.data_type == "s"


async def test_others_may_not(stage: Stage) -> None:
    await in_force(stage)
    hoa = await stage.joins("Hoa", "p-ham-rong")
    await hoa.says("menu")
    await hoa.taps("Chương trình của tôi")
    assert WARD not in hoa.buttons


@pytest.mark.telegram
async def test_the_summary_lists_every_subject_with_its_verdict(stage: Stage) -> None:
    minh, _ = await in_force(stage)
    tam = await stage.joins("Tâm", "ban-tuyen-giao")
    await registers(tam, "Chi bộ Quân sự phường Đông Thọ", "tháng 3")
    await submits(tam)
    await minh.says("menu")
    await minh.taps("Bảng theo dõi")
    await minh.taps("Tổng hợp BTV (Word)")
    assert minh.screen.startswith("Bảng tổng hợp năm 2027 trình Ban Thường vụ, 5 đối tượng.")
    await minh.says("menu")
    await minh.taps("Bảng theo dõi")
    await minh.taps("Tổng hợp BTV (Excel)")
    document = minh.phone.last.file
    assert document
    sheet = load_workbook(io.BytesIO(document.content)).active
    assert sheet is not None
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(min_row=5, values_only=True)]
    (ward,) = [row for row in rows if row[3] == WARD]
    (board,) = [row for row in rows if row[1] == ward[1] and row != ward]
    assert board[3] == "Ban Tuyên giáo Thành ủy"
    assert "Được thực hiện" in ward and "Được thực hiện" not in board
    assert ward[7] == board[2] and ward[8] == board[2], "the same content, the same time"

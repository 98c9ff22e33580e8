"""The summary as a paper: words in full, grouped by subject, two highlights, pages across."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.plain import plain
from documents.summary import summary_docx
from documents.values import SummaryRow, SummarySubject
from planning.appraisal import ItemOutcome
from planning.inspection import Group
from tests.documents.examples import MADE_AT, SUMMARY
from tests.documents.reading import ANYTHING, cells, lines, opened


def test_the_summary_says_this() -> None:
    said = lines(opened(summary_docx(SUMMARY)))
    start = said.index("TT")
    end = said.index("Nơi nhận:")
    assert said[:start] == [
        "THÀNH ỦY THANH HÓA",
        "ỦY BAN KIỂM TRA",
        "*",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "TP. Thanh Hóa, ngày       tháng       năm 2026",
        "BẢNG TỔNG HỢP XỬ LÝ CHỒNG CHÉO, TRÙNG LẶP TRONG DỰ THẢO CHƯƠNG TRÌNH KIỂM TRA, GIÁM SÁT NĂM 2027",
        "-----",
        "Tổng số 04 cuộc của 03 cơ quan, đơn vị tại 02 đối tượng. Số đối tượng có trùng nội dung: 01; có trùng thời "
        "gian: 01; chưa tính chương trình chưa gửi.",
        "Nền vàng: trùng nội dung",
        "Nền xanh: trùng thời gian",
    ]
    assert said[end:] == [
        "Nơi nhận:",
        "- Ban Thường vụ Thành ủy (để báo cáo),",
        "- Lưu UBKT Thành ủy.",
        "T/M ỦY BAN KIỂM TRA",
    ]


def test_its_table_is_grouped_by_subject_with_a_verdict() -> None:
    assert cells(opened(summary_docx(SUMMARY)).tables[3]) == [
        [
            "TT",
            "Mã",
            "Đơn vị chủ trì",
            "Hình thức, nội dung",
            "Thời gian tiến hành",
            "Chồng chéo, trùng lặp",
            "Xử lý chồng chéo, trùng lặp",
            "Ghi chú",
        ],
        ["1. Chi bộ Trạm Y tế phường Đông Thọ (03 cuộc)"],
        [
            "1.1",
            "KT-016",
            "UBKT Đảng ủy phường Đông Thọ",
            "Kiểm tra chấp hành\nViệc chấp hành Quy định số 37-QĐ/TW",
            "Tháng 10/2027",
            "Trùng nội dung: KT-052",
            "Không được thực hiện",
            "Trùng nội dung với cuộc của Đảng ủy phường",
        ],
        [
            "1.2",
            "KT-052",
            "Đảng ủy phường Đông Thọ",
            "Kiểm tra chấp hành\nViệc lãnh đạo thực hiện Quy định số 37-QĐ/TW",
            "Quý IV/2027",
            "Trùng nội dung: KT-016\nTrùng thời gian: GS-031",
            "Được thực hiện",
            "",
        ],
        [
            "1.3",
            "GS-031",
            "Ban Tổ chức Thành ủy",
            "Giám sát chuyên đề\nCông tác phát triển đảng viên",
            "Tháng 11/2027",
            "Trùng thời gian: KT-052",
            "Được thực hiện",
            "Điều chỉnh thời gian: Tháng 8/2027\nCùng thời gian với KT-052",
        ],
        ["2. Chi bộ Trường Tiểu học Đông Thọ (01 cuộc)"],
        [
            "2.1",
            "GS-007",
            "UBKT Đảng ủy phường Đông Thọ",
            "Giám sát chuyên đề\nThực hiện Quy định số 37-QĐ/TW trong quản lý thu, chi",
            "01/8–31/8/2027",
            "",
            "",
            "",
        ],
    ]


def test_same_content_and_same_time_have_two_backgrounds() -> None:
    table = opened(summary_docx(SUMMARY)).tables[3]
    fills = {
        (row, column): fill.get(qn("w:fill"))
        for row, line in enumerate(table.rows)
        for column, cell in enumerate(line.cells)
        if (fill := cell._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}")) is not None
    }
    assert fills == {(2, 3): "FFF2CC", (3, 3): "FFF2CC", (3, 4): "DDEBF7", (4, 4): "DDEBF7"}


@pytest.mark.parametrize(
    ("outcome", "verdict", "note"),
    [
        (None, "", ""),
        (ItemOutcome.KEEP, "Được thực hiện", ""),
        (ItemOutcome.RESCHEDULE, "Được thực hiện", "Điều chỉnh thời gian"),
        (ItemOutcome.JOINT, "Được thực hiện", "Thành lập đoàn chung, lồng ghép"),
        (ItemOutcome.DROP, "Không được thực hiện", ""),
        (ItemOutcome.USE_RESULTS, "Không được thực hiện", "Sử dụng kết quả, tự kiểm tra"),
        (ItemOutcome.CHANGE_SUBJECT, "Được thực hiện", "Đổi đối tượng"),
    ],
)
def test_every_outcome_is_carried_out_or_not(outcome: ItemOutcome | None, verdict: str, note: str) -> None:
    row = replace(SUMMARY.subjects[1].rows[0], outcome=outcome)
    summary = replace(SUMMARY, subjects=(SummarySubject("Chi bộ khu phố 1", (row,)),))
    assert cells(opened(summary_docx(summary)).tables[3])[2][6:] == [verdict, note]


def test_its_pages_lie_across_and_its_head_repeats() -> None:
    document = opened(summary_docx(SUMMARY))
    (section,) = document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.different_first_page_header_footer
    assert document.tables[3].rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_the_same_summary_is_the_same_file() -> None:
    data = summary_docx(SUMMARY)
    assert summary_docx(SUMMARY) == data
    properties = opened(data).core_properties
    assert (properties.author, properties.last_modified_by, properties.created) == ("", "", MADE_AT)


@settings(max_examples=40, deadline=None)
@given(st.lists(ANYTHING, min_size=5, max_size=5), st.sampled_from(ItemOutcome))
def test_any_text_gives_a_file_that_opens_again(said: list[str], outcome: ItemOutcome) -> None:
    subject, body, form, content, reason = said
    row = SummaryRow("KT-001", Group.INSPECTION, body, form, content, form, (body,), (form,), outcome, body, reason)
    table = opened(summary_docx(replace(SUMMARY, subjects=(SummarySubject(subject, (row,)),)))).tables[3]
    assert plain(content) in table.rows[2].cells[3].text

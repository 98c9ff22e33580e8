"""The sheets about a whole campaign: the matrix of subjects and inspections, and the proposed moves."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import summary_words
from documents.campaign_values import MatrixColumn, MatrixMark, MatrixRow, MatrixTable, MoveRow, MovesTable
from documents.matrix_sheet import matrix_xlsx
from documents.moves_sheet import moves_xlsx
from documents.plain import plain
from tests.documents.reading import ANYTHING
from tests.documents.test_sheet import PAYLOADS

AT = datetime(2026, 12, 5, 8, 0, tzinfo=UTC)
COLUMNS = (
    MatrixColumn("KT-001", "Ban Thường vụ Thành ủy", "Kiểm tra chấp hành", "quý II/2027"),
    MatrixColumn("KT-018", "Ban Tuyên giáo Thành ủy", "Kiểm tra chấp hành", "quý II/2027"),
    MatrixColumn("KT-044", "Đảng ủy phường Đông Thọ", "Giám sát chuyên đề", "tháng 5/2027"),
)
ROWS = (
    MatrixRow("Chi bộ Trường THCS Trần Phú", (MatrixMark(1, True, True), MatrixMark(2, True, True))),
    MatrixRow("Đảng ủy phường Lam Sơn", (MatrixMark(0, same_time=True), MatrixMark(2, same_content=True))),
    MatrixRow("Đảng ủy phường Điện Biên", (MatrixMark(0),)),
)
MATRIX = MatrixTable("Thành ủy Thanh Hóa", 2027, COLUMNS, ROWS, AT)
MOVES = MovesTable(
    "Thành ủy Thanh Hóa",
    2027,
    (
        MoveRow(
            "KT-044",
            "Đảng ủy phường Đông Thọ",
            "Chi bộ Trường THCS Trần Phú",
            "tháng 5/2027",
            "tháng 3/2027",
            ("KT-044 và KT-018: cùng Chi bộ Trường THCS Trần Phú.", "KT-044 và KT-019: cùng nội dung."),
        ),
    ),
    2,
    AT,
)


def sheet(data: bytes) -> Any:
    (found,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return found


def test_the_matrix_says_this() -> None:
    found = sheet(matrix_xlsx(MATRIX))
    rows = [list(row)[:6] for row in found.iter_rows(values_only=True)]
    assert found.title == "Ma trận 2027 Thành ủy Thanh Hóa"
    assert rows[0][0] == "MA TRẬN ĐỐI TƯỢNG VÀ CÁC CUỘC KIỂM TRA, GIÁM SÁT NĂM 2027"
    assert rows[1][0] == "3 cuộc tại 3 đối tượng; 2 đối tượng có trùng nội dung hoặc thời gian."
    assert rows[3] == [
        "TT",
        "Đối tượng",
        "Số cuộc",
        "KT-001 Ban Thường vụ Thành ủy\nquý II/2027",
        "KT-018 Ban Tuyên giáo Thành ủy\nquý II/2027",
        "KT-044 Đảng ủy phường Đông Thọ\ntháng 5/2027",
    ]
    blank = ""
    assert rows[4:] == [
        ["1", "Chi bộ Trường THCS Trần Phú", 2, blank, "x", "x"],
        ["2", "Đảng ủy phường Lam Sơn", 2, "x", blank, "x"],
        ["3", "Đảng ủy phường Điện Biên", 1, "x", blank, blank],
        [blank, "Số đối tượng của từng cuộc", 5, 2, 1, 2],
    ]


def test_two_colours_say_what_is_the_same() -> None:
    found = sheet(matrix_xlsx(MATRIX))
    content, time = f"FF{summary_words.SAME_CONTENT}", f"FF{summary_words.SAME_TIME}"
    assert found["F6"].fill.fgColor.rgb == content
    assert found["D6"].fill.fgColor.rgb == time
    assert {found["E5"].fill.fgColor.rgb, found["E5"].fill.bgColor.rgb} == {content, time}
    assert found["D7"].fill.fill_type is None


def test_the_moves_say_this() -> None:
    found = sheet(moves_xlsx(MOVES))
    rows = [list(row) for row in found.iter_rows(values_only=True)]
    assert rows[0][0] == "ĐỀ XUẤT CHUYỂN LỊCH CÁC CUỘC KIỂM TRA, GIÁM SÁT NĂM 2027"
    assert rows[1][0] == "1 đề xuất; thực hiện hết thì còn 2 điểm trùng thời gian."
    assert rows[4] == [
        "1",
        "KT-044",
        "Đảng ủy phường Đông Thọ",
        "Chi bộ Trường THCS Trần Phú",
        "tháng 5/2027",
        "tháng 3/2027",
        "KT-044 và KT-018: cùng Chi bộ Trường THCS Trần Phú.\nKT-044 và KT-019: cùng nội dung.",
        "",
    ]


def test_the_same_values_give_the_same_bytes() -> None:
    assert matrix_xlsx(MATRIX) == matrix_xlsx(MATRIX)
    assert moves_xlsx(MOVES) == moves_xlsx(MOVES)


def test_nothing_registered_is_an_empty_table() -> None:
    assert sheet(matrix_xlsx(replace(MATRIX, columns=(), rows=()))).max_row == 5
    assert sheet(moves_xlsx(replace(MOVES, rows=()))).max_row == 4


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_typed_is_a_formula(payload: str) -> None:
    columns = (MatrixColumn(payload, payload, payload, payload),)
    moved = MoveRow(payload, payload, payload, payload, payload, (payload,))
    for data in (
        matrix_xlsx(MatrixTable(payload, 2027, columns, (MatrixRow(payload, (MatrixMark(0),)),), AT)),
        moves_xlsx(MovesTable(payload, 2027, (moved,), 0, AT)),
    ):
        cells = [cell for row in sheet(data).iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


@settings(max_examples=40, deadline=None)
@given(ANYTHING, st.integers(0, 30))
def test_any_text_and_any_size_make_a_sheet(text: str, count: int) -> None:
    columns = tuple(MatrixColumn(f"KT-{number}", text, text, text) for number in range(count))
    rows = tuple(MatrixRow(text, (MatrixMark(number),)) for number in range(count))
    found = sheet(matrix_xlsx(MatrixTable(text, 2027, columns, rows, AT)))
    assert found.cell(5 + count, 3).value == count
    if count:
        assert (found["B5"].value or "") == plain(text)

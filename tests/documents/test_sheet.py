"""The summary as a sheet: whatever a text begins with, its cell is text."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from documents.plain import plain
from documents.sheet import sheet_name
from documents.summary_sheet import summary_xlsx
from documents.values import Summary, SummaryRow, SummarySubject
from planning.appraisal import ItemOutcome
from planning.inspection import Group
from tests.documents.examples import SUMMARY
from tests.documents.office import converted
from tests.documents.reading import ANYTHING

PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    " =1+1",
    "\n=1+1",
    '=HYPERLINK("http://example.org","x")',
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "'=1+1",
    "\u200b=1+1",
    "＋1",
    "http://example.org",
]


def poisoned(payload: str) -> Summary:
    """The payload in every field a person may have typed, and in the name of the sheet."""
    one = (payload,)
    texts = (payload, payload, payload, payload, one, one, ItemOutcome.DROP, payload, payload)
    row = SummaryRow(payload, Group.INSPECTION, *texts)
    return replace(SUMMARY, office=payload, subjects=(SummarySubject(payload, (row,)),))


def sheet(data: bytes) -> Any:
    (found,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return found


def test_the_sheet_says_this() -> None:
    found = sheet(summary_xlsx(SUMMARY))
    assert found.title == "2027 Thành ủy Thanh Hóa"
    rows = [[cell.value or "" for cell in row] for row in found.iter_rows()]
    assert rows[0][0] == (
        "BẢNG TỔNG HỢP XỬ LÝ CHỒNG CHÉO, TRÙNG LẶP TRONG DỰ THẢO CHƯƠNG TRÌNH KIỂM TRA, GIÁM SÁT NĂM 2027"
    )
    assert rows[1][0] == (
        "Tổng số 04 cuộc của 03 cơ quan, đơn vị tại 02 đối tượng. Số đối tượng có trùng nội dung: 01; có trùng thời "
        "gian: 01; chưa tính chương trình chưa gửi."
    )
    assert rows[2][:4] == ["", "Nền vàng: trùng nội dung", "", "Nền xanh: trùng thời gian"]
    assert rows[3] == [
        "TT",
        "Đối tượng",
        "Mã",
        "Đơn vị chủ trì",
        "Hình thức",
        "Nội dung",
        "Thời gian tiến hành",
        "Trùng nội dung với",
        "Trùng thời gian với",
        "Xử lý chồng chéo, trùng lặp",
        "Kết quả thẩm định",
        "Lý do",
    ]
    assert rows[6] == [
        "1.3",
        "Chi bộ Trạm Y tế phường Đông Thọ",
        "GS-031",
        "Ban Tổ chức Thành ủy",
        "Giám sát chuyên đề",
        "Công tác phát triển đảng viên",
        "Tháng 11/2027",
        "",
        "KT-052",
        "Được thực hiện",
        "Điều chỉnh thời gian: Tháng 8/2027",
        "Cùng thời gian với KT-052",
    ]
    assert len(rows) == 8


def test_the_page_is_a4_across_with_its_head_on_every_page() -> None:
    found = sheet(summary_xlsx(SUMMARY))
    assert (found.page_setup.orientation, found.page_setup.paperSize, found.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert (found.print_title_rows, found.freeze_panes, found.auto_filter.ref) == ("$4:$4", "D5", "A4:L8")
    fills = {cell.coordinate: cell.fill.fgColor.rgb for row in found["F5:G8"] for cell in row if cell.fill.fill_type}
    assert fills == {"F5": "FFFFF2CC", "F6": "FFFFF2CC", "G6": "FFDDEBF7", "G7": "FFDDEBF7"}
    assert {cell.font.name for row in found.iter_rows() for cell in row if cell.value} == {"Times New Roman"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_becomes_a_formula_or_a_link(payload: str) -> None:
    data = summary_xlsx(poisoned(payload))
    found = sheet(data)
    filled = [cell for row in found.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in filled} == {"s"}
    assert [cell for cell in filled if cell.hyperlink] == []
    assert all(cell.quotePrefix for row in found["A5:L5"] for cell in row if cell.value)
    values = [cell.value for cell in found[5]]
    assert values[1:9] == [plain(payload)] * 8
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            elements = ET.fromstring(archive.read(name)).iter()  # noqa: S314 - our own file
            assert [element.tag for element in elements if element.tag.endswith(("}f", "}hyperlink"))] == []


@pytest.mark.office
def test_libreoffice_sees_no_formula_either(tmp_path: Path) -> None:
    for number, payload in enumerate(PAYLOADS):
        (tmp_path / f"{number}.xlsx").write_bytes(summary_xlsx(poisoned(payload)))
    for path in converted(tmp_path, "fods", "*.xlsx"):
        text = path.read_text("utf-8")
        assert "table:formula" not in text
        assert text.count('office:value-type="string"') >= 12
        assert 'office:value-type="float"' not in text
        assert "xlink:href" not in text.split("<office:body>")[1]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Tổng hợp 2027 Thành ủy", "Tổng hợp 2027 Thành ủy"),
        ("a[b]c:d*e?f/g\\h", "a b c d e f g h"),
        ("'=1+1'", "=1+1"),
        ("x" * 40, "x" * 31),
        ("\U0001f600" * 20, "\U0001f600" * 15),
        ("History", "KTGS"),
        ("[]", "KTGS"),
    ],
)
def test_the_name_of_a_sheet_is_one_excel_takes(said: str, name: str) -> None:
    assert sheet_name(said) == name


def test_the_same_summary_is_the_same_file_without_an_author() -> None:
    data = summary_xlsx(SUMMARY)
    assert summary_xlsx(SUMMARY) == data
    properties = openpyxl.load_workbook(io.BytesIO(data)).properties
    assert (properties.creator or "", properties.lastModifiedBy or "") == ("", "")
    assert str(properties.created) == "2026-11-24 02:30:00"


@settings(max_examples=40, deadline=None)
@given(ANYTHING)
def test_any_text_gives_a_sheet_that_opens_again(text: str) -> None:
    found = sheet(summary_xlsx(poisoned(text)))
    assert (found["F5"].value or "") == plain(text)


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    found = sheet(summary_xlsx(poisoned("\U0001f600" * 20_000)))
    assert found["F5"].value == "\U0001f600" * 15_999 + "…"
    assert found.row_dimensions[5].height == pytest.approx(409, abs=0.5)

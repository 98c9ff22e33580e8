"""The history as a sheet: every cell is text, and the same history gives the same bytes."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents.history_sheet import history_xlsx
from documents.plain import plain
from documents.values import History
from tests.documents.reading import ANYTHING

COLUMNS = ("Lúc", "Lần", "Việc", "Người", "Thay cho", "Chi tiết")
MADE_AT = datetime(2026, 12, 5, 2, tzinfo=UTC)
ROW = ("09:00 22/11/2026", "1", "Gửi thẩm định", "Lan", "", '=HYPERLINK("http://x")')


def test_what_looks_like_a_formula_is_text() -> None:
    made = history_xlsx(History("Lịch sử", COLUMNS, (ROW,), "Lịch sử 2027", MADE_AT))
    sheet = load_workbook(io.BytesIO(made)).active
    assert sheet is not None and sheet.title == "Lịch sử 2027"
    assert [cell.value for cell in sheet[3]] == list(COLUMNS)
    assert [cell.value or "" for cell in sheet[4]] == list(ROW)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert made == history_xlsx(History("Lịch sử", COLUMNS, (ROW,), "Lịch sử 2027", MADE_AT))


@settings(max_examples=40, deadline=None)
@given(ANYTHING, st.sampled_from(["=", "+", "-", "@", ""]))
def test_any_text_arrives_as_text(text: str, sign: str) -> None:
    typed = f"{sign}{text}"
    made = history_xlsx(History(typed, COLUMNS, (("", "", typed, "", "", ""),), typed, MADE_AT))
    sheet = load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    assert sheet["C4"].data_type in ("s", "n")
    assert (sheet["C4"].value or "").replace("\r", "") == plain(typed)[:16_000].replace("\r", "") or not plain(typed)

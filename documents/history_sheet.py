"""The history of a programme as a sheet: one line an event. Whatever a text begins with, its cell is text."""

from __future__ import annotations

import io
from datetime import UTC

from xlsxwriter import Workbook

from documents.plain import plain
from documents.sheet import sheet_name
from documents.values import History

_WIDTHS = (17, 6, 34, 24, 20, 70)  # letters
_MOST = 16_000  # letters of a cell, as in the summary
_A4 = 9


def history_xlsx(history: History) -> bytes:
    """The .xlsx. The same history gives the same bytes."""
    buffer = io.BytesIO()
    font = {"font_name": "Times New Roman", "font_size": 11}
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    created = history.made_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": history.title[:255], "created": created})
    sheet = book.add_worksheet(sheet_name(history.sheet))
    cell = {**font, "border": 1, "text_wrap": True, "valign": "top", "quote_prefix": True}
    body = book.add_format(cell)
    head = book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter"})
    sheet.write_string(0, 0, plain(history.title), book.add_format({**font, "font_size": 13, "bold": True}))
    for column, (name, width) in enumerate(zip(history.columns, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, name, head)
    for number, row in enumerate(history.rows, start=3):
        for column, text in enumerate(row):
            sheet.write_string(number, column, plain(text)[:_MOST], body)
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_header("&C&P")
    book.close()
    return buffer.getvalue()

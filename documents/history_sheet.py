"""The history of a programme as a sheet: one line an event. Whatever a text begins with, its cell is text."""

from __future__ import annotations

import io

from documents.sheet import FONT, cell, opened, page, row_height, sheet_name, write
from documents.values import History

# the columns of `History.columns` with their widths in letters
_COLUMNS = {"moment": 17, "version": 6, "event": 34, "person": 24, "principal": 20, "details": 70}
_HEAD_ROW = 2  # from 0, under the title


def history_xlsx(history: History) -> bytes:
    """The .xlsx. The same history gives the same bytes."""
    buffer = io.BytesIO()
    book = opened(buffer, history.title, history.made_at)
    sheet = book.add_worksheet(sheet_name(history.sheet))
    body = book.add_format(cell())
    head = book.add_format(cell(bold=True, align="center", valign="vcenter"))
    write(sheet, 0, 0, history.title, book.add_format({**FONT, "font_size": 13, "bold": True}))
    for column, (name, width) in enumerate(zip(history.columns, _COLUMNS.values(), strict=True)):
        sheet.set_column(column, column, width)
        write(sheet, _HEAD_ROW, column, name, head)
    for line, row in enumerate(history.rows, start=_HEAD_ROW + 1):
        for column, text in enumerate(row):
            write(sheet, line, column, text, body)
        sheet.set_row(line, row_height(_COLUMNS, dict(zip(_COLUMNS, row, strict=True))))
    page(sheet, head_row=_HEAD_ROW, columns=0)
    book.close()
    return buffer.getvalue()

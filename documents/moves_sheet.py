"""The moves proposed for a whole campaign as a sheet, with a column for what the unit answers."""

from __future__ import annotations

import io
from pathlib import Path

from documents.campaign_values import MoveRow, MovesTable
from documents.phrases import fill, phrases
from documents.sheet import FONT, cell, opened, page, row_height, sheet_name, write

_COLUMNS = {
    "count": 6, "code": 9, "body": 26, "subjects": 30, "before": 14, "after": 14, "reason": 52, "answer": 18,
}  # fmt: skip
_HEAD_ROW = 3  # from 0, under title, totals and a note


def moves_xlsx(table: MovesTable, templates: Path | None = None) -> bytes:
    """The .xlsx; its words come from `templates/phrases.toml` if there is one. The same table gives the same bytes.

    Raises TemplateError.
    """
    words = phrases(templates)
    text = words.moves
    title = fill(text.title, year=table.year)
    buffer = io.BytesIO()
    book = opened(buffer, title, table.made_at)
    sheet = book.add_worksheet(sheet_name(fill(text.sheet, year=table.year, office=table.office)))
    plain = book.add_format(cell())
    head = book.add_format(cell(bold=True, align="center", valign="vcenter"))
    write(sheet, 0, 0, title, book.add_format({**FONT, "font_size": 13, "bold": True}))
    write(sheet, 1, 0, fill(text.totals, moves=len(table.rows), left=table.left), book.add_format(FONT))
    write(sheet, 2, 0, text.note, book.add_format({**FONT, "italic": True}))
    names = {name: str(getattr(text.columns, name)) for name in _COLUMNS}
    for column, (name, width) in enumerate(_COLUMNS.items()):
        sheet.set_column(column, column, width)
        write(sheet, _HEAD_ROW, column, names[name], head)
    sheet.set_row(_HEAD_ROW, row_height(_COLUMNS, names, "bold"))
    for number, row in enumerate(table.rows, start=1):
        said = _said(row, number)
        for column, name in enumerate(_COLUMNS):
            write(sheet, _HEAD_ROW + number, column, said[name], plain)
        sheet.set_row(_HEAD_ROW + number, row_height(_COLUMNS, said))
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(table.rows), len(_COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A{_HEAD_ROW + 1}:A{_HEAD_ROW + len(table.rows) + 1}"})
    page(sheet, head_row=_HEAD_ROW, columns=2)
    book.close()
    return buffer.getvalue()


def _said(row: MoveRow, number: int) -> dict[str, str]:
    return {
        "count": str(number),
        "code": row.code,
        "body": row.body,
        "subjects": row.subjects,
        "before": row.before,
        "after": row.after,
        "reason": "\n".join(row.reasons),
        "answer": "",
    }

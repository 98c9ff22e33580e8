"""Subjects and inspections of a campaign as a matrix: a line for each subject, a column for each inspection."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from documents import summary_words
from documents.campaign_values import MatrixColumn, MatrixTable
from documents.phrases import fill, phrases
from documents.sheet import A3, FONT, cell, opened, page, row_height, sheet_name, write
from documents.wording import Phrases

_FIXED = {"count": 6, "subject": 34, "visits": 7}  # columns with their widths in letters
_NARROW = 4.5
_HEAD_ROW = 3  # from 0, under title, totals and legend
_HEAD_HEIGHT = 230  # points: what the columns say is turned
_LONGEST = 40  # letters of a turned head's line, so that it fits that height
_MARK = "x"


def matrix_xlsx(table: MatrixTable, templates: Path | None = None) -> bytes:
    """The .xlsx; its words come from `templates/phrases.toml` if there is one. The same table gives the same bytes.

    Raises TemplateError.
    """
    words = phrases(templates)
    title = fill(words.matrix.title, year=table.year)
    buffer = io.BytesIO()
    book = opened(buffer, title, table.made_at)
    sheet = book.add_worksheet(sheet_name(fill(words.matrix.sheet, year=table.year, office=table.office)))
    looks = _looks(book)
    _head(sheet, words, table, title, looks)
    for number, row in enumerate(table.rows, start=1):
        line = _HEAD_ROW + number
        marks = {mark.column: mark for mark in row.marks}
        said = {"count": str(number), "subject": row.subject, "visits": str(len(marks))}
        write(sheet, line, 0, said["count"], looks["number"])
        write(sheet, line, 1, row.subject, looks[""])
        sheet.write_number(line, 2, len(marks), looks["number"])
        for column in range(len(table.columns)):
            mark = marks.get(column)
            look = "mark" if mark is None else _LIT[mark.same_content, mark.same_time]
            write(sheet, line, len(_FIXED) + column, _MARK if mark else "", looks[look])
        sheet.set_row(line, row_height(_FIXED, said))
    _totals(sheet, words, table, looks)
    page(sheet, head_row=_HEAD_ROW, columns=len(_FIXED), paper=A3)
    book.close()
    return buffer.getvalue()


_LIT = {(False, False): "mark", (True, False): "content", (False, True): "time", (True, True): "both"}


def _looks(book: Any) -> dict[str, Any]:
    mark = {"align": "center", "valign": "vcenter", "text_wrap": False}
    both = {"bg_color": f"#{summary_words.SAME_CONTENT}", "fg_color": f"#{summary_words.SAME_TIME}", "pattern": 3}
    return {
        "": book.add_format(cell()),
        "number": book.add_format(cell(**mark)),
        "bold": book.add_format(cell(bold=True)),
        "sum": book.add_format(cell(bold=True, **mark)),
        "mark": book.add_format(cell(**mark)),
        "content": book.add_format(cell(bg_color=f"#{summary_words.SAME_CONTENT}", **mark)),
        "time": book.add_format(cell(bg_color=f"#{summary_words.SAME_TIME}", **mark)),
        "both": book.add_format(cell(**both, bold=True, **mark)),
        "head": book.add_format(cell(bold=True, align="center", valign="vcenter")),
        "turned": book.add_format(cell(rotation=90, align="center", valign="bottom")),
        "title": book.add_format({**FONT, "font_size": 13, "bold": True}),
        "text": book.add_format(FONT),
    }


def _head(sheet: Any, words: Phrases, table: MatrixTable, title: str, looks: dict[str, Any]) -> None:
    text = words.matrix
    write(sheet, 0, 0, title, looks["title"])
    met = sum(any(mark.same_content or mark.same_time for mark in row.marks) for row in table.rows)
    totals = fill(text.totals, inspections=len(table.columns), subjects=len(table.rows), met=met)
    write(sheet, 1, 0, totals, looks["text"])
    write(sheet, 2, 1, words.summary.content_legend, looks["content"])
    sheet.merge_range(2, 2, 2, len(_FIXED) + 3, "", looks["time"])
    write(sheet, 2, 2, words.summary.time_legend, looks["time"])
    for column, (name, width) in enumerate(_FIXED.items()):
        sheet.set_column(column, column, width)
        write(sheet, _HEAD_ROW, column, getattr(text.columns, name), looks["head"])
    if table.columns:
        sheet.set_column(len(_FIXED), len(_FIXED) + len(table.columns) - 1, _NARROW)
    for column, item in enumerate(table.columns, start=len(_FIXED)):
        write(sheet, _HEAD_ROW, column, _said(item), looks["turned"])
    sheet.set_row(_HEAD_ROW, _HEAD_HEIGHT)


def _said(item: MatrixColumn) -> str:
    """Two turned lines: whose and which, then when."""
    return f"{_cut(f'{item.code} {item.body}')}\n{_cut(item.time)}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"


def _totals(sheet: Any, words: Phrases, table: MatrixTable, looks: dict[str, Any]) -> None:
    """How many subjects each inspection has, and all visits."""
    line = _HEAD_ROW + len(table.rows) + 1
    sums = [
        sum(mark.column == column for row in table.rows for mark in row.marks) for column in range(len(table.columns))
    ]
    write(sheet, line, 0, "", looks["bold"])
    write(sheet, line, 1, words.matrix.sum, looks["bold"])
    sheet.write_number(line, 2, sum(sums), looks["sum"])
    for column, count in enumerate(sums, start=len(_FIXED)):
        sheet.write_number(line, column, count, looks["sum"])

"""The summary as a sheet: one line for each inspection at each subject, to be filtered and sorted.

Whatever a text begins with, its cell is text: nothing in the sheet is a formula or a link.
"""

from __future__ import annotations

import io
import re
from datetime import UTC
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from documents import summary_words
from documents.ink import lines
from documents.phrases import fill, phrases
from documents.plain import flat, plain
from documents.values import Summary, SummaryRow, SummarySubject
from documents.wording import Phrases

# the columns with their widths in letters
_COLUMNS = {
    "count": 6, "subject": 22, "code": 9, "body": 18, "form": 15, "content": 30, "time": 12, "same_content": 11,
    "same_time": 11, "verdict": 13, "outcome": 18, "reason": 22,
}  # fmt: skip
_HEAD_ROW = 3  # from 0, under title, totals and legend
_SIZE, _LINE, _HIGHEST = 11, 14.5, 409.0  # points of a letter, a line, and the highest row there is
_DIGIT, _CELL_MARGIN, _PIXEL = 7, 5, 25.4 / 96  # a column's width counts digits: pixels each, and millimetres a pixel
_SURE = 0.9  # of the room, since programs set the same words differently
_A4 = 9
_INCH = 25.4
_MOST = 16_000  # letters of a cell: Excel takes 32,767 units, and a letter may need two
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]+")
_LONGEST_SHEET_NAME = 31


def summary_xlsx(summary: Summary, templates: Path | None = None) -> bytes:
    """The .xlsx; its words come from `templates/phrases.toml` if there is one. The same summary gives the same bytes.

    Raises TemplateError.
    """
    words = phrases(templates)
    buffer = io.BytesIO()
    font = {"font_name": "Times New Roman", "font_size": _SIZE}
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": summary_words.title(words, summary)[:255], "created": _moment(summary)})
    sheet = book.add_worksheet(sheet_name(fill(words.summary.sheet, year=summary.year, office=summary.office)))
    plain_cell = {**font, "border": 1, "text_wrap": True, "valign": "top", "quote_prefix": True}
    looks = {
        "": book.add_format(plain_cell),
        "same_content": book.add_format({**plain_cell, "bg_color": f"#{summary_words.SAME_CONTENT}"}),
        "same_time": book.add_format({**plain_cell, "bg_color": f"#{summary_words.SAME_TIME}"}),
        "head": book.add_format({**plain_cell, "bold": True, "align": "center", "valign": "vcenter"}),
        "title": book.add_format({**font, "font_size": 13, "bold": True}),
        "text": book.add_format(font),
    }
    _head(sheet, words, summary, looks)
    line = _HEAD_ROW
    for number, subject in enumerate(summary.subjects, start=1):
        for place, row in enumerate(subject.rows, start=1):
            line += 1
            _line(sheet, line, _said(words, subject, row, f"{number}.{place}"), row, looks)
    sheet.autofilter(_HEAD_ROW, 0, line, len(_COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A{_HEAD_ROW + 1}:A{line + 1}"})  # 1.10 is no number
    _page(sheet)
    book.close()
    return buffer.getvalue()


def sheet_name(text: str) -> str:
    """A name that every program takes: at most 31 units, none of []:*?/\\, no apostrophe at an end, not the reserved
    word, never empty."""
    name = flat(_NOT_IN_A_SHEET_NAME.sub(" ", flat(text)))
    while len(name.encode("utf-16-le")) // 2 > _LONGEST_SHEET_NAME:
        name = name[:-1]
    name = name.strip(" '")
    return name if name and name.casefold() != "history" else "KTGS"


def _moment(summary: Summary) -> Any:
    return summary.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _head(sheet: Any, words: Phrases, summary: Summary, looks: dict[str, Any]) -> None:
    text = words.summary
    _write(sheet, 0, 0, summary_words.title(words, summary), looks["title"])
    _write(sheet, 1, 0, summary_words.totals(words, summary), looks["text"])
    _write(sheet, 2, _place("subject"), text.content_legend, looks["same_content"])
    _write(sheet, 2, _place("body"), text.time_legend, looks["same_time"])
    for column, (name, width) in enumerate(_COLUMNS.items()):
        sheet.set_column(column, column, width)
        _write(sheet, _HEAD_ROW, column, getattr(text.columns, name), looks["head"])
    sheet.set_row(_HEAD_ROW, _height({name: getattr(text.columns, name) for name in _COLUMNS}, "bold"))


def _place(column: str) -> int:
    return list(_COLUMNS).index(column)


def _said(words: Phrases, subject: SummarySubject, row: SummaryRow, number: str) -> dict[str, str]:
    return {
        "count": number,
        "subject": subject.name,
        "code": row.code,
        "body": row.body,
        "form": row.form,
        "content": row.content,
        "time": row.time,
        "same_content": ", ".join(row.same_content),
        "same_time": ", ".join(row.same_time),
        "verdict": summary_words.verdict(words, row),
        "outcome": summary_words.outcome(words, row),
        "reason": row.reason,
    }


def _line(sheet: Any, line: int, said: dict[str, str], row: SummaryRow, looks: dict[str, Any]) -> None:
    lit = {"content": row.same_content and "same_content", "time": row.same_time and "same_time"}
    for column, name in enumerate(_COLUMNS):
        _write(sheet, line, column, said[name], looks[lit.get(name) or ""])
    sheet.set_row(line, _height(said))


def _height(said: dict[str, str], face: str = "regular") -> float:
    """Points that a row needs: Excel would find out by itself, LibreOffice and phones do not."""
    most = 1
    for name, letters in _COLUMNS.items():
        room = (letters * _DIGIT + _CELL_MARGIN) * _PIXEL * _SURE
        most = max(most, sum(max(1, lines(part, _SIZE, face, room)) for part in plain(said[name]).split("\n")))
    return min(most * _LINE + 2, _HIGHEST)


def _write(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """A cell of text whatever the text begins with; `quote_prefix` keeps it text when somebody edits it in Excel."""
    text = plain(text)
    sheet.write_string(row, column, text if len(text) <= _MOST else f"{text[: _MOST - 1]}\u2026", look)


def _page(sheet: Any) -> None:
    """A4 across, as wide as the paper, the head on every page, page numbers as in a letter."""
    sheet.freeze_panes(_HEAD_ROW + 1, 3)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_margins(left=10 / _INCH, right=10 / _INCH, top=20 / _INCH, bottom=10 / _INCH)
    sheet.set_header("&C&P")

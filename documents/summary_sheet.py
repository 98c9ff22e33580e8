"""The summary as a sheet: one line for each inspection at each subject, to be filtered and sorted.

Whatever a text begins with, its cell is text: nothing in the sheet is a formula or a link.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from documents import summary_words
from documents.phrases import fill, phrases
from documents.sheet import FONT, cell, opened, page, row_height, sheet_name, write
from documents.values import Summary, SummaryRow, SummarySubject
from documents.wording import Phrases

# the columns with their widths in letters
_COLUMNS = {
    "count": 6, "subject": 22, "code": 9, "body": 18, "form": 15, "content": 30, "time": 12, "same_content": 11,
    "same_time": 11, "verdict": 13, "outcome": 18, "reason": 22,
}  # fmt: skip
_HEAD_ROW = 3  # from 0, under title, totals and legend


def summary_xlsx(summary: Summary, templates: Path | None = None) -> bytes:
    """The .xlsx; its words come from `templates/phrases.toml` if there is one. The same summary gives the same bytes.

    Raises TemplateError.
    """
    words = phrases(templates)
    buffer = io.BytesIO()
    book = opened(buffer, summary_words.title(words, summary), summary.made_at)
    sheet = book.add_worksheet(sheet_name(fill(words.summary.sheet, year=summary.year, office=summary.office)))
    looks = {
        "": book.add_format(cell()),
        "same_content": book.add_format(cell(bg_color=f"#{summary_words.SAME_CONTENT}")),
        "same_time": book.add_format(cell(bg_color=f"#{summary_words.SAME_TIME}")),
        "head": book.add_format(cell(bold=True, align="center", valign="vcenter")),
        "title": book.add_format({**FONT, "font_size": 13, "bold": True}),
        "text": book.add_format(FONT),
    }
    _head(sheet, words, summary, looks)
    line = _HEAD_ROW
    for number, subject in enumerate(summary.subjects, start=1):
        for place, row in enumerate(subject.rows, start=1):
            line += 1
            _line(sheet, line, _said(words, subject, row, f"{number}.{place}"), row, looks)
    sheet.autofilter(_HEAD_ROW, 0, line, len(_COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A{_HEAD_ROW + 1}:A{line + 1}"})  # 1.10 is no number
    page(sheet, head_row=_HEAD_ROW, columns=3)
    book.close()
    return buffer.getvalue()


def _head(sheet: Any, words: Phrases, summary: Summary, looks: dict[str, Any]) -> None:
    text = words.summary
    write(sheet, 0, 0, summary_words.title(words, summary), looks["title"])
    write(sheet, 1, 0, summary_words.totals(words, summary), looks["text"])
    write(sheet, 2, _place("subject"), text.content_legend, looks["same_content"])
    write(sheet, 2, _place("body"), text.time_legend, looks["same_time"])
    for column, (name, width) in enumerate(_COLUMNS.items()):
        sheet.set_column(column, column, width)
        write(sheet, _HEAD_ROW, column, getattr(text.columns, name), looks["head"])
    sheet.set_row(_HEAD_ROW, row_height(_COLUMNS, {name: getattr(text.columns, name) for name in _COLUMNS}, "bold"))


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
        write(sheet, line, column, said[name], looks[lit.get(name) or ""])
    sheet.set_row(line, row_height(_COLUMNS, said))

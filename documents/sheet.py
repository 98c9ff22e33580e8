"""What every sheet is made with: a book, cells that are text whatever they begin with, row heights, the printed page.

Whatever a text begins with, its cell is text: nothing in a sheet is a formula or a link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from xlsxwriter import Workbook

from documents.ink import lines
from documents.plain import flat, plain

_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}
SIZE, _LINE, _HIGHEST = 11, 14.5, 409.0  # points of a letter, a line, and the highest row there is
FONT: dict[str, Any] = {"font_name": "Times New Roman", "font_size": SIZE}
_DIGIT, _CELL_MARGIN, _PIXEL = 7, 5, 25.4 / 96  # a column's width counts digits: pixels each, and millimetres a pixel
_SURE = 0.9  # of the room, since programs set the same words differently
A4, A3 = 9, 8
_INCH = 25.4
MOST_LETTERS = 16_000  # letters of a cell: Excel takes 32,767 units, and a letter may need two
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]+")
_LONGEST_SHEET_NAME = 31


def opened(buffer: IO[bytes], title: str, made_at: datetime) -> Any:
    """A new book, to be closed. The same contents give the same bytes."""
    book = Workbook(buffer, {**_AS_TEXT, "in_memory": True})
    moment = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": plain(title)[:255], "created": moment})
    return book


def opened_long(path: Path) -> Any:
    """A new book whose rows are written one after another with little memory, to be closed; it tells when it was
    made."""
    return Workbook(str(path), {**_AS_TEXT, "constant_memory": True})


def cell(**more: Any) -> dict[str, Any]:
    """The look of a cell of a table. `quote_prefix` keeps it text when somebody edits it in Excel."""
    return {**FONT, "border": 1, "text_wrap": True, "valign": "top", "quote_prefix": True, **more}


def sheet_name(text: str) -> str:
    """A name that every program takes: at most 31 units, none of []:*?/\\, no apostrophe at an end, not the reserved
    word, never empty."""
    name = flat(_NOT_IN_A_SHEET_NAME.sub(" ", flat(text)))
    while len(name.encode("utf-16-le")) // 2 > _LONGEST_SHEET_NAME:
        name = name[:-1]
    name = name.strip(" '")
    return name if name and name.casefold() != "history" else "KTGS"


def write(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """A cell of text whatever the text begins with."""
    text = plain(text)
    sheet.write_string(row, column, text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}\u2026", look)


def row_height(widths: Mapping[str, float], said: Mapping[str, str], face: str = "regular") -> float:
    """Points that a row needs: Excel would find out by itself, LibreOffice and phones do not. `widths` in letters."""
    most = 1
    for name, letters in widths.items():
        room = (letters * _DIGIT + _CELL_MARGIN) * _PIXEL * _SURE
        most = max(most, sum(max(1, lines(part, SIZE, face, room)) for part in plain(said[name]).split("\n")))
    return min(most * _LINE + 2, _HIGHEST)


def page(sheet: Any, *, head_row: int, columns: int, paper: int = A4) -> None:
    """Across, as wide as the paper, the head on every page and the first columns in sight, page numbers as in a
    letter."""
    sheet.freeze_panes(head_row + 1, columns)
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)
    sheet.set_margins(left=10 / _INCH, right=10 / _INCH, top=20 / _INCH, bottom=10 / _INCH)
    sheet.set_header("&C&P")

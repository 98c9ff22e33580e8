"""A long table as a sheet, row by row, with little memory. Whatever a text begins with, its cell is text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from documents.sheet import MOST_LETTERS, opened_long

MOST_ROWS = 1_048_575  # of a sheet, without its head


class TableSheet:
    """Columns of names with widths in letters; rows are put one after another."""

    def __init__(self, path: Path, name: str, columns: Mapping[str, int]) -> None:
        self._book = opened_long(path)
        self._sheet = self._book.add_worksheet(name)
        self._text = self._book.add_format({"quote_prefix": True})
        for column, (title, width) in enumerate(columns.items()):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, title)
        self._sheet.freeze_panes(1, 0)
        self.rows = 0

    def put(self, values: Sequence[int | str | None]) -> None:
        """One row, its texts as they are up to `MOST_LETTERS`. Raises OverflowError when the sheet is full."""
        if self.rows == MOST_ROWS:
            raise OverflowError("more rows than a sheet takes")
        self.rows += 1
        for column, value in enumerate(values):
            if isinstance(value, int):
                self._sheet.write_number(self.rows, column, value)
            elif value is not None:
                self._sheet.write_string(self.rows, column, value[:MOST_LETTERS], self._text)

    def close(self) -> None:
        """Write the file."""
        self._book.close()

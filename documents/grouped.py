"""Rows of a table under the headings "inspections" and "supervisions", counted through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from docx.table import Table

from documents import tables
from documents.counting import HasGroup, count, two
from documents.errors import TemplateError
from documents.look import Style
from documents.paper import Line, Paper
from documents.phrases import fill
from documents.wording import Phrases
from planning.inspection import Group

_LEAST = 30.0  # mm for the column that takes what is left


class Item(Protocol):
    """What is said of an inspection in one cell."""

    @property
    def form(self) -> str: ...
    @property
    def content(self) -> str: ...


Row = TypeVar("Row", bound=HasGroup)


def new_grid(paper: Paper, heads: Sequence[str], widths: Sequence[float]) -> Table:
    """A table with its repeating head; one of `widths`, in mm, is 0 and takes what is left of the page.

    Raises TemplateError when an office's page leaves too little.
    """
    rest = paper.room() - sum(widths)
    if rest < _LEAST:
        raise TemplateError(f"page too narrow: its text needs {sum(widths) + _LEAST:.0f} mm across")
    table = tables.new_table(paper.document, [width or rest for width in widths], lines=True)
    tables.repeat(table.rows[0])
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        paper.fill(cell, [(head, Style.TABLE_HEAD)])
    return table


def fill_groups(
    paper: Paper, table: Table, words: Phrases, rows: Sequence[Row], cells: Callable[[Row, int], Sequence[list[Line]]]
) -> None:
    """One row for each of `rows`; `cells` makes its paragraphs, cell by cell, from the row and its number."""
    counted = count(rows)
    both = counted.inspections and counted.supervisions
    number = 0
    for group in Group:
        members = [row for row in rows if row.group is group]
        if not members:
            continue
        only, one_of_two = getattr(words.groups, f"only_{group}"), getattr(words.groups, group)
        heading = fill(one_of_two if both else only, count=two(len(members)))
        paper.fill(tables.merged(tables.new_row(table)), [(heading, Style.TABLE_GROUP)])
        for row in members:
            number += 1
            for cell, lines in zip(tables.new_row(table).cells, cells(row, number), strict=True):
                paper.fill(cell, lines)


def subject_lines(subjects: Sequence[str]) -> list[Line]:
    """Subjects below one another, with dashes when there are several."""
    listed = [f"- {name}" for name in subjects] if len(subjects) > 1 else list(subjects)
    return [(name, Style.CELL) for name in listed] or [("", Style.CELL)]


def content_lines(row: Item) -> list[Line]:
    """Form and content below one another."""
    return [(row.form, Style.CELL_LEAD), (row.content, Style.CELL)]

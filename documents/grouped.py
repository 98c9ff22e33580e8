"""Rows of a table under the headings "inspections" and "supervisions", counted through; totals in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from docx.table import Table

from documents import tables
from documents.look import Style
from documents.paper import Line, Paper
from documents.phrases import Phrases, fill
from planning.inspection import Group
from planning.inspection import Totals as Count


class HasGroup(Protocol):
    """Any row that is an inspection or a supervision."""

    @property
    def group(self) -> Group: ...


class Item(Protocol):
    """What is said of an inspection in one cell."""

    @property
    def form(self) -> str: ...
    @property
    def content(self) -> str: ...


Row = TypeVar("Row", bound=HasGroup)


def count(rows: Sequence[HasGroup]) -> Count:
    """How many of each group."""
    checks = sum(row.group is Group.INSPECTION for row in rows)
    return Count(checks, len(rows) - checks)


def totals(words: Phrases, counted: Count) -> str:
    """The totals within a sentence, only of what there is."""
    if not counted.all:
        return words.totals.none
    phrase = words.totals.both
    if not counted.supervisions:
        phrase = words.totals.inspection
    if not counted.inspections:
        phrase = words.totals.supervision
    numbers = {"all": counted.all, "inspections": counted.inspections, "supervisions": counted.supervisions}
    return fill(phrase, **{name: two(number) for name, number in numbers.items()})


def two(number: int) -> str:
    """Numbers below ten with a zero in front, so that nothing can be written before them."""
    return f"{number:02}"


def new_grid(paper: Paper, heads: Sequence[str], widths: Sequence[float]) -> Table:
    """A table with its repeating head; one of `widths` may be 0 and takes what is left of the page, in mm."""
    rest = paper.room() - sum(widths)
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

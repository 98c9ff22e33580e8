"""What an opinion on an amendment of a promulgated programme says otherwise: only what changes, and the totals before
and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docx.table import Table

from documents import letterhead, tables
from documents.counting import totals, two
from documents.look import Style
from documents.paper import Line, Paper
from documents.phrases import fill
from documents.values import Amended, Change, OpinionRow
from documents.wording import Phrases


def said(words: Phrases, amended: Amended, rows: Sequence[OpinionRow]) -> dict[str, str | int]:
    """Words for the blanks of its phrases."""
    return {
        "nth": amended.nth,
        "promulgated": amended.number,
        "issued": letterhead.day(amended.issued_on),
        "changes": _counts(words, rows),
        "before": totals(words, amended.before),
        "after": totals(words, amended.after),
    }


def _counts(words: Phrases, rows: Sequence[OpinionRow]) -> str:
    """How many are added, changed, dropped; without what there is none of."""
    found = [(change, sum(row.change is change for row in rows)) for change in Change if change is not Change.SAME]
    phrase, names = words.opinion.amended.change_count, words.opinion.change_names
    counted = [fill(phrase, change=getattr(names, change), count=two(number)) for change, number in found if number]
    return ", ".join(counted) or names.none


def fill_changes(
    paper: Paper,
    table: Table,
    words: Phrases,
    rows: Sequence[OpinionRow],
    cells: Callable[[OpinionRow, int], list[list[Line]]],
) -> None:
    """One row for each of `rows` under a heading for each kind of change, counted through."""
    number = 0
    for change in Change:
        members = [row for row in rows if row.change is change]
        if not members:
            continue
        heading = fill(getattr(words.opinion.amended, change), count=two(len(members)))
        paper.fill(tables.merged(tables.new_row(table)), [(heading, Style.TABLE_GROUP)])
        for row in members:
            number += 1
            for cell, lines in zip(tables.new_row(table).cells, cells(row, number), strict=True):
                paper.fill(cell, lines)


def differences(words: Phrases, row: OpinionRow) -> list[Line]:
    """What is changed of an inspection, from what to what, one line each."""
    text = words.opinion.amended
    return [
        (
            fill(
                text.difference if one.before or one.after else text.difference_only,
                what=one.what, before=one.before, after=one.after,
            ),
            Style.CELL,
        )
        for one in row.differences
    ]  # fmt: skip

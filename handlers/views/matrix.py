"""Subjects and inspections as a matrix: the busiest subjects as text, everything as a sheet."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from documents.campaign_values import MatrixColumn, MatrixMark, MatrixRow, MatrixTable
from documents.names import Paper, file_name
from handlers.dialog.chat import Action, Choice, Say
from handlers.entry import Args
from handlers.papers import hand_over_file
from handlers.texts import common
from handlers.texts import views as texts
from handlers.texts.format import form_name, unit_name, whens
from handlers.turn import Turn
from handlers.views.whole import Whole, load, overlaps
from planning.overlap import Matrix, Span
from planning.overlap import matrix as matrix_of
from storage import office

BUSIEST = 10


@cache
def tables() -> TypeAdapter[MatrixTable]:
    """To JSON values and back."""
    return TypeAdapter(MatrixTable)


async def show(turn: Turn, args: Args, text: str | None) -> None:
    """The subjects with most inspections."""
    whole = await load(turn)
    if whole is None:
        return
    found = matrix_of(whole.items, turn.office.directory)
    busiest = sorted(range(len(found.subjects)), key=lambda row: -found.counts[row])[:BUSIEST]
    entries = [_entry(turn, found, row) for row in busiest]
    words = texts.matrix(turn.office.campaign.year, len(found.items), len(found.subjects), entries)
    back = Choice(common.BACK, Action("views.overlaps"))
    excel = (Choice(texts.EXCEL, Action("views.matrix_file")),) if found.subjects else ()
    await turn.reply(Say(words, ((*excel, back),), lasting=True))


def _entry(turn: Turn, found: Matrix, row: int) -> str:
    directory = turn.office.directory
    unit = directory.units[found.subjects[row]]
    codes = [item.code for column, item in enumerate(found.items) if (row, column) in found.marks]
    most = turn.office.campaign.limits.of(unit.kind, Span.YEAR)
    return texts.matrix_entry(unit_name(directory, unit), found.counts[row], most, codes)


async def as_file(turn: Turn, args: Args, text: str | None) -> None:
    """The whole matrix as a sheet."""
    whole = await load(turn)
    if whole is None:
        return
    year = turn.office.campaign.year
    table = await _table(turn, whole)
    await hand_over_file(
        turn,
        kind="matrix",
        name=file_name(Paper.MATRIX, year, kind="xlsx"),
        content=tables().dump_python(table, mode="json"),
        caption=texts.matrix_caption(year),
        campaign=turn.office.campaign.id,
    )


async def _table(turn: Turn, whole: Whole) -> MatrixTable:
    directory = turn.office.directory
    found = matrix_of(whole.items, directory)
    met = {one.subject_id: one for one in overlaps(turn, whole)}
    marks: dict[int, list[MatrixMark]] = {}
    for row, column in sorted(found.marks):
        one, item_id = met.get(found.subjects[row]), found.items[column].id
        lit = (one is not None and item_id in one.by_content, one is not None and item_id in one.by_time)
        marks.setdefault(row, []).append(MatrixMark(column, *lit))
    return MatrixTable(
        office=await office.get(turn.tx, "name"),
        year=turn.office.campaign.year,
        columns=tuple(
            MatrixColumn(
                item.code,
                turn.office.body(item.body_id).name,
                form_name(item.form),
                whens(item.intervals, either=item.either),
            )
            for item in found.items
        ),
        rows=tuple(
            MatrixRow(unit_name(directory, directory.units[subject]), tuple(marks.get(row, ())))
            for row, subject in enumerate(found.subjects)
        ),
        made_at=turn.now,
    )


ACTIONS: dict[str, Any] = {"views.matrix": show, "views.matrix_file": as_file}

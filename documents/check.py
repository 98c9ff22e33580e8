"""Whether an office's own templates and phrases can be used: every paper is made once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from documents.campaign_values import MatrixColumn, MatrixMark, MatrixRow, MatrixTable, MoveRow, MovesTable
from documents.issuers import issued_by
from documents.matrix_sheet import matrix_xlsx
from documents.moves_sheet import moves_xlsx
from documents.opinion import opinion_docx
from documents.programme import programme_docx
from documents.summary import summary_docx
from documents.summary_sheet import summary_xlsx
from documents.values import (
    Amended,
    Basis,
    Change,
    Difference,
    Letterhead,
    Opinion,
    OpinionRow,
    PaperFormat,
    ProgrammeDraft,
    ProgrammeRow,
    Signature,
    Summary,
    SummaryRow,
    SummarySubject,
)
from planning.appraisal import ItemOutcome
from planning.inspection import Group, Totals
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind

_DAY = date(2026, 12, 5)
_AT = datetime(2026, 12, 5, tzinfo=UTC)


def check_templates(folder: Path) -> None:
    """Raises TemplateError with the first thing that would go wrong when a paper is made with `folder`."""
    for format in PaperFormat:
        _papers(Letterhead("x", "x", "x", "x", _DAY, 2026, format), folder)
    committees = [(kind, BodyKind.COMMITTEE) for kind in UnitKind]
    issuing = [kind for kind in BodyKind if kind is not BodyKind.INSPECTORATE]  # that one issues nothing here
    for unit_kind, kind in [*committees, *((UnitKind.CITY_COMMITTEE, kind) for kind in issuing)]:
        body = Body("x", "x", "x", kind, "x")
        directory = Directory([Unit("x", "x", unit_kind)], [body])
        issued_by(directory, body, place="x", on=_DAY, year=2026, templates=folder)


def _papers(head: Letterhead, folder: Path) -> None:
    """Each paper with every phrase in use: all mixtures of groups, every outcome."""
    signature, bases = Signature("x", "x"), (Basis("x", _DAY, "x"),)
    both = tuple(ProgrammeRow("x", group, "x", ("x",), "x", "x") for group in Group)
    draft = ProgrammeDraft(head, signature, "x", 2027, 1, both, bases, "x", ("x",), _AT)
    for rows in (both, both[:1], both[1:], ()):
        programme_docx(replace(draft, rows=rows), folder)
    programme_docx(replace(draft, head=replace(head, number="x")), folder)
    appraised = tuple(OpinionRow("x", Group.INSPECTION, "x", ("x",), "x", "x", outcome) for outcome in ItemOutcome)
    opinion = Opinion(
        head, signature, ("x",), "x", "x", 2027, 1, _DAY, appraised, bases, ("x",), _DAY, "x", ("x",), "x", _AT
    )  # fmt: skip
    opinion_docx(opinion, folder)
    opinion_docx(replace(opinion, rows=(), issue_by=None), folder)
    amended = Amended(1, "x", _DAY, Totals(1, 1), Totals(0, 0), "x")
    differences = (Difference("x", "x", "x"), Difference("x"))
    changed = tuple(replace(appraised[0], change=change, differences=differences) for change in Change)
    for spoken_of in ((), changed, tuple(replace(row, reason="x") for row in changed)):
        opinion_docx(replace(opinion, rows=spoken_of, issue_within=15, amended=amended), folder)
    row = SummaryRow("x", Group.INSPECTION, "x", "x", "x", "x", ("x",), ("x",), ItemOutcome.RESCHEDULE)
    summary = Summary(head, signature, "x", 2027, (SummarySubject("x", (row,)),), ("x",), _AT)
    summary_docx(summary, folder)
    summary_xlsx(summary, folder)
    marks = (MatrixMark(0, same_content=True), MatrixMark(0, same_time=True))
    columns = (MatrixColumn("x", "x", "x", "x"),)
    matrix_xlsx(MatrixTable("x", 2027, columns, tuple(MatrixRow("x", (mark,)) for mark in marks), _AT), folder)
    moves_xlsx(MovesTable("x", 2027, (MoveRow("x", "x", "x", "x", "x", ("x",)),), 0, _AT), folder)

"""The summary for the standing committee as a paper: one table across, grouped by subject."""

from __future__ import annotations

from pathlib import Path

from docx.table import Table

from documents import grouped, letterhead, summary_words, tables
from documents.counting import two
from documents.look import Style, template
from documents.paper import Line, Paper
from documents.phrases import fill, phrases
from documents.saved import saved
from documents.values import Summary, SummaryRow, SummarySubject
from documents.wording import Phrases

_COLUMNS = ("count", "code", "body", "form_content", "time", "overlap", "verdict", "note")
_WIDTHS = (10.0, 18.0, 36.0, 0.0, 31.0, 45.0, 28.0, 36.0)  # mm
_LEGEND, _APART = 60.0, 5.0  # mm


def summary_docx(summary: Summary, templates: Path | None = None) -> bytes:
    """The .docx. `templates` may hold an office's own `party.docx`, `state.docx` and `phrases.toml`.

    The same summary gives the same bytes. Raises TemplateError.
    """
    words = phrases(templates)
    paper = Paper(template(summary.head.format, templates))
    paper.turn()
    letterhead.head(paper, words, summary.head, "")  # goes with a report, under its number
    title = summary_words.title(words, summary)
    paper.balance(paper.line(title, Style.TITLE), paper.room())
    letterhead.under_title(paper, summary.head.format, title)
    paper.line(summary_words.totals(words, summary), Style.BODY)
    _legend(paper, words)
    heads = [getattr(words.summary.columns, name) for name in _COLUMNS]
    table = grouped.new_grid(paper, heads, _WIDTHS)
    for number, subject in enumerate(summary.subjects, start=1):
        _subject(paper, table, words, subject, number)
    paper.gap()
    letterhead.foot(paper, words, summary.head.format, summary.signature, summary.receivers)
    paper.end()
    return saved(paper.document, title=title, made_at=summary.made_at)


def _legend(paper: Paper, words: Phrases) -> None:
    """What the two backgrounds mean, each on its own colour."""
    text = words.summary
    first, _, second, _ = paper.columns((_LEGEND, _APART, _LEGEND, paper.room() - 2 * _LEGEND - _APART))
    paper.fill(first, [(text.content_legend, Style.CELL_CENTRE)])
    paper.fill(second, [(text.time_legend, Style.CELL_CENTRE)])
    tables.shade(first, summary_words.SAME_CONTENT)
    tables.shade(second, summary_words.SAME_TIME)
    paper.gap()


def _subject(paper: Paper, table: Table, words: Phrases, subject: SummarySubject, number: int) -> None:
    heading = fill(words.summary.subject, number=number, subject=subject.name, count=two(len(subject.rows)))
    paper.fill(tables.merged(tables.new_row(table)), [(heading, Style.TABLE_GROUP)])
    for place, row in enumerate(subject.rows, start=1):
        cells = tables.new_row(table).cells
        for cell, lines in zip(cells, _cells(words, row, f"{number}.{place}"), strict=True):
            paper.fill(cell, lines)
        if row.same_content:
            tables.shade(cells[_COLUMNS.index("form_content")], summary_words.SAME_CONTENT)
        if row.same_time:
            tables.shade(cells[_COLUMNS.index("time")], summary_words.SAME_TIME)


def _cells(words: Phrases, row: SummaryRow, number: str) -> list[list[Line]]:
    text = words.summary
    overlaps = [
        (fill(phrase, codes=", ".join(codes)), Style.CELL)
        for phrase, codes in ((text.same_content, row.same_content), (text.same_time, row.same_time))
        if codes
    ]
    notes = [(note, Style.CELL) for note in (summary_words.outcome(words, row), row.reason) if note.strip()]
    return [
        [(number, Style.CELL_CENTRE)],
        [(row.code, Style.CELL_CENTRE)],
        [(row.body, Style.CELL)],
        grouped.content_lines(row),
        [(row.time, Style.CELL_CENTRE)],
        overlaps or [("", Style.CELL)],
        [(summary_words.verdict(words, row), Style.CELL_STRONG)],
        notes or [("", Style.CELL)],
    ]

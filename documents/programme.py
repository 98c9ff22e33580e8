"""A body's draft programme for one year, as a paper to be signed: the text upright, the list of inspections across."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from documents import grouped, letterhead
from documents.counting import count, totals
from documents.look import Style, template
from documents.paper import Line, Paper
from documents.phrases import fill, phrases
from documents.plain import flat
from documents.saved import saved
from documents.values import PaperFormat, ProgrammeDraft, ProgrammeRow
from documents.wording import Phrases

Said = dict[str, str | int]  # words for the blanks of phrases

# the columns of the annex with their widths in mm; the content takes what is left
_WIDTHS = {
    "count": 10.0, "code": 18.0, "content": 0.0, "subjects": 44.0, "period_inspected": 28.0, "time": 32.0,
    "leader": 26.0, "partners": 25.0, "note": 18.0,
}  # fmt: skip
_OPTIONAL = ("period_inspected", "leader", "partners")  # without a single entry they would only take room


def programme_docx(draft: ProgrammeDraft, templates: Path | None = None) -> bytes:
    """The .docx. `templates` may hold an office's own `party.docx`, `state.docx` and `phrases.toml`.

    The same draft gives the same bytes. Raises TemplateError.
    """
    words = phrases(templates)
    paper = Paper(template(draft.head.format, templates))
    text = words.programme
    said: Said = {"kinds": _kinds(words, draft), "year": draft.year, "body": draft.body, "appraiser": draft.appraiser}
    mark = [] if draft.head.number else [(fill(words.head.draft, version=draft.version), Style.MARK)]
    letterhead.head(paper, words, draft.head, text.type, mark)
    paper.line(text.title, Style.TITLE)
    abstract = fill(text.abstract, **said)
    paper.line(abstract, Style.ABSTRACT)
    letterhead.under_title(paper, draft.head.format, abstract)
    letterhead.bases(paper, words, draft.head.format, draft.bases)
    _text(paper, words, draft, said)
    letterhead.foot(paper, words, draft.head.format, draft.signature, draft.receivers)
    paper.across()
    _annex(paper, words, draft.rows, said)
    return saved(paper.document, title=f"{text.title} {abstract}", made_at=draft.made_at)


def _text(paper: Paper, words: Phrases, draft: ProgrammeDraft, said: Said) -> None:
    text = words.programme
    said = {**said, "totals": totals(words, count(draft.rows))}
    paper.line(fill(text.opening, **said), Style.BODY)
    for part in text.party if draft.head.format is PaperFormat.PARTY else text.state:
        paper.line(part.heading, Style.HEADING)
        for line in part.lines:
            paper.line(fill(line, **said), Style.BODY)


def _kinds(words: Phrases, draft: ProgrammeDraft) -> str:
    """A Party programme is one of both kinds whatever it has; a council's or the Front's is named after what it has."""
    counted = count(draft.rows)
    mixed = bool(counted.inspections) == bool(counted.supervisions)
    if draft.head.format is PaperFormat.PARTY or mixed:
        return words.kinds.both
    return words.kinds.inspection if counted.inspections else words.kinds.supervision


def _annex(paper: Paper, words: Phrases, rows: Sequence[ProgrammeRow], said: Said) -> None:
    text = words.programme
    paper.line(text.annex, Style.ANNEX)
    paper.line(fill(text.annex_title, **said).upper(), Style.ANNEX)
    paper.line(fill(text.annex_note, **said), Style.ANNEX_NOTE)
    shown = [name for name in _WIDTHS if name not in _OPTIONAL or any(flat(getattr(row, name)) for row in rows)]
    heads = [getattr(text.columns, name) for name in shown]
    table = grouped.new_grid(paper, heads, [_WIDTHS[name] for name in shown])
    grouped.fill_groups(paper, table, words, rows, lambda row, number: [_lines(row, name, number) for name in shown])
    paper.end()


def _lines(row: ProgrammeRow, column: str, number: int) -> list[Line]:
    """The paragraphs of one cell."""
    if column == "count":
        return [(str(number), Style.CELL_CENTRE)]
    if column == "content":
        return grouped.content_lines(row)
    if column == "subjects":
        return grouped.subject_lines(row.subjects)
    style = Style.CELL_CENTRE if column in ("code", "time") else Style.CELL
    return [(getattr(row, column), style)]

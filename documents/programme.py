"""A body's draft programme for one year, as a paper to be signed: the text upright, the list of inspections across."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from documents import letterhead, tables
from documents.look import Style, template
from documents.paper import Paper
from documents.phrases import Phrases, fill, phrases
from documents.plain import flat
from documents.saved import saved
from documents.values import PaperFormat, ProgrammeDraft, ProgrammeRow
from planning.inspection import Group, Totals

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
    mark = (fill(words.head.draft, version=draft.version), Style.MARK)
    letterhead.head(paper, words, draft.head, text.type, [mark])
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
    said = {**said, "totals": _totals(words, draft.rows)}
    paper.line(fill(text.opening, **said), Style.BODY)
    for part in text.party if draft.head.format is PaperFormat.PARTY else text.state:
        paper.line(part.heading, Style.HEADING)
        for line in part.lines:
            paper.line(fill(line, **said), Style.BODY)


def _kinds(words: Phrases, draft: ProgrammeDraft) -> str:
    """A Party programme is one of both kinds whatever it has; a council's or the Front's is named after what it has."""
    count = _count(draft.rows)
    if draft.head.format is PaperFormat.PARTY or not count.all or (count.inspections and count.supervisions):
        return words.kinds.both
    return words.kinds.inspection if count.inspections else words.kinds.supervision


def _count(rows: Sequence[ProgrammeRow]) -> Totals:
    checks = sum(row.group is Group.INSPECTION for row in rows)
    return Totals(checks, len(rows) - checks)


def _totals(words: Phrases, rows: Sequence[ProgrammeRow]) -> str:
    count = _count(rows)
    if not count.all:
        return words.totals.none
    phrase = words.totals.both
    if not count.supervisions:
        phrase = words.totals.inspection
    if not count.inspections:
        phrase = words.totals.supervision
    return fill(phrase, all=_two(count.all), inspections=_two(count.inspections), supervisions=_two(count.supervisions))


def _two(number: int) -> str:
    """Numbers below ten with a zero in front, so that none can be put before them."""
    return f"{number:02}"


def _annex(paper: Paper, words: Phrases, rows: Sequence[ProgrammeRow], said: Said) -> None:
    text = words.programme
    paper.line(text.annex, Style.ANNEX)
    paper.line(fill(text.annex_title, **said).upper(), Style.ANNEX)
    paper.line(fill(text.annex_note, **said), Style.ANNEX_NOTE)
    shown = [name for name in _WIDTHS if name not in _OPTIONAL or any(flat(getattr(row, name)) for row in rows)]
    widths = [_WIDTHS[name] for name in shown]
    widths[shown.index("content")] = paper.room() - sum(widths)
    table = tables.new_table(paper.document, widths, lines=True)
    tables.repeat(table.rows[0])
    for cell, name in zip(table.rows[0].cells, shown, strict=True):
        paper.fill(cell, [(getattr(text.columns, name), Style.TABLE_HEAD)])
    groups = [(group, [row for row in rows if row.group is group]) for group in Group]
    both = all(members for _, members in groups)
    number = 0
    for group, members in groups:
        if not members:
            continue
        heading = _group_heading(words, group, both=both)
        cell = tables.merged(tables.new_row(table, widths))
        paper.fill(cell, [(fill(heading, count=_two(len(members))), Style.TABLE_GROUP)])
        for row in members:
            number += 1
            for cell, name in zip(tables.new_row(table, widths).cells, shown, strict=True):
                paper.fill(cell, _lines(row, name, number))
    paper.end()


def _group_heading(words: Phrases, group: Group, *, both: bool) -> str:
    text = words.programme
    if group is Group.INSPECTION:
        return text.inspection_group if both else text.only_inspection_group
    return text.supervision_group if both else text.only_supervision_group


def _lines(row: ProgrammeRow, column: str, number: int) -> list[tuple[str, Style]]:
    """The paragraphs of one cell."""
    if column == "count":
        return [(str(number), Style.CELL_CENTRE)]
    if column == "content":
        return [(row.form, Style.CELL_LEAD), (row.content, Style.CELL)]
    if column == "subjects":
        listed = [f"- {name}" for name in row.subjects] if len(row.subjects) > 1 else list(row.subjects)
        return [(name, Style.CELL) for name in listed] or [("", Style.CELL)]
    style = Style.CELL_CENTRE if column in ("code", "time") else Style.CELL
    return [(getattr(row, column), style)]

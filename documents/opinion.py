"""The written opinion: the letter that follows the appraisal of a programme; number and signature come by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from documents import amended, grouped, letterhead
from documents.counting import count, totals, two
from documents.look import Style, template
from documents.paper import Line, Paper
from documents.phrases import fill, phrases
from documents.saved import saved
from documents.values import Change, Opinion, OpinionRow
from documents.wording import Phrases
from planning.appraisal import ItemOutcome

Said = dict[str, str | int]  # words for the blanks of phrases

_WIDTHS = (9.0, 18.0, 0.0, 42.0, 39.0)  # mm: count, code, content and subjects, opinion, reason


def opinion_docx(opinion: Opinion, templates: Path | None = None) -> bytes:
    """The .docx. `templates` may hold an office's own `party.docx`, `state.docx` and `phrases.toml`.

    The same opinion gives the same bytes. Raises TemplateError.
    """
    words = phrases(templates)
    paper = Paper(template(opinion.head.format, templates))
    text = words.opinion
    said: Said = {
        "appraiser": opinion.appraiser,
        "body": opinion.body,
        "year": opinion.year,
        "version": opinion.version,
        "submitted": letterhead.day(opinion.submitted_on),
        "totals": totals(words, count(opinion.rows)),
    }
    if opinion.amended:
        said |= amended.said(words, opinion.amended, opinion.rows)
    about = text.amended if opinion.amended else text
    said["programme"] = fill(about.programme, **said)
    abstract = fill(about.abstract, **said)
    letterhead.head(paper, words, opinion.head, text.type, [(abstract, Style.LETTER_ABSTRACT)])
    letterhead.addressees(paper, words, opinion.head.format, opinion.to)
    letterhead.bases(paper, words, opinion.head.format, opinion.bases)
    paper.line(fill(about.opening, **said), Style.BODY)
    _findings(paper, words, opinion, said)
    _closing(paper, words, opinion, said)
    report = [fill(words.foot.report, whom=opinion.report_to)] if opinion.report_to else []
    receivers = [words.foot.as_above, *report, *opinion.copies, fill(words.foot.kept, where=opinion.kept_at)]
    letterhead.foot(paper, words, opinion.head.format, opinion.signature, receivers)
    paper.end()
    return saved(paper.document, title=abstract, made_at=opinion.made_at)


def _findings(paper: Paper, words: Phrases, opinion: Opinion, said: Said) -> None:
    """All of it agreed in one line; or the totals, and the table: inspection, opinion, reason."""
    text = words.opinion
    if opinion.amended:
        agreed = _agreed(opinion)
        paper.line(fill(text.amended.agreed if agreed else text.amended.changes, **said), Style.BODY)
        if opinion.amended.reason:
            reason = opinion.amended.reason.rstrip(". ")
            paper.line(fill(text.amended.reason, reason=reason), Style.BODY)
        if opinion.rows:
            _table(paper, words, opinion, text.amended.table)
        return
    if _agreed(opinion):
        paper.line(fill(text.agreed, **said), Style.BODY)
        return
    paper.line(fill(text.changes, outcomes=_counts(words, opinion.rows), **said), Style.BODY)
    _table(paper, words, opinion, text.table)


def _table(paper: Paper, words: Phrases, opinion: Opinion, title: str) -> None:
    paper.line(title, Style.BODY).paragraph_format.keep_with_next = True
    columns = words.opinion.columns
    heads = (columns.count, columns.code, columns.content, columns.opinion, columns.reason)
    table = grouped.new_grid(paper, heads, _WIDTHS)
    if opinion.amended:
        amended.fill_changes(paper, table, words, opinion.rows, lambda row, number: _cells(words, row, number))
    else:
        grouped.fill_groups(paper, table, words, opinion.rows, lambda row, number: _cells(words, row, number))
    paper.gap()


def _agreed(opinion: Opinion) -> bool:
    """Whether nothing else is asked for; what an amendment drops itself is no demand."""
    asked = [row for row in opinion.rows if row.change is not Change.DROPPED]
    return all(row.outcome is ItemOutcome.KEEP and not (row.reason or row.proposal) for row in asked)


def _counts(words: Phrases, rows: Sequence[OpinionRow]) -> str:
    """How many have which outcome, in the order of the outcomes, without those that nothing has."""
    found = [(outcome, sum(row.outcome is outcome for row in rows)) for outcome in ItemOutcome]
    phrase = words.opinion.outcome_count
    counted = [
        fill(phrase, outcome=_lower(getattr(words.outcomes, outcome)), count=two(number))
        for outcome, number in found
        if number
    ]
    return "; ".join(counted)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _cells(words: Phrases, row: OpinionRow, number: int) -> list[list[Line]]:
    subjects = fill(words.opinion.subjects, subjects="; ".join(row.subjects))
    time = fill(words.opinion.time, time=row.time)
    proposal = [(row.proposal, Style.CELL)] if row.proposal else []
    return [
        [(str(number), Style.CELL_CENTRE)],
        [(row.code, Style.CELL_CENTRE)],
        [*grouped.content_lines(row), (subjects, Style.CELL), (time, Style.CELL), *amended.differences(words, row)],
        [(getattr(words.outcomes, row.outcome), Style.CELL_STRONG), *proposal],
        [(row.reason, Style.CELL)],
    ]


def _closing(paper: Paper, words: Phrases, opinion: Opinion, said: Said) -> None:
    """Remarks on the whole, and what the body is asked to do next."""
    text = words.opinion
    table = bool(opinion.rows) if opinion.amended else not _agreed(opinion)
    number = 3 if table else 2
    if opinion.remarks:
        paper.line(fill(text.remarks, number=number), Style.BODY)
        number += 1
        for remark in opinion.remarks:
            paper.line(fill(text.remark, remark=remark), Style.BODY)
    if opinion.issue_within is not None:
        days = two(opinion.issue_within)
        paper.line(fill(text.issue_within, number=number, days=days, **said), Style.BODY)
    elif opinion.issue_by is None:
        paper.line(fill(text.issue, number=number, **said), Style.BODY)
    else:
        day = letterhead.day(opinion.issue_by)
        paper.line(fill(text.issue_by, number=number, day=day, **said), Style.BODY)

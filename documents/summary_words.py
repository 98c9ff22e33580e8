"""What the summary says, the same in the paper and in the sheet."""

from __future__ import annotations

from documents.counting import two
from documents.phrases import fill
from documents.values import Summary, SummaryRow
from documents.wording import Phrases
from planning.appraisal import ItemOutcome

SAME_CONTENT, SAME_TIME = "FFF2CC", "DDEBF7"  # pale yellow and blue; words say the same for black print

# an inspection that only moves, joins another or goes elsewhere is carried out
_CARRIED_OUT = {ItemOutcome.KEEP, ItemOutcome.RESCHEDULE, ItemOutcome.JOINT, ItemOutcome.CHANGE_SUBJECT}
_SAID_ALREADY = {ItemOutcome.KEEP, ItemOutcome.DROP}  # the verdict alone says it


def title(words: Phrases, summary: Summary) -> str:
    return fill(words.summary.title, year=summary.year)


def totals(words: Phrases, summary: Summary) -> str:
    """How many inspections by how many bodies at how many subjects, and how many subjects overlap."""
    rows = [row for subject in summary.subjects for row in subject.rows]
    return fill(
        words.summary.totals,
        inspections=two(len({row.code for row in rows})),
        bodies=two(len({row.body for row in rows})),
        subjects=two(len(summary.subjects)),
        content=two(sum(any(row.same_content for row in subject.rows) for subject in summary.subjects)),
        time=two(sum(any(row.same_time for row in subject.rows) for subject in summary.subjects)),
    )


def verdict(words: Phrases, row: SummaryRow) -> str:
    """Carried out or not; "" while nothing is decided."""
    if row.outcome is None:
        return ""
    return words.summary.carried_out if row.outcome in _CARRIED_OUT else words.summary.not_carried_out


def outcome(words: Phrases, row: SummaryRow) -> str:
    """How it is carried out or what comes instead: the outcome where the verdict does not say it, and the proposal."""
    label = "" if row.outcome is None or row.outcome in _SAID_ALREADY else str(getattr(words.outcomes, row.outcome))
    return ": ".join(part for part in (label, row.proposal.strip()) if part)

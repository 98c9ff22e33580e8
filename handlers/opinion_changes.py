"""The rows of an opinion on an amendment: what is added, changed and dropped, and what else the appraisal speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.values import Change, Difference, OpinionRow
from handlers.texts import changes as change_texts
from handlers.texts import opinion as texts
from handlers.texts.format import form_name, unit_names, whens
from planning.appraisal import ItemOutcome
from planning.inspection import Inspection, thaw
from planning.organisation import Directory
from planning.programme_changes import compare
from storage.programmes import Version


def amendment_rows(
    directory: Directory,
    base: Sequence[Inspection],
    version: Version,
    rows: Sequence[OpinionRow],
    home: str,
    reason: str,
) -> tuple[OpinionRow, ...]:
    """`base`: what is in force; `rows`: of everything in the version, in its order; `home`: the unit's id; `reason`:
    why it amends, which is also why it drops something."""
    sent = thaw(version.content)
    said_of = {item.id: row for item, row in zip(sent, rows, strict=True)}
    found = compare(base, sent)
    added = {item.id for item in found.added}
    changed = {one.after.id: one for one in found.changed}
    said = []
    for item in sent:
        row = said_of[item.id]
        if item.id in added:
            said.append(replace(row, change=Change.ADDED))
        elif item.id in changed:
            differences = tuple(
                Difference(*one) for one in change_texts.differences(changed[item.id], directory, home=home)
            )
            said.append(replace(row, change=Change.CHANGED, differences=differences))
        elif row.outcome is not ItemOutcome.KEEP or row.reason:
            said.append(replace(row, change=Change.SAME))
    return (*said, *(_dropped(directory, item, home, reason) for item in found.removed))


def _dropped(directory: Directory, item: Inspection, home: str, reason: str) -> OpinionRow:
    """The unit gives it up itself, which the opinion agrees to."""
    row = row_of(directory, item, home, ItemOutcome.DROP, texts.dropped_because(reason))
    return replace(row, change=Change.DROPPED)


def row_of(directory: Directory, item: Inspection, home: str, outcome: ItemOutcome, reason: str) -> OpinionRow:
    """What every row says of an inspection; `home`: the unit's id."""
    return OpinionRow(
        code=item.code,
        group=item.group,
        form=form_name(item.form),
        subjects=tuple(unit_names(directory, [subject], home=home, members=item.members) for subject in item.subjects),
        content=item.content,
        time=whens(item.intervals, either=item.either),
        outcome=outcome,
        reason=reason,
    )

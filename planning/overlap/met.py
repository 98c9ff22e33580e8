"""What each inspection meets at each of its subjects, for the table of the standing committee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planning.inspection import Inspection
from planning.lexicon import Lexicon
from planning.organisation import Directory
from planning.overlap.views import all_meetings

At = tuple[str, str]  # ids of an inspection and of one of its subjects


@dataclass(frozen=True, slots=True)
class Met:
    """Codes of the inspections that have the same content, or share days."""

    content: tuple[str, ...] = ()
    time: tuple[str, ...] = ()


def met_at(
    items: Sequence[Inspection], directory: Directory, lexicon: Lexicon | None = None, *, on: date | None = None
) -> dict[At, Met]:
    """Both sides of every pair, each at its own subject; what meets nothing is missing. Arguments as in
    `all_meetings`."""
    found: dict[At, Met] = {}

    def add(mine: Inspection, subject_id: str, other: Inspection, *, content: bool, time: bool) -> None:
        known = found.get((mine.id, subject_id), Met())
        found[mine.id, subject_id] = Met(
            tuple(dict.fromkeys((*known.content, other.code))) if content else known.content,
            tuple(dict.fromkeys((*known.time, other.code))) if time else known.time,
        )

    for meeting in all_meetings(items, directory, lexicon, on=on):
        finding = meeting.finding
        kinds = {"content": finding.shared is not None, "time": finding.interval is not None}
        add(meeting.item, finding.subject_id, finding.other, **kinds)
        add(finding.other, finding.other_subject_id, meeting.item, **kinds)
    return found

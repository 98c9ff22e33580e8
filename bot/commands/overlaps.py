"""`ktgs overlaps FILE`: the overlaps within a programme table, without any chat or database."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from bot.office import directory_of
from bot.office_files import EXAMPLE, read_folder
from bot.programme_table import read_table
from handlers.texts import overlap as texts
from planning.overlap import Meeting, all_meetings
from planning.table import read_lines


def overlaps(file: Path, *, as_json: bool, year: int | None, today: date, folder: Path | None) -> None:
    """Print one finding a pair of lines, worst first: as JSON objects, or as sentences.

    year: of times that say none, and of the topics in force (default: the campaign's). folder: an office's, for its
    units (default: the example); the lexicon is the shipped one, what an office changed in chat is in its database.
    """
    whole = read_folder(folder or EXAMPLE)
    lines = read_table(file)
    year = year or whole.about.campaign.year
    table = read_lines(lines, directory_of(whole), year=year, today=today)
    for meeting in all_meetings(table.items, table.directory, on=date(year, 1, 1)):
        reason = texts.reason(meeting, table.directory)
        if as_json:
            print(json.dumps(_row(meeting, reason), ensure_ascii=False))
        else:
            print(f"{meeting.finding.kind} {meeting.item.code}-{meeting.finding.other.code}: {reason}")


def _row(meeting: Meeting, reason: str) -> dict[str, object]:
    finding = meeting.finding
    return {
        "class": finding.kind.value,
        "severity": finding.severity.name.lower(),
        "certainty": "certain" if finding.certain else "possible",
        "a": int(meeting.item.id),
        "b": int(finding.other.id),
        "reason": reason,
    }

"""What a programme looks like in chat: pages of inspections, and one inspection. Used by its unit and by reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from handlers import neighbours
from handlers.texts import overlap
from handlers.texts import programme as texts
from handlers.texts.format import unit_names
from handlers.turn import Turn
from planning.inspection import Inspection

MOST_FOUND = 4  # overlaps on an inspection's card
PAGE = 4  # inspections on one screen of a small phone


def pages(items: Sequence[Inspection]) -> int:
    return max(1, -(-len(items) // PAGE))


async def page_text(turn: Turn, items: Sequence[Inspection], number: int, home: str | None) -> str:
    """Page `number` (from 0) of a programme's inspections."""
    lines = []
    for item in items[number * PAGE : (number + 1) * PAGE]:
        found = await neighbours.findings(turn.tx, turn.office, item)
        names = unit_names(turn.office.directory, item.subjects, home=home, members=item.members)
        lines.append(texts.item_line(item, names, len(found)))
    counter = texts.page(number + 1, pages(items))
    return "\n".join([*lines, counter] if counter else lines) or texts.empty_programme()


async def item_text(turn: Turn, item: Inspection, home: str | None) -> str:
    """One inspection with everything known about it, and its overlaps as they are now."""
    directory = turn.office.directory
    found = await neighbours.findings(turn.tx, turn.office, item)
    named = len(item.subjects) > 1
    lines = [overlap.line(finding, directory, home=home, named=named, code=True) for finding in found[:MOST_FOUND]]
    details = [(key, value) for key, value in asdict(item.details).items() if value]
    names = unit_names(directory, item.subjects, home=home, members=item.members)
    return texts.item_card(item, turn.office.body(item.body_id).name, names, details, lines)


async def overlap_lines(turn: Turn, items: Sequence[Inspection], home: str | None) -> list[str]:
    """Every overlap of a programme, as sentences that begin with the own inspection's code."""
    lines = []
    for item in items:
        for finding in await neighbours.findings(turn.tx, turn.office, item):
            named = len(item.subjects) > 1
            lines.append(f"{item.code}: {overlap.line(finding, turn.office.directory, home=home, named=named)}")
    return lines

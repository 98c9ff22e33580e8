"""What a programme looks like in chat: pages of inspections, and one inspection. Used by its unit and by reviewers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from handlers import joint_view, neighbours
from handlers.texts import overlap
from handlers.texts import programme as texts
from handlers.texts.format import unit_names
from handlers.turn import Turn
from planning.inspection import Inspection
from planning.organisation import Body

MOST_FOUND = 4  # overlaps on an inspection's card
PAGE = 4  # inspections on one screen of a small phone


def pages(items: Sequence[Inspection]) -> int:
    return max(1, -(-len(items) // PAGE))


async def page_text(
    turn: Turn,
    items: Sequence[Inspection],
    number: int,
    body: Body,
    viewer: Body | None,
    under: Mapping[str, str] | None = None,
) -> str:
    """Page `number` (from 0) of a programme's inspections. `viewer`: as in `neighbours.of`; `under`: what is said below
    an inspection, by id."""
    lines = []
    for item in items[number * PAGE : (number + 1) * PAGE]:
        found = await neighbours.findings(turn.tx, turn.office, item, viewer)
        names = unit_names(turn.office.directory, item.subjects, home=body.unit_id, members=item.members)
        lines.append(texts.item_line(item, names, len(neighbours.serious(found))))
        if under and item.id in under:
            lines.append(f"   {under[item.id]}")
    counter = texts.page(number + 1, pages(items))
    return "\n".join([*lines, counter] if counter else lines) or texts.empty_programme()


async def item_text(turn: Turn, item: Inspection, viewer: Body | None) -> str:
    """One inspection with everything known about it, and its overlaps as they are now."""
    directory = turn.office.directory
    body = turn.office.body(item.body_id)
    found = await neighbours.findings(turn.tx, turn.office, item, viewer)
    named = len(item.subjects) > 1
    lines = [overlap.line(told, directory, home=body.unit_id, named=named, code=True) for told in found[:MOST_FOUND]]
    details = [(key, value) for key, value in asdict(item.details).items() if value]
    names = unit_names(directory, item.subjects, home=body.unit_id, members=item.members)
    teams = await joint_view.of_item(turn.tx, turn.office, item, viewer)
    return texts.item_card(item, body.name, names, details, lines, teams)


async def overlap_lines(turn: Turn, items: Sequence[Inspection], viewer: Body) -> list[str]:
    """Every overlap of a programme, as sentences that begin with the own inspection's code."""
    lines = []
    for item in items:
        found = await neighbours.findings(turn.tx, turn.office, item, viewer)
        for told in neighbours.serious(found):
            said = overlap.line(told, turn.office.directory, home=viewer.unit_id, named=len(item.subjects) > 1)
            lines.append(f"{item.code}: {said}")
    return lines

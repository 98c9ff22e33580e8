"""Carrying outcomes out on the inspections that count for overlaps, and putting them back as they were sent."""

from __future__ import annotations

from dataclasses import replace

from handlers import joint_view, rechecks
from handlers.turn import Turn
from planning.appraisal import ItemOutcome, Rulings, agreed, apply, ruling_of
from planning.inspection import Inspection, freeze, thaw
from storage import inspections
from storage import rechecks as told
from storage.programmes import Version


def names(turn: Turn) -> dict[str, str]:
    """Of every body, by id."""
    return {body.id: body.name for body in turn.office.directory.bodies.values()}


async def as_agreed(turn: Turn, version: Version, rulings: Rulings) -> str:
    """The JSON of the version's inspections with every outcome carried out."""
    return freeze(agreed(await joint_view.as_it_stands(turn, version), rulings, names(turn)))


async def changes(turn: Turn, version: Version, rulings: Rulings) -> list[tuple[Inspection, Inspection | None]]:
    """What the outcomes change: each inspection as it was sent and as it becomes, None for one that ends."""
    items = await joint_view.as_it_stands(turn, version)
    done = [(item, apply(item, ruling_of(rulings, item), names(turn))) for item in items]
    return [(item, becomes) for item, becomes in done if becomes != item]


async def carry_out(turn: Turn, version: Version, rulings: Rulings) -> None:
    """The live inspections follow the decision, in its transaction; the reason of one that ends stays with its
    outcome. Whoever they overlap with, or did, is looked at again."""
    await rechecks.programme_changed(turn.tx, turn.office, version.programme_id, turn.now)
    for item, becomes in await changes(turn, version, rulings):
        if becomes is None:
            await inspections.drop(turn.tx, item.id, turn.now)
            await told.forget(turn.tx, item.id)
        else:
            await inspections.settle(turn.tx, becomes, turn.now)
    await rechecks.programme_changed(turn.tx, turn.office, version.programme_id, turn.now)


async def put_back(turn: Turn, version: Version, rulings: Rulings) -> None:
    """What the decision made of them is undone: they are again as they were sent, with the team that the decision
    froze."""
    await rechecks.programme_changed(turn.tx, turn.office, version.programme_id, turn.now)
    frozen = {item.id: item for item in thaw(version.inspections)}
    for item, _ in await changes(turn, version, rulings):
        known = frozen.get(item.id)
        if known and ruling_of(rulings, item).outcome is not ItemOutcome.JOINT:
            team = replace(item.details, lead=known.details.lead, partners=known.details.partners)
            await inspections.settle(turn.tx, replace(item, details=team), turn.now)
        else:
            await inspections.settle(turn.tx, item, turn.now)
    await rechecks.programme_changed(turn.tx, turn.office, version.programme_id, turn.now)

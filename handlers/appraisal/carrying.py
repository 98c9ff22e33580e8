"""Carrying outcomes out on the inspections that count for overlaps, and putting them back as they were sent."""

from __future__ import annotations

from handlers.turn import Turn
from planning.appraisal import Rulings, agreed, apply, ruling_of
from planning.inspection import freeze, thaw
from storage import inspections
from storage.programmes import Version


def names(turn: Turn) -> dict[str, str]:
    """Of every body, by id."""
    return {body.id: body.name for body in turn.office.directory.bodies.values()}


def as_agreed(turn: Turn, version: Version, rulings: Rulings) -> str:
    """The JSON of the version's inspections with every outcome carried out."""
    return freeze(agreed(thaw(version.content), rulings, names(turn)))


async def carry_out(turn: Turn, version: Version, rulings: Rulings) -> None:
    """The live inspections follow the decision, in its transaction; the reason of one that ends stays with its
    outcome."""
    for item in thaw(version.content):
        done = apply(item, ruling_of(rulings, item), names(turn))
        if done is None:
            await inspections.drop(turn.tx, item.id, turn.now)
        elif done != item:
            await inspections.settle(turn.tx, done, turn.now)


async def put_back(turn: Turn, version: Version, rulings: Rulings) -> None:
    """What the decision made of them is undone: they are again as they were sent."""
    for item in thaw(version.content):
        if apply(item, ruling_of(rulings, item), names(turn)) != item:
            await inspections.settle(turn.tx, item, turn.now)

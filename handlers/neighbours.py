"""The saved inspections that an inspection could meet: those at its subjects, above and below them."""

from __future__ import annotations

from handlers.turn import Office
from planning.inspection import Inspection
from planning.organisation import Directory
from planning.overlap import Finding, find_overlaps
from storage import inspections
from storage.engine import Connection


async def of(tx: Connection, office: Office, candidate: Inspection, directory: Directory) -> tuple[Inspection, ...]:
    """Live inspections of the campaign at units related to the candidate's subjects."""
    wanted: set[str] = set()
    for subject in candidate.subjects:
        wanted |= {subject, *(unit.id for unit in directory.ancestors(subject)), *directory.descendants(subject)}
    return await inspections.near(tx, office.campaign.id, wanted)


async def findings(tx: Connection, office: Office, item: Inspection) -> tuple[Finding, ...]:
    """The overlaps that a saved inspection has now."""
    others = await of(tx, office, item, office.directory)
    return find_overlaps(item, others, office.directory, office.lexicon, on=office.campaign.first_day)

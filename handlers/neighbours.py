"""The saved inspections that one could meet, and what of them may be told to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.turn import Office
from planning.inspection import Inspection
from planning.organisation import Body, Directory
from planning.overlap import Finding, Part, Severity, Told, content_of, find_overlaps, ties_of, told
from planning.period import Interval
from planning.programme import ProgrammeState
from storage import inspections
from storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a viewer may know of; `parts` and the `states` of their programmes by inspection id. `agreed`: ids of what
    is hardly moved any more. `hidden`: near, but the viewer must not know of it."""

    items: tuple[Inspection, ...]
    parts: dict[str, frozenset[Part]]
    states: dict[str, ProgrammeState]
    agreed: frozenset[str]
    hidden: tuple[Inspection, ...]

    def told(self, found: Iterable[Finding]) -> tuple[Told, ...]:
        """Findings of these inspections with what may be said of them."""
        return tuple(Told(one, self.parts[one.other.id], one.other.id in self.agreed) for one in found)


async def of(
    tx: Connection,
    office: Office,
    candidate: Inspection,
    directory: Directory,
    viewer: Body | None,
    *,
    when: Sequence[Interval] | None = None,
) -> Neighbours:
    """Live inspections near the candidate at its times (or at `when`), without those the viewer must not know of.

    viewer: the body that is warned; None for those who appraise, who see everything.
    """
    around = ties_of(directory).around(candidate.subjects)
    times = candidate.times if when is None else when
    campaign = office.campaign
    content = content_of(candidate)
    found = await inspections.near(tx, campaign.id, around, times, content, office.lexicon, on=campaign.first_day)
    rule = campaign.discretion
    parts = {
        one.item.id: allowed
        for one in found
        if (allowed := told(viewer, one.item, directory, rule, published=one.published)) is not None
    }
    states = {one.item.id: one.state for one in found}
    shown = tuple(one.item for one in found if one.item.id in parts)
    hidden = tuple(one.item for one in found if one.item.id not in parts)
    agreed = frozenset(one.item.id for one in found if one.published and one.item.published is None)
    return Neighbours(shown, parts, states, agreed, hidden)


def once(items: Sequence[Inspection]) -> tuple[Inspection, ...]:
    """Each inspection once, as it is planned now: one that an amendment moves may still take place at its old time, but
    not at both."""
    return tuple({item.id: item for item in reversed(items)}.values())[::-1]


async def findings(tx: Connection, office: Office, item: Inspection, viewer: Body | None) -> tuple[Told, ...]:
    """The overlaps that a saved inspection has now, as far as the viewer may know of them."""
    near = await of(tx, office, item, office.directory, viewer)
    found = find_overlaps(item, near.items, office.directory, office.lexicon, on=office.campaign.first_day)
    return near.told(found)


def serious(found: Sequence[Told]) -> tuple[Told, ...]:
    """Without what is only worth a line."""
    return tuple(told for told in found if told.finding.severity is not Severity.INFO)

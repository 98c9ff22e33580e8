"""Joint teams as they are seen: with whom one may be proposed, and what programmes, inspections and cards say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.texts import joint as texts
from handlers.turn import Office, Turn
from planning.inspection import Inspection, thaw
from planning.organisation import Body, Directory
from planning.overlap import JointState, Part, Told, joint_team, may_lead, may_propose, told
from planning.programme import DECIDED, EDITABLE, ProgrammeState, VersionState
from storage import inspections, joint, programmes
from storage.engine import Connection
from storage.joint import Proposal
from storage.programmes import Version


@dataclass(frozen=True, slots=True)
class Sides:
    """A proposal with both inspections and their bodies: whose it is, and who answers it."""

    proposal: Proposal
    mine: Inspection
    my_body: Body
    theirs: Inspection
    their_body: Body

    def item(self, inspection_id: str) -> Inspection:
        return self.mine if inspection_id == self.mine.id else self.theirs

    def body(self, inspection_id: str) -> Body:
        return self.my_body if inspection_id == self.mine.id else self.their_body

    @property
    def lead(self) -> Body:
        return self.body(self.proposal.lead_id)

    @property
    def partner(self) -> Body:
        return self.body(self.proposal.partner_id)


async def sides(
    tx: Connection, office: Office, proposal: Proposal | None, dropped: Inspection | None = None
) -> Sides | None:
    """None when there is no such proposal, or one of its inspections is gone; `dropped`: one that has just gone."""
    if proposal is None:
        return None
    mine, theirs = [
        dropped if dropped and dropped.id == inspection_id else await inspections.get(tx, inspection_id)
        for inspection_id in (proposal.inspection_id, proposal.other_id)
    ]
    if mine is None or theirs is None:
        return None
    return Sides(proposal, mine, office.body(mine.body_id), theirs, office.body(theirs.body_id))


async def as_it_stands(turn: Turn, version: Version) -> tuple[Inspection, ...]:
    """The inspections of a version as they were sent; until it is decided with the joint teams that hold now, which
    the decision then freezes (docs/decisions/0017). Looked up once a turn, which is before anything is decided."""
    key = ("as it stands", version.id, version.state)
    if key not in turn.looked_up:
        items = thaw(version.content)
        if version.state is VersionState.SUBMITTED:
            items = tuple([_with_team_of(item, await inspections.get(turn.tx, item.id)) for item in items])
        turn.looked_up[key] = items
    found: tuple[Inspection, ...] = turn.looked_up[key]
    return found


def _with_team_of(item: Inspection, other: Inspection | None) -> Inspection:
    """While a programme is appraised nothing else of its inspections can change."""
    if other is None:
        return item
    return replace(item, details=replace(item.details, lead=other.details.lead, partners=other.details.partners))


async def leads(
    tx: Connection,
    office: Office,
    item: Inspection,
    found: Sequence[Told],
    states: Mapping[str, ProgrammeState],
    directory: Directory,
) -> dict[str, str]:
    """With which of the inspections that `item` meets a joint team may be proposed, worst overlap first, and which of
    the two would lead: {other id: lead's id}.

    Only where one team can do both, both programmes can still be changed, neither side learns who the other is by it,
    and nothing waits or holds for the two. `states`: of the others' programmes; that of `item` is the caller's to know.
    """
    teams = {}
    for one in found:
        team = joint_team(item, one.finding, directory)
        other = one.finding.other
        if team is None or states.get(other.id) not in EDITABLE:
            continue
        theirs = told(directory.bodies[other.body_id], item, directory, office.campaign.discretion, published=False)
        if may_propose(one.parts, theirs):
            teams[other.id] = item.id if team.lead == item.body_id else other.id
    if not teams:
        return {}
    known = await joint.of_inspections(tx, [item.id, *teams])
    held = [proposal.team for proposal in known if proposal.state is JointState.ACCEPTED]
    taken = {frozenset((proposal.inspection_id, proposal.other_id)) for proposal in known}
    possible = {}
    for other_id, lead in teams.items():
        partner = other_id if lead == item.id else item.id
        if frozenset((item.id, other_id)) in taken:
            continue
        if may_lead(lead, partner, held):
            possible[other_id] = lead
        elif may_lead(partner, lead, held):
            possible[other_id] = partner
    return possible


async def parts_for(tx: Connection, office: Office, viewer: Body | None, other: Inspection) -> frozenset[Part] | None:
    """What a body may learn of another's inspection now."""
    programme = await programmes.of_body(tx, office.campaign.id, other.body_id)
    agreed = programme is not None and programme.state in DECIDED
    return told(viewer, other, office.directory, office.campaign.discretion, published=agreed)


async def named(tx: Connection, office: Office, viewer: Body | None, other: Inspection) -> str:
    """The other inspection of a proposal: its body, and its code where that may be told."""
    parts = await parts_for(tx, office, viewer, other)
    code = other.code if parts is not None and Part.CODE in parts else ""
    return texts.side(office.body(other.body_id).name, code)


async def of_items(
    tx: Connection, office: Office, items: Sequence[Inspection], viewer: Body | None
) -> tuple[list[str], list[str]]:
    """The joint teams that hold, and the proposals that wait, of these inspections, one line each."""
    mine = {item.id: item for item in items}
    held: list[str] = []
    waiting: list[str] = []
    for proposal in await joint.of_inspections(tx, mine):
        own = mine.get(proposal.inspection_id) or mine[proposal.other_id]
        other = await inspections.get(tx, proposal.opposite(own.id))
        if other is not None:
            line = texts.pair(own.code, await named(tx, office, viewer, other))
            (waiting if proposal.open else held).append(line)
    return held, waiting


async def partners_of(tx: Connection, office: Office, item: Inspection, viewer: Body | None) -> tuple[str, ...]:
    """The other sides of the joint teams that hold for an inspection."""
    held = [one for one in await joint.of_inspections(tx, [item.id]) if not one.open]
    others = [await inspections.get(tx, one.opposite(item.id)) for one in held]
    return tuple([await named(tx, office, viewer, other) for other in others if other is not None])


async def of_item(tx: Connection, office: Office, item: Inspection, viewer: Body | None) -> list[str]:
    """What an inspection's page says of its joint teams."""
    lines = []
    for proposal in await joint.of_inspections(tx, [item.id]):
        other = await inspections.get(tx, proposal.opposite(item.id))
        if other is not None:
            name = await named(tx, office, viewer, other)
            lines.append(texts.proposal(name) if proposal.open else texts.team(name, proposal.lead_id == item.id))
    return lines

"""The remarks of a return: what was asked of each inspection, what became of it, and what its unit may do at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers import joint_view, neighbours
from handlers.dialog.chat import Action, Choice
from handlers.entry import Args
from handlers.texts import joint as joint_texts
from handlers.texts import programme as programme_texts
from handlers.texts import remarks as texts
from handlers.texts.format import label
from handlers.turn import Turn
from handlers.verbs.versions import decided_before
from planning.appraisal import ENDING, ItemOutcome
from planning.inspection import Inspection, thaw
from planning.overlap import JointState, find_overlaps
from planning.programme import EDITABLE, VersionState
from planning.remarks import Pair, Remark, Teams, remarks_of
from storage import inspections, joint, outcomes
from storage import remarks as stored
from storage.engine import Connection
from storage.programmes import Programme, Version


@dataclass(frozen=True, slots=True)
class Asked:
    """The version that was returned, and its remarks."""

    version: Version
    remarks: tuple[Remark, ...]

    @property
    def open(self) -> tuple[Remark, ...]:
        return tuple(one for one in self.remarks if one.open)

    @property
    def done(self) -> int:
        return len(self.remarks) - len(self.open)

    def of(self, inspection_id: str) -> Remark | None:
        """By the inspection as it was sent, or as it is now."""
        return next((one for one in self.remarks if inspection_id in (one.item.id, one.now and one.now.id)), None)


async def of_programme(turn: Turn, programme: Programme, items: Sequence[Inspection]) -> Asked | None:
    """What lies with the unit; None when nothing does, or nothing was said item by item."""
    if programme.state not in EDITABLE:
        return None
    earlier = await decided_before(turn.tx, programme.id, programme.version + 1)
    return await since(turn, earlier, items) if earlier else None


async def since(turn: Turn, earlier: Version, items: Sequence[Inspection]) -> Asked | None:
    """The remarks of a version and what became of them in `items`; None when it was not returned, or has none."""
    if earlier.state is not VersionState.RETURNED:
        return None
    found = remarks_of(
        thaw(earlier.content),
        await outcomes.of_step(turn.tx, earlier.id, earlier.step),
        items,
        turn.office.directory,
        said=await stored.said(turn.tx, earlier.id),
        teams=await _teams(turn.tx, items),
    )
    return Asked(earlier, found) if found else None


async def _teams(tx: Connection, items: Iterable[Inspection]) -> Mapping[str, Teams]:
    """By inspection id."""
    mine = {item.id for item in items}
    held: dict[str, set[Pair]] = {}
    proposed: dict[str, set[Pair]] = {}
    for proposal in await joint.of_inspections(tx, mine):
        lead, partner = [await inspections.get(tx, one) for one in (proposal.lead_id, proposal.partner_id)]
        if lead is None or partner is None:
            continue
        where = held if proposal.state is JointState.ACCEPTED else proposed
        for item in (lead, partner):
            where.setdefault(item.id, set()).add((lead.body_id, partner.body_id))
    return {one: Teams(frozenset(held.get(one, ())), frozenset(proposed.get(one, ()))) for one in mine}


def to_list(asked: Asked, body_id: str) -> Choice:
    """The way to all of them."""
    return Choice(texts.todo(asked.done, len(asked.remarks)), Action("remarks.list", {"body": body_id}))


def here(asked: Asked, remark: Remark, body_id: str) -> Args:
    """What every choice about one remark carries: also how the inspection and the unit's answer were when it was
    shown."""
    revision = remark.now.revision if remark.now else 0
    shown = {"revision": revision, **({"said": remark.said} if remark.said else {})}
    return {"body": body_id, "version": asked.version.id, "inspection": remark.item.id, **shown}


async def ways(turn: Turn, asked: Asked, remark: Remark, body_id: str) -> list[Choice]:
    """What the unit may do about one remark with one press each, the asked thing first; one that was answered may still
    be followed, or answered anew."""
    now, base = remark.now, here(asked, remark, body_id)
    if now is None or not remark.undone:
        return []
    outcome, proposal = remark.ruling.outcome, remark.ruling.proposal
    edit = Choice(programme_texts.EDIT, Action("register.edit", {"inspection": now.id}))
    found: list[Choice]
    if outcome in ENDING:
        found = [Choice(texts.DELETE, Action("programme.delete", {"inspection": now.id}), "bad")]
    elif outcome is ItemOutcome.RESCHEDULE:
        there = label(texts.move_to(proposal.intervals))
        found = [
            Choice(there, Action("remarks.move", base), "good"),
            Choice(texts.OTHER_TIME, Action("register.edit", {"inspection": now.id, "at": "periods"})),
        ]
    elif outcome is ItemOutcome.CHANGE_SUBJECT:
        home = turn.office.body(body_id).unit_id
        there = label(texts.change_to(turn.office.directory, proposal.subjects, proposal.members, home))
        found = [
            Choice(there, Action("remarks.subject", base), "good"),
            Choice(texts.OTHER_SUBJECT, Action("register.edit", {"inspection": now.id, "at": "subjects"})),
        ]
    elif outcome is ItemOutcome.JOINT:
        found = [*await _teams_to_propose(turn, remark, now), Choice(texts.WRITE_TEAM, Action("remarks.team", base))]
    else:
        found = [edit]
    return [*found, Choice(texts.SAY_ANEW if remark.said else texts.KEEP, Action("remarks.say", base))]


async def _teams_to_propose(turn: Turn, remark: Remark, now: Inspection) -> list[Choice]:
    """A joint team with whom it was asked for, as far as one may be proposed."""
    office = turn.office
    body = office.body(now.body_id)
    near = await neighbours.of(turn.tx, office, now, office.directory, body)
    met = find_overlaps(now, near.items, office.directory, office.lexicon, on=office.campaign.first_day)
    serious = neighbours.serious(near.told(met))
    possible = await joint_view.leads(turn.tx, office, now, serious, near.states, office.directory)
    wanted = {remark.ruling.proposal.lead, *remark.ruling.proposal.partners} - {body.id}
    others = {told.finding.other.id: told.finding.other for told in serious}
    return [
        Choice(
            label(joint_texts.with_whom(office.body(others[other].body_id).name)),
            Action("joint.propose", {"inspection": now.id, "other": other}),
            "good",
        )
        for other in possible
        if others[other].body_id in wanted
    ][:2]

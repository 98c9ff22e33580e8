"""Proposing one team instead of two to the body whose inspection overlaps, from the warning or from a saved inspection.

What waits is seen and taken back in `joint_waiting`, answered in `joint_answer`, ended by itself in `joint_fate`.
"""

from __future__ import annotations

from handlers import joint_view, neighbours, notify
from handlers.dialog.chat import Action, Choice, Row, Say
from handlers.entry import Args
from handlers.joint_fate import card_key
from handlers.joint_view import Sides, leads, sides
from handlers.texts import common, overlap
from handlers.texts import joint as texts
from handlers.texts import programme as programme_texts
from handlers.turn import Turn
from planning.inspection import Inspection
from planning.overlap import JointState, Told, compare, find_overlaps
from planning.programme import EDITABLE, Role
from storage import audit, inspections, joint, people, programmes
from storage.joint import Proposal


async def propose(turn: Turn, args: Args, text: str | None) -> None:
    """From an inspection's page: one tap."""
    if turn.double_tap:
        return
    item = await inspections.get(turn.tx, str(args.get("inspection")))
    if item is None:
        await turn.note(programme_texts.item_gone())
        return
    if not turn.may(Role.UNIT, turn.office.body(item.body_id).unit_id):
        await turn.refuse()
        return
    found = await _try(turn, item, str(args.get("other")))
    if found is None:
        await turn.note(texts.not_sent())
        return
    await turn.reply(waiting(await said_sent(turn, found), found))


async def proposed_on_saving(turn: Turn, item: Inspection, other_id: str) -> str:
    """The way out that was chosen while registering; returns what became of it."""
    found = await _try(turn, item, other_id)
    return await said_sent(turn, found) if found else texts.not_sent()


async def _try(turn: Turn, item: Inspection, other_id: str) -> Sides | None:
    """Propose it as the rule has it and tell the other body; None when it can't be (any more)."""
    office, campaign = turn.office, turn.office.campaign
    body = office.body(item.body_id)
    programme = await programmes.of_body(turn.tx, campaign.id, body.id)
    if programme is None or programme.state not in EDITABLE:
        return None
    near = await neighbours.of(turn.tx, office, item, office.directory, body)
    met = find_overlaps(item, near.items, office.directory, office.lexicon, on=campaign.first_day)
    serious = neighbours.serious(near.told(one for one in met if one.other.id == other_id))
    lead = (await leads(turn.tx, office, item, serious, near.states, office.directory)).get(other_id)
    return await send(turn, item.id, other_id, lead) if lead else None


async def send(turn: Turn, inspection_id: str, other_id: str, lead_id: str) -> Sides | None:
    """Store a proposal and give it to everybody who may answer it; None when one of the two has one already."""
    proposal = await joint.propose(
        turn.tx,
        campaign_id=turn.office.campaign.id,
        inspection_id=inspection_id,
        other_id=other_id,
        lead_id=lead_id,
        person_id=turn.me.id,
        now=turn.now,
    )
    found = await sides(turn.tx, turn.office, proposal)
    if proposal is None or found is None:
        return None
    await audit.record(
        turn.tx,
        "joint.proposed",
        f"joint:{proposal.id}",
        turn.me.id,
        turn.now,
        inspection=inspection_id,
        other=other_id,
        lead=lead_id,
    )
    say = await asked(turn, found)
    for person in await people.of_unit(turn.tx, found.their_body.unit_id, Role.UNIT):
        await notify.tell(turn.tx, person, say, turn.now, card=card_key(proposal))
    return found


async def said_sent(turn: Turn, found: Sides) -> str:
    other = await joint_view.named(turn.tx, turn.office, found.my_body, found.theirs)
    return texts.sent(found.mine.code, other, found.lead.name, found.partner.name)


async def asked(turn: Turn, found: Sides) -> Say:
    """What the other body reads, with its answers: no more than it may learn of the proposer's inspection."""
    office, proposal = turn.office, found.proposal
    finding = compare(found.theirs, found.mine, office.directory, office.lexicon, on=office.campaign.first_day)
    parts = await joint_view.parts_for(turn.tx, office, found.their_body, found.mine)
    said = await joint_view.named(turn.tx, office, found.their_body, found.mine)
    if finding is not None and parts is not None:
        named = len(found.theirs.subjects) > 1
        told = Told(finding, parts)
        said = overlap.line(told, office.directory, home=found.their_body.unit_id, named=named, code=True)
    here = {"proposal": proposal.id}
    yes = Choice(texts.ACCEPT, Action("joint.accept", here), "good", firm=True)
    rows: list[Row] = [(yes,), (Choice(texts.DECLINE, Action("joint.decline", here), "bad"),)]
    if proposal.lead_id == found.mine.id:
        rows.append((Choice(texts.COUNTER, Action("joint.counter", here)),))
    rows.append((Choice(found.theirs.code, Action("programme.item", {"inspection": found.theirs.id})),))
    return Say(texts.asked(found.theirs, said, found.lead.name, found.partner.name), tuple(rows), lasting=True)


def waiting(text: str, found: Sides) -> Say:
    """What the proposer reads while it waits."""
    here = {"proposal": found.proposal.id}
    rows: list[Row] = []
    if found.proposal.lead_id == found.mine.id:
        rows.append((Choice(texts.LET_LEAD, Action("joint.let_lead", here)),))
    rows.append((Choice(texts.WITHDRAW, Action("joint.withdraw", here), "bad"),))
    rows.append((Choice(common.BACK, Action("programme.open", {"body": found.my_body.id})),))
    return Say(text, tuple(rows), lasting=True)


async def known(turn: Turn, args: Args) -> Sides | None:
    """The proposal of the arguments; otherwise the person is told."""
    proposal = await joint.get(turn.tx, str(args.get("proposal")))
    found = await sides(turn.tx, turn.office, proposal)
    if found is None:
        await turn.note(texts.already(proposal.state) if proposal else texts.gone())
    return found


async def end(turn: Turn, proposal: Proposal, state: JointState, action: str, reason: str = "") -> bool:
    """Move a proposal on from where it waits; False, and the person is told, when somebody was faster."""
    if await joint.settle(turn.tx, proposal, state, person_id=turn.me.id, now=turn.now, reason=reason):
        await audit.record(turn.tx, action, f"joint:{proposal.id}", turn.me.id, turn.now)
        return True
    after = await joint.get(turn.tx, proposal.id)
    await turn.note(texts.already(after.state if after else JointState.LAPSED))
    return False


ACTIONS = {"joint.propose": propose}

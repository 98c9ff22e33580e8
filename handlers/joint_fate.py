"""What becomes of a joint team, or of a proposal that waits, when an inspection or its programme moves on."""

from __future__ import annotations

from dataclasses import replace

from handlers import notify, rechecks
from handlers.dialog.chat import Action, Choice, Say
from handlers.joint_view import Sides, sides
from handlers.texts import joint as texts
from handlers.texts import register as register_texts
from handlers.texts.format import whens
from handlers.texts.joint import Why
from handlers.turn import Turn
from planning.inspection import Inspection
from planning.overlap import JointState, takes_in, without
from planning.programme import DECIDED, Role
from storage import audit, inspections, joint, people, programmes
from storage.joint import Proposal


def card_key(proposal: Proposal) -> str:
    """Whoever may answer has a card; all change when one has answered."""
    return f"joint:{proposal.id}"


async def tell_unit(turn: Turn, item: Inspection, text: str) -> set[tuple[str, str]]:
    """Everybody of an inspection's unit but the one who acts; returns the chats."""
    body = turn.office.body(item.body_id)
    see = Choice(register_texts.SEE, Action("programme.open", {"body": body.id}))
    told = set[tuple[str, str]]()
    for person in await people.of_unit(turn.tx, body.unit_id, Role.UNIT):
        if person.id != turn.me.id and await notify.tell(turn.tx, person, Say(text, ((see,),), lasting=True), turn.now):
            told |= set((await people.active_chats(turn.tx, person.id))[:1])
    return told


async def close_cards(
    turn: Turn, proposal: Proposal, text: str, *, but: str | None = None, told: set[tuple[str, str]] | None = None
) -> None:
    """No card of this proposal can be pressed any more; `told`: chats that have heard it in a message of their own."""
    here = (turn.said.channel, turn.said.address)
    await notify.change_cards(
        turn.tx,
        card_key(proposal),
        Say(text),
        turn.now,
        but=but,
        unchanging=turn.office.unchanging,
        told={here, *(told or ())},
    )


def is_moved(before: Inspection, item: Inspection) -> bool:
    """Whether a change concerns the other side of a team: it takes place at another time, or elsewhere."""
    return (before.intervals, set(before.subjects)) != (item.intervals, set(item.subjects))


async def changed(turn: Turn, before: Inspection, item: Inspection) -> None:
    """An inspection was saved anew: what waits for its old time or subjects lapses; a team holds as long as both say
    so, and its other side hears of the new time."""
    elsewhere = is_moved(before, item)
    for proposal in await joint.of_inspections(turn.tx, [item.id]):
        found = await sides(turn.tx, turn.office, proposal)
        if found is None:
            continue
        other = found.item(proposal.opposite(item.id))
        if proposal.open:
            if elsewhere:
                await lapse(turn, found, Why.MOVED)
        elif not takes_in(item, other, turn.office.directory):
            await _dissolve(turn, found, item, None)
            await turn.note(texts.left_out(item.code, turn.office.body(other.body_id).name))
        elif elsewhere:
            who = turn.office.body(item.body_id).name
            await tell_unit(turn, other, texts.moved(other.code, who, whens(item.intervals)))


async def dropped(turn: Turn, item: Inspection) -> None:
    """An inspection was dropped."""
    for proposal in await joint.of_inspections(turn.tx, [item.id]):
        found = await sides(turn.tx, turn.office, proposal, item)
        if found and proposal.open:
            await lapse(turn, found, Why.DROPPED)
        elif found:
            await _dissolve(turn, found, item, Why.DROPPED)


async def programme_moved(turn: Turn, programme_id: str, why: Why) -> None:
    """A programme was withdrawn or decided: what waits for its inspections lapses, what holds goes on holding."""
    items = await inspections.of_programme(turn.tx, programme_id)
    for proposal in await joint.of_inspections(turn.tx, [item.id for item in items]):
        found = await sides(turn.tx, turn.office, proposal) if proposal.open else None
        if found:
            await lapse(turn, found, why)


async def lapse(turn: Turn, found: Sides, why: Why) -> bool:
    """End a proposal that waits, and tell both sides."""
    proposal = found.proposal
    if not await joint.settle(turn.tx, proposal, JointState.LAPSED, person_id=None, now=turn.now):
        return False
    await audit.record(turn.tx, "joint.lapsed", f"joint:{proposal.id}", turn.me.id, turn.now, why=why)
    told = await tell_unit(turn, found.theirs, texts.lapsed(found.theirs.code, found.my_body.name, why))
    if found.my_body.unit_id != found.their_body.unit_id:
        told |= await tell_unit(turn, found.mine, texts.lapsed(found.mine.code, found.their_body.name, why))
    mine = turn.may(Role.UNIT, found.my_body.unit_id)
    if mine or turn.may(Role.UNIT, found.their_body.unit_id):
        own, other = (found.mine, found.their_body) if mine else (found.theirs, found.my_body)
        await turn.note(texts.lapsed(own.code, other.name, why))
    await close_cards(turn, proposal, texts.lapsed(found.theirs.code, found.my_body.name, why), told=told)
    return True


async def _dissolve(turn: Turn, found: Sides, item: Inspection, why: Why | None) -> None:
    """A team is no more because of what became of `item`; the other inspection no longer names it, unless its programme
    has been agreed: nothing in that one changes silently."""
    proposal = found.proposal
    if not await joint.settle(turn.tx, proposal, JointState.LAPSED, person_id=None, now=turn.now):
        return
    await audit.record(turn.tx, "joint.lapsed", f"joint:{proposal.id}", turn.me.id, turn.now, why=why or "left_out")
    other = found.item(proposal.opposite(item.id))
    body = found.body(item.id)
    programme = await programmes.of_body(turn.tx, turn.office.campaign.id, other.body_id)
    if programme and programme.state not in DECIDED:
        alone = without(other.details, body.name, item.code)
        await inspections.set_team(turn.tx, other, alone, turn.now)
        if why is None:  # both are there, and overlap again
            await rechecks.changed(turn.tx, turn.office, replace(other, details=alone), turn.now)
            await rechecks.changed(turn.tx, turn.office, item, turn.now)
    say = texts.dissolved(other.code, body.name, why) if why else texts.left_out(other.code, body.name)
    await tell_unit(turn, other, say)

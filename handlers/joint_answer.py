"""Answering a proposal of a joint team: agreeing, not agreeing with or without a reason, or agreeing to lead."""

from __future__ import annotations

from datetime import timedelta

from handlers import joint_view, rechecks
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.dialog.match import is_taken_back
from handlers.entry import Args
from handlers.joint import asked, end, known, send
from handlers.joint_fate import card_key, close_cards, lapse, tell_unit
from handlers.joint_view import Sides
from handlers.texts import common
from handlers.texts import joint as texts
from handlers.texts.joint import Why
from handlers.turn import Turn
from planning.overlap import JointState, compare, may_lead, with_lead, with_partner
from planning.programme import EDITABLE, ProgrammeState, Role
from storage import inspections, joint, programmes
from storage.engine import moment, stamp

REASON_WITHIN = timedelta(minutes=15)


async def _mine_to_answer(turn: Turn, args: Args) -> Sides | None:
    """A proposal that waits for the person's unit; otherwise they are told."""
    found = await known(turn, args)
    if found is None:
        return None
    if not turn.may(Role.UNIT, found.their_body.unit_id):
        await turn.refuse()
        return None
    if not found.proposal.open:
        await turn.note(texts.already(found.proposal.state))
        return None
    return found


async def _states(turn: Turn, found: Sides) -> set[ProgrammeState]:
    bodies = (found.my_body.id, found.their_body.id)
    return {one.state for one in (await programmes.of_bodies(turn.tx, turn.office.campaign.id, bodies)).values()}


async def _why_not(turn: Turn, found: Sides) -> Why | None:
    """Why there is nothing to agree to any more, although nobody has ended it."""
    office, proposal = turn.office, found.proposal
    if not await _states(turn, found) <= {*EDITABLE, ProgrammeState.SUBMITTED}:
        return Why.DECIDED
    if compare(found.mine, found.theirs, office.directory, office.lexicon, on=office.campaign.first_day) is None:
        return Why.APART
    others = await joint.of_inspections(turn.tx, [found.mine.id, found.theirs.id])
    held = [one.team for one in others if one.state is JointState.ACCEPTED]
    return None if may_lead(proposal.lead_id, proposal.partner_id, held) else Why.MOVED


async def accept(turn: Turn, args: Args, text: str | None) -> None:
    """Both inspections carry the team from now on."""
    found = await _mine_to_answer(turn, args)
    if found is None:
        return
    why = await _why_not(turn, found)
    if why:
        await lapse(turn, found, why)
        return
    if not await end(turn, found.proposal, JointState.ACCEPTED, "joint.accepted"):
        return
    await _put_team(turn, found)
    pressed = _pressed_card(turn, found)
    text_ = await _said_accepted(turn, found)
    see = Choice(found.theirs.code, Action("programme.item", {"inspection": found.theirs.id}))
    menu = Choice(common.MENU, Action("menu"))
    await turn.reply(Say(text_, ((see, menu),), lasting=True, keep=True), in_place=pressed is not None)
    told = await tell_unit(turn, found.mine, text_)
    await close_cards(turn, found.proposal, text_, but=pressed, told=told)


def _pressed_card(turn: Turn, found: Sides) -> str | None:
    """The outbox id of the card that was pressed: it is answered in its place."""
    return turn.pressed.outbox_id if turn.pressed and turn.pressed.card == card_key(found.proposal) else None


async def _said_accepted(turn: Turn, found: Sides) -> str:
    """From now on they are one team: both codes are told."""
    lead, partner = found.item(found.proposal.lead_id), found.item(found.proposal.partner_id)
    frozen = ProgrammeState.SUBMITTED in await _states(turn, found)
    return texts.accepted(texts.side(found.lead.name, lead.code), texts.side(found.partner.name, partner.code), frozen)


async def _put_team(turn: Turn, found: Sides) -> None:
    """In both inspections' details, from where the overlap rule and the papers read it. What was submitted stays as it
    was sent: those who appraise see the team from its row."""
    lead, partner = found.item(found.proposal.lead_id), found.item(found.proposal.partner_id)
    new = {
        lead.id: with_partner(lead.details, found.partner.name, partner.code),
        partner.id: with_lead(partner.details, found.lead.name, lead.code),
    }
    for item in (lead, partner):
        put = await inspections.set_team(turn.tx, item, new[item.id], turn.now)
        assert put  # noqa: S101  # read in this transaction
    for item in (lead, partner):
        again = await inspections.get(turn.tx, item.id)
        assert again  # noqa: S101
        await rechecks.seen(turn.tx, turn.office, again, turn.now)


async def decline(turn: Turn, args: Args, text: str | None) -> None:
    """Asks for a reason first, which may be left out (`sure`)."""
    found = await _mine_to_answer(turn, args)
    if found is None:
        if text is not None:
            await turn.drop_focus()  # nobody waits for this reason any more
        return
    reason = " ".join((text or "").split())
    if args.get("sure"):
        await _decline(turn, found, "")
    elif text is None:
        await _ask_reason(turn, found, "")
    elif is_taken_back(text):
        await turn.reply((await asked(turn, found)).after(texts.not_declined()), card=card_key(found.proposal))
    elif "asked" not in args or turn.now - moment(str(args["asked"])) > REASON_WITHIN:
        await turn.reply((await asked(turn, found)).after(texts.reason_too_late()), card=card_key(found.proposal))
    elif len(reason) > texts.LONGEST_REASON:
        await _ask_reason(turn, found, texts.reason_too_long(len(reason)))
    else:
        await _decline(turn, found, reason)


async def _ask_reason(turn: Turn, found: Sides, note: str) -> None:
    here = {"proposal": found.proposal.id}
    none = Choice(texts.NO_REASON, Action("joint.decline", {**here, "sure": True}))
    back = Choice(common.BACK, Action("joint.show", {**here, "side": "theirs"}))
    listens = Action("joint.decline", {**here, "asked": stamp(turn.now)})
    say = Say(texts.ask_reason(found.my_body.name), column(none, back), on_text=listens, lasting=True)
    await turn.reply(say.after(note) if note else say, fresh=True)


async def _decline(turn: Turn, found: Sides, reason: str) -> None:
    if not await end(turn, found.proposal, JointState.DECLINED, "joint.declined", reason):
        return
    done = texts.you_declined(found.theirs.code, found.my_body.name)
    see = Choice(found.theirs.code, Action("programme.item", {"inspection": found.theirs.id}))
    await turn.reply(Say(done, ((see, Choice(common.MENU, Action("menu"))),), lasting=True))
    other = await joint_view.named(turn.tx, turn.office, found.my_body, found.theirs)
    told = await tell_unit(turn, found.mine, texts.declined(found.mine.code, other, reason))
    await close_cards(turn, found.proposal, done, told=told)


async def counter(turn: Turn, args: Args, text: str | None) -> None:
    """Agreed if they lead: the first proposal is answered, and one goes the other way."""
    found = await _mine_to_answer(turn, args)
    if found is None:
        return
    why = await _why_not(turn, found)
    if why:
        await lapse(turn, found, why)
        return
    if found.proposal.lead_id == found.theirs.id:
        await turn.reply(await asked(turn, found), card=card_key(found.proposal))
        return
    if not await end(turn, found.proposal, JointState.DECLINED, "joint.countered"):
        return
    pressed = _pressed_card(turn, found)
    await close_cards(turn, found.proposal, texts.replaced(), but=pressed)
    back = await send(turn, found.theirs.id, found.mine.id, found.theirs.id)
    if back is not None:
        other = await joint_view.named(turn.tx, turn.office, back.my_body, back.theirs)
        sent = texts.sent(back.mine.code, other, back.lead.name, back.partner.name)
        see = Choice(texts.SEE, Action("joint.show", {"proposal": back.proposal.id, "side": "mine"}))
        await turn.reply(Say(sent, ((see,),), lasting=True), in_place=pressed is not None)


ACTIONS = {"joint.accept": accept, "joint.decline": decline, "joint.counter": counter}

"""Proposals of joint teams that wait: seen from either side, taken back, or with the lead given to the other."""

from __future__ import annotations

from handlers import joint_view
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.joint import asked, end, known, said_sent, send, waiting
from handlers.joint_fate import card_key, close_cards, tell_unit
from handlers.joint_view import Sides, sides
from handlers.my_programme import own_body
from handlers.texts import common
from handlers.texts import joint as texts
from handlers.texts.format import label
from handlers.turn import Turn
from planning.overlap import JointState
from planning.programme import Role
from storage import inspections, joint, programmes


async def show(turn: Turn, args: Args, text: str | None) -> None:
    """A proposal that waits, to either side; to whoever is of both, as to the one that answers."""
    found = await known(turn, args)
    if found is None:
        return
    mine, theirs = (turn.may(Role.UNIT, body.unit_id) for body in (found.my_body, found.their_body))
    if not (mine or theirs):
        await turn.refuse()
    elif not found.proposal.open:
        await turn.note(texts.already(found.proposal.state))
    elif theirs and not (mine and args.get("side") == "mine"):
        await turn.reply(await asked(turn, found), card=card_key(found.proposal))
    else:
        other = await joint_view.named(turn.tx, turn.office, found.my_body, found.theirs)
        await turn.reply(waiting(texts.waits(found.mine.code, other, found.lead.name), found))


async def listed(turn: Turn, args: Args, text: str | None) -> None:
    """What waits for or of one's own programme; a single one opens at once."""
    body = await own_body(turn, args)
    if body is None:
        return
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    items = {item.id: item for item in await inspections.of_programme(turn.tx, programme.id)}
    choices = []
    for proposal in await joint.of_inspections(turn.tx, items):
        found = await sides(turn.tx, turn.office, proposal) if proposal.open else None
        if found is not None:
            own, other = (found.mine, found.theirs) if found.mine.id in items else (found.theirs, found.mine)
            name = texts.pair(own.code, turn.office.body(other.body_id).name)
            side = {"side": "mine" if own is found.mine else "theirs"}
            choices.append(Choice(label(name), Action("joint.show", {"proposal": proposal.id, **side})))
    if len(choices) == 1:
        await show(turn, choices[0].action.args, None)
        return
    back = Choice(common.BACK, Action("programme.open", {"body": body.id}))
    await turn.reply(Say(texts.choose() if choices else texts.none_waits(), column(*choices, back), lasting=True))


async def own(turn: Turn, args: Args) -> Sides | None:
    """A proposal that waits and that the person's unit made; otherwise they are told."""
    found = await known(turn, args)
    if found is None:
        return None
    if not turn.may(Role.UNIT, found.my_body.unit_id):
        await turn.refuse()
        return None
    if not found.proposal.open:
        await turn.note(texts.already(found.proposal.state))
        return None
    return found


async def withdraw(turn: Turn, args: Args, text: str | None) -> None:
    """Take a proposal back while nobody has answered."""
    found = await own(turn, args)
    if found is None or not await end(turn, found.proposal, JointState.WITHDRAWN, "joint.withdrawn"):
        return
    other = await joint_view.named(turn.tx, turn.office, found.my_body, found.theirs)
    back = Choice(common.BACK, Action("programme.open", {"body": found.my_body.id}))
    await turn.reply(Say(texts.you_withdrew(found.mine.code, other), ((back,),), lasting=True))
    text_ = texts.withdrawn(found.theirs.code, found.my_body.name)
    told = await tell_unit(turn, found.theirs, text_)
    await close_cards(turn, found.proposal, text_, told=told)


async def let_lead(turn: Turn, args: Args, text: str | None) -> None:
    """The proposer lets the other side lead: another proposal in the place of the first."""
    found = await own(turn, args)
    if found is None:
        return
    if found.proposal.lead_id == found.theirs.id:
        await show(turn, {**args, "side": "mine"}, None)
        return
    if not await end(turn, found.proposal, JointState.WITHDRAWN, "joint.withdrawn"):
        return
    await close_cards(turn, found.proposal, texts.replaced())
    again = await send(turn, found.mine.id, found.theirs.id, found.theirs.id)
    if again is not None:
        await turn.reply(waiting(await said_sent(turn, again), again))


ACTIONS = {
    "joint.show": show,
    "joint.list": listed,
    "joint.withdraw": withdraw,
    "joint.let_lead": let_lead,
}

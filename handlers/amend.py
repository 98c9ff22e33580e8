"""Amending a programme in force: begun with a cause and a reason, written and submitted like any draft, or given up.

The version in force stays so until the amendment is promulgated (docs/decisions/0015).
"""

from __future__ import annotations

from handlers import notify, rechecks
from handlers.dialog.chat import Action, Choice, Row, Say, column
from handlers.dialog.match import is_taken_back
from handlers.entry import Args
from handlers.my_programme import own_body
from handlers.texts import common
from handlers.texts import in_force as texts
from handlers.texts import programme as programme_texts
from handlers.turn import Turn
from planning.organisation import Body
from planning.programme import EDITABLE, Cause, ProgrammeState, Role
from storage import audit, in_force, inspections, people, programmes
from storage.programmes import Programme

LEAST_REASON = 5  # letters


async def _in_force(turn: Turn, args: Args) -> tuple[Body, Programme] | None:
    """A promulgated programme of the person's unit; otherwise they are told."""
    body = await own_body(turn, args)
    if body is None:
        return None
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    if programme.state is not ProgrammeState.PROMULGATED or programme.in_force_id is None:
        see = Choice(programme_texts.SEE_LIST, Action("programme.open", {"body": body.id}))
        await turn.reply(Say(texts.not_in_force(body.name), ((see,),), lasting=True))
        return None
    return body, programme


async def start(turn: Turn, args: Args, text: str | None) -> None:
    """Why: one of the usual causes."""
    found = await _in_force(turn, args)
    if found is None:
        return
    body, _ = found
    causes = [
        Choice(words, Action("amend.reason", {"body": body.id, "cause": cause}))
        for cause, words in texts.CAUSES.items()
    ]
    back = Choice(common.BACK, Action("programme.open", {"body": body.id}))
    await turn.reply(Say(texts.ask_cause(body.name), column(*causes, back), lasting=True))


async def reason(turn: Turn, args: Args, text: str | None) -> None:
    """The reason in the unit's own words; with it the amendment is open."""
    found = await _in_force(turn, args)
    if found is None:
        if text is not None:
            await turn.drop_focus()
        return
    body, programme = found
    cause = Cause(str(args.get("cause")))
    said = " ".join((text or "").split())
    here = Action("amend.reason", {"body": body.id, "cause": cause})
    back = Choice(common.BACK, Action("amend.start", {"body": body.id}))
    ask = Say(texts.ask_reason(cause), ((back,),), on_text=here, lasting=True)
    if text is None:
        await turn.reply(ask, fresh=True)
    elif is_taken_back(text):
        await turn.drop_focus()
        await start(turn, args, None)
    elif len(said) > texts.LONGEST_REASON:
        await turn.reply(ask.after(texts.reason_too_long(len(said))), fresh=True)
    elif sum(letter.isalpha() for letter in said) < LEAST_REASON:
        await turn.reply(ask.after(texts.reason_needed()), fresh=True)
    else:
        await _open(turn, body, programme, cause, said)


async def _open(turn: Turn, body: Body, programme: Programme, cause: Cause, said: str) -> None:
    if not await in_force.amend(turn.tx, programme, cause, said, turn.me.id, turn.now):
        await turn.note(texts.not_in_force(body.name))
        return
    base = f"version:{programme.in_force_id}"
    await audit.record(turn.tx, "amendment.opened", base, turn.me.id, turn.now, body=body.id, cause=cause, reason=said)
    add = Choice(common.REGISTER, Action("register.start", {"body": body.id}))
    see = Choice(programme_texts.SEE_LIST, Action("programme.open", {"body": body.id}))
    give_up = Choice(texts.DISCARD, Action("amend.discard", {"body": body.id}), "bad")
    rows: tuple[Row, ...] = ((add, see), (give_up,))
    await turn.reply(Say(texts.opened(body.name), rows, lasting=True, keep=True), fresh=True)
    await _tell(turn, body, texts.opened_notice(turn.me.name, body.name))


async def discard(turn: Turn, args: Args, text: str | None) -> None:
    """Ask, then put the inspections back as they are in force. What waits for a decision is withdrawn first."""
    body = await own_body(turn, args)
    if body is None:
        return
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    amendment = await in_force.open_amendment(turn.tx, programme.id)
    if amendment is None or not programme.amending or programme.state not in EDITABLE:
        await turn.note(texts.cannot_discard(body.name))
        return
    if args.get("sure") != amendment.id:
        sure = {"body": body.id, "sure": amendment.id}
        yes = Choice(texts.DISCARD_YES, Action("amend.discard", sure), "bad", firm=True)
        no = Choice(programme_texts.NO, Action("programme.open", {"body": body.id}))
        await turn.reply(Say(texts.discard_sure(body.name), ((yes, no),), lasting=True))
        return
    if not await in_force.discard(turn.tx, programme, turn.me.id, turn.now):
        await turn.note(texts.cannot_discard(body.name))
        return
    before = await in_force.content(turn.tx, amendment.base_id)
    await rechecks.programme_changed(turn.tx, turn.office, programme.id, turn.now)
    touched = await inspections.restore(turn.tx, programme.id, before, turn.now)
    await rechecks.programme_changed(turn.tx, turn.office, programme.id, turn.now)
    base = f"version:{amendment.base_id}"
    await audit.record(turn.tx, "amendment.discarded", base, turn.me.id, turn.now, body=body.id, inspections=touched)
    see = Choice(programme_texts.SEE_LIST, Action("programme.open", {"body": body.id}))
    await turn.reply(Say(texts.discarded(body.name), ((see, Choice(common.MENU, Action("menu"))),), lasting=True))
    await _tell(turn, body, texts.discarded_notice(turn.me.name, body.name))


async def _tell(turn: Turn, body: Body, words: str) -> None:
    """The other focal persons of the unit."""
    for colleague in await people.of_unit(turn.tx, body.unit_id, Role.UNIT):
        if colleague.id != turn.me.id:
            await notify.tell(turn.tx, colleague, Say(words), turn.now)


ACTIONS = {"amend.start": start, "amend.reason": reason, "amend.discard": discard}

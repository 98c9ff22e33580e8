"""A time that those who appraise propose for one inspection: sent, taken by its unit with one tap, or not.

Taking it is an ordinary change of the inspection, conditional on nothing having changed since it was proposed.
"""

from __future__ import annotations

from handlers import joint_fate, neighbours, notify, voiding
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.register import may_change, save
from handlers.texts import common
from handlers.texts import in_force as in_force_texts
from handlers.texts import overlap as overlap_texts
from handlers.texts import suggestions as texts
from handlers.texts import views as view_texts
from handlers.texts.format import unit_names
from handlers.turn import Turn
from planning.inspection import Inspection
from planning.organisation import Body
from planning.overlap import moved
from planning.period import Interval
from planning.programme import Role
from storage import audit, inspections, people, programmes, suggestions
from storage.programmes import Version
from storage.suggestions import Suggestion, SuggestionState


async def send(turn: Turn, inspection_id: str, revision: int, before: Interval, after: Interval) -> None:
    """Tell the unit; whoever sends must have been found to appraise."""
    item = await inspections.get(turn.tx, inspection_id)
    if item is None:
        await turn.note(view_texts.item_gone())
        return
    if item.revision != revision or before not in item.times:
        await turn.note(view_texts.move_overtaken(item.code))
        return
    body = turn.office.body(item.body_id)
    told = await people.of_unit(turn.tx, body.unit_id, Role.UNIT)
    if not told:
        await turn.note(view_texts.nobody_there(body.name))
        return
    suggestion_id = await suggestions.send(
        turn.tx, item.id, revision, before, after, person_id=turn.me.id, now=turn.now
    )
    if suggestion_id is None:
        await turn.note(view_texts.sent_before(item.code))
        return
    await audit.record(
        turn.tx, "move.proposed", f"inspection:{item.id}", turn.me.id, turn.now, code=item.code,
        suggestion=suggestion_id,
    )  # fmt: skip
    say = await _notice(turn, item, body, suggestion_id, before, after)
    for person in told:
        await notify.tell(turn.tx, person, say, turn.now)
    onward = Choice(view_texts.MOVES, Action("views.moves"))
    words = view_texts.sent(item.code, body.name, len(told))
    await turn.reply(Say(words, ((onward, Choice(common.MENU, Action("menu"))),), lasting=True))


async def _notice(
    turn: Turn, item: Inspection, body: Body, suggestion_id: str, before: Interval, after: Interval
) -> Say:
    """What the unit is told: of the other inspection only what it may know."""
    found = await neighbours.findings(turn.tx, turn.office, item, body)
    clash = next((told for told in found if told.finding.interval == before), None)
    directory = turn.office.directory
    why = overlap_texts.line(clash, directory, home=body.unit_id, named=len(item.subjects) > 1) if clash else ""
    names = unit_names(directory, item.subjects, home=body.unit_id, members=item.members)
    seat = Role.REVIEWER if turn.may(Role.REVIEWER) else Role.STANDING
    see = Choice(texts.SEE, Action("programme.item", {"inspection": item.id}))
    words = texts.notice(seat, item.code, names, before, after, why)
    return Say(words, column(*choices(suggestion_id, after), see), lasting=True, keep=True)


def choices(suggestion_id: str, after: Interval) -> tuple[Choice, Choice]:
    """Take it, or keep the time there is."""
    here = {"suggestion": suggestion_id}
    return (
        Choice(texts.take(after), Action("suggestion.take", here), "good"),
        Choice(texts.KEEP, Action("suggestion.keep", here)),
    )


async def _open(turn: Turn, args: Args) -> tuple[Suggestion, Inspection, Body] | None:
    """The suggestion of the arguments if it waits for this person's unit; otherwise they are told."""
    found = await suggestions.get(turn.tx, str(args.get("suggestion")))
    item = await inspections.get(turn.tx, found.inspection_id) if found else None
    if found is None or item is None:
        await turn.note(view_texts.item_gone() if found else common.late_press_nothing_open())
        return None
    body = turn.office.body(item.body_id)
    if not turn.may(Role.UNIT, body.unit_id):
        await turn.refuse()
        return None
    if found.state is not SuggestionState.SENT:
        if not turn.double_tap:
            await turn.note(texts.answered_before())
        return None
    return found, item, body


async def take(turn: Turn, args: Args, text: str | None) -> None:
    """Move the inspection, if its programme takes changes and nothing has changed since."""
    waiting = await _open(turn, args)
    if waiting is None:
        return
    found, item, body = waiting
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    if not await may_change(turn, programme):
        return
    see = Choice(texts.SEE, Action("programme.item", {"inspection": item.id}))
    there = ((see, Choice(common.MENU, Action("menu"))),)
    too_late = found.after.start <= turn.today
    if item.revision != found.revision or found.before not in item.times or too_late:
        await suggestions.settle(turn.tx, found.id, SuggestionState.OVERTAKEN, person_id=turn.me.id, now=turn.now)
        await turn.reply(Say(texts.overtaken(item.code), there, lasting=True))
        return
    new = moved(item, found.before, found.after)
    left = await neighbours.findings(turn.tx, turn.office, new, body)
    if any(told.finding.interval == found.after for told in left):
        await turn.reply(Say(texts.busy_now(found.after), there, lasting=True))
        return
    agreed = await voiding.agreed_version(turn, programme)
    if agreed and args.get("version") != agreed.id:
        await _ask_whether(turn, found, body, agreed)
        return
    if agreed and not await voiding.carry_out(turn, agreed, body):
        await turn.note(in_force_texts.voided_meanwhile(body.name))
        return
    heeded = await inspections.heeded(turn.tx, item.id)
    won = await suggestions.settle(turn.tx, found.id, SuggestionState.TAKEN, person_id=turn.me.id, now=turn.now)
    saved = await save(turn, new, programme, None, heeded, suggestion=found.id) if won else None
    if saved is None:
        await turn.note(texts.answered_before())
        return
    words = texts.taken(item.code, found.after, len(neighbours.serious(left)))
    words += f"\n{in_force_texts.voided(body.name, agreed.number)}" if agreed else ""
    await turn.reply(Say(words, there, lasting=True, keep=True))
    await _tell_sender(turn, found, body, item.code, taken=True)
    await joint_fate.changed(turn, item, saved)


async def _ask_whether(turn: Turn, found: Suggestion, body: Body, agreed: Version) -> None:
    """The first change after an agreement makes it void: asked before, and bound to the version it was asked about."""
    here = {"suggestion": found.id}
    yes = Choice(
        in_force_texts.SAVE_AND_VOID, Action("suggestion.take", {**here, "version": agreed.id}), "bad", firm=True
    )
    no = Choice(in_force_texts.KEEP_AGREED, Action("suggestion.keep", here))
    say = Say(in_force_texts.void_sure(body.name, agreed.number), ((yes,), (no,)), lasting=True, vital=True)
    await turn.reply(say, fresh=True)


async def keep(turn: Turn, args: Args, text: str | None) -> None:
    """The unit does not take it."""
    waiting = await _open(turn, args)
    if waiting is None:
        return
    found, item, body = waiting
    if not await suggestions.settle(turn.tx, found.id, SuggestionState.REFUSED, person_id=turn.me.id, now=turn.now):
        await turn.note(texts.answered_before())
        return
    await audit.record(
        turn.tx, "move.not_taken", f"inspection:{item.id}", turn.me.id, turn.now, code=item.code, suggestion=found.id
    )
    see = Choice(texts.SEE, Action("programme.item", {"inspection": item.id}))
    menu = Choice(common.MENU, Action("menu"))
    await turn.reply(Say(texts.kept(item.code, found.before), ((see, menu),), lasting=True))
    await _tell_sender(turn, found, body, item.code, taken=False)


async def _tell_sender(turn: Turn, found: Suggestion, body: Body, code: str, *, taken: bool) -> None:
    sender = await people.get(turn.tx, found.sent_by)
    if sender and not sender.removed and sender.id != turn.me.id:
        await notify.tell(turn.tx, sender, Say(texts.outcome(body, code, found.after, taken)), turn.now)


ACTIONS = {"suggestion.take": take, "suggestion.keep": keep}

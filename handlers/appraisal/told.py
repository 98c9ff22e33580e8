"""Who hears of a decision, and of its being taken back: the unit at once, item by item; reviewers what the standing
committee decided; the next step gets its card."""

from __future__ import annotations

from handlers import cards, life, notify, sitting
from handlers.appraisal import partners
from handlers.appraise import Case
from handlers.dialog.chat import Action, Choice, Row, Say
from handlers.texts import appraise as texts
from handlers.texts import common
from handlers.texts import opinion as opinion_texts
from handlers.texts import outcomes as outcome_texts
from handlers.texts import programme as programme_texts
from handlers.texts import remarks as remark_texts
from handlers.turn import Turn
from planning.appraisal import Rulings, touched
from planning.inspection import Inspection, thaw
from planning.organisation import Body
from planning.programme import Role, Verb
from storage import people, programmes
from storage.programmes import Version


def remarks(turn: Turn, items: tuple[Inspection, ...], rulings: Rulings) -> list[str]:
    """A line for each inspection of which something was said."""
    return [outcome_texts.item_line(item, said, turn.office.directory) for item, said in touched(items, rulings)]


async def news(turn: Turn, case: Case, verb: Verb, reason: str, rulings: Rulings) -> None:
    """Everybody but whoever decided hears what was decided."""
    version, body, seat = case.version, case.body, case.step.seat
    nth = await life.amendment_of(turn, version)
    if verb is Verb.FORWARD:
        notice = Say(texts.forwarded_notice(body.name, version.number, nth))
        onward = await programmes.version(turn.tx, version.id)
        assert onward  # noqa: S101
        await cards.send(turn, onward, body)
    else:
        notice = _outcome(turn, case, verb, reason, rulings, nth)
    for person in await people.of_unit(turn.tx, body.unit_id, Role.UNIT):
        await notify.tell(turn.tx, person, notice, turn.now)
    if verb is Verb.AGREE:
        await partners.tell(turn, version, body, rulings)
    if seat is Role.STANDING:
        outcome_text = texts.outcome_for_reviewers(body.name, version.number, verb, reason, nth)
        for person in await sitting.acting(turn.tx, Role.REVIEWER, turn.today):
            if person.id != turn.me.id:
                write = Choice(opinion_texts.OPINION, Action("opinion.make", {"version": version.id}))
                mine = verb is Verb.AGREE and body.unit_id not in person.units()
                say = Say(outcome_text, ((write,),) if mine else (), lasting=True)
                await notify.tell(turn.tx, person, say, turn.now)


def _outcome(turn: Turn, case: Case, verb: Verb, reason: str, rulings: Rulings, nth: int) -> Say:
    """`nth`: which amendment it is, 0 for none."""
    version, body, seat = case.version, case.body, case.step.seat
    see = Choice(programme_texts.SEE_LIST, Action("programme.open", {"body": body.id}))
    items = thaw(version.content)
    lines = remarks(turn, items, rulings)
    if verb is not Verb.RETURN:
        text = texts.agreed_notice(body.name, version.number, seat, nth)
        text += f"\n{outcome_texts.changed_by_appraisal(lines)}" if lines else ""
        return Say(text, ((see,),), lasting=True, keep=True, vital=True)
    text = texts.returned_notice(
        body.name, version.number, seat, reason, outcome_texts.remarks(lines) if lines else "", nth
    )
    submit = Choice(common.SUBMIT, Action("submit.ask", {"body": body.id}))
    todo = Choice(remark_texts.todo(0, len(lines)), Action("remarks.list", {"body": body.id}), "good")
    rows: tuple[Row, ...] = (*(((todo,),) if lines else ()), (see, submit))
    return Say(text, rows, lasting=True, keep=True, vital=True)


async def correction(turn: Turn, version: Version, body: Body, verb: Verb, seat: Role, rulings: Rulings) -> None:
    """Everybody who was told of the decision is told that it counts no longer."""
    nth = await life.amendment_of(turn, version)
    notice = Say(outcome_texts.undone_notice(body.name, version.number, verb, turn.me.name, nth), vital=True)
    told = {person.id: person for person in await people.of_unit(turn.tx, body.unit_id, Role.UNIT)}
    if seat is Role.STANDING:
        told |= {person.id: person for person in await sitting.acting(turn.tx, Role.REVIEWER, turn.today)}
    for person in told.values():
        if person.id != turn.me.id:
            await notify.tell(turn.tx, person, notice, turn.now)
    if verb is Verb.AGREE:
        await partners.correct(turn, version, body, rulings)

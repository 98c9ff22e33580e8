"""Taking a decision back: within ten minutes, by whoever made it, as long as nothing has followed from it."""

from __future__ import annotations

from datetime import timedelta

from handlers import cards, life
from handlers.appraisal import carrying, told
from handlers.appraise import readable
from handlers.entry import Args
from handlers.texts import outcomes as texts
from handlers.turn import Turn
from planning.appraisal import Rulings
from planning.organisation import Body
from planning.programme import Verb, decide
from storage import audit, inspections, outcomes, programmes, remarks, undoing, votes
from storage.programmes import Decision, Version

WITHIN = timedelta(minutes=10)


async def undo(turn: Turn, args: Args, text: str | None) -> None:
    """The version, its programme, the inspections and the cards are again as they were before."""
    found = await readable(turn, args)
    if found is None:
        return
    version, body = found
    decision = await programmes.decision(turn.tx, str(args.get("decision")))
    refusal = await _refusal(turn, version, decision)
    if decision is None or refusal:
        await turn.note(refusal or texts.undo_nothing())
        return
    rulings = await outcomes.of_step(turn.tx, version.id, decision.step)
    steps = turn.office.steps_of(version, body)
    made = decide(steps, decision.step, agree=decision.verb is not Verb.RETURN)
    since = turn.now - WITHIN
    if not await undoing.undo(turn.tx, version, decision, made, person_id=turn.me.id, since=since, now=turn.now):
        await turn.note(texts.undo_moved_on())
        return
    if decision.verb is Verb.AGREE:
        await carrying.put_back(turn, version, rulings)
    elif decision.verb is Verb.FORWARD:
        await outcomes.take_back(turn.tx, version.id, made.step)
        nth = await life.amendment_of(turn, version)
        text_ = texts.undone_notice(body.name, version.number, decision.verb, turn.me.name, nth)
        await cards.close(turn, version, text_)  # of the step it comes back from
    await votes.undo(turn.tx, version.id, decision.step, decision.for_id or turn.me.id, turn.now)
    await audit.record(
        turn.tx,
        "version.undone",
        f"version:{version.id}",
        turn.me.id,
        turn.now,
        step=decision.step,
        verb=decision.verb,
    )
    await _tell(turn, version, body, decision, rulings)


async def _refusal(turn: Turn, version: Version, decision: Decision | None) -> str:
    """Why it is not to be taken back; "" when nothing is in the way."""
    if decision is None or decision.version_id != version.id:
        return texts.undo_nothing()
    if decision.person_id != turn.me.id:
        return texts.undo_not_yours(decision.person_name)
    if turn.now - decision.decided_at > WITHIN:
        return texts.undo_too_late(int(WITHIN.total_seconds() // 60))
    if decision.verb is Verb.RETURN:
        began = await inspections.changed_since(turn.tx, version.programme_id, decision.decided_at)
        last = await programmes.last_version(turn.tx, version.programme_id)
        began = began or await remarks.said_since(turn.tx, version.id, decision.decided_at)
        if began or (last and last.number != version.number):
            return texts.undo_unit_began()
    if decision.verb is Verb.FORWARD and await outcomes.changed_after(
        turn.tx, version.id, version.step, decision.decided_at
    ):
        return texts.undo_moved_on()
    return ""


async def _tell(turn: Turn, version: Version, body: Body, decision: Decision, rulings: Rulings) -> None:
    again = await programmes.version(turn.tx, version.id)
    assert again  # noqa: S101
    await cards.refresh(turn, again, body, lead=texts.undone_card(turn.me.name))
    await turn.note(texts.undone(body.name, version.number, await life.amendment_of(turn, version)))
    seat = turn.office.steps_of(version, body)[decision.step].seat
    await told.correction(turn, version, body, decision.verb, seat, rulings)


ACTIONS = {"appraise.undo": undo}

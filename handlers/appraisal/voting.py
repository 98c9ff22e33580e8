"""Steps where everybody who sits there must agree: each yes is kept, the last one decides.

What is missing is derived from the rows each time, so nobody's leaving can hold a draft up for ever: whoever presses
next, also a second time, decides when nobody is missing any more.
"""

from __future__ import annotations

from handlers import cards, notify, sitting
from handlers.appraise import Case, case_of
from handlers.dialog.chat import Action, Choice, Say
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import outcomes as texts
from handlers.turn import Turn
from planning.programme import Quorum
from storage import audit, people, votes
from storage.people import Person
from storage.votes import Vote


async def missing(turn: Turn, case: Case) -> list[Person]:
    """Who has not said yes yet."""
    said = {vote.holder_id for vote in await votes.of_step(turn.tx, case.version.id, case.version.step)}
    holders = await sitting.holders(turn.tx, case.step.seat, case.body)
    return [person for person in holders if person.id not in said]


async def decides(turn: Turn, case: Case) -> bool:
    """Take this person's yes, in their own name first, then in that of whom they substitute for; whether it settles the
    step. Otherwise they are told who is missing."""
    if case.step.quorum is Quorum.ANY:
        return True
    version = case.version
    before = {vote.holder_id for vote in await votes.of_step(turn.tx, version.id, version.step)}
    holder = next((one for one in case.stands if one.id not in before), case.stands[0])
    new = await votes.cast(turn.tx, version.id, version.step, holder.id, person_id=turn.me.id, now=turn.now)
    if new:
        detail = {"step": version.step, "holder": holder.id}
        await audit.record(turn.tx, "version.voted", f"version:{version.id}", turn.me.id, turn.now, **detail)
    left = await missing(turn, case)
    if not left:
        return True
    names = [person.name for person in left]
    if not new:
        await turn.note(texts.voted_already(names))
        return False
    here = {"version": version.id, "step": version.step}
    undo = Choice(texts.UNVOTE, Action("appraise.unvote", here))
    rows = ((undo, Choice(common.MENU, Action("menu"))),)
    await cards.refresh(turn, version, case.body, quiet=True)
    said = texts.voted(case.body.name, version.number, names)
    await turn.reply(Say(said, rows, lasting=True), fresh=True)
    return False


async def unvote(turn: Turn, args: Args, text: str | None) -> None:
    """Take one's own yes back while the step is open, the latest first."""
    case = await case_of(turn, args)
    if case is None:
        return
    mine = [vote for vote in await votes.of_step(turn.tx, case.version.id, case.version.step) if _by(turn, vote)]
    if not mine or not await votes.undo(turn.tx, case.version.id, case.version.step, mine[-1].holder_id, turn.now):
        await turn.note(texts.not_unvoted())
        return
    await audit.record(
        turn.tx, "version.unvoted", f"version:{case.version.id}", turn.me.id, turn.now, step=case.version.step
    )
    await cards.refresh(turn, case.version, case.body, quiet=True)
    await turn.note(texts.unvoted())


def _by(turn: Turn, vote: Vote) -> bool:
    """Whether the person who is talking said it, for themselves or in somebody's stead."""
    return vote.person_id == turn.me.id


async def void(turn: Turn, case: Case) -> None:
    """The outcomes have changed since others said yes: their yes was for something else, and they are told."""
    if case.step.quorum is Quorum.ANY:
        return
    for vote in await votes.of_step(turn.tx, case.version.id, case.version.step):
        await votes.undo(turn.tx, case.version.id, case.version.step, vote.holder_id, turn.now)
        person = await people.get(turn.tx, vote.holder_id)
        if person and person.id != turn.me.id:
            look = Choice(common.QUEUE, Action("appraise.queue"))
            await notify.tell(turn.tx, person, Say(texts.votes_void(), ((look,),), lasting=True), turn.now)


ACTIONS = {"appraise.unvote": unvote}

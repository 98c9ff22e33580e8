"""Reminders of the time limit of a step, for those at whose step a draft waits: derived from rows at every tick, each
rung once, so that neither a restart nor a late tick loses or repeats one."""

from __future__ import annotations

from datetime import datetime

from handlers import notify, sitting, waiting
from handlers.dialog.chat import Action, Choice, Say
from handlers.texts import common
from handlers.texts import outcomes as texts
from handlers.turn import Office
from handlers.waiting import Waiting
from planning.deadline import StepLimit
from storage import mailbox, people, votes
from storage.engine import Connection
from storage.people import Person

LIMIT = StepLimit()
MOST_LINES = 5


def left(office: Office, item: Waiting, now: datetime) -> int | None:
    """The working days a waiting version has at its step, negative once it is overdue; None without a limit."""
    step = waiting.step_of(office, item)
    return office.days_left(item[0], step, now) if step else None


async def tick(tx: Connection, office: Office, now: datetime) -> int:
    """Queue every reminder of a step that is due and not yet sent; returns how many. Safe to call at any time."""
    if not office.campaign.ladder.awake(now):
        return 0
    rungs = [(item, _rung(office, item, now)) for item in await waiting.undecided(tx, office)]
    due = [(item, rung) for item, rung in rungs if rung is not None]
    sent = 0
    today = office.today(now)
    for person in await sitting.everybody(tx, today) if due else ():
        acts_for = await sitting.principals(tx, person.id, today)
        mine = waiting.of_person(office, person, acts_for, [item for item, _ in due])
        if not mine or not await people.active_chats(tx, person.id):
            continue
        theirs = [(item, rung) for item, rung in due if item in mine]
        sent += await _remind(tx, person, theirs, now, until=office.campaign.ladder.tonight(now))
    return sent


def _rung(office: Office, item: Waiting, now: datetime) -> int | None:
    step = waiting.step_of(office, item)
    due = office.due(item[0], step) if step else None
    return LIMIT.rung_due(due, office.today(now), since=office.today(item[0].step_since)) if due else None


async def _remind(
    tx: Connection, person: Person, due: list[tuple[Waiting, int]], now: datetime, *, until: datetime
) -> bool:
    """One message a person and morning, with what was not said before."""
    new = [
        (version, body, rung)
        for (version, body), rung in due
        if await votes.claim_reminder(tx, version.id, version.step, person.id, rung, now)
    ]
    if not new:
        return False
    lines = [texts.step_line(body.name, version.number, rung) for version, body, rung in new]
    said = texts.step_reminder(texts.fit(lines[:MOST_LINES]), len(lines) - MOST_LINES)
    open_it = Choice(common.NEXT_DRAFT, Action("appraise.next"), "good")
    rows = ((open_it,), (Choice(common.QUEUE, Action("appraise.queue")), Choice(common.MENU, Action("menu"))))
    await notify.tell(tx, person, Say(said, rows, lasting=True, keep=True), now, priority=mailbox.REMINDER, until=until)
    return True

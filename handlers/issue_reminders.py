"""Reminders to promulgate: derived from rows at every tick, each rung once for every focal person of the unit."""

from __future__ import annotations

from datetime import datetime

from handlers import notify
from handlers.dialog.chat import Action, Choice, Say
from handlers.texts import common
from handlers.texts import in_force as texts
from handlers.turn import Office
from planning.issuing import rung_due
from planning.organisation import Body
from planning.programme import Role
from storage import mailbox, opinions, people
from storage.engine import Connection
from storage.people import Person


async def tick(tx: Connection, office: Office, now: datetime) -> int:
    """Queue every reminder that is due and not yet sent; returns how many. Safe to call at any time."""
    campaign, today = office.campaign, office.today(now)
    if not campaign.ladder.awake(now):
        return 0
    due: dict[str, tuple[Person, list[Body]]] = {}
    for one in await opinions.not_carried_out(tx, campaign.id):
        body, written = office.body(one.body_id), one.written
        rung = rung_due(office.today(written.recorded_at or written.made_at), campaign.issue_days, today)
        if rung is None:
            continue
        for person in await people.of_unit(tx, body.unit_id, Role.UNIT):
            reachable = await people.active_chats(tx, person.id)
            if reachable and await opinions.claim_reminder(tx, written.version_id, person.id, rung, now):
                due.setdefault(person.id, (person, []))[1].append(body)
    for person, bodies in due.values():
        await notify.tell(tx, person, _say(bodies, campaign.issue_days), now, priority=mailbox.REMINDER)
    return len(due)


def _say(bodies: list[Body], days: int) -> Say:
    open_it = Choice(texts.PROMULGATED, Action("promulgate.ask", {"body": bodies[0].id}))
    if len(bodies) > 1:
        open_it = Choice(common.PROGRAMMES, Action("programme.list"))
    return Say(texts.reminder([body.name for body in bodies], days), ((open_it,),), lasting=True)

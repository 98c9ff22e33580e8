"""Reminders: derived from rows at every tick, so that neither a restart nor a moved deadline loses or repeats one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers import notify
from handlers.dialog.chat import Action, Choice, Row, Say
from handlers.texts import common
from handlers.texts import remind as texts
from handlers.turn import Office
from planning.deadline import days_left
from planning.organisation import Body
from planning.programme import NOT_SUBMITTED, ProgrammeState
from storage import campaigns, inspections, outbox, people, programmes
from storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Duty:
    """One programme that lies with one focal person, and since when: a draft that came back waits for the next rung."""

    person_id: str
    body: Body
    returned: bool
    since: datetime


LAST = 1  # days left: what cannot be missed even when messages are short


async def not_submitted(tx: Connection, office: Office, today: date) -> dict[str, list[Duty]]:
    """By person: what each focal person still has to submit."""
    found = await programmes.all_of(tx, office.campaign.id)
    open_bodies: dict[str, list[Body]] = {}
    for body in office.bodies(today):
        programme = found.get(body.id)
        state = programme.state if programme else ProgrammeState.DRAFTING
        if programme and programme.in_force_id:
            continue  # an amendment has no deadline
        if state in NOT_SUBMITTED and office.steps(body, today):
            open_bodies.setdefault(body.unit_id, []).append(body)
    duties: dict[str, list[Duty]] = {}
    for focal in await people.focal_people(tx):
        for body in open_bodies.get(focal.unit_id, ()):
            programme = found.get(body.id)
            came_back = programme.changed_at if programme and programme.version else focal.since
            returned = programme is not None and programme.state is ProgrammeState.RETURNED
            duty = Duty(focal.person_id, body, returned, max(focal.since, came_back))
            duties.setdefault(focal.person_id, []).append(duty)
    return duties


async def tick(tx: Connection, office: Office, now: datetime) -> int:
    """Queue every reminder that is due and not yet sent; returns how many. Safe to call at any time."""
    campaign = office.campaign
    if office.today(now) < campaign.opens_on:
        return 0
    sent = 0
    for person_id, duties in (await not_submitted(tx, office, office.today(now))).items():
        rungs = {
            duty: campaign.ladder.rung_due(now, since=max(duty.since, campaign.deadline_set_at)) for duty in duties
        }
        due = [duty for duty, rung in rungs.items() if rung is not None]
        rung = next((rung for rung in rungs.values() if rung is not None), None)
        person = await people.get(tx, person_id) if due else None
        if rung is None or person is None or not await people.active_chats(tx, person.id):
            continue
        bodies = [duty.body.id for duty in due]
        if not await campaigns.claim_reminder(tx, campaign, person.id, rung, bodies, now):
            continue
        await notify.tell(tx, person, await _say(tx, office, due, now), now, priority=outbox.REMINDER)
        sent += 1
    return sent


async def _say(tx: Connection, office: Office, due: Sequence[Duty], now: datetime) -> Say:
    """What is missing, and the way to send what is saved and only waits to be sent."""
    campaign = office.campaign
    saved = {duty.body.id: await _saved(tx, office, duty.body) for duty in due}
    text = texts.reminder(
        campaign.year,
        campaign.deadline,
        days_left(campaign.deadline, office.today(now)),
        [(duty.body.name, saved[duty.body.id]) for duty in due if not duty.returned],
        [duty.body.name for duty in due if duty.returned],
    )
    register = Choice(common.REGISTER, Action("register.start"))
    open_it = Choice(texts.OPEN, Action("programme.list"))
    ready = [body_id for body_id, count in saved.items() if count]
    to_send = Action("submit.ask", {"body": ready[0]}) if len(ready) == 1 else Action("submit.choose")
    send: tuple[Row, ...] = ((Choice(common.SUBMIT, to_send, "good"),),) if ready else ()
    last = days_left(campaign.deadline, office.today(now)) <= LAST
    return Say(text, (*send, (register, open_it)), lasting=True, vital=last)


async def _saved(tx: Connection, office: Office, body: Body) -> int:
    """How many inspections a programme has."""
    programme = await programmes.of_body(tx, office.campaign.id, body.id)
    return len(await inspections.of_programme(tx, programme.id)) if programme else 0

"""Reminders: derived from rows at every tick, so that neither a restart nor a moved deadline loses or repeats one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers import notify
from handlers.dialog.chat import Action, Choice, Say
from handlers.texts import common
from handlers.texts import remind as texts
from handlers.turn import Office
from planning.deadline import days_left
from planning.organisation import Body
from planning.programme import NOT_SUBMITTED, ProgrammeState
from storage import campaigns, mailbox, people, programmes
from storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Duty:
    """What one focal person still has to submit, and since when it has been theirs."""

    person_id: str
    since: datetime
    missing: tuple[Body, ...]
    returned: tuple[Body, ...]


async def not_submitted(tx: Connection, office: Office) -> list[Duty]:
    """Every focal person with at least one programme that lies with them."""
    found = await programmes.all_of(tx, office.campaign.id)
    states = {body_id: programme.state for body_id, programme in found.items()}
    by_unit: dict[str, list[Body]] = {}
    for body in office.directory.bodies.values():
        if states.get(body.id, ProgrammeState.DRAFTING) in NOT_SUBMITTED:
            by_unit.setdefault(body.unit_id, []).append(body)
    since: dict[str, datetime] = {}
    bodies: dict[str, list[Body]] = {}
    for focal in await people.focal_people(tx):
        if focal.unit_id in by_unit:
            since[focal.person_id] = max(focal.since, since.get(focal.person_id, focal.since))
            bodies.setdefault(focal.person_id, []).extend(by_unit[focal.unit_id])
    return [
        Duty(
            person_id,
            since[person_id],
            tuple(body for body in own if states.get(body.id) is not ProgrammeState.RETURNED),
            tuple(body for body in own if states.get(body.id) is ProgrammeState.RETURNED),
        )
        for person_id, own in bodies.items()
    ]


async def tick(tx: Connection, office: Office, now: datetime) -> int:
    """Queue every reminder that is due and not yet sent; returns how many. Safe to call at any time."""
    campaign = office.campaign
    if office.today(now) < campaign.opens_on:
        return 0
    sent = 0
    for duty in await not_submitted(tx, office):
        rung = campaign.ladder.rung_due(now, since=max(duty.since, campaign.deadline_set_at))
        if rung is None:
            continue
        person = await people.get(tx, duty.person_id)
        if person is None or not await people.active_chats(tx, person.id):
            continue
        bodies = [body.id for body in (*duty.missing, *duty.returned)]
        if not await campaigns.claim_reminder(tx, campaign, person.id, rung, bodies, now):
            continue
        await notify.tell(tx, person, _say(office, duty, now), now, priority=mailbox.REMINDER)
        sent += 1
    return sent


def _say(office: Office, duty: Duty, now: datetime) -> Say:
    campaign = office.campaign
    text = texts.reminder(
        campaign.year,
        campaign.deadline,
        days_left(campaign.deadline, office.today(now)),
        [body.name for body in duty.missing],
        [body.name for body in duty.returned],
    )
    register = Choice(common.REGISTER, Action("register.start"))
    open_it = Choice(texts.OPEN, Action("programme.list"))
    return Say(text, ((register, open_it),), lasting=True)

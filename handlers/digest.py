"""Mornings: one message to everybody for whom drafts wait, oldest first, and one with counts to admitted groups."""

from __future__ import annotations

from datetime import datetime

from handlers import notify, sitting, waiting
from handlers.dialog.chat import Action, Choice, Say
from handlers.sitting import SEATS
from handlers.texts import common
from handlers.texts import digest as texts
from handlers.turn import Office
from handlers.waiting import Waiting
from planning.deadline import days_left, is_working_day
from planning.programme import NOT_SUBMITTED
from storage import groups, mailbox, people, programmes
from storage.engine import Connection


async def tick(tx: Connection, office: Office, now: datetime) -> int:
    """Queue this morning's digests that have not gone out; returns how many. Safe to call at any time.

    Everybody is marked for the day, also those for whom nothing waits: a draft that comes at ten has its own card.
    """
    today = office.today(now)
    if today < office.campaign.opens_on or not is_working_day(today) or not office.campaign.ladder.awake(now):
        return 0
    until = office.campaign.ladder.tonight(now)  # counts of this morning are wrong tomorrow
    had = await groups.claimed_digests(tx, today)
    undecided: list[Waiting] | None = None
    sent = 0
    for person in await sitting.everybody(tx, today):
        recipient = f"person:{person.id}"
        if recipient in had or not await people.active_chats(tx, person.id):
            continue
        undecided = await waiting.undecided(tx, office) if undecided is None else undecided
        acts_for = await sitting.principals(tx, person.id, today)
        mine = waiting.of_person(office, person, acts_for, undecided)
        if await groups.claim_digest(tx, recipient, today, len(mine), now) and mine:
            await notify.tell(tx, person, _say(office, mine, now), now, priority=mailbox.REMINDER, until=until)
            sent += 1
    for group in await groups.admitted(tx):
        if group.recipient in had:
            continue
        undecided = await waiting.undecided(tx, office) if undecided is None else undecided
        if await groups.claim_digest(tx, group.recipient, today, len(undecided), now) and undecided:
            say = await counts(tx, office, undecided, now)
            chat = (group.channel, group.address)
            await notify.show(tx, chat, None, say, now, priority=mailbox.REMINDER, until=until)
            sent += 1
    return sent


def _say(office: Office, mine: list[Waiting], now: datetime) -> Say:
    today = office.today(now)
    lines = [
        texts.line(body.name, version.number, days_left(today, office.today(version.submitted_at)))
        for version, body in mine[: texts.MOST_LINES]
    ]
    following = Choice(common.NEXT_DRAFT, Action("appraise.next"), "good")
    rows = ((following,), (Choice(common.QUEUE, Action("appraise.queue")), Choice(common.MENU, Action("menu"))))
    return Say(texts.digest(len(mine), lines), rows, lasting=True, keep=True)


async def counts(tx: Connection, office: Office, undecided: list[Waiting], now: datetime) -> Say:
    """What a group may know: how many, never whose."""
    today = office.today(now)
    steps = [waiting.step_of(office, item) for item in undecided]
    per_seat = {seat: sum(step is not None and step.seat is seat for step in steps) for seat in SEATS}
    oldest = min((office.today(version.submitted_at) for version, _ in undecided), default=today)
    found = await programmes.all_of(tx, office.campaign.id)
    bodies = [body for body in office.bodies(today) if office.steps(body, today)]
    missing = sum(
        body.id not in found or (found[body.id].state in NOT_SUBMITTED and not found[body.id].in_force_id)
        for body in bodies
    )
    words = texts.counts(
        per_seat,
        days_left(today, oldest),
        len(bodies) - missing,
        len(bodies),
        office.campaign.deadline,
        days_left(office.campaign.deadline, today),
    )
    return Say(words, ((Choice(texts.MINE, Action("appraise.queue")),),), lasting=True)

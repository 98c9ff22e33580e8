"""Reminding by hand: a unit that has not sent, corrected or issued its programme; whoever sits at an overdue step.

So many a day of one person about one thing. In quiet hours a reminder is kept as a row, and goes out at the morning's
bell if there is still something to remind of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers import notify, sitting, waiting
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import nudge as texts
from handlers.texts.format import label
from handlers.turn import Office, Turn
from planning.deadline import days_left
from planning.organisation import Body
from planning.programme import ProgrammeState, Role
from storage import audit, hand_reminders, mailbox, people, programmes
from storage.engine import Connection
from storage.people import Person
from storage.programmes import Version

PAGE = 8
KINDS = ("missing", "returned", "issue", "step")
_OBJECTS = {"missing": "programme", "returned": "programme", "issue": "promulgation", "step": "version"}


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that somebody may be reminded of now; `key`: the id of its body, or of its version for a step."""

    what: str
    key: str
    body: Body
    version: Version | None = None
    due: date | None = None

    @property
    def object(self) -> str:
        return f"{_OBJECTS[self.what]}:{self.key}"


async def matters(tx: Connection, office: Office, today: date, what: str) -> list[Matter]:
    """Everything of one kind that is open now."""
    if what == "step":
        return await _overdue(tx, office, today)
    bodies = [body for body in office.bodies(today) if office.steps(body, today)]
    if what == "issue":
        agreed = await hand_reminders.not_promulgated(tx, office.campaign.id)
        return [Matter(what, body.id, body) for body in bodies if body.id in agreed]
    found = await programmes.all_of(tx, office.campaign.id)
    wanted = ProgrammeState.RETURNED if what == "returned" else ProgrammeState.DRAFTING
    states = {body.id: found[body.id].state if body.id in found else ProgrammeState.DRAFTING for body in bodies}
    return [Matter(what, body.id, body) for body in bodies if states[body.id] is wanted]


async def _overdue(tx: Connection, office: Office, today: date) -> list[Matter]:
    """Waiting versions whose step has had its working days."""
    found = []
    for version, body in await waiting.undecided(tx, office):
        step = waiting.step_of(office, (version, body))
        due = office.due(version, step) if step else None
        if due and due < today:
            found.append(Matter("step", version.id, body, version, due))
    return found


def _may(turn: Turn) -> bool:
    return turn.appraises or turn.may(Role.ADMIN)


async def pick(turn: Turn, args: Args, text: str | None) -> None:
    """A page of what one may remind of."""
    what = str(args.get("what"))
    if not _may(turn) or what not in KINDS:
        await turn.refuse()
        return
    found = await _reachable_first(turn, await matters(turn.tx, turn.office, turn.today, what))
    pages = max(1, -(-len(found) // PAGE))
    number = min(int(args.get("page", 0)), pages - 1)
    choices = [
        Choice(label(one.body.name), Action("nudge.go", {"what": what, "key": one.key}))
        for one in found[number * PAGE : (number + 1) * PAGE]
    ]
    if pages > 1:
        choices.append(Choice(common.MORE, Action("nudge.pick", {"what": what, "page": (number + 1) % pages})))
    words = texts.choose(what, len(found), number + 1, pages) if found else texts.nothing(what)
    await turn.reply(Say(words, column(*choices, Choice(common.BOARD, Action("board.show"))), lasting=True))


async def _reachable_first(turn: Turn, found: list[Matter]) -> list[Matter]:
    """Units that nobody speaks for come last: there is nobody to remind."""
    units = {focal.unit_id for focal in await people.focal_people(turn.tx)}
    return sorted(found, key=lambda one: one.version is None and one.body.unit_id not in units)


async def go(turn: Turn, args: Args, text: str | None) -> None:
    """Remind everybody whom it concerns, and say who was reached and who was not."""
    what = str(args.get("what"))
    if not _may(turn) or what not in KINDS:
        await turn.refuse()
        return
    most, ladder = turn.office.campaign.hand_reminders, turn.office.campaign.ladder
    found = await matters(turn.tx, turn.office, turn.today, what)
    matter = next((one for one in found if one.key == args.get("key")), None)
    if matter is None or not most:
        await turn.note(texts.no_longer() if most else texts.switched_off())
        return
    awake = ladder.awake(turn.now)
    reached, unreached, enough = [], [], []
    for person in await _concerned(turn.tx, turn.office, matter, turn.now):
        if person.id == turn.me.id:
            continue
        if not await people.active_chats(turn.tx, person.id):
            unreached.append(person.name)
        elif await hand_reminders.add(
            turn.tx,
            matter.object,
            person.id,
            by_id=turn.me.id,
            day=turn.today,
            most=most,
            now=turn.now,
            sent=awake,
        ):
            reached.append(person.name)
            if awake:
                await _send(turn.tx, turn.office, matter, person, turn.me.name, turn.now)
        else:
            enough.append(person.name)
    if reached:
        detail = {"what": what, "people": len(reached)}
        await audit.record(turn.tx, "reminder.by_hand", matter.object, turn.me.id, turn.now, **detail)
    words = texts.outcome(reached, unreached, enough, most, None if awake else ladder.remind_at)
    board = Choice(common.BOARD, Action("board.show"))
    again = Choice(common.BACK, Action("nudge.pick", {"what": what}))
    await turn.reply(Say(words, ((again, board),), lasting=True, keep=True))


async def _concerned(tx: Connection, office: Office, matter: Matter, now: datetime) -> list[Person]:
    if matter.version is not None:
        return await sitting.seated(tx, office, matter.version, matter.body, now)
    return await people.of_unit(tx, matter.body.unit_id, Role.UNIT)


async def _send(tx: Connection, office: Office, matter: Matter, person: Person, by: str, now: datetime) -> None:
    await notify.tell(tx, person, await _say(tx, office, matter, by, now), now, priority=mailbox.REMINDER)


async def _say(tx: Connection, office: Office, matter: Matter, by: str, now: datetime) -> Say:
    body, deadline = matter.body, office.campaign.deadline
    if matter.version is not None and matter.due is not None:
        card = Action("appraise.card", {"version": matter.version.id})
        words = texts.step(body.name, matter.version.number, matter.due, by)
        return Say(words, ((Choice(common.NEXT_DRAFT, card),),), lasting=True)
    open_ = Choice(texts.OPEN, Action("programme.open", {"body": body.id}))
    if matter.what == "issue":
        words = texts.issue(body.name, by)
    elif matter.what == "returned":
        words = texts.returned(body.name, by, await _reason(tx, office, body))
    else:
        words = texts.missing(body.name, deadline, days_left(deadline, office.today(now)), by)
    return Say(words, ((open_,),), lasting=True)


async def _reason(tx: Connection, office: Office, body: Body) -> str:
    programme = await programmes.of_body(tx, office.campaign.id, body.id)
    version = await programmes.last_version(tx, programme.id) if programme else None
    decision = await programmes.last_decision(tx, version.id) if version else None
    return decision.reason if decision else ""


async def tick(tx: Connection, office: Office, now: datetime) -> int:
    """Send what waited for the morning, if it is still right; returns how many. Safe to call at any time."""
    if not office.campaign.ladder.awake(now):
        return 0
    kept = await hand_reminders.unsent(tx)
    today = office.today(now)
    open_now = [one for what in KINDS for one in await matters(tx, office, today, what)] if kept else []
    sent = 0
    for row in kept:
        matter = next((one for one in open_now if one.object == row.object), None)
        person, by = await people.get(tx, row.person_id), await people.get(tx, row.by_id)
        if not await hand_reminders.sent(tx, row.id, now) or matter is None or person is None or by is None:
            continue
        if person.id in {one.id for one in await _concerned(tx, office, matter, now)}:
            await _send(tx, office, matter, person, by.name, now)
            sent += 1
    return sent


ACTIONS = {"nudge.pick": pick, "nudge.go": go}

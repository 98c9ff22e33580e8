"""The administrator's work: inviting, confirming new subjects, moving the deadline, removing people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from handlers import cards, notify, seats
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.remind import not_submitted
from handlers.texts import admin as texts
from handlers.texts import common
from handlers.texts import verbs as verbs_texts
from handlers.texts.admin_names import NAMES
from handlers.texts.audit import AUDIT
from handlers.texts.format import label, unit_name
from handlers.texts.substitute import SUBSTITUTE
from handlers.turn import Turn
from handlers.verbs import transfer
from planning.deadline import days_left
from planning.names.find import find_unit
from planning.organisation import Directory, Unit, UnitKind
from planning.period import Precision, read_period
from planning.programme import Role
from storage import audit, campaigns, mailbox, people, units
from storage.engine import moment, stamp

Handler = Callable[[Turn, Args, str | None], Awaitable[None]]
CONFIRM_WITHIN = timedelta(minutes=15)
MENU = Choice(common.MENU, Action("menu"))
ADMIN = Choice(common.BACK, Action("admin.menu"))


def admins_only(handler: Handler) -> Handler:
    """Checked on every press, where it is done."""

    async def checked(turn: Turn, args: Args, text: str | None) -> None:
        if turn.may(Role.ADMIN):
            await handler(turn, args, text)
        else:
            await turn.refuse()

    return checked


@admins_only
async def menu(turn: Turn, args: Args, text: str | None) -> None:
    choices = column(
        Choice(common.INVITE, Action("admin.invite")),
        Choice(common.PENDING, Action("admin.pending")),
        Choice(common.DEADLINE, Action("admin.deadline")),
        Choice(common.PEOPLE, Action("admin.people")),
        Choice(common.TOPICS, Action("topics.find")),
        Choice(NAMES, Action("admin.names")),
        Choice(common.GROUPS, Action("group.overview")),
        Choice(AUDIT, Action("audit.show")),
        Choice(verbs_texts.HANDED, Action("transfer.list")),
        Choice(SUBSTITUTE, Action("substitute.show")),
        Choice(common.BOARD, Action("board.show")),
        MENU,
    )
    await turn.reply(Say(texts.menu(), choices, lasting=True))


async def _pick_unit(turn: Turn, text: str, then: str, args: Args) -> Unit | None:
    """The unit that was typed; a doubtful name is answered with buttons that lead on to `then`.

    Only units that take part are meant: a ward's people sit in its Party committee, not in its UBND.
    """
    directory = turn.office.directory
    taking_part = {body.unit_id for body in directory.bodies.values() if not directory.is_superior(body)}
    match = find_unit(Directory(directory.units[unit] for unit in taking_part), text, near=None, on=turn.today)
    if match.unit:
        return match.unit
    here = {key: value for key, value in args.items() if key != "unit"}
    choices = [
        Choice(label(unit_name(turn.office.directory, unit)), Action(then, {**here, "unit": unit.id}))
        for unit in match.candidates[:6]
    ]
    words = texts.which_unit(text) if choices else texts.unknown_unit(text)
    await turn.reply(Say(words, column(*choices, ADMIN), on_text=Action(then, here), lasting=True))
    return None


async def _unit(turn: Turn, args: Args, text: str | None, then: str, ask: str) -> Unit | None:
    """The unit chosen, or typed, or else asked for."""
    chosen = turn.office.directory.units.get(str(args.get("unit")))
    if chosen:
        return chosen
    if text:
        return await _pick_unit(turn, text, then, args)
    await turn.reply(Say(ask, ((ADMIN,),), on_text=Action(then, args), lasting=True))
    return None


@admins_only
async def invite(turn: Turn, args: Args, text: str | None) -> None:
    """Role, then unit, then a link that works once."""
    if args.get("role") not in list(Role):
        choices = [Choice(texts.role_button(role), Action("admin.invite", {"role": role.value})) for role in Role]
        await turn.reply(Say(texts.choose_role(), column(*choices, ADMIN), lasting=True))
        return
    role = Role(args["role"])
    unit = await _unit(turn, args, text, "admin.invite", texts.ask_unit(role))
    if unit is None:
        return
    directory = turn.office.directory
    speaks = any(not directory.is_superior(body) for body in directory.bodies_of(unit.id))
    if (role is Role.UNIT or unit.kind is UnitKind.SUPERIOR) and not speaks:
        again = Action("admin.invite", {"role": role.value})
        await turn.reply(Say(texts.no_bodies(unit.name), ((ADMIN,),), on_text=again, lasting=True))
        return
    coming = await people.open_invitations(turn.tx, turn.now)
    code = await people.invite(turn.tx, unit.id, role, turn.me.id, turn.now)
    await audit.record(turn.tx, "invitation.issued", f"unit:{unit.id}", turn.me.id, turn.now, role=role)
    more = Choice(common.INVITE, Action("admin.invite"))
    words = texts.invitation(role, unit.name, await _ways_in(turn, code, coming), people.short_code(code))
    await turn.reply(Say(words, ((more, MENU),), lasting=True, keep=True))


async def _ways_in(turn: Turn, code: str, coming: int) -> list[str]:
    """A line for each platform; of several bots on one that with the most free seats. `coming`: invitations that were
    open before this one."""
    taken = await people.seats(turn.tx)
    lines = []
    for family in dict.fromkeys(door.family for door in turn.office.doors):
        doors = [door for door in turn.office.doors if door.family == family]
        free = seats.room(doors, taken, coming)
        door = max(doors, key=lambda one: free[one])
        if free[door] <= 0:
            lines.append(texts.no_seat(family, len(doors)))
        elif door.typed:
            lines.append(texts.way_by_code(door.label, door.link(code), people.short_code(code)))
        else:
            lines.append(texts.way_by_link(door.label, door.link(code)))
    return lines


@admins_only
async def pending(turn: Turn, args: Args, text: str | None) -> None:
    """New subjects one by one: confirm as it is, or type the right name."""
    directory = turn.office.directory
    unit = directory.units.get(str(args.get("unit")))
    note = ""
    done: set[str] = set()
    if unit and unit.pending and text is not None:
        name = " ".join(text.split())
        if 3 <= len(name) <= 120:
            here = {"unit": unit.id}
            yes = Choice(texts.RENAME, Action("admin.pending", {**here, "sure": True, "name": name}), "good", firm=True)
            no = Choice(texts.NO, Action("admin.pending"))
            await turn.reply(Say(texts.rename_sure(unit.name, name), ((yes, no),), lasting=True))
            return
        note = texts.name_unfit()
    elif unit and unit.pending and args.get("sure"):
        name = str(args.get("name") or unit.name)
        await units.rename(turn.tx, unit.id, name)
        await units.confirm(turn.tx, unit.id)
        await audit.record(turn.tx, "unit.confirmed", f"unit:{unit.id}", turn.me.id, turn.now)
        note, done = texts.confirmed(name), {unit.id}
    waiting = [item for item in directory.units.values() if item.pending and item.id not in done]
    if not waiting:
        words = f"{note}\n{texts.no_pending()}" if note else texts.no_pending()
        await turn.reply(Say(words, ((ADMIN, MENU),), lasting=True))
        return
    first = waiting[0]
    parent = directory.units.get(first.parent_id or "")
    words = texts.pending(first.name, parent.name if parent else "", len(waiting) - 1)
    here = {"unit": first.id}
    yes = Choice(texts.CONFIRM, Action("admin.pending", {**here, "sure": True}), "good", firm=True)
    words = f"{note}\n\n{words}" if note else words
    await turn.reply(Say(words, ((yes,), (ADMIN, MENU)), on_text=Action("admin.pending", here), lasting=True))


@admins_only
async def deadline(turn: Turn, args: Args, text: str | None) -> None:
    """Move the deadline; everybody who has not submitted is told, and the ladder follows the new day."""
    campaign = turn.office.campaign
    again = Action("admin.deadline")
    if text is None:
        words = texts.ask_deadline(campaign.deadline, days_left(campaign.deadline, turn.today))
        await turn.reply(Say(words, ((ADMIN,),), on_text=again, lasting=True))
        return
    reading = read_period(text, year=turn.today.year, today=turn.today)
    spans = [span for span in reading.spans if span.start and span.start == span.end]
    if len(spans) != 1 or len(reading.spans) != 1 or spans[0].precision is not Precision.DAY:
        await turn.reply(Say(texts.bad_deadline(text), ((ADMIN,),), on_text=again, lasting=True))
        return
    new = spans[0].start
    assert new  # noqa: S101
    if new < turn.today:
        await turn.reply(Say(texts.past_deadline(new), ((ADMIN,),), on_text=again, lasting=True))
        return
    count = len(await not_submitted(turn.tx, turn.office, turn.today))
    here = {"day": new.isoformat(), "from": campaign.deadline.isoformat()}
    yes = Choice(texts.YES_MOVE, Action("admin.deadline_go", here), "good", firm=True)
    await turn.reply(Say(texts.deadline_sure(new, count), ((yes, ADMIN),), lasting=True))


@admins_only
async def deadline_go(turn: Turn, args: Args, text: str | None) -> None:
    campaign = turn.office.campaign
    new = date.fromisoformat(str(args["day"]))
    if args.get("from") not in (campaign.deadline.isoformat(), None):
        await turn.note(texts.deadline_moved_meanwhile())  # an old button: the question was about another day
        await deadline(turn, {}, None)
        return
    if new < turn.today:
        await turn.note(texts.past_deadline(new))
        return
    if not await campaigns.move_deadline(turn.tx, campaign.id, new, turn.now):
        await turn.note(texts.deadline_same(new))
        return
    await audit.record(
        turn.tx,
        "deadline.moved",
        f"campaign:{campaign.id}",
        turn.me.id,
        turn.now,
        before=campaign.deadline.isoformat(),
        after=new.isoformat(),
    )
    notice = Say(texts.deadline_notice(campaign.year, new, days_left(new, turn.today)))
    for person_id in await not_submitted(turn.tx, turn.office, turn.today):
        person = await people.get(turn.tx, person_id)
        if person and person.id != turn.me.id:
            await notify.tell(turn.tx, person, notice, turn.now)
    await turn.reply(Say(texts.deadline_moved(new), ((ADMIN, MENU),), lasting=True))


@admins_only
async def people_of(turn: Turn, args: Args, text: str | None) -> None:
    """Who has joined for a unit, with a way to remove each."""
    unit = await _unit(turn, args, text, "admin.people", texts.ask_unit_people())
    if unit is None:
        return
    found = await people.of_unit(turn.tx, unit.id)
    lines = []
    for person in found:
        roles = ", ".join(common.ROLES[m.role] for m in person.memberships if m.unit_id == unit.id)
        lines.append(texts.person_line(person.name, roles))
    removes = [
        Choice(label(texts.remove_button(person.name)), Action("admin.remove", {"person": person.id}), "bad")
        for person in found[:8]
    ]
    await turn.reply(Say(texts.people_of(unit.name, lines), column(*removes, ADMIN), lasting=True))


@admins_only
async def remove(turn: Turn, args: Args, text: str | None) -> None:
    """After a question: all roles end, pending cards go dead, reminders stop."""
    person = await people.get(turn.tx, str(args.get("person")))
    if person is None:
        await turn.refuse()
        return
    if person.id == turn.me.id:
        await turn.note(texts.not_yourself())
        return
    asked = args.get("asked")
    if not asked or turn.now - moment(str(asked)) > CONFIRM_WITHIN:
        here = {"person": person.id, "asked": stamp(turn.now)}
        yes = Choice(texts.REMOVE_YES, Action("admin.remove", here), "bad", firm=True)
        await turn.reply(Say(texts.remove_sure(person.name), ((yes, Choice(texts.NO, ADMIN.action)),), lasting=True))
        return
    if not await people.remove(turn.tx, person.id, turn.now):
        await turn.note(texts.removed_before(person.name))
        return
    await audit.record(turn.tx, "person.removed", f"person:{person.id}", turn.me.id, turn.now)
    for channel, address in await people.active_chats(turn.tx, person.id):
        nothing = {"commands": [list(command) for command in common.STRANGER_COMMANDS]}
        await mailbox.post(turn.tx, channel=channel, address=address, payload=nothing, now=turn.now, kind="commands")
    await cards.take_from(turn, person)
    await transfer.free_those_of(turn, person)
    empty = [role for role in (Role.REVIEWER, Role.STANDING) if not await people.with_role(turn.tx, role)]
    words = "\n".join([texts.removed(person.name), *(texts.seat_empty(role) for role in empty if person.has(role))])
    await turn.reply(Say(words, ((ADMIN, MENU),), lasting=True))


ACTIONS = {
    "admin.menu": menu,
    "admin.invite": invite,
    "admin.pending": pending,
    "admin.deadline": deadline,
    "admin.deadline_go": deadline_go,
    "admin.people": people_of,
    "admin.remove": remove,
}

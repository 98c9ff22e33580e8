"""Submitting a draft programme, and withdrawing it while nobody has decided."""

from __future__ import annotations

from dataclasses import replace

from handlers import cards, joint_fate, life, notify, rechecks, remarks
from handlers import programme_view as view
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.my_programme import own_body, undecided
from handlers.register_facts import bodies_of
from handlers.remarks import Asked
from handlers.texts import common
from handlers.texts import in_force as in_force_texts
from handlers.texts import programme as texts
from handlers.texts import remarks as remark_texts
from handlers.texts.format import label, unit_names
from handlers.texts.joint import Why
from handlers.turn import Turn
from handlers.verbs import changes
from planning.deadline import days_left, is_late
from planning.inspection import Inspection, freeze, totals
from planning.organisation import Body
from planning.programme import EDITABLE, ProgrammeState, Role
from storage import audit, inspections, people, programmes
from storage.programmes import Programme


async def choose(turn: Turn, args: Args, text: str | None) -> None:
    """Which programme to submit; with one there is nothing to choose."""
    bodies = bodies_of(turn)
    if len(bodies) == 1:
        await ask(turn, {"body": bodies[0].id}, None)
        return
    choices = [Choice(label(body.name), Action("submit.ask", {"body": body.id})) for body in bodies]
    menu = Choice(common.MENU, Action("menu"))
    await turn.reply(Say(texts.choose_submit() if bodies else texts.none(), column(*choices, menu), lasting=True))


async def _ready(turn: Turn, body: Body) -> tuple[Programme, tuple[Inspection, ...]] | None:
    """The programme and its inspections if it can be submitted now; otherwise the person is told why not."""
    if not turn.office.steps(body, turn.today):
        await turn.note(texts.not_appraised(body.name))
        return None
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    items = await inspections.of_programme(turn.tx, programme.id)
    menu = Choice(common.MENU, Action("menu"))
    see = Choice(texts.SEE_LIST, Action("programme.open", {"body": body.id}))
    if programme.state not in EDITABLE:
        text = {
            ProgrammeState.AGREED: texts.already_agreed(body.name),
            ProgrammeState.PROMULGATED: in_force_texts.in_force(body.name),
        }.get(programme.state, texts.already_submitted(body.name, programme.version))
        await turn.reply(Say(text, ((see, menu),), lasting=True))
        return None
    if not items:
        add = Choice(common.REGISTER, Action("register.start", {"body": body.id}))
        await turn.reply(Say(texts.nothing_to_submit(body.name), ((add, menu),), lasting=True))
        return None
    if programme.amending and not (await life.changed(turn, programme, items)).any:
        await turn.reply(Say(in_force_texts.nothing_changed(body.name), ((see, menu),), lasting=True))
        return None
    return programme, items


async def ask(turn: Turn, args: Args, text: str | None) -> None:
    """Totals by form and open warnings; asks once."""
    body = await own_body(turn, args)
    ready = await _ready(turn, body) if body else None
    if body is None or ready is None:
        return
    programme, items = ready
    undecided = [item for item in items if item.either]
    if undecided and not args.get("later"):
        await turn.reply(_choose_time(turn, body, undecided))
        return
    campaign = turn.office.campaign
    asked = await remarks.of_programme(turn, programme, items)
    say_text = texts.submit_sure(
        body.name,
        campaign.year,
        programme.version + 1,
        totals(items),
        await view.overlap_lines(turn, items, body),
        campaign.deadline,
        days_left(campaign.deadline, turn.today),
        undecided=[item.code for item in undecided],
    )
    if programme.amending:
        say_text = texts.submit_amendment(
            body.name,
            campaign.year,
            await life.amendment_number(turn, programme),
            totals(items),
            "\n".join(await life.lines(turn, programme, items)),
            await view.overlap_lines(turn, items, body),
        )
    shown = {"body": body.id, "version": programme.version, "of": _shown(items)}
    unchanged = await changes.warning(turn, programme, items)
    if asked and asked.open:
        say = _unmet(turn, body, asked, say_text, Action("submit.go", shown))
        await turn.reply(say.after(unchanged) if unchanged else say)
        return
    say_text = f"{unchanged}\n\n{say_text}" if unchanged else say_text
    yes = Choice(texts.SUBMIT_YES, Action("submit.go", shown), "good", firm=True)
    see = Choice(texts.SEE_LIST, Action("programme.open", {"body": body.id}))
    await turn.reply(Say(say_text, ((yes, see),), lasting=True))


def _unmet(turn: Turn, body: Body, asked: Asked, question: str, go_on: Action) -> Say:
    """What the return asked for and is not there, in front of the question."""
    lines = [remark_texts.line(one, turn.office.directory) for one in asked.open[: remark_texts.MOST]]
    words = remark_texts.left(lines, len(asked.open) - len(lines))
    left = Choice(remark_texts.LEFT, Action("remarks.list", {"body": body.id}), "good")
    yes = Choice(remark_texts.SUBMIT_ANYWAY, go_on, "bad", firm=True)
    return Say(f"{words}\n\n{question}", ((left,), (yes,)), lasting=True)


def _choose_time(turn: Turn, body: Body, undecided: list[Inspection]) -> Say:
    """Which of the alternative times the first one will have; the person may submit as it is."""
    item = undecided[0]
    subjects = unit_names(turn.office.directory, item.subjects, home=body.unit_id, members=item.members)
    here = {"body": body.id, "inspection": item.id, "revision": item.revision}
    times = [
        Choice(label(texts.as_button(one)), Action("submit.settle", {**here, "time": at}))
        for at, one in enumerate(item.intervals)
    ]
    later = Choice(texts.LATER, Action("submit.ask", {"body": body.id, "later": True}))
    text = texts.choose_time(item.code, item, subjects, len(undecided) - 1)
    return Say(text, column(*times, later), lasting=True)


async def settle(turn: Turn, args: Args, text: str | None) -> None:
    """Take one of an inspection's alternative times; then the next is asked, or whether to submit."""
    if turn.double_tap:
        return
    body = await own_body(turn, args)
    ready = await _ready(turn, body) if body else None
    if body is None or ready is None:
        return
    shown = (args.get("inspection"), args.get("revision"))
    item = next((item for item in ready[1] if (item.id, item.revision) == shown and item.either), None)
    at = args.get("time")
    if item is None or not isinstance(at, int) or not 0 <= at < len(item.intervals):
        await turn.note(texts.changed_meanwhile())
    else:
        chosen = replace(item, intervals=(item.intervals[at],), either=False)
        kept = await inspections.heeded(turn.tx, item.id)
        await rechecks.changed(turn.tx, turn.office, item, turn.now)
        if await inspections.change(turn.tx, chosen, turn.now, heeded=kept):
            await audit.record(turn.tx, "inspection.changed", f"inspection:{item.id}", turn.me.id, turn.now)
            await rechecks.seen(turn.tx, turn.office, chosen, turn.now)
            await joint_fate.changed(turn, item, chosen)
    await ask(turn, {"body": body.id}, None)


def _shown(items: tuple[Inspection, ...]) -> str:
    """What the question was about: the button of an older question does not send something else."""
    return " ".join(f"{item.code}:{item.revision}" for item in items)


async def go(turn: Turn, args: Args, text: str | None) -> None:
    """Freeze the next version and give it to those who sit at the first step."""
    body = await own_body(turn, args)
    ready = await _ready(turn, body) if body else None
    if body is None or ready is None:
        return
    programme, items = ready
    if (programme.version, _shown(items)) != (args.get("version"), args.get("of")):
        await turn.note(texts.changed_meanwhile())
        await ask(turn, {"body": body.id}, None)
        return
    campaign = turn.office.campaign
    after_deadline = is_late(campaign.deadline, turn.now, campaign.zone)
    late = after_deadline and not programme.amending and not await programmes.came_in_time(turn.tx, programme.id)
    version = await programmes.submit(
        turn.tx, programme, content=freeze(items), late=late, person_id=turn.me.id, now=turn.now
    )
    if version is None:
        await turn.note(texts.changed_meanwhile())
        return
    await audit.record(
        turn.tx, "version.submitted", f"version:{version.id}", turn.me.id, turn.now, number=version.number, late=late
    )
    done = texts.submitted(body.name, version.number, turn.now, turn.office.zone, late)
    nth = await life.amendment_of(turn, version)
    if nth:
        done = texts.amendment_submitted(body.name, nth, turn.now, turn.office.zone)
    see = Choice(texts.SEE_LIST, Action("programme.open", {"body": body.id}))
    take_back = Choice(texts.WITHDRAW, Action("submit.withdraw", {"body": body.id}))
    menu = Choice(common.MENU, Action("menu"))
    await turn.reply(Say(done, ((see, take_back), (menu,)), lasting=True, keep=True))
    await tell_colleagues(turn, body, texts.submitted_notice(turn.me.name, body.name, version.number, nth))
    await cards.send(turn, version, body)


async def tell_colleagues(turn: Turn, body: Body, text: str) -> None:
    """The other focal persons of the unit hear of it too."""
    for colleague in await people.of_unit(turn.tx, body.unit_id, Role.UNIT):
        if colleague.id != turn.me.id:
            await notify.tell(turn.tx, colleague, Say(text), turn.now)


async def withdraw(turn: Turn, args: Args, text: str | None) -> None:
    """Take back the undecided version, to change it."""
    body = await own_body(turn, args)
    if body is None:
        return
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    version = await undecided(turn, programme.id)
    if version is None:
        await turn.note(texts.too_late_to_withdraw(body.name))
        return
    nth = await life.amendment_of(turn, version)
    if args.get("sure") != version.id:
        sure = {"body": body.id, "sure": version.id}
        yes = Choice(texts.WITHDRAW_YES, Action("submit.withdraw", sure), "bad", firm=True)
        no = Choice(texts.NO, Action("programme.open", {"body": body.id}))
        await turn.reply(Say(texts.withdraw_sure(body.name, version.number, nth), ((yes, no),), lasting=True))
        return
    if not await programmes.withdraw(turn.tx, version, turn.now):
        await turn.note(texts.too_late_to_withdraw(body.name))
        return
    await audit.record(turn.tx, "version.withdrawn", f"version:{version.id}", turn.me.id, turn.now)
    see = Choice(texts.SEE_LIST, Action("programme.open", {"body": body.id}))
    menu = Choice(common.MENU, Action("menu"))
    done = Say(texts.withdrawn(body.name, version.number, nth), ((see, menu),), lasting=True)
    await turn.reply(done)
    await joint_fate.programme_moved(turn, programme.id, Why.WITHDRAWN)
    notice = texts.withdrawn_notice(body.name, version.number, nth)
    await cards.close(turn, version, notice)
    await tell_colleagues(turn, body, notice)


ACTIONS = {
    "submit.choose": choose,
    "submit.ask": ask,
    "submit.settle": settle,
    "submit.go": go,
    "submit.withdraw": withdraw,
}

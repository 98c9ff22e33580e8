"""The menu by role, help, and the commands that the channel lists."""

from __future__ import annotations

from handlers import life
from handlers.appraise import waiting_for
from handlers.dialog.chat import Action, Choice, Row, Say
from handlers.entry import RUNNERS, Args, cancel
from handlers.inspection_form import REGISTER
from handlers.register import CHANGE
from handlers.register_facts import bodies_of
from handlers.texts import common
from handlers.texts import programme as programme_texts
from handlers.texts.admin_names import NAMES
from handlers.turn import Turn
from planning.deadline import days_left
from planning.inspection import totals
from planning.programme import ProgrammeState, Role
from storage import entries, inspections, outbox, programmes


async def show(turn: Turn, args: Args, text: str | None, note: str = "") -> None:
    """Where things stand and what can be done; a half-done entry is kept and offered."""
    parts: list[str] = []
    rows: list[Row] = []
    if turn.may(Role.UNIT):
        words, buttons = await _unit_part(turn)
        parts.append(words)
        rows += buttons
    if turn.appraises or turn.may(Role.ADMIN):
        parts.append(await _office_part(turn))
        rows += _office_buttons(turn)
    if not rows:
        parts.append(common.menu_nothing())
    rows.append((Choice(common.HELP, Action("help")),))
    say = Say("\n\n".join(parts), tuple(rows), lasting=True)
    await turn.reply(say.after(note) if note else say)


async def _unit_part(turn: Turn) -> tuple[str, list[Row]]:
    campaign = turn.office.campaign
    lines = []
    for body in bodies_of(turn):
        programme = await programmes.of_body(turn.tx, campaign.id, body.id)
        items = await inspections.of_programme(turn.tx, programme.id) if programme else ()
        state = programme.state if programme else ProgrammeState.DRAFTING
        final = programme is not None and await life.is_final(turn, programme)
        lines.append(programme_texts.state_line(body.name, state, totals(items), final=final))
    half_done = await entries.open_of(turn.tx, turn.me.id, REGISTER.name)
    what = None
    rows: list[Row] = []
    if half_done:
        runner = RUNNERS[half_done.form]
        what = runner.summary(half_done.answers, await runner.load(turn, half_done.answers))
        rows.append((Choice(common.CONTINUE, Action("entry.resume", {"entry": half_done.id}), "good"),))
    change = await entries.open_of(turn.tx, turn.me.id, CHANGE.name)
    if change:
        words = common.continue_change(str(change.answers["code"]))
        rows.append((Choice(words, Action("entry.resume", {"entry": change.id})),))
    rows.append((Choice(common.REGISTER, Action("register.start")),))
    rows.append((Choice(common.PROGRAMMES, Action("programme.list")),))
    rows.append((Choice(common.SUBMIT, Action("submit.choose")),))
    left = days_left(campaign.deadline, turn.today)
    return common.menu_unit(campaign.year, campaign.deadline, left, lines, what), rows


async def _office_part(turn: Turn) -> str:
    campaign = turn.office.campaign
    waiting = len(await waiting_for(turn) if turn.appraises else await programmes.waiting(turn.tx, campaign.id))
    pending = sum(unit.pending for unit in turn.office.directory.units.values()) if turn.may(Role.ADMIN) else 0
    left = days_left(campaign.deadline, turn.today)
    return common.menu_office(campaign.year, campaign.deadline, left, waiting, pending)


def _office_buttons(turn: Turn) -> list[Row]:
    rows: list[Row] = []
    if turn.appraises:
        rows.append((Choice(common.QUEUE, Action("appraise.queue")),))
        rows.append((Choice(common.OVERLAPS, Action("views.overlaps")),))
    rows.append((Choice(common.BOARD, Action("board.show")),))
    if turn.may(Role.REVIEWER) or turn.may(Role.ADMIN):
        rows.append((Choice(common.SUPERIOR_PLANS, Action("superior.show")),))
    if turn.may(Role.ADMIN):
        rows.append((Choice(common.INVITE, Action("admin.invite")), Choice(common.PENDING, Action("admin.pending"))))
        rows.append((Choice(common.DEADLINE, Action("admin.deadline")), Choice(common.PEOPLE, Action("admin.people"))))
        rows.append((Choice(NAMES, Action("admin.names")),))
    return rows


async def help_(turn: Turn, args: Args, text: str | None) -> None:
    parts = [common.help_unit()] if turn.may(Role.UNIT) else []
    if turn.appraises or turn.may(Role.ADMIN):
        parts.append(common.help_office())
    menu = Choice(common.MENU, Action("menu"))
    await turn.reply(Say("\n\n".join(parts or [common.menu_nothing()]), ((menu,),), lasting=True))


async def cancel_(turn: Turn, args: Args, text: str | None) -> None:
    """/huy: put away the entry that is being asked for, else the half-done one, else say that there is none."""
    question = await entries.question(turn.tx, turn.chat.question_id) if turn.chat and turn.chat.question_id else None
    asked = Say.from_json(question.say).on_text if question else None
    entry = await entries.get(turn.tx, str(asked.args.get("entry"))) if asked else None
    if asked and entry is None:
        await turn.drop_focus()
        await show(turn, {}, None, note=common.dropped())
        return
    if entry is None or entry.person_id != turn.me.id or entry.state != "open":
        entry = await entries.open_of(turn.tx, turn.me.id, REGISTER.name)
    if entry:
        await cancel(turn, {"entry": entry.id}, None)
    else:
        await turn.note(common.nothing_to_cancel())


def allowed_commands(turn: Turn) -> list[str]:
    """The actions that the person's commands stand for."""
    names = ["menu"]
    if turn.may(Role.UNIT):
        names += ["register.start", "programme.list", "submit.choose"]
    if turn.appraises:
        names.append("appraise.queue")
    if turn.appraises or turn.may(Role.ADMIN):
        names.append("board.show")
    if turn.may(Role.ADMIN):
        names.append("admin.menu")
    if len(turn.office.doors) > 1:
        names.append("reach.show")
    return [*names, "help", "cancel"]


async def commands(turn: Turn) -> None:
    """Queue the list of commands that this person's chat shows."""
    listed = [list(common.COMMANDS[name]) for name in allowed_commands(turn)]
    await outbox.post(
        turn.tx,
        channel=turn.said.channel,
        address=turn.said.address,
        payload={"commands": listed},
        now=turn.now,
        kind="commands",
    )


ACTIONS = {"menu": show, "help": help_, "cancel": cancel_}

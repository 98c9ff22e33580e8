"""Registering an inspection, or changing a saved one: begin, ask (inspection_form), warn of overlaps, save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from handlers import coverage, joint, joint_fate, notify, rechecks, voiding
from handlers import entry as entry_flow
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.dialog.form import Answers
from handlers.entry import Args, Runner
from handlers.inspection_form import (
    EITHER,
    JOINT,
    NEW,
    PICKED,
    REGISTER,
    WAITING,
    Facts,
    inspection_of,
    new_names,
    subject_names,
    to_answer,
)
from handlers.register_facts import bodies_of, load
from handlers.texts import admin as admin_texts
from handlers.texts import common
from handlers.texts import in_force as in_force_texts
from handlers.texts import register as texts
from handlers.texts.format import form_name, totals
from handlers.turn import Turn
from planning.inspection import Inspection
from planning.inspection import totals as count
from planning.organisation import Unit, UnitKind
from planning.programme import CHANGEABLE, ProgrammeState, Role
from planning.text import fold
from storage import aliases, audit, entries, inspections, programmes, units
from storage.entries import EntryRow
from storage.ids import new_id
from storage.programmes import Programme


def summary(answers: Answers, facts: Facts) -> str:
    """What a half-done entry is about, in a few words."""
    parts = [form_name(str(answers["form"]))] if "form" in answers else []
    if answers.get("subjects"):
        parts.append(subject_names(answers, facts))
    return " · ".join(parts) or texts.nothing_yet()


async def start(turn: Turn, args: Args, text: str | None) -> None:
    """Begin a new one; a half-done entry is offered first."""
    bodies = bodies_of(turn)
    if not bodies:
        await turn.note(texts.may_not())
        return
    half_done = await entries.open_of(turn.tx, turn.me.id, REGISTER.name)
    if half_done and not half_done.answers.keys() - {"body"}:
        await entry_flow.show(turn, half_done)
        return
    if half_done:
        what = summary(half_done.answers, await load(turn, half_done.answers))
        go_on = Choice(common.CONTINUE, Action("entry.resume", {"entry": half_done.id}))
        anew = Choice(texts.START_ANEW, Action("register.anew", {**args, "entry": half_done.id}))
        await turn.reply(Say(texts.half_done(what), column(go_on, anew), lasting=True))
        return
    chosen = next((body for body in bodies if len(bodies) == 1 or body.id == args.get("body")), None)
    if chosen:
        programme = await programmes.ensure(turn.tx, turn.office.campaign.id, chosen.id, turn.now)
        if not await may_change(turn, programme):
            return
    answers = {"body": chosen.id} if chosen else {}
    row = await entries.start(turn.tx, turn.me.id, REGISTER.name, REGISTER.version, answers, turn.now)
    await entry_flow.show(turn, row)


async def anew(turn: Turn, args: Args, text: str | None) -> None:
    """Put the half-done entry away and begin another."""
    half_done = await entries.get(turn.tx, str(args.get("entry")))
    if half_done and half_done.person_id == turn.me.id:
        await entries.close(turn.tx, half_done.id, "cancelled", turn.now)
    await start(turn, args, None)


async def edit(turn: Turn, args: Args, text: str | None) -> None:
    """Open a saved inspection as an entry that is complete already."""
    item = await inspections.get(turn.tx, str(args.get("inspection")))
    if item is None:
        await turn.note(texts.moved_on())
        return
    if not turn.may(Role.UNIT, turn.office.body(item.body_id).unit_id):
        await turn.refuse()
        return
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, item.body_id, turn.now)
    if not await may_change(turn, programme):
        return
    earlier = await entries.open_of(turn.tx, turn.me.id, CHANGE.name)
    if earlier and (earlier.answers["inspection"], earlier.answers["revision"]) == (item.id, item.revision):
        await entry_flow.show(turn, earlier)  # what was typed before is still there
        return
    if earlier:
        await entries.close(turn.tx, earlier.id, "cancelled", turn.now)
    answers = await _answers_of(turn, item)
    row = await entries.start(turn.tx, turn.me.id, CHANGE.name, CHANGE.version, answers, turn.now)
    await entry_flow.show(turn, row)


async def _answers_of(turn: Turn, item: Inspection) -> dict[str, Any]:
    """A saved inspection as answers, with the overlaps that were kept when it was saved: newer ones are told."""
    return {
        "inspection": item.id,
        "code": item.code,
        "revision": item.revision,
        "body": item.body_id,
        "form": item.form,
        "subjects": list(item.subjects),
        "members": dict(item.members),
        "periods": to_answer(item.intervals),
        **({EITHER: True} if item.either else {}),
        "content": item.content,
        **({} if item.topics is None else {"topics": list(item.topics)}),
        "heeded": await inspections.heeded(turn.tx, item.id),
        **{key: value for key, value in asdict(item.details).items() if value},
        "view": "edit",
    }


async def may_change(turn: Turn, programme: Programme) -> bool:
    """Whether the programme takes changes now; otherwise the person is told why not."""
    if programme.state in CHANGEABLE:
        return True
    body = turn.office.body(programme.body_id)
    see = Choice(common.PROGRAMMES, Action("programme.list"))
    if programme.state is ProgrammeState.PROMULGATED:
        see = Choice(in_force_texts.AMEND, Action("amend.start", {"body": body.id}))
        text = in_force_texts.in_force(body.name)
    else:
        text = texts.frozen(body.name)
    await turn.reply(Say(text, ((see, Choice(common.MENU, Action("menu"))),), lasting=True))
    return False


async def settle_new(turn: Turn, answers: Answers, facts: Facts) -> tuple[str, ...]:
    """Subjects that only this entry names become pending units; the same name twice is one unit."""
    home = facts.home(answers)
    made = {}
    for name in new_names(answers):
        same = (
            unit
            for unit in turn.office.directory.units.values()
            if unit.parent_id == home and fold(unit.name) == fold(name)
        )
        unit = next(same, None)
        if unit is None:
            unit = Unit(new_id(), name, UnitKind.CELL, parent_id=home, pending=True)
            await units.put(turn.tx, unit, now=turn.now, added_by=turn.me.id)
            await audit.record(turn.tx, "unit.added", f"unit:{unit.id}", turn.me.id, turn.now, parent=home)
            await _tell_admins(turn, unit)
        made[f"{NEW}{name}"] = unit.id
    if made:
        turn.office = replace(turn.office, directory=await units.directory(turn.tx))
    return tuple(dict.fromkeys(made.get(item, item) for item in answers["subjects"]))


async def _learn_names(turn: Turn, answers: Answers, facts: Facts, item: Inspection) -> None:
    """What was picked for a typed name is offered first, or taken, when people of this unit type it again."""
    home = facts.home(answers)
    for name, unit_id in answers.get(PICKED, ()):
        unit = turn.office.directory.units.get(unit_id)
        if home and unit and unit_id in item.subjects and unit_id != home:
            await aliases.learn(turn.tx, home, name, unit_id, person_id=turn.me.id, now=turn.now)
            await audit.record(turn.tx, "alias.learnt", f"unit:{unit_id}", turn.me.id, turn.now, name=name, unit=home)


async def _tell_admins(turn: Turn, unit: Unit) -> None:
    parent = turn.office.directory.units.get(unit.parent_id or "")
    text = admin_texts.pending_notice(unit.name, parent.name if parent else "")
    look = Choice(common.PENDING, Action("admin.pending"))
    await notify.tell_role(turn.tx, Role.ADMIN, Say(text, ((look,),), lasting=True), turn.now)


async def finish(turn: Turn, entry: EntryRow, facts: Facts) -> None:
    """Save, in the same transaction that looked for overlaps."""
    answers = dict(entry.answers)
    stored, stored_revision = None, 0
    if answers.get("inspection"):
        stored = await inspections.get(turn.tx, str(answers["inspection"]))
        if stored is None:
            await entries.close(turn.tx, entry.id, "done", turn.now)
            await turn.note(texts.moved_on())
            return
        answers["body"] = stored.body_id
        stored_revision = stored.revision
    body = facts.body(answers)
    if body is None or not turn.may(Role.UNIT, body.unit_id):
        await turn.refuse()
        return
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    if not await may_change(turn, programme):
        answers.pop("confirm", None)  # the entry waits for another "save", it does not save itself later
        await entries.save(turn.tx, entry, answers, entry.form_version, turn.now)
        return
    agreed = await voiding.agreed_version(turn, programme)
    if agreed and answers.get(voiding.VOID) != agreed.id:
        await voiding.ask_before_saving(turn, entry, answers, body, agreed)
        return
    if agreed and answers.get("inspection") and answers["revision"] != stored_revision:
        await entries.close(turn.tx, entry.id, "done", turn.now)
        await turn.note(texts.moved_on())
        return
    if agreed and not await voiding.carry_out(turn, agreed, body):
        await turn.note(in_force_texts.voided_meanwhile(body.name))
        return
    added = new_names(answers)
    item = replace(inspection_of(answers), subjects=await settle_new(turn, answers, facts))
    saved = await save(turn, item, programme, facts)
    await entries.close(turn.tx, entry.id, "done", turn.now)
    if saved is None:
        await turn.note(texts.moved_on())
        return
    await _learn_names(turn, answers, facts, item)
    items = await inspections.of_programme(turn.tx, programme.id)
    counted = totals(count(items))
    text = (
        texts.changed(saved.code, body.name, counted)
        if item.code
        else texts.saved(saved.code, body.name, counted, len(facts.findings))
    )
    below = await coverage.below_of(turn, body)
    text += f"\n{below.words}" if below.words else ""
    if agreed:
        text += f"\n{in_force_texts.voided(body.name, agreed.number)}"
    if added:
        text += f"\n{texts.pending_added('; '.join(added))}"
    if answers.get(JOINT):
        text += f"\n{await joint.proposed_on_saving(turn, saved, str(answers[JOINT]))}"
    waiting = list(answers.get(WAITING, ()))
    following = Action("quick.lines", {"lines": "\n".join(waiting)}) if waiting else Action("register.start")
    more = Choice(texts.next_line(len(waiting)) if waiting else texts.ONE_MORE, following)
    see = Choice(texts.SEE, Action("programme.open", {"body": body.id}))
    submit = Choice(common.SUBMIT, Action("submit.ask", {"body": body.id}))
    await turn.reply(Say(text, (*column(more, see, submit), *below.rows), lasting=True, keep=True))
    if stored is not None:
        await joint_fate.changed(turn, stored, saved)


async def save(
    turn: Turn, item: Inspection, programme: Programme, facts: Facts | None, heeded: Sequence[str] = (), **why: str
) -> Inspection | None:
    """The inspection as it is saved, with its code; None when it was changed or dropped elsewhere meanwhile. Whoever
    overlaps with it, or did, is looked at again.

    facts: what was shown of its overlaps before; None: they are looked up here. heeded: keys of overlaps that count as
    kept, besides those of `facts`. why: for the audit of a change, what it follows."""
    kept = [*heeded]
    if facts:
        kept += [told.finding.key for told in facts.findings] + [many.key for many in facts.many]
    before = await inspections.get(turn.tx, item.id) if item.code else None
    if before is None and item.code:
        return None
    if before is not None:
        await rechecks.changed(turn.tx, turn.office, before, turn.now)
        if not await inspections.change(turn.tx, item, turn.now, heeded=kept):
            return None
        item = replace(item, revision=item.revision + 1)
        await audit.record(turn.tx, "inspection.changed", f"inspection:{item.id}", turn.me.id, turn.now, **why)
    else:
        item = replace(item, id=new_id())
        code = await inspections.add(
            turn.tx,
            item,
            campaign_id=turn.office.campaign.id,
            programme_id=programme.id,
            person_id=turn.me.id,
            now=turn.now,
            heeded=kept,
        )
        item = replace(item, code=code)
        await audit.record(turn.tx, "inspection.added", f"inspection:{item.id}", turn.me.id, turn.now, code=code)
    # subjects that only the entry named have other ids now
    shown = facts if facts and facts.directory is turn.office.directory else None
    await rechecks.changed(turn.tx, turn.office, item, turn.now, shown.met if shown else None)
    await rechecks.seen(turn.tx, turn.office, item, turn.now, shown.findings if shown else None)
    return item


# The same form under another name: changing a saved inspection leaves a half-done new one alone.
# An inspection stays in its programme: the step that asks for the body is left out.
CHANGE = replace(REGISTER, name="change", steps=REGISTER.steps[1:])
entry_flow.RUNNERS[REGISTER.name] = Runner(REGISTER, load, finish, summary)
entry_flow.RUNNERS[CHANGE.name] = Runner(CHANGE, load, finish, summary)

ACTIONS = {"register.start": start, "register.anew": anew, "register.edit": edit}

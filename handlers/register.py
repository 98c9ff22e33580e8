"""Registering an inspection, or changing a saved one: begin, ask (inspection_form), warn of overlaps, save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from handlers import coverage, entry_names, joint, joint_fate, rechecks, remarks, voiding
from handlers import entry as entry_flow
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.dialog.form import EDITING, Answers
from handlers.entry import Args, Runner
from handlers.inspection_form import (
    EITHER,
    JOINT,
    REGISTER,
    WAITING,
    Facts,
    inspection_of,
    new_names,
    subject_names,
    to_answer,
)
from handlers.register_facts import bodies_of, load
from handlers.texts import common
from handlers.texts import in_force as in_force_texts
from handlers.texts import register as texts
from handlers.texts.format import form_name, totals
from handlers.turn import Turn
from planning.inspection import Inspection
from planning.inspection import totals as count
from planning.programme import CHANGEABLE, ProgrammeState, Role
from storage import audit, entries, inspections, programmes
from storage.entries import EntryRow
from storage.ids import new_id
from storage.programmes import Programme, Version


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
    await open_change(turn, item, at=str(args.get("at", "")))


async def open_change(
    turn: Turn, item: Inspection, values: Mapping[str, Any] | None = None, *, at: str = "", note: str = ""
) -> None:
    """The saved inspection as an entry; the caller has found that it may be changed. `values`: answers in the place of
    what is saved; `at`: the step that is asked at once, else the card is shown. `note`: said in front."""
    earlier = await entries.open_of(turn.tx, turn.me.id, CHANGE.name)
    same = earlier and (earlier.answers["inspection"], earlier.answers["revision"]) == (item.id, item.revision)
    if earlier and same and not values and not at:
        await entry_flow.show(turn, earlier, note)  # what was typed before is still there
        return
    if earlier:
        await entries.close(turn.tx, earlier.id, "cancelled", turn.now)
    answers = dict(earlier.answers) if earlier and same and not values else await answers_of(turn, item)
    if values or at:
        answers = {key: value for key, value in answers.items() if key not in REGISTER.passing}
        answers |= {**(values or {}), **({EDITING: at} if at else {})}
    row = await entries.start(turn.tx, turn.me.id, CHANGE.name, CHANGE.version, answers, turn.now)
    await entry_flow.show(turn, row, note)


async def answers_of(turn: Turn, item: Inspection) -> dict[str, Any]:
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
    item = replace(inspection_of(answers), subjects=await entry_names.settle(turn, answers, facts))
    saved = await save(turn, item, programme, facts)
    await entries.close(turn.tx, entry.id, "done", turn.now)
    if saved is None:
        await turn.note(texts.moved_on())
        return
    await entry_names.learn(turn, answers, facts, item)
    await _say_saved(turn, saved, programme, facts, answers, agreed)
    if stored is not None:
        await joint_fate.changed(turn, stored, saved)


async def _say_saved(
    turn: Turn, saved: Inspection, programme: Programme, facts: Facts, answers: Answers, agreed: Version | None
) -> None:
    """What was saved, what follows from it, and where to go on. `agreed`: the agreement that it made void."""
    body = turn.office.body(saved.body_id)
    items = await inspections.of_programme(turn.tx, programme.id)
    counted = totals(count(items))
    text = (
        texts.changed(saved.code, body.name, counted)
        if answers.get("code")
        else texts.saved(saved.code, body.name, counted, len(facts.findings))
    )
    below = await coverage.below_of(turn, body)
    text += f"\n{below.words}" if below.words else ""
    if agreed:
        text += f"\n{in_force_texts.voided(body.name, agreed.number)}"
    if added := new_names(answers):
        text += f"\n{texts.pending_added('; '.join(added))}"
    if answers.get(JOINT):
        text += f"\n{await joint.proposed_on_saving(turn, saved, str(answers[JOINT]))}"
    waiting = list(answers.get(WAITING, ()))
    following = Action("quick.lines", {"lines": "\n".join(waiting)}) if waiting else Action("register.start")
    more = Choice(texts.next_line(len(waiting)) if waiting else texts.ONE_MORE, following)
    asked = await remarks.of_programme(turn, programme, items)
    if asked and asked.open and not waiting:
        more = remarks.to_list(asked, body.id)
    see = Choice(texts.SEE, Action("programme.open", {"body": body.id}))
    submit = Choice(common.SUBMIT, Action("submit.ask", {"body": body.id}))
    await turn.reply(Say(text, (*column(more, see, submit), *below.rows), lasting=True, keep=True))


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

"""One typed line is enough: it fills an entry, and only what is missing or doubtful is asked.

Several pasted lines become entries one after another; those that still wait are kept in the entry, under `WAITING`.
"""

from __future__ import annotations

from typing import Any

from handlers import entry as entry_flow
from handlers import register
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.dialog.form import EDITING, Answers, Filled, fill
from handlers.inspection_form import REGISTER, WAITING, Facts, to_answer
from handlers.inspection_form.facts import intervals_of, members_of
from handlers.texts import common
from handlers.texts import content as content_texts
from handlers.texts import quick as texts
from handlers.texts import register as register_texts
from handlers.texts.format import unit_names
from handlers.turn import Turn
from planning.inspection import DETAILS
from planning.line.reading import Ask, LineReading, read_line
from planning.person_names import person_named
from planning.programme import Role
from storage import entries, programmes
from storage.entries import EntryRow

MOST_LINES = 40


def _read(turn: Turn, line: str) -> LineReading:
    office, bodies = turn.office, register.bodies_of(turn)
    return read_line(
        line,
        office.directory,
        bodies=bodies,
        year=office.campaign.year,
        today=turn.today,
        near=bodies[0].unit_id,
        lexicon=office.lexicon,
    )


def _inspections(turn: Turn, text: str) -> list[LineReading]:
    """The lines of a text that are inspections; none when the person may not register any."""
    if not turn.may(Role.UNIT) or not register.bodies_of(turn):
        return []
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > MOST_LINES:
        return []
    found = [reading for line in lines if (reading := _read(turn, line)).is_inspection]
    if not found and len(lines) > 1:  # one inspection, broken into lines
        whole = _read(turn, "; ".join(lines))
        return [whole] if whole.is_inspection else []
    return found


async def take(turn: Turn, text: str) -> bool:
    """Begin an entry with what was typed while nothing was asked; False when it is no inspection."""
    found = _inspections(turn, text)
    if not found:
        return False
    half_done = await entries.open_of(turn.tx, turn.me.id, REGISTER.name)
    if half_done and half_done.answers.keys() - {"body"}:
        what = register.summary(half_done.answers, await register.load(turn, half_done.answers))
        go_on = Choice(common.CONTINUE, Action("entry.resume", {"entry": half_done.id}))
        lines = "\n".join(reading.text for reading in found)
        anew = Choice(register_texts.START_ANEW, Action("quick.lines", {"entry": half_done.id, "lines": lines}))
        await turn.reply(Say(register_texts.half_done(what), column(go_on, anew), lasting=True))
        return True
    await _begin(turn, found, half_done)
    return True


async def first_answer(turn: Turn, asked: Action, text: str) -> bool:
    """Fill an entry of which nothing is answered yet with a whole line; False when the text is no such line."""
    if asked.name != "entry.text":
        return False
    entry = await entries.get(turn.tx, str(asked.args.get("entry")))
    fresh = entry is not None and entry.form == REGISTER.name and entry.state == "open"
    if entry is None or not fresh or entry.person_id != turn.me.id or entry.answers.keys() - {"body"}:
        return False
    found = _inspections(turn, text)
    if found:
        await _begin(turn, found, entry)
    return bool(found)


async def lines_(turn: Turn, args: dict[str, Any], text: str | None) -> None:
    """Begin with lines that were typed before; a half-done entry that is named is put away."""
    half_done = await entries.get(turn.tx, str(args.get("entry")))
    if half_done and half_done.person_id == turn.me.id:
        await entries.close(turn.tx, half_done.id, "cancelled", turn.now)
    if not await take(turn, str(args.get("lines"))):
        await turn.note(register_texts.may_not())


async def _begin(turn: Turn, found: list[LineReading], entry: EntryRow | None) -> None:
    first = found[0]
    if any(question.ask is Ask.PERSON for reading in found for question in reading.questions):
        turn.forget = True
        await turn.note(content_texts.person_in_content())
        return
    body = (entry.answers.get("body") if entry else None) or (first.programme.id if first.programme else None)
    if body:
        programme = await programmes.ensure(turn.tx, turn.office.campaign.id, str(body), turn.now)
        if not await register.may_change(turn, programme):
            return
    start: dict[str, Any] = {"body": body} if body else {}
    answers = _answers(first, start, await register.load(turn, start), turn)
    if len(found) > 1:
        answers[WAITING] = [reading.text for reading in found[1:]]
    if entry is None:
        row = await entries.start(turn.tx, turn.me.id, REGISTER.name, REGISTER.version, answers, turn.now)
    else:
        await entries.save(turn.tx, entry, answers, REGISTER.version, turn.now)
        row = EntryRow(entry.id, entry.person_id, entry.form, REGISTER.version, answers, entry.revision + 1, "open")
    facts = await register.load(turn, answers)
    notes = [texts.understood(**_shown(answers, facts))]
    notes += [texts.question(first, one.ask, facts.year) for one in first.questions if one.said and _is_told(one.ask)]
    if len(found) > 1:
        notes.insert(0, texts.progress(len(found), sum(not _is_asked(turn, reading) for reading in found)))
    await entry_flow.show(turn, row, "\n".join(notes))


def _is_told(ask: Ask) -> bool:
    """Whether the reason is told in front of the question; the other steps tell it themselves."""
    return ask in (Ask.TIME, Ask.FORM)


def _is_asked(turn: Turn, reading: LineReading) -> bool:
    return any(question.ask is not Ask.PROGRAMME for question in reading.questions)


def _answers(reading: LineReading, start: dict[str, Any], facts: Facts, turn: Turn) -> dict[str, Any]:
    """The answers that a line gives, each read as if it had been typed at its step."""
    answers = dict(start)
    body = facts.body(answers)
    if reading.form and (body is None or body.kind in reading.form.bodies):
        answers["form"] = reading.form.code
    said = [("subjects", reading.subject_text), ("content", reading.content)]
    home = answers if body else {**answers, "body": facts.bodies[0].id}
    for key, text in said:
        step = REGISTER.step(key)
        result = step.parse({**home, **answers}, facts, text) if step and text else None
        if isinstance(result, Filled):
            answers = fill(answers, result)
            answers.pop(EDITING, None)  # the steps are asked in their order
    if reading.intervals and all(interval.end >= turn.today for interval in reading.intervals):
        answers["periods"] = to_answer(reading.intervals)
    for key in DETAILS:
        detail = str(getattr(reading, key, ""))
        if detail and len(detail) <= register_texts.LONGEST_DETAIL and not person_named(detail):
            answers[key] = detail
    return answers


def _shown(answers: Answers, facts: Facts) -> dict[str, Any]:
    """What was understood, as `texts.understood` takes it."""
    home = facts.home(answers) or facts.bodies[0].unit_id
    subjects = answers.get("subjects", ())
    return {
        "form": str(answers["form"]) if "form" in answers else None,
        "subjects": unit_names(facts.directory, subjects, home=home, members=members_of(answers)),
        "content": str(answers.get("content", "")),
        "intervals": intervals_of(answers),
    }


ACTIONS = {"quick.lines": lines_}

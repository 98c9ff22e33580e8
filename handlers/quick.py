"""One typed line is enough: it fills an entry, and only what is missing or doubtful is asked.

Lines that are asked one after another wait in the entry, under `WAITING`; what several pasted lines become first is the
business of `pasted`.
"""

from __future__ import annotations

from typing import Any

from handlers import entry as entry_flow
from handlers import pasted, register, superior
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.inspection_form import REGISTER, WAITING, Facts
from handlers.inspection_form.lines import answers_of, read, shown
from handlers.inspection_form.superior import SUPERIOR
from handlers.register_facts import bodies_of, load
from handlers.texts import common
from handlers.texts import content as content_texts
from handlers.texts import quick as texts
from handlers.texts import register as register_texts
from handlers.turn import Turn
from planning.line.reading import Ask, LineReading
from planning.programme import Role
from storage import entries, programmes
from storage.entries import EntryRow

MOST_LINES = 40
_TOLD = (Ask.FORM, Ask.TIME)  # their reason is told in front of the question; the other steps tell it themselves


def _inspections(text: str, facts: Facts) -> list[LineReading]:
    """The lines of a text that are inspections."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > MOST_LINES:
        return []
    found = [reading for line in lines if (reading := read(line, facts)).is_inspection]
    if not found and len(lines) > 1:  # one inspection, broken into lines
        whole = read("; ".join(lines), facts)
        return [whole] if whole.is_inspection else []
    return found


def _skipped(text: str, facts: Facts) -> list[str]:
    """The lines of a text that are no inspections."""
    return [" ".join(line.split()) for line in text.split("\n") if line.strip() and not read(line, facts).is_inspection]


async def take(turn: Turn, text: str, entry: EntryRow | None = None, *, each: bool = False) -> bool:
    """Begin with what was typed while nothing was asked, or fill an entry of which nothing is answered yet; False when
    it is no inspection or the person may not register any. `each`: one line after another, without the list."""
    if entry is None and not each and await superior.begin(turn, text):
        return True
    if not turn.may(Role.UNIT) or not bodies_of(turn):
        return False
    facts = await load(turn, {})
    found = _inspections(text, facts)
    if not found:
        return False
    if any(question.ask is Ask.PERSON for reading in found for question in reading.questions):
        turn.forget = True
        await turn.note(content_texts.person_in_content())
    elif len(found) > 1 and not each:
        lines = [reading.text for reading in found]
        await pasted.show(turn, lines, _skipped(text, facts), facts)
    else:
        await _begin(turn, found, entry or await entries.open_of(turn.tx, turn.me.id, REGISTER.name), facts)
    return True


async def first_answer(turn: Turn, asked: Action, text: str) -> bool:
    """Fill an entry of which nothing is answered yet with a whole line; False when the text is no such line."""
    if asked.name != "entry.text":
        return False
    entry = await entries.get(turn.tx, str(asked.args.get("entry")))
    if entry is None or entry.state != "open" or entry.person_id != turn.me.id:
        return False
    if entry.form == SUPERIOR.name and not entry.answers.keys() - {"body", "form"}:
        return await superior.take(turn, text, entry)
    if entry.form != REGISTER.name or entry.answers.keys() - {"body"}:
        return False
    return await take(turn, text, entry)


async def lines_(turn: Turn, args: dict[str, Any], text: str | None) -> None:
    """Go on with lines that were typed before; an entry that is named is put away."""
    if turn.double_tap:
        return
    if args.get("entry"):
        earlier = await entries.get(turn.tx, str(args["entry"]))
        if earlier is None or earlier.person_id != turn.me.id:
            await turn.refuse()
            return
        await entries.close(turn.tx, earlier.id, "cancelled", turn.now)
    if not await take(turn, str(args.get("lines")), each=bool(args.get("each"))):
        await turn.note(register_texts.may_not())


async def _begin(turn: Turn, found: list[LineReading], entry: EntryRow | None, facts: Facts) -> None:
    first, lines = found[0], [reading.text for reading in found]
    if entry and entry.answers.keys() - {"body"}:
        what = register.summary(entry.answers, await load(turn, entry.answers))
        go_on = Choice(common.CONTINUE, Action("entry.resume", {"entry": entry.id}))
        args = {"entry": entry.id, "lines": "\n".join(lines), "each": True}
        anew = Choice(register_texts.START_ANEW, Action("quick.lines", args))
        await turn.reply(Say(register_texts.half_done(what), column(go_on, anew), lasting=True))
        return
    body = (entry.answers.get("body") if entry else None) or (first.programme.id if first.programme else None)
    if body:
        programme = await programmes.ensure(turn.tx, turn.office.campaign.id, str(body), turn.now)
        if not await register.may_change(turn, programme):
            return
    answers = answers_of(first, {"body": body} if body else {}, facts)
    if lines[1:]:
        answers[WAITING] = lines[1:]
    row = await _put(turn, entry, answers)
    notes = [texts.understood(**shown(answers, facts))]
    notes += [texts.question(first, one.ask, facts.year) for one in first.questions if one.said and one.ask in _TOLD]
    await entry_flow.show(turn, row, "\n".join(notes))


async def _put(turn: Turn, entry: EntryRow | None, answers: dict[str, Any]) -> EntryRow:
    if entry is None:
        return await entries.start(turn.tx, turn.me.id, REGISTER.name, REGISTER.version, answers, turn.now)
    await entries.save(turn.tx, entry, answers, REGISTER.version, turn.now)
    return EntryRow(entry.id, entry.person_id, entry.form, REGISTER.version, answers, entry.revision + 1, "open")


ACTIONS = {"quick.lines": lines_, **pasted.ACTIONS}

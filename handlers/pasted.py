"""Several lines pasted from a document: a list of what was understood, one tap that saves all that are whole, and the
others asked one after another.

The lines wait in an entry of their own (`FORM`), which is closed by saving: a second tap saves nothing again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers import register
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.inspection_form import Facts, inspection_of
from handlers.inspection_form.lines import answers_of, is_whole, read, shown
from handlers.register_facts import bodies_of, load
from handlers.texts import common
from handlers.texts import quick as texts
from handlers.texts import register as register_texts
from handlers.texts.format import label, totals
from handlers.turn import Turn
from planning.inspection import totals as count
from planning.organisation import Body
from storage import entries, inspections, programmes

FORM = "lines"


async def show(turn: Turn, lines: list[str], facts: Facts) -> None:
    """Tell what was understood of each line, and offer to save those that are whole."""
    earlier = await entries.open_of(turn.tx, turn.me.id, FORM)
    if earlier:
        await entries.close(turn.tx, earlier.id, "cancelled", turn.now)
    row = await entries.start(turn.tx, turn.me.id, FORM, 1, {"lines": lines}, turn.now)
    whole = {body: [line for line in lines if _whole(line, body, facts)] for body in facts.bodies}
    best = max(whole, key=lambda body: len(whole[body]))
    told = [texts.listed(**shown(_answers(line, best, facts), facts), whole=line in whole[best]) for line in lines]
    choices = [
        Choice(label(texts.save_all(len(many), body.name)), Action("quick.save", {"entry": row.id, "body": body.id}))
        for body, many in whole.items()
        if many and body.id not in facts.closed
    ]
    each = Choice(texts.ONE_BY_ONE, Action("quick.lines", {"entry": row.id, "lines": "\n".join(lines), "each": True}))
    text = texts.pasted(len(lines), len(whole[best]), told)
    await turn.reply(Say(text, column(*choices, each), lasting=True))


def _answers(line: str, body: Body, facts: Facts) -> dict[str, Any]:
    return answers_of(read(line, facts, body), {"body": body.id}, facts)


def _whole(line: str, body: Body, facts: Facts) -> bool:
    return is_whole(read(line, facts, body), _answers(line, body, facts))


async def save(turn: Turn, args: dict[str, Any], text: str | None) -> None:
    """Save every line that is whole, each compared with all that is saved by then; the others wait."""
    if turn.double_tap:
        return
    entry = await entries.get(turn.tx, str(args.get("entry")))
    body = next((body for body in bodies_of(turn) if body.id == args.get("body")), None)
    if entry is None or body is None or entry.person_id != turn.me.id or entry.form != FORM:
        await turn.refuse()
        return
    if entry.state != "open":
        await turn.note(register_texts.entry_closed())
        return
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    if not await register.may_change(turn, programme):
        return
    saved: list[tuple[str, int]] = []
    rest: list[str] = []
    for line in entry.answers["lines"]:
        turn.looked_up.clear()  # what was just saved counts at once
        facts = await load(turn, {"body": body.id})
        answers = _answers(line, body, facts)
        if not is_whole(read(line, facts, body), answers):
            rest.append(line)
            continue
        facts = await load(turn, answers)
        item = replace(inspection_of(answers), subjects=await register.settle_new(turn, answers, facts))
        made = await register.save(turn, item, programme, facts)
        saved.append((made.code if made else "", len(facts.findings)))
    await entries.close(turn.tx, entry.id, "done", turn.now)
    counted = totals(count(await inspections.of_programme(turn.tx, programme.id)))
    choices = [Choice(register_texts.SEE, Action("programme.open", {"body": body.id}))]
    if rest:
        waiting = Action("quick.lines", {"lines": "\n".join(rest), "each": True})
        choices.insert(0, Choice(register_texts.next_line(len(rest)), waiting))
    else:
        choices.append(Choice(common.SUBMIT, Action("submit.ask", {"body": body.id})))
    told = texts.saved_all([code for code, _ in saved], body.name, counted, [one for one in saved if one[1]])
    await turn.reply(Say(told, column(*choices), lasting=True, keep=True))


ACTIONS = {"quick.save": save}

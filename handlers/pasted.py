"""Several lines pasted from a document: a list of what was understood, one tap that saves all that are whole, and the
others asked one after another.

The lines wait in an entry of their own (`FORM`), which is closed by saving: a second tap saves nothing again. A list
that is longer than a message has pages, what is unclear on the first; only the last one saves, and only what was shown
whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers import entry_names, register, voiding
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.inspection_form import Facts, inspection_of
from handlers.inspection_form.lines import answers_of, left_to_ask, read, shown
from handlers.register_facts import bodies_of, load
from handlers.texts import common
from handlers.texts import in_force as in_force_texts
from handlers.texts import quick as texts
from handlers.texts import register as register_texts
from handlers.texts.format import label, totals
from handlers.turn import Turn
from planning.holidays import holiday_of
from planning.inspection import totals as count
from planning.line.reading import Ask
from planning.organisation import Body
from planning.period import Interval
from storage import entries, inspections, programmes
from storage.entries import EntryRow

FORM = "lines"
LONGEST_PAGE = 1500  # characters of the rows; the shortest channel takes 2000 with the choices


async def show(turn: Turn, lines: list[str], skipped: list[str], facts: Facts) -> None:
    """Tell what was understood of each line, and offer to save those that are whole. `skipped`: lines that are no
    inspections."""
    earlier = await entries.open_of(turn.tx, turn.me.id, FORM)
    if earlier:
        await entries.close(turn.tx, earlier.id, "cancelled", turn.now)
    whole = {body.id: [at for at, line in enumerate(lines) if not _read(line, body, facts)[1]] for body in facts.bodies}
    answers = {"lines": lines, "skipped": skipped, "whole": whole}
    row = await entries.start(turn.tx, turn.me.id, FORM, 1, answers, turn.now)
    await turn.reply(_page(row, facts, 0))


async def page(turn: Turn, args: dict[str, Any], text: str | None) -> None:
    """Another page of the list."""
    entry = await _own(turn, args)
    if entry is None:
        return
    number = args.get("page")
    await turn.reply(_page(entry, await load(turn, {}), number if isinstance(number, int) else 0))


async def _own(turn: Turn, args: dict[str, Any]) -> EntryRow | None:
    """The entry of the arguments while it is open and the person's own; otherwise they are told."""
    entry = await entries.get(turn.tx, str(args.get("entry")))
    if entry is None or not bodies_of(turn) or entry.person_id != turn.me.id or entry.form != FORM:
        await turn.refuse()
        return None
    if entry.state != "open":
        await turn.note(register_texts.entry_closed())
        return None
    return entry


def _page(entry: EntryRow, facts: Facts, number: int) -> Say:
    lines, whole = entry.answers["lines"], entry.answers.get("whole", {})
    best = max(facts.bodies, key=lambda body: len(whole.get(body.id, ())))
    rows: list[tuple[bool, str]] = []
    for at, line in enumerate(lines):
        answers, missing = _read(line, best, facts)
        told = texts.listed(at + 1, **shown(answers, facts), missing=missing)
        rows.append((not missing, told))
    pages = paged([told for _, told in sorted(rows, key=lambda row: row[0])], LONGEST_PAGE)
    number = min(max(number, 0), len(pages) - 1)
    head = texts.pasted(len(lines), sum(ready for ready, _ in rows), number + 1, len(pages))
    skipped = texts.skipped(entry.answers.get("skipped", ())) if number == 0 else ""
    text = "\n".join(part for part in (head, *pages[number], skipped) if part)
    return Say(text, column(*_choices(entry, facts, number, last=number == len(pages) - 1)), lasting=True)


def paged(rows: Sequence[str], most: int) -> list[list[str]]:
    """The rows in their order, so many a page that they have at most `most` characters, line ends counted."""
    pages: list[list[str]] = [[]]
    for row in rows:
        if pages[-1] and sum(len(one) + 1 for one in (*pages[-1], row)) > most:
            pages.append([])
        pages[-1].append(row)
    return pages


def _choices(entry: EntryRow, facts: Facts, number: int, *, last: bool) -> list[Choice]:
    """Saving only where everything has been shown."""
    found: list[Choice] = []
    for body in facts.bodies if last else ():
        many = entry.answers.get("whole", {}).get(body.id, ())
        if many and body.id not in facts.closed:
            save_them = Action("quick.save", {"entry": entry.id, "body": body.id})
            found.append(Choice(label(texts.save_all(len(many), body.name)), save_them))
    if not last:
        found.append(Choice(texts.MORE, Action("quick.page", {"entry": entry.id, "page": number + 1})))
    if number:
        found.append(Choice(texts.BEFORE, Action("quick.page", {"entry": entry.id, "page": number - 1})))
    lines = {"entry": entry.id, "lines": "\n".join(entry.answers["lines"]), "each": True}
    return [*found, Choice(texts.ONE_BY_ONE, Action("quick.lines", lines))]


def _read(line: str, body: Body, facts: Facts) -> tuple[dict[str, Any], tuple[Ask, ...]]:
    """The answers that a line gives in a body's programme, and what it leaves to ask."""
    reading = read(line, facts, body)
    answers = answers_of(reading, {"body": body.id}, facts)
    return answers, left_to_ask(reading, answers)


async def save(turn: Turn, args: dict[str, Any], text: str | None) -> None:
    """Save every line that was shown whole and still is, each compared with all that is saved by then; the others
    wait."""
    if turn.double_tap:
        return
    entry = await _own(turn, args)
    body = next((body for body in bodies_of(turn) if body.id == args.get("body")), None)
    if entry is None:
        return
    if body is None:
        await turn.refuse()
        return
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    if not await register.may_change(turn, programme):
        return
    agreed = await voiding.agreed_version(turn, programme)
    if agreed and args.get("void") != agreed.id:
        yes = Choice(in_force_texts.SAVE_AND_VOID, Action("quick.save", {**args, "void": agreed.id}), "bad", firm=True)
        no = Choice(in_force_texts.KEEP_AGREED, Action("menu"))
        sure = Say(in_force_texts.void_sure(body.name, agreed.number), ((yes,), (no,)), lasting=True, vital=True)
        await turn.reply(sure, fresh=True)
        return
    if agreed and not await voiding.carry_out(turn, agreed, body):
        await turn.note(in_force_texts.voided_meanwhile(body.name))
        return
    ready = set(entry.answers.get("whole", {}).get(body.id, ()))
    saved: list[tuple[str, int, tuple[Interval, ...]]] = []
    rest: dict[int, tuple[Ask, ...]] = {}
    for at, line in enumerate(entry.answers["lines"]):
        turn.looked_up.clear()  # what was just saved counts at once
        answers, missing = _read(line, body, await load(turn, {"body": body.id}))
        if missing or at not in ready:
            rest[at] = missing
            continue
        facts = await load(turn, answers)
        item = replace(inspection_of(answers), subjects=await entry_names.settle(turn, answers, facts))
        made = await register.save(turn, item, programme, facts)
        saved.append((made.code if made else "", len(facts.findings), item.intervals))
    await entries.close(turn.tx, entry.id, "done", turn.now)
    counted = totals(count(await inspections.of_programme(turn.tx, programme.id)))
    choices = [Choice(register_texts.SEE, Action("programme.open", {"body": body.id}))]
    if rest:
        waiting = Action("quick.lines", {"lines": "\n".join(entry.answers["lines"][at] for at in rest), "each": True})
        choices.insert(0, Choice(register_texts.next_line(len(rest)), waiting))
    else:
        choices.append(Choice(common.SUBMIT, Action("submit.ask", {"body": body.id})))
    overlapping = [(code, number) for code, number, _ in saved if number]
    holidays = [(code, days) for code, _, times in saved for days in filter(None, map(holiday_of, times))]
    told = texts.saved_all([code for code, _, _ in saved], body.name, counted, overlapping, holidays)
    not_saved = texts.not_saved([(at + 1, missing) for at, missing in rest.items()]) if rest else ""
    await turn.reply(Say("\n".join(filter(None, (told, not_saved))), column(*choices), lasting=True, keep=True))


ACTIONS = {"quick.save": save, "quick.page": page}

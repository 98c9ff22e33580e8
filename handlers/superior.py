"""Plans of bodies above the office, entered by those who appraise: nobody speaks for such a body here.

Saved like every inspection, so it counts at once. Administrators may enter one; only reviewers read, change, remove.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from handlers import entry as entry_flow
from handlers import neighbours, rechecks
from handlers import programme_view as view
from handlers.dialog.chat import Action, Choice, Row, Say, grid
from handlers.dialog.form import EDITING, Answers, Filled, fill
from handlers.entry import Args, Runner
from handlers.inspection_form import EITHER, Facts, inspection_of, to_answer
from handlers.inspection_form.lines import answers_of, read
from handlers.inspection_form.superior import CHANGE_SUPERIOR, SUPERIOR, new_body, with_new_body
from handlers.register import save, summary
from handlers.texts import common
from handlers.texts import content as content_texts
from handlers.texts import programme as programme_texts
from handlers.texts import register as register_texts
from handlers.texts import superior as texts
from handlers.texts.format import unit_names
from handlers.turn import Turn
from planning.focus import in_force
from planning.inspection import Inspection
from planning.line.reading import Ask
from planning.organisation import Body, Unit, UnitKind
from planning.programme import Role
from planning.superiors import as_inspection, issuer_said, superiors
from storage import audit, entries, inspections, programmes, units
from storage import rechecks as told
from storage.entries import EntryRow
from storage.ids import new_id

PAGE = 4


def may_enter(turn: Turn) -> bool:
    return turn.may(Role.REVIEWER) or turn.may(Role.ADMIN)


async def _all(turn: Turn) -> list[Inspection]:
    """Every inspection of every body above the office, by body and code."""
    found: list[Inspection] = []
    for body in superiors(turn.office.directory):
        programme = await programmes.of_body(turn.tx, turn.office.campaign.id, body.id)
        found += await inspections.of_programme(turn.tx, programme.id) if programme else ()
    return found


async def show(turn: Turn, args: Args, text: str | None) -> None:
    """A page of what was entered; an administrator who is no reviewer may only enter."""
    if not may_enter(turn):
        await turn.refuse()
        return
    tail: Row = (Choice(texts.ADD, Action("superior.start"), "good"), Choice(common.MENU, Action("menu")))
    if not turn.may(Role.REVIEWER):
        await turn.reply(Say(texts.only_add(), (tail,), lasting=True))
        return
    items = await _all(turn)
    pages = max(1, -(-len(items) // PAGE))
    number = min(max(0, int(args.get("page", 0))), pages - 1)
    shown = items[number * PAGE : (number + 1) * PAGE]
    lines = [
        texts.entry(turn.office.body(item.body_id).name, _line(turn, item), bool(item.published)) for item in shown
    ]
    codes = [Choice(item.code, Action("superior.item", {"inspection": item.id, "page": number})) for item in shown]
    rows: list[Row] = [*grid(codes, 4)]
    if pages > 1:
        rows.append((Choice(common.MORE, Action("superior.show", {"page": (number + 1) % pages})),))
    words = texts.listed(lines, number + 1, pages)
    await turn.reply(Say(words, (*rows, tail), lasting=True))


def _line(turn: Turn, item: Inspection) -> str:
    names = unit_names(turn.office.directory, item.subjects, members=item.members)
    return programme_texts.item_line(item, names, 0)


async def _one(turn: Turn, args: Args) -> Inspection | None:
    """The inspection of the arguments, if it is a superior's and the person may read it; otherwise they are told."""
    if not turn.may(Role.REVIEWER):
        await turn.refuse()
        return None
    item = await inspections.get(turn.tx, str(args.get("inspection")))
    if item is None or not turn.office.directory.is_superior(turn.office.body(item.body_id)):
        await turn.note(texts.gone())
        return None
    return item


async def show_item(turn: Turn, args: Args, text: str | None) -> None:
    """One inspection with what it meets."""
    item = await _one(turn, args)
    if item is None:
        return
    here = {"inspection": item.id}
    edit = Choice(programme_texts.EDIT, Action("superior.edit", here))
    drop = Choice(programme_texts.DELETE, Action("superior.delete", here), "bad")
    back = Choice(common.BACK, Action("superior.show", {"page": int(args.get("page", 0))}))
    words = f"{await view.item_text(turn, item, None)}\n{texts.card_line(bool(item.published))}"
    await turn.reply(Say(words, ((edit, drop), (back,)), lasting=True))


async def start(turn: Turn, args: Args, text: str | None) -> None:
    """Begin, or go on with what is half done."""
    if not may_enter(turn):
        await turn.refuse()
        return
    row = await entries.open_of(turn.tx, turn.me.id, SUPERIOR.name)
    if row is None:
        row = await entries.start(turn.tx, turn.me.id, SUPERIOR.name, SUPERIOR.version, {}, turn.now)
    await entry_flow.show(turn, row)


async def edit(turn: Turn, args: Args, text: str | None) -> None:
    """Open a saved one as an entry that is complete already."""
    item = await _one(turn, args)
    if item is None:
        return
    earlier = await entries.open_of(turn.tx, turn.me.id, CHANGE_SUPERIOR.name)
    if earlier and (earlier.answers["inspection"], earlier.answers["revision"]) == (item.id, item.revision):
        await entry_flow.show(turn, earlier)
        return
    if earlier:
        await entries.close(turn.tx, earlier.id, "cancelled", turn.now)
    answers = {
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
        **{key: value for key, value in asdict(item.details).items() if value},
        "published": bool(item.published),
        "view": "edit",
    }
    row = await entries.start(turn.tx, turn.me.id, CHANGE_SUPERIOR.name, CHANGE_SUPERIOR.version, answers, turn.now)
    await entry_flow.show(turn, row)


async def delete(turn: Turn, args: Args, text: str | None) -> None:
    """Ask, then drop; the code stays used."""
    item = await _one(turn, args)
    if item is None:
        return
    if args.get("sure") != item.revision:  # not asked yet, or it was another content that was asked about
        yes = Action("superior.delete", {"inspection": item.id, "sure": item.revision})
        no = Choice(programme_texts.NO, Action("superior.item", {"inspection": item.id}))
        words = texts.delete_sure(item.code, turn.office.body(item.body_id).name)
        firm = Choice(programme_texts.DELETE_YES, yes, "bad", firm=True)
        await turn.reply(Say(words, ((firm, no),), lasting=True))
        return
    await rechecks.changed(turn.tx, turn.office, item, turn.now)
    if not await inspections.drop(turn.tx, item.id, turn.now):
        await turn.note(texts.gone())
        return
    await told.forget(turn.tx, item.id)
    await audit.record(turn.tx, "inspection.dropped", f"inspection:{item.id}", turn.me.id, turn.now, code=item.code)
    await turn.reply(Say(texts.deleted(item.code), (_onward(turn),), lasting=True))


def _onward(turn: Turn) -> Row:
    more = Choice(texts.ADD, Action("superior.start"))
    listed = (Choice(texts.TO_LIST, Action("superior.show")),) if turn.may(Role.REVIEWER) else ()
    return (more, *listed, Choice(common.MENU, Action("menu")))


async def load(turn: Turn, answers: Answers) -> Facts:
    """What the form knows: the bodies above the office, and the one that this entry names."""
    office = turn.office
    directory = with_new_body(office.directory, answers)
    return Facts(
        directory,
        superiors(directory),
        office.campaign.year,
        turn.today,
        lexicon=office.lexicon,
        focus=in_force(office.campaign.focus, turn.today),
    )


async def take(turn: Turn, text: str, entry: EntryRow) -> bool:
    """Fill an entry of which at most the body is answered with one whole line, which names the body in front unless it
    is answered; False when the text is no such line."""
    if not may_enter(turn):
        return False
    lines = [as_inspection(line) for line in text.split("\n") if line.strip()]
    facts, start = await load(turn, entry.answers), dict(entry.answers)
    if "body" not in start and lines:
        said = issuer_said(text.strip().split("\n")[0], facts.directory)
        step = SUPERIOR.step("body")
        named = step.parse(start, facts, said[0]) if said and step else None
        if said is None or not isinstance(named, Filled):
            return False
        start, lines[0] = fill(start, named), said[1]
        facts = await load(turn, start)
    body = facts.body(start)
    if body is None:
        return False
    reading = read("; ".join(lines), facts, body)
    if not reading.is_inspection:
        return False
    if len(lines) > 1 and any(read(line, facts, body).is_inspection for line in lines[1:]):
        await turn.note(texts.one_line_only())
        return True
    if any(question.ask is Ask.PERSON for question in reading.questions):
        turn.forget = True
        await turn.note(content_texts.person_in_content())
        return True
    answers = answers_of(reading, start, facts)
    answers.pop(EDITING, None)
    await entries.save(turn.tx, entry, answers, SUPERIOR.version, turn.now)
    again = await entries.get(turn.tx, entry.id)
    assert again  # noqa: S101
    await entry_flow.show(turn, again)
    return True


async def begin(turn: Turn, text: str) -> bool:
    """Begin with a line that names a body above the office in front of its form, typed while nothing was asked; False
    when it is none, or another one is half done."""
    if not may_enter(turn) or issuer_said(text.strip().split("\n")[0], turn.office.directory) is None:
        return False
    row = await entries.open_of(turn.tx, turn.me.id, SUPERIOR.name)
    if row is not None:
        return not row.answers and await take(turn, text, row)
    row = await entries.start(turn.tx, turn.me.id, SUPERIOR.name, SUPERIOR.version, {}, turn.now)
    if await take(turn, text, row):
        return True
    await entries.close(turn.tx, row.id, "cancelled", turn.now)  # nobody began it
    return False


async def finish(turn: Turn, entry: EntryRow, facts: Facts) -> None:
    """Save as every inspection is saved: from here on it is compared with, and units that it meets hear of it."""
    answers: dict[str, Any] = dict(entry.answers)
    changing = bool(answers.get("inspection"))
    if not (turn.may(Role.REVIEWER) if changing else may_enter(turn)):
        await turn.refuse()
        return
    stored = await inspections.get(turn.tx, str(answers["inspection"])) if changing else None
    body = facts.body(answers)
    if body is None or (changing and stored is None):
        await entries.close(turn.tx, entry.id, "done", turn.now)
        await turn.note(texts.gone())
        return
    body = await _settled(turn, answers, body)
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    item = replace(inspection_of(answers), body_id=body.id)
    saved = await save(turn, item, programme, None)
    await entries.close(turn.tx, entry.id, "done", turn.now)
    if saved is None:
        await turn.note(register_texts.moved_on())
        return
    words = texts.saved(saved.code, body.name, await _met(turn, saved), changing)
    await turn.reply(Say(words, (_onward(turn),), lasting=True, keep=True))


async def _settled(turn: Turn, answers: Answers, body: Body) -> Body:
    """The body, added to the directory if only this entry named it."""
    if new_body(answers) is None:
        return body
    unit = Unit(new_id(), body.name, UnitKind.SUPERIOR)
    added = Body(f"{unit.id}/ct", unit.id, body.name, body.kind, "")
    await units.put(turn.tx, unit, now=turn.now, added_by=turn.me.id)
    await units.put_body(turn.tx, added)
    await audit.record(turn.tx, "superior.added", f"unit:{unit.id}", turn.me.id, turn.now, name=body.name)
    turn.office = replace(turn.office, directory=await units.directory(turn.tx))
    return added


async def _met(turn: Turn, item: Inspection) -> int:
    """How many other inspections of the campaign it meets."""
    return len(await neighbours.findings(turn.tx, turn.office, item, None))


entry_flow.RUNNERS[SUPERIOR.name] = Runner(SUPERIOR, load, finish, summary)
entry_flow.RUNNERS[CHANGE_SUPERIOR.name] = Runner(CHANGE_SUPERIOR, load, finish, summary)

ACTIONS = {
    "superior.show": show,
    "superior.item": show_item,
    "superior.start": start,
    "superior.edit": edit,
    "superior.delete": delete,
}

"""From the card to each inspection of a version: the list with what the machine sees, and one with its outcomes.

The list and the inspection take the place of a live card, and it theirs again: there is never a second card with live
buttons. A card that was decided keeps saying so, and details come below it.
"""

from __future__ import annotations

from handlers import cards, joint_view
from handlers import programme_view as view
from handlers.appraisal import findings
from handlers.appraise import is_card, may_decide, readable
from handlers.dialog.chat import Action, Choice, Row, Say, grid
from handlers.entry import Args
from handlers.texts import appraise as texts
from handlers.texts import common, papers
from handlers.texts import findings as finding_texts
from handlers.texts import outcomes as outcome_texts
from handlers.texts import programme as programme_texts
from handlers.texts.format import unit_names
from handlers.turn import Turn
from handlers.verbs import card_lines
from planning.appraisal import ItemOutcome, Ruling
from planning.inspection import Inspection
from planning.organisation import Body
from planning.programme import VersionState
from storage import outcomes, people
from storage.programmes import Version


async def details(turn: Turn, args: Args, text: str | None) -> None:
    """A page of the version's inspections."""
    found = await readable(turn, args)
    if found:
        await show_list(turn, *found, int(args.get("page", 0)))


async def show_list(turn: Turn, version: Version, body: Body, page: int, *, lead: str = "", card: bool = False) -> None:
    """Each with its findings and with what was said of it so far; `card`: as in `look`."""
    items = await joint_view.as_it_stands(turn, version)
    number = min(page, view.pages(items) - 1)
    shown = items[number * view.PAGE : (number + 1) * view.PAGE]
    here = {"version": version.id, "page": number}
    rows: list[Row] = [
        tuple(Choice(item.code, Action("appraise.item", {**here, "inspection": item.id})) for item in shown)
    ]
    if view.pages(items) > 1:
        onward = {"version": version.id, "page": (number + 1) % view.pages(items)}
        rows.append((Choice(common.MORE, Action("appraise.details", onward)),))
    back = Choice(texts.TO_CARD, Action("appraise.card", {"version": version.id}))
    rows.append((back, Choice(papers.DOWNLOAD, Action("paper.submitted", {"version": version.id}))))
    rulings = await outcomes.of_step(turn.tx, version.id, version.step)
    lines = [programme_texts.version_title(body.name, version.number)]
    lines += [await _line(turn, item, body, rulings.get(item.id)) for item in shown]
    counter = programme_texts.page(number + 1, view.pages(items))
    lines += [counter] if counter else []
    lines += await card_lines.opinions(turn, version) if not number else []
    say = Say("\n".join(lines), tuple(row for row in rows if row), lasting=True)
    await look(turn, version, say.after(lead) if lead else say, card=card)


async def _line(turn: Turn, item: Inspection, body: Body, ruling: Ruling | None) -> str:
    names = unit_names(turn.office.directory, item.subjects, home=body.unit_id, members=item.members)
    said = findings.lines(turn, item, await findings.of_item(turn, item))
    lines = [programme_texts.item_line(item, names, 0), finding_texts.beside(said)]
    if ruling:
        lines.append(outcome_texts.in_list(ruling, turn.office.directory))
    return "\n   ".join(line for line in lines if line)


async def item(turn: Turn, args: Args, text: str | None) -> None:
    """One inspection of a version, with what the machine sees; whoever may decide it says here what becomes of it."""
    found = await readable(turn, args)
    if found is None:
        return
    version, body = found
    items = await joint_view.as_it_stands(turn, version)
    one = next((item for item in items if item.id == args.get("inspection")), None)
    if one is None:
        await turn.note(programme_texts.item_gone())
        return
    await show_item(turn, version, body, one, int(args.get("page", 0)), card=bool(args.get("card")))


async def show_item(
    turn: Turn, version: Version, body: Body, one: Inspection, page: int, *, lead: str = "", card: bool = False
) -> None:
    """`card`: as in `look`."""
    noted = (await outcomes.noted(turn.tx, version.id, version.step)).get(one.id)
    lines = [await view.item_text(turn, one, None)]
    found = await findings.of_item(turn, one)
    lines += [f"⚠ {said}" for said in findings.lines(turn, one, found, told=())]
    if noted:
        who = await people.get(turn.tx, noted.person_id)
        lines.append(outcome_texts.now(noted.ruling, turn.office.directory, who.name if who else ""))
    rows: list[Row] = []
    if may_decide(turn, version, body):
        lines.append(outcome_texts.ask_outcome())
        rows += _outcomes(version, one, page, noted.ruling if noted else None)
    back = {"version": version.id, "page": page}
    rows.append((Choice(outcome_texts.TO_LIST, Action("appraise.details", back)),))
    say = Say("\n".join(lines), tuple(rows), lasting=True)
    await look(turn, version, say.after(lead) if lead else say, card=card)


def here(version: Version, one: Inspection, page: int) -> Args:
    """What every choice about one inspection of a version carries."""
    return {"version": version.id, "step": version.step, "inspection": one.id, "page": page}


def _outcomes(version: Version, one: Inspection, page: int, ruling: Ruling | None) -> list[Row]:
    base = here(version, one, page)
    choices = [
        Choice(
            outcome_texts.LABELS[outcome],
            Action("appraise.outcome", {**base, "outcome": outcome}),
            outcome_texts.STYLES.get(outcome, ""),
        )
        for outcome in ItemOutcome
    ]
    rows: list[Row] = list(grid(choices, 2))
    remark = Choice(
        outcome_texts.REMARK, Action("appraise.outcome", {**base, "outcome": ItemOutcome.KEEP, "say": True})
    )
    clear = Choice(outcome_texts.CLEAR, Action("appraise.clear", base))
    rows.append((remark, clear) if ruling else (remark,))
    return rows


async def look(turn: Turn, version: Version, say: Say, *, card: bool = False) -> None:
    """Show details where the card is, as long as it is alive. `card`: it becomes the card, in the place of the question
    that was pressed, or below what was typed."""
    alive = version.state is VersionState.SUBMITTED and (card or is_card(turn, version))
    in_place = alive and turn.pressed is not None
    key = cards.card_key(version) if alive else None
    await turn.reply(say, focus=False, card=key, in_place=in_place, fresh=not in_place)


ACTIONS = {"appraise.details": details, "appraise.item": item}

"""Overlaps of the whole campaign by subject, worst first; one subject with its inspections and the reasons."""

from __future__ import annotations

from handlers import programme_view as view
from handlers.dialog.chat import Action, Choice, Row, Say, column, grid
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import overlap as overlap_texts
from handlers.texts import views as texts
from handlers.texts.format import label, unit_name
from handlers.turn import Turn
from handlers.views.whole import load, overlaps
from planning.overlap import SubjectOverlaps

SUBJECTS = 4  # on one screen of a small phone, with a button each
PAIRS = 3  # of one subject: each is a sentence or two


async def show(turn: Turn, args: Args, text: str | None) -> None:
    """A page of the subjects where inspections meet, and the ways to the other views."""
    whole = await load(turn)
    if whole is None:
        return
    found = overlaps(turn, whole)
    number, pages = page_of(args, len(found), SUBJECTS)
    shown = found[number * SUBJECTS : (number + 1) * SUBJECTS]
    words = texts.overview(
        turn.office.campaign.year,
        len(whole.items),
        len(found),
        sum(len(one.meetings) for one in found),
        sum(one.content_pairs for one in found),
        sum(one.time_pairs for one in found),
        [texts.subject_entry(_name(turn, one), *_counted(one)) for one in shown],
        number + 1,
        pages,
    )
    choices = [
        Choice(label(_name(turn, one)), Action("views.subject", {"unit": one.subject_id, "from": number}))
        for one in shown
    ]
    rows: list[Row] = [*column(*choices)]
    if pages > 1:
        rows.append((Choice(common.MORE, Action("views.overlaps", {"page": (number + 1) % pages})),))
    rows += [
        (Choice(texts.MATRIX, Action("views.matrix")), Choice(texts.CALENDAR, Action("views.calendar"))),
        (Choice(texts.MOVES, Action("views.moves")), Choice(texts.COVERAGE, Action("views.coverage"))),
        (Choice(texts.LEADERS, Action("views.leaders")), Choice(common.MENU, Action("menu"))),
    ]
    await turn.reply(Say(words, tuple(rows), lasting=True))


def page_of(args: Args, count: int, size: int) -> tuple[int, int]:
    """(page asked for, from 0; how many there are)."""
    pages = max(1, -(-count // size))
    return min(max(0, int(args.get("page", 0))), pages - 1), pages


def _name(turn: Turn, one: SubjectOverlaps) -> str:
    directory = turn.office.directory
    return unit_name(directory, directory.units[one.subject_id])


def _counted(one: SubjectOverlaps) -> tuple[int, int, int, int]:
    return len(one.items), len(one.meetings), one.content_pairs, one.time_pairs


async def subject(turn: Turn, args: Args, text: str | None) -> None:
    """One subject: why inspections meet there, and which; two highlights, content and time."""
    whole = await load(turn)
    if whole is None:
        return
    unit_id = str(args.get("unit"))
    one = next((one for one in overlaps(turn, whole) if one.subject_id == unit_id), None)
    back = Choice(common.BACK, Action("views.overlaps", {"page": int(args.get("from", 0))}))
    if one is None:
        unit = turn.office.directory.units.get(unit_id)
        await turn.reply(Say(texts.no_longer_meets(unit.name if unit else ""), ((back,),), lasting=True))
        return
    number, pages = page_of(args, len(one.meetings), PAIRS)
    meetings = one.meetings[number * PAIRS : (number + 1) * PAIRS]
    ids = {item.id for met in meetings for item in (met.item, met.finding.other)}
    items = [item for item in one.items if item.id in ids]
    entries = [
        texts.subject_item(item, turn.office.body(item.body_id).name, item.id in one.by_content, item.id in one.by_time)
        for item in items
    ]
    whys = [overlap_texts.pair(met, turn.office.directory) for met in meetings]
    words = texts.subject(_name(turn, one), *_counted(one), entries, whys, number + 1, pages)
    here = {"unit": unit_id, "from": int(args.get("from", 0))}
    codes = [Choice(item.code, Action("views.item", {**here, "page": number, "inspection": item.id})) for item in items]
    rows: list[Row] = [*grid(codes, 3)]
    if pages > 1:
        rows.append((Choice(common.MORE, Action("views.subject", {**here, "page": (number + 1) % pages})),))
    calendar = Choice(texts.CALENDAR, Action("views.calendar", {"unit": unit_id}))
    await turn.reply(Say(words, (*rows, (calendar, back)), lasting=True))


async def item(turn: Turn, args: Args, text: str | None) -> None:
    """One inspection with everything known about it."""
    whole = await load(turn)
    if whole is None:
        return
    found = whole.item(str(args.get("inspection")))
    here: Args = {key: args[key] for key in ("unit", "from", "page") if key in args}
    back = Choice(common.BACK, Action("views.subject", here) if "unit" in here else Action("views.overlaps"))
    words = await view.item_text(turn, found, None) if found else texts.item_gone()
    await turn.reply(Say(words, ((back,),), lasting=True))


ACTIONS = {"views.overlaps": show, "views.subject": subject, "views.item": item}

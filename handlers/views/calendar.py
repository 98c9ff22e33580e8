"""The year of one subject: what is there, what may be, which months are free."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import views as texts
from handlers.texts.format import label, unit_name
from handlers.turn import Turn
from handlers.views.whole import Whole, load
from planning.names.reading import read_units
from planning.organisation import Unit
from planning.overlap import calendar

MOST = 6  # inspections told in full under the months
OFFERED = 6


async def show(turn: Turn, args: Args, text: str | None) -> None:
    """The calendar of the unit that was chosen or typed; otherwise it is asked for."""
    whole = await load(turn)
    if whole is None:
        return
    unit = turn.office.directory.units.get(str(args.get("unit")))
    if unit is None and text:
        unit = await _read(turn, text)
        if unit is None:
            return
    if unit is None:
        await _ask(turn, texts.ask_unit())
    else:
        await _show(turn, whole, unit)


async def _ask(turn: Turn, words: str, offered: tuple[Unit, ...] = ()) -> None:
    directory = turn.office.directory
    choices = [
        Choice(label(unit_name(directory, unit)), Action("views.calendar", {"unit": unit.id}))
        for unit in offered[:OFFERED]
    ]
    back = Choice(common.BACK, Action("views.overlaps"))
    await turn.reply(_listening(Say(words, column(*choices, back))))


def _listening(say: Say) -> Say:
    """A name typed next is looked up, also one that was the label of an earlier list's button."""
    return replace(say, on_text=Action("views.calendar"), lasting=True, repeated=True)


async def _read(turn: Turn, text: str) -> Unit | None:
    """The one unit that a text names for certain; else the person is asked."""
    mentions = read_units(text, turn.office.directory, today=turn.today, near=None).mentions
    if len(mentions) > 1:
        await _ask(turn, texts.one_unit(text))
    elif not mentions or not (mentions[0].unit or mentions[0].candidates):
        await _ask(turn, texts.unknown_unit(text))
    elif mentions[0].unit is None:
        await _ask(turn, texts.which_unit(text), mentions[0].candidates)
    else:
        return mentions[0].unit
    return None


async def _show(turn: Turn, whole: Whole, unit: Unit) -> None:
    directory, year = turn.office.directory, turn.office.campaign.year
    months = calendar(unit.id, whole.items, year)
    lines = [
        texts.calendar_month(number, [item.code for item in one.certain], [item.code for item in one.possible])
        for number, one in enumerate(months, start=1)
    ]
    here = [item for item in whole.items if unit.id in item.subjects]
    entries = [texts.calendar_item(item, turn.office.body(item.body_id).name) for item in here[:MOST]]
    if len(here) > MOST:
        entries.append(texts.calendar_more(len(here) - MOST))
    words = texts.calendar(unit_name(directory, unit), year, lines, entries)
    again = Choice(texts.OTHER_UNIT, Action("views.calendar"))
    back = Choice(common.OVERLAPS, Action("views.overlaps"))
    await turn.reply(_listening(Say(words, ((again, back),))))


ACTIONS = {"views.calendar": show}

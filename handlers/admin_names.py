"""The administrator's work on what units are called: see, add and drop names, also those learnt from people."""

from __future__ import annotations

from handlers.admin import ADMIN, MENU, admins_only
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import admin_names as texts
from handlers.texts.format import label, unit_name
from handlers.turn import Turn
from planning.names.find import find_unit
from planning.names.index import index_of
from planning.names.learnt import alias_words
from planning.organisation import Learnt, Unit
from planning.person_names import person_named
from storage import aliases, audit

MOST_SHOWN = 12
LONGEST = 120


@admins_only
async def names(turn: Turn, args: Args, text: str | None) -> None:
    """A unit's other names; what is typed then is one more."""
    directory = turn.office.directory
    unit = directory.units.get(str(args.get("unit")))
    if unit and text is not None:
        await _add(turn, unit, " ".join(text.split()))
    elif unit:
        await _show(turn, unit)
    elif text is not None:
        match = find_unit(directory, text, near=None, on=turn.today)
        if match.unit:
            await _show(turn, match.unit)
            return
        choices = [
            Choice(label(unit_name(directory, one)), Action("admin.names", {"unit": one.id}))
            for one in match.candidates
        ]
        words = texts.which(text) if choices else texts.unknown(text)
        await turn.reply(Say(words, column(*choices, ADMIN), on_text=Action("admin.names"), lasting=True))
    else:
        await turn.reply(Say(texts.ask_unit(), ((ADMIN,),), on_text=Action("admin.names"), lasting=True))


async def _show(
    turn: Turn, unit: Unit, note: str = "", given: tuple[str, ...] | None = None, gone: str | None = None
) -> None:
    """The unit's names with a way to drop each; `given` and `gone`: what this turn has changed already."""
    own = list(unit.aliases if given is None else given)[:MOST_SHOWN]
    learnt = [one for one in turn.office.directory.learnt if one.unit_id == unit.id and _key(one) != gone][:MOST_SHOWN]
    lines = [texts.given(name) for name in own] + [texts.learnt(one.name, _who(turn, one), one.times) for one in learnt]
    drops = [_drop(unit, name, "") for name in own] + [_drop(unit, one.name, one.heard_from) for one in learnt]
    here = Action("admin.names", {"unit": unit.id})
    await turn.reply(
        Say(texts.shown(unit.name, lines, note), (*column(*drops), (ADMIN, MENU)), on_text=here, lasting=True)
    )


def _key(one: Learnt) -> str:
    return f"{one.heard_from}:{alias_words(one.name)}"


def _who(turn: Turn, one: Learnt) -> str:
    unit = turn.office.directory.units.get(one.heard_from)
    return unit.name if unit else one.heard_from


def _drop(unit: Unit, name: str, heard_from: str) -> Choice:
    here = {"unit": unit.id, "name": name, "from": heard_from}
    return Choice(label(texts.drop(name)), Action("admin.name_drop", here), "bad")


async def _add(turn: Turn, unit: Unit, name: str) -> None:
    directory = turn.office.directory
    if not 2 <= len(name) <= LONGEST or not any(letter.isalpha() for letter in name):
        await _show(turn, unit, texts.unfit(LONGEST))
        return
    if person_named(name, index_of(directory).phrases):
        await _show(turn, unit, texts.person())
        return
    other = find_unit(directory, name, near=None, on=turn.today).unit
    if other:
        taken = texts.known_already(name) if other.id == unit.id else texts.another(name, other.name)
        await _show(turn, unit, taken)
        return
    await aliases.give(turn.tx, unit.id, name, person_id=turn.me.id, now=turn.now)
    await audit.record(turn.tx, "alias.added", f"unit:{unit.id}", turn.me.id, turn.now, name=name)
    await _show(turn, unit, texts.added(name), (*unit.aliases, name))


@admins_only
async def drop(turn: Turn, args: Args, text: str | None) -> None:
    """Take a name away; a learnt one is not learnt again."""
    unit = turn.office.directory.units.get(str(args.get("unit")))
    name, heard_from = str(args.get("name", "")), str(args.get("from", ""))
    if unit is None or not name:
        await turn.refuse()
        return
    done = await aliases.drop(turn.tx, unit.id, name, heard_from=heard_from, person_id=turn.me.id, now=turn.now)
    left = unit.aliases
    if done:
        await audit.record(
            turn.tx, "alias.dropped", f"unit:{unit.id}", turn.me.id, turn.now, name=name, unit=heard_from
        )
    if not heard_from:
        left = tuple(one for one in left if alias_words(one) != alias_words(name))
    note = texts.dropped(name) if done else texts.dropped_before(name)
    await _show(turn, unit, note, left, f"{heard_from}:{alias_words(name)}")


ACTIONS = {"admin.names": names, "admin.name_drop": drop}

"""The names that an entry brings: new subjects become pending units, what was picked for a typed name is learnt."""

from __future__ import annotations

from dataclasses import replace

from handlers import notify
from handlers.dialog.chat import Action, Choice, Say
from handlers.dialog.form import Answers
from handlers.inspection_form import NEW, PICKED, Facts, new_names
from handlers.texts import admin as admin_texts
from handlers.texts import common
from handlers.turn import Turn
from planning.inspection import Inspection
from planning.organisation import Unit, UnitKind
from planning.programme import Role
from planning.text import fold
from storage import aliases, audit, units
from storage.ids import new_id


async def settle(turn: Turn, answers: Answers, facts: Facts) -> tuple[str, ...]:
    """Subjects that only this entry names become pending units; the same name twice is one unit."""
    home = facts.home(answers)
    made = {}
    for name in new_names(answers):
        same = (
            unit
            for unit in turn.office.directory.units.values()
            if unit.parent_id == home and fold(unit.name) == fold(name)
        )
        unit = next(same, None)
        if unit is None:
            unit = Unit(new_id(), name, UnitKind.CELL, parent_id=home, pending=True)
            await units.put(turn.tx, unit, now=turn.now, added_by=turn.me.id)
            await audit.record(turn.tx, "unit.added", f"unit:{unit.id}", turn.me.id, turn.now, parent=home)
            await _tell_admins(turn, unit)
        made[f"{NEW}{name}"] = unit.id
    if made:
        turn.office = replace(turn.office, directory=await units.directory(turn.tx))
    return tuple(dict.fromkeys(made.get(item, item) for item in answers["subjects"]))


async def learn(turn: Turn, answers: Answers, facts: Facts, item: Inspection) -> None:
    """What was picked for a typed name is offered first, or taken, when people of this unit type it again."""
    home = facts.home(answers)
    for name, unit_id in answers.get(PICKED, ()):
        unit = turn.office.directory.units.get(unit_id)
        if home and unit and unit_id in item.subjects and unit_id != home:
            await aliases.learn(turn.tx, home, name, unit_id, person_id=turn.me.id, now=turn.now)
            await audit.record(turn.tx, "alias.learnt", f"unit:{unit_id}", turn.me.id, turn.now, name=name, unit=home)


async def _tell_admins(turn: Turn, unit: Unit) -> None:
    parent = turn.office.directory.units.get(unit.parent_id or "")
    text = admin_texts.pending_notice(unit.name, parent.name if parent else "")
    look = Choice(common.PENDING, Action("admin.pending"))
    await notify.tell_role(turn.tx, Role.ADMIN, Say(text, ((look,),), lasting=True), turn.now)

"""Administrators read the audit: newest first, a page at a time, of a day, a unit or a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from handlers.admin import ADMIN, MENU, admins_only
from handlers.audit_lines import audited
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import audit as texts
from handlers.texts.format import label, unit_name
from handlers.turn import Turn
from planning.names.find import find_unit
from planning.period import read_period
from planning.text import fold
from storage import audit, people
from storage.engine import moment

PAGE = 8
SHOW = "audit.show"
MOST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked at; one of the three, or none for everything."""

    day: date | None = None
    unit: str | None = None
    person: str | None = None

    def args(self) -> dict[str, Any]:
        """For a button."""
        found = {"day": self.day.isoformat() if self.day else None, "unit": self.unit, "person": self.person}
        return {name: value for name, value in found.items() if value}


def _filter(args: Args) -> Filter:
    day = args.get("day")
    unit, person = args.get("unit"), args.get("person")
    return Filter(
        date.fromisoformat(str(day)) if day else None, str(unit) if unit else None, str(person) if person else None
    )


@admins_only
async def show(turn: Turn, args: Args, text: str | None) -> None:
    """A page; what is typed says what to look at instead."""
    chosen = _filter(args) if text is None else await _read(turn, text)
    if chosen is None:
        return
    before = int(args.get("before") or audit.NEWEST) if text is None else audit.NEWEST
    start = datetime.combine(chosen.day, time(), turn.office.zone) if chosen.day else None
    rows = await audit.told_page(
        turn.tx,
        before=before,
        unit_id=chosen.unit,
        person_id=chosen.person,
        since=start.astimezone(UTC) if start else None,
        until=(start + timedelta(days=1)).astimezone(UTC) if start else None,
        most=PAGE + 1,
    )
    lines = [texts.line(moment(row["at"]).astimezone(turn.office.zone), audited(row)[1]) for row in rows[:PAGE]]
    choices = []
    if len(rows) > PAGE:
        choices.append(Choice(texts.OLDER, Action(SHOW, {**chosen.args(), "before": rows[PAGE - 1]["seq"]})))
    if chosen.args() or before != audit.NEWEST:
        choices.append(Choice(texts.ALL, Action(SHOW)))
    words = texts.page(await _words(turn, chosen), lines)
    await turn.reply(Say(words, (*column(*choices), (ADMIN, MENU)), on_text=Action(SHOW), lasting=True))


async def _words(turn: Turn, chosen: Filter) -> str:
    """The filter as people say it."""
    if chosen.day:
        return texts.of_day(chosen.day)
    if chosen.unit and chosen.unit in turn.office.directory.units:
        return turn.office.directory.units[chosen.unit].name
    person = await people.get(turn.tx, chosen.person) if chosen.person else None
    return person.name if person else ""


async def _read(turn: Turn, text: str) -> Filter | None:
    """What a typed text asks for; None when it was answered with a question."""
    if day := _day(turn, text):
        return Filter(day=day)
    persons = [
        (id_, name)
        for id_, name in await people.everybody(turn.tx)
        if set(fold(text).split()) <= set(fold(name).split())
    ]
    match = find_unit(turn.office.directory, text, near=None, on=turn.today)
    if not persons and match.unit:
        return Filter(unit=match.unit.id)
    if len(persons) == 1 and not match.unit and not match.candidates:
        return Filter(person=persons[0][0])
    units = [match.unit] if match.unit else list(match.candidates)
    choices = [Choice(label(name), Action(SHOW, {"person": id_})) for id_, name in persons]
    choices += [
        Choice(label(unit_name(turn.office.directory, unit)), Action(SHOW, {"unit": unit.id})) for unit in units
    ]
    words = texts.which(text) if choices else texts.unknown(text)
    await turn.reply(Say(words, column(*choices[:MOST_CHOICES], ADMIN), on_text=Action(SHOW), lasting=True))
    return None


def _day(turn: Turn, text: str) -> date | None:
    spans = read_period(text, year=turn.today.year, today=turn.today).spans
    if len(spans) == 1 and spans[0].start and spans[0].start == spans[0].end:
        return spans[0].start
    return None


ACTIONS = {SHOW: show}

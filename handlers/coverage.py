"""The units below one that have too few inspections this year: a count in the programme, the list on a tap.

A unit counts what it may know of: an inspection that goes to itself it never learns of, not even by a count.
"""

from __future__ import annotations

from dataclasses import dataclass

from handlers.dialog.chat import Action, Choice, Row, Say
from handlers.entry import Args
from handlers.register_facts import bodies_of
from handlers.texts import common
from handlers.texts import coverage as texts
from handlers.turn import Turn
from planning.organisation import Body
from planning.overlap import TooFew, below_least, hidden_subjects, must_be_visited
from planning.programme import Role
from storage.coverage import visits_at

PAGE = 12


@dataclass(frozen=True, slots=True)
class Below:
    """`missing` of `all` units directly below that must be inspected; what to say of them, and the way to the list."""

    missing: tuple[TooFew, ...] = ()
    all: int = 0
    words: str = ""
    rows: tuple[Row, ...] = ()


async def below_of(turn: Turn, body: Body) -> Below:
    """The units directly below a body's unit that nobody, or not enough, goes to; nothing where no least is set."""
    office = turn.office
    children = [office.directory.units[child] for child in office.directory.children(body.unit_id)]
    hidden = hidden_subjects(body, office.directory)
    must = must_be_visited(children, office.campaign.limits, on=turn.today)
    units = [unit for unit, _ in must if unit.id not in hidden]
    if not units:
        return Below()
    visits = await visits_at(
        turn.tx, office.campaign.id, [unit.id for unit in units], home=body.unit_id, hidden=sorted(hidden)
    )
    missing = below_least(visits, units, office.campaign.limits, on=turn.today)
    if not missing:
        return Below((), len(units))
    button = Choice(texts.own_button(len(missing)), Action("coverage.own", {"body": body.id}))
    return Below(missing, len(units), texts.own_count(len(missing), len(units)), ((button,),))


async def own(turn: Turn, args: Args, text: str | None) -> None:
    """A page of those units."""
    body = next((body for body in bodies_of(turn) if body.id == args.get("body")), None)
    if body is None or not turn.may(Role.UNIT, body.unit_id):
        await turn.refuse()
        return
    found = await below_of(turn, body)
    pages = max(1, -(-len(found.missing) // PAGE))
    number = min(max(0, int(args.get("page", 0))), pages - 1)
    units = turn.office.directory.units
    entries = [
        texts.entry(units[one.unit_id].name, one.count, one.least)
        for one in found.missing[number * PAGE : (number + 1) * PAGE]
    ]
    rows: list[Row] = []
    if pages > 1:
        rows.append((Choice(common.MORE, Action("coverage.own", {"body": body.id, "page": (number + 1) % pages})),))
    rows.append(
        (
            Choice(common.REGISTER, Action("register.start", {"body": body.id})),
            Choice(common.BACK, Action("programme.open", {"body": body.id})),
        )
    )
    words = texts.own(body.name, len(found.missing), found.all, entries, number + 1, pages)
    await turn.reply(Say(words, tuple(rows), lasting=True))


ACTIONS = {"coverage.own": own}

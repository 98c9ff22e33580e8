"""What is counted over the campaign: units with too few inspections, leaders who would be in two places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.dialog.chat import Action, Choice, Row, Say, column
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import coverage as texts
from handlers.texts import views as view_texts
from handlers.texts.format import label, unit_name
from handlers.turn import Turn
from handlers.views.subjects import page_of
from handlers.views.whole import Whole, load
from planning.organisation import Unit
from planning.overlap import must_be_visited, overloads, visits_of_year

GROUPS = 6
UNITS = 12
LEADERS = 6


@dataclass(frozen=True, slots=True)
class Counted:
    """A unit that must be inspected, how often it is and should be."""

    unit: Unit
    visits: int
    least: int

    @property
    def enough(self) -> bool:
        return self.visits >= self.least


def _counted(turn: Turn, whole: Whole) -> list[Counted]:
    office = turn.office
    visits = visits_of_year(whole.items, office.campaign.year)
    must = must_be_visited(office.directory.units.values(), office.campaign.limits, on=turn.today)
    return [Counted(unit, visits.get(unit.id, 0), least) for unit, least in must]


def _by_parent(found: Iterable[Counted]) -> list[tuple[str, list[Counted]]]:
    """(id of the unit above, its units), where most are missing first; a unit without one above stands by itself."""
    groups: dict[str, list[Counted]] = {}
    for one in found:
        groups.setdefault(one.unit.parent_id or one.unit.id, []).append(one)
    return sorted(groups.items(), key=lambda pair: (-sum(not one.enough for one in pair[1]), pair[0]))


async def show(turn: Turn, args: Args, text: str | None) -> None:
    """The table of coverage: by kind of unit, and by the unit above."""
    whole = await load(turn)
    if whole is None:
        return
    found = _counted(turn, whole)
    back = Choice(common.BACK, Action("views.overlaps"))
    if not found:
        await turn.reply(Say(texts.nothing_set(), ((back,),), lasting=True))
        return
    kinds: dict[tuple[str, int], list[Counted]] = {}
    for one in found:
        kinds.setdefault((one.unit.kind.value, one.least), []).append(one)
    lines = [texts.kind(s[0].unit.kind, least, sum(o.enough for o in s), len(s)) for (_, least), s in kinds.items()]
    missing = [group for group in _by_parent(found) if not all(one.enough for one in group[1])]
    number, pages = page_of(args, len(missing), GROUPS)
    shown = missing[number * GROUPS : (number + 1) * GROUPS]
    entries = [
        texts.above(_name(turn, above), sum(not one.enough for one in units), len(units)) for above, units in shown
    ]
    choices = [
        Choice(label(_name(turn, above)), Action("views.uncovered", {"unit": above, "from": number}))
        for above, _ in shown
    ]
    rows: list[Row] = [*column(*choices)]
    if pages > 1:
        rows.append((Choice(common.MORE, Action("views.coverage", {"page": (number + 1) % pages})),))
    words = texts.table(turn.office.campaign.year, lines, entries, number + 1, pages)
    leaders = Choice(view_texts.LEADERS, Action("views.leaders"))
    await turn.reply(Say(words, (*rows, (leaders, back)), lasting=True))


def _name(turn: Turn, unit_id: str) -> str:
    return unit_name(turn.office.directory, turn.office.directory.units[unit_id])


async def under(turn: Turn, args: Args, text: str | None) -> None:
    """The units below one that have too few."""
    whole = await load(turn)
    if whole is None:
        return
    above = turn.office.directory.units.get(str(args.get("unit")))
    units = dict(_by_parent(_counted(turn, whole))).get(above.id if above else "", [])
    back = Choice(common.BACK, Action("views.coverage", {"page": int(args.get("from", 0))}))
    missing = [one for one in units if not one.enough]
    number, pages = page_of(args, len(missing), UNITS)
    entries = [
        texts.entry(one.unit.name, one.visits, one.least) for one in missing[number * UNITS : (number + 1) * UNITS]
    ]
    rows: list[Row] = []
    if pages > 1:
        onward = {"unit": str(args.get("unit")), "from": int(args.get("from", 0)), "page": (number + 1) % pages}
        rows.append((Choice(common.MORE, Action("views.uncovered", onward)),))
    name = above.name if above else ""
    words = texts.under(name, len(missing), len(units), entries, number + 1, pages)
    await turn.reply(Say(words if name else texts.nothing_set(), (*rows, (back,)), lasting=True))


async def leaders(turn: Turn, args: Args, text: str | None) -> None:
    """Team leaders with two inspections on common days."""
    whole = await load(turn)
    if whole is None:
        return
    directory = turn.office.directory
    found = overloads(whole.items, directory)
    number, pages = page_of(args, len(found), LEADERS)
    entries = [
        texts.overload(one, directory.units[turn.office.body(one.first.body_id).unit_id].name)
        for one in found[number * LEADERS : (number + 1) * LEADERS]
    ]
    rows: list[Row] = []
    if pages > 1:
        rows.append((Choice(common.MORE, Action("views.leaders", {"page": (number + 1) % pages})),))
    words = texts.leaders(turn.office.campaign.year, len(found), entries, number + 1, pages)
    back = Choice(common.BACK, Action("views.overlaps"))
    await turn.reply(Say(words, (*rows, (back,)), lasting=True))


ACTIONS = {"views.coverage": show, "views.uncovered": under, "views.leaders": leaders}

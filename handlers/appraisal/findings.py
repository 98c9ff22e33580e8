"""What the machine sees beside the inspections of a version and about the whole programme, for those who appraise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from handlers import neighbours
from handlers.texts import findings as texts
from handlers.turn import Turn
from planning.inspection import Inspection
from planning.organisation import Body
from planning.overlap import Overload, Told, TooFew, find_overlaps, overloads, too_few, too_many
from planning.period import Interval, Precision
from planning.programme import ProgrammeState
from planning.review import Expected, ItemFindings, missing_second, review_item, unusual
from storage import programmes


async def of_item(turn: Turn, item: Inspection, led_twice: Iterable[Overload] = ()) -> ItemFindings:
    """Beside one inspection, among everything that is saved now."""
    office = turn.office
    directory, campaign = office.directory, office.campaign
    near = await neighbours.of(turn.tx, office, item, directory, None)
    return review_item(
        item,
        directory,
        year=campaign.year,
        lexicon=office.lexicon,
        overlaps=find_overlaps(item, near.items, directory, office.lexicon, on=campaign.first_day),
        many=too_many(item, near.items, directory, campaign.limits, year=campaign.year),
        led_twice=led_twice,
    )


async def of_items(turn: Turn, items: tuple[Inspection, ...]) -> dict[str, ItemFindings]:
    """By inspection id; leaders are looked for among the items themselves."""
    led_twice = overloads(items, turn.office.directory)
    return {item.id: await of_item(turn, item, led_twice) for item in items}


def lines(turn: Turn, item: Inspection, found: ItemFindings, *, told: tuple[Told, ...] | None = None) -> list[str]:
    """The findings as sentences; `told`: overlaps with what the reader may know, by default everything."""
    everything = tuple(Told(finding) for finding in found.overlaps)
    directory, year = turn.office.directory, turn.office.campaign.year
    return texts.lines(item, found, everything if told is None else told, directory, year)


async def as_reason(turn: Turn, item: Inspection, found: ItemFindings, body: Body) -> str:
    """The worst finding as a reason that the unit may read: of others no more than its own warnings say; "" without
    any."""
    near = await neighbours.findings(turn.tx, turn.office, item, body)
    said = lines(turn, item, found, told=neighbours.serious(near)[:1])
    return said[0] if said else ""


async def of_numbers(turn: Turn, items: tuple[Inspection, ...], body: Body) -> list[str]:
    """What is unusual about the programme as a whole."""
    campaign = turn.office.campaign
    known = await programmes.of_bodies(
        turn.tx, campaign.id, [one.id for one in turn.office.directory.bodies_of(body.unit_id)]
    )
    sent = [one.body_id for one in known.values() if one.state is not ProgrammeState.DRAFTING]
    second = missing_second(body, turn.office.directory, sent)
    said = [texts.missing_second(second.name)] if second else []
    return said + [texts.unusual(one) for one in unusual(items, campaign.expected.get(body.kind, Expected()))]


async def of_programme(turn: Turn, items: tuple[Inspection, ...], body: Body) -> list[str]:
    """The same, with the units below that have too few: worth knowing, no reason against the draft."""
    said = await of_numbers(turn, items, body)
    few = await _too_few(turn, items, body)
    return said + ([texts.too_few([turn.office.directory.units[one.unit_id].name for one in few])] if few else [])


async def _too_few(turn: Turn, items: tuple[Inspection, ...], body: Body) -> list[TooFew]:
    """Units directly below the body's with fewer inspections in the year, whoever plans them, than they should have."""
    directory, campaign = turn.office.directory, turn.office.campaign
    below = directory.children(body.unit_id)
    if not items or not below:
        return []
    year = Interval(date(campaign.year, 1, 1), date(campaign.year, 12, 31), Precision.YEAR)
    everywhere = replace(items[0], id="", subjects=below, members=())
    near = await neighbours.of(turn.tx, turn.office, everywhere, directory, None, when=(year,))
    found = too_few(near.items, directory, campaign.limits, year=campaign.year, on=turn.today)
    return [one for one in found if one.unit_id in below]

"""Who else hears of a joint team that the appraisal decides on: the other bodies of the team, and only as much of the
inspection as the rule of discretion lets them know."""

from __future__ import annotations

from collections.abc import Iterable

from handlers import notify
from handlers.dialog.chat import Action, Choice, Say
from handlers.texts import partners as texts
from handlers.texts import programme as programme_texts
from handlers.turn import Turn
from planning.appraisal import ItemOutcome, Rulings, touched
from planning.inspection import Inspection, thaw
from planning.organisation import Body
from planning.overlap import Part, compare, told
from planning.programme import Role
from storage import inspections, people, programmes
from storage.programmes import Version


async def tell(turn: Turn, version: Version, body: Body, rulings: Rulings) -> None:
    """The decision was made: its programme counts as agreed."""
    for item, other, parts in _others(turn, version, body, rulings):
        own = await _own(turn, item, other)
        directory = turn.office.directory
        leads = rulings[item.id].proposal.lead == other.id
        words = texts.decided(other.name, leads, item, body, parts, directory, [one.code for one in own])
        await _send(turn, other, words)


async def correct(turn: Turn, version: Version, body: Body, rulings: Rulings) -> None:
    """It was taken back: whoever was told hears that it counts no longer, and nothing new."""
    for item, other, _ in _others(turn, version, body, rulings):
        own = await _own(turn, item, other)
        await _send(turn, other, texts.undone(other.name, [one.code for one in own]))


def _others(
    turn: Turn, version: Version, body: Body, rulings: Rulings
) -> Iterable[tuple[Inspection, Body, frozenset[Part]]]:
    """Each other body of a team with what it may know of the inspection; without those who must not know of it."""
    directory, rule = turn.office.directory, turn.office.campaign.discretion
    for item, ruling in touched(thaw(version.content), rulings):
        if ruling.outcome is not ItemOutcome.JOINT:
            continue
        for body_id in dict.fromkeys((ruling.proposal.lead, *ruling.proposal.partners)):
            other = directory.bodies.get(body_id)
            if other is None or other.unit_id == body.unit_id:
                continue
            parts = told(other, item, directory, rule, published=True)
            if parts is not None:
                yield item, other, parts


async def _own(turn: Turn, item: Inspection, other: Body) -> list[Inspection]:
    """The inspections of the other body that meet this one: it knows the matter by them."""
    office = turn.office
    programme = await programmes.of_body(turn.tx, office.campaign.id, other.id)
    theirs = await inspections.of_programme(turn.tx, programme.id) if programme else ()
    on = office.campaign.first_day
    return [one for one in theirs if compare(one, item, office.directory, office.lexicon, on=on)]


async def _send(turn: Turn, other: Body, words: str) -> None:
    see = Choice(programme_texts.SEE_LIST, Action("programme.open", {"body": other.id}))
    for person in await people.of_unit(turn.tx, other.unit_id, Role.UNIT):
        if person.id != turn.me.id:
            await notify.tell(turn.tx, person, Say(words, ((see,),), lasting=True, keep=True, vital=True), turn.now)

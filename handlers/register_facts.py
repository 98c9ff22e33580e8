"""What a registration knows besides its answers: the bodies, what is saved near its subjects, the overlaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers import joint_fate, joint_view, neighbours
from handlers.dialog.form import Answers
from handlers.inspection_form import Facts, clash_of, crowded, inspection_of, unheeded, with_new
from handlers.neighbours import Neighbours
from handlers.turn import Turn
from planning.focus import in_force
from planning.inspection import Inspection
from planning.names.find import is_valid
from planning.organisation import Body, Unit
from planning.overlap import (
    alike,
    content_of,
    find_overlaps,
    free_times,
    hidden_subjects,
    other_subjects,
    too_many,
)
from planning.period import Interval
from planning.programme import CHANGEABLE, Role
from storage import inspections, programmes
from storage.coverage import visits_at


def bodies_of(turn: Turn) -> tuple[Body, ...]:
    """The bodies whose programme the person may write."""
    directory = turn.office.directory
    own = [unit for unit in dict.fromkeys(turn.me.units(Role.UNIT)) if is_valid(directory.units[unit], turn.today)]
    return tuple(body for unit in own for body in directory.bodies_of(unit))


async def load(turn: Turn, answers: Answers) -> Facts:
    """Overlaps are looked up anew at every step, in the transaction that may save: nobody slips in between."""
    office = turn.office
    directory = office.directory
    bodies = bodies_of(turn)
    home = next((body.unit_id for body in bodies if body.id == answers.get("body")), None)
    closed = await _closed(turn, bodies)
    campaign = office.campaign
    facts = Facts(
        with_new(directory, answers, home),
        bodies,
        campaign.year,
        turn.today,
        closed,
        lexicon=office.lexicon,
        focus=in_force(campaign.focus, turn.today),
    )
    candidate = inspection_of(answers)
    body = facts.body(answers)
    if not candidate.subjects or body is None:
        return facts
    facts = replace(facts, teams=await _teams(turn, candidate, body))
    near = await _others(turn, candidate, facts, body)
    found = find_overlaps(candidate, near.items, facts.directory, facts.lexicon, on=facts.on)
    findings = near.told(found)
    many = too_many(candidate, neighbours.once(near.items), facts.directory, office.campaign.limits, year=facts.year)
    hidden = find_overlaps(candidate, near.hidden, facts.directory, facts.lexicon, on=facts.on)
    met = frozenset(finding.other.id for finding in (*found, *hidden))
    facts = replace(facts, findings=findings, many=many, met=met)
    news = unheeded(answers, facts)
    possible = await joint_view.leads(turn.tx, office, candidate, news, near.states, facts.directory)
    others_free = await _others_free(turn, answers, facts, body)
    facts = replace(facts, joint=tuple(possible), others=others_free)
    clash = clash_of(news)
    if clash is None:
        return facts
    whole_year = Interval(date(facts.year, 1, 1), date(facts.year, 12, 31), clash.precision)
    others = await _others(turn, candidate, facts, body, (whole_year,))
    times = free_times(
        candidate,
        clash,
        others.items,
        facts.directory,
        facts.lexicon,
        year=facts.year,
        today=facts.today,
        on=facts.on,
    )
    return replace(facts, times=times)


async def _teams(turn: Turn, candidate: Inspection, body: Body) -> tuple[str, ...]:
    """With whom the saved inspection has a joint team, when its time or its subjects are about to change."""
    stored = await inspections.get(turn.tx, candidate.id) if candidate.id else None
    if stored is None or not joint_fate.is_moved(stored, candidate):
        return ()
    return await joint_view.partners_of(turn.tx, turn.office, stored, body)


async def _others_free(turn: Turn, answers: Answers, facts: Facts, body: Body) -> tuple[Unit, ...]:
    """Up to three units that could take the place of the crowded subject, of which is told that they are free and
    nothing else: what the body must not know of counts as nothing, and where it is inspected itself is not offered."""
    subject = crowded(answers, facts)
    hidden = hidden_subjects(body, facts.directory)
    like = alike(subject, facts.directory, on=facts.today) if subject else ()
    offered = [unit.id for unit in like if unit.id not in hidden and unit.id not in answers["subjects"]]
    if not subject or not offered:
        return ()
    campaign = turn.office.campaign.id
    visits = await visits_at(turn.tx, campaign, offered, home=body.unit_id, hidden=sorted(hidden))
    taken = {*visits, *(unit.id for unit in like if unit.id not in offered)}
    return other_subjects(subject, taken, facts.directory, on=facts.today)


async def _closed(turn: Turn, bodies: tuple[Body, ...]) -> frozenset[str]:
    """Bodies whose programme takes no changes now; looked up once a turn."""
    if "closed" not in turn.looked_up:
        existing = await programmes.of_bodies(turn.tx, turn.office.campaign.id, [body.id for body in bodies])
        turn.looked_up["closed"] = frozenset(i.body_id for i in existing.values() if i.state not in CHANGEABLE)
    found: frozenset[str] = turn.looked_up["closed"]
    return found


async def _others(
    turn: Turn, candidate: Inspection, facts: Facts, body: Body, when: tuple[Interval, ...] | None = None
) -> Neighbours:
    """What is saved at these subjects and around them; looked up once a turn, which is before anything is saved."""
    times = candidate.times if when is None else when
    key = ("others", body.id, candidate.subjects, times, content_of(candidate))
    if key not in turn.looked_up:
        turn.looked_up[key] = await neighbours.of(turn.tx, turn.office, candidate, facts.directory, body, when=times)
    found: Neighbours = turn.looked_up[key]
    return found

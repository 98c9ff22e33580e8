"""What can complete an outcome: free times, one team of two bodies, another subject; offered, or read from what was
typed. What is not understood for certain is asked again, never guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers import neighbours
from handlers.dialog.form import Filled, Problem, fill
from handlers.dialog.match import bare_number
from handlers.inspection_form import Facts
from handlers.inspection_form.facts import members_of
from handlers.inspection_form.subjects import KEEP, ask_subjects, choose_subject, parse_subjects
from handlers.texts import outcomes as texts
from handlers.texts import overlap as overlap_texts
from handlers.texts import register
from handlers.texts.format import echoes, label, unit_name, when_in_year
from handlers.texts.times import time_problem
from handlers.turn import Turn
from planning.appraisal import ItemOutcome, Proposal
from planning.inspection import Inspection
from planning.names.reading import read_units
from planning.organisation import Body
from planning.overlap import (
    Finding,
    Told,
    find_overlaps,
    free_times,
    joint_teams,
    other_subjects,
)
from planning.period import Interval, Precision, read_period

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose."""

    label: str
    value: Proposal


@dataclass(frozen=True, slots=True)
class Asked:
    """The question for what completes an outcome."""

    text: str
    offers: tuple[Offer, ...] = ()


async def ask(turn: Turn, outcome: ItemOutcome, one: Inspection, body: Body) -> Asked:
    """What is offered at first, by what the machine knows."""
    if outcome is ItemOutcome.RESCHEDULE:
        return await _times(turn, one)
    if outcome is ItemOutcome.JOINT:
        found = joint_teams(await _findings(turn, one), one, turn.office.directory)
        return _teams(turn, one, [(team.lead, team.partner) for team in found])
    return await _subjects(turn, one)


async def typed(turn: Turn, outcome: ItemOutcome, one: Inspection, body: Body, text: str) -> Proposal | Asked:
    """What was typed, or the question that it leaves open."""
    if outcome is ItemOutcome.RESCHEDULE:
        return _time(turn, one, text)
    if outcome is ItemOutcome.JOINT:
        return _partner(turn, one, body, text)
    return _subject(turn, one, body, text)


async def echo(turn: Turn, outcome: ItemOutcome, one: Inspection, got: Proposal) -> str:
    """What was understood, and whether the new time meets somebody too."""
    if outcome is not ItemOutcome.RESCHEDULE:
        return ""
    said = texts.new_time(echoes(got.intervals))
    moved = replace(one, intervals=got.intervals, either=False)
    met = [finding for finding in await _findings(turn, moved) if finding.interval]
    if not met:
        return said
    line = overlap_texts.line(Told(met[0]), turn.office.directory, named=len(one.subjects) > 1)
    return f"{said}\n{texts.still_meets(line)}"


async def _findings(turn: Turn, one: Inspection) -> tuple[Finding, ...]:
    near = await neighbours.of(turn.tx, turn.office, one, turn.office.directory, None)
    campaign = turn.office.campaign
    return find_overlaps(one, near.items, turn.office.directory, turn.office.lexicon, on=campaign.first_day)


def _year(turn: Turn, precision: Precision) -> Interval:
    year = turn.office.campaign.year
    return Interval(date(year, 1, 1), date(year, 12, 31), precision)


async def _times(turn: Turn, one: Inspection) -> Asked:
    clash = next((finding.interval for finding in await _findings(turn, one) if finding.interval), None)
    clash = clash or next(iter(one.intervals), None)
    if clash is None:
        return Asked(texts.ask_time(one.code, False))
    office, campaign = turn.office, turn.office.campaign
    when = (_year(turn, clash.precision),)
    near = await neighbours.of(turn.tx, office, one, office.directory, None, when=when)
    found = free_times(
        one,
        clash,
        near.items,
        office.directory,
        office.lexicon,
        year=campaign.year,
        today=turn.today,
        on=campaign.first_day,
    )
    rest = [] if one.either else [wave for wave in one.intervals if wave != clash]
    offers = [Offer(label(when_in_year(own)), Proposal((own,))) for own in one.intervals if one.either]
    offers += [
        Offer(overlap_texts.free(free), Proposal(tuple(sorted([*rest, free]))))
        for free in found.free
        if not (one.either and free in one.intervals)
    ]
    return Asked(texts.ask_time(one.code, bool(offers)), tuple(offers))


def _time(turn: Turn, one: Inspection, text: str) -> Proposal | Asked:
    number = bare_number(text)
    year = turn.office.campaign.year
    if number is not None and 0 < number <= MONTHS:
        return Asked(register.month_or_quarter(number))
    reading = read_period(text, year=year, today=turn.today)
    if not reading.intervals:
        return Asked(time_problem(text, reading, year))
    past = next((interval for interval in reading.intervals if interval.end < turn.today), None)
    if past:
        return Asked(register.past_time(past))
    if set(reading.intervals) == set(one.intervals) and not one.either:
        return Asked(texts.same_time())
    return Proposal(intervals=reading.intervals)


def _teams(turn: Turn, one: Inspection, teams: Iterable[tuple[str, str]]) -> Asked:
    """Each pair with either body as the lead, the proposed one first."""
    both = [pair for lead, partner in teams for pair in ((lead, partner), (partner, lead))]
    values = [Proposal(lead=lead, partners=(partner,)) for lead, partner in both]
    said = [texts.proposal(ItemOutcome.JOINT, value, turn.office.directory) for value in values]
    offers = tuple(Offer(texts.team_label(number), value) for number, value in enumerate(values, 1))
    return Asked(texts.ask_team(one.code, said), offers)


def _partner(turn: Turn, one: Inspection, body: Body, text: str) -> Proposal | Asked:
    directory = turn.office.directory
    reading = read_units(text, directory, today=turn.today, near=body.unit_id)
    units = reading.units if reading.certain else reading.candidates
    bodies = [known for unit in units for known in directory.bodies_of(unit.id) if known.id != body.id]
    said = [known for known in directory.bodies.values() if known.name.casefold() == text.strip().casefold()]
    bodies = [known for known in said if known.id != body.id] or bodies
    if not bodies:
        return Asked(texts.no_team(text))
    return _teams(turn, one, [(body.id, known.id) for known in bodies[:2]])


async def _subjects(turn: Turn, one: Inspection) -> Asked:
    """Units of the same kind beside the one that is overlapped, or beside the only one."""
    directory = turn.office.directory
    met = next((finding.subject_id for finding in await _findings(turn, one)), None)
    subject = met or (one.subjects[0] if len(one.subjects) == 1 else None)
    unit = directory.units.get(subject or "")
    if unit is None or unit.parent_id is None:
        return Asked(texts.ask_subject(one.code, False))
    beside = tuple(child for child in directory.children(unit.parent_id) if directory.units[child].kind is unit.kind)
    around = replace(one, subjects=beside, members=())
    when = (_year(turn, Precision.YEAR),)
    near = await neighbours.of(turn.tx, turn.office, around, directory, None, when=when)
    covered = {subject for item in (*near.items, one) for subject in item.subjects}
    found = other_subjects(unit.id, covered, directory, on=turn.today)
    offers = [
        Offer(
            label(unit_name(directory, other, home=unit.parent_id)),
            Proposal(
                subjects=tuple(other.id if known == unit.id else known for known in one.subjects),
                members=tuple(pair for pair in one.members if pair[0] != unit.id),
            ),
        )
        for other in found
    ]
    return Asked(texts.ask_subject(one.code, bool(offers)), tuple(offers))


def _subject(turn: Turn, one: Inspection, body: Body, text: str) -> Proposal | Asked:
    """As in registering, but nothing is added to the directory from here."""
    office = turn.office
    facts = Facts(office.directory, (body,), office.campaign.year, turn.today, lexicon=office.lexicon, is_own=False)
    answers: dict[str, Any] = {"body": body.id, "form": one.form}
    result = parse_subjects(answers, facts, text)
    if isinstance(result, Problem):
        turn.forget = turn.forget or result.forget
        return Asked(result.text)
    answers = fill(answers, result)
    if "subjects" in answers:
        return _as_proposal(one, answers) or Asked(texts.same_subject())
    prompt = ask_subjects(answers, facts)
    offers = []
    for name, value, _ in (choice for row in prompt.rows for choice in row):
        # taking an offer is confirmed, so one of another committee is not asked about again
        picked = choose_subject(answers, facts, {**value, KEEP: True}) if "add" not in value else None
        filled = fill(answers, picked) if isinstance(picked, Filled) else {}
        proposal = _as_proposal(one, filled) if "subjects" in filled else None
        if proposal:
            offers.append(Offer(name, proposal))
    return Asked(prompt.text, tuple(offers))


def _as_proposal(one: Inspection, answers: dict[str, Any]) -> Proposal | None:
    found = Proposal(subjects=tuple(answers["subjects"]), members=members_of(answers))
    same = (set(found.subjects), set(found.members)) == (set(one.subjects), set(one.members))
    return None if same else found

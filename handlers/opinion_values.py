"""The written opinion as values: who writes it, what it says of each inspection, who gets it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter

from documents.bases import in_force
from documents.values import Amended, Opinion, OpinionRow
from handlers.opinion_changes import amendment_rows, row_of
from handlers.texts import opinion as texts
from handlers.turn import Turn
from planning.appraisal import Rulings, ruling_of
from planning.inspection import Inspection, thaw, totals
from planning.organisation import Body, BodyKind, Directory, UnitKind
from planning.overlap import agreed_team
from planning.programme import Role
from storage import campaigns, office, outcomes, programmes
from storage import in_force as storage_in_force
from storage.programmes import Version

_ISSUERS = {
    Role.REVIEWER: (UnitKind.INSPECTION_COMMITTEE, BodyKind.INSPECTION_COMMITTEE),
    Role.STANDING: (UnitKind.CITY_COMMITTEE, BodyKind.COMMITTEE),
}


@cache
def opinions() -> TypeAdapter[Opinion]:
    """To JSON values and back."""
    return TypeAdapter(Opinion)


def writer(directory: Directory, seat: Role) -> Body:
    """The body that gives the opinion where this seat decides: the standing committee's is written by the inspection
    committee and issued by the city committee (letter 676-CV/TU, item 4)."""
    unit_kind, body_kind = _ISSUERS[seat]
    unit = next(unit for unit in directory.units.values() if unit.kind is unit_kind)
    known = (body for body in directory.bodies_of(unit.id) if body.kind is body_kind)
    return next(known, Body("", unit.id, unit.name, body_kind, ""))


def deciding_seat(turn: Turn, version: Version, body: Body) -> Role:
    """Who sits at the last step of the track that the version went through."""
    return turn.office.steps_of(version, body)[-1].seat


async def build(turn: Turn, version: Version, body: Body) -> Opinion:
    """The opinion on a version that was agreed at the last step."""
    from documents.issuers import issued_by  # its words are read when the first paper is asked for

    known, campaign = turn.office, turn.office.campaign
    seat = deciding_seat(turn, version, body)
    place = await office.get(turn.tx, "place")
    above = await office.get(turn.tx, "above")
    by = writer(known.directory, seat)
    issued = issued_by(known.directory, by, place=place, on=None, year=turn.today.year, above=above)
    addressee = issued_by(known.directory, body, place=place, on=None, year=turn.today.year).name
    rulings = await outcomes.of_step(turn.tx, version.id, version.step)
    copies = await office.get(turn.tx, "copies")
    agreed = thaw(version.inspections)
    frozen = {item.id: item for item in agreed}
    rows = tuple(_row(turn, item, rulings, body.unit_id, frozen.get(item.id)) for item in thaw(version.content))
    amended = await _amended(turn, version, agreed)
    if amended and version.base_id:
        base = await storage_in_force.content(turn.tx, version.base_id)
        rows = amendment_rows(turn.office.directory, base, version, rows, body.unit_id, amended.reason)
    return Opinion(
        head=issued.head,
        signature=issued.signature,
        to=(addressee,),
        appraiser=issued.name,
        body=addressee,
        year=campaign.year,
        version=version.number,
        submitted_on=known.today(version.submitted_at),
        rows=rows,
        bases=in_force(await campaigns.legal_bases(turn.tx, campaign.id), turn.today),
        remarks=await _remarks(turn, body),
        issue_by=None,
        report_to=await office.get(turn.tx, "report_to"),
        copies=tuple(copies.splitlines()),
        kept_at=writer(known.directory, Role.REVIEWER).name,
        made_at=turn.now,
        issue_within=campaign.issue_days,
        amended=amended,
    )


async def _amended(turn: Turn, version: Version, agreed: tuple[Inspection, ...]) -> Amended | None:
    """What was promulgated that the version amends; None for a first programme."""
    known = await storage_in_force.promulgation(turn.tx, version.base_id) if version.base_id else None
    if known is None:
        return None
    nth = await storage_in_force.amendment_number(turn.tx, version.programme_id, version.submitted_at)
    before = totals(await storage_in_force.content(turn.tx, known.version_id))
    opened = await storage_in_force.open_amendment(turn.tx, version.programme_id)
    reason = opened.reason if opened else ""
    return Amended(nth, known.number, known.issued_on, before, totals(agreed), reason)


def _row(turn: Turn, item: Inspection, rulings: Rulings, home: str, agreed: Inspection | None) -> OpinionRow:
    """`agreed`: as the decision froze it, with the joint team that held then; None where it ends."""
    directory, ruling = turn.office.directory, ruling_of(rulings, item)
    parts = [texts.proposal(directory, ruling), texts.team(*agreed_team(agreed.details)) if agreed else ""]
    row = row_of(directory, item, home, ruling.outcome, ruling.reason)
    return replace(row, proposal=". ".join(part for part in parts if part))


async def _remarks(turn: Turn, body: Body) -> tuple[str, ...]:
    """On the whole: the letter demands both programmes of a unit, its committee's and its inspection committee's."""
    missing = []
    for other in turn.office.directory.bodies_of(body.unit_id):
        programme = await programmes.of_body(turn.tx, turn.office.campaign.id, other.id)
        if other.id != body.id and turn.office.steps(other, turn.today) and not (programme and programme.version):
            missing.append(texts.second_missing(other.name))
    return tuple(missing)

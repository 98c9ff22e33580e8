"""Loading an office that was read from its folder into the database."""

from __future__ import annotations

from datetime import datetime

from bot.office_files import FocusRow, OfficeError, OfficeFile, OfficeFolder, UnitRow
from bot.track_rows import TrackRow
from planning.focus import Focus
from planning.inspection import DETAILS, Details, Inspection
from planning.lexicon import Validity
from planning.organisation import Body, Directory, Unit
from planning.period import Interval
from planning.programme import TrackStep
from storage import campaigns, inspections, office, programmes, units
from storage.campaigns import CampaignPlan
from storage.engine import Connection
from storage.ids import new_id


def _parents_first(rows: tuple[UnitRow, ...]) -> list[UnitRow]:
    left, done, ordered = list(rows), set[str](), list[UnitRow]()
    while left:
        ready = [row for row in left if (row.parent is None or row.parent in done)]
        if not ready:
            raise OfficeError(f"units.tsv: {left[0].id}: its parents form a ring")
        ordered += ready
        done |= {row.id for row in ready}
        left = [row for row in left if row.id not in done]
    return ordered


def _unit(row: UnitRow, successor: str | None) -> Unit:
    return Unit(
        id=row.id,
        name=row.name,
        kind=row.kind,
        parent_id=row.parent,
        aliases=tuple(row.aliases),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successor_id=successor,
    )


def directory_of(whole: OfficeFolder) -> Directory:
    """The folder's units and bodies, without any database."""
    bodies = (Body(body.id, body.unit, body.name, body.kind, body.track) for body in whole.bodies)
    return Directory((_unit(row, row.successor) for row in whole.units), bodies)


async def load_folder(tx: Connection, whole: OfficeFolder, now: datetime) -> None:
    """Put the folder into the database; what is there already is overwritten, inspections only enter an empty one."""
    await office.put(tx, "name", whole.about.office.name)
    await office.put(tx, "place", whole.about.office.place)
    await office.put(tx, "above", whole.about.office.above)
    await office.put(tx, "report_to", whole.about.office.report_to)
    await office.put(tx, "copies", "\n".join(whole.about.office.copies))
    ordered = _parents_first(whole.units)
    for row in ordered:
        await units.put(tx, _unit(row, None), now=now)
    for row in ordered:
        if row.successor:
            await units.put(tx, _unit(row, row.successor), now=now)
    for body in whole.bodies:
        await units.put_body(tx, Body(body.id, body.unit, body.name, body.kind, body.track))
    await campaigns.put(tx, _plan(whole.about), now)
    await _inspections(tx, whole, now)


def _plan(about: OfficeFile) -> CampaignPlan:
    row = about.campaign
    bases = [
        {key: str(value) for key, value in basis.model_dump().items() if value is not None} for basis in row.legal_bases
    ]
    tracks = {track.id: _steps(track) for track in about.track}
    return CampaignPlan(
        year=row.year,
        opens_on=row.opens_on,
        deadline=row.deadline,
        ladder=tuple(row.ladder),
        remind_at=row.remind_at,
        quiet_from=row.quiet_from,
        after_deadline=row.after_deadline,
        issue_days=row.issue_days,
        limits=row.limits.model_dump(exclude_none=True),
        expected={kind: row.model_dump(exclude_none=True) for kind, row in row.expected.items()},
        legal_bases=bases,
        tracks=tracks,
        focus=tuple(_theme(theme) for theme in row.focus),
        discretion=row.discretion.model_dump(mode="json", exclude_unset=True),
        hand_reminders=row.hand_reminders,
    )


def _steps(track: TrackRow) -> tuple[TrackStep, ...]:
    """The steps with their positions from 0; steps of one place take turns, by their dates."""
    found: list[TrackStep] = []
    for row in track.step:
        position = row.place - 1 if row.place else len({step.position for step in found})
        step = TrackStep(position, row.seat, row.verb, row.who, row.days, row.valid_from, row.valid_to)
        found.append(step)
    return tuple(found)


def _theme(row: FocusRow) -> Focus:
    dates = Validity(row.valid_from, row.valid_to)
    return Focus(row.id, row.name, row.content, tuple(row.topics), tuple(row.documents), dates)


async def _inspections(tx: Connection, whole: OfficeFolder, now: datetime) -> None:
    campaign_id = await campaigns.current_id(tx)
    if not campaign_id or await office.count(tx, f"code:{campaign_id}"):
        return
    for row in whole.inspections:
        programme = await programmes.ensure(tx, campaign_id, row.body, now)
        item = Inspection(
            id=new_id(),
            code="",
            body_id=row.body,
            form=row.form,
            subjects=tuple(row.subjects),
            intervals=tuple(Interval(start, end, precision) for start, end, precision in row.periods),
            content=row.content,
            details=Details(**{key: getattr(row, key) for key in DETAILS}),
        )
        await inspections.add(tx, item, campaign_id=campaign_id, programme_id=programme.id, person_id=None, now=now)

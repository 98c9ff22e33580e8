"""Campaigns: one year's deadline, ladder, tracks, limits and legal bases; and the reminders already sent."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from planning.deadline import Ladder
from planning.focus import Focus
from planning.lexicon import Validity
from planning.organisation import BodyKind
from planning.overlap import Discretion, Limits
from planning.programme import Quorum, Role, TrackStep, Verb
from planning.review import Expected
from storage import office
from storage.engine import Connection, load, moment, stamp
from storage.ids import new_id

queries = load(__file__)
REVISION = "campaign"


@dataclass(frozen=True, slots=True)
class Campaign:
    """The campaign that units register for now."""

    id: str
    year: int
    opens_on: date
    ladder: Ladder
    deadline_set_at: datetime
    tracks: dict[str, tuple[TrackStep, ...]]
    limits: Limits = field(default_factory=Limits)
    discretion: Discretion = field(default_factory=Discretion)
    focus: tuple[Focus, ...] = ()
    hand_reminders: int = 1  # a day, of one person about one thing
    issue_days: int = 15  # after the final opinion: the time for promulgating a programme
    expected: dict[BodyKind, Expected] = field(default_factory=dict)

    @property
    def deadline(self) -> date:
        return self.ladder.deadline

    @property
    def first_day(self) -> date:
        """Of its year: contents are read by what is in force then."""
        return date(self.year, 1, 1)

    @property
    def zone(self) -> ZoneInfo:
        return self.ladder.zone


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """What an office writes down about a campaign before it opens."""

    year: int
    opens_on: date
    deadline: date
    ladder: tuple[int, ...]
    remind_at: str
    quiet_from: str
    after_deadline: int
    limits: dict[str, int | dict[str, int]]
    legal_bases: list[dict[str, str]]
    tracks: dict[str, tuple[TrackStep, ...]]
    focus: tuple[Focus, ...] = ()
    discretion: dict[str, list[str]] = field(default_factory=dict)
    hand_reminders: int = 1
    issue_days: int = 15
    expected: dict[BodyKind, dict[str, int]] = field(default_factory=dict)


async def legal_bases(tx: Connection, campaign_id: str) -> list[dict[str, str]]:
    """What letters may cite, with the days between which each held."""
    rows: list[dict[str, str]] = json.loads(await queries.legal_bases(tx, id=campaign_id) or "[]")
    return rows


async def put(tx: Connection, plan: CampaignPlan, now: datetime) -> None:
    """Insert, or overwrite all but the deadline of the same year: that one is moved in chat."""
    before = await _as_stored(tx, plan.year)
    await queries.put(
        tx,
        id=new_id(),
        year=plan.year,
        opens_on=plan.opens_on.isoformat(),
        deadline=plan.deadline.isoformat(),
        deadline_set_at=stamp(now),
        ladder=json.dumps(plan.ladder),
        remind_at=plan.remind_at,
        quiet_from=plan.quiet_from,
        after_deadline=plan.after_deadline,
        limits=json.dumps(plan.limits),
        legal_bases=json.dumps(plan.legal_bases, ensure_ascii=False),
        focus=json.dumps([asdict(theme) for theme in plan.focus], ensure_ascii=False, default=str),
        discretion=json.dumps(plan.discretion),
        hand_reminders=plan.hand_reminders,
        issue_days=plan.issue_days,
        expected=json.dumps(plan.expected),
    )
    row = await queries.of_year(tx, year=plan.year)
    await queries.clear_steps(tx, campaign_id=row["id"])
    for track, steps in plan.tracks.items():
        for step in steps:
            await queries.put_step(
                tx,
                campaign_id=row["id"],
                track=track,
                position=step.position,
                seat=step.seat,
                verb=step.verb,
                quorum=step.quorum,
                days=step.days,
                valid_from=step.valid_from.isoformat() if step.valid_from else "",
                valid_to=step.valid_to.isoformat() if step.valid_to else None,
            )
    if await _as_stored(tx, plan.year) != before:
        await office.bump(tx, REVISION)


async def _as_stored(tx: Connection, year: int) -> list[tuple[Any, ...]]:
    """The rows of a campaign, to see whether anything has changed."""
    row = await queries.of_year(tx, year=year)
    steps = [tuple(step) async for step in queries.steps(tx, campaign_id=row["id"])] if row else []
    return [tuple(row), *steps] if row else []


async def current(tx: Connection, zone: ZoneInfo) -> Campaign | None:
    """The campaign of the latest year."""
    row = await queries.current(tx)
    if row is None:
        return None
    tracks: dict[str, tuple[TrackStep, ...]] = {}
    async for step in queries.steps(tx, campaign_id=row["id"]):
        item = _step(step)
        tracks[step["track"]] = (*tracks.get(step["track"], ()), item)
    ladder = Ladder(
        deadline=date.fromisoformat(row["deadline"]),
        rungs=tuple(json.loads(row["ladder"])),
        remind_at=time.fromisoformat(row["remind_at"]),
        quiet_from=time.fromisoformat(row["quiet_from"]),
        after=row["after_deadline"],
        zone=zone,
    )
    opens_on = date.fromisoformat(row["opens_on"])
    return Campaign(
        row["id"],
        row["year"],
        opens_on,
        ladder,
        moment(row["deadline_set_at"]),
        tracks,
        focus=tuple(map(_theme, json.loads(row["focus"]))),
        limits=Limits.from_table(json.loads(row["limits"])),
        discretion=Discretion.from_table(json.loads(row["discretion"])),
        hand_reminders=row["hand_reminders"],
        issue_days=row["issue_days"],
        expected={BodyKind(kind): Expected(**own) for kind, own in json.loads(row["expected"]).items()},
    )


def _step(row: Any) -> TrackStep:
    return TrackStep(
        row["position"],
        Role(row["seat"]),
        Verb(row["verb"]),
        Quorum(row["quorum"]),
        row["days"],
        date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    )


def _theme(row: dict[str, Any]) -> Focus:
    dates = {key: date.fromisoformat(day) if day else None for key, day in row["validity"].items()}
    lists = {key: tuple(row[key]) for key in ("topics", "documents")}
    return Focus(**{**row, **lists, "validity": Validity(**dates)})


async def move_deadline(tx: Connection, campaign_id: str, deadline: date, now: datetime) -> bool:
    """False when it is that day already. Rungs of the new deadline that are past by now never ring."""
    moved = bool(await queries.move_deadline(tx, id=campaign_id, deadline=deadline.isoformat(), now=stamp(now)))
    if moved:
        await office.bump(tx, REVISION)
    return moved


async def claim_reminder(
    tx: Connection, campaign: Campaign, person_id: str, rung: int, bodies: list[str], now: datetime
) -> bool:
    """True exactly once per person, deadline and rung, whoever asks and after whatever restart."""
    return bool(
        await queries.remind(
            tx,
            campaign_id=campaign.id,
            person_id=person_id,
            deadline=campaign.deadline.isoformat(),
            rung=rung,
            bodies=json.dumps(bodies),
            now=stamp(now),
        )
    )


async def current_id(tx: Connection) -> str | None:
    """The id of the campaign of the latest year."""
    row = await queries.current(tx)
    return str(row["id"]) if row else None

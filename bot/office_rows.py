"""The shapes of an office's files: a row of each, and office.toml as a whole."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.track_rows import TrackRow
from planning.organisation import BodyKind, UnitKind
from planning.overlap import Part
from planning.period import Precision


def _words(value: object) -> object:
    return [part.strip() for part in value.split(";") if part.strip()] if isinstance(value, str) else value


def _empty(value: object) -> object:
    return None if value == "" else value


Blank = Annotated[str | None, BeforeValidator(_empty)]
BlankDay = Annotated[date | None, BeforeValidator(_empty)]
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")


class UnitRow(_File):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.\-]*$")
    name: str = Field(min_length=2, max_length=120)
    kind: UnitKind
    parent: Blank
    aliases: Annotated[list[str], BeforeValidator(_words)]
    valid_from: BlankDay
    valid_to: BlankDay
    successor: Blank


class BodyRow(_File):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9./\-]*$")
    unit: str
    name: str = Field(min_length=2, max_length=120)
    kind: BodyKind
    track: str


class InspectionRow(_File):
    line: int  # where it stands in the file
    body: str
    form: str
    subjects: list[str] = Field(min_length=1)
    content: str = Field(min_length=4)
    periods: list[tuple[date, date, Precision]] = Field(min_length=1)
    time_text: str = ""
    period_inspected: str = ""
    duration: str = ""
    lead: str = ""
    partners: str = ""
    leader: str = ""
    basis: str = ""
    mode: Literal["", "direct", "document"] = ""


class BasisRow(_File):
    number: str
    issued_on: date
    title: str
    valid_from: date
    valid_to: date | None = None


class FocusRow(_File):
    id: str = Field(pattern=r"^[a-z0-9_]+$")
    name: str = Field(min_length=3, max_length=40)
    content: str = Field(min_length=4, max_length=200)
    topics: list[str] = []
    documents: list[str] = []
    valid_from: date | None = None
    valid_to: date | None = None


class LimitsRow(_File):
    """How many visits of one unit are fine, and how few are too few; what is left out has no limit."""

    day: int | None = Field(None, ge=1)
    week: int | None = Field(None, ge=1)
    month: int | None = Field(None, ge=1)
    year: int | None = Field(None, ge=1)
    least: int | None = Field(None, ge=0)


class LimitsTable(LimitsRow):
    """For all kinds of units, and for those that have their own."""

    city_committee: LimitsRow | None = None
    inspection_committee: LimitsRow | None = None
    party_board: LimitsRow | None = None
    peoples_council: LimitsRow | None = None
    front: LimitsRow | None = None
    union: LimitsRow | None = None
    grassroots_committee: LimitsRow | None = None
    cell: LimitsRow | None = None
    state_body: LimitsRow | None = None
    person: LimitsRow | None = None


class DiscretionRow(_File):
    """What is told of another body's inspection; what is left out is as `planning.overlap.Discretion` has it."""

    same_level: list[Part] = []
    lower: list[Part] = []
    superior: list[Part] = []
    superior_unpublished: list[Part] = []
    other: list[Part] = []


class ExpectedRow(_File):
    """What a programme of one kind of body usually has; less or more is shown to those who appraise it."""

    inspections: int | None = Field(None, ge=0)
    supervisions: int | None = Field(None, ge=0)
    most: int | None = Field(None, ge=1)


class CampaignRow(_File):
    year: int = Field(ge=2020, le=2100)
    opens_on: date
    deadline: date
    ladder: list[int] = Field(min_length=1)
    remind_at: ClockTime
    quiet_from: ClockTime
    after_deadline: int = Field(ge=0, le=30)
    hand_reminders: int = Field(1, ge=0, le=10)
    issue_days: int = Field(15, ge=1, le=120)
    limits: LimitsTable = LimitsTable()
    expected: dict[BodyKind, ExpectedRow] = {}
    discretion: DiscretionRow = DiscretionRow()
    legal_bases: list[BasisRow] = []
    focus: list[FocusRow] = []


class OfficeRow(_File):
    """`above`: the Party organisation over the office's; `report_to`: the superior inspection committee; `copies`: who
    else gets the written opinions."""

    name: str
    place: str = ""
    above: str = ""
    report_to: str = ""
    copies: list[str] = []


class OfficeFile(_File):
    office: OfficeRow
    campaign: CampaignRow
    track: list[TrackRow] = Field(min_length=1)

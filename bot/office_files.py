"""An office as a folder of files: read, checked, nothing written yet.

The shape of the folder is described in example_office/README.md; the example is such a folder.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.track_rows import TrackRow
from planning.inspection import forms
from planning.lexicon import shipped
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.overlap import Part
from planning.period import Precision

EXAMPLE = Path(__file__).parent / "example_office"


class OfficeError(Exception):
    """A file of the folder is wrong: the text is one line with file, line and reason."""


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


@dataclass(frozen=True, slots=True)
class OfficeFolder:
    """Everything in a folder, read and checked."""

    about: OfficeFile
    units: tuple[UnitRow, ...]
    bodies: tuple[BodyRow, ...]
    inspections: tuple[InspectionRow, ...]


def _problem(where: str, error: ValidationError) -> OfficeError:
    first = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"])
    return OfficeError(f"{where}: {name}: {first['msg']}")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OfficeError(f"{path.name}: {error}") from None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    table = csv.DictReader(io.StringIO(_text(path)), delimiter="\t", quoting=csv.QUOTE_NONE)
    yield from ((number, row) for number, row in enumerate(table, start=2))


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if not path.exists():
        return
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise OfficeError(f"{path.name}:{number}: {error}") from None


def _checked(model: type[Any], name: str, rows: Iterator[tuple[int, dict[str, Any]]]) -> tuple[Any, ...]:
    found = []
    for number, row in rows:
        try:
            found.append(model.model_validate({**row, "line": number} if "line" in model.model_fields else row))
        except ValidationError as error:
            raise _problem(f"{name}:{number}", error) from None
    return tuple(found)


def read_folder(folder: Path) -> OfficeFolder:
    """Read and check every file. Raises OfficeError."""
    try:
        about = OfficeFile.model_validate(tomllib.loads(_text(folder / "office.toml")))
    except tomllib.TOMLDecodeError as error:
        raise OfficeError(f"office.toml: {error}") from None
    except ValidationError as error:
        raise _problem("office.toml", error) from None
    whole = OfficeFolder(
        about,
        _checked(UnitRow, "units.tsv", _rows(folder / "units.tsv")),
        _checked(BodyRow, "bodies.tsv", _rows(folder / "bodies.tsv")),
        _checked(InspectionRow, "inspections.jsonl", _lines(folder / "inspections.jsonl")),
    )
    _check_references(whole)
    return whole


def read_directory(path: Path) -> Directory:
    """Only the units and bodies: of a folder, or of a file like the example's units.tsv. Raises OfficeError."""
    folder, units = (path, path / "units.tsv") if path.is_dir() else (path.parent, path)
    rows = _checked(UnitRow, units.name, _rows(units))
    found = [
        Unit(row.id, row.name, row.kind, row.parent, tuple(row.aliases), row.valid_from, row.valid_to, row.successor)
        for row in rows
    ]
    known = {unit.id for unit in found}
    bodies = folder / "bodies.tsv"
    listed = _checked(BodyRow, bodies.name, _rows(bodies)) if bodies.exists() and path.is_dir() else ()
    return Directory(
        found, [Body(row.id, row.unit, row.name, row.kind, row.track) for row in listed if row.unit in known]
    )


def _check_references(whole: OfficeFolder) -> None:
    unit_ids = {row.id for row in whole.units}
    tracks = {track.id for track in whole.about.track}
    steps = {track.id for track in whole.about.track if track.step}
    superiors = {row.id for row in whole.units if row.kind is UnitKind.SUPERIOR}
    bodies = {row.id: row for row in whole.bodies}
    for unit in whole.units:
        for other in (unit.parent, unit.successor):
            if other is not None and other not in unit_ids:
                raise OfficeError(f"units.tsv: {unit.id}: no unit {other}")
    for theme in whole.about.campaign.focus:
        unknown = [topic for topic in theme.topics if topic not in shipped().topics]
        if unknown:
            raise OfficeError(f"office.toml: campaign.focus: {theme.id}: no topic {unknown[0]}")
    for body in whole.bodies:
        if body.unit not in unit_ids or body.track not in tracks:
            raise OfficeError(f"bodies.tsv: {body.id}: no unit {body.unit} or no track {body.track}")
        if body.unit in superiors and body.track in steps:
            raise OfficeError(f"bodies.tsv: {body.id}: is above the office, its track {body.track} may have no steps")
    for row in whole.inspections:
        lost = [name for name in row.subjects if name not in unit_ids]
        if lost or row.body not in bodies or row.form not in forms():
            raise OfficeError(f"inspections.jsonl:{row.line}: unknown body, form or subject")
        if bodies[row.body].kind not in forms()[row.form].bodies:
            raise OfficeError(f"inspections.jsonl:{row.line}: {row.body} may not plan {row.form}")

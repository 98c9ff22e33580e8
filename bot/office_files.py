"""An office as a folder of files: read, checked, nothing written yet.

The shape of the folder is described in example_office/README.md; the example is such a folder. `office_rows` has the
shapes of its rows.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.office_rows import BodyRow, InspectionRow, OfficeFile, UnitRow
from planning.inspection import forms
from planning.lexicon import shipped
from planning.organisation import Body, Directory, Unit, UnitKind

EXAMPLE = Path(__file__).parent / "example_office"


class OfficeError(Exception):
    """A file of the folder is wrong: the text is one line with file, line and reason."""


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

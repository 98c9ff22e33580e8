"""What `ktgs explain unit` says: whom a text is understood to mean."""

from __future__ import annotations

from datetime import date
from typing import Any

from planning.names.reading import read_units
from planning.organisation import Directory, Unit


def explain_unit(text: str, *, directory: Directory, today: date) -> dict[str, Any]:
    """{"unit", "units", "role", "candidates", "certain"}: `unit` is the first of `units`, each {"id", "name"}; `role` a
    word of the glossary or None; not certain: the person is asked, with `candidates` to choose from."""
    reading = read_units(text, directory, today=today, near=None)
    units = [_shown(unit) for unit in reading.units]
    return {
        "unit": units[0] if units else None,
        "units": units,
        "role": reading.role,
        "candidates": [] if reading.certain else [_shown(unit) for unit in reading.candidates],
        "certain": reading.certain,
    }


def _shown(unit: Unit) -> dict[str, str]:
    return {"id": unit.id, "name": unit.name}

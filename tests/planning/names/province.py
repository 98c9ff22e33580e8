"""A second directory: a city of 2021 and the province it is in since the reform of 1 July 2025.

From the shipped lists: the 34 units of 2021 and the 166 of 2025, and that the former city became seven wards. Which old
unit went into which new one stands nowhere in them: a new ward that has the number of an old unit counts as its
successor, all others are INVENTED for the tests. Only that Tân Sơn went into Phú Sơn on 1 January 2025
is from elsewhere.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from planning.organisation import Directory, Unit, UnitKind

DATA = Path(__file__).parents[1] / "data"
LAST_DAY, FIRST_DAY = date(2025, 6, 30), date(2025, 7, 1)
INVENTED = ("14797", "16522", "16417", "16378", "15853", "14758", "15925")  # the seven wards of the former city


def _rows(name: str) -> list[dict[str, str]]:
    lines = [line for line in (DATA / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def _committee(code: str, full_name: str, **also: object) -> Unit:
    level, name = full_name.split(" ", 1)
    return Unit(code, f"Đảng ủy {level.lower()} {name}", UnitKind.GRASSROOTS_COMMITTEE, "tu", **also)  # type: ignore[arg-type]


def province() -> Directory:
    """Units of 2025 by their number, those of 2021 as "old-NUMBER"."""
    new = [_committee(row["code"], row["full_name"], valid_from=FIRST_DAY) for row in _rows("units_province_2025.tsv")]
    numbers = {unit.id for unit in new}
    old = []
    for place, row in enumerate(_rows("units_city_2021.tsv")):
        code = row["gso_code"]
        heir = code if code in numbers else INVENTED[place % len(INVENTED)]
        ended = date(2024, 12, 31) if row["name"] == "Tân Sơn" else LAST_DAY
        heir = "old-14770" if row["name"] == "Tân Sơn" else heir
        old.append(_committee(f"old-{code}", row["full_name_2021"], valid_to=ended, successor_id=heir))
    root = Unit("tu", "Tỉnh ủy Thanh Hóa", UnitKind.CITY_COMMITTEE)
    return Directory([root, *new, *old])

"""Positions typed without accents get their spelling from the vocabulary and the unit's own names."""

from __future__ import annotations

from datetime import date

import pytest

from bot.office_files import EXAMPLE, read_directory
from planning.names.mention import read_mention
from planning.names.positions import spelled_position
from planning.organisation import Unit, UnitKind
from planning.text import fold

OFFICE = read_directory(EXAMPLE)
CELLS = [unit for unit in OFFICE.units.values() if unit.kind is UnitKind.CELL]


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("bi thu chi bo Truong THCS Tran Phu", "bí thư Chi bộ Trường THCS Trần Phú"),
        ("Bi thu Dang uy phuong Dong Tho", "bí thư Đảng ủy phường Đông Thọ"),
        ("dong chi pho bi thu dang uy phuong Dong Ve", "phó bí thư Đảng ủy phường Đông Vệ"),
        ("chu tich UBND phuong Dong Tho", "chủ tịch UBND phường Đông Thọ"),
        ("Bí thư Đảng ủy phường Đông Thọ", "Bí thư Đảng ủy phường Đông Thọ"),
    ],
)
def test_the_position_of_a_mention_is_spelled(typed: str, spelled: str) -> None:
    assert read_mention(OFFICE, typed, today=date(2026, 11, 16), near=None).position == spelled


@pytest.mark.parametrize("unit", CELLS, ids=lambda unit: unit.id)
def test_what_is_folded_is_spelled_again(unit: Unit) -> None:
    assert spelled_position(f"pho bi thu {fold(unit.name)}", unit) == f"phó bí thư {unit.name}"


def test_words_that_are_not_the_units_stay_as_typed() -> None:
    unit = OFFICE.units["p-dong-tho"]
    assert spelled_position("bi thu chi bo nao do", unit) == "bí thư chi bo nao do"
    assert spelled_position("bi thu chi bo", None) == "bí thư chi bo"
    assert spelled_position("ai do", unit) == "ai do"

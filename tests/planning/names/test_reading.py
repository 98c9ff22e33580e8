"""Who is meant, over the example office: a file of mentions as cadres write them, and properties of every name."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.explain_unit import explain_unit
from bot.office_files import EXAMPLE, read_folder
from planning.names.reading import MOST_NAMES, Problem, read_units
from planning.organisation import Directory, Unit, UnitKind
from planning.text import fold
from tests.planning.names.province import province

TODAY = date(2026, 11, 16)
DATA = Path(__file__).parents[1] / "data"
ROWS = [json.loads(line) for line in (DATA / "unit_mentions.jsonl").read_text("utf-8").splitlines()]
OFFICE = Directory(
    Unit(row.id, row.name, row.kind, row.parent, tuple(row.aliases)) for row in read_folder(EXAMPLE).units
)
PROVINCE = province()
UNITS = sorted((u for u in OFFICE.units.values() if u.kind is not UnitKind.SUPERIOR), key=lambda unit: unit.id)
SUPERIORS = [unit.name for unit in OFFICE.units.values() if unit.kind is UnitKind.SUPERIOR]


def ids(units: Any) -> list[str]:
    return [unit.id for unit in units]


def explain(text: str) -> dict[str, Any]:
    return explain_unit(text, directory=OFFICE, today=TODAY)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:40])
def test_a_mention_is_understood_or_asked_about(row: dict[str, Any]) -> None:
    said = explain(row["text"])
    assert said["certain"] == row["certain"]
    if row["certain"]:
        assert sorted(unit["id"] for unit in said["units"]) == sorted(row["units"])
        assert said["unit"] == said["units"][0]
        assert said["candidates"] == []
        assert said["role"] == row.get("role", said["role"])
    else:
        assert set(row["candidates"]) <= {unit["id"] for unit in said["candidates"]}


def test_the_explanation_has_exactly_these_keys() -> None:
    assert explain("BTV Đảng ủy phường Đông Thọ") == {
        "unit": {"id": "p-dong-tho", "name": "Đảng ủy phường Đông Thọ"},
        "units": [{"id": "p-dong-tho", "name": "Đảng ủy phường Đông Thọ"}],
        "role": "standing_committee",
        "candidates": [],
        "certain": True,
    }
    assert explain("abc xyz") == {"unit": None, "units": [], "role": None, "candidates": [], "certain": False}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
def test_every_unit_is_found_by_its_full_name_with_its_parent_where_it_needs_one(unit: Unit) -> None:
    alike = [other for other in UNITS if fold(other.name) == fold(unit.name)]
    text = unit.name if len(alike) == 1 else f"{unit.name}, thuộc {OFFICE.units[unit.parent_id or ''].name}"
    reading = read_units(text, OFFICE, today=TODAY, near=None)
    assert (reading.certain, ids(reading.units)) == (True, [unit.id])
    if len(alike) > 1:
        bare = read_units(unit.name, OFFICE, today=TODAY, near=None)
        assert not bare.certain
        assert set(ids(alike)) <= set(ids(bare.candidates))
        home = read_units(unit.name, OFFICE, today=TODAY, near=unit.parent_id)
        assert ids(home.units) == [unit.id]


@pytest.mark.parametrize("text", [*SUPERIORS, "UBKT Tỉnh ủy", "ubkt tinh uy", "Ban Tổ chức Tỉnh ủy"])
def test_a_superior_is_no_subject_nor_taken_for_one_of_the_office(text: str) -> None:
    reading = read_units(text, OFFICE, today=TODAY, near=None)
    assert (reading.certain, ids(reading.units)) == (False, [])


def spelled(text: str, way: str) -> str:
    return {
        "fold": fold(text),
        "upper": text.upper(),
        "lower": text.lower(),
        "spaces": "  ".join(text.split()) + " ",
        "nfd": unicodedata.normalize("NFD", text),
        "new tones": text.replace("ủy", "uỷ").replace("hòa", "hoà").replace("Thủy", "Thuỷ"),
        "bullet": f"- {text};",
        "quoted": f"“{text}”",
    }[way]


WAYS = ("fold", "upper", "lower", "spaces", "nfd", "new tones", "bullet", "quoted")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(UNITS), st.sampled_from(WAYS))
def test_spelling_changes_nothing(unit: Unit, way: str) -> None:
    plain = read_units(unit.name, OFFICE, today=TODAY, near=unit.parent_id)
    other = read_units(spelled(unit.name, way), OFFICE, today=TODAY, near=unit.parent_id)
    assert (other.certain, ids(other.units)) == (plain.certain, ids(plain.units))


NUMBERED = [unit for unit in UNITS if unit.name.split()[-1].isdigit()]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NUMBERED), st.integers(1, 150), st.sampled_from(["", "số ", "so 0", "số 0"]))
def test_a_number_is_never_another_number(unit: Unit, number: int, mark: str) -> None:
    stem = unit.name.rsplit(maxsplit=1)[0]
    reading = read_units(f"{stem} {mark}{number}", OFFICE, today=TODAY, near=unit.parent_id)
    wanted = [one.id for one in UNITS if one.parent_id == unit.parent_id and one.name == f"{stem} {number}"]
    assert ids(reading.units) == wanted or not reading.certain
    assert reading.certain or all(one.name.split()[-1] == str(number) for one in reading.candidates)


SCHOOLS = [unit for unit in UNITS if unit.kind is UnitKind.CELL and unit.name.startswith("Chi bộ Trường ")]
LEVELS = ("THCS", "Tiểu học", "Mầm non", "THPT", "TH&THCS", "Mẫu giáo")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("school", SCHOOLS, ids=lambda unit: unit.id)
def test_a_school_of_another_level_is_never_meant(school: Unit, level: str) -> None:
    own = next(one for one in LEVELS if f"Trường {one} " in school.name)
    text = school.name.replace(f"Trường {own}", f"Trường {level}")
    reading = read_units(text, OFFICE, today=TODAY, near=school.parent_id)
    assert all(f"Trường {level} " in unit.name for unit in reading.units)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(UNITS), st.integers(0, 40), st.sampled_from("abdhnotuêôáạ"))
def test_one_wrong_letter_is_the_same_unit_or_a_question(unit: Unit, at: int, letter: str) -> None:
    text = unit.name[:at] + letter + unit.name[at + 1 :]
    reading = read_units(text, OFFICE, today=TODAY, near=unit.parent_id)
    assert set(ids(reading.units)) <= {unit.id}


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.text(max_size=300), st.lists(st.sampled_from(["các", "trừ", ",", "phường", "11", "và", ":", "TT"])))
)
def test_any_text_is_answered(text: Any) -> None:
    reading = read_units(text if isinstance(text, str) else " ".join(text), OFFICE, today=TODAY, near="p-dong-tho")
    assert not (reading.certain and not reading.units)


@pytest.mark.parametrize(
    ("text", "problem", "said", "listed"),
    [
        ("3 phường: Đông Thọ, Hàm Rồng", Problem.COUNT, 3, 2),
        ("12 phường", Problem.COUNT, 12, 30),
        ("các xã còn lại", Problem.WHICH, None, None),
        ("các chi bộ", Problem.WHOSE, None, 58),
        ("Đông Thọ hoặc Hàm Rồng", Problem.EITHER, None, None),
        ("đồng chí Nguyễn Văn An", Problem.PERSON, None, None),
        ("phường Lạ; " * (MOST_NAMES + 1), Problem.TOO_MANY, None, None),
    ],
)
def test_a_text_that_is_a_question_says_why(text: str, problem: Problem, said: int | None, listed: int | None) -> None:
    reading = read_units(text, OFFICE, today=TODAY, near=None)
    assert (reading.certain, reading.problem, reading.said) == (False, problem, said)
    assert problem is Problem.WHOSE or reading.listed == listed


def test_all_cells_directly_below_are_those_of_the_person_who_speaks() -> None:
    for text in ("toàn bộ chi bộ trực thuộc", "tất cả các chi bộ", "các chi bộ"):
        reading = read_units(text, OFFICE, today=TODAY, near="p-truong-thi")
        assert reading.certain
        assert set(ids(reading.units)) == {unit.id for unit in UNITS if unit.id.startswith("p-truong-thi.cb-")}


REFORM = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("text", "on", "found"),
    [
        ("Đảng ủy phường Đông Thọ", date(2025, 6, 30), "old-14758"),
        ("phường Đông Sơn", date(2025, 6, 30), "old-14785"),
        ("phường Đông Sơn", REFORM, "16378"),
        ("Đông Sơn", REFORM, "16378"),
        ("phường Đông Tiến", REFORM, "15853"),
        ("xã Đồng Tiến", REFORM, "15724"),
        ("xã Lam Sơn", REFORM, "15544"),
        ("phường Lam Sơn", date(2025, 6, 30), "old-14773"),
        ("BTV Tỉnh ủy", REFORM, "tu"),
    ],
)
def test_a_name_means_the_unit_of_the_day(text: str, on: date, found: str) -> None:
    assert ids(read_units(text, PROVINCE, today=on, near=None).units) == [found]


@pytest.mark.parametrize(
    ("text", "on", "ended", "heir", "since"),
    [
        ("Đảng ủy phường Đông Thọ", REFORM, "old-14758", "14758", REFORM),
        ("phường Lam Sơn", REFORM, "old-14773", "15925", REFORM),  # never the commune Lam Sơn for certain
        ("phường Tân Sơn", date(2025, 3, 1), "old-14788", "old-14770", date(2025, 1, 1)),
        ("phường Tân Sơn", REFORM, "old-14788", "14758", date(2025, 1, 1)),  # through Phú Sơn to its successor
    ],
)
def test_a_unit_that_ended_names_its_successor_and_the_day(
    text: str, on: date, ended: str, heir: str, since: date
) -> None:
    reading = read_units(text, PROVINCE, today=on, near=None)
    assert not reading.certain
    assert ids(reading.candidates)[0] == heir
    assert [(one.unit.id, one.successor and one.successor.id, one.since) for one in reading.ended] == [
        (ended, heir, since)
    ]


def test_a_bare_name_that_was_another_units_is_asked() -> None:
    reading = read_units("Ba Đình", PROVINCE, today=TODAY, near=None)
    assert not reading.certain
    assert "16171" in ids(reading.candidates)
    assert not read_units("dong tien", PROVINCE, today=TODAY, near=None).certain


ELEVEN = "Nga Sơn, Nga Thắng, Hồ Vương, Tân Tiến, Nga An, Ba Đình, Triệu Lộc, Đông Thành, Hậu Lộc, Hoa Lộc, Vạn Lộc"


@pytest.mark.parametrize("text", [f"11 xã: {ELEVEN}", f"xã {ELEVEN} (11 xã)", f"các xã {ELEVEN}"])
def test_eleven_communes_in_one_line(text: str) -> None:
    reading = read_units(text, PROVINCE, today=TODAY, near=None)
    assert reading.certain
    assert [unit.name for unit in reading.units] == [f"Đảng ủy xã {name}" for name in ELEVEN.split(", ")]


def test_ten_of_eleven_are_a_question() -> None:
    reading = read_units(f"11 xã: {ELEVEN.rpartition(', ')[0]}", PROVINCE, today=TODAY, near=None)
    assert (reading.certain, reading.problem, reading.said, reading.listed) == (False, Problem.COUNT, 11, 10)


def test_groups_of_the_province() -> None:
    assert len(read_units("147 xã", PROVINCE, today=TODAY, near=None).units) == 147
    assert len(read_units("166 xã, phường", PROVINCE, today=TODAY, near=None).units) == 166
    assert len(read_units("tất cả đảng ủy phường", PROVINCE, today=TODAY, near=None).units) == 19

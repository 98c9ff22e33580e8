"""Is a person named?"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office_files import EXAMPLE, read_directory
from planning.names.index import index_of
from planning.person_names import person_named
from planning.text import fold

DATA = Path(__file__).parent / "data"
ROWS = [json.loads(line) for line in (DATA / "person_names.jsonl").read_text(encoding="utf-8").splitlines()]
UNIT_WORDS = files("planning").joinpath("data/unit_words.json").read_text(encoding="utf-8")
OFFICE = read_directory(EXAMPLE)
EXAMPLE_UNITS = list(OFFICE.units.values())
KNOWN = index_of(OFFICE).phrases
NAMED_PLAINLY = [
    "Chủ tịch UBND xã Nguyễn Văn An",
    "Chủ tịch UBND phường Đông Thọ Trần Thị Hoa",
    "Bí thư chi bộ Lê Quang Hưng",
    "Giám đốc Trần Hùng",
    "Phó Bí thư Đảng ủy Nguyễn Thị Lan",
    "Hiệu trưởng Phạm Minh Tuấn",
    "Trưởng công an xã Hoàng Văn Nam",
    "Kế toán trưởng Bùi Thị Thu",
    "Bí thư Nguyễn Hưng, Chi bộ Quân sự",
]
NAMED = [
    *NAMED_PLAINLY,
    "chu tich UBND xa Nguyen Van A",
    "CHU TICH UBND XA NGUYEN VAN A",
    "CHỦ TỊCH UBND XÃ NGUYỄN VĂN AN",
    "Bí thư Đảng ủy phường: Trần Đức Long",
    "đồng chí Hùng",
    "anh Sơn",
]
NAMELESS = [
    "Bí thư Đoàn phường",
    "Bí thư Đoàn Thanh niên xã",
    "Chủ tịch Hội Nông dân",
    "Hiệu trưởng Trường Tiểu học Trần Phú",
    "Chủ tịch UBND phường Võ Thị Sáu",
    "Giám đốc Trung tâm Chính trị",
    "Bí thư Đảng ủy, Chủ tịch HĐND xã",
    "các đồng chí ủy viên ban thường vụ",
    "đồng chí Kế toán trưởng",
    "đồng chí Bí thư, Chủ tịch và Phó Chủ tịch",
    "Đào tạo nghề cho lao động nông thôn",
    "công tác văn phòng, văn thư",
    "Cao đẳng Nghề Thanh Hóa",
    "đường Lê Lợi, Nguyễn Trãi, Trần Hưng Đạo",
    "chủ tịch công đoàn",
    "phó trưởng đoàn giám sát",
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_name_is_seen_and_a_place_is_none(row: dict[str, object]) -> None:
    assert person_named(str(row["text"])) is row["person"]


@pytest.mark.parametrize(
    "text", ["dong chi Nguyen Van A", "đồng chí nguyễn văn a", "ong Tran Van B", "KT đ/c Lê Thị C"]
)
def test_without_accents_or_capitals(text: str) -> None:
    assert person_named(text)


@given(st.sampled_from([row["text"] for row in ROWS if row["person"]]), st.sampled_from(["công tác cán bộ", "quý II;"]))
def test_seen_wherever_it_stands(name: str, before: str) -> None:
    assert person_named(f"{before}\n{name}")


@given(st.text(max_size=4096))
def test_any_text_is_answered(text: str) -> None:
    person_named(text)


POSITIONS = [phrase for phrase in json.loads(UNIT_WORDS)["positions"].values() for phrase in phrase]
NAMES = [unit.name for unit in EXAMPLE_UNITS] + [alias for unit in EXAMPLE_UNITS for alias in unit.aliases]
PLACES = [
    line.split("\t")[-1]
    for file in ("units_city_2021.tsv", "units_province_2025.tsv")
    for line in (DATA / file).read_text("utf-8").splitlines()
    if line and line[0].isdigit()
]
ORGANS = ["", "Đảng ủy ", "Chi bộ ", "UBND ", "HĐND ", "Đoàn Thanh niên ", "Hội Nông dân ", "Công an ", "UBKT Đảng ủy "]


@pytest.mark.parametrize(
    ("number", "position"), list(enumerate(["", "đồng chí ", *(f"{position} " for position in POSITIONS)]))
)
def test_no_name_of_a_unit_is_a_person(number: int, position: str) -> None:
    """Neither what the directory knows nor, without any directory, the name of a place with its level. Behind a
    position stands every eighth of the places, so that each stands behind several of them."""
    texts = [f"{position}{name}" for name in NAMES]
    wrong = [text for text in texts if person_named(text, KNOWN)]
    wrong += [text for text in map(fold, texts) if person_named(text, KNOWN)]
    some = PLACES if number < 2 else PLACES[number % 8 :: 8]
    places = [f"{position}{organ}{name}" for name in some for organ in ORGANS]
    wrong += [text for text in (*places, *map(fold, places), *map(str.lower, places)) if person_named(text)]
    assert not wrong


@pytest.mark.parametrize("text", NAMELESS)
def test_positions_and_organisations_are_no_persons(text: str) -> None:
    assert not person_named(text)
    assert not person_named(fold(text))


@pytest.mark.parametrize("text", NAMED)
def test_a_name_behind_a_position(text: str) -> None:
    assert person_named(text)
    assert person_named(text, KNOWN)


@pytest.mark.parametrize("text", NAMED_PLAINLY)
def test_a_name_behind_a_position_without_accents(text: str) -> None:
    assert person_named(text)
    assert person_named(fold(text))
    assert person_named(f"Kiểm tra {text}")


def test_long_texts_take_no_time() -> None:
    text = ("Chủ tịch UBND xã Nguyễn " * 400)[:4096]
    start = perf_counter()
    person_named(text, KNOWN)
    assert perf_counter() - start < 0.2


CONTENTS = [
    row[side]
    for file in ("content_pairs.jsonl", "more_content_pairs.jsonl")
    for row in map(json.loads, (DATA / file).read_text(encoding="utf-8").splitlines())
    for side in ("a", "b")
]


@pytest.mark.parametrize("typed", [str, fold, str.upper, str.title], ids=["plain", "folded", "upper", "title"])
def test_no_content_names_a_person(typed: Callable[[str], str]) -> None:
    assert [text for text in map(typed, CONTENTS) if person_named(text)] == []

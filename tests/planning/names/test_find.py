"""Which unit is meant: an invented city with wards, cells, schools and state bodies."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.names.find import Match, find_unit
from planning.organisation import Directory, Unit, UnitKind
from planning.text import fold

K = UnitKind
ON = date(2027, 3, 1)
WARDS = {"dt": "Đông Thọ", "nn": "Nam Ngạn", "hr": "Hàm Rồng", "dv": "Đông Vệ", "pt": "Phú Thủy"}


def directory() -> Directory:
    units = [
        Unit("city", "Thành ủy Thanh Hà", K.CITY_COMMITTEE),
        Unit("ubkt", "Ủy ban Kiểm tra Thành ủy", K.INSPECTION_COMMITTEE, "city", aliases=("UBKT Thành ủy",)),
        Unit("btc", "Ban Tổ chức Thành ủy", K.PARTY_BOARD, "city"),
        Unit("lst-p", "Đảng ủy phường Lam Sơn", K.GRASSROOTS_COMMITTEE, "city"),
        Unit("lst-x", "Đảng ủy xã Lam Sơn", K.GRASSROOTS_COMMITTEE, "city"),
        Unit("dtien-p", "Đảng ủy phường Đông Tiến", K.GRASSROOTS_COMMITTEE, "city"),
        Unit("dtien-x", "Đảng ủy xã Đồng Tiến", K.GRASSROOTS_COMMITTEE, "city"),
        Unit("hr-ubnd", "UBND phường Hàm Rồng", K.STATE_BODY, "hr"),
        Unit("dt-ubkt", "UBKT Đảng ủy phường Đông Thọ", K.INSPECTION_COMMITTEE, "dt"),
        Unit("nv", "Phòng Nội vụ", K.STATE_BODY, "city"),
        Unit("cbnv", "Chi bộ Phòng Nội vụ", K.CELL, "city"),
        Unit("thcs-tp", "Chi bộ Trường THCS Trần Phú", K.CELL, "dt"),
        Unit("th-tp", "Chi bộ Trường Tiểu học Trần Phú", K.CELL, "dt"),
        Unit("mn-hh", "Chi bộ Trường Mầm non Hoa Hồng", K.CELL, "nn"),
        Unit("tdp7", "Chi bộ Tổ dân phố số 7", K.CELL, "nn"),
        Unit(
            "old",
            "Đảng ủy phường Tân Sơn",
            K.GRASSROOTS_COMMITTEE,
            "city",
            valid_to=date(2025, 6, 30),
            successor_id="hr",
        ),
        Unit("truong", "Đảng ủy phường Trường Thi", K.GRASSROOTS_COMMITTEE, "city", aliases=("BXD Trường Thi",)),
    ]
    for key, name in WARDS.items():
        units.append(Unit(key, f"Đảng ủy phường {name}", K.GRASSROOTS_COMMITTEE, "city"))
        units.append(Unit(f"{key}-qs", "Chi bộ Quân sự", K.CELL, key))
    units += [Unit(f"kp{n}", f"Chi bộ khu phố {n}", K.CELL, "dt") for n in (1, 11, 14, 4)]
    return Directory(units)


D = directory()


def find(text: str, near: str | None = None, on: date = ON) -> Match:
    return find_unit(D, text, near=near, on=on)


def ids(match: Match) -> list[str]:
    return [unit.id for unit in match.candidates]


@pytest.mark.parametrize(
    ("text", "near", "unit_id"),
    [
        ("Đảng ủy phường Đông Thọ", None, "dt"),
        ("Đảng uỷ phường Đông Thọ", None, "dt"),
        ("Đảng bộ phường Đông Thọ", None, "dt"),
        ("BTV Đảng ủy phường Đông Thọ", None, "dt"),
        ("BCH Đảng bộ phường Đông Thọ", None, "dt"),
        ("ĐU phường Đông Thọ", None, "dt"),
        ("ĐUP Đông Thọ", None, "dt"),
        ("P. Đông Thọ", None, "dt"),
        ("P.Đông Thọ", None, "dt"),
        ("phường Đông Thọ", None, "dt"),
        ("phuong dong tho", None, "dt"),
        ("dang uy dong tho", None, "dt"),
        ("Đông Thọ", None, "dt"),
        ("Đảng ủy phường Phú Thuỷ", None, "pt"),
        ("Trường Thi", None, "truong"),
        ("dong tho", None, "dt"),
        ("Hàm Rồng", None, "hr"),
        ("Đồng Tiến", None, "dtien-x"),
        ("Đảng ủy xã Lam Sơn", None, "lst-x"),
        ("Chi bộ trường THCS Trần Phú", None, "thcs-tp"),
        ("chi bo thcs tran phu", None, "thcs-tp"),
        ("CB trường THCS Trần Phú", None, "thcs-tp"),
        ("Chi ủy Trường Trung học cơ sở Trần Phú", None, "thcs-tp"),
        ("cb th tran phu", "dt", "th-tp"),
        ("Chi bộ TDP 07", None, "tdp7"),
        ("CB KP1", "dt", "kp1"),
        ("Chi bộ khu phố 14", "dt", "kp14"),
        ("Chi bộ Quân sự", "nn", "nn-qs"),
        ("Chi bộ QS", "nn-qs", "nn-qs"),
        ("Chi bộ Quân sự phường Đông Vệ", None, "dv-qs"),
        ("Chi bộ Quân sự, thuộc Đảng ủy phường Đông Vệ", "nn", "dv-qs"),
        ("UBND P. Hàm Rồng", None, "hr-ubnd"),
        ("Ban Tổ chức Thành uỷ", None, "btc"),
        ("UBKT Thành ủy", None, "ubkt"),
        ("UBKT phường Đông Thọ", None, "dt-ubkt"),
        ("P. Nội vụ", None, "nv"),
        ("Đảng ủy phường Tân Sơn", None, None),
    ],
)
def test_exact(text: str, near: str | None, unit_id: str | None) -> None:
    found = find(text, near).unit
    assert (found.id if found else None) == unit_id


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Đông Thọo", "dt"),
        ("Đảng ủy phường Đông Thọo", "dt"),
        ("Đảng ủy phường Đồng Thọ", "dt"),
        ("UBND phường Đông Thọ", "dt"),
        ("Trần Phú", "th-tp"),
        ("Lam Sơn", "lst-p"),
        ("dang uy dong tien", "dtien-p"),
        ("phường Tân Sơn", "hr"),
        ("Ban Tổ chức", "btc"),
    ],
)
def test_a_question_with_candidates(text: str, first: str) -> None:
    match = find(text)
    assert match.unit is None
    assert first in ids(match)


@pytest.mark.parametrize(
    "text", ["", "  ", "asdfgh qwerty", "!!!", "12345", "xin chào", "Đảng ủy", "x" * 4096, "CB", "TT"]
)
def test_garbage_gives_nothing(text: str) -> None:
    assert find(text) == Match(None, ())


def test_equal_names_without_a_place_are_a_question() -> None:
    match = find("Chi bộ Quân sự")
    assert match.unit is None
    assert len(match.candidates) == 5
    assert ids(find("Chi bộ Quân sự", near="city"))[0].endswith("-qs")


def test_a_cell_of_another_ward_is_only_offered() -> None:
    match = find("Chi bộ khu phố 14", near="nn")
    assert match.unit is None
    assert ids(match)[0] == "kp14"


def test_another_number_is_never_offered() -> None:
    assert ids(find("chi bộ khu phô 11", near="dt")) == ["kp11"]
    assert find("Chi bộ khu phố 99", near="dt") == Match(None, ())
    assert set(ids(find("Chi bộ khu phố", near="dt"))) >= {"kp1", "kp11", "kp14", "kp4"}


def test_another_school_level_is_never_the_same() -> None:
    assert find("Chi bộ THPT Trần Phú", near="dt").unit is None
    assert find("Chi bộ Mầm non Trần Phú", near="dt").unit is None


def test_validity_counts() -> None:
    found = find("Đảng ủy phường Tân Sơn", on=date(2025, 6, 30)).unit
    assert found is not None and found.id == "old"
    assert ids(find("Đảng ủy phường Tân Sơn"))[0] == "hr"


def test_an_ambiguous_abbreviation_never_decides_alone() -> None:
    units = [Unit("a", "Ban Tổ chức", K.PARTY_BOARD), Unit("b", "Chi bộ Ban Tổ chức", K.CELL)]
    assert find_unit(Directory(units), "BTC", near=None, on=ON).unit is None
    known = [Unit("a", "Ban Tổ chức", K.PARTY_BOARD, aliases=("BTC",))]
    assert find_unit(Directory(known), "BTC", near=None, on=ON).unit == known[0]


def _spelled(draw: st.DrawFn, name: str) -> str:
    change = draw(st.sampled_from(["same", "fold", "upper", "uy", "spaces", "nfd", "lower"]))
    return {
        "same": name,
        "fold": fold(name),
        "upper": name.upper(),
        "lower": name.lower(),
        "uy": name.replace("ủy", "uỷ").replace("Ủy", "Uỷ"),
        "spaces": "  ".join(name.split()) + " ",
        "nfd": unicodedata.normalize("NFD", name),
    }[change]


@given(st.data(), st.sampled_from(sorted(D.units)), st.booleans())
def test_every_name_in_any_spelling_is_its_own_unit(data: st.DataObject, unit_id: str, at_home: bool) -> None:
    unit = D.units[unit_id]
    text = data.draw(st.composite(_spelled)(unit.name))
    near = unit.parent_id if at_home else None
    found = find(text, near, on=date(2025, 6, 1)).unit
    namesakes = [other for other in D.units.values() if fold(other.name) == fold(unit.name)]
    if len(namesakes) == 1 or (at_home and unit.parent_id != "city"):
        assert found == unit
    else:
        assert found in (None, unit)


@given(st.text(max_size=300), st.sampled_from([None, *sorted(D.units)]))
def test_any_text_is_answered(text: str, near: str | None) -> None:
    match = find(text, near)
    assert match.unit is None or match.unit in match.candidates
    assert len(match.candidates) <= 6


@given(st.sampled_from(sorted(D.units)), st.integers(0, 30), st.sampled_from("abdhnotu"))
def test_one_wrong_letter_is_never_another_unit(unit_id: str, at: int, letter: str) -> None:
    unit = D.units[unit_id]
    text = unit.name[:at] + letter + unit.name[at + 1 :]
    assert find(text, unit.parent_id, on=date(2025, 6, 1)).unit in (None, unit)


def test_at_home_nobody_repeats_the_place() -> None:
    ward = Unit("p", "Đảng ủy phường Sao Mai", UnitKind.GRASSROOTS_COMMITTEE)
    other = Unit("q", "Đảng ủy phường Bình Minh", UnitKind.GRASSROOTS_COMMITTEE)
    clinics = [
        Unit(f"{unit.id}.tram", f"Chi bộ Trạm Y tế {unit.name.removeprefix('Đảng ủy ')}", UnitKind.CELL, unit.id)
        for unit in (ward, other)
    ]
    directory = Directory([ward, other, *clinics])
    on = date(2026, 11, 22)
    for said in ("Chi bộ Trạm Y tế", "chi bo tram y te", "CB Trạm Y tế"):
        assert find_unit(directory, said, near="p", on=on).unit == clinics[0]
        assert find_unit(directory, said, near="q", on=on).unit == clinics[1]
        assert find_unit(directory, said, near=None, on=on).unit is None
    assert find_unit(directory, "Chi bộ Trạm Thủy lợi", near="p", on=on).unit is None

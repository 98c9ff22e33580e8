"""What a body learns of another body's inspection."""

from __future__ import annotations

import pytest

from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.overlap import Discretion, Level, Part, is_superior, level_of, told
from planning.overlap.discretion import ALL
from planning.overlap.levels import level_said
from tests.planning.test_overlap import OFFICE, one

RULE = Discretion()
WARD, CONTROL, OTHER = (OFFICE.bodies[name] for name in ("ward/du", "control/ubkt", "other/du"))


def parts(viewer: Body | None, subject: str, body: str, *, published: bool = False) -> frozenset[Part] | None:
    return told(viewer, one("b", subject, body=body), OFFICE, RULE, published=published)


def test_a_superiors_unpublished_plan_shows_level_and_period_only() -> None:
    assert parts(WARD, "school", "control/ubkt") == frozenset({Part.LEVEL, Part.PERIOD})
    assert parts(WARD, "school", "control/ubkt", published=True) == frozenset({Part.LEVEL, Part.PERIOD, Part.FORM})


def test_content_only_between_bodies_of_one_level() -> None:
    assert parts(WARD, "finance", "other/du") == ALL
    assert parts(CONTROL, "school", "ward/du") == frozenset({Part.LEVEL, Part.PERIOD, Part.FORM})
    assert parts(WARD, "school", "ward/ubkt") == ALL  # two bodies of one unit
    assert parts(None, "ward", "control/ubkt") == ALL  # those who appraise


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("subject", ["ward", "ubnd", "city"])
def test_the_inspected_unit_never_sees_it(subject: str, published: bool) -> None:
    assert parts(WARD, subject, "control/ubkt", published=published) is None
    assert parts(WARD, subject, "other/du", published=published) is None


def test_a_position_is_its_organisation() -> None:
    units = [*OFFICE.units.values(), Unit("chief", "Bí thư", UnitKind.PERSON, "ward")]
    directory = Directory(units, OFFICE.bodies.values())
    assert told(WARD, one("b", "chief", body="control/ubkt"), directory, RULE, published=True) is None
    assert told(OTHER, one("b", "chief", body="control/ubkt"), directory, RULE, published=True)


def test_the_rule_is_the_offices() -> None:
    rule = Discretion.from_table({"superior": ["level", "body"]})
    found = told(WARD, one("b", "school", body="control/ubkt"), OFFICE, rule, published=True)
    assert found == frozenset({Part.LEVEL, Part.BODY})
    found = told(WARD, one("b", "school", body="control/ubkt"), OFFICE, rule, published=False)
    assert found == frozenset({Part.LEVEL, Part.PERIOD})


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("BTV Tỉnh ủy Thanh Hóa", Level.PROVINCE),
        ("Đảng ủy Dân chính đảng tỉnh Cà Mau", Level.PROVINCE),
        ("BTV Thành ủy TP.HCM", Level.PROVINCE),
        ("HĐND TP Hà Nội", Level.PROVINCE),
        ("UBKT Thành ủy Thanh Hóa", Level.CITY),
        ("UBKT Thị ủy La Gi", Level.CITY),
        ("Huyện ủy Mường Lát", Level.CITY),
        ("Thường trực HĐND xã Tây Hồ", Level.GRASSROOTS),
        ("Đảng ủy phường Đông Thọ", Level.GRASSROOTS),
        ("Chi bộ Trường THPT, tỉnh X", Level.CELL),
        ("Bộ Chính trị, Ban Bí thư", Level.CENTRAL),
        ("Ban Thường trực UBTW MTTQ Việt Nam", Level.CENTRAL),
        ("Thanh tra Chính phủ", Level.CENTRAL),
        ("Công ty Dệt", None),
    ],
)
def test_the_level_a_name_says(name: str, level: Level | None) -> None:
    assert level_said(name) is level


def test_levels_follow_the_tree_and_boards_are_of_their_committees() -> None:
    assert level_of(OFFICE, "control") is Level.CITY
    assert level_of(OFFICE, "ward") is Level.GRASSROOTS
    assert level_of(OFFICE, "school") is Level.CELL
    assert is_superior(OFFICE, CONTROL, WARD) and not is_superior(OFFICE, WARD, CONTROL)
    assert not is_superior(OFFICE, WARD, OTHER)
    province = Unit("p", "Tỉnh ủy", UnitKind.CITY_COMMITTEE)
    outside = Directory([*OFFICE.units.values(), province], OFFICE.bodies.values())
    assert is_superior(outside, Body("p/b", "p", "BTV Tỉnh ủy", BodyKind.COMMITTEE, ""), CONTROL)

"""Bodies above the office: what a name says, where they stand, and how their inspections meet others."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from planning.forms import FormNote, read_form
from planning.inspection import Inspection, forms_for
from planning.names.reading import read_units
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.overlap import Level, OverlapKind, Part, body_level, compare, is_superior, joint_team, told
from planning.overlap.discretion import Discretion
from planning.overlap.levels import precedence
from planning.period import Interval, Precision
from planning.superiors import as_inspection, is_below_the_top, kind_said, named, superiors

OFFICE = Directory(
    [
        Unit("tu", "Thành ủy Thanh Hóa", UnitKind.CITY_COMMITTEE),
        Unit("ward", "Đảng ủy phường Đông Thọ", UnitKind.GRASSROOTS_COMMITTEE, "tu"),
        Unit("cell", "Chi bộ Quân sự", UnitKind.CELL, "ward"),
        Unit("above", "UBKT Tỉnh ủy Thanh Hóa", UnitKind.SUPERIOR),
        Unit("audit", "Kiểm toán nhà nước khu vực II", UnitKind.SUPERIOR),
    ],
    [
        Body("tu/btv", "tu", "Ban Thường vụ Thành ủy", BodyKind.COMMITTEE, "BTV"),
        Body("ward/du", "ward", "Đảng ủy phường Đông Thọ", BodyKind.COMMITTEE, "B"),
        Body("above/ubkt", "above", "UBKT Tỉnh ủy Thanh Hóa", BodyKind.INSPECTION_COMMITTEE, "CT"),
        Body("audit/kt", "audit", "Kiểm toán nhà nước khu vực II", BodyKind.INSPECTORATE, "CT"),
    ],
)
DAYS = (Interval(date(2027, 5, 10), date(2027, 5, 14), Precision.DAY),)


def one(name: str, body: str, subject: str) -> Inspection:
    return Inspection(name, name, body, "GS_CD", (subject,), DAYS, "Quản lý đất đai")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("UBKT Tỉnh ủy", BodyKind.INSPECTION_COMMITTEE),
        ("uy ban kiem tra tinh uy thanh hoa", BodyKind.INSPECTION_COMMITTEE),
        ("Ủy ban Kiểm tra Trung ương", BodyKind.INSPECTION_COMMITTEE),
        ("Thanh tra tỉnh", BodyKind.INSPECTORATE),
        ("Kiểm toán nhà nước khu vực II", BodyKind.INSPECTORATE),
        ("Sở Nội vụ", BodyKind.INSPECTORATE),
        ("UBND tỉnh", BodyKind.INSPECTORATE),
        ("Ban Thường vụ Tỉnh ủy", BodyKind.COMMITTEE),
        ("Ban Bí thư", BodyKind.COMMITTEE),
        ("Đảng ủy UBND tỉnh", BodyKind.COMMITTEE),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", BodyKind.BOARD),
        ("Văn phòng Trung ương Đảng", BodyKind.BOARD),
        ("Thường trực HĐND tỉnh", BodyKind.PEOPLES_COUNCIL),
        ("Ủy ban MTTQ tỉnh", BodyKind.FRONT),
        ("Tỉnh đoàn Thanh Hóa", BodyKind.UNION),
        ("LĐLĐ tỉnh", BodyKind.UNION),
        ("cấp trên", None),
        ("", None),
    ],
)
def test_the_organ_that_a_name_says(name: str, kind: BodyKind | None) -> None:
    assert kind_said(name) is kind
    assert kind is None or forms_for(kind)


def test_who_is_above() -> None:
    assert [body.id for body in superiors(OFFICE)] == ["audit/kt", "above/ubkt"]
    for upper, lower in product(superiors(OFFICE), (OFFICE.bodies["tu/btv"], OFFICE.bodies["ward/du"])):
        assert is_superior(OFFICE, upper, lower) and not is_superior(OFFICE, lower, upper)
        assert precedence(OFFICE, upper) < precedence(OFFICE, lower)
    assert body_level(OFFICE, OFFICE.bodies["above/ubkt"]) is Level.PROVINCE
    assert body_level(OFFICE, OFFICE.bodies["audit/kt"]) is None


@pytest.mark.parametrize(
    ("name", "below"),
    [("Đảng ủy xã Đông Lĩnh", True), ("Thành ủy Sầm Sơn", True), ("UBKT Tỉnh ủy", False), ("Kiểm toán khu vực", False)],
)
def test_a_level_that_is_not_above_is_noticed(name: str, below: bool) -> None:
    assert is_below_the_top(name, OFFICE) is below


def test_the_same_name_is_the_same_body() -> None:
    found = named("ubkt tỉnh uỷ thanh hoá", OFFICE)
    assert found and found.id == "above/ubkt"
    assert named("UBKT Tỉnh ủy Nghệ An", OFFICE) is None


def test_a_superiors_plan_above_a_subject_is_class_six() -> None:
    mine, theirs = one("a", "ward/du", "cell"), one("b", "above/ubkt", "ward")
    found = compare(mine, theirs, OFFICE)
    assert found and found.kind is OverlapKind.SUPERIOR and found.certain
    assert joint_team(mine, found, OFFICE) is None
    at_one = compare(mine, one("c", "above/ubkt", "cell"), OFFICE)
    assert at_one and at_one.kind is OverlapKind.BOTH and joint_team(mine, at_one, OFFICE) is None


def test_discretion_follows_whether_it_is_published() -> None:
    viewer, rule = OFFICE.bodies["ward/du"], Discretion()
    plan = one("b", "above/ubkt", "cell")
    assert told(viewer, plan, OFFICE, rule, published=False) == frozenset({Part.LEVEL, Part.PERIOD})
    assert told(viewer, plan, OFFICE, rule, published=True) == frozenset({Part.LEVEL, Part.FORM, Part.PERIOD})
    assert told(viewer, one("b", "above/ubkt", "ward"), OFFICE, rule, published=True) is None


def test_it_is_never_a_subject() -> None:
    found = read_units("UBKT Tỉnh ủy Thanh Hóa", OFFICE, today=date(2026, 11, 22), near=None)
    assert "above" not in {
        unit.id for mention in found.mentions for unit in (*mention.candidates, mention.unit) if unit
    }


def test_only_an_inspectorate_plans_what_the_state_calls_inspection() -> None:
    assert read_form("thanh tra", BodyKind.COMMITTEE).explained is FormNote.STATE_INSPECTION
    read = read_form("thanh tra", BodyKind.INSPECTORATE)
    assert read.form and read.form.code == "TT"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Thanh tra UBND phường X, quý II", "KT UBND phường X, quý II"),
        ("kiem toan UBND xã Y", "KT UBND xã Y"),
        ("Kiểm tra UBND xã Y", "Kiểm tra UBND xã Y"),
        ("Thanh tra", "Thanh tra"),
    ],
)
def test_a_line_of_the_states_words_begins_as_an_inspection_does(line: str, read: str) -> None:
    assert as_inspection(line) == read

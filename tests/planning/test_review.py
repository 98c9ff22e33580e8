"""What the machine sees beside an inspection without looking at its neighbours, and about a programme as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planning.inspection import Details, Inspection
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.overlap import overloads
from planning.period import Interval, month
from planning.review import Count, Expected, ItemFindings, Unusual, missing_second, review_item, unusual
from planning.subjects import WrongKind

WARD = Unit("ward", "Đảng ủy phường A", UnitKind.GRASSROOTS_COMMITTEE, "city")
DIRECTORY = Directory(
    [
        Unit("city", "Thành ủy", UnitKind.CITY_COMMITTEE),
        WARD,
        Unit("cell", "Chi bộ B", UnitKind.CELL, "ward"),
        Unit("state", "UBND phường A", UnitKind.STATE_BODY, "ward"),
        Unit("lone", "Chi bộ C", UnitKind.CELL, "city"),
    ],
    [
        Body("ward/du", "ward", "Đảng ủy phường A", BodyKind.COMMITTEE, "B"),
        Body("ward/ubkt", "ward", "UBKT Đảng ủy phường A", BodyKind.INSPECTION_COMMITTEE, "B"),
        Body("ward/hdnd", "ward", "HĐND phường A", BodyKind.PEOPLES_COUNCIL, "A"),
        Body("lone/cb", "lone", "Chi bộ C", BodyKind.COMMITTEE, "B"),
    ],
)
ITEM = Inspection("i", "KT-001", "ward/du", "KT_CH", ("cell",), (month(5, 2027),), "Nghị quyết số 57-NQ/TW")


def seen(item: Inspection) -> ItemFindings:
    return review_item(item, DIRECTORY, year=2027)


def test_nothing_is_said_of_a_right_inspection() -> None:
    assert seen(ITEM).clean


def test_a_state_body_in_a_party_inspection_and_the_other_way_round() -> None:
    assert seen(replace(ITEM, subjects=("cell", "state"))).wrong == (("state", WrongKind.NOT_PARTY),)
    council = replace(ITEM, body_id="ward/hdnd", form="GS_HDND", subjects=("ward",))
    assert seen(council).wrong == (("ward", WrongKind.NOT_STATE),)
    # a member in a position is a right subject wherever the position is
    assert seen(replace(ITEM, subjects=("state",), members=(("state", "Chủ tịch UBND"),))).wrong == ()


def test_a_subject_of_another_committee_also_by_position() -> None:
    assert seen(replace(ITEM, subjects=("cell", "lone"))).wrong == (("lone", WrongKind.FOREIGN),)
    assert seen(replace(ITEM, body_id="ward/ubkt", subjects=("lone",), members=(("lone", "Bí thư"),))).wrong == (
        ("lone", WrongKind.FOREIGN),
    )
    assert seen(replace(ITEM, body_id="lone/cb")).wrong == ()


def test_vague_timeless_and_outside_the_year() -> None:
    assert seen(replace(ITEM, content="Công tác năm 2027")).vague
    assert seen(replace(ITEM, intervals=())).timeless
    assert seen(replace(ITEM, intervals=(month(3, 2027), month(5, 2027)), either=True)).either
    late = Interval(month(12, 2027).start, month(1, 2028).end)
    assert seen(replace(ITEM, intervals=(month(3, 2027), late, month(1, 2028)))).outside == (late, month(1, 2028))


def test_one_leader_in_two_places_is_told_at_both() -> None:
    led = replace(ITEM, details=Details(leader="Phó Chủ nhiệm"))
    other = replace(led, id="j", code="KT-002")
    found = overloads((led, other, replace(ITEM, id="k")), DIRECTORY)
    one, two = (review_item(item, DIRECTORY, year=2027, led_twice=found) for item in (led, other))
    assert one.overloads == two.overloads == found and len(found) == 1
    assert review_item(replace(ITEM, id="k"), DIRECTORY, year=2027, led_twice=found).clean


def test_the_numbers_of_a_programme() -> None:
    three = tuple(replace(ITEM, id=str(number)) for number in range(3))
    assert unusual(three, Expected()) == ()
    assert unusual(three, Expected(3, 1, 3)) == (Unusual(Count.SUPERVISIONS, 0, 1),)
    assert unusual(three, Expected(4, None, 2)) == (Unusual(Count.INSPECTIONS, 3, 4), Unusual(Count.ALL, 3, 2))


@pytest.mark.parametrize(
    ("body", "submitted", "missing"),
    [
        ("ward/du", (), "ward/ubkt"),
        ("ward/ubkt", (), "ward/du"),
        ("ward/du", ("ward/ubkt",), None),
        ("ward/hdnd", (), None),
        ("lone/cb", (), None),
    ],
)
def test_a_ward_issues_two_programmes(body: str, submitted: tuple[str, ...], missing: str | None) -> None:
    other = missing_second(DIRECTORY.bodies[body], DIRECTORY, submitted)
    assert (other.id if other else None) == missing

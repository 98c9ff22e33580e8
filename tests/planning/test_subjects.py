"""The right kind of subject: what is warned of, and what is proposed instead."""

from __future__ import annotations

from datetime import date

import pytest

from bot.office_files import EXAMPLE, read_folder
from planning.names.index import index_of
from planning.names.mention import read_mention
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.person_names import person_named
from planning.subjects import WrongKind, is_foreign, judge_subject

TODAY = date(2026, 11, 16)
FILES = read_folder(EXAMPLE)
OFFICE = Directory(
    [Unit(row.id, row.name, row.kind, row.parent, tuple(row.aliases)) for row in FILES.units],
    [Body(row.id, row.unit, row.name, row.kind, row.track) for row in FILES.bodies],
)


def judged(text: str, subjects: str) -> tuple[WrongKind, list[tuple[str, str]]] | None:
    mention = read_mention(OFFICE, text, today=TODAY, near=None)
    found = judge_subject(subjects, mention, OFFICE, today=TODAY)
    return (found.kind, [(one.unit.id, one.position) for one in found.proposals]) if found else None


@pytest.mark.parametrize(
    ("text", "kind", "proposals"),
    [
        (
            "UBND phường Đông Thọ",
            WrongKind.NOT_PARTY,
            [("p-dong-tho", ""), ("p-dong-tho.cb-co-quan", ""), ("p-dong-tho.ubnd", "chair")],
        ),
        ("UBND phường Ba Đình", WrongKind.NOT_PARTY, [("p-ba-dinh", "")]),
        (
            "Ban giám hiệu Trường THCS Trần Phú",
            WrongKind.MANAGEMENT,
            [("p-dong-tho.cb-thcs-tran-phu", ""), ("p-dong-tho.cb-thcs-tran-phu", "secretary")],
        ),
        (
            "Ban Giám đốc Bệnh viện Đa khoa thành phố",
            WrongKind.MANAGEMENT,
            [("bv-da-khoa", ""), ("bv-da-khoa", "secretary")],
        ),
        ("lãnh đạo sở", WrongKind.MANAGEMENT, []),
        ("Phòng Giáo dục và Đào tạo thành phố", WrongKind.NOT_PARTY, [("co-quan-ubnd-tp", "")]),
        ("Phòng Văn thư Lưu trữ", WrongKind.NOT_PARTY, []),
    ],
)
def test_a_party_inspection_proposes_the_party_organisation(
    text: str, kind: WrongKind, proposals: list[tuple[str, str]]
) -> None:
    assert judged(text, "party") == (kind, proposals)


@pytest.mark.parametrize(
    "text",
    [
        "Đảng ủy phường Đông Thọ",
        "phường Đông Thọ",
        "Trường THCS Trần Phú",  # in the directory this is its cell
        "Chi bộ Trường THCS Trần Phú",
        "Bí thư Chi bộ Trường THCS Trần Phú",
        "đồng chí Chủ tịch UBND phường Đông Thọ",
        "Ban Tổ chức Thành ủy",
    ],
)
def test_right_subjects_of_a_party_inspection(text: str) -> None:
    assert judged(text, "party") is None


def test_the_council_and_the_front_supervise_state_bodies() -> None:
    assert judged("Đảng ủy phường Đông Thọ", "state") == (WrongKind.NOT_STATE, [("p-dong-tho.ubnd", "")])
    assert judged("phường Đông Thọ", "state") == (WrongKind.NOT_STATE, [("p-dong-tho.ubnd", "")])
    assert judged("Chi bộ Trường THCS Trần Phú", "state") == (WrongKind.NOT_STATE, [])
    assert judged("Trường THCS Trần Phú", "state") is None
    assert judged("UBND phường Đông Thọ", "state") is None
    assert judged("Phòng GD&ĐT thành phố", "state") is None


def test_an_agencys_own_cell_comes_first() -> None:
    root, office = OFFICE.units["tu"], OFFICE.units["phong-gddt"]
    cell = Unit("cb", "Chi bộ Phòng Giáo dục và Đào tạo thành phố", OFFICE.units["cb-bhxh"].kind, "tu")
    directory = Directory([root, office, cell])
    mention = read_mention(directory, "P. GDĐT TP", today=TODAY, near=None)
    found = judge_subject("party", mention, directory, today=TODAY)
    assert found is not None
    assert [one.unit.id for one in found.proposals] == ["cb"]


def test_a_position_that_is_a_unit_of_its_own_is_a_right_subject() -> None:
    head = Unit("head", "Thường trực Văn phòng", UnitKind.PERSON, "tu")
    directory = Directory([OFFICE.units["tu"], head])
    mention = read_mention(directory, head.name, today=TODAY, near=None)
    assert mention.unit == head
    assert judge_subject("party", mention, directory, today=TODAY) is None


KNOWN = index_of(OFFICE).phrases


@pytest.mark.parametrize(
    "text",
    [
        "đồng chí Nguyễn Văn A, Bí thư Chi bộ Quân sự",
        "đ/c Nguyễn Văn A",
        "ông Trần Văn Bình",
        "bà Lê Thị Hoa - Hiệu trưởng",
        "Bí thư Chi bộ Nguyễn Văn An",
        "Nguyễn Thị Minh Khai, Chủ tịch UBND phường Đông Thọ",
        "nguyen van a bi thu chi bo quan su",
        "Chi bộ Quân sự và đồng chí Phạm Văn Đông",
        "các đồng chí: Lê Văn Luyến, Trần Thị Bưởi",
        "Chủ tịch UBND phường Đông Thọ Hoàng Văn Thái",
    ],
)
def test_a_persons_name_is_seen(text: str) -> None:
    assert person_named(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Trường THCS Trần Phú",
        "Trần Phú",
        "phường Trần Phú",
        "Chi bộ Trường Tiểu học Võ Thị Sáu",
        "Chi bộ Trường THCS Nguyễn Văn Trỗi",
        "Bí thư Chi bộ Trường THCS Nguyễn Thị Minh Khai",
        "đồng chí Bí thư Đảng ủy phường Đông Thọ",
        "đ/c Chủ tịch UBND phường Đông Vệ",
        "Đoàn Thanh niên phường Đông Thọ",
        "Đoàn Thanh Niên Phường Đông Thọ",
        "Hội Liên Hiệp Phụ Nữ Thành Phố",
        "Văn Phòng Thành Ủy",
        "Đảng ủy phường Đào Duy Từ",
        "chi bo truong thcs tran phu",
        "Chi bộ Trạm Y tế phường Hàm Rồng",
        "Mai Châu",
    ],
)
def test_organisations_named_after_people_are_no_persons(text: str) -> None:
    assert not person_named(text, KNOWN)


def climbs(unit_id: str | None, directory: Directory) -> list[Unit]:
    """The unit and all above it, by hand."""
    found = []
    while unit_id:
        found.append(directory.units[unit_id])
        unit_id = found[-1].parent_id
    return found


@pytest.mark.parametrize("body", OFFICE.bodies.values(), ids=lambda body: body.id)
def test_a_grassroots_committee_keeps_to_its_own_and_the_others_may_go_everywhere(body: Body) -> None:
    home = OFFICE.units[body.unit_id]
    for unit in OFFICE.units.values():
        own = home in climbs(unit.id, OFFICE)
        unions_line = unit.kind is UnitKind.UNION  # all of the example lie below a union of the city
        wrong = home.kind is UnitKind.GRASSROOTS_COMMITTEE and not own and not unions_line
        assert is_foreign(unit.id, body, OFFICE) == wrong, unit


def test_what_the_example_office_has_of_both() -> None:
    found = {body.id: sum(is_foreign(unit, body, OFFICE) for unit in OFFICE.units) for body in OFFICE.bodies.values()}
    assert found["p-nam-ngan/du"] == found["p-nam-ngan/ubkt"] > 100
    assert {found[one] for one in ("tu/btv", "ubkt-tu/ubkt", "mttq/mt", "thanh-doan/dt", "cb-toa-an/cb")} == {0}


def test_a_union_right_under_a_ward_keeps_to_that_ward() -> None:
    units = [*OFFICE.units.values(), Unit("u", "Hội Nông dân phường Nam Ngạn", UnitKind.UNION, "p-nam-ngan")]
    body = Body("u/dt", "u", "Hội Nông dân phường Nam Ngạn", BodyKind.UNION, "A")
    directory = Directory(units, [body])
    assert is_foreign("p-dong-ve.ubnd", body, directory)
    assert not is_foreign("p-nam-ngan", body, directory)
    assert is_foreign("u", OFFICE.bodies["p-dong-ve/du"], directory)
    assert not is_foreign("u", OFFICE.bodies["p-nam-ngan/du"], directory)


@pytest.mark.parametrize("text", ["Chi bộ Trường Tiểu học Chu Văn An", "Bí thư Chi bộ Trường Tiểu học Chu Văn An"])
def test_a_subject_of_another_committee_is_found_once_it_is_known_who_plans(text: str) -> None:
    mention = read_mention(OFFICE, text, today=TODAY, near=None)
    foreign = judge_subject("party", mention, OFFICE, today=TODAY, body=OFFICE.bodies["p-nam-ngan/du"])
    assert foreign and foreign.kind is WrongKind.FOREIGN and foreign.proposals == ()
    for body in (None, OFFICE.bodies["p-dong-ve/ubkt"], OFFICE.bodies["ubkt-tu/ubkt"]):
        assert judge_subject("party", mention, OFFICE, today=TODAY, body=body) is None


@pytest.mark.parametrize("near", ["p-nam-ngan", "p-dong-tho", "p-quang-hung"])
def test_a_cell_is_read_for_certain_anywhere_with_the_name_of_its_committee(near: str) -> None:
    """So the entry writes one that was named within a list, see `inspection_form.subjects`."""
    below = [
        unit for unit in OFFICE.units.values() if unit.kind is UnitKind.CELL and unit.parent_id not in ("tu", near)
    ]
    assert len(below) > 20
    for unit in below:
        text = f"{unit.name}, {OFFICE.units[str(unit.parent_id)].name}"
        assert read_mention(OFFICE, text, today=TODAY, near=near).unit is unit

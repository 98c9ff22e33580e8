"""The right kind of subject: what is warned of, and what is proposed instead."""

from __future__ import annotations

from datetime import date

import pytest

from bot.office_files import EXAMPLE, read_folder
from planning.names.index import index_of
from planning.names.mention import read_mention
from planning.organisation import Directory, Unit, UnitKind
from planning.person_names import person_named
from planning.subjects import WrongKind, judge_subject

TODAY = date(2026, 11, 16)
OFFICE = Directory(
    Unit(row.id, row.name, row.kind, row.parent, tuple(row.aliases)) for row in read_folder(EXAMPLE).units
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

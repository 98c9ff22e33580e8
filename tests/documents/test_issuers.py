"""Heads and signatures of the example office's bodies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.office_files import EXAMPLE, read_folder
from documents.issuers import IssuedBy, issued_by
from documents.letterhead import head
from documents.look import template
from documents.paper import Paper
from documents.phrases import phrases
from documents.values import PaperFormat
from planning.organisation import Body, Directory, Unit
from tests.documents.reading import lines


@pytest.fixture(scope="module")
def office() -> Directory:
    folder = read_folder(EXAMPLE)
    units = [
        Unit(**{**row.model_dump(exclude={"parent", "successor"}), "parent_id": row.parent}) for row in folder.units
    ]
    bodies = [Body(row.id, row.unit, row.name, row.kind, row.track) for row in folder.bodies]
    return Directory(units, bodies)


def of(office: Directory, body: str, templates: Path | None = None) -> IssuedBy:
    above = "Đảng bộ tỉnh Thanh Hóa"
    return issued_by(
        office,
        office.bodies[body],
        place="TP. Thanh Hóa",
        on=date(2026, 12, 5),
        year=2026,
        above=above,
        templates=templates,
    )


@pytest.mark.parametrize(
    ("body", "superior", "issuer", "code", "signs_for", "name"),
    [
        (
            "tu/btv",
            "Đảng bộ tỉnh Thanh Hóa",
            "Thành ủy Thanh Hóa",
            "TU",
            "Ban Thường vụ",
            "Ban Thường vụ Thành ủy",
        ),
        (
            "ubkt-tu/ubkt",
            "Thành ủy Thanh Hóa",
            "Ủy ban Kiểm tra",
            "UBKTTU",
            "Ủy ban Kiểm tra",
            "Ủy ban Kiểm tra Thành ủy",
        ),
        (
            "p-dong-tho/du",
            "Đảng bộ thành phố Thanh Hóa",
            "Đảng ủy phường Đông Thọ",
            "ĐU",
            "Đảng ủy",
            "Đảng ủy phường Đông Thọ",
        ),
        (
            "p-dong-tho/ubkt",
            "Đảng ủy phường Đông Thọ",
            "Ủy ban Kiểm tra",
            "UBKTĐU",
            "Ủy ban Kiểm tra",
            "Ủy ban Kiểm tra Đảng ủy phường Đông Thọ",
        ),
        (
            "cb-kho-bac/cb",
            "Đảng bộ thành phố Thanh Hóa",
            "Chi bộ Kho bạc Nhà nước thành phố",
            "CB",
            "Chi bộ",
            "Chi bộ Kho bạc Nhà nước thành phố",
        ),
        ("ban-to-chuc/ban", "Thành ủy Thanh Hóa", "Ban Tổ chức", "", "", "Ban Tổ chức Thành ủy"),
        (
            "tt-hdnd/tt",
            "",
            "Thường trực Hội đồng nhân dân thành phố",
            "HĐND",
            "Thường trực Hội đồng nhân dân",
            "Thường trực Hội đồng nhân dân thành phố",
        ),
        (
            "mttq/mt",
            "",
            "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố",
            "MTTQ-BTT",
            "Ban Thường trực",
            "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố",
        ),
    ],
)
def test_a_body_has_the_head_of_its_kind(
    office: Directory, body: str, superior: str, issuer: str, code: str, signs_for: str, name: str
) -> None:
    found = of(office, body)
    assert (found.head.superior, found.head.issuer, found.head.code) == (superior, issuer, code)
    assert (found.signature.signs_for, found.name) == (signs_for, name)


def test_only_council_front_and_unions_write_as_the_state_does(office: Directory) -> None:
    own = [body for body in office.bodies.values() if not office.is_superior(body)]  # a superior's papers are its own
    state = {body.kind.value for body in own if of(office, body.id).head.format is PaperFormat.STATE}
    assert state == {"peoples_council", "front", "union"}


def test_letters_that_are_not_known_stay_blank(office: Directory) -> None:
    paper = Paper(template(PaperFormat.PARTY, None))
    head(paper, phrases(), of(office, "ban-to-chuc/ban").head, "CTr")
    assert "Số       -CTr/" in [line.rstrip() for line in lines(paper.document)]


def test_an_office_names_its_letters(office: Directory, tmp_path: Path) -> None:
    (tmp_path / "phrases.toml").write_text('[issuers.board]\ncode = "BTCTU"\n', "utf-8")
    assert of(office, "ban-to-chuc/ban", tmp_path).head.code == "BTCTU"

"""What a file is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.names import Paper, file_name


@pytest.mark.parametrize(
    ("paper", "whose", "version", "kind", "name"),
    [
        (Paper.DRAFT, "p-dong-tho/ubkt", 1, "docx", "DT-chuong-trinh-2027-p-dong-tho-ubkt-lan-1.docx"),
        (Paper.DRAFT, "Đảng ủy phường Đông Thọ", 2, "docx", "DT-chuong-trinh-2027-Dang-uy-phuong-Dong-Tho-lan-2.docx"),
        (Paper.OPINION, "tt-hdnd/tt", 1, "docx", "CV-y-kien-tham-dinh-2027-tt-hdnd-tt-lan-1.docx"),
        (Paper.SUMMARY, "", None, "xlsx", "Tong-hop-BTV-2027.xlsx"),
        (Paper.DRAFT, "=../../etc\\passwd\n", 1, "docx", "DT-chuong-trinh-2027-etc-passwd-lan-1.docx"),
    ],
)
def test_a_file_says_what_it_is(paper: Paper, whose: str, version: int | None, kind: str, name: str) -> None:
    assert file_name(paper, 2027, whose, version=version, kind=kind) == name


@given(st.sampled_from(Paper), st.text(st.characters()))
def test_any_name_is_plain_and_short(paper: Paper, whose: str) -> None:
    name = file_name(paper, 2027, whose, version=1)
    assert re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\.docx", name)
    assert len(name) <= 110

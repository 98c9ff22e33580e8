"""Cleaning and folding."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.text import clean, fold, same_words, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đảng ủy phường Đông Thọ", "dang uy phuong dong tho"),
        ("ĐẢNG UỶ  PHƯỜNG\tĐÔNG THỌ", "dang uy phuong dong tho"),
        (unicodedata.normalize("NFD", "Quý III–IV"), "quy iii-iv"),
        ("8 — 10/12", "8 - 10/12"),
        ("a\u00a0 b\u200b\nc", "a b c"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_is_idempotent_and_safe_for_both_normal_forms(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_clean_removes_what_cannot_be_seen() -> None:
    assert clean("  Quý\u00a0II\u200b \r\n\n\n\n\u202eTháng\t5\x00\x1b  ") == "Quý II\n\nTháng 5"
    assert clean(unicodedata.normalize("NFD", "Đảng ủy")) == "Đảng ủy"


def test_clean_keeps_lines() -> None:
    assert clean("một\nhai\n\nba") == "một\nhai\n\nba"


@given(st.text())
def test_clean_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_same_words() -> None:
    assert same_words("Công tác: quản lý đất-đai.", "cong tac quan ly  dat dai")
    assert not same_words("đất đai", "đất")
    assert words("NQ57_a") == ("nq57", "a")

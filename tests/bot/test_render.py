"""Texts in a platform's clothes: everything literal, long ones cut without losing a letter."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.render import split, to_html, utf16
from handlers.dialog.chat import BOLD_OFF, BOLD_ON, bold

LETTERS = st.sampled_from(["a", "Đ", "ắ", "🌿", " ", "<", "&", '"'])
WORDS = st.text(LETTERS, min_size=1, max_size=12)
LINES = st.lists(st.one_of(WORDS, WORDS.map(bold)), max_size=5).map("".join)
TEXTS = st.lists(LINES, max_size=12).map("\n".join)
ODD = st.text(st.sampled_from(["a", "🌿", "\n", " "]), max_size=40)
LIMITS = st.integers(8, 40)


def bare(text: str) -> str:
    return text.replace(BOLD_ON, "").replace(BOLD_OFF, "")


def balanced(text: str) -> bool:
    marks = re.sub(f"[^{BOLD_ON}{BOLD_OFF}]", "", text)
    return marks == (BOLD_ON + BOLD_OFF) * (len(marks) // 2)


@given(st.one_of(TEXTS, ODD), LIMITS)
def test_no_part_is_longer_than_the_limit(text: str, limit: int) -> None:
    assert all(utf16(part) <= limit for part in split(text, limit))


@given(st.one_of(TEXTS, ODD), LIMITS)
def test_nothing_is_lost_but_white_space_at_the_cuts(text: str, limit: int) -> None:
    rest = bare(text)
    for part in split(text, limit):
        at = rest.find(bare(part))
        assert at >= 0
        assert rest[:at].strip() == ""
        rest = rest[at + len(bare(part)) :]
    assert rest.strip() == ""


@given(TEXTS, LIMITS)
def test_each_part_opens_and_closes_its_own_bold(text: str, limit: int) -> None:
    assert all(balanced(part) for part in split(text, limit))


@given(TEXTS)
def test_a_text_that_fits_stays_one_part(text: str) -> None:
    whole = text.strip("\n")
    assert split(whole, max(utf16(whole), 1)) == [whole]


@given(st.integers(1, 60), LIMITS)
def test_lines_are_kept_together_where_they_fit(lines: int, limit: int) -> None:
    text = "\n".join("abcd" for _ in range(lines))
    assert set("\n".join(split(text, limit)).split("\n")) == {"abcd"}


@pytest.mark.parametrize("text", ["a" * 10 + "\n", "a" * 10 + "\n\n\n", "a" * 10 + "\n "])
def test_no_part_is_empty_for_the_platform_takes_no_empty_message(text: str) -> None:
    assert all(part.strip() for part in split(text, 10))


def test_bold_over_several_lines_is_closed_at_the_cut() -> None:
    assert all(balanced(part) for part in split(bold("abcde\nfghij"), 8))


@given(st.text())
@example("<b>đậm</b> <a href='tg://user?id=1'>x</a> & &amp; &lt; \" ' ]]> <!-- \u202e \u200b")
def test_what_people_typed_is_literal(text: str) -> None:
    plain = bare(text)
    shown = to_html(plain)
    assert "<" not in shown
    assert ">" not in shown
    assert html.unescape(shown) == plain
    assert re.findall(r"&(?!amp;|lt;|gt;)", shown) == []


@given(WORDS, WORDS)
def test_only_our_own_marks_become_tags(before: str, strong: str) -> None:
    assert to_html(before + bold(strong)) == f"{html.escape(before, False)}<b>{html.escape(strong, False)}</b>"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_length_is_counted_as_the_platform_counts(text: str) -> None:
    assert utf16(text) == sum(2 if ord(letter) > 0xFFFF else 1 for letter in text)

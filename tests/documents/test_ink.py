"""How wide a line is, against figures of the font, and lines of one length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.ink import lines, narrowest, width


@pytest.mark.parametrize(
    ("text", "points", "face", "millimetres"),
    [
        ("I", 72, "regular", 25.4 * 0.333),
        ("ẤẤ", 72, "bold", 25.4 * 2 * 0.722),  # marks add nothing
        ("Ư", 72, "bold", 25.4 * 0.796),  # a horn does
        ("đ", 72, "italic", 25.4 * 0.5),
        ("\u4e00", 72, "regular", 25.4 * 0.611),
        ("", 14, "bold", 0),
    ],
)
def test_the_width_of_a_line(text: str, points: float, face: str, millimetres: float) -> None:
    assert width(text, points, face) == pytest.approx(millimetres)


def test_lines_are_broken_between_words_and_within_a_long_one() -> None:
    assert lines("HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ", 13, "regular", 60) == 2
    assert lines("x" * 100, 12, "regular", 60) == 4
    assert lines("", 12, "regular", 60) == 0


@given(st.lists(st.text("ABCĐƯ", min_size=1, max_size=9), max_size=20).map(" ".join), st.floats(30, 90))
def test_balanced_lines_are_as_many_and_fit(text: str, room: float) -> None:
    found = narrowest(text, 13, "bold", room)
    assert found <= room
    assert lines(text, 13, "bold", found) == lines(text, 13, "bold", room)

"""Messages with choices: which one a typed text names, and the way through the database and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.dialog.chat import Action, Capabilities, Choice, Say, column, grid
from handlers.dialog.match import choice_named
from planning.text import fold

BUTTONS = Capabilities(buttons=100, can_edit=True, max_text=4096, files=True)
NO_BUTTONS = Capabilities(buttons=0, can_edit=False, max_text=2000, files=False)


def menu(*labels: str) -> Say:
    return Say("?", column(*(Choice(label, Action("x", {"n": n})) for n, label in enumerate(labels))))


LABELS = ("Thống nhất", "Trả lại", "3", "Hủy")


@pytest.mark.parametrize(
    ("typed", "among_buttons", "among_numbers"),
    [
        ("Thống nhất", 0, 0),
        ("  thong  NHAT ", 0, 0),
        ("Trả lại", 1, 1),
        ("huỷ", 3, 3),
        ("3", 2, 2),
        ("1", None, 0),
        ("4", None, 3),
        ("0", None, None),
        ("5", None, None),
        ("thong", None, None),
        ("", None, None),
        ("-1", None, None),
    ],
)
def test_a_typed_label_or_number_names_a_choice(
    typed: str, among_buttons: int | None, among_numbers: int | None
) -> None:
    assert choice_named(menu(*LABELS), typed, BUTTONS) == among_buttons
    assert choice_named(menu(*LABELS), typed, NO_BUTTONS) == among_numbers


def test_a_label_that_two_choices_have_names_none() -> None:
    assert choice_named(menu("Chi bộ Quân sự", "chi bo quan su"), "Chi bộ Quân sự", BUTTONS) is None


def test_numbers_are_choices_only_when_there_are_more_than_buttons() -> None:
    three = Capabilities(buttons=3, can_edit=False, max_text=100, files=False)
    assert choice_named(menu("a", "b", "c"), "2", three) is None
    assert choice_named(menu("a", "b", "c", "d"), "2", three) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
DO = st.builds(Action, st.text(max_size=8), st.dictionaries(st.text(max_size=5), JSON, max_size=3))
CHOICES = st.lists(st.builds(Choice, st.text(max_size=8), DO, st.sampled_from(["", "good", "bad"])), max_size=7)


@given(st.text(), CHOICES, st.integers(1, 4), st.none() | DO, st.booleans())
def test_a_message_survives_the_database(
    text: str, choices: list[Choice], width: int, on_text: Action | None, lasting: bool
) -> None:
    say = Say(text, grid(choices, width), on_text, lasting)
    assert Say.from_json(json.loads(json.dumps(say.to_json(), ensure_ascii=False))) == say
    assert list(say.choices) == choices and all(len(row) <= width for row in say.rows)


@given(CHOICES, st.integers(0, 6))
def test_a_label_that_only_one_choice_has_names_it(choices: list[Choice], at: int) -> None:
    if at < len(choices):
        labels = [fold(choice.label) for choice in choices]
        only = labels.count(labels[at]) == 1
        assert choice_named(Say("", column(*choices)), choices[at].label, BUTTONS) == (at if only else None)

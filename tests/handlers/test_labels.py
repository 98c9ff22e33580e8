"""Cut labels: names that stand under one message never look alike, and are whole where choices are lines of text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handlers.dialog.chat import Action, Choice, Say, column
from handlers.dialog.labels import LONGEST_LABEL, label
from handlers.dialog.match import label_named
from handlers.typed import spelt

WARD = "(phường Trường Thi)"


def shown(*names: str) -> list[str]:
    """What the buttons of one message say."""
    say = Say("?", column(*[Choice(label(name), Action("x")) for name in names]))
    return [choice.label for choice in Say.from_json(say.to_json()).choices]


def test_what_differs_is_kept() -> None:
    schools = [f"Chi bộ Trường {school} {WARD}" for school in ("Tiểu học Kim Đồng", "THCS Kim Đồng", "THCS Nguyễn Du")]
    assert len({label(school) for school in schools}) < len(schools)
    assert shown(*schools) == [
        "Chi bộ Trường Tiểu học Kim Đồng…",
        "Chi bộ Trường THCS Kim Đồng…",
        "Chi bộ Trường THCS Nguyễn Du…",
    ]
    at_the_end = [f"Công đoàn cơ sở thành viên Trường Trung học phổ thông {name} Hạc Thành" for name in ("Đào", "Lê")]
    assert [one.split()[-3:] for one in shown(*at_the_end)] == [[name, "Hạc", "Thành"] for name in ("Đào", "Lê")]


@given(st.lists(st.text(alphabet="aĐ \n(", max_size=60) | st.text(alphabet="ab", min_size=34, max_size=40), max_size=6))
def test_no_two_names_look_alike(names: list[str]) -> None:
    flat = [" ".join(name.split()) for name in names]
    made = shown(*names)
    assert all(len(one) <= LONGEST_LABEL for one in made)
    assert all(one == name for one, name in zip(made, flat, strict=True) if len(name) <= LONGEST_LABEL)
    assert len(set(made)) == len(set(flat))


def test_lines_of_text_are_not_cut_where_there_is_room() -> None:
    name = f"Chi bộ Trường Tiểu học Kim Đồng {WARD}"
    say = Say("Chọn.", column(Choice(label(name), Action("x"))))
    assert spelt(say.to_json(), room=2000) == f"Chọn.\n\nTrả lời một số:\n1 {name}"
    assert spelt(say.to_json(), room=60) == f"Chọn.\n\nTrả lời một số:\n1 {label(name)}"
    stored = Say.from_json(say.to_json())
    assert label_named(stored, name) == label_named(stored, label(name)) == 0

"""`explain_content`: exactly the four keys, read by the day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.explain_content import explain_content
from planning.lexicon import Change, shipped

DAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("text", "topics", "documents", "vague", "refused"),
    [
        ("Thực hiện NQ 57 về chuyển đổi số", ["chuyen_doi_so"], ["57-NQ/TW"], False, None),
        ("Công tác lãnh đạo, chỉ đạo", [], [], True, None),
        ("kiểm tra khi có dấu hiệu vi phạm", [], [], False, "signs_of_violation"),
        ("TỐI MẬT", [], [], False, "secret_mark"),
        ("", [], [], True, None),
    ],
)
def test_what_is_understood(
    text: str, topics: list[str], documents: list[str], vague: bool, refused: str | None
) -> None:
    assert explain_content(text, on=DAY) == {
        "topics": topics,
        "documents": documents,
        "vague": vague,
        "refused": refused,
    }


def test_by_an_office_s_own_lexicon() -> None:
    mine = shipped().with_changes([Change("khoang_san", "bãi tập kết")])
    assert explain_content("bãi tập kết", lexicon=mine, on=DAY)["topics"] == ["khoang_san"]


@given(st.text(max_size=4096))
def test_any_text_is_explained(text: str) -> None:
    assert explain_content(text, on=DAY).keys() == {"topics", "documents", "vague", "refused"}

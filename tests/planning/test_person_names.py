"""Is a person named?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.person_names import person_named

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "person_names.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_name_is_seen_and_a_place_is_none(row: dict[str, object]) -> None:
    assert person_named(str(row["text"])) is row["person"]


@pytest.mark.parametrize(
    "text", ["dong chi Nguyen Van A", "đồng chí nguyễn văn a", "ong Tran Van B", "KT đ/c Lê Thị C"]
)
def test_without_accents_or_capitals(text: str) -> None:
    assert person_named(text)


@given(st.sampled_from([row["text"] for row in ROWS if row["person"]]), st.sampled_from(["công tác cán bộ", "quý II;"]))
def test_seen_wherever_it_stands(name: str, before: str) -> None:
    assert person_named(f"{before}\n{name}")


@given(st.text(max_size=4096))
def test_any_text_is_answered(text: str) -> None:
    person_named(text)

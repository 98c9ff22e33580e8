"""Is it the same content?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.topics import SameBecause, read_content, same_content, topic_name

PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "content_pairs.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_measured_on_the_pairs() -> None:
    found = [(bool(pair["same"]), same_content(pair["a"], pair["b"]) is not None) for pair in PAIRS]
    right = found.count((True, True))
    wrong = found.count((False, True)) + found.count((True, False))
    assert 2 * right / (2 * right + wrong) >= 0.9


@pytest.mark.parametrize(
    ("a", "b", "key"),
    [
        ("NQ57", "Nghị quyết số 57-NQ/TW", "57-NQ/TW"),
        ("NQ 57/TW", "Thực hiện 57 - NQ/TW về chuyển đổi số", "57-NQ/TW"),
        ("CT 01", "Chỉ thị số 1-CT/TƯ", "01-CT/TƯ"),
        ("01-CT/TƯ", "01-CT/TW", "01-CT/TW"),
        ("KL 01", "kết luận số 01", "KL 01"),
        ("Quy định 08", "08-QĐi/TW", "08-QĐ/TW"),
        ("nghi dinh 216/2025/nd-cp", "Nghị định 216/2025/NĐ-CP", "216/2025/NĐ-CP"),
        ("CT 20 và NQ 18", "nghị quyết 18-NQ/TW; chỉ thị 40", "18-NQ/TW"),
    ],
)
def test_the_same_document(a: str, b: str, key: str) -> None:
    shared = same_content(a, b)
    assert shared is not None
    assert shared.because is SameBecause.DOCUMENT
    assert [k.upper().replace("TƯ", "TW").replace("ND-CP", "NĐ-CP") for k in shared.keys] == [key.replace("TƯ", "TW")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("57-NQ/TW", "57-NQ/TU"),
        ("NQ 57", "NQ 58"),
        ("NQ 57", "CT 57"),
        ("kế hoạch 5 năm", "kế hoạch 5 tháng"),
        ("chương trình 2027", "chương trình hành động 2027"),
        ("tài chính đảng", "quản lý tài chính, ngân sách xã"),
        ("bảo vệ môi trường", "cải thiện môi trường đầu tư"),
        ("chuyển đổi số", "chuyển đổi mục đích sử dụng đất"),
        ("an toàn giao thông", "an toàn thực phẩm"),
        ("công tác lãnh đạo", "công tác chỉ đạo"),
    ],
)
def test_not_the_same(a: str, b: str) -> None:
    assert same_content(a, b) is None


def test_a_topic_is_said_by_its_name() -> None:
    shared = same_content("Chấp hành quy định về đảng phí", "kiem tra tai chinh dang")
    assert shared is not None
    assert (shared.because, shared.keys) == (SameBecause.TOPIC, (topic_name("tai_chinh_dang"),))


def test_the_same_words() -> None:
    shared = same_content("Công tác phối hợp liên ngành", "Việc  phối hợp liên-ngành.")
    assert shared is not None
    assert shared.because is SameBecause.WORDS


@pytest.mark.parametrize("text", ["", "Công tác lãnh đạo, chỉ đạo", "việc thực hiện nhiệm vụ năm 2027", "(chuyên đề)"])
def test_vague(text: str) -> None:
    assert read_content(text).vague


@pytest.mark.parametrize("text", ["NQ 57", "công tác cán bộ", "phối hợp liên ngành"])
def test_not_vague(text: str) -> None:
    assert not read_content(text).vague


@given(st.text(max_size=4096), st.text(max_size=100))
def test_any_text_is_answered_alike_both_ways(a: str, b: str) -> None:
    one, other = same_content(a, b), same_content(b, a)
    assert (one is None) == (other is None)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_the_order_does_not_matter(pair: dict[str, str]) -> None:
    assert same_content(pair["a"], pair["b"]) == same_content(pair["b"], pair["a"])

"""Contents typed without accents: seen as such, and what is proposed instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.accents import accented, lacks_accents, proposals, reason_proposal
from planning.lexicon import Topic, shipped
from planning.text import fold

LEXICON = shipped()
CONTENTS = [
    row[side]
    for row in map(json.loads, (Path(__file__).parent / "data" / "content_pairs.jsonl").read_text("utf-8").splitlines())
    for side in ("a", "b")
]


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("quan ly thu chi", "quản lý thu chi"),
        ("cong tac quan ly dat dai", "công tác quản lý đất đai"),
        ("Cong tac quan ly dat dai", "Công tác quản lý đất đai"),
        ("thuc hien Nghi quyet 57-NQ/TW", "thực hiện Nghị quyết 57-NQ/TW"),
        ("cai cach hanh chinh, chuyen doi so", "cải cách hành chính, chuyển đổi số"),
        ("QUAN LY DAT DAI", "quản lý đất đai"),
    ],
)
def test_known_words_are_proposed_with_their_accents(typed: str, spelled: str) -> None:
    assert lacks_accents(typed)
    assert proposals(typed, LEXICON, None) == (spelled,)


def test_what_is_not_known_word_for_word_gets_the_names_of_its_topics() -> None:
    assert proposals("viec ban dat dai o thon Xyzt", LEXICON, None) == (LEXICON.topics["dat_dai"].name,)
    assert proposals("viec gi do rat la", LEXICON, None) == ()


@pytest.mark.parametrize("text", ["57-NQ/TW", "Quản lý đất đai", "KL 01", "", "abc", "ISO 9001", "quản lý dat dai"])
def test_what_has_accents_or_no_words_lacks_none(text: str) -> None:
    assert not lacks_accents(text)


@pytest.mark.parametrize("topic", LEXICON.topics.values(), ids=lambda topic: topic.id)
def test_the_name_of_every_topic_comes_back(topic: Topic) -> None:
    assert accented(fold(topic.name), LEXICON, None) in (topic.name.lower(), None)


@pytest.mark.parametrize("content", CONTENTS)
def test_a_proposal_only_adds_accents(content: str) -> None:
    """Whatever is proposed for the whole text reads the same without accents."""
    typed = fold(content)
    spelled = accented(typed, LEXICON, None)
    assert spelled is None or fold(spelled) == typed


@given(st.text(st.characters(max_codepoint=0x7F), max_size=200))
def test_any_text_is_answered_and_keeps_its_letters(text: str) -> None:
    lacks_accents(text)
    spelled = accented(text, LEXICON, None)
    assert spelled is None or fold(spelled) == fold(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chua ro noi dung", "Chưa rõ nội dung"),
        ("trung thoi gian voi doan cua Thanh uy", "Trùng thời gian với đoàn của Thành ủy"),
        ("de nghi chuyen sang thang 8", "Đề nghị chuyển sang tháng 8"),
        ("dang uy phuong dong tho chua gui", "Đảng ủy phường Đông Thọ chưa gửi"),
        ("doi thoi gian", "Đổi thời gian"),
        ("chua ro doi voi don vi nao", None),
        ("doi voi don vi", "Đối với đơn vị"),
        ("doi chi bo", None),  # "đối" means nothing alone, and which word was meant is not known
        ("xyz abc la gi", None),
    ],
)
def test_a_reason_is_proposed_whole_or_not_at_all(typed: str, meant: str | None) -> None:
    assert reason_proposal(typed, LEXICON, None, ("Đảng ủy phường Đông Thọ",)) == meant

"""Texts with a code: what is meant, what is unclear, what is content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.dialog.codes import Coded, Unclear, candidates, coded, new_code
from handlers.dialog.match import bare_number

KNOWN = frozenset({"K7Q2", "R3M8", "A0B1"})


def read(text: str) -> Coded | Unclear | None:
    return coded(text, KNOWN & candidates(text))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "DUYET K7Q2",
            "duyệt k7q2",
            "DUYETK7Q2",
            "DUYET-K7Q2",
            "DUYET K7 Q2",
            "K7Q2 DUYET",
            "DUYET (K7Q2)",
            "DUYET K7Q2!",
        ),
        *("DUYET\nK7Q2", "/DUYET K7Q2", "gõ DUYET K7Q2", "‘DUYET K7Q2’", "thống nhất K7Q2 nhé ạ", "THỐNGNHẤT K7Q2"),
    ],
)
def test_a_word_and_a_code_however_they_are_typed(text: str) -> None:
    assert read(text) == Coded("K7Q2", "DUYET")


@pytest.mark.parametrize("text", ["K7Q2 1", "K7Q2 1.", "K7Q2-1", "1 K7Q2", "(K7Q2) số 1", "K7Q2 1 nhé", "K7Q2 01"])
def test_a_number_and_a_code_however_they_are_typed(text: str) -> None:
    assert read(text) == Coded("K7Q2", number=1)


def test_what_is_misread_is_known_by_the_chat() -> None:
    assert read("DUYET AOBI") == Coded("A0B1", "DUYET")
    assert read("DUYET AOBL") == Coded("A0B1", "DUYET")


def test_a_reason_stands_behind_its_code() -> None:
    assert read("TRA K7Q2: thiếu mục 2, xem KT-014?") == Coded("K7Q2", "TRA", rest="thiếu mục 2, xem KT-014?")
    assert read("trả lại K7Q2 vì thiếu") == Coded("K7Q2", "TRA", rest="vì thiếu")


@pytest.mark.parametrize(
    "text",
    [
        *("DUYET K7Q2 không?", "DUYET K7Q2 chưa được đâu, còn sai mục 2", "Duyệt K7Q2 chưa anh ơi", "DUYET K7Q2?"),
        *("thống nhất K7Q2 thì phải sửa trước đã", "chưa duyệt K7Q2", "K7Q2", "(K7Q2)", "K7Q2 thế nào rồi anh"),
    ],
)
def test_more_than_politeness_is_unclear(text: str) -> None:
    said = read(text)
    assert said == Unclear("K7Q2") or (isinstance(said, Coded) and not said.word and not said.number)


@pytest.mark.parametrize(
    "text", ["DUYET K7Q2 R3M8", "TRA K7Q2 R3M8 cả hai bản", "DUYET chưa được đâu", "DUYET", "XACNHAN K7"]
)
def test_two_codes_or_a_shouted_word_without_one_are_unclear(text: str) -> None:
    assert read(text) == Unclear("")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Xem tiếp",
            "Xem danh sách",
            "Tra soát việc thu nộp đảng phí",
            "Trả lại tiền hỗ trợ hộ nghèo",
            "XEM 2024 kết quả",
        ),
        *(
            "Duyệt danh sách trợ cấp",
            "Thống nhất toàn hệ thống hồ sơ",
            "KIEM TRA VIEC DUYET QUYET TOAN",
            "Quý III",
            "ok",
        ),
        *("TRA SOAT VIEC THU NOP", "2 năm thực hiện Nghị quyết 57", "Nghị quyết 57-NQ/TW", "thống nhất"),
    ],
)
def test_labels_and_content_are_no_codes(text: str) -> None:
    assert read(text) is None


def test_a_code_of_no_chat_is_said_to_be_none() -> None:
    assert read("DUYET 0Z9X") == Coded("0Z9X", "DUYET")


@given(st.text(max_size=30))
def test_nothing_without_a_code_is_done_by_one(text: str) -> None:
    said = coded(text, frozenset())
    assert said is None or isinstance(said, Unclear) or said.code in candidates(text)


@given(st.sampled_from(["DUYET", "TRA", "XEM", "XACNHAN"]), st.integers(0, 999))
def test_a_fresh_code_is_read_as_it_was_made(word: str, _: int) -> None:
    code = new_code()
    assert coded(f"{word} {code}", {code}) == Coded(code, word)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("1", 1), ("số 1", 1), ("một", 1), ("chọn 1", 1), ("1 nhé", 1), ("1)", 1), ("(1)", 1), ("1️⃣", 1), ("①", 1)),
        *(("１", 1), ("01", 1), ("1!", 1), ("Chọn số hai ạ", 2), ("muoi", 10), ("1.", 1)),
        *(("1?", None), ("-1", None), ("1.5", None), ("3/2027", None), ("1 2", None), ("tháng 3", None), ("nấm", None)),
    ],
)
def test_numbers_as_people_type_them(text: str, number: int | None) -> None:
    assert bare_number(text) == number


def test_a_word_alone_is_no_number_where_it_may_be_a_name() -> None:
    assert bare_number("ba", in_words=False) is None
    assert bare_number("số ba", in_words=False) == 3

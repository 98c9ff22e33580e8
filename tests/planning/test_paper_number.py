"""Number and day of a signed paper, as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.paper_number import Doubt, Expected, PaperNumber, Unclear, read_paper_number

EXPECTED = Expected(today=date(2026, 12, 20), not_before=date(2026, 12, 1), kind="CV", code="UBKTTU")
FIFTH = date(2026, 12, 5)


@pytest.mark.parametrize(
    "text",
    [
        "Số 15-CV/UBKTTU ngày 05/12/2026",
        "so 15 cv/ubkttu, 5.12.26",
        "15-CV/UBKTTU 5/12",
        "số: 15 - CV / UBKTTU ngày 5 tháng 12 năm 2026",
        "Công văn số 15-CV/UBKTTU, ngày 05 tháng 12 năm 2026",
        "15-cv-ubkttu 2026-12-05",
        "Số 15 CV/UBKTTU ký ngày 5-12-2026.",
        "ngày 5/12/2026 số 15-CV/UBKTTU",
        "số 15 ngày 5/12",
        "15 ngày 5/12",
    ],
)
def test_one_paper_in_many_spellings(text: str) -> None:
    found = read_paper_number(text, EXPECTED)
    assert isinstance(found, PaperNumber)
    assert (found.number, found.issued_on) == ("15-CV/UBKTTU", FIFTH)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số: 07-CTr/ĐU, ngày 5/12/2026", "07-CTr/ĐU"),
        ("7 ctr/đu 5/12", "07-CTr/ĐU"),
        ("07/CTr-HĐND ngày 5 tháng 12", "07/CTr-HĐND"),
        ("12/2026/KH-HĐND ngày 5/12/2026", "12/2026/KH-HĐND"),
        ("15/CV-MTTQ-BTT ngày 05-12-2026", "15/CV-MTTQ-BTT"),
        ("103-KH/ĐUK hôm nay", "103-KH/ĐUK"),
        ("5-cv/du 5/12", "05-CV/DU"),  # nobody's code is guessed
    ],
)
def test_numbers_of_party_and_state(text: str, number: str) -> None:
    found = read_paper_number(text, EXPECTED)
    assert isinstance(found, PaperNumber)
    assert found.number == number
    assert not found.completed


@pytest.mark.parametrize(("text", "number"), [("5-ctr/du 5/12", "05-CTr/ĐU"), ("5-ctr/đuk 5/12", "05-CTr/ĐUK")])
def test_the_bodys_own_code_may_be_typed_without_accents(text: str, number: str) -> None:
    expected = Expected(today=date(2026, 12, 20), not_before=date(2026, 12, 1), kind="CTr", code="ĐU")
    found = read_paper_number(text, expected)
    assert isinstance(found, PaperNumber)
    assert found.number == number


@pytest.mark.parametrize(
    ("text", "why", "said"),
    [
        ("15-CV/UBKTTU", Doubt.NO_DAY, ""),
        ("ngày 5/12/2026", Doubt.NO_NUMBER, ""),
        ("số 0 ngày 5/12", Doubt.NO_NUMBER, ""),
        ("CV15/UBKTTU 5/12/2026", Doubt.NO_NUMBER, ""),
        ("đã ký rồi", Doubt.NO_NUMBER, ""),
        ("15-CV/UBKTTU ngày 31/11/2026", Doubt.NO_SUCH_DAY, "ngày 31/11/2026"),
        ("15-CV/UBKTTU ngày 5/13", Doubt.NO_SUCH_DAY, "ngày 5/13"),
        ("15-CV/UBKTTU ngày 21/12/2026", Doubt.FUTURE, "2026-12-21"),
        ("15-CV/UBKTTU ngày 30/11/2026", Doubt.TOO_EARLY, "2026-11-30"),
        ("15-CV/UBKTTU và 16-CV/UBKTTU ngày 5/12", Doubt.SEVERAL, ""),
        ("15-CV/UBKTTU ngày 5/12 hoặc 6/12", Doubt.SEVERAL, ""),
        ("15-CV/UBKTTU ngày 5/12/2026 bản 3", Doubt.LEFT_OVER, "3"),
    ],
)
def test_what_is_not_certain_is_asked(text: str, why: Doubt, said: str) -> None:
    assert read_paper_number(text, EXPECTED) == Unclear(why, said)


def test_a_figure_alone_is_nothing_where_the_symbol_is_not_known() -> None:
    unknown = Expected(EXPECTED.today, EXPECTED.not_before, "CTr", "")
    assert read_paper_number("số 15 ngày 5/12", unknown) == Unclear(Doubt.NO_NUMBER)


def test_the_limits_of_the_days_are_included() -> None:
    for day in (EXPECTED.today, EXPECTED.not_before):
        assert isinstance(read_paper_number(f"15-CV/UBKTTU ngày {day:%d/%m/%Y}", EXPECTED), PaperNumber)


CODES = st.sampled_from(["UBKTTU", "TU", "ĐU", "UBKTĐU", "ĐUK", "VPĐU"])
KINDS = st.sampled_from(["CV", "CTr", "KH", "TB", "BC", "TTr", "QĐ"])
DAYS = st.integers(0, 19).map(lambda number: EXPECTED.today - timedelta(days=number))


@given(st.integers(1, 9999), KINDS, CODES, DAYS, st.booleans(), st.booleans(), st.sampled_from(["", " ", " - ", "-"]))
def test_what_is_printed_is_read_again(
    serial: int, kind: str, code: str, day: date, state: bool, lower: bool, dash: str
) -> None:
    printed = PaperNumber(serial, kind, code, day, state)
    text = f"Số {printed.number} ngày {day.day}/{day.month}/{day.year}"
    if not state and dash:
        text = f"Số {serial}{dash}{kind}/{code}, ngày {day.day} tháng {day.month} năm {day.year}"
    found = read_paper_number(text.lower() if lower else text, EXPECTED)
    assert found == printed


@given(st.text(alphabet="0123456789/-. CVTrUBKngàysố", max_size=40))
def test_whatever_is_typed_is_a_paper_within_its_days_or_a_doubt(text: str) -> None:
    found = read_paper_number(text, EXPECTED)
    if isinstance(found, PaperNumber):
        assert EXPECTED.not_before <= found.issued_on <= EXPECTED.today
        assert found.serial > 0 and found.code

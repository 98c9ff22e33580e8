"""What a paper cites is what held on its day: the example office's own list."""

from __future__ import annotations

from datetime import date

import pytest

from bot.office_files import EXAMPLE, read_folder
from documents.bases import in_force

ROWS = [
    {key: str(value) for key, value in row.model_dump().items() if value is not None}
    for row in read_folder(EXAMPLE).about.campaign.legal_bases
]
CONTROL, STRATEGY = "Quy định số 131-QĐ/TW", "Kết luận số 34-KL/TW"


@pytest.mark.parametrize(
    ("on", "numbers"),
    [
        (
            date(2026, 12, 5),
            ["Quy định số 21-QĐ/TW", "Nghị quyết số 05-NQ/TW", CONTROL, STRATEGY],
        ),
        (date(2026, 4, 11), ["Quy định số 21-QĐ/TW", "Nghị quyết số 05-NQ/TW", CONTROL, STRATEGY]),
        (date(2026, 4, 10), ["Nghị quyết số 05-NQ/TW", CONTROL, STRATEGY, "Quy định số 296-QĐ/TW"]),
        (date(2025, 5, 29), [CONTROL, STRATEGY, "Quy định số 262-QĐ/TW", "Quy định số 22-QĐ/TW"]),
        (date(2016, 7, 25), []),
    ],
)
def test_only_what_holds_on_the_day_is_cited(on: date, numbers: list[str]) -> None:
    assert [basis.number for basis in in_force(ROWS, on)] == numbers


def test_a_basis_keeps_its_day_and_title() -> None:
    basis = in_force(ROWS, date(2026, 12, 5))[0]
    assert basis.issued_on == date(2026, 4, 11)
    assert basis.title == "của Ban Chấp hành Trung ương về công tác kiểm tra, giám sát và kỷ luật của Đảng"

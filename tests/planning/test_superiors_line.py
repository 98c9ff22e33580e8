"""Whose plan a line is that begins with a body above the office."""

from __future__ import annotations

import pytest

from bot.office_files import EXAMPLE, read_directory
from planning.superiors import issuer_said

DIRECTORY = read_directory(EXAMPLE)
REST = "Đảng ủy phường Hàm Rồng về đất đai, quý II"


@pytest.mark.parametrize(
    ("line", "issuer", "rest"),
    [
        (f"UBKT Tỉnh ủy Thanh Hóa: kiểm tra {REST}", "UBKT Tỉnh ủy Thanh Hóa", f"kiểm tra {REST}"),
        (f"UBKT Tỉnh ủy kiểm tra {REST}", "UBKT Tỉnh ủy Thanh Hóa", f"kiểm tra {REST}"),
        (f"thanh tra tinh thanh tra {REST}", "Thanh tra tỉnh Thanh Hóa", f"KT {REST}"),
        (f"Ban Tổ chức Tỉnh ủy giám sát {REST}", "Ban Tổ chức Tỉnh ủy", f"giám sát {REST}"),
    ],
)
def test_a_body_in_front(line: str, issuer: str, rest: str) -> None:
    assert issuer_said(line, DIRECTORY) == (issuer, rest)


@pytest.mark.parametrize(
    "line",
    [
        f"Kiểm tra {REST}",
        f"UBKT Thành ủy kiểm tra {REST}",
        f"Thanh tra {REST}",
        "UBKT Tỉnh ủy Thanh Hóa",
        "",
        "kiểm tra",
    ],
)
def test_none_in_front(line: str) -> None:
    assert issuer_said(line, DIRECTORY) is None

"""Sentences around the summary for the standing committee."""

from __future__ import annotations

WORD = "Tổng hợp BTV (Word)"
EXCEL = "Tổng hợp BTV (Excel)"


def caption(year: int, subjects: int) -> str:
    return f"Bảng tổng hợp năm {year} trình Ban Thường vụ, {subjects} đối tượng. Số, ngày và chữ ký để trống."


def nothing() -> str:
    return "Chưa có dự thảo nào được gửi, chưa có gì để tổng hợp."


def receivers(standing: str, kept_at: str) -> tuple[str, ...]:
    """Who gets the table, the keeper last."""
    return f"{standing} (để báo cáo)", f"Lưu {kept_at}"

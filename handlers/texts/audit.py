"""Sentences about the audit, as administrators read it in chat. What was done is told by `demo`, as to its visitors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handlers.dialog.chat import bold
from handlers.texts.format import day, short

AUDIT = "Nhật ký"
OLDER = "Cũ hơn"
ALL = "Tất cả"


def _how() -> str:
    return "Gõ ngày, tên đơn vị hoặc tên người để lọc."


def title(what: str) -> str:
    """`what`: the filter in words, "" for everything."""
    return bold(f"Nhật ký: {short(what, 80)}") if what else bold("Nhật ký")


def of_day(value: date) -> str:
    return f"ngày {day(value)}"


def line(at: datetime, words: str) -> str:
    """`at`: in the office's zone."""
    return f"• {at:%d/%m %H:%M} {short(words, 110)}"


def page(what: str, lines: Sequence[str]) -> str:
    body = "\n".join(lines) if lines else "Chưa có việc nào."
    return f"{title(what)}\n{body}\n\n{_how()}"


def unknown(text: str) -> str:
    return f"Tôi chưa hiểu “{short(text, 60)}”. {_how()}"


def which(text: str) -> str:
    return f"“{short(text, 60)}” là ai, đơn vị nào? Chọn một hoặc gõ lại."

"""Sentences of the morning digest, for one person and for a group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.dialog.chat import bold
from handlers.texts.format import day, days_left
from planning.programme import Role

MINE = "Mở việc của tôi"
MOST_LINES = 5
WAITS_FOR = {Role.REVIEWER: "chờ Ủy ban Kiểm tra", Role.STANDING: "chờ Ban Thường vụ"}


def ago(days: int) -> str:
    """How long a draft has waited, `days` in calendar days."""
    return "hôm nay" if days <= 0 else "hôm qua" if days == 1 else f"{days} ngày trước"


def line(body: str, version: int, days: int) -> str:
    return f"{body}, lần {version}: gửi {ago(days)}"


def digest(count: int, lines: Sequence[str]) -> str:
    """`lines` are the oldest ones."""
    head = f"Việc chờ đồng chí: {bold(f'{count} dự thảo')}" + (", cũ nhất trước." if count > 1 else ".")
    numbered = [f"{number}. {text}" for number, text in enumerate(lines, start=1)]
    rest = [f"Còn {count - len(lines)} dự thảo nữa trong “Dự thảo chờ”."] if count > len(lines) else []
    return "\n".join([head, *numbered, *rest])


def counts(per_seat: Mapping[Role, int], oldest: int, submitted: int, expected: int, deadline: date, left: int) -> str:
    """Numbers only: a group is never told whose draft it is."""
    waiting = "; ".join(f"{number} {WAITS_FOR[seat]}" for seat, number in per_seat.items() if number)
    lines = [
        f"Dự thảo đang chờ: {bold(waiting)}. Lâu nhất: gửi {ago(oldest)}.",
        f"Đã nhận {submitted}/{expected} chương trình. Hạn gửi {day(deadline)}, {days_left(left)}.",
        "Chi tiết ở trò chuyện riêng với tôi.",
    ]
    return "\n".join(lines)

"""Sentences of the status board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.dialog.chat import bold
from handlers.texts.format import day, days_left
from planning.organisation import BodyKind

GROUPS = ("missing", "submitted", "returned", "agreed")
NAMES = {"missing": "Chưa gửi", "submitted": "Đang thẩm định", "returned": "Bị trả lại", "agreed": "Đã thống nhất"}

KINDS = {
    BodyKind.COMMITTEE: "Đảng ủy, chi bộ cơ sở",
    BodyKind.INSPECTION_COMMITTEE: "UBKT",
    BodyKind.BOARD: "Ban Đảng, Văn phòng",
    BodyKind.PEOPLES_COUNCIL: "HĐND",
    BodyKind.FRONT: "MTTQ",
    BodyKind.UNION: "Đoàn thể",
}


def group_button(group: str, count: int) -> str:
    return f"{NAMES[group]} ({count})"


def board(year: int, deadline: date, left: int, counts: Mapping[BodyKind, Mapping[str, int]], late: int) -> str:
    lines = [
        f"{bold(f'Bảng theo dõi năm {year}')} · hạn {day(deadline)}, {days_left(left)}",
        "Gửi rồi = đang thẩm định + trả lại + thống nhất.",
    ]
    for kind, groups in counts.items():
        total = sum(groups.values())
        sent = total - groups["missing"]
        extra = [f"{NAMES[name].lower()} {groups[name]}" for name in ("returned", "agreed") if groups[name]]
        lines.append(f"• {KINDS[kind]}: gửi {sent}/{total}{' · ' + ', '.join(extra) if extra else ''}")
    if late:
        lines.append(f"Gửi trễ: {late}.")
    return "\n".join(lines)


def group(name: str, bodies: Sequence[str], page: int, pages: int) -> str:
    head = f"{bold(NAMES[name])}" + (f" (trang {page}/{pages})" if pages > 1 else "")
    return "\n".join([head, *(f"• {body}" for body in bodies)]) if bodies else f"{head}: không có."


def left_out(body: str) -> str:
    return f"{body} – đã nhắc đủ, cần gọi trực tiếp"


def nobody(body: str) -> str:
    return f"{body} – chưa có ai tham gia"


def late_mark(body: str) -> str:
    return f"{body} – gửi trễ"

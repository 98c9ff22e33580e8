"""Sentences of the status board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.dialog.chat import bold
from handlers.texts.format import day, days_left
from planning.organisation import BodyKind

GROUPS = ("missing", "submitted", "returned", "agreed", "promulgated")
NAMES = {
    "missing": "Chưa gửi",
    "submitted": "Đang thẩm định",
    "returned": "Bị trả lại",
    "agreed": "Đã thống nhất, chờ văn bản hoặc ban hành",
    "promulgated": "Đã ban hành",
}

KINDS = {
    BodyKind.COMMITTEE: "Đảng ủy, chi bộ cơ sở",
    BodyKind.INSPECTION_COMMITTEE: "UBKT",
    BodyKind.BOARD: "Ban Đảng, Văn phòng",
    BodyKind.PEOPLES_COUNCIL: "HĐND",
    BodyKind.FRONT: "MTTQ",
    BodyKind.UNION: "Đoàn thể",
    BodyKind.INSPECTORATE: "Thanh tra",
}


BUTTONS = {
    "missing": "Chưa gửi",
    "submitted": "Đang xét",
    "returned": "Trả lại",
    "agreed": "Thống nhất",
    "promulgated": "Ban hành",
}
IN_LINE = {"returned": "trả lại", "agreed": "thống nhất", "promulgated": "ban hành"}


def group_button(group: str, count: int) -> str:
    return f"{BUTTONS[group]} ({count})"


def board(
    year: int,
    deadline: date,
    left: int,
    counts: Mapping[BodyKind, Mapping[str, int]],
    late: int,
    focus: Sequence[tuple[str, int]] = (),
) -> str:
    lines = [
        f"{bold(f'Bảng theo dõi năm {year}')} · hạn {day(deadline)}, {days_left(left)}",
    ]
    for kind, groups in counts.items():
        total = sum(groups.values())
        sent = total - groups["missing"]
        extra = [f"{words} {groups[name]}" for name, words in IN_LINE.items() if groups[name]]
        lines.append(f"• {KINDS[kind]}: gửi {sent}/{total}{' · ' + ', '.join(extra) if extra else ''}")
    if late:
        lines.append(f"Gửi trễ: {late}.")
    if focus:
        lines.append(f"Số cuộc theo trọng tâm: {' · '.join(f'{name} {number}' for name, number in focus)}.")
    return "\n".join(lines)


def group(name: str, bodies: Sequence[str], page: int, pages: int) -> str:
    head = f"{bold(NAMES[name])}" + (f" (trang {page}/{pages})" if pages > 1 else "")
    if any(body.endswith(NOBODY) for body in bodies):
        head += f"\n{NOBODY.strip()} là chưa có ai tham gia"
    return "\n".join([head, *(f"• {body}" for body in bodies)]) if bodies else f"{head}: không có."


def left_out(body: str) -> str:
    return f"{body} – đã nhắc đủ, cần gọi trực tiếp"


NOBODY = " ○"


def nobody(body: str) -> str:
    return f"{body}{NOBODY}"


def late_mark(body: str) -> str:
    return f"{body} – gửi trễ"

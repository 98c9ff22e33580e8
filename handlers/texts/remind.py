"""Sentences of the reminders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialog.chat import bold
from handlers.texts.format import day

OPEN = "Mở chương trình"


def reminder(year: int, deadline: date, left: int, missing: Sequence[tuple[str, int]], returned: Sequence[str]) -> str:
    """`missing`: bodies with how many inspections they have saved."""
    if left > 0:
        head = f"Nhắc hạn: {bold(f'còn {left} ngày')} (đến {day(deadline)}) để gửi dự thảo chương trình năm {year}."
    elif left == 0:
        head = f"Nhắc hạn: {bold('hôm nay')}, {day(deadline)}, là ngày cuối gửi dự thảo chương trình năm {year}."
    else:
        head = f"Đã {bold(f'quá hạn {-left} ngày')} (hạn {day(deadline)}). Dự thảo gửi bây giờ vẫn được nhận, ghi trễ."
    lines = [head]
    lines += [f"• {body}: chưa gửi{f', đã lưu {saved} cuộc' if saved else ''}" for body, saved in missing]
    lines += [f"• {body}: bị trả lại, chưa gửi lại" for body in returned]
    return "\n".join(lines)

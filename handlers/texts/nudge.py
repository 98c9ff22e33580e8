"""Sentences of reminding by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from handlers.dialog.chat import bold
from handlers.texts.format import day, days_left, short

OPEN = "Mở chương trình"
NUDGE = "Nhắc đơn vị"
NUDGE_STEP = "Nhắc người thẩm định"
NUDGE_ISSUE = "Nhắc ban hành"

HEADS = {
    "missing": "chưa gửi dự thảo",
    "returned": "bị trả lại, chưa gửi lại",
    "issue": "chưa báo số, ngày ban hành",
    "step": "quá thời hạn thẩm định",
}


def choose(what: str, count: int, page: int, pages: int) -> str:
    where = f" Trang {page}/{pages}." if pages > 1 else ""
    return f"{count} chương trình {HEADS[what]}.{where} Chọn để nhắc ngay."


def nothing(what: str) -> str:
    return f"Không có chương trình nào {HEADS[what]}."


def no_longer() -> str:
    return "Không còn gì để nhắc ở đây, tình hình đã thay đổi. Chưa nhắc ai."


def switched_off() -> str:
    return "Đợt này không mở việc nhắc tay."


def missing(body: str, deadline: date, left: int, by: str) -> str:
    return (
        f"Đ/c {by} nhắc: {bold(body)} chưa gửi dự thảo. Hạn {day(deadline)}, {days_left(left)}. Mời đồng chí gửi sớm."
    )


def returned(body: str, by: str, reason: str) -> str:
    why = f"\nLý do trả lại: {short(reason, 200)}" if reason else ""
    return f"Đ/c {by} nhắc: dự thảo của {bold(body)} bị trả lại, chưa gửi lại.{why}\nMời đồng chí sửa và gửi."


def issue(body: str, by: str) -> str:
    return f"Đ/c {by} nhắc: chương trình của {bold(body)} đã thống nhất, chưa báo số, ngày ban hành. Mời đồng chí báo."


def step(body: str, version: int, due: date, by: str) -> str:
    return f"Đ/c {by} nhắc: dự thảo lần {version} của {bold(body)} quá hạn thẩm định ({day(due)}). Mời đồng chí xử lý."


def outcome(
    reached: Sequence[str], unreached: Sequence[str], enough: Sequence[str], most: int, waits_until: time | None
) -> str:
    """`enough`: those who were reminded as often as is right today; `waits_until`: it is night, it goes out then."""
    lines = []
    if reached and waits_until:
        lines.append(f"Đang giờ nghỉ: {_names(reached)} sẽ được nhắc lúc {waits_until:%H:%M} sáng tới.")
    elif reached:
        lines.append(f"Đã nhắc {_names(reached)}.")
    if enough:
        lines.append(f"Hôm nay đã nhắc đủ {most} lần: {_names(enough)}.")
    if unreached:
        lines.append(f"Chưa nhắc được, đề nghị gọi trực tiếp: {_names(unreached)}.")
    return "\n".join(lines) or "Chưa có ai để nhắc. Đề nghị mời cán bộ đầu mối tham gia."


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"đ/c {short(name, 40)}" for name in names[:8])

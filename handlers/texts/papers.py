"""Words in and around documents: who issues, who signs, who receives; what is said when one is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.texts.format import day
from planning.programme import Role, TrackStep

DOWNLOAD = "Tải về (Word)"
INSPECTORS = "Ủy ban Kiểm tra"


class Receivers:
    """Who gets a programme, the keeper last."""

    @staticmethod
    def of(superior: str) -> tuple[str, ...]:
        """`superior`: the body above, "" for none."""
        above = (f"{superior} (báo cáo)",) if superior else ()
        return (*above, "Các đơn vị được kiểm tra, giám sát", "Lưu")


def appraiser(steps: Sequence[TrackStep]) -> str:
    """Who gives the opinion before a programme is issued; "" for nobody."""
    if any(step.seat is Role.STANDING for step in steps):
        return "Ban Thường vụ"
    return INSPECTORS if steps else ""


def team(body: str, lead: str, partners: str) -> str:
    """Who takes part besides the body itself, and who leads where that is another one."""
    led = [f"{lead} chủ trì"] if lead and lead != body else []
    return "; ".join([*led, *([partners] if partners else [])])


def programme_caption(body: str, year: int, number: int) -> str:
    return f"Dự thảo chương trình năm {year} của {body}, lần {number}. Số, ngày và chữ ký để trống."


def issued_caption(body: str, year: int, number: str, on: date) -> str:
    return f"Chương trình năm {year} của {body}, số {number} ngày {day(on)}. Chữ ký để trống."


def empty(body: str) -> str:
    return f"Chương trình của {body} chưa có cuộc nào, chưa có gì để in. Đồng chí đăng ký cuộc đầu tiên."


def gone() -> str:
    return "Dự thảo này không còn. Đồng chí mở lại danh sách."

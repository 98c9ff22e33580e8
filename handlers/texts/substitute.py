"""Sentences of acting in somebody's stead for some days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialog.chat import bold
from handlers.texts.format import day, short
from handlers.texts.verbs import SEATS
from planning.programme import Role
from planning.substitution import MOST_DAYS, DaysProblem

SUBSTITUTE = "Người thay"
NAME_ONE = "Cử người thay"
NAME_FOR = "Cử người thay cho"
TODAY = "Hôm nay"
THIS_WEEK = "Đến hết tuần này"
NEXT_WEEK = "Tuần sau"
GO = "Cử người này"
END_YES = "Kết thúc việc thay"
NO = "Không"
MOST_LINES = 8


def overview(lines: Sequence[str]) -> str:
    head = "Người thay quyết định thay đồng chí trong những ngày đi vắng; tên đồng chí vẫn ghi trong quyết định."
    return f"{head}\n\n" + ("\n".join(lines) if lines else "Hiện không có ai thay ai.")


def line(number: int, principal: str, substitute: str, start: date, end: date) -> str:
    return f"{number}. đ/c {short(substitute, 40)} thay đ/c {short(principal, 40)}, {_days(start, end)}"


def _days(start: date, end: date) -> str:
    return f"ngày {day(start)}" if start == end else f"từ {day(start)} đến hết {day(end)}"


def end_button(number: int) -> str:
    return f"Kết thúc số {number}"


def for_whom() -> str:
    return "Cử người thay cho ai?"


def which_seat(name: str) -> str:
    return f"Đ/c {name} có hai nhiệm vụ. Thay nhiệm vụ nào?"


def seat_button(role: Role) -> str:
    return SEATS[role].capitalize()


def who(name: str, role: Role) -> str:
    return f"Ai thay đ/c {name} ({SEATS[role]})?"


def nobody(name: str) -> str:
    return f"Chưa có ai thay được đ/c {name}. Đề nghị quản trị mời thêm người."


def when(substitute: str, principal: str) -> str:
    return (
        f"Đ/c {substitute} thay đ/c {principal} những ngày nào? "
        "Chọn dưới đây hoặc gõ, ví dụ “từ 1/12 đến 5/12”, “tuần sau”."
    )


def problem(text: str, why: DaysProblem) -> str:
    said = short(text, 40)
    if why is DaysProblem.PAST:
        return f"“{said}” đã qua. Đồng chí gõ lại ngày, ví dụ “từ 1/12 đến 5/12”."
    if why is DaysProblem.TOO_LONG:
        return f"“{said}” dài quá {MOST_DAYS} ngày. Đồng chí gõ khoảng ngắn hơn, ví dụ “tháng 12”."
    return f"Tôi chưa hiểu những ngày “{said}”. Đồng chí gõ ngày đầu và ngày cuối, ví dụ “từ 1/12 đến 5/12”."


def sure(substitute: str, principal: str, role: Role, start: date, end: date) -> str:
    return (
        f"{bold(f'Đ/c {substitute}')} thay đ/c {principal} ({SEATS[role]}) {_days(start, end)}. "
        "Những ngày đó đ/c này nhận thẻ, nhắc việc và được quyết định thay. Đúng không?"
    )


def away_already(principal: str, substitute: str, start: date, end: date) -> str:
    return (
        f"Đ/c {principal} đã có đ/c {substitute} thay {_days(start, end)}. Kết thúc việc đó trước, hoặc chọn ngày khác."
    )


def away_too(substitute: str, start: date, end: date) -> str:
    return f"Đ/c {substitute} cũng có người thay {_days(start, end)}. Đồng chí chọn người khác hoặc ngày khác."


def days_over() -> str:
    return "Những ngày đó đã qua một phần, chưa cử ai. Đồng chí chọn lại ngày."


def not_possible() -> str:
    return "Người này hiện không thay được. Không có gì thay đổi."


def named(substitute: str, principal: str, start: date, end: date) -> str:
    return f"Đã cử đ/c {substitute} thay đ/c {principal} {_days(start, end)}. Cả hai được báo."


def passes_not_on(names: Sequence[str]) -> str:
    return f"Việc đang làm thay đ/c {', '.join(short(name, 40) for name in names)} không chuyển theo."


def told_substitute(principal: str, role: Role, start: date, end: date, by: str) -> str:
    said = f" (đ/c {by} cử)" if by else ""
    return (
        f"Đồng chí thay đ/c {principal} ({SEATS[role]}) {_days(start, end)}{said}. "
        "Những ngày đó dự thảo đến, nhắc việc và quyền quyết định là của đồng chí, trừ dự thảo của đơn vị mình."
    )


def waiting_now(count: int) -> str:
    return f"Đang có {count} dự thảo chờ."


def told_principal(substitute: str, start: date, end: date, by: str) -> str:
    return f"Đ/c {by} cử đ/c {substitute} thay đồng chí {_days(start, end)}. Muốn thôi, mở “{SUBSTITUTE}”."


def end_sure(substitute: str, principal: str, end: date) -> str:
    return f"Kết thúc ngay việc đ/c {substitute} thay đ/c {principal} (đang đến hết {day(end)})?"


def ended(substitute: str, principal: str) -> str:
    return f"Đã kết thúc: đ/c {substitute} không thay đ/c {principal} nữa. Hai bên được báo."


def ended_before() -> str:
    return "Việc thay này đã kết thúc. Không có gì thay đổi."


def ended_notice(substitute: str, principal: str, by: str) -> str:
    return f"Đ/c {by} đã kết thúc việc đ/c {substitute} thay đ/c {principal}."

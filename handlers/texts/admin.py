"""Sentences of the administrator's work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialog.chat import bold
from handlers.texts.common import ROLES
from handlers.texts.format import day, days_left, short
from planning.programme import Role

CONFIRM = "Xác nhận"
REMOVE_YES = "Đúng, gỡ"
NO = "Không"
RENAME = "Đúng, đổi tên"
YES_MOVE = "Đúng, dời"


def menu() -> str:
    return "Việc quản trị:"


def choose_role() -> str:
    return "Mời người vào vai trò nào?"


def role_button(role: Role) -> str:
    name = ROLES[role]
    return name[0].upper() + name[1:]


def ask_unit(role: Role) -> str:
    return f"Mời {ROLES[role]} của đơn vị nào? Gõ tên, ví dụ “phường Đông Thọ”."


def ask_unit_people() -> str:
    return "Xem người dùng của đơn vị nào? Gõ tên, ví dụ “phường Đông Thọ”."


def which_unit(text: str) -> str:
    return f"“{short(text, 80)}” là đơn vị nào? Chọn một hoặc gõ lại."


def unknown_unit(text: str) -> str:
    return f"Danh mục chưa có “{short(text, 80)}”. Đồng chí gõ lại tên đầy đủ giúp."


def no_bodies(unit: str) -> str:
    return f"{unit} không lập chương trình nên không có cán bộ đầu mối. Đồng chí gõ tên đơn vị khác."


def invitation(role: Role, unit: str, ways: Sequence[str], code: str) -> str:
    """`ways` are for somebody new; who has a chat with us types the code there."""
    what = "một trong các cách này" if len(ways) > 1 else "cách này"
    lines = "\n".join(f"• {way}" for way in ways)
    text = f"Lời mời {ROLES[role]} của {bold(unit)}. Chuyển {what} cho đúng người, dùng một lần trong 72 giờ:\n{lines}"
    return f"{text}\nAi đã dùng hệ thống thì gõ mã {bold(code)} trong cuộc trò chuyện đang có, không mở bot khác."


def way_by_link(channel: str, link: str) -> str:
    return f"{channel}: {link}"


def way_by_code(channel: str, link: str, code: str) -> str:
    where = f" ({link})" if link else ""
    return f"{channel}: mở bot{where}, gõ mã {bold(code)}"


def no_seat(family: str, bots: int) -> str:
    return f"{family.capitalize()}: {bots} bot đã đủ người, cần thêm một bot nữa."


def no_pending() -> str:
    return "Không có đối tượng nào chờ xác nhận."


def pending(unit: str, parent: str, others: int) -> str:
    more = f" Còn {others} đối tượng khác." if others else ""
    return f"{bold(unit)}, thuộc {parent}. Đơn vị vừa thêm, đúng tên chứ? Sai chính tả thì gõ tên đúng.{more}"


def rename_sure(old: str, new: str) -> str:
    return f"Đổi “{short(old, 120)}” thành {bold(new)} và xác nhận?"


def confirmed(unit: str) -> str:
    return f"Đã xác nhận: {unit}."


def pending_notice(names: str, parent: str) -> str:
    return f"{parent} thêm đối tượng mới, chờ xác nhận: {names}."


def name_unfit() -> str:
    return "Tên cần từ 3 đến 120 ký tự. Đồng chí gõ lại giúp."


def ask_deadline(current: date, left: int) -> str:
    return f"Hạn gửi hiện nay: {bold(day(current))}, {days_left(left)}. Gõ hạn mới, ví dụ “20/12/2026”."


def bad_deadline(text: str) -> str:
    return f"Tôi chưa hiểu ngày “{short(text, 40)}”. Gõ một ngày, ví dụ “20/12/2026”."


def past_deadline(new: date) -> str:
    return f"{day(new)} đã qua. Gõ một ngày từ hôm nay trở đi."


def deadline_sure(new: date, people: int) -> str:
    return f"Dời hạn gửi sang {bold(day(new))} và báo cho {people} người chưa gửi?"


def deadline_moved(new: date) -> str:
    return f"Hạn gửi mới: {bold(day(new))}. Lịch nhắc đã tính lại."


def deadline_same(current: date) -> str:
    return f"Hạn gửi đã là {day(current)}, không có gì thay đổi."


def deadline_notice(year: int, new: date, left: int) -> str:
    return f"Hạn gửi dự thảo chương trình năm {year} dời sang {bold(day(new))}, {days_left(left)}."


def people_of(unit: str, lines: Sequence[str]) -> str:
    if not lines:
        return f"{bold(unit)}: chưa có ai tham gia."
    return "\n".join([bold(unit), *(f"• {line}" for line in lines)])


def person_line(name: str, roles: str) -> str:
    return f"{name}: {roles}"


def remove_button(name: str) -> str:
    return f"Gỡ {name}"


def remove_sure(name: str) -> str:
    return f"Gỡ {bold(name)} khỏi hệ thống? Người này không xem và không làm được gì nữa."


def seat_empty(role: Role) -> str:
    return f"Nay không còn {ROLES[role]} nào. Đề nghị mời người mới."


def deadline_moved_meanwhile() -> str:
    return "Hạn gửi đã thay đổi từ lúc hỏi. Đồng chí nhập lại."


def removed(name: str) -> str:
    return f"Đã gỡ {name}."


def removed_before(name: str) -> str:
    return f"{name} đã được gỡ trước đó, không có gì thay đổi."


def not_yourself() -> str:
    return "Đồng chí không tự gỡ mình được. Nhờ quản trị khác giúp."

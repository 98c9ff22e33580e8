"""Sentences about joining."""

from __future__ import annotations

from handlers.dialog.chat import bold
from handlers.texts.common import ROLES
from planning.programme import Role

YES = "Đúng, tham gia"
NO = "Không phải tôi"


def offer(role: Role, unit: str) -> str:
    return (
        f"Chào đồng chí. Lời mời này dành cho {ROLES[role]} của {bold(unit)}. "
        "Hệ thống chỉ lưu tên hiển thị và mã trò chuyện để gửi thông báo."
    )


def bad_code() -> str:
    return "Đường dẫn mời không dùng được (sai, đã dùng hoặc quá 72 giờ). Đề nghị xin đường dẫn mới từ Ủy ban Kiểm tra."


def bad_typed_code(left: int) -> str:
    again = f"Còn {left} lần thử." if left else "Đề nghị thử lại sau 24 giờ hoặc liên hệ Ủy ban Kiểm tra."
    return f"Mã này không dùng được (sai, đã dùng hoặc quá hạn). {again}"


def too_many_guesses() -> str:
    return "Mã sai quá 5 lần nên cuộc trò chuyện này tạm khóa nhận mã trong 24 giờ. Đề nghị liên hệ Ủy ban Kiểm tra."


def linked(name: str) -> str:
    return f"Đã nối cuộc trò chuyện này với tài khoản {bold(name)}. Việc đang làm ở kênh kia vẫn còn nguyên."


def linked_notice(channel: str) -> str:
    return (
        f"Tài khoản của đồng chí vừa được nối thêm kênh {channel}. "
        "Nếu không phải đồng chí làm, đề nghị báo ngay Ủy ban Kiểm tra."
    )


def declined() -> str:
    return "Đã ghi nhận. Đề nghị báo lại Ủy ban Kiểm tra để mời đúng người."


def already(role: Role, unit: str) -> str:
    return f"Đồng chí đã là {ROLES[role]} của {bold(unit)}."


def joined(role: Role, unit: str) -> str:
    return f"Đã tham gia: {ROLES[role]} của {bold(unit)}."


def joined_notice(name: str, role: Role, unit: str) -> str:
    return f"{name} đã tham gia: {ROLES[role]} của {unit}."

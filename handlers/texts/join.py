"""Sentences about joining."""

from __future__ import annotations

from handlers.dialog.chat import bold
from handlers.texts.common import ROLES
from planning.programme import Role

YES = "Đúng, tham gia"
NO = "Không phải tôi"
WORDING = "2026-11"  # of `consent`, kept with who agreed to it; a new one needs a new name here and in docs/privacy.md


def consent() -> str:
    return "Tham gia là đồng ý để hệ thống lưu tên hiển thị, mã trò chuyện và việc đồng chí làm ở đây."


def offer(role: Role, unit: str) -> str:
    return f"Chào đồng chí. Lời mời này dành cho {ROLES[role]} của {bold(unit)}. {consent()}"


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


def moved_notice(channel: str) -> str:
    """To the chat that is left."""
    return (
        f"Tài khoản của đồng chí đã chuyển sang {channel}; cuộc trò chuyện này không còn dùng được. "
        "Nếu không phải đồng chí làm, đề nghị báo ngay Ủy ban Kiểm tra."
    )


def linked_alert(name: str, channel: str, shown: str) -> str:
    return f"{name} vừa nối tài khoản với {channel} (tên hiển thị: {shown}). Nếu thấy lạ, đề nghị gọi hỏi lại."


def own_link() -> str:
    return "Đây là mã của chính đồng chí, dùng để nối kênh khác. Đồng chí mở bot ở kênh kia rồi gõ mã này."


def two_accounts(here: str, other: str) -> str:
    return (
        f"Mã này nối với tài khoản {bold(other)}, mà cuộc trò chuyện này đang là tài khoản {bold(here)}. "
        "Một người chỉ nên có một tài khoản: đề nghị quản trị gỡ tài khoản ở đây, rồi gõ mã mới."
    )


def answer_the_offer() -> str:
    return "Tôi chưa hiểu. Đồng chí trả lời lời mời dưới đây giúp."


def full(here: str, other: str, link: str) -> str:
    if not other:
        return f"{here} đã đủ người. Đề nghị liên hệ Ủy ban Kiểm tra để được hướng dẫn kênh khác."
    where = f" ({link})" if link else ""
    return f"{here} đã đủ người. Mã vẫn dùng được: đồng chí mở {bold(other)}{where} và gõ mã ở đó."


def same_name(name: str) -> str:
    return (
        f"Đã có người tên {bold(name)} trong hệ thống. Nếu chính là đồng chí, đừng tham gia ở đây: "
        "gõ mã này trong cuộc trò chuyện đồng chí đang dùng."
    )


def same_name_alert(name: str, role: Role, channel: str) -> str:
    return (
        f"Lời mời {ROLES[role]} vừa được mở ở {channel} bởi {name}, trùng tên với một người đã tham gia. "
        "Nếu là cùng một người, đề nghị để người đó gõ mã trong cuộc trò chuyện đang dùng."
    )


def locked_alert(count: int, channel: str, name: str) -> str:
    return (
        f"Hôm nay đã có {count} cuộc trò chuyện gõ sai mã quá 5 lần, gần nhất là {name} ở {channel}. "
        "Có thể có người dò mã: đề nghị gọi hỏi những người vừa được mời."
    )


def many_wrong_alert(count: int) -> str:
    return (
        f"Trong một giờ qua đã có {count} lần gõ mã mời sai, từ một hay nhiều tài khoản. Có thể có người dò mã: "
        "đề nghị gọi hỏi những người vừa được mời và xem nhật ký."
    )


def declined() -> str:
    return "Đã ghi nhận. Đề nghị báo lại Ủy ban Kiểm tra để mời đúng người."


def already(role: Role, unit: str) -> str:
    return f"Đồng chí đã là {ROLES[role]} của {bold(unit)}."


def joined(role: Role, unit: str) -> str:
    return f"Đã tham gia: {ROLES[role]} của {bold(unit)}."


def joined_notice(name: str, role: Role, unit: str) -> str:
    return f"{name} đã tham gia: {ROLES[role]} của {unit}."

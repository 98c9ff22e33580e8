"""Sentences for channels without buttons: what to type to choose."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.format import short

_NOW = "Câu hỏi hiện nay:"
ADDED = {"TRA": "lý do"}  # what follows the code


def numbers(labels: Sequence[str], *, also: bool) -> str:
    """`also`: something else may be typed too."""
    begin = "Hoặc trả lời một số:" if also else "Trả lời một số:"
    return "\n".join([begin, *(f"{number} {label}" for number, label in enumerate(labels, 1))])


def by_label(labels: Sequence[str]) -> str:
    """Where a number may be an answer of its own."""
    return "\n".join(["Hoặc gõ một dòng dưới đây:", *(f"• {label}" for label in labels)])


def by_code(word: str, code: str, label: str) -> str:
    added = f" {ADDED[word]}" if word in ADDED else ""
    return f"• {label}: gõ “{word} {code}{added}”"


def by_code_and_number(code: str, number: int, label: str) -> str:
    return f"• {label}: gõ “{code} {number}”"


def needs_code(label: str, word: str, code: str) -> str:
    return f"“{label}” cần gõ đủ mã cho chắc. Nếu đúng ý, đồng chí gõ “{word} {code}”."


def no_such_code(code: str) -> str:
    return f"Ở đây không có việc nào mang mã {code}, không có gì thay đổi. Đồng chí xem lại mã, hoặc gõ “menu”."


def no_such_choice(code: str) -> str:
    return f"Việc mang mã {code} không có lựa chọn đó, không có gì thay đổi."


def no_such_number(number: int, most: int) -> str:
    only = f"các số từ 1 đến {most}" if most > 1 else "số 1"
    return f"Không có số {number}, chỉ có {only}."


def which_message(number: int) -> str:
    return f"Số {number} của tin nào? Tin mới nhất trả lời bằng mã ghi trong tin đó; số chỉ dùng cho câu hỏi dưới đây."


def too_early(number: int) -> str:
    return f"Số {number} gửi trước khi câu hỏi dưới đây hiện ra, nên chưa được tính. Mời đồng chí trả lời câu hỏi này."


def text_too_early(text: str) -> str:
    return f"“{short(text, 40)}” đến trước khi câu hỏi dưới đây hiện ra, nên chưa được tính. Mời đồng chí trả lời."


def typed_twice(text: str) -> str:
    return f"“{short(text, 40)}” đến hai lần, tôi chỉ tính một lần. Câu hỏi hiện nay:"


def older_question(text: str) -> str:
    return f"“{short(text, 40)}” là của một câu hỏi cũ, không có gì thay đổi. Câu hỏi hiện nay:"


def without_question(lead: str) -> str:
    """What is said in front of the menu, where no question is open."""
    return lead.removesuffix(_NOW).rstrip()


def not_understood() -> str:
    return "Tôi chưa hiểu, không có gì thay đổi. Câu hỏi hiện nay:"


def no_more_pages() -> str:
    return "Ở đây không có trang tiếp. Câu hỏi hiện nay:"


def from_the_start() -> str:
    return "Đã hết danh sách, xem lại từ trang đầu."


def unclear_code(lines: str) -> str:
    return f"Tôi chưa rõ ý, không có gì thay đổi. Đồng chí gõ đúng một dòng, không thêm chữ khác:\n{lines}"


def unclear_word() -> str:
    return (
        "Tôi chưa rõ mã nào, không có gì thay đổi. Đồng chí gõ một từ và một mã ghi trong tin, "
        "ví dụ “DUYET K7Q2” hoặc “TRA K7Q2 lý do”."
    )


def nothing_asked(number: int) -> str:
    return f"Không có câu hỏi nào đang chờ trả lời, nên số {number} không có tác dụng."

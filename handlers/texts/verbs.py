"""Sentences of what can be done with a draft besides deciding: handing over, asking for a view, sending a copy."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import short
from planning.programme import Role

MORE = "Việc khác"
TRANSFER = "Chuyển người khác"
GIVE_BACK = "Trả về cho mọi người"
TRANSFER_GO = "Chuyển ngay"
SECOND = "Xin thêm ý kiến"
SECOND_PLAIN = "Hỏi chung"
SECOND_LIST = "Ý kiến đang chờ"
ANSWER = "Trả lời"
COPY = "Gửi bản xem"
HANDED = "Dự thảo đang chờ"
LONGEST_WORDS = 500
MOST_LINES = 6

SEATS = {Role.REVIEWER: "thẩm định viên", Role.STANDING: "ủy viên Ban Thường vụ"}


def more(body: str, version: int) -> str:
    return f"{bold(body)}, lần {version}. Đồng chí chọn việc cần làm."


def nothing_sent() -> str:
    return "Đã dừng, chưa gửi gì."


def words_too_late() -> str:
    return "Câu hỏi đã quá 15 phút nên tin này không được tính, chưa gửi gì. Mở lại để làm tiếp."


def words_too_long(length: int) -> str:
    return f"Tin dài {length} ký tự, nhiều nhất {LONGEST_WORDS}. Đồng chí mở lại và ghi ngắn hơn giúp."


def words_needed() -> str:
    return "Cần ghi bằng chữ cho rõ, chưa gửi gì. Đồng chí mở lại và ghi giúp."


def not_a_member() -> str:
    return "Người này hiện không nhận được việc đó. Không có gì thay đổi."


def choose_to(body: str, version: int, handler: str) -> str:
    now = f"Đ/c {handler} đang xử lý. " if handler else ""
    return f"Chuyển dự thảo lần {version} của {bold(body)}. {now}Đồng chí chọn người nhận."


def nobody_to(body: str, handler: str) -> str:
    now = f" Đ/c {handler} đang xử lý." if handler else ""
    return f"Không còn ai khác để chuyển dự thảo của {bold(body)}.{now}"


def ask_note(body: str, version: int, name: str) -> str:
    return (
        f"Chuyển dự thảo lần {version} của {bold(body)} cho đ/c {name}. Gõ lời nhắn nếu cần, hoặc chọn “{TRANSFER_GO}”."
    )


def transferred(body: str, version: int, name: str) -> str:
    return f"Đã chuyển dự thảo lần {version} của {bold(body)} cho đ/c {name}. Những người khác đã được báo."


def handed_card(body: str, version: int, name: str) -> str:
    return f"{bold(body)}, lần {version}\nĐ/c {name} đang xử lý. Đồng chí không phải làm gì."


def handed_line(by: str, name: str, note: str) -> str:
    said = f": “{note}”" if note else ""
    return f"Đ/c {by} chuyển đ/c {name} xử lý{said}"


def given_back(body: str, version: int) -> str:
    return f"Dự thảo lần {version} của {bold(body)} lại do mọi người cùng xử lý, ai quyết định trước thì tính."


def transfer_meanwhile() -> str:
    return "Dự thảo này vừa có thay đổi nên chưa chuyển. Không có gì thay đổi."


def not_while_all(seat: Role) -> str:
    return f"Bước này cần mọi {SEATS[seat]} cùng thống nhất nên không chuyển cho riêng ai. Có thể cử người thay."


def left_their_seat(name: str) -> str:
    return f"đ/c {name} không còn làm nhiệm vụ, các dự thảo đang giữ trả về cho mọi người"


def in_hands(lines: Sequence[str]) -> str:
    return "Đang do một người xử lý:\n" + "\n".join(f"• {line}" for line in lines)


def in_hands_line(body: str, version: int, name: str) -> str:
    return f"{short(body, 60)}, lần {version}: đ/c {short(name, 40)} đang xử lý"


def waiting_list(count: int) -> str:
    return f"{count} dự thảo đang chờ. Chọn để chuyển hoặc trả về." if count else "Không có dự thảo nào đang chờ."


def choose_of(body: str, version: int) -> str:
    return f"Xin ý kiến về dự thảo lần {version} của {bold(body)}. Đồng chí hỏi ai?"


def nobody_of() -> str:
    return "Chưa có ai khác được xem dự thảo này."


def ask_question(body: str, version: int, name: str) -> str:
    return f"Hỏi đ/c {name} về dự thảo lần {version} của {bold(body)}. Đồng chí gõ câu hỏi, hoặc chọn “{SECOND_PLAIN}”."


def asked(name: str) -> str:
    return f"Đã hỏi đ/c {name}. Có trả lời tôi báo ngay; đồng chí vẫn quyết định được, không phải chờ."


def asked_before(name: str) -> str:
    return f"Đồng chí đã hỏi đ/c {name} về dự thảo này và chưa có trả lời. Không có gì thay đổi."


def not_reached(name: str) -> str:
    return f"Đ/c {name} hiện không nhận được tin của bot, đề nghị liên hệ trực tiếp."


def second_card(by: str, body: str, version: int, question: str) -> str:
    said = f": “{question}”" if question else "."
    asks = f"Đ/c {by} xin ý kiến về dự thảo lần {version} của {bold(body)}{said}"
    return f"{asks}\nChỉ để tham khảo, đồng chí không phải quyết định."


def ask_answer(by: str, body: str, question: str) -> str:
    said = f" “{question}”" if question else ""
    return f"Trả lời đ/c {by} về dự thảo của {bold(body)}.{said} Đồng chí gõ ý kiến."


def answered(by: str) -> str:
    return f"Đã gửi ý kiến của đồng chí cho đ/c {by}."


def answered_late(by: str) -> str:
    return f"Dự thảo đã được quyết định trước đó. Ý kiến của đồng chí vẫn được ghi lại và gửi đ/c {by}."


def answered_before() -> str:
    return "Đồng chí đã trả lời câu hỏi này rồi. Không có gì thay đổi."


def answer_notice(name: str, body: str, version: int, answer: str, late: bool) -> str:
    after = " (sau khi đã quyết định)" if late else ""
    return f"Ý kiến của đ/c {name}{after} về dự thảo lần {version} của {bold(body)}: “{answer}”"


def opinion_line(name: str, question: str, answer: str) -> str:
    """For the card and the details."""
    asked_ = f" ({short(question, 80)})" if question else ""
    return f"Ý kiến đ/c {name}{asked_}: {f'“{short(answer, 160)}”' if answer else 'đang chờ'}"


def opinions_more(count: int) -> str:
    return f"và {count} ý kiến nữa"


def opinions_open(mine: Sequence[str], theirs: Sequence[str]) -> str:
    parts = []
    if mine:
        parts.append("Đồng chí được hỏi:\n" + "\n".join(f"• {line}" for line in mine))
    if theirs:
        parts.append("Đồng chí đang chờ trả lời:\n" + "\n".join(f"• {line}" for line in theirs))
    return "\n\n".join(parts) if parts else "Không có câu hỏi nào đang chờ trả lời."


def opinion_open_line(name: str, body: str, version: int) -> str:
    return f"đ/c {short(name, 40)}: {short(body, 60)}, lần {version}"


def answer_button(number: int) -> str:
    return f"{ANSWER} {number}"


def choose_copy(body: str, version: int) -> str:
    return f"Gửi bản chỉ để xem của dự thảo lần {version}, {bold(body)}. Đồng chí chọn người nhận."


def copied(name: str) -> str:
    return f"Đã gửi đ/c {name} bản để xem. Không thêm quyền nào."


def copied_before(name: str) -> str:
    return f"Đ/c {name} đã có bản để xem của dự thảo này. Không có gì thay đổi."


def copy_card(by: str, card: str) -> str:
    return f"Đ/c {by} gửi đồng chí bản để xem:\n\n{card}"

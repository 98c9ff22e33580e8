"""Sentences about groups of reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from handlers.dialog.chat import bold
from handlers.texts.format import short

ADMIT = "Cho phép"
NO = "Không"
LONGEST_TITLE = 60


def _name(title: str) -> str:
    return bold(short(title, LONGEST_TITLE))


def ask(title: str) -> str:
    return (
        f"Tôi vừa được thêm vào nhóm {_name(title)}. Cho nhóm này nhận số liệu mỗi sáng? "
        "Nhóm chỉ thấy con số, chi tiết tôi trả lời riêng từng người có quyền."
    )


def admitted(title: str, at: time) -> str:
    return f"Nhóm {_name(title)} sẽ nhận số liệu lúc {at:%H:%M} các ngày làm việc có dự thảo chờ."


def admitted_already(title: str) -> str:
    return f"Nhóm {_name(title)} đã được phép từ trước, không có gì thay đổi."


def hello() -> str:
    return (
        "Nhóm này được nhận số liệu thẩm định mỗi sáng ngày làm việc. "
        "Tôi không đọc tin nhắn của nhóm; chi tiết chỉ trả lời ở trò chuyện riêng."
    )


def stays_silent() -> str:
    return "Tôi không gửi gì vào nhóm đó. Đồng chí có thể gỡ tôi khỏi nhóm."


def overview(titles: Sequence[str], link: str) -> str:
    lines = ["Nhóm nhận số liệu mỗi sáng:"] if titles else ["Chưa có nhóm nào nhận số liệu mỗi sáng."]
    lines += [f"• {short(title, LONGEST_TITLE)}" for title in titles]
    if link:
        lines.append(f"Thêm tôi vào một nhóm bằng đường dẫn này, tôi sẽ hỏi lại đồng chí ở đây:\n{link}")
    return "\n".join(lines)


def stop(title: str) -> str:
    return f"Ngừng: {title}"


def stopped(title: str) -> str:
    return f"Nhóm {_name(title)} không nhận số liệu nữa."


def stopped_already() -> str:
    return "Nhóm này đã ngừng nhận số liệu từ trước, không có gì thay đổi."


def gone(title: str) -> str:
    return f"Tôi đã bị gỡ khỏi nhóm {_name(title)}, nhóm không nhận số liệu nữa."

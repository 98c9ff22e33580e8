"""Sentences of the lexicon of topics, for the administrator."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import short

ADD = "Đúng, thêm"
REMOVE = "Đúng, bỏ"
NO = "Không"
ANOTHER = "Tìm chủ đề khác"
MOST_SHOWN = 40


def ask(count: int) -> str:
    return (
        f"Có {count} chủ đề để nhận ra hai cuộc cùng nội dung. "
        "Gõ tên chủ đề hoặc một cụm từ, ví dụ “đất đai”, để xem và sửa."
    )


def found(said: str, count: int) -> str:
    if count:
        return f"“{short(said, 60)}” thuộc chủ đề nào? Chọn để xem và sửa, hoặc gõ từ khác."
    return f"Chưa có chủ đề nào về “{short(said, 60)}”. Đồng chí gõ từ khác, hoặc thêm chủ đề mới."


def new_button(name: str) -> str:
    return f"Chủ đề mới: {name}"


def topic(name: str, phrases: Sequence[str], documents: Sequence[str]) -> str:
    shown = "; ".join(phrases[-MOST_SHOWN:])
    more = f" … và {len(phrases) - MOST_SHOWN} cụm từ khác" if len(phrases) > MOST_SHOWN else ""
    lines = [bold(name[0].upper() + name[1:]), f"Nhận ra khi gõ: {shown}{more}." if phrases else "Chưa có cụm từ nào."]
    if documents:
        lines.append(f"Văn bản: {', '.join(documents)}.")
    return "\n".join([*lines, "Gõ một cụm từ để thêm; cụm từ đã có thì để bỏ."])


def add_sure(phrase: str, name: str, others: Sequence[str]) -> str:
    also = f" Cụm từ này đang thuộc: {'; '.join(others)}." if others else ""
    return f"Thêm “{phrase}” vào chủ đề {bold(name)}?{also}"


def remove_sure(phrase: str, name: str) -> str:
    return f"Bỏ “{phrase}” khỏi chủ đề {bold(name)}?"


def added(phrase: str) -> str:
    return f"Đã thêm “{phrase}”. Từ nay nội dung có cụm từ này thuộc chủ đề dưới đây."


def removed(phrase: str) -> str:
    return f"Đã bỏ “{phrase}”."


def new_sure(name: str) -> str:
    return f"Thêm chủ đề mới {bold(name)}?"


def new_added(name: str) -> str:
    return f"Đã thêm chủ đề {bold(name)}."


def nothing_changed() -> str:
    return "Đã có như vậy, không có gì thay đổi."


def unfit() -> str:
    return "Cụm từ cần từ 3 đến 60 ký tự, nhiều nhất 8 từ. Đồng chí gõ lại giúp."

"""Sentences about what is inspected and in which form: what is asked again, and why."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.format import short
from planning.forms import FormNote

KEEP = "Giữ nguyên nội dung này"
CHANGE_TOPIC = "Đổi chủ đề"
NO_TOPIC = "Không thuộc chủ đề nào"

UNPLANNED = {
    FormNote.CONTINUOUS: (
        "Giám sát thường xuyên là việc hằng ngày, không ghi vào chương trình năm; chương trình ghi giám sát chuyên đề"
    ),
    FormNote.SUDDEN: "Kiểm tra đột xuất chỉ tiến hành khi phát sinh, không ghi vào chương trình năm",
    FormNote.STATE_INSPECTION: "Thanh tra, kiểm toán do cơ quan Nhà nước lập kế hoạch riêng, không ghi ở đây",
    FormNote.JOINING: "Tham gia đoàn của cơ quan khác thì cơ quan đó ghi vào chương trình của mình",
    FormNote.SELF_INSPECTION: "Tự kiểm tra là việc của từng tổ chức đảng, không ghi thành một cuộc",
}


def no_form(note: FormNote, body: str) -> str:
    """Why what was typed is no form of this programme."""
    why = UNPLANNED.get(note, f"Hình thức này không thuộc thẩm quyền của {body}")
    return f"{why}. Đồng chí chọn hình thức dưới đây giúp."


def which_form(offered: Sequence[str]) -> str:
    return f"Có thể là: {'; '.join(offered)}. Đồng chí chọn đúng hình thức giúp."


def vague_content(said: str, themes: bool) -> str:
    offer = " Hoặc chọn một nội dung trọng tâm năm nay:" if themes else ""
    return f"“{short(said, 120)}” còn chung. Đồng chí gõ rõ văn bản, lĩnh vực hoặc nhiệm vụ giúp.{offer}"


def which_spelling(said: str, offered: Sequence[str]) -> str:
    """A content without accents: what it may be, or whether it stays so."""
    text = f"“{short(said, 200)}” chưa có dấu."
    if not offered:
        return f"{text} Đồng chí gõ lại có dấu, hoặc giữ nguyên."
    return f"{text} Có phải: {'; '.join(f'“{short(one, 200)}”' for one in offered)}? Chọn, hoặc gõ lại có dấu."


def person_in_content() -> str:
    return "Hệ thống không ghi họ tên cá nhân. Đồng chí gõ lại, thay tên bằng chức danh, ví dụ “Bí thư chi bộ”."


def topics(named: Sequence[str], more: int, *, chosen: bool) -> str:
    rest = f" và {more} chủ đề nữa" if more > 0 else ""
    return "; ".join(named) + rest + ("" if chosen else " (tôi hiểu)")


def no_topic(document: bool, *, vague: bool) -> str:
    if vague:
        return "nội dung chưa rõ"
    return "theo văn bản đã ghi" if document else "chưa xác định"


def choose_topic(content: str) -> str:
    return f"“{short(content, 160)}” thuộc chủ đề nào?"

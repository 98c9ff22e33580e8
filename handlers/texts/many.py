"""Sentences of agreeing to many drafts at once."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import short

MANY = "Thống nhất nhiều dự thảo"
MANY_GO = "Thống nhất tất cả"
UNDO = "Lấy lại một dự thảo"
MOST_CLEAN = 10  # drafts of one confirmation, each of which is named
MOST_LEFT = 4


def summary(clean: Sequence[str], left_out: Sequence[str], inspections: int, supervisions: int) -> str:
    """`clean`: what the one confirmation is about, a line each."""
    lines = [f"{bold(f'{len(clean)} dự thảo không có vấn đề')}, {inspections} kiểm tra, {supervisions} giám sát:"]
    lines += _listed(clean, MOST_CLEAN)
    if left_out:
        lines += ["", f"{len(left_out)} dự thảo để lại, xem từng dự thảo:", *_listed(left_out, MOST_LEFT)]
    return "\n".join([*lines, "", "Xác nhận một lần cho các dự thảo ở mục đầu."])


def none_clean(left_out: Sequence[str]) -> str:
    lines = ["Không có dự thảo nào hết vấn đề để thống nhất cùng lúc."]
    return "\n".join([*lines, *_listed(left_out, MOST_CLEAN)])


def _listed(lines: Sequence[str], most: int) -> list[str]:
    shown = [f"• {line}" for line in lines[:most]]
    return shown + ([f"• và {len(lines) - most} dự thảo nữa"] if len(lines) > most else [])


def clean_line(body: str, version: int, inspections: int, supervisions: int, forward: bool) -> str:
    then = " → trình BTV" if forward else ""
    return f"{short(body, 40)}, lần {version}: {inspections} KT, {supervisions} GS{then}"


def left_line(body: str, version: int, why: Sequence[str]) -> str:
    return f"{short(body, 40)}, lần {version}: {short(', '.join(why), 60)}"


def overlapping(count: int) -> str:
    return f"{count} chồng chéo"


def vague(count: int) -> str:
    return f"{count} nội dung chưa rõ"


def wrong_subject(count: int) -> str:
    return f"{count} sai đối tượng"


def outside(count: int) -> str:
    return f"{count} ngoài năm"


def either(count: int) -> str:
    return f"{count} chưa chọn thời gian"


def too_many(count: int) -> str:
    return f"{count} đối tượng, trưởng đoàn quá nhiều cuộc"


def whole() -> str:
    return "số cuộc hoặc chương trình còn thiếu"


def all_must() -> str:
    return "cần mọi người cùng thống nhất"


def late() -> str:
    return "trễ hạn"


def noted() -> str:
    return "đã có nhận xét từng cuộc"


def unchanged() -> str:
    return "chưa sửa gì so với lần trả lại"


def asked() -> str:
    return "đang xin ý kiến"


def done(agreed: int, forwarded: int, left_out: Sequence[str]) -> str:
    counts = [("Đã thống nhất", agreed), ("Đã trình Ban Thường vụ", forwarded)]
    lines = [f"{words} {bold(f'{count} dự thảo')}." for words, count in counts if count]
    lines = lines or ["Chưa thống nhất dự thảo nào."]
    if left_out:
        lines += ["Để lại vì đã thay đổi sau khi tóm tắt:", *_listed(left_out, MOST_CLEAN)]
    return "\n".join(lines)


def which_undo() -> str:
    return "Lấy lại quyết định nào? Chỉ trong 10 phút, khi chưa làm văn bản."


def nothing_to_undo() -> str:
    return "Không còn quyết định nào của đồng chí ở đây để lấy lại."


def gone_line(body: str, version: int) -> str:
    return f"{short(body, 60)}, lần {version}"

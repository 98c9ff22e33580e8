"""Sentences about the remarks of a return: what is still to be done, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts import outcomes
from handlers.texts.format import short, unit_names, when_in_year, whens
from planning.appraisal import ENDING, ItemOutcome, Ruling
from planning.organisation import Directory
from planning.period import Interval
from planning.remarks import Fate, Remark

DELETE = "Xóa cuộc này"
OTHER_TIME = "Chọn thời gian khác"
OTHER_SUBJECT = "Chọn đối tượng khác"
WRITE_TEAM = "Ghi đoàn chung vào cuộc"
KEEP = "Giữ, nêu lý do"
SAY_ANEW = "Sửa lý do giữ"
NEXT = "Việc tiếp theo"
TO_LIST = "Danh sách việc"
LEFT = "Xem việc còn lại"
SUBMIT_ANYWAY = "Gửi dù chưa sửa"
LONGEST_SAID = 200
LONGEST = 70
MOST = 3  # of those that are open, before submitting

FATES = {
    Fate.MET: "đã làm theo",
    Fate.CHANGED: "đã sửa",
    Fate.ENDED: "đã xóa cuộc",
    Fate.ANSWERED: "giữ, có lý do",
    Fate.WAITING: "đã đề nghị, chờ bên kia trả lời",
    Fate.OTHER: "đã đổi, khác ý kiến",
    Fate.UNMET: "chưa sửa",
}


def todo(done: int, count: int) -> str:
    return f"Việc cần sửa ({done}/{count})"


def move_to(times: Sequence[Interval]) -> str:
    said = when_in_year(times[0]) if len(times) == 1 else whens(tuple(times))
    return f"Chuyển sang {said}"


def change_to(directory: Directory, subjects: Sequence[str], members: Sequence[tuple[str, str]], home: str) -> str:
    return f"Đổi sang {unit_names(directory, subjects, home=home, members=tuple(members))}"


def fate(one: Remark, directory: Directory) -> str:
    """What became of it: "chưa sửa", "đã đổi, khác ý kiến: tháng 9/2027"."""
    if one.fate is Fate.UNMET and one.ruling.outcome in ENDING:
        return "chưa xóa"
    said = FATES[one.fate]
    if one.fate is Fate.ANSWERED:
        return f"{said}: “{short(one.said, LONGEST)}”"
    if one.fate is Fate.OTHER and one.now and one.ruling.outcome is ItemOutcome.RESCHEDULE:
        return f"{said}: {short(whens(one.now.intervals, either=one.now.either), 80)}"
    if one.fate is Fate.OTHER and one.now and one.ruling.outcome is ItemOutcome.CHANGE_SUBJECT:
        return f"{said}: {short(unit_names(directory, one.now.subjects, members=one.now.members), 80)}"
    if one.fate is Fate.OTHER and one.ruling.outcome is ItemOutcome.JOINT:
        return f"{said}: bên kia chủ trì"
    return said


def line(one: Remark, directory: Directory) -> str:
    """One remark and what became of it."""
    return f"• {one.item.code}: {_asked(one, directory)} → {bold(fate(one, directory))}"


def under(one: Remark, directory: Directory) -> str:
    """Below the inspection in its programme."""
    return f"→ {short(outcomes.ruling(one.ruling, directory), 150)} ({fate(one, directory)})"


def _asked(one: Remark, directory: Directory) -> str:
    """What was asked, and why, in one breath."""
    if one.ruling.outcome is ItemOutcome.KEEP:
        return f"“{short(one.ruling.reason, LONGEST)}”"
    wanted = outcomes.ruling(Ruling(one.ruling.outcome, one.ruling.proposal), directory)
    why = f", “{short(one.ruling.reason, LONGEST)}”" if one.ruling.reason else ""
    return f"{short(wanted, 90)}{why}"


def listed(
    body: str, done: int, count: int, reason: str, lines: Sequence[str], page: int, pages: int, *, finished: bool
) -> str:
    where = f" · trang {page}/{pages}" if pages > 1 else ""
    head = bold(f"{todo(done, count)}: {body}") + where
    why = [f"Lý do trả lại: {short(reason, 200)}"] if reason else []
    tail = "Xong hết rồi, đồng chí gửi thẩm định lại." if finished else "Chọn một cuộc để làm."
    return "\n".join([head, *why, *lines, tail])


def one(place: int, count: int, remark: Remark, card: str, directory: Directory) -> str:
    """One remark with its inspection as it is now; `card` is empty where that was deleted."""
    head = f"{bold(f'Việc {place}/{count}')} · {remark.item.code}: {bold(fate(remark, directory))}"
    asked = outcomes.ruling(remark.ruling, directory)
    return "\n".join([head, f"Nơi thẩm định: {asked}", *([card] if card else [])])


def none(body: str) -> str:
    return f"Chương trình của {bold(body)} không có việc nào phải sửa theo ý kiến từng cuộc."


def changed_meanwhile(code: str) -> str:
    return f"{code} vừa thay đổi nên chưa làm gì. Đồng chí xem lại:"


def moved(code: str, times: Sequence[Interval]) -> str:
    return f"Đã chuyển {bold(code)} sang {whens(tuple(times))}."


def not_free(times: Sequence[Interval]) -> str:
    return f"{_upper(whens(tuple(times)))} nay không còn trống. Đồng chí chọn cách xử lý:"


def past(times: Sequence[Interval]) -> str:
    return f"{_upper(whens(tuple(times)))} đã qua. Đồng chí chọn thời gian khác:"


def _upper(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}"


def prefilled(code: str) -> str:
    return f"{bold(code)} đã ghi theo ý kiến, chưa lưu. Đồng chí xem rồi lưu:"


def ask_why(code: str) -> str:
    return f"Giữ {bold(code)}. Đồng chí gõ lý do ngắn gọn, người thẩm định sẽ đọc nguyên văn."


def said(code: str) -> str:
    return f"Đã ghi lý do giữ {bold(code)}, người thẩm định sẽ thấy khi đồng chí gửi lại."


def not_said() -> str:
    return "Chưa ghi gì, không có gì thay đổi."


def too_late() -> str:
    return "Câu hỏi đó đã quá 15 phút nên tin này không được tính. Đồng chí mở lại việc cần sửa."


def too_long(length: int) -> str:
    return f"Lý do dài {length} ký tự, nhiều nhất {LONGEST_SAID}. Đồng chí ghi ngắn lại giúp."


def needed() -> str:
    return "Cần lý do rõ ràng (ít nhất vài chữ). Đồng chí ghi lại giúp."


def over(body: str) -> str:
    return f"Chương trình của {bold(body)} không còn nằm ở đơn vị để sửa. Không có gì thay đổi."


def left(lines: Sequence[str], more: int) -> str:
    """Before submitting: what the return asked for and is not there."""
    rest = [f"… và {more} việc khác."] if more > 0 else []
    return "\n".join([bold("Còn việc chưa làm theo ý kiến:"), *lines, *rest])


def summary(done: int, count: int, open_codes: Sequence[str]) -> str:
    """For those who appraise: one line on the card."""
    rest = f" Chưa: {short(', '.join(open_codes), 80)}." if open_codes else ""
    return f"Ý kiến lần trước: {done}/{count} đã xử lý.{rest}"

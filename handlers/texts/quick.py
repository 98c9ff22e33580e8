"""Sentences about lines that were typed or pasted whole: what was understood, and what is still to be said."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts import content as content_texts
from handlers.texts.format import EITHER, days, form_name, short
from handlers.texts.times import HOLIDAYS, either_kept, time_problem
from planning.holidays import HolidayDays
from planning.line.reading import Ask, LineReading
from planning.period import Interval

ONE_BY_ONE = "Hỏi từng cuộc"
MORE = "Xem tiếp"
BEFORE = "Trang trước"
MOST_SKIPPED = 3
LONGEST_HOLIDAYS = 150  # characters
NAMES = {
    Ask.PROGRAMME: "chương trình",
    Ask.FORM: "hình thức",
    Ask.SUBJECT: "đối tượng",
    Ask.TIME: "thời gian",
    Ask.CONTENT: "nội dung",
    Ask.PERSON: "chức danh",
    Ask.TOO_LONG: "dòng ngắn hơn",
}

MISSING = {
    Ask.PROGRAMME: "Chương trình nào?",
    Ask.FORM: "Hình thức nào, ví dụ “kiểm tra chấp hành”, “giám sát chuyên đề”?",
    Ask.SUBJECT: "Kiểm tra, giám sát đơn vị nào?",
    Ask.TIME: "Tiến hành khi nào, ví dụ “quý II”, “tháng 5”?",
    Ask.CONTENT: "Nội dung gì?",
    Ask.PERSON: "Ghi chức danh, không ghi tên người.",
    Ask.TOO_LONG: "Dòng dài quá. Ghi mỗi cuộc một dòng ngắn hơn.",
}


def question(reading: LineReading, ask: Ask, year: int) -> str:
    """The sentence that asks for one field of a line."""
    said = next((one.said for one in reading.questions if one.ask is ask), "")
    if ask is Ask.TIME and reading.choices:
        return either_kept(reading.choices)
    if ask is Ask.TIME and said:
        return time_problem(said, reading.time, year) if reading.time else several_times(said)
    if ask is Ask.SUBJECT and said:
        return f"Chưa rõ đối tượng “{short(said, 120)}”. {MISSING[ask]}"
    if ask is Ask.CONTENT and said:
        return content_texts.vague_content(said, False)
    if ask is Ask.FORM and reading.forms and reading.forms.explained:
        return content_texts.no_form(
            reading.forms.explained, reading.programme.name if reading.programme else "đơn vị này"
        )
    if ask is Ask.FORM and reading.forms and reading.forms.candidates:
        return content_texts.which_form([form.name for form in reading.forms.candidates])
    return MISSING[ask]


def several_times(said: str) -> str:
    return f"“{short(said, 120)}”: có nhiều chỗ có thể là thời gian tiến hành. Đồng chí ghi lại một thời gian giúp."


def understood(
    form: str | None, subjects: str, content: str, intervals: Sequence[Interval], *, either: bool = False
) -> str:
    """What was understood of a line, the time in days."""
    when = (EITHER if either else "; ").join(days(interval) for interval in intervals)
    parts = [
        bold(form_name(form)) if form else "",
        short(subjects, 160),
        short(content, 160),
        bold(when) if when else "",
    ]
    return f"Tôi hiểu: {' · '.join(part for part in parts if part) or 'chưa đủ'}."


def listed(
    number: int,
    form: str | None,
    subjects: str,
    content: str,
    intervals: Sequence[Interval],
    *,
    missing: Sequence[Ask],
    either: bool = False,
) -> str:
    """One pasted line in the list of what was understood; `missing`: what has to be asked."""
    when = (EITHER if either else "; ").join(days(interval) for interval in intervals)
    said = [short(form_name(form), 40) if form else "", short(subjects, 60), short(content, 40), short(when, 60)]
    told = " · ".join(part for part in said if part) or "chưa hiểu"
    return f"{number}. {told}" + (f" (cần hỏi {_named(missing)})" if missing else "")


def _named(asks: Sequence[Ask]) -> str:
    return ", ".join(NAMES[ask] for ask in asks)


def pasted(number: int, whole: int, page: int, pages: int) -> str:
    """How much was understood of pasted lines; nothing is saved yet."""
    doubtful = f", {number - whole} cuộc cần hỏi" if number > whole else ""
    head = f"Đã đọc {number} dòng: {whole} cuộc đủ{doubtful}. Chưa lưu gì."
    return head if pages < 2 else f"{head} Trang {page}/{pages}, xem hết rồi lưu."


def skipped(lines: Sequence[str]) -> str:
    """Pasted lines that are no inspections."""
    if not lines:
        return ""
    said = "; ".join(f"“{short(line, 40)}”" for line in lines[:MOST_SKIPPED])
    more = f" và {len(lines) - MOST_SKIPPED} dòng nữa" if len(lines) > MOST_SKIPPED else ""
    return f"Bỏ qua {len(lines)} dòng không phải một cuộc: {said}{more}."


def not_saved(rest: Sequence[tuple[int, Sequence[Ask]]]) -> str:
    """Which lines wait and why, those with one reason together; (number, what has to be asked)."""
    why: dict[str, list[str]] = {}
    for number, missing in rest:
        why.setdefault(f"cần hỏi {_named(missing)}" if missing else "vừa thay đổi", []).append(str(number))
    told = "; ".join(f"dòng {', '.join(numbers)} ({reason})" for reason, numbers in why.items())
    return f"Chưa lưu {len(rest)} cuộc: {told}."


def save_all(number: int, body: str) -> str:
    return f"Lưu {number} cuộc: {body}"


def saved_all(
    codes: Sequence[str],
    body: str,
    counted: str,
    overlapping: Sequence[tuple[str, int]],
    on_holiday: Sequence[tuple[str, HolidayDays]] = (),
) -> str:
    """What was saved of pasted lines; (code, overlaps) of those that overlap with something, (code, holiday) of those
    that lie wholly within one."""
    told = f"Đã lưu {len(codes)} cuộc: {bold(', '.join(codes))}" if codes else "Chưa lưu được cuộc nào"
    lines = [f"{told}. Chương trình của {body}: {counted}."]
    if overlapping:
        told = ", ".join(f"{code} ({number})" for code, number in overlapping)
        lines.append(f"Có thể chồng chéo: {told}. Đồng chí mở từng cuộc để xem.")
    if on_holiday:
        told = ", ".join(f"{code} ({HOLIDAYS[one.holiday]})" for code, one in on_holiday)
        lines.append(f"Nằm trọn trong dịp nghỉ: {short(told, LONGEST_HOLIDAYS)}. Đồng chí xem lại giúp.")
    return "\n".join(lines)

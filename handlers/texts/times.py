"""Sentences about a time that was typed: why it is a question, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handlers.texts.format import day, days, echoes, short, whens
from planning.holidays import Holiday, HolidayDays
from planning.period import Doubt, Interval, Reading, Span

_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")

# understood, and yet a question
OPEN = {
    Doubt.OPEN_START: "chưa có ngày bắt đầu",
    Doubt.OPEN_END: "chưa có ngày kết thúc",
    Doubt.EITHER_OR: "có nhiều lựa chọn, cần chọn một",
    Doubt.VAGUE: "mới là áng chừng, cần thời gian chắc chắn",
    Doubt.LUNAR: "tháng giêng, tháng chạp thường là tháng âm lịch",
    Doubt.SCHOOL_YEAR: "học kỳ mỗi nơi một khác, cần ngày hoặc tháng cụ thể",
}
REASONS = {
    Doubt.NOT_UNDERSTOOD: "có chỗ chưa rõ hoặc hiểu được nhiều cách",
    Doubt.WRONG_WEEKDAY: "thứ và ngày không khớp",
    Doubt.END_BEFORE_START: "ngày kết thúc trước ngày bắt đầu",
    Doubt.RECURRING: "là việc thường xuyên, định kỳ; chương trình năm cần một thời gian cụ thể",
    Doubt.DURATION: "là thời hạn, chưa phải lúc tiến hành",
    Doubt.PERIOD_INSPECTED: "là mốc thời gian được kiểm tra, chưa phải lúc tiến hành",
    Doubt.VAGUE: "chưa đủ cụ thể",
    Doubt.LUNAR: "có vẻ là âm lịch; cần ngày dương lịch",
    Doubt.RELATIVE: "chưa rõ là ngày nào",
    Doubt.SCHOOL_YEAR: "năm học, kỳ nghỉ mỗi nơi một khác; cần ngày hoặc tháng cụ thể",
    Doubt.TOO_LONG: "dài quá",
}
IMPOSSIBLE = {
    "day": "không có ngày như vậy",
    "week": "không có tuần như vậy",
    "month": "một năm có 12 tháng",
    "quarter": "một năm có 4 quý",
    "year": "không có năm như vậy",
    "lunar_day": "âm lịch không có ngày như vậy",
    "school_year": "năm học gồm hai năm liền nhau",
}


HOLIDAYS = {
    Holiday.NEW_YEAR: "Tết Dương lịch",
    Holiday.LUNAR_NEW_YEAR: "Tết Nguyên đán",
    Holiday.ANCESTORS: "Giỗ Tổ Hùng Vương",
    Holiday.LIBERATION_AND_LABOUR: "lễ 30/4 và 01/5",
    Holiday.NATIONAL: "Quốc khánh",
}


def within_holiday(one: HolidayDays) -> str:
    """A hint beside a time that may stay."""
    return f"Thời gian này nằm trọn trong dịp nghỉ {HOLIDAYS[one.holiday]} ({days(one.days)}), đồng chí xem lại giúp."


def time_problem(text: str, reading: Reading, year: int) -> str:
    """What was understood of a time, why that is a question, and what to write instead."""
    if reading.spans:
        meant = _said_spans(reading.spans, either=reading.alternatives)
        return _again(f"Tôi hiểu “{short(text, 60)}” là {meant}: {_open_reason(reading, year)}")
    wrong, why = text, _reason(reading)
    if reading.doubt is Doubt.IMPOSSIBLE_DATE and "days" in reading.detail:
        wrong = str(reading.detail.get("text", text))
    return _again(f"Tôi chưa hiểu thời gian “{short(wrong, 60)}”: {why}")


def understood(text: str, intervals: Iterable[Interval]) -> str:
    """What a text comes to whose days are not to be seen in it."""
    return f"“{short(text, 60)}” là {echoes(intervals)}."


def either_kept(intervals: Iterable[Interval]) -> str:
    """Alternatives were taken as they are."""
    return f"Đã ghi “{whens(intervals, either=True)}”. Khi gửi thẩm định tôi sẽ hỏi chọn một."


def _again(sentence: str) -> str:
    return f"{sentence}. Ghi lại giúp, ví dụ “15/4”, “tháng 4” hoặc “quý II”."


def _said_spans(spans: tuple[Span, ...], *, either: bool) -> str:
    """The days of all spans, also of those with an open end."""
    return (" hoặc " if either else "; ").join(_days(span) for span in spans)


def _days(span: Span) -> str:
    if span.start and span.end:
        return days(Interval(span.start, span.end))
    return f"từ {day(span.start)}" if span.start else f"đến {day(span.end)}" if span.end else ""


def _open_reason(reading: Reading, year: int) -> str:
    if reading.doubt is Doubt.OUTSIDE_YEAR:
        inside = any(end is not None and end.year == year for span in reading.spans for end in (span.start, span.end))
        return f"không nằm {'trọn ' if inside else ''}trong năm {year}"
    return OPEN.get(reading.doubt or Doubt.VAGUE, OPEN[Doubt.VAGUE])


def _reason(reading: Reading) -> str:
    detail = reading.detail
    match reading.doubt:
        case Doubt.IMPOSSIBLE_DATE if "days" in detail and "month" in detail:
            return f"tháng {detail['month']} có {detail['days']} ngày"
        case Doubt.IMPOSSIBLE_DATE:
            return IMPOSSIBLE.get(detail.get("what", ""), IMPOSSIBLE["day"])
        case Doubt.WRONG_WEEKDAY if "is" in detail and "said" in detail:
            right, wrong = (_WEEKDAYS[int(detail[key]) - 1] for key in ("is", "said"))
            return f"ngày đó là {right}, không phải {wrong}"
        case Doubt.LUNAR if "new_year" in detail:
            return f"mồng một Tết là {day(date.fromisoformat(detail['new_year']))}; cần ngày dương lịch"
    return REASONS.get(reading.doubt or Doubt.NOT_UNDERSTOOD, REASONS[Doubt.NOT_UNDERSTOOD])

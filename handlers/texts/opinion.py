"""Sentences about the written opinion and about number and day of a signed paper; words of its values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialog.chat import bold
from handlers.texts import outcomes
from handlers.texts.format import day, programme_or_amendment, short
from planning.appraisal import Ruling
from planning.organisation import Directory
from planning.paper_number import Doubt

OPINION = "Ý kiến bằng văn bản"
NUMBER = "Ghi số, ngày văn bản"
NUMBER_ANEW = "Ghi lại số, ngày"
RECORD = "Đúng, ghi"
RECORD_ANYWAY = "Vẫn ghi"
LONGEST_SAID = 60


def proposal(directory: Directory, ruling: Ruling) -> str:
    """What completes an outcome, as a cell of the letter says it; "" where nothing does."""
    said = outcomes.proposal(ruling.outcome, ruling.proposal, directory)
    return f"{said[:1].upper()}{said[1:]}"


def team(lead: str, partners: Sequence[str]) -> str:
    """The joint team that the bodies had agreed on themselves, as a cell of the letter; "" for none."""
    said = [f"{lead} chủ trì"] if lead else []
    said += [f"{', '.join(partners)} phối hợp"] if partners else []
    return f"Đoàn chung: {'; '.join(said)}" if said else ""


def dropped_because(reason: str) -> str:
    """Why an inspection is not carried out that an amendment gives up, as a cell of the letter."""
    return f"Đơn vị đề nghị: {reason}" if reason else "Đơn vị đề nghị"


def second_missing(body: str) -> str:
    """A remark of the letter: the other programme of the unit has not come."""
    return f"Chưa có chương trình của {body}; đề nghị gửi bổ sung."


def caption(body: str, version: int, amendment: int = 0) -> str:
    nth = "" if amendment else f", lần {version}"
    what = programme_or_amendment(amendment)
    return f"Ý kiến bằng văn bản về {what} của {body}{nth}. Số và chữ ký để trống."


def what_next(body: str, number: str, on: date | None) -> str:
    if number and on:
        return f"Văn bản về {bold(body)} đã ghi: {_called(number, on)}. Ghi lại nếu sai, khi đơn vị chưa ban hành."
    return f"Ký xong, đồng chí ghi số, ngày văn bản về {bold(body)}. Khi đó đơn vị mới được báo là chính thức."


def _called(number: str, on: date) -> str:
    return f"số {number} ngày {day(on)}"


def not_agreed(body: str) -> str:
    return f"Chương trình của {bold(body)} chưa được thống nhất, chưa có ý kiến bằng văn bản. Không có gì thay đổi."


def no_opinion(body: str) -> str:
    return f"Chưa lập ý kiến bằng văn bản về {bold(body)}. Đồng chí lấy văn bản trước, ký rồi ghi số."


def void(body: str) -> str:
    return f"Văn bản về {bold(body)} không còn giá trị, đơn vị đã sửa chương trình. Không có gì thay đổi."


def carried_out(body: str) -> str:
    return f"{bold(body)} đã ban hành chương trình theo văn bản này, số và ngày không ghi lại được nữa."


def ask_opinion_number(body: str, example: str) -> str:
    return f"Số, ngày văn bản về {bold(body)}? Ví dụ: “{example}”."


def ask_programme_number(body: str, example: str) -> str:
    return f"Chương trình đã ban hành của {bold(body)} số mấy, ngày nào? Ví dụ: “{example}”."


def example(symbol: str, on: date, state: bool) -> str:
    return f"Số 15{'/' if state else '-'}{symbol} ngày {day(on)}"


def unclear(why: Doubt, said: str, today: date, not_before: date) -> str:
    """Why what was typed is not taken."""
    said = short(said, LONGEST_SAID)
    if why is Doubt.FUTURE:
        return f"Ngày {day(date.fromisoformat(said))} chưa tới, hôm nay là {day(today)}. Đồng chí ghi lại giúp."
    if why is Doubt.TOO_EARLY:
        return f"Ngày {day(date.fromisoformat(said))} sớm quá, phải từ {day(not_before)}. Đồng chí ghi lại giúp."
    return {
        Doubt.NO_NUMBER: "Tôi chưa thấy số và ký hiệu văn bản. Đồng chí ghi đủ cả số và ngày.",
        Doubt.NO_DAY: "Tôi chưa thấy ngày của văn bản. Đồng chí ghi đủ cả số và ngày.",
        Doubt.SEVERAL: "Có nhiều số hoặc nhiều ngày, tôi không chọn thay đồng chí. Ghi lại một số và một ngày.",
        Doubt.NO_SUCH_DAY: f"Không có ngày “{said}”. Đồng chí ghi lại giúp.",
        Doubt.LEFT_OVER: f"Tôi chưa hiểu “{said}” trong câu này. Đồng chí chỉ ghi số và ngày.",
    }[why]


def sure(body: str, number: str, on: date, warnings: Sequence[str]) -> str:
    head = f"Văn bản về {bold(body)}: {_called(number, on)}, đúng không?"
    return "\n".join([head, *warnings, "Xác nhận, hoặc gõ lại."])


def sure_programme(body: str, number: str, on: date, warnings: Sequence[str]) -> str:
    head = f"Chương trình của {bold(body)} đã ban hành: {_called(number, on)}, đúng không?"
    return "\n".join([head, *warnings, "Xác nhận, hoặc gõ lại."])


def number_used(number: str, year: int, names: Sequence[str]) -> str:
    whose = f" cho {short('; '.join(names), 160)}" if names else ""
    return f"Lưu ý: số {number} năm {year} đã ghi{whose}."


def other_symbol(symbol: str) -> str:
    return f"Lưu ý: ký hiệu thường dùng là {symbol}."


def recorded(body: str, number: str, on: date) -> str:
    return f"Đã ghi văn bản {_called(number, on)} về {bold(body)}. Đơn vị đã được báo là ý kiến chính thức."


def recorded_meanwhile(body: str) -> str:
    return f"Số, ngày văn bản về {bold(body)} vừa được ghi hoặc thay đổi. Không ghi thêm gì, đồng chí mở lại để xem."


def not_recorded() -> str:
    return "Chưa ghi gì, không có gì thay đổi."


def final_notice(body: str, number: str, on: date, issue_days: int, amendment: int = 0) -> str:
    return (
        f"Ý kiến chính thức về {programme_or_amendment(amendment)} của {bold(body)}: văn bản {_called(number, on)}. "
        f"Đồng chí ban hành trong {issue_days} ngày rồi báo số, ngày."
    )


def corrected_notice(body: str, number: str, on: date, before: str, before_on: date, amendment: int = 0) -> str:
    return (
        f"Đính chính: văn bản về {programme_or_amendment(amendment)} của {bold(body)} là {_called(number, on)}, "
        f"không phải {_called(before, before_on)}. Đồng chí dùng số mới."
    )

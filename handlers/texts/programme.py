"""Sentences about one's own programme: the list, one inspection, submitting, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.dialog.chat import bold
from handlers.texts.format import clock, day, days_left, draft, form_name, short, totals, when_in_year, whens
from handlers.texts.register import FIELDS, mode
from planning.inspection import Inspection, Totals
from planning.period import Interval
from planning.programme import ProgrammeState

EDIT = "Sửa"
DELETE = "Xóa"
DELETE_YES = "Đúng, xóa"
NO = "Không"
SUBMIT_YES = "Gửi"
WITHDRAW = "Rút dự thảo"
WITHDRAW_YES = "Đúng, rút"
LATER = "Chọn sau, vẫn gửi"
SEE_LIST = "Xem danh sách"

STATES = {
    ProgrammeState.DRAFTING: "chưa gửi",
    ProgrammeState.SUBMITTED: "đang thẩm định",
    ProgrammeState.RETURNED: "bị trả lại",
    ProgrammeState.AGREED: "đã thống nhất bước đầu, chờ văn bản",
    ProgrammeState.PROMULGATED: "đã ban hành",
}


AMENDMENT_STATES = STATES | {ProgrammeState.RETURNED: "bị trả lại, đang sửa"}


def _state(state: ProgrammeState, *, final: bool, amending: bool = False) -> str:
    return "đã có ý kiến chính thức, chờ ban hành" if final else (AMENDMENT_STATES if amending else STATES)[state]


def state_line(body: str, state: ProgrammeState, count: Totals, *, final: bool = False) -> str:
    """`final`: agreed, and the opinion has its number and day."""
    return f"{body}: {totals(count)}, {_state(state, final=final)}."


def choose() -> str:
    return "Chương trình nào?"


def none() -> str:
    return "Đồng chí chưa được giao lập chương trình cho đơn vị nào."


def title(
    body: str,
    year: int,
    state: ProgrammeState,
    version: int,
    count: Totals,
    amendment: int = 0,
    *,
    final: bool = False,
) -> str:
    """`version`: how often it was submitted, 0 for never; `amendment`: which amendment is being written, 0 for none;
    `final`: agreed, and the opinion has its number and day."""
    nth = f" (lần {version})" if version else ""
    if amendment:
        where = f"{bold(f'Điều chỉnh lần {amendment}')} · {_state(state, final=final, amending=True)}"
        return f"{bold(f'{body}, năm {year}')}\n{where} · {totals(count)}"
    return f"{bold(f'{body}, năm {year}')}\n{totals(count)} · {_state(state, final=final)}{nth}"


def version_title(body: str, version: int) -> str:
    return bold(f"{body}, lần {version}")


def returned_because(reason: str) -> str:
    return f"Lý do trả lại: {reason}"


def item_line(item: Inspection, subjects: str, overlaps: int) -> str:
    mark = " ⚠" if overlaps else ""
    head = f"{item.code} {form_name(item.form)}, {whens(item.intervals, either=item.either)}{mark}"
    return f"{head}\n   {short(subjects, 60)}: {short(item.content, 60)}"


def empty_programme() -> str:
    return "Chưa có cuộc nào."


def page(number: int, pages: int) -> str:
    return f"Trang {number}/{pages}" if pages > 1 else ""


def item_card(
    item: Inspection,
    body: str,
    subjects: str,
    details: Sequence[tuple[str, str]],
    overlaps: Sequence[str],
    teams: Sequence[str] = (),
) -> str:
    lines = [
        bold(f"{item.code}: {form_name(item.form)}"),
        f"Đối tượng: {subjects}",
        f"Thời gian: {whens(item.intervals, either=item.either)}",
        f"Nội dung: {item.content}",
        *(f"{FIELDS[key]}: {mode(value) if key == 'mode' else value}" for key, value in details),
        f"Chương trình: {body}",
        *(f"{team}." for team in teams),
    ]
    if overlaps:
        lines.append(bold("Chồng chéo:"))
        lines += [f"• {line}" for line in overlaps]
    return "\n".join(lines)


def delete_sure(code: str) -> str:
    return f"Xóa {bold(code)}? Mã này sẽ không dùng lại."


def deleted(code: str, body: str, count: Totals) -> str:
    return f"Đã xóa {code}. Chương trình của {body}: {totals(count)}."


def gone(code: str) -> str:
    return f"Cuộc {code} không còn trong chương trình, không có gì thay đổi."


def item_gone() -> str:
    return "Cuộc này không còn trong chương trình, không có gì thay đổi."


def not_appraised(body: str) -> str:
    return f"Chương trình của {body} không thẩm định ở đây. Các cuộc đã lưu vẫn được tính khi xét chồng chéo."


def choose_submit() -> str:
    return "Gửi chương trình nào?"


def nothing_to_submit(body: str) -> str:
    return f"Chương trình của {body} chưa có cuộc nào, chưa gửi được. Đồng chí đăng ký cuộc đầu tiên."


def already_submitted(body: str, version: int) -> str:
    return f"Dự thảo lần {version} của {body} đã gửi, đang chờ thẩm định."


def already_agreed(body: str) -> str:
    return f"Chương trình của {body} đã được thống nhất bước đầu, chờ văn bản."


def as_button(time: Interval) -> str:
    said = when_in_year(time)
    return f"{said[0].upper()}{said[1:]}"


def choose_time(code: str, item: Inspection, subjects: str, following: int) -> str:
    """Asked before submitting: which of the alternatives it will be."""
    more = f" Sau cuộc này còn {following} cuộc như vậy." if following else ""
    said = whens(item.intervals, either=True)
    return f"{bold(code)} ({short(subjects, 80)}) ghi “{said}”. Đồng chí chọn một thời gian trước khi gửi.{more}"


def submit_sure(
    body: str,
    year: int,
    version: int,
    count: Totals,
    overlaps: Sequence[str],
    deadline: date,
    left: int,
    undecided: Sequence[str] = (),
) -> str:
    lines = [f"Gửi dự thảo {bold(f'{body}, năm {year}')}, lần {version}: {totals(count)}."]
    if overlaps:
        lines.append(f"Còn {len(overlaps)} điểm chồng chéo:")
        lines += [f"• {line}" for line in overlaps[:3]]
        if len(overlaps) > 3:
            lines.append(f"… và {len(overlaps) - 3} điểm khác.")
    else:
        lines.append("Không thấy chồng chéo.")
    if undecided:
        lines.append(f"Chưa chọn thời gian: {short(', '.join(undecided), 60)}")
    if left < 0:
        lines.append(f"Đã quá hạn {day(deadline)}: dự thảo vẫn được nhận và ghi là trễ.")
    else:
        lines.append(f"Hạn {day(deadline)}, {days_left(left)}.")
    lines.append("Sau khi gửi sẽ không sửa được, trừ khi rút lại. Gửi chứ?")
    return "\n".join(lines)


def submit_amendment(body: str, year: int, number: int, count: Totals, changes: str, overlaps: Sequence[str]) -> str:
    lines = [f"Gửi {bold(f'điều chỉnh lần {number}')}: {body}, năm {year}, sau điều chỉnh có {totals(count)}.", changes]
    if overlaps:
        lines.append(f"Còn {len(overlaps)} điểm chồng chéo:")
        lines += [f"• {line}" for line in overlaps[:3]]
        if len(overlaps) > 3:
            lines.append(f"… và {len(overlaps) - 3} điểm khác.")
    lines.append("Bản đã ban hành vẫn hiệu lực tới khi bản này được thống nhất và ban hành. Gửi chứ?")
    return "\n".join(lines)


def submitted(body: str, version: int, at: datetime, zone: ZoneInfo, late: bool) -> str:
    text = f"Đã gửi dự thảo lần {version} của {bold(body)} lúc {clock(at, zone)}"
    return text + (", ghi nhận trễ hạn." if late else ". Có kết quả tôi báo ngay.")


def amendment_submitted(body: str, number: int, at: datetime, zone: ZoneInfo) -> str:
    return f"Đã gửi điều chỉnh lần {number} của {bold(body)} lúc {clock(at, zone)}. Có kết quả tôi báo ngay."


def submitted_notice(name: str, body: str, version: int, amendment: int = 0) -> str:
    return f"{name} đã gửi {draft(version, amendment)} của {bold(body)}."


def withdraw_sure(body: str, version: int, amendment: int = 0) -> str:
    return f"Rút {draft(version, amendment)} của {bold(body)} để sửa? Sau đó phải gửi lại."


def withdrawn(body: str, version: int, amendment: int = 0) -> str:
    return f"Đã rút {draft(version, amendment)} của {body}. Đồng chí sửa rồi gửi lại."


def withdrawn_notice(body: str, version: int, amendment: int = 0) -> str:
    return f"{bold(body)} đã rút {draft(version, amendment)} để sửa."


def too_late_to_withdraw(body: str) -> str:
    return f"Dự thảo của {body} đã có kết quả hoặc đã rút, không có gì thay đổi."


def changed_meanwhile() -> str:
    return "Chương trình vừa thay đổi. Đồng chí xem lại rồi gửi."

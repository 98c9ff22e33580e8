"""The history of a programme: one line an event, and what surrounds the lines."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.dialog.chat import bold
from handlers.texts.appraise import SEATS
from handlers.texts.format import day, label, short, totals
from handlers.texts.in_force import cause
from planning.inspection import Totals
from planning.programme import Cause, Role, Verb, VersionState

HISTORY = "Lịch sử"
SHEET = "Tải lịch sử (Excel)"
VERSIONS = "Xem bản cũ"
TO_HISTORY = "Về lịch sử"
COLUMNS = ("Lúc", "Lần", "Việc", "Người", "Thay cho", "Chi tiết")

VERBS = {Verb.AGREE: "thống nhất", Verb.FORWARD: "trình Ban Thường vụ", Verb.RETURN: "trả lại"}
STATES = {
    VersionState.SUBMITTED: "đang thẩm định",
    VersionState.RETURNED: "bị trả lại",
    VersionState.AGREED: "đã thống nhất",
    VersionState.WITHDRAWN: "đã rút",
    VersionState.VOIDED: "hết giá trị do sửa",
}
MOST_DETAIL = 160


def submitted(amends: bool) -> str:
    return "Gửi điều chỉnh, bổ sung" if amends else "Gửi thẩm định"


def decided(verb: Verb, seat: Role) -> str:
    return f"{SEATS[seat]} {VERBS[verb]}"


def undone() -> str:
    return "Thu hồi quyết định"


def withdrawn() -> str:
    return "Rút dự thảo"


def voided() -> str:
    return "Sửa sau thống nhất, ý kiến hết giá trị"


def opinion_made() -> str:
    return "Lập ý kiến bằng văn bản"


def opinion_recorded(number: str, on: date) -> str:
    return f"Ghi văn bản số {number} ngày {day(on)}"


def promulgated(number: str, on: date) -> str:
    return f"Ban hành số {number} ngày {day(on)}"


def renumbered(number: str, on: date, before: str, before_on: date) -> str:
    return f"Sửa số ban hành: {number} ngày {day(on)}, trước là {before} ngày {day(before_on)}"


def amendment_opened(said: Cause) -> str:
    return f"Mở điều chỉnh, bổ sung ({cause(said)})"


def amendment_discarded() -> str:
    return "Bỏ điều chỉnh"


def at(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{local:%H:%M} {day(local.date())}"


def line(when: str, version: int, what: str, who: str, instead_of: str, detail: str) -> str:
    nth = f" (lần {version})" if version else ""
    stead = f", thay {instead_of}" if instead_of else ""
    more = f"\n   {short(detail, MOST_DETAIL)}" if detail else ""
    return f"• {when}{nth}: {what}{f', {who}' if who else ''}{stead}{more}"


def title(body: str, year: int, count: int, page: int, pages: int) -> str:
    where = f" (trang {page}/{pages})" if pages > 1 else ""
    return f"{bold(f'Lịch sử: {body}, năm {year}')}{where}" + ("" if count else "\nChưa có việc nào.")


def version_button(number: int) -> str:
    return label(f"Lần {number}")


def versions(body: str) -> str:
    return f"Các lần gửi của {bold(body)}. Chọn để xem nguyên văn."


def version_title(body: str, number: int, state: VersionState, count: Totals) -> str:
    return f"{bold(f'{body}, lần {number}')}\n{totals(count)} · {STATES[state]}"


def caption(body: str, year: int) -> str:
    return f"Lịch sử chương trình năm {year} của {body}."


def no_such_version() -> str:
    return "Không tìm thấy lần gửi này, không có gì thay đổi."


def sheet_name(year: int) -> str:
    return f"Lịch sử {year}"


def transferred() -> str:
    return "Chuyển cho một người xử lý"


def given_back() -> str:
    return "Trả về cho mọi người xử lý"


def copied() -> str:
    return "Gửi bản xem"


def asked() -> str:
    return "Xin thêm ý kiến"


def answered() -> str:
    return "Cho ý kiến"


def went_to(name: str) -> str:
    return f"Người nhận: đ/c {name}"

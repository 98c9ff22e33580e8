"""Sentences of the appraisal: the reviewer's card, decisions, answers to late presses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.dialog.chat import bold
from handlers.texts.format import clock, day, draft, label, short, totals
from handlers.texts.overlap import short_count
from planning.inspection import Totals
from planning.programme import Role, Verb, VersionState

AGREE = "Thống nhất"
FORWARD = "Trình BTV"
RETURN = "Trả lại"
RETURN_SO = "Trả lại với lý do này"
DETAILS = "Từng cuộc"
TO_CARD = "Về thẻ dự thảo"
LONGEST_REASON = 500

SEATS = {Role.REVIEWER: "Ủy ban Kiểm tra", Role.STANDING: "Ban Thường vụ"}


def verb_button(verb: Verb) -> str:
    return FORWARD if verb is Verb.FORWARD else AGREE


def card(
    body: str,
    year: int,
    version: int,
    count: Totals,
    certain: int,
    possible: int,
    submitted_at: datetime,
    zone: ZoneInfo,
    late: bool,
    forwarded: bool,
    earlier_reason: str,
    unclear: Sequence[str] = (),
    about: Sequence[str] = (),
    progress: Sequence[str] = (),
    undecided: Sequence[str] = (),
    unfit: Sequence[str] = (),
    amendment: int = 0,
) -> str:
    """`unfit`: codes of those with a subject that does not fit; `about`: what is unusual about the programme;
    `progress`: how far the step has come; `amendment`: which amendment of a programme in force it is, 0 for none."""
    head = "Ủy ban Kiểm tra trình" if forwarded else "Dự thảo mới" if version == 1 else "Dự thảo gửi lại"
    title = f"{bold(head)}: {body}, năm {year}, lần {version}"
    if amendment:
        by = "Ủy ban Kiểm tra trình điều chỉnh" if forwarded else "Điều chỉnh chương trình"
        title = f"{bold(f'{by} lần {amendment}')}: {body}, năm {year}"
    lines = [
        title,
        f"{totals(count)} · {short_count(certain, possible)}",
        f"Gửi {clock(submitted_at, zone)}{' · trễ hạn' if late else ''}",
    ]
    if unclear:
        lines.append(f"Nội dung chưa rõ: {short(', '.join(unclear), 80)}")
    if unfit:
        lines.append(f"Đối tượng cần xem lại: {short(', '.join(unfit), 80)}")
    lines += [f"⚠ {one}" for one in about]
    if undecided:
        lines.append(f"Còn phải chọn thời gian: {short(', '.join(undecided), 80)}")
    if earlier_reason:
        lines.append(f"Lần trước trả lại vì: {short(earlier_reason, 160)}")
    lines += progress
    return "\n".join(lines)


DONE = {Verb.RETURN: "Đã trả lại", Verb.FORWARD: "Đã trình Ban Thường vụ", Verb.AGREE: "Đã thống nhất bước đầu"}


def decided_card(
    body: str,
    version: int,
    verb: Verb,
    seat: Role,
    at: datetime,
    zone: ZoneInfo,
    who: str,
    reason: str,
    amendment: int = 0,
) -> str:
    nth = draft(version, amendment) if amendment else f"lần {version}"
    text = f"{bold(body)}, {nth}\n{DONE[verb]} lúc {clock(at, zone)}, {who}."
    text += " Chờ văn bản." if verb is Verb.AGREE else ""
    return text + (f"\nLý do: {reason}" if reason else "")


def seal(verb: Verb, who: str) -> str:
    return label(f"{DONE[verb]} · {who}")


def already(state: VersionState, verb: Verb | None, at: datetime | None, zone: ZoneInfo, who: str) -> str:
    if state is VersionState.WITHDRAWN:
        return "Đơn vị đã rút dự thảo này. Không có gì thay đổi."
    if state is VersionState.VOIDED:
        return "Đơn vị đã sửa sau khi được thống nhất, lần gửi này hết giá trị. Không có gì thay đổi."
    if verb is None or at is None:
        return "Dự thảo này đã được xử lý. Không có gì thay đổi."
    what = {
        Verb.AGREE: "được thống nhất bước đầu, chờ văn bản,",
        Verb.FORWARD: "được trình Ban Thường vụ",
        Verb.RETURN: "bị trả lại",
    }[verb]
    return f"Dự thảo này đã {what} ngày {day(at.astimezone(zone).date())}, {who}. Không có gì thay đổi."


def who(name: str, principal: str) -> str:
    """Who decided; `principal`: in whose stead, "" for oneself."""
    return f"đ/c {name} (thay đ/c {principal})" if principal else name


def handled_by(name: str) -> str:
    return f"Dự thảo này đ/c {name} đang xử lý. Không có gì thay đổi."


def over() -> str:
    return "Dự thảo này đã được xử lý. Không có gì thay đổi."


def own_draft() -> str:
    return "Đồng chí không quyết định dự thảo của chính đơn vị mình. Không có gì thay đổi."


def ask_reason(body: str, version: int, amendment: int = 0) -> str:
    return f"Trả lại {draft(version, amendment)} của {bold(body)}. Đồng chí gõ lý do, đơn vị sẽ đọc nguyên văn."


def return_sure(body: str, version: int, reason: str, noted: int = 0, amendment: int = 0) -> str:
    """`noted`: how many inspections something was said of; that goes with the reason."""
    what = f"{draft(version, amendment)} của {bold(body)}"
    along = f"\nKèm ý kiến về {noted} cuộc." if noted else ""
    return f"Trả lại {what} với lý do:\n“{reason}”{along}\nXác nhận, hoặc gõ lý do khác."


def not_returned() -> str:
    return "Chưa trả lại, không có gì thay đổi. Dự thảo vẫn chờ đồng chí."


def reason_too_late() -> str:
    return "Câu hỏi lý do trả lại đã quá 15 phút nên tin này không được tính. Dự thảo vẫn chờ, mở thẻ để làm lại."


def reason_needed() -> str:
    return "Cần lý do rõ ràng để đơn vị biết sửa gì (ít nhất vài chữ). Đồng chí gõ lại giúp."


def reason_too_long(length: int) -> str:
    return f"Lý do dài {length} ký tự, nhiều nhất {LONGEST_REASON}. Đồng chí ghi ngắn lại giúp."


def agreed_notice(body: str, version: int, seat: Role, amendment: int = 0) -> str:
    what = draft(version, amendment)
    return f"{SEATS[seat]} đã thống nhất bước đầu {what} của {bold(body)}, chờ văn bản."


def forwarded_notice(body: str, version: int, amendment: int = 0) -> str:
    what = draft(version, amendment)
    return f"Ủy ban Kiểm tra đã trình Ban Thường vụ {what} của {bold(body)}. Có kết quả tôi báo ngay."


def returned_notice(body: str, version: int, seat: Role, reason: str, remarks: str = "", amendment: int = 0) -> str:
    """`reason` may be empty where there are `remarks`, item by item."""
    lines = [f"{SEATS[seat]} trả lại {draft(version, amendment)} của {bold(body)}."]
    lines += [f"Lý do: {reason}"] if reason else []
    lines += [remarks] if remarks else []
    return "\n".join([*lines, "Đồng chí sửa rồi gửi lại."])


def outcome_for_reviewers(body: str, version: int, verb: Verb, reason: str, amendment: int = 0) -> str:
    what = draft(version, amendment)
    if verb is Verb.RETURN:
        why = f"\nLý do: {reason}" if reason else " Ý kiến từng cuộc đã gửi đơn vị."
        return f"Ban Thường vụ trả lại {what} của {bold(body)}.{why}"
    return f"Ban Thường vụ đã thống nhất bước đầu {what} của {bold(body)}, chờ văn bản."


def nobody_seated(body: str, seat: Role) -> str:
    return (
        f"Dự thảo của {bold(body)} vừa gửi nhưng chưa có ai của {SEATS[seat]} nhận được thẻ thẩm định. "
        "Đề nghị mời người, dự thảo vẫn nằm trong danh sách chờ."
    )


def queue_empty() -> str:
    return "Không có dự thảo nào chờ đồng chí thẩm định."


def queue(count: int, page: int, pages: int) -> str:
    where = f" Trang {page}/{pages}." if pages > 1 else ""
    return f"{count} dự thảo đang chờ, cũ nhất trước.{where} Chọn để mở."


def queue_label(body: str, version: int) -> str:
    """On a button: short, so that the names of two wards stay apart."""
    return f"{body}, lần {version}"


def taken() -> str:
    return "Thẻ này không còn dùng được."


def gone() -> str:
    return "Không tìm thấy dự thảo này, không có gì thay đổi."

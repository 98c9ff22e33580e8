"""Sentences about edits after the agreement, promulgation, amendments, and the reminders to promulgate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialog.chat import bold
from handlers.texts.format import day, programme_or_amendment, short
from planning.programme import Cause

SAVE_AND_VOID = "Lưu, hủy thống nhất"
DELETE_AND_VOID = "Xóa, hủy thống nhất"
KEEP_AGREED = "Không lưu"
PROMULGATED = "Đã ban hành"
AMEND = "Điều chỉnh, bổ sung"
CORRECT = "Sửa số, ngày ban hành"
DISCARD = "Bỏ điều chỉnh"
DISCARD_YES = "Đúng, bỏ"
LONGEST_REASON = 300

CAUSES = {
    Cause.ADD: "Thêm cuộc",
    Cause.MOVE: "Đổi thời gian, đối tượng",
    Cause.DROP: "Bỏ cuộc",
    Cause.SUPERIOR: "Có đoàn cấp trên đến",
}


def cause(value: Cause) -> str:
    """Within a sentence."""
    said = CAUSES[value]
    return said[0].lower() + said[1:]


def void_sure(body: str, number: int) -> str:
    return (
        f"Chương trình của {bold(body)}, lần {number}, đã được thống nhất. Lưu thay đổi này thì ý kiến thống nhất "
        "không còn giá trị, phải gửi thẩm định lại. Lưu chứ?"
    )


def void_delete_sure(code: str, body: str, number: int) -> str:
    return (
        f"Xóa {bold(code)}? Chương trình của {bold(body)}, lần {number}, đã được thống nhất: xóa thì ý kiến thống nhất "
        "không còn giá trị, phải gửi thẩm định lại."
    )


def not_saved(body: str) -> str:
    return f"Chưa lưu, chương trình của {bold(body)} vẫn được thống nhất như cũ. Phần đang sửa còn giữ."


def voided_meanwhile(body: str) -> str:
    return f"Chương trình của {bold(body)} vừa thay đổi, không có gì được lưu. Đồng chí mở lại để xem."


def voided(body: str, number: int) -> str:
    return f"Ý kiến thống nhất lần {number} của {bold(body)} không còn giá trị. Sửa xong, đồng chí gửi thẩm định lại."


def voided_notice(body: str, number: int) -> str:
    return (
        f"{bold(body)} đã sửa chương trình sau khi được thống nhất: ý kiến thống nhất lần {number} không còn giá trị. "
        "Chờ đơn vị gửi lại."
    )


def many_after_agreement(body: str) -> str:
    return f"Chương trình của {bold(body)} đã được thống nhất: mỗi lần chỉ sửa, thêm một cuộc. Đồng chí gửi từng dòng."


def in_force(body: str) -> str:
    return (
        f"Chương trình của {bold(body)} đã ban hành, không sửa trực tiếp. Đồng chí mở “{AMEND}” trong chương trình của "
        "mình."
    )


def first_word(body: str) -> str:
    return f"Ý kiến về chương trình của {bold(body)} mới là bước đầu, chờ văn bản. Có số, ngày tôi báo để ban hành."


def not_agreed(body: str) -> str:
    return f"Chương trình của {bold(body)} chưa được thống nhất, chưa ghi ban hành được. Không có gì thay đổi."


def promulgated_already(body: str, number: str, on: date) -> str:
    return f"Chương trình của {bold(body)} đã ghi ban hành: số {number} ngày {day(on)}. Không có gì thay đổi."


def promulgated(body: str, number: str, on: date, amendment: int = 0) -> str:
    what = programme_or_amendment(amendment)
    return f"Đã ghi: {what} của {bold(body)} ban hành số {number} ngày {day(on)}. Có thay đổi thì mở “{AMEND}”."


def promulgated_notice(body: str, number: str, on: date, amendment: int = 0) -> str:
    what = f"{programme_or_amendment(amendment)}," if amendment else "chương trình"
    return f"{bold(body)} đã ban hành {what} số {number} ngày {day(on)}."


def promulgated_elsewhere(name: str, body: str, number: str, on: date, amendment: int = 0) -> str:
    what = programme_or_amendment(amendment)
    return f"{name} đã ghi: {what} của {bold(body)} ban hành số {number} ngày {day(on)}."


def nothing_to_correct(body: str) -> str:
    return f"Chương trình của {bold(body)} chưa ghi ban hành, chưa có số để sửa. Không có gì thay đổi."


def same_number(body: str, number: str, on: date) -> str:
    return f"Chương trình của {bold(body)} đã ghi đúng số {number} ngày {day(on)}. Không có gì thay đổi."


def corrected_meanwhile(body: str) -> str:
    return f"Số, ngày ban hành của {bold(body)} vừa thay đổi. Không ghi thêm gì, đồng chí mở lại để xem."


def renumbered(body: str, number: str, on: date, amendment: int = 0) -> str:
    what = programme_or_amendment(amendment)
    return f"Đã sửa: {what} của {bold(body)} ban hành số {number} ngày {day(on)}. Số cũ vẫn còn trong lịch sử."


def renumbered_notice(body: str, number: str, on: date, before: str, before_on: date, amendment: int = 0) -> str:
    what = programme_or_amendment(amendment)
    return (
        f"{bold('Đính chính:')} {what} của {bold(body)} ban hành số {number} ngày {day(on)}, "
        f"không phải số {before} ngày {day(before_on)}."
    )


def reminder(bodies: Sequence[str], days: int) -> str:
    """Those whose days are over."""
    lines = [f"• {body}" for body in bodies]
    return "\n".join([f"Đã quá {days} ngày từ ý kiến chính thức, chưa thấy báo ban hành:", *lines])


def ask_cause(body: str) -> str:
    return f"Điều chỉnh, bổ sung chương trình đã ban hành của {bold(body)} vì sao?"


def ask_reason(said: Cause) -> str:
    return f"{bold(CAUSES[said])}. Đồng chí ghi lý do ngắn gọn, thẩm định viên sẽ đọc."


def reason_needed() -> str:
    return "Cần lý do rõ ràng (ít nhất vài chữ). Đồng chí ghi lại giúp."


def reason_too_long(length: int) -> str:
    return f"Lý do dài {length} ký tự, nhiều nhất {LONGEST_REASON}. Đồng chí ghi ngắn lại giúp."


def opened(body: str) -> str:
    return (
        f"Đã mở điều chỉnh, bổ sung chương trình của {bold(body)}. Bản đã ban hành vẫn hiệu lực tới khi bản mới được "
        "thống nhất và ban hành. Đồng chí thêm, sửa, xóa rồi gửi thẩm định."
    )


def not_in_force(body: str) -> str:
    return f"Chương trình của {bold(body)} chưa ban hành hoặc đang điều chỉnh. Không có gì thay đổi."


def nothing_changed(body: str) -> str:
    return f"Chương trình của {bold(body)} chưa thay đổi gì so với bản đã ban hành, chưa gửi được."


def amendment_line(said: Cause, reason: str) -> str:
    return f"Điều chỉnh, bổ sung ({cause(said)}): {short(reason, 160)}"


def changes_line(added: Sequence[str], changed: Sequence[str], dropped: Sequence[str]) -> str:
    """What an amendment changes, by codes."""
    parts = [("thêm", added), ("đổi", changed), ("bỏ", dropped)]
    said = [f"{words} {short(', '.join(codes), 80)}" for words, codes in parts if codes]
    return f"So với bản đã ban hành: {' · '.join(said) if said else 'chưa thay đổi'}."


def more_changes(count: int) -> str:
    return f"… và {count} thay đổi khác."


def discard_sure(body: str) -> str:
    return f"Bỏ điều chỉnh của {bold(body)}? Mọi thay đổi mất đi, chương trình trở lại như bản đã ban hành."


def cannot_discard(body: str) -> str:
    return f"Chương trình của {bold(body)} không có điều chỉnh nào bỏ được lúc này. Không có gì thay đổi."


def discarded(body: str) -> str:
    return f"Đã bỏ điều chỉnh. Chương trình của {bold(body)} như bản đã ban hành."


def opened_notice(name: str, body: str) -> str:
    return f"{name} đã mở điều chỉnh, bổ sung chương trình của {bold(body)}."


def discarded_notice(name: str, body: str) -> str:
    return f"{name} đã bỏ điều chỉnh chương trình của {bold(body)}, bản đã ban hành giữ nguyên."

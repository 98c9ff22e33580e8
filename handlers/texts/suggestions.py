"""Sentences about a time that those who appraise propose to a unit."""

from __future__ import annotations

from handlers.dialog.chat import bold
from handlers.texts.format import short, when, when_in_year
from planning.organisation import Body
from planning.period import Interval
from planning.programme import Role

KEEP = "Giữ như cũ"
SEE = "Xem cuộc này"

SEATS = {Role.REVIEWER: "Ủy ban Kiểm tra", Role.STANDING: "Ban Thường vụ"}


def take(after: Interval) -> str:
    return f"Chuyển sang {when_in_year(after)}"


def notice(seat: Role, code: str, subjects: str, before: Interval, after: Interval, why: str) -> str:
    """`why`: the overlap, as far as the unit may know of it; "" when it may not."""
    because = f"\n{why}" if why else ""
    who = SEATS.get(seat, SEATS[Role.REVIEWER])
    return (
        f"{who} đề nghị chuyển {bold(code)} ({short(subjects, 80)}) từ {when(before)} "
        f"sang {bold(when(after))} để tránh chồng chéo.{because}\nĐồng chí chọn chuyển hoặc giữ."
    )


def pending(after: Interval) -> str:
    """On the card of the inspection."""
    return f"Nơi thẩm định đề nghị chuyển sang {when(after)}."


def taken(code: str, after: Interval, rest: int) -> str:
    tail = f" Còn {rest} điểm chồng chéo khác, xem trong {code}." if rest else ""
    return f"Đã chuyển {bold(code)} sang {when(after)}.{tail}"


def kept(code: str, before: Interval) -> str:
    return f"Đã giữ {bold(code)} ở {when(before)}."


def overtaken(code: str) -> str:
    return f"{code} đã thay đổi từ khi có đề xuất, nên đề xuất không còn hiệu lực. Không có gì thay đổi."


def busy_now(after: Interval) -> str:
    said = f"Thời gian {when(after)} nay cũng có cuộc khác, chưa chuyển"
    return f"{said}. Không có gì thay đổi; đồng chí mở cuộc này để chọn thời gian."


def answered_before() -> str:
    return "Đề xuất này đã được trả lời, không có gì thay đổi."


def outcome(body: Body, code: str, after: Interval, taken: bool) -> str:
    did = f"đã chuyển {code} sang {when(after)}" if taken else f"giữ {code}, không chuyển sang {when(after)}"
    return f"{body.name} {did} theo đề xuất." if taken else f"{body.name} {did}."

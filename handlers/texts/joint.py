"""Sentences about joint teams: proposing, answering, what became of it, and what those who appraise see."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from handlers.dialog.chat import bold
from handlers.texts.format import form_name, short, whens
from planning.inspection import Inspection
from planning.overlap import JointState

PROPOSE = "Đề nghị đoàn chung"
ACCEPT = "Đồng ý đoàn chung"
DECLINE = "Không đồng ý"
COUNTER = "Đồng ý nếu bên tôi chủ trì"
LET_LEAD = "Để bên kia chủ trì"
WITHDRAW = "Rút đề nghị"
NO_REASON = "Không nêu lý do"
WAITING = "Đoàn chung chờ trả lời"
SEE = "Xem đề nghị"
LONGEST_REASON = 200


class Why(StrEnum):
    """Why a proposal or a team is no more."""

    MOVED = "moved"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    APART = "apart"


_WHY = {
    Why.MOVED: "một cuộc đã đổi thời gian hoặc đối tượng",
    Why.DROPPED: "một cuộc đã được xóa",
    Why.WITHDRAWN: "một chương trình đã được rút về để sửa",
    Why.DECIDED: "một chương trình đã có kết quả thẩm định",
    Why.APART: "hai cuộc không còn chồng chéo",
}


def side(body: str, code: str) -> str:
    """One of the two; `code` is empty where it may not be told."""
    return f"{body} ({code})" if code else body


def will_propose(body: str) -> str:
    return f"Lưu xong, tôi gửi đề nghị đoàn chung đến {body}."


def sent(code: str, other: str, lead: str, partner: str) -> str:
    who = f"{lead} chủ trì, {partner} phối hợp"
    return f"Đã đề nghị {bold(other)} lập đoàn chung cho {code}: {who}. Có trả lời tôi báo ngay."


def not_sent() -> str:
    return (
        "Chưa gửi được đề nghị đoàn chung: hai cuộc không còn chồng chéo, đã có đề nghị, "
        "hoặc một chương trình không còn sửa được."
    )


def asked(item: Inspection, said: str, lead: str, partner: str) -> str:
    """To the body that answers; `said`: the overlap as far as it may be told."""
    return "\n".join(
        [
            f"{bold('Đề nghị đoàn chung')} cho {item.code} ({form_name(item.form)}, {whens(item.intervals)}).",
            said,
            f"Đề nghị: {lead} chủ trì, {partner} phối hợp. Đồng ý thì hai cuộc không còn tính là chồng chéo với nhau.",
        ]
    )


def waits(code: str, other: str, lead: str) -> str:
    """To the body that proposed."""
    return f"{code}: đang chờ {bold(other)} trả lời đề nghị đoàn chung, {lead} chủ trì."


def accepted(lead: str, partner: str, frozen: bool) -> str:
    """`frozen`: one of the two programmes is with those who appraise."""
    kept = " Dự thảo đang thẩm định giữ nguyên, người thẩm định thấy ghi chú đoàn chung." if frozen else ""
    return (
        f"{bold('Đoàn chung')}: {lead} chủ trì, {partner} phối hợp. Hai cuộc không còn tính là chồng chéo với nhau."
        f"{kept} Hai bên thống nhất thời gian với nhau."
    )


def ask_reason(other: str) -> str:
    return f"Không đồng ý đoàn chung với {bold(other)}. Đồng chí gõ lý do ngắn, hoặc chọn “{NO_REASON}”."


def reason_too_long(length: int) -> str:
    return f"Lý do dài {length} ký tự, nhiều nhất {LONGEST_REASON}. Đồng chí ghi ngắn lại giúp."


def reason_too_late() -> str:
    return "Câu hỏi lý do đã quá 15 phút nên tin này không được tính. Đề nghị vẫn chờ đồng chí trả lời."


def not_declined() -> str:
    return "Chưa trả lời, không có gì thay đổi. Đề nghị vẫn chờ đồng chí."


def declined(code: str, other: str, reason: str) -> str:
    """To the body that proposed."""
    why = f"\nLý do: {reason}" if reason else ""
    return f"{bold(other)} không đồng ý đoàn chung cho {code}.{why}\nĐồng chí chọn thời gian khác, hoặc giữ nguyên."


def you_declined(code: str, other: str) -> str:
    return f"Đã trả lời {other}: không lập đoàn chung cho {code}. Hai cuộc vẫn tính là chồng chéo."


def replaced() -> str:
    """On the cards of a proposal in whose place another one has come."""
    return "Đề nghị đoàn chung này đã được thay bằng đề nghị khác."


def withdrawn(code: str, other: str) -> str:
    return f"{bold(other)} đã rút đề nghị đoàn chung cho {code}. Hai cuộc vẫn tính là chồng chéo."


def you_withdrew(code: str, other: str) -> str:
    return f"Đã rút đề nghị đoàn chung với {other} cho {code}. Cần thì đề nghị lại."


def lapsed(code: str, other: str, why: Why) -> str:
    return f"Đề nghị đoàn chung giữa {code} và {bold(other)} không còn hiệu lực vì {_WHY[why]}."


def dissolved(code: str, other: str, why: Why) -> str:
    return f"Đoàn chung của {code} với {bold(other)} không còn vì {_WHY[why]}. Đồng chí xem lại cuộc {code}."


def left_out(code: str, other: str) -> str:
    """Somebody took the other body out of the inspection's details."""
    return f"Đoàn chung của {code} với {bold(other)} không còn vì một bên đã bỏ khỏi chi tiết của cuộc."


def will_move(others: Sequence[str]) -> str:
    """On the card of a change that is about to be saved."""
    return f"Cuộc này có đoàn chung với {'; '.join(others)}. Đổi thì bên kia được báo, hai bên thống nhất lại với nhau."


def will_end(others: Sequence[str]) -> str:
    """Before an inspection is deleted."""
    return f"Cuộc này có đoàn chung với {'; '.join(others)}. Xóa thì đoàn chung không còn, bên kia được báo."


def moved(code: str, other: str, new_time: str) -> str:
    return f"{bold(other)} đã đổi cuộc trong đoàn chung với {code}, nay là {new_time}. Đồng chí xem lại cho khớp."


_ALREADY = {
    JointState.PROPOSED: "Đề nghị đoàn chung này đang chờ trả lời.",
    JointState.ACCEPTED: "Đề nghị đoàn chung này đã được đồng ý.",
    JointState.DECLINED: "Đề nghị đoàn chung này đã được trả lời là không đồng ý.",
    JointState.WITHDRAWN: "Đề nghị đoàn chung này đã được rút.",
    JointState.LAPSED: "Đề nghị đoàn chung này không còn hiệu lực.",
}


def already(state: JointState) -> str:
    return f"{_ALREADY[state]} Không có gì thay đổi."


def gone() -> str:
    return "Không tìm thấy đề nghị này, không có gì thay đổi."


def with_whom(other: str) -> str:
    """A button, where there are several."""
    return f"Đoàn chung: {other}"


def choose() -> str:
    return "Đề nghị đoàn chung đang chờ trả lời. Chọn để mở."


def none_waits() -> str:
    return "Không có đề nghị đoàn chung nào đang chờ trả lời."


def listed(lines: Sequence[str]) -> str:
    """In a programme."""
    return f"Đề nghị đoàn chung đang chờ trả lời: {short('; '.join(lines), 300)}."


def pair(code: str, other: str) -> str:
    return f"{code} với {other}"


def team(other: str, leads: bool) -> str:
    """On an inspection; `leads`: this one does."""
    return f"Đoàn chung với {other}, {'cuộc này' if leads else 'bên kia'} chủ trì"


def proposal(other: str) -> str:
    return f"Đang đề nghị đoàn chung với {other}, chờ trả lời"


def teams(held: Sequence[str], waiting: Sequence[str]) -> str:
    """Lines of the reviewer's card, empty without any; both lists are of `pair`."""
    lines = [f"Đoàn chung: {short('; '.join(held), 200)}"] if held else []
    lines += [f"Đề nghị đoàn chung chờ trả lời: {short('; '.join(waiting), 200)}"] if waiting else []
    return "\n".join(lines)

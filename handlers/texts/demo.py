"""The invented people with phones on the demo page, and what its panel says beside the rows of the audit."""

from __future__ import annotations

from handlers.texts.format import days_left

PEOPLE = {
    101: "Lan",
    102: "Hoa",
    103: "Bình",
    104: "Nga",
    105: "An",
    201: "Minh",
    202: "Thu",
    203: "Hạnh",
    301: "Việt",
    401: "Chi",
}

LABELS = {
    101: "Phường Đông Thọ",
    102: "Hội LHPN thành phố",
    103: "Phường Hàm Rồng",
    104: "Phường Nam Ngạn",
    105: "Ban Tổ chức Thành ủy",
    201: "UBKT: thẩm định viên 1",
    202: "UBKT: thẩm định viên 2",
    203: "UBKT: thẩm định viên 3",
    301: "Ban Thường vụ",
    401: "Quản trị hệ thống",
}

ZALO_BOT = "Bot KTGS"

GROUP = "Tổ thẩm định UBKT"

_MARKS = {
    "secret_mark": "dấu mật",
    "signs_of_violation": "dấu hiệu vi phạm",
    "denunciation": "tố cáo",
    "complaint": "khiếu nại",
    "discipline": "kỷ luật",
    "person_under_suspicion": "họ tên gắn với vi phạm",
}


def received(name: str) -> str:
    return f"tin của {name} vào hộp thư"


def received_nothing(name: str, mark: str) -> str:
    return f"tin của {name}: chỉ ghi là có {_MARKS.get(mark, mark)}, không lưu chữ nào"


def oa_template(phrase: str) -> str:
    """What the account of the demo had approved; `phrase`: what stands in its blank."""
    return f"KTGS có tin mới: {phrase}\nNhắn một tin cho OA để xem đầy đủ."


def bell_reminder(left: int) -> str:
    return f"nhắc hạn, {days_left(left)}"


def bell_rechecks() -> str:
    return "chồng chéo có thay đổi, nếu có gì mới cho đơn vị"


def bell_digest() -> str:
    return "việc chờ buổi sáng của người thẩm định"

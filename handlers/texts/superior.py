"""Sentences about the plans of bodies above the office."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.common import SUPERIOR_PLANS
from handlers.texts.format import short
from handlers.texts.views import paged

ADD = "Nhập kế hoạch"
PUBLISHED = "Đã công bố"
UNPUBLISHED = "Chưa công bố"
CHANGE_PUBLISHED = "Sửa công bố"
TO_LIST = "Danh sách"
LONGEST_NAME = 120


def listed(entries: Sequence[str], page: int, pages: int) -> str:
    head = bold(SUPERIOR_PLANS)
    if not entries:
        return f"{head}: chưa nhập cuộc nào. Nhập vào thì được tính ngay khi xét chồng chéo."
    return "\n".join([paged(head, page, pages), *entries])


def only_add() -> str:
    """For an administrator, who enters and does not read."""
    return f"{bold(SUPERIOR_PLANS)}. Đồng chí nhập kế hoạch đã nhận; thẩm định viên xem, sửa và xóa."


def entry(body: str, line: str, published: bool) -> str:
    return f"{line}\n   {short(body, 60)} · {PUBLISHED.lower() if published else UNPUBLISHED.lower()}"


def ask_body() -> str:
    return "Cơ quan cấp trên nào? Chọn, hoặc gõ tên đầy đủ, ví dụ “UBKT Tỉnh ủy”."


def ask_form(body: str) -> str:
    return f"Kế hoạch của {bold(body)}. Hình thức nào? Chọn, hoặc gõ cả cuộc trong một dòng."


def unknown_organ(text: str) -> str:
    return f"Chưa rõ “{short(text, 80)}” là cơ quan nào. Đồng chí gõ tên đầy đủ, ví dụ “Ban Tổ chức Tỉnh ủy”."


def own_body(name: str) -> str:
    return f"{name} có trong danh mục, tự đăng ký chương trình của mình. Ở đây chỉ nhập kế hoạch của cấp trên."


def not_above(text: str) -> str:
    return f"“{short(text, 80)}” không phải cấp trên. Đồng chí gõ tên cơ quan cấp trên."


def name_too_long() -> str:
    return f"Tên cơ quan dài quá {LONGEST_NAME} ký tự. Đồng chí ghi ngắn lại giúp."


def ask_basis(current: str) -> str:
    now = f" Hiện ghi: {bold(short(current, 120))}." if current else ""
    return f"{bold('Căn cứ.')}{now} Số, ký hiệu văn bản của cấp trên, ví dụ “Kế hoạch 12-KH/UBKTTU”."


def basis_needs_number() -> str:
    return "Căn cứ chưa có số văn bản. Đồng chí ghi số, ký hiệu, ví dụ “Kế hoạch 12-KH/UBKTTU”."


def ask_published() -> str:
    return "Kế hoạch này đã công bố chưa? Chưa công bố thì đơn vị chỉ thấy cấp và thời gian."


def card_line(published: bool) -> str:
    return f"Kế hoạch: {PUBLISHED.lower() if published else UNPUBLISHED.lower()}"


def saved(code: str, body: str, met: int, changed: bool) -> str:
    did = "Đã sửa" if changed else "Đã lưu"
    touches = f"Chạm {met} cuộc của các đơn vị." if met else "Không chạm cuộc nào."
    return f"{did} {bold(code)}, kế hoạch của {body}. {touches}"


def delete_sure(code: str, body: str) -> str:
    return f"Xóa {bold(code)} của {body}? Mã này sẽ không dùng lại."


def deleted(code: str) -> str:
    return f"Đã xóa {code} khỏi kế hoạch của cấp trên."


def gone() -> str:
    return "Cuộc này không còn trong kế hoạch của cấp trên, không có gì thay đổi."


def one_line_only() -> str:
    return "Mỗi lần nhập một dòng, đồng chí gõ dòng đầu tiên giúp."

"""Sentences of the administrator's work on what units are called."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import short

NAMES = "Tên gọi khác"


def ask_unit() -> str:
    return "Tên gọi khác của đơn vị nào? Gõ tên, ví dụ “Chi bộ Trường THCS Trần Phú”."


def which(text: str) -> str:
    return f"“{short(text, 80)}” là đơn vị nào? Chọn một hoặc gõ lại."


def unknown(text: str) -> str:
    return f"Danh mục chưa có “{short(text, 80)}”. Đồng chí gõ lại tên đầy đủ giúp."


def shown(unit: str, lines: Sequence[str], note: str) -> str:
    head = f"{note}\n\n" if note else ""
    if not lines:
        return f"{head}{bold(unit)} chưa có tên gọi khác. Gõ một tên để thêm."
    names = "\n".join(f"• {line}" for line in lines)
    return f"{head}{bold(unit)} còn được gọi là:\n{names}\nGõ một tên để thêm, hoặc chọn tên cần bỏ."


def given(name: str) -> str:
    return name


def learnt(name: str, who: str, times: int) -> str:
    return f"{name} (học từ {who}, {times} lần)"


def drop(name: str) -> str:
    return f"Bỏ {name}"


def added(name: str) -> str:
    return f"Đã thêm “{name}”."


def dropped(name: str) -> str:
    return f"Đã bỏ “{name}”."


def dropped_before(name: str) -> str:
    return f"“{name}” đã được bỏ trước đó, không có gì thay đổi."


def unfit(most: int) -> str:
    return f"Tên cần từ 2 đến {most} ký tự, có chữ. Đồng chí gõ lại giúp."


def person() -> str:
    return "Tên gọi không được là tên người. Đồng chí gõ lại giúp."


def known_already(name: str) -> str:
    return f"“{name}” đã được hiểu là đơn vị này, không cần thêm."


def another(name: str, unit: str) -> str:
    return f"“{short(name, 80)}” đang được hiểu là {unit}. Đồng chí gõ tên khác giúp."

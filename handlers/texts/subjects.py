"""Sentences about who is inspected: the wrong kind of subject, members by position, groups and lists."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.format import day, short
from planning.names.mention import Ended
from planning.names.reading import Problem
from planning.subjects import WrongKind

_POSITIONS = {"secretary": "Bí thư", "chair": "Chủ tịch", "head": "Thủ trưởng"}

PROBLEMS = {
    Problem.WHICH: "Chưa rõ những đơn vị nào. Đồng chí gõ tên từng đơn vị, cách nhau bằng dấu phẩy.",
    Problem.WHOSE: "Chi bộ của đảng bộ nào? Ghi rõ, ví dụ “các chi bộ phường Đông Thọ”.",
    Problem.EITHER: "Chương trình cần một đối tượng rõ ràng. Đồng chí chọn một và gõ tên.",
    Problem.PERSON: "Không ghi tên người. Đồng chí ghi chức danh, ví dụ “Bí thư Chi bộ Trường THCS Trần Phú”.",
    Problem.TOO_MANY: "Danh sách dài quá. Đồng chí gõ thành nhiều lần giúp.",
}


def count_differs(said: int, listed: int) -> str:
    if listed:
        return f"Đồng chí ghi {said} nhưng đếm được {listed} đơn vị. Gõ lại danh sách giúp."
    return f"Chưa rõ {said} đơn vị nào. Đồng chí gõ tên từng đơn vị, cách nhau bằng dấu phẩy."


def wrong_kind(kind: WrongKind, text: str, offers: bool) -> str:
    said = f"“{short(text, 80)}”"
    end = " Chọn một, hoặc gõ tên khác." if offers else " Đồng chí gõ tên khác giúp."
    if kind is WrongKind.NOT_STATE:
        return f"{said} là tổ chức đảng; HĐND, MTTQ và đoàn thể giám sát cơ quan nhà nước.{end}"
    if kind is WrongKind.MANAGEMENT:
        return f"{said} chưa đúng đối tượng: ghi tổ chức đảng, hoặc đảng viên theo chức danh.{end}"
    return f"{said} không phải tổ chức đảng. Đối tượng là tổ chức đảng, hoặc đảng viên theo chức danh.{end}"


def foreign(said: str, owner: str, home: str, is_own: bool = True) -> str:
    """A subject of another committee. `owner`: that committee's name, "" when it is the subject itself or none is
    known; `home`: the committee that plans, whose people read it if `is_own`."""
    belongs = f" thuộc {short(owner, 80)}," if owner else ""
    return f"{short(said, 80)}{belongs} không thuộc {_place(home, is_own)}. Đồng chí kiểm tra lại tên, hoặc chọn giữ."


def foreign_together(names: Sequence[str], owner: str, home: str, is_own: bool = True) -> str:
    """Several subjects of one other committee."""
    said = short("; ".join(names), 300)
    return (
        f"{len(names)} đối tượng thuộc {short(owner, 80)}, không thuộc {_place(home, is_own)}: {said}. "
        "Đồng chí chọn giữ cả, hoặc gõ lại tên đầu tiên."
    )


def keep_all(count: int) -> str:
    return f"Giữ cả {count} đối tượng"


def _place(home: str, is_own: bool) -> str:
    if not is_own:
        return short(home, 80) or "đảng bộ lập chương trình"
    return f"{next((word for word in ('phường', 'xã') if f' {word} ' in home), 'đảng bộ')} mình"


def keep(name: str) -> str:
    return f"Giữ {name}"


def member(position: str, unit: str) -> str:
    """A member by position, as a subject is named."""
    return f"{_POSITIONS[position]} {unit}"


def as_title(position: str) -> str:
    """A typed position with a capital at its beginning."""
    return position[:1].upper() + position[1:]


def both(unit: str, position: str) -> str:
    """An organisation and the holder of a position in it."""
    return f"{unit} và {as_title(position)}"


def ended(one: Ended, offers: bool) -> str:
    since = f" từ {day(one.since)}" if one.since else ""
    if one.successor:
        text = f"{one.unit.name} không còn hoạt động{since}; nay là {one.successor.name}."
        return f"{text} Chọn đơn vị mới, hoặc gõ tên khác." if offers else f"{text} Đồng chí gõ tên mới giúp."
    return f"{one.unit.name} không còn hoạt động{since}. Đồng chí gõ tên khác giúp."

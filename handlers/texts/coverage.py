"""Sentences about units with too few inspections, and about team leaders who would be in two places."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import short, when_in_year
from handlers.texts.views import paged
from planning.organisation import UnitKind
from planning.overlap import Overload

KINDS = {
    UnitKind.CITY_COMMITTEE: "Đảng bộ",
    UnitKind.INSPECTION_COMMITTEE: "UBKT",
    UnitKind.PARTY_BOARD: "Ban Đảng, Văn phòng",
    UnitKind.PEOPLES_COUNCIL: "HĐND",
    UnitKind.FRONT: "MTTQ",
    UnitKind.UNION: "Đoàn thể",
    UnitKind.GRASSROOTS_COMMITTEE: "Đảng ủy cơ sở",
    UnitKind.CELL: "Chi bộ",
    UnitKind.STATE_BODY: "Cơ quan nhà nước",
    UnitKind.PERSON: "Người giữ chức vụ",
    UnitKind.SUPERIOR: "Cấp trên",
}


def own_count(below: int, all_: int) -> str:
    """In a programme, and after something was saved."""
    return f"Đơn vị trực thuộc chưa đủ số cuộc trong năm: {bold(f'{below}/{all_}')}."


def own_button(below: int) -> str:
    return f"Đơn vị chưa đủ cuộc ({below})"


def own(body: str, below: int, all_: int, entries: Sequence[str], page: int, pages: int) -> str:
    if not below:
        return f"Các đơn vị trực thuộc của {body} đều đã đủ số cuộc trong năm."
    head = paged(f"{bold(short(body, 80))}: {below}/{all_} đơn vị trực thuộc chưa đủ số cuộc", page, pages)
    return "\n".join([head, *(f"• {entry}" for entry in entries)])


def entry(name: str, visits: int, least: int) -> str:
    said = f"có {visits}, cần {least}" if visits else ("chưa có cuộc nào" if least == 1 else f"chưa có, cần {least}")
    return f"{short(name, 80)}: {said}"


def nothing_set() -> str:
    return "Đợt này chưa đặt số cuộc ít nhất cho đơn vị nào."


def table(year: int, kinds: Sequence[str], entries: Sequence[str], page: int, pages: int) -> str:
    """`kinds`: a line for each kind of unit; `entries`: one for each unit above, where most are missing first."""
    head = f"{bold(f'Độ phủ năm {year}')}"
    if not entries:
        return "\n".join([head, *kinds, "Không đơn vị nào thiếu."])
    return "\n".join([head, *kinds, f"{paged('Còn thiếu ở', page, pages)}:", *(f"• {entry}" for entry in entries)])


def kind(value: UnitKind, least: int, enough: int, all_: int) -> str:
    return f"{KINDS[value]} (ít nhất {least} cuộc): đủ {enough}/{all_}"


def above(name: str, below: int, all_: int) -> str:
    return f"{short(name, 80)}: thiếu {below}/{all_}"


def under(name: str, below: int, all_: int, entries: Sequence[str], page: int, pages: int) -> str:
    head = paged(f"{bold(short(name, 80))}: thiếu {below}/{all_}", page, pages)
    return "\n".join([head, *(f"• {entry}" for entry in entries)])


def leaders(year: int, count: int, entries: Sequence[str], page: int, pages: int) -> str:
    if not count:
        return f"Năm {year} không trưởng đoàn nào trùng lịch."
    head = paged(f"{bold(f'Trưởng đoàn trùng lịch năm {year}')}: {count} điểm", page, pages)
    return "\n".join([head, *(f"• {entry}" for entry in entries)])


def overload(found: Overload, unit: str) -> str:
    sure = "trùng ngày" if found.certain else "có thể trùng"
    codes = f"{found.first.code} và {found.second.code}"
    return f"{short(found.leader, 60)} ({short(unit, 60)}): {codes}, {sure} {when_in_year(found.interval)}"

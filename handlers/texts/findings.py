"""Sentences about what the machine sees beside an inspection and about a programme: short, worst first."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.format import short, unit_name, when, whens
from handlers.texts.overlap import LEVELS
from planning.inspection import Inspection
from planning.organisation import Directory
from planning.overlap import Finding, OverlapKind, Overload, Part, Span, Told, TooMany, body_level
from planning.review import Count, ItemFindings, Unusual
from planning.subjects import WrongKind

SHOWN = 2  # beside an item of a list

_KINDS = {
    OverlapKind.BOTH: "Trùng thời gian và nội dung",
    OverlapKind.CONTENT: "Trùng nội dung",
    OverlapKind.TIME: "Trùng thời gian",
    OverlapKind.SUPERIOR: "Chồng với cuộc của cấp trên",
    OverlapKind.RELATED: "Chồng ở đối tượng liên quan",
    OverlapKind.RECENT: "Đã có cuộc cùng nội dung những năm trước",
}
_WRONG = {
    WrongKind.NOT_PARTY: "không phải tổ chức đảng",
    WrongKind.MANAGEMENT: "không phải tổ chức đảng",
    WrongKind.NOT_STATE: "là tổ chức đảng, không thuộc đối tượng của hình thức này",
    WrongKind.FOREIGN: "không thuộc đảng bộ lập chương trình",
}
_SPANS = {Span.DAY: "một ngày", Span.WEEK: "một tuần", Span.MONTH: "một tháng", Span.YEAR: "một năm"}


def overlap(told: Told, directory: Directory) -> str:
    """One overlap in a few words, with only what may be told of the other side."""
    finding, parts = told.finding, told.parts
    body = directory.bodies[finding.other.body_id]
    level = body_level(directory, body) if Part.LEVEL in parts else None
    unnamed = "một đoàn khác" if level is None else f"{LEVELS[level][0].lower()}{LEVELS[level][1:]}"
    who = body.name if Part.BODY in parts else unnamed
    code = f" {finding.other.code}," if Part.CODE in parts else ""
    at = when(finding.other_interval) if finding.other_interval else whens(finding.other.intervals)
    time = f" ({at})" if Part.PERIOD in parts and at else ""
    certain = "" if finding.certain else ", chưa chắc chắn"
    return f"{_KINDS[finding.kind]}:{code} {short(who, 60)}{time}{certain}"


def too_many(item: TooMany, directory: Directory) -> str:
    name = unit_name(directory, directory.units[item.subject_id])
    return f"{short(name, 60)} có {item.count} cuộc trong {_SPANS[item.span]}, mức đặt ra là {item.limit}"


def overload(one: Overload, item: Inspection) -> str:
    other = one.second if one.first.id == item.id else one.first
    return f"Trưởng đoàn trùng lịch với {other.code}"


def wrong(unit_id: str, kind: WrongKind, directory: Directory) -> str:
    return f"{short(unit_name(directory, directory.units[unit_id]), 60)} {_WRONG[kind]}"


def vague() -> str:
    return "Nội dung chung, chưa rõ văn bản, lĩnh vực hoặc nhiệm vụ"


def outside(year: int) -> str:
    return f"Thời gian không nằm trọn trong năm {year}"


def timeless() -> str:
    return "Chưa có thời gian tiến hành cụ thể"


def either() -> str:
    return "Mới nêu các thời gian để chọn, chưa chọn một"


def lines(item: Inspection, found: ItemFindings, told: Sequence[Told], directory: Directory, year: int) -> list[str]:
    """Everything beside one inspection, worst first; `told`: its overlaps with what may be said of them."""
    said = [overlap(one, directory) for one in told]
    said += [wrong(unit_id, kind, directory) for unit_id, kind in found.wrong]
    said += [outside(year)] if found.outside else []
    said += [timeless()] if found.timeless else []
    said += [either()] if found.either else []
    said += [vague()] if found.vague else []
    said += [too_many(one, directory) for one in found.many]
    return said + [overload(one, item) for one in found.overloads]


def beside(said: Sequence[str]) -> str:
    """The findings of an item in a list; "" without any."""
    if not said:
        return ""
    more = f" (và {len(said) - SHOWN} điểm khác)" if len(said) > SHOWN else ""
    return f"⚠ {'; '.join(short(one, 110) for one in said[:SHOWN])}{more}"


def missing_second(body: str) -> str:
    return f"Chưa nhận chương trình của {body}"


_COUNTS = {Count.INSPECTIONS: "cuộc kiểm tra", Count.SUPERVISIONS: "cuộc giám sát", Count.ALL: "cuộc"}


def unusual(one: Unusual) -> str:
    if one.what is Count.ALL:
        return f"Có {one.count} cuộc, nhiều hơn mức thường có là {one.bound}"
    return f"Có {one.count} {_COUNTS[one.what]}, ít nhất cần {one.bound}"


def too_few(names: Sequence[str]) -> str:
    """Units that nobody has planned enough for."""
    few = (
        f"{len(names)} đơn vị trực thuộc chưa có đủ cuộc trong năm" if len(names) > 1 else "Một đơn vị chưa có đủ cuộc"
    )
    more = ", …" if len(names) > SHOWN else ""
    return f"{few}: {', '.join(short(name, 60) for name in names[:SHOWN])}{more}"


def reason_label(finding: Finding | None) -> str:
    """The button that takes what the machine found as the reason."""
    return f"Dùng lý do: trùng với {finding.other.code}" if finding else "Dùng lý do máy nêu"

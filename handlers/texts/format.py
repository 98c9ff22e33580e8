"""How offices write dates, times, names and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.dialog.chat import at_time
from handlers.dialog.labels import LONGEST_LABEL, label
from planning.inspection import Totals, forms
from planning.organisation import Directory, Unit, UnitKind
from planning.period import Interval, Precision, month, quarter

__all__ = ["LONGEST_LABEL", "label"]  # also used from here

ROMAN = ("I", "II", "III", "IV")
EITHER = " hoặc "


def day(value: date) -> str:
    return f"{value.day:02}/{value.month}/{value.year}"


def day_short(value: date) -> str:
    return f"{value.day:02}/{value.month}"


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """A moment in the office's zone, marked so that a client may show the reader's own."""
    local = moment.astimezone(zone)
    return at_time(f"{local:%H:%M} ngày {day(local.date())}", moment)


def days(interval: Interval) -> str:
    """The interval as days: 01/5–31/5/2027."""
    if interval.start == interval.end:
        return day(interval.start)
    start = day_short(interval.start) if interval.start.year == interval.end.year else day(interval.start)
    return f"{start}–{day(interval.end)}"


def quarter_name(number: int) -> str:
    return f"Quý {ROMAN[number - 1]}"


def when(interval: Interval) -> str:
    """The interval as an office would say it: quý II/2027, tháng 5/2027, or its days."""
    number = (interval.start.month + 2) // 3
    if interval == quarter(number, interval.start.year):
        return f"quý {ROMAN[number - 1]}/{interval.start.year}"
    if interval == month(interval.start.month, interval.start.year):
        return f"tháng {interval.start.month}/{interval.start.year}"
    return days(interval)


def when_in_year(interval: Interval) -> str:
    """The same for a button, where the year is plain: quý II, tháng 5, 15/3–20/3."""
    return when(interval).removesuffix(f"/{interval.end.year}")


def whens(intervals: Iterable[Interval], *, either: bool = False) -> str:
    """All times of an inspection; `either`: only one of them is meant, and their one year is said once."""
    times = list(intervals)
    said = [when(interval) for interval in times]
    if not either or len(times) < 2:
        return "; ".join(said)
    year = f"/{times[-1].end.year}"
    if all(one.endswith(year) for one in said):
        said[:-1] = [one.removesuffix(year) for one in said[:-1]]
    return EITHER.join(said)


def echo(interval: Interval) -> str:
    """The interval with its days, so that the person can check what was understood."""
    said, plain = when(interval), days(interval)
    return said if said == plain else f"{said} ({plain})"


def echoes(intervals: Iterable[Interval], *, either: bool = False) -> str:
    return (EITHER if either else "; ").join(echo(interval) for interval in intervals)


PRECISIONS = {
    Precision.DAY: "ngày",
    Precision.WEEK: "tuần",
    Precision.THIRD: "mười ngày",
    Precision.HALF_MONTH: "nửa tháng",
    Precision.MONTH: "tháng",
    Precision.QUARTER: "quý",
    Precision.HALF_YEAR: "nửa năm",
    Precision.YEAR: "năm",
}


def precision(value: Precision) -> str:
    return PRECISIONS[value]


def programme_or_amendment(amendment: int) -> str:
    """What is issued, within a sentence; `amendment`: which one of a programme in force it is, 0 for none."""
    return f"điều chỉnh lần {amendment} chương trình" if amendment else "chương trình"


def draft(version: int, amendment: int) -> str:
    """What was submitted; `amendment`: which one of a programme in force it is, 0 for none."""
    return f"điều chỉnh lần {amendment}" if amendment else f"dự thảo lần {version}"


def short(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rsplit(" ", 1)[0] or text[: limit - 1]
    return f"{cut}…"


def unit_name(directory: Directory, unit: Unit, *, home: str | None = None) -> str:
    """A unit's name; a cell that is not of `home` gets its place, since five wards have a cell of one name."""
    parent = directory.units.get(unit.parent_id or "")
    if unit.kind is not UnitKind.CELL or parent is None or parent.kind is UnitKind.CITY_COMMITTEE:
        return unit.name
    if home and directory.is_under(unit.id, home):
        return unit.name
    place = parent.name.removeprefix("Đảng ủy ").removeprefix("Đảng bộ ")
    return unit.name if unit.name.endswith(f" {place}") else f"{unit.name} ({place})"


def unit_names(
    directory: Directory,
    unit_ids: Iterable[str],
    *,
    home: str | None = None,
    members: Iterable[tuple[str, str]] = (),
) -> str:
    """The subjects of an inspection; of those in `members` the position is named, which says the unit."""
    positions = dict(members)
    return "; ".join(positions.get(item) or unit_name(directory, directory.units[item], home=home) for item in unit_ids)


def form_name(code: str) -> str:
    return forms()[code].name


def form_inside(code: str) -> str:
    """A form's name within a sentence."""
    name = forms()[code].name
    return name[0].lower() + name[1:]


def totals(value: Totals) -> str:
    if not value.all:
        return "chưa có cuộc nào"
    return f"{value.inspections} kiểm tra, {value.supervisions} giám sát"


def days_left(left: int) -> str:
    if left > 0:
        return f"còn {left} ngày"
    return "hôm nay là ngày cuối" if left == 0 else f"đã quá hạn {-left} ngày"

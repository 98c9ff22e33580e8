"""Sentences about overlaps: who, which form, when, why it counts, how certain."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import form_inside, precision, short, unit_name, when, when_in_year, whens
from planning.organisation import Directory, Relation
from planning.overlap import Finding, OverlapKind
from planning.period import Interval, Precision
from planning.topics import SameBecause, Shared

SHOWN = 2  # in a warning: with its buttons it has to fit one screen of a small phone
MOST = 8  # when the person asks for all of them
ALL = "Xem tất cả"


def _because(shared: Shared | None) -> str:
    if shared is None:
        return ""
    keys = short(", ".join(shared.keys), 60)
    if shared.because is SameBecause.DOCUMENT:
        return f"Cùng văn bản {keys}."
    return f"Cùng nội dung: {keys}." if keys else "Cùng nội dung."


def _how_certain(mine: Interval, theirs: Interval) -> str:
    vague = [interval.precision for interval in (mine, theirs) if interval.precision is not Precision.DAY]
    if not vague:
        return "Trùng ngày."
    if len(vague) == 2 and vague[0] is vague[1]:
        return f"Chưa chắc chắn vì hai bên mới ghi theo {precision(vague[0])}."
    if theirs.precision is not Precision.DAY:
        return f"Chưa chắc chắn vì bên kia mới ghi theo {precision(theirs.precision)}."
    return f"Chưa chắc chắn vì cuộc này mới ghi theo {precision(mine.precision)}."


def _where(finding: Finding, directory: Directory, home: str | None, named: bool) -> str:
    name = unit_name(directory, directory.units[finding.other_subject_id], home=home)
    if finding.relation is Relation.SAME:
        return f"cùng {name}" if named else "cùng đối tượng này"
    return f"ở {'cấp trên' if finding.relation is Relation.PARENT else 'cấp dưới'} ({name})"


def line(
    finding: Finding, directory: Directory, *, home: str | None = None, named: bool = False, code: bool = False
) -> str:
    """One finding as a sentence or two: who, which form, where, when; why it counts and how certain it is.

    named: say which subject it is, because there are several; code: say the other inspection's code.
    """
    body = directory.bodies[finding.other.body_id].name
    at = when(finding.other_interval) if finding.other_interval else whens(finding.other.intervals)
    what = f"{form_inside(finding.other.form)} {_where(finding, directory, home, named)}, {at}"
    reasons = []
    if finding.kind in (OverlapKind.CONTENT, OverlapKind.BOTH):
        reasons.append(_because(finding.shared))
    if finding.interval and finding.other_interval:
        reasons.append(_how_certain(finding.interval, finding.other_interval))
    return " ".join([f"{body} dự kiến {what}{f' ({finding.other.code})' if code else ''}.", *reasons])


def title(findings: Sequence[Finding]) -> str:
    certain = any(finding.certain for finding in findings)
    words = "Chồng chéo" if certain else "Có thể chồng chéo"
    return bold(f"{words}." if len(findings) == 1 else f"{words}: {len(findings)} cuộc.")


def warning(
    findings: Sequence[Finding], directory: Directory, *, home: str | None = None, named: bool = False, shown: int
) -> str:
    """The worst `shown` findings, one a line."""
    lines = [line(finding, directory, home=home, named=named) for finding in findings[:shown]]
    if len(findings) == 1:
        return f"{title(findings)} {lines[0]}"
    more = len(findings) - shown
    rest = f"\n… và {more} cuộc khác." if shown > SHOWN and more > 0 else ""
    return title(findings) + "".join(f"\n• {item}" for item in lines) + rest


def keep(interval: Interval | None) -> str:
    return f"Giữ {when_in_year(interval)}" if interval else "Giữ nguyên"


def free(interval: Interval) -> str:
    name = when_in_year(interval)
    return f"{name[0].upper()}{name[1:]}: trống"


def no_free_time() -> str:
    return "Không còn thời gian trống trong năm cho đối tượng này."


def moved() -> str:
    return "Đã đổi. Thời gian này không có đoàn nào khác."


def short_count(certain: int, possible: int) -> str:
    parts = [f"{certain} chồng chéo"] if certain else []
    parts += [f"{possible} có thể chồng chéo"] if possible else []
    return ", ".join(parts) or "không thấy chồng chéo"


def kept(count: int) -> str:
    return f"Chồng chéo đã chọn giữ: {count}"

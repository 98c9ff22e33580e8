"""Sentences about overlaps: who, which form, when, why it counts, how certain."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import form_inside, precision, short, unit_name, when, whens
from planning.organisation import Directory, Relation
from planning.overlap import Finding, OverlapKind
from planning.period import Interval, Precision
from planning.topics import SameBecause, Shared

SHOWN = 3


def _because(shared: Shared | None) -> str:
    if shared is None:
        return ""
    keys = ", ".join(shared.keys)
    if shared.because is SameBecause.DOCUMENT:
        return f"cùng văn bản {keys}"
    return f"cùng nội dung: {short(keys, 60)}" if keys else "cùng nội dung"


def _how_certain(mine: Interval, theirs: Interval, own_body: bool) -> str:
    vague = [interval.precision for interval in (mine, theirs) if interval.precision is not Precision.DAY]
    if not vague:
        return "trùng ngày"
    if len(vague) == 2 and vague[0] is vague[1]:
        return f"chưa chắc chắn vì hai bên mới ghi theo {precision(vague[0])}"
    if theirs.precision is not Precision.DAY:
        return f"chưa chắc chắn vì bên kia mới ghi theo {precision(theirs.precision)}"
    return f"chưa chắc chắn vì cuộc này mới ghi theo {precision(mine.precision)}"


def _where(finding: Finding, directory: Directory, home: str | None) -> str:
    name = unit_name(directory, directory.units[finding.other_subject_id], home=home)
    if finding.relation is Relation.SAME:
        return name
    above = finding.relation is Relation.PARENT
    return f"{name} ({'cấp trên' if above else 'cấp dưới'} của đối tượng này)"


def line(finding: Finding, directory: Directory, *, home: str | None = None) -> str:
    """One finding as one sentence."""
    body = directory.bodies[finding.other.body_id].name
    where = _where(finding, directory, home)
    at = when(finding.other_interval) if finding.other_interval else whens(finding.other.intervals)
    text = f"{body} dự kiến {form_inside(finding.other.form)} tại {where}, {at} ({finding.other.code})"
    reasons = []
    if finding.kind in (OverlapKind.CONTENT, OverlapKind.BOTH):
        reasons.append(_because(finding.shared))
    if finding.interval and finding.other_interval:
        reasons.append(_how_certain(finding.interval, finding.other_interval, False))
    return f"{text}: {'; '.join(reason for reason in reasons if reason)}."


def title(findings: Sequence[Finding]) -> str:
    return bold("Chồng chéo." if any(finding.certain for finding in findings) else "Có thể chồng chéo.")


def warning(findings: Sequence[Finding], directory: Directory, *, home: str | None = None) -> str:
    lines = [line(finding, directory, home=home) for finding in findings[:SHOWN]]
    more = len(findings) - SHOWN
    if len(lines) == 1:
        return f"{title(findings)} {lines[0]}"
    text = title(findings) + "".join(f"\n• {item}" for item in lines)
    return text + (f"\n… và {more} cuộc khác." if more > 0 else "")


def keep(interval: Interval | None) -> str:
    return f"Giữ {when(interval)}" if interval else "Giữ nguyên"


def free(interval: Interval) -> str:
    name = when(interval)
    return f"{name[0].upper()}{name[1:]}: trống"


def no_free_time() -> str:
    return "Không còn thời gian trống trong năm cho đối tượng này."


def moved() -> str:
    return "Đã đổi. Thời gian này không có đoàn nào khác."


def short_count(count: int) -> str:
    return f"{count} có thể chồng chéo" if count else "không thấy chồng chéo"


def kept(count: int) -> str:
    return f"Chồng chéo đã chọn giữ: {count}"

"""Sentences about overlaps: who, which form, when, why it counts, how certain; and only what may be told."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import day, form_inside, precision, short, unit_name, unit_names, when, when_in_year, whens
from planning.organisation import Directory, Unit, UnitKind
from planning.overlap import (
    Finding,
    JointTeam,
    Level,
    Meeting,
    OverlapKind,
    Part,
    Span,
    Tie,
    Times,
    Told,
    TooMany,
    body_level,
)
from planning.period import Interval, Precision
from planning.topics import SameBecause, Shared

SHOWN = 2  # in a warning: with its buttons it has to fit one screen of a small phone
MOST = 8  # when the person asks for all of them
ALL = "Xem thêm"
HALF_A_ROW = 17  # letters of a label beside another one on a small phone

LEVELS = {
    Level.CENTRAL: "Một đoàn của Trung ương",
    Level.PROVINCE: "Một đoàn cấp tỉnh",
    Level.CITY: "Một đoàn cấp thành phố",
    Level.GRASSROOTS: "Một đoàn cấp cơ sở",
    Level.CELL: "Một tổ của chi bộ",
}


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
    members = finding.other.members if finding.tie is Tie.PERSON else ()
    name = unit_names(directory, [finding.other_subject_id], home=home, members=members)
    if finding.tie is Tie.SAME:
        return f"cùng {name}" if named else "cùng đối tượng này"
    where = {Tie.ABOVE: "cấp trên", Tie.BELOW: "cấp dưới", Tie.AGENCY: "đơn vị liên quan", Tie.PERSON: "cùng tổ chức"}
    return f"ở {where[finding.tie]} ({name})"


def who(told: Told, directory: Directory) -> str:
    """The other side as it may be named: its body, or only its level."""
    finding, parts = told.finding, told.parts
    body = directory.bodies[finding.other.body_id]
    if Part.BODY in parts:
        return body.name
    level = body_level(directory, body) if Part.LEVEL in parts else None
    return "Một đoàn khác" if level is None else LEVELS[level]


def line(told: Told, directory: Directory, *, home: str | None = None, named: bool = False, code: bool = False) -> str:
    """One finding as a sentence or two: who, which form, where, when; why it counts and how certain it is.

    named: say which subject it is, because there are several; code: say the other inspection's code.
    """
    finding, parts = told.finding, told.parts
    does = form_inside(finding.other.form) if Part.FORM in parts else "làm việc với"
    at = (
        when(finding.other_interval)
        if finding.other_interval
        else whens(finding.other.intervals, either=finding.other.either)
    )
    what = f"{does} {_where(finding, directory, home, named)}{f', {at}' if Part.PERIOD in parts else ''}"
    number = f" ({finding.other.code})" if code and Part.CODE in parts else ""
    will = "đã có cuộc" if finding.kind is OverlapKind.RECENT else "dự kiến"
    reasons = []
    if finding.shared and Part.CONTENT in parts:
        reasons.append(_because(finding.shared))
    if finding.interval and finding.other_interval and Part.PERIOD in parts:
        reasons.append(_how_certain(finding.interval, finding.other_interval))
    if not reasons:
        reasons.append("Đề nghị trao đổi với UBKT trước khi giữ.")
    return " ".join([f"{who(told, directory)} {will} {what}{number}.", *reasons])


def reason(meeting: Meeting, directory: Directory) -> str:
    """Why two lines of a table meet, for those who may see both: what is shared, where, when, and both numbers."""
    return f"Dòng {meeting.item.code} và dòng {meeting.finding.other.code}: {_why(meeting, directory)}"


def pair(meeting: Meeting, directory: Directory) -> str:
    """The same of two inspections, with their codes; long names are cut."""
    return f"{meeting.item.code} và {meeting.finding.other.code}: {_why(meeting, directory, 60)}"


def _why(meeting: Meeting, directory: Directory, longest: int = 200) -> str:
    finding = meeting.finding
    mine, theirs = (directory.units[unit_id] for unit_id in (finding.subject_id, finding.other_subject_id))
    where = (
        f"cùng {_called(mine, longest)}"
        if finding.tie is Tie.SAME
        else f"{_called(mine, longest)} và {_called(theirs, longest)}{_tied(finding)}"
    )
    said = [f"{where}."]
    if finding.shared:
        said.append(_because(finding.shared))
    if finding.interval and finding.other_interval:
        said.append(f"Thời gian: {when(finding.interval)} và {when(finding.other_interval)}.")
        said.append(_between(finding.interval, finding.other_interval))
    elif finding.kind is OverlapKind.RECENT:
        both = (meeting.item, finding.other)
        times = [short(whens(item.intervals, either=item.either), longest) for item in both]
        said.append(f"Thời gian: {' và '.join(times)}.")
    return " ".join(said)


def _called(unit: Unit, longest: int) -> str:
    name = short(unit.name, longest)
    return f"người giữ chức vụ ở {name}" if unit.kind is UnitKind.PERSON else name


def _tied(finding: Finding) -> str:
    if finding.kind is OverlapKind.SUPERIOR:
        return " (thuộc chương trình của cấp trên)"
    ties = {Tie.PERSON: "tổ chức và người của tổ chức", Tie.AGENCY: "tổ chức đảng và cơ quan do tổ chức lãnh đạo"}
    return f" ({ties.get(finding.tie, 'cấp trên và cấp dưới')})"


def _between(mine: Interval, theirs: Interval) -> str:
    vague = [interval.precision for interval in (mine, theirs) if interval.precision is not Precision.DAY]
    return f"Chưa chắc chắn vì mới ghi theo {precision(vague[0])}." if vague else "Trùng ngày."


def title(findings: Sequence[Told]) -> str:
    certain = any(told.finding.certain for told in findings)
    words = "Chồng chéo" if certain else "Có thể chồng chéo"
    return bold(f"{words}." if len(findings) == 1 else f"{words}: {len(findings)} cuộc.")


def warning(
    findings: Sequence[Told],
    directory: Directory,
    *,
    home: str | None = None,
    named: bool = False,
    shown: int,
    many: Sequence[TooMany] = (),
) -> str:
    """The worst `shown` findings, one a line; then where there are too many visits."""
    counted = [too_many(item, directory, home=home) for item in many[:1]]
    if not findings:
        return f"{bold('Nhiều cuộc.')} {' '.join(counted)}"
    lines = [line(told, directory, home=home, named=named) for told in findings[:shown]]
    if len(findings) == 1 and not counted:
        return f"{title(findings)} {lines[0]}"
    more = len(findings) - shown
    rest = f"\n… và {more} cuộc khác." if shown > SHOWN and more > 0 else ""
    return title(findings) + "".join(f"\n• {item}" for item in [*lines, *counted]) + rest


def too_many(item: TooMany, directory: Directory, *, home: str | None = None) -> str:
    spans = {
        Span.DAY: f"ngày {day(item.start)}",
        Span.WEEK: f"tuần từ {day(item.start)}",
        Span.MONTH: f"tháng {item.start.month}/{item.start.year}",
        Span.YEAR: f"năm {item.start.year}",
    }
    name = unit_name(directory, directory.units[item.subject_id], home=home)
    return f"{short(name, 60)}: cuộc thứ {item.count} trong {spans[item.span]}, mức đặt ra là {item.limit}."


def keep(interval: Interval | None) -> str:
    return f"Giữ {when_in_year(interval)}" if interval else "Giữ nguyên"


def free(interval: Interval) -> str:
    name = when_in_year(interval)
    return f"{name[0].upper()}{name[1:]}: trống"


def least(interval: Interval) -> str:
    name = when_in_year(interval)
    return f"{name[0].upper()}{name[1:]}: ít nhất"


def no_free_time(times: Times) -> str:
    if times.least is None:
        return "Không còn thời gian trống trong năm cho đối tượng này."
    slot, count = times.least
    return f"Không còn thời gian trống trong năm; ít chồng chéo nhất là {when_in_year(slot)} ({count} cuộc)."


def joint(team: JointTeam, directory: Directory) -> str:
    lead, partner = directory.bodies[team.lead].name, directory.bodies[team.partner].name
    return f"Có thể lập đoàn chung: {lead} chủ trì, {partner} phối hợp."


def use_result() -> str:
    return "Cũng có thể dùng kết quả của đoàn kia thay cho cuộc này."


def others_free(count: int) -> str:
    """The button to the units that nobody inspects, with how many are offered there."""
    return f"Đơn vị khác ({count})"


def choose_other(name: str) -> str:
    return (
        f"Thay {bold(short(name, 80))} bằng đơn vị cùng loại chưa có cuộc nào trong năm? "
        "Chọn một, hoặc “Đổi đối tượng” để gõ tên khác."
    )


def subject_changed(name: str) -> str:
    return f"Đã đổi đối tượng sang {name}."


def moved() -> str:
    return "Đã đổi. Không thấy chồng chéo ở thời gian này."


def short_count(certain: int, possible: int) -> str:
    """Of inspections, not of pairs: each needs one decision, however many it meets."""
    parts = [f"{certain} cuộc có chồng chéo"] if certain else []
    parts += [f"{possible} cuộc có thể chồng chéo"] if possible else []
    return ", ".join(parts) or "không thấy chồng chéo"


def kept(count: int) -> str:
    return f"Chồng chéo đã chọn giữ: {count}"

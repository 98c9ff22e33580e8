"""Sentences of the appraisal item by item: the outcomes, what completes them, the summary before and the news after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import draft, short, unit_names, whens
from planning.appraisal import ItemOutcome, Proposal, Ruling
from planning.inspection import Inspection
from planning.organisation import Directory
from planning.programme import Verb

CLEAR = "Bỏ kết quả đã chọn"
REMARK = "Ghi ý kiến"
TO_LIST = "Về danh sách cuộc"
AGREE_REST = "Thống nhất, còn lại được thực hiện"
FORWARD_REST = "Trình BTV, còn lại giữ nguyên"
RETURN_ITEMS = "Trả lại với ý kiến từng cuộc"
UNDO = "Lấy lại quyết định"
UNVOTE = "Lấy lại ý kiến"
LONGEST_REASON = 300
LONGEST_NEWS = 1200  # characters of the items of one notice

LABELS = {
    ItemOutcome.KEEP: "Được thực hiện",
    ItemOutcome.RESCHEDULE: "Điều chỉnh thời gian",
    ItemOutcome.JOINT: "Đoàn chung, lồng ghép",
    ItemOutcome.DROP: "Không thực hiện",
    ItemOutcome.USE_RESULTS: "Dùng kết quả, tự kiểm tra",
    ItemOutcome.CHANGE_SUBJECT: "Đổi đối tượng",
}
STYLES = {ItemOutcome.KEEP: "good", ItemOutcome.DROP: "bad"}


def proposal(outcome: ItemOutcome, value: Proposal, directory: Directory) -> str:
    """What completes an outcome, in words; "" where nothing does."""
    if outcome is ItemOutcome.RESCHEDULE:
        return whens(value.intervals)
    if outcome is ItemOutcome.CHANGE_SUBJECT:
        return unit_names(directory, value.subjects, members=value.members)
    if outcome is ItemOutcome.JOINT:
        names = [directory.bodies[body].name for body in (value.lead, *value.partners) if body in directory.bodies]
        return f"{names[0]} chủ trì, {', '.join(names[1:])} phối hợp" if len(names) > 1 else ""
    return ""


def ruling(one: Ruling, directory: Directory) -> str:
    """An outcome with what completes it and its reason: "Điều chỉnh thời gian: tháng 8/2027. Lý do: ..."."""
    if one.outcome is ItemOutcome.KEEP and one.reason:
        return f"Ý kiến: {one.reason}"
    completed = proposal(one.outcome, one.proposal, directory)
    said = f"{LABELS[one.outcome]}{f': {completed}' if completed else ''}"
    return f"{said}. Lý do: {one.reason}" if one.reason else said


def in_list(one: Ruling, directory: Directory) -> str:
    return f"→ {short(ruling(one, directory), 150)}"


def tally(counts: Mapping[ItemOutcome, int]) -> str:
    """How many come to which outcome: "8 cuộc: 6 được thực hiện, 1 không thực hiện"."""
    parts = [f"{count} {LABELS[outcome][0].lower()}{LABELS[outcome][1:]}" for outcome, count in counts.items()]
    return f"{sum(counts.values())} cuộc: {', '.join(parts)}"


def so_far(counts: Mapping[ItemOutcome, int]) -> str:
    return f"Kết quả từng cuộc: {tally(counts)}"


def sure(
    body: str, version: int, verb: Verb, counts: Mapping[ItemOutcome, int], items: Sequence[str], amendment: int = 0
) -> str:
    what = "Trình Ban Thường vụ" if verb is Verb.FORWARD else "Thống nhất bước đầu"
    head = f"{what} {draft(version, amendment)} của {bold(body)}.\n{bold(tally(counts))}"
    return "\n".join([head, *fit(items)])


def fit(lines: Sequence[str], limit: int = LONGEST_NEWS) -> list[str]:
    """As many lines as have room, and how many are left out."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        if sum(map(len, kept)) + len(line) > limit:
            return [*kept, f"… và {len(lines) - number} cuộc khác."]
        kept.append(line)
    return kept


def item_line(item: Inspection, one: Ruling, directory: Directory) -> str:
    return f"• {item.code}: {ruling(one, directory)}"


def changed_by_appraisal(lines: Sequence[str]) -> str:
    """Under the news that a programme was agreed: exactly what was changed and why."""
    return "\n".join([bold("Điều chỉnh so với dự thảo:"), *fit(lines)])


def remarks(lines: Sequence[str]) -> str:
    """Under the news that a programme came back."""
    return "\n".join([bold("Ý kiến từng cuộc:"), *fit(lines)])


def ended(lines: Sequence[str]) -> str:
    """In a programme that was agreed: what is not carried out."""
    return "\n".join([bold("Không thực hiện theo kết quả thẩm định:"), *fit(lines)])


def now(one: Ruling, directory: Directory, who: str) -> str:
    return f"{bold('Kết quả:')} {ruling(one, directory)} ({who})"


def ask_outcome() -> str:
    return "Kết quả thẩm định của cuộc này?"


def ask_time(code: str, free: bool) -> str:
    offered = "Chọn một thời gian còn trống, hoặc gõ" if free else "Không còn thời gian trống. Đồng chí gõ"
    return f"{bold(code)}: điều chỉnh sang khi nào? {offered} “tháng 8”, “15/3–20/3”."


def ask_team(code: str, teams: Sequence[str]) -> str:
    lines = [f"{number}) {team}" for number, team in enumerate(teams, 1)]
    if not lines:
        return f"{bold(code)}: lập đoàn chung với đơn vị nào? Đồng chí gõ tên đơn vị."
    return "\n".join([f"{bold(code)}: lập đoàn chung thế nào? Chọn một, hoặc gõ tên đơn vị khác.", *lines])


def team_label(number: int) -> str:
    return f"Phương án {number}"


def no_team(name: str) -> str:
    return f"{short(name, 80)} không lập chương trình riêng nên chưa lập đoàn chung được. Đồng chí gõ tên đơn vị khác."


def ask_subject(code: str, offered: bool) -> str:
    more = "Chọn một đơn vị chưa có cuộc nào trong năm, hoặc gõ tên." if offered else "Đồng chí gõ tên đơn vị."
    return f"{bold(code)}: đổi sang đối tượng nào? {more}"


def same_subject() -> str:
    return "Đó là đối tượng hiện nay. Đồng chí gõ tên đơn vị khác."


def same_time() -> str:
    return "Đó là thời gian hiện nay. Đồng chí chọn hoặc gõ thời gian khác."


def ask_reason(code: str, outcome: ItemOutcome, completed: str, machine: str) -> str:
    if outcome is ItemOutcome.KEEP:
        return f"{bold(code)}: đồng chí gõ ý kiến, đơn vị sẽ đọc nguyên văn."
    head = f"{bold(code)}: {LABELS[outcome].lower()}{f', {completed}' if completed else ''}."
    known = f"\nMáy nêu: {machine}." if machine else ""
    return f"{head}{known}\nVì sao? Gõ lý do, đơn vị sẽ đọc nguyên văn."


def still_meets(line: str) -> str:
    return f"Thời gian này vẫn chồng chéo: {line}"


def new_time(said: str) -> str:
    return f"Thời gian mới: {bold(said)}."


def noted(code: str, said: str) -> str:
    return f"Đã ghi {bold(code)}: {short(said, 200)}"


def cleared(code: str) -> str:
    return f"Đã bỏ kết quả của {bold(code)}: còn lại được thực hiện như dự thảo."


def nothing_to_clear(code: str) -> str:
    return f"{code} chưa có kết quả nào được chọn."


def reason_needed() -> str:
    return "Cần lý do rõ ràng để đơn vị biết vì sao (ít nhất vài chữ). Đồng chí gõ lại giúp."


def reason_too_late() -> str:
    return "Câu hỏi đó đã quá 15 phút nên tin này không được tính. Mở lại cuộc để làm lại."


def reason_too_long(length: int) -> str:
    return f"Lý do dài {length} ký tự, nhiều nhất {LONGEST_REASON}. Đồng chí ghi ngắn lại giúp."


def not_noted() -> str:
    return "Chưa ghi gì, không có gì thay đổi."


def moved_on() -> str:
    return "Kết quả từng cuộc vừa thay đổi. Đồng chí xem lại rồi quyết định."


def ask_return(body: str, version: int, lines: Sequence[str], amendment: int = 0) -> str:
    head = f"Trả lại {draft(version, amendment)} của {bold(body)}, kèm ý kiến từng cuộc:"
    return "\n".join([head, *fit(lines), "Xác nhận, hoặc gõ thêm lý do chung."])


# voting, where everybody who sits at the step must agree


def voted(body: str, version: int, names: Sequence[str]) -> str:
    return (
        f"Đã ghi đồng chí thống nhất dự thảo lần {version} của {bold(body)}. Còn chờ: {short(', '.join(names), 200)}."
    )


def voted_already(names: Sequence[str]) -> str:
    return f"Đồng chí đã thống nhất rồi. Còn chờ: {short(', '.join(names), 200)}. Không có gì thay đổi."


def votes(agreed: Sequence[str], missing: int) -> str:
    """On the card: who has agreed already."""
    if not agreed:
        return f"Cần cả {missing} người ở bước này thống nhất."
    return f"Đã thống nhất: {short(', '.join(agreed), 200)}. Còn {missing} người."


def votes_void() -> str:
    return "Kết quả từng cuộc vừa đổi nên ý kiến thống nhất trước đó hết hiệu lực. Đề nghị đồng chí xem lại thẻ."


def unvoted() -> str:
    return "Đã lấy lại ý kiến thống nhất. Dự thảo vẫn chờ đồng chí."


def not_unvoted() -> str:
    return "Không có ý kiến nào để lấy lại, hoặc dự thảo đã có quyết định. Không có gì thay đổi."


# taking a decision back


def undone(body: str, version: int, amendment: int = 0) -> str:
    return f"Đã lấy lại quyết định về {draft(version, amendment)} của {bold(body)}, nay lại chờ thẩm định."


def undone_notice(body: str, version: int, verb: Verb, who: str, amendment: int = 0) -> str:
    what = {Verb.AGREE: "thống nhất", Verb.FORWARD: "trình Ban Thường vụ", Verb.RETURN: "trả lại"}[verb]
    return (
        f"{bold('Đính chính:')} {who} đã lấy lại quyết định {what} {draft(version, amendment)} của {bold(body)}. "
        "Tin trước không còn giá trị, nay lại đang được thẩm định."
    )


def undone_card(who: str) -> str:
    return f"{who} vừa lấy lại quyết định. Dự thảo lại chờ:"


def undo_too_late(minutes: int) -> str:
    return f"Đã quá {minutes} phút từ lúc quyết định, không lấy lại được. Không có gì thay đổi."


def undo_not_yours(who: str) -> str:
    return f"Chỉ {who}, người đã quyết định, lấy lại được. Không có gì thay đổi."


def undo_nothing() -> str:
    return "Quyết định này đã được lấy lại hoặc không còn. Không có gì thay đổi."


def undo_unit_began() -> str:
    return "Đơn vị đã bắt đầu sửa hoặc đã gửi lại, không lấy lại được. Không có gì thay đổi."


def undo_moved_on() -> str:
    return "Dự thảo đã sang bước sau hoặc đã có văn bản, không lấy lại được. Không có gì thay đổi."


# the time limit of a step


def left(days: int) -> str:
    """The working days a step has left."""
    if days > 0:
        return f"còn {days} ngày"
    return "hạn hôm nay" if days == 0 else f"quá hạn {-days} ngày"


def step_reminder(lines: Sequence[str], more: int = 0) -> str:
    rest = [f"… và {more} dự thảo khác trong “Dự thảo chờ”."] if more > 0 else []
    return "\n".join([bold("Nhắc hạn thẩm định:"), *lines, *rest, "Mở dự thảo cũ nhất để xử lý."])


def step_line(body: str, version: int, days: int, amendment: int = 0) -> str:
    nth = f" ({draft(version, amendment)})" if amendment else ""
    return f"• {body}, lần {version}{nth}: {left(days)}"


def with_time(name: str, days: int) -> str:
    """A body on the board, with the time its step has left."""
    return f"{name} – {left(days)}"

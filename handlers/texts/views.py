"""Sentences of the views of a whole campaign, for those who appraise: overlaps by subject, matrix, calendar, moves."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import form_inside, short, when_in_year, whens
from planning.inspection import Inspection
from planning.period import Interval

MATRIX = "Ma trận"
CALENDAR = "Lịch đối tượng"
MOVES = "Chuyển lịch"
COVERAGE = "Độ phủ"
LEADERS = "Trưởng đoàn"
EXCEL = "Tải về (Excel)"
OTHER_UNIT = "Đối tượng khác"

CONTENT_MARK = "trùng nội dung"
TIME_MARK = "trùng thời gian"


def paged(head: str, page: int, pages: int) -> str:
    """A heading, with its page where there are several."""
    return f"{head} (trang {page}/{pages})" if pages > 1 else head


def _counts(pairs: int, same_content: int, same_time: int) -> str:
    parts = [f"{pairs} điểm chồng chéo"]
    parts += [f"{same_content} {CONTENT_MARK}"] if same_content else []
    parts += [f"{same_time} {TIME_MARK}"] if same_time else []
    return " · ".join(parts)


def overview(
    year: int,
    items: int,
    at: int,
    pairs: int,
    same_content: int,
    same_time: int,
    entries: Sequence[str],
    page: int,
    pages: int,
) -> str:
    """`at`: at how many subjects; `entries`: one line for each subject of this page."""
    head = f"{bold(f'Chồng chéo toàn đợt năm {year}')}: {items} cuộc đã lưu."
    if not pairs:
        return f"{head} Không thấy chồng chéo."
    head += "\n" + paged(f"{_counts(pairs, same_content, same_time)}, ở {at} đối tượng", page, pages) + ":"
    return "\n".join([head, *(f"• {entry}" for entry in entries)])


def subject_entry(name: str, items: int, pairs: int, same_content: int, same_time: int) -> str:
    parts = [f"nội dung {same_content}"] if same_content else []
    parts += [f"thời gian {same_time}"] if same_time else []
    same = f", trùng {', '.join(parts)}" if parts else f", {pairs} điểm"
    return f"{short(name, 70)}: {items} cuộc{same}"


def subject(
    name: str,
    items: int,
    pairs: int,
    same_content: int,
    same_time: int,
    entries: Sequence[str],
    whys: Sequence[str],
    page: int,
    pages: int,
) -> str:
    """One subject: a page of the pairs that meet there, with the inspections that they are about."""
    head = paged(f"{bold(short(name, 80))}: {items} cuộc, {_counts(pairs, same_content, same_time)}", page, pages)
    return "\n".join([head, *entries, *(f"• {why}" for why in whys)])


def subject_item(item: Inspection, body: str, same_content: bool, same_time: bool) -> str:
    marks = [mark for mark, holds in ((CONTENT_MARK, same_content), (TIME_MARK, same_time)) if holds]
    tail = f" [{', '.join(marks)}]" if marks else ""
    when = short(whens(item.intervals, either=item.either), 60)
    return f"{bold(item.code)} {short(body, 50)}: {short(form_inside(item.form), 40)}, {when}{tail}"


def no_longer_meets(name: str) -> str:
    return f"{short(name, 80)} không còn chồng chéo nào. Đồng chí xem lại danh sách."


def matrix(year: int, items: int, rows: int, entries: Sequence[str]) -> str:
    if not rows:
        return f"Năm {year} chưa có cuộc nào được lưu."
    head = f"{bold(f'Ma trận năm {year}')}: {items} cuộc tại {rows} đối tượng. Nhiều cuộc nhất:"
    return "\n".join([head, *entries])


def matrix_entry(name: str, visits: int, most: int | None, codes: Sequence[str]) -> str:
    """`most`: the limit a year, said where it is passed."""
    over = f" (quá mức {most})" if most is not None and visits > most else ""
    return f"{bold(str(visits))}{over} · {short(name, 60)}: {short(', '.join(codes), 60)}"


def matrix_caption(year: int) -> str:
    return f"Ma trận đối tượng và các cuộc năm {year}. Nền vàng: trùng nội dung; nền xanh: trùng thời gian."


def ask_unit() -> str:
    return f"{bold('Lịch một đối tượng.')} Đồng chí gõ tên đơn vị, ví dụ “chi bộ trường THCS Trần Phú”."


def which_unit(text: str) -> str:
    return f"“{short(text, 80)}” là đơn vị nào? Chọn một, hoặc gõ lại tên đầy đủ."


def unknown_unit(text: str) -> str:
    return f"Danh mục chưa có “{short(text, 80)}”. Đồng chí gõ lại tên đầy đủ."


def one_unit(text: str) -> str:
    return f"“{short(text, 80)}” là nhiều đơn vị. Lịch xem từng đơn vị một, đồng chí gõ một tên."


def calendar(name: str, year: int, months: Sequence[str], entries: Sequence[str]) -> str:
    """`months`: twelve lines; `entries`: one for each inspection there."""
    head = f"{bold(f'{short(name, 80)}, năm {year}')}"
    return "\n".join([head, *months, *(entries or ["Chưa có cuộc nào trong năm."])])


def calendar_month(number: int, certain: Sequence[str], possible: Sequence[str]) -> str:
    """Codes of the inspections that come in this month, and of those that may."""
    parts = [short(", ".join(certain), 60)] if certain else []
    parts += [f"có thể {short(', '.join(possible), 60)}"] if possible else []
    return f"Tháng {number}: {'; '.join(parts) or 'trống'}"


def calendar_item(item: Inspection, body: str) -> str:
    when = short(whens(item.intervals, either=item.either), 60)
    return f"{bold(item.code)} {short(body, 50)}: {short(form_inside(item.form), 40)}, {when}"


def calendar_more(count: int) -> str:
    return f"… và {count} cuộc khác."


def moves(year: int, count: int, left: int, entries: Sequence[str], page: int, pages: int, capped: bool = False) -> str:
    """`left`: pairs that would still share days after all of them; `capped`: more can be proposed after these."""
    if not count:
        return f"Không có đề xuất chuyển lịch nào cho năm {year}: không cuộc nào có thời gian trống tốt hơn."
    first = " đầu tiên" if capped else ""
    head = paged(f"{bold(f'Đề xuất chuyển lịch năm {year}')}: {count} cuộc{first}", page, pages) + "."
    rest = f" Chuyển hết thì còn {left} điểm trùng thời gian." if left else " Chuyển hết thì không còn trùng thời gian."
    return "\n".join([f"{head}{rest} Chỉ là đề xuất, đơn vị tự quyết định.", *entries])


def move(item: Inspection, body: str, before: Interval, after: Interval, why: str, others: int) -> str:
    more = f" Và {others} điểm khác." if others else ""
    times = f"{when_in_year(before)} → {when_in_year(after)}"
    return f"{bold(item.code)} {short(body, 50)}: {times}. {why}{more}"


def send_move(code: str, after: Interval) -> str:
    return f"Gửi {code}: {when_in_year(after)}"


def moves_caption(year: int) -> str:
    return f"Đề xuất chuyển lịch năm {year}. Chỉ là đề xuất, chưa có gì thay đổi."


def sent(code: str, body: str, people: int) -> str:
    return f"Đã gửi đề xuất chuyển {bold(code)} cho {body} ({people} người). Đơn vị chọn chuyển hoặc giữ."


def sent_before(code: str) -> str:
    return f"Đề xuất này cho {code} đã gửi trước đó, không gửi lại."


def nobody_there(body: str) -> str:
    return f"{body} chưa có ai tham gia để nhận. Không có gì thay đổi, đề nghị liên hệ trực tiếp."


def move_overtaken(code: str) -> str:
    return f"{code} vừa thay đổi, đề xuất này không còn đúng. Đồng chí mở lại danh sách."


def item_gone() -> str:
    return "Cuộc này không còn trong chương trình. Đồng chí mở lại danh sách."

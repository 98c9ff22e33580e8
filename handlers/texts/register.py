"""Sentences of registering an inspection."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import echoes, form_name, quarter_name, short, when
from planning.inspection import forms
from planning.period import Interval

LONGEST_CONTENT = 500
LONGEST_DETAIL = 200

ADD_SUBJECT = "Thêm đối tượng"
ADD_WAVE = "Thêm đợt"
CHANGE_TIME = "Sửa thời gian"
BY_MONTH = "Chọn theo tháng"
BY_QUARTER = "Chọn theo quý"
OTHER_SUBJECT = "Đổi đối tượng"
OTHER_TIME = "Thời gian khác"
SAVE = "Lưu"
EDIT = "Sửa"
DETAILS = "Thêm chi tiết"
RESTORE = "Khôi phục"
START_ANEW = "Bỏ, nhập cuộc mới"
ONE_MORE = "Thêm cuộc nữa"
SEE = "Xem chương trình"
CLEAR = "Xóa nội dung này"
DIRECT = "Trực tiếp"
BY_DOCUMENT = "Qua văn bản, báo cáo"

FIELDS = {
    "body": "Chương trình",
    "form": "Hình thức",
    "subjects": "Đối tượng",
    "periods": "Thời gian",
    "content": "Nội dung",
    "topics": "Chủ đề",
    "period_inspected": "Mốc thời gian kiểm tra",
    "duration": "Thời hạn",
    "lead": "Cơ quan chủ trì",
    "partners": "Cơ quan phối hợp",
    "leader": "Trưởng đoàn",
    "basis": "Căn cứ",
    "mode": "Cách tiến hành",
}

# Examples by the kind of subject that a form has.
SUBJECTS = {
    "party": "chi bộ trường THCS Trần Phú",
    "state": "UBND phường Đông Thọ",
    "union": "Hội LHPN phường Đông Thọ",
    "any": "Đảng ủy phường Đông Thọ",
}
CONTENTS = {
    "party": "“quản lý thu, chi”, “thực hiện Nghị quyết 57-NQ/TW”",
    "state": "“giải quyết thủ tục hành chính”, “quản lý đất đai”",
    "union": "“thực hiện Điều lệ”, “thu, chi tài chính công đoàn”",
    "any": "“khắc phục sau kiểm tra”",
}

EXAMPLES = {
    "period_inspected": "từ tháng 01/2025 đến tháng 12/2026",
    "duration": "30 ngày làm việc",
    "lead": "Cơ quan UBKT Đảng ủy",
    "partners": "Ban Xây dựng Đảng, Văn phòng",
    "leader": "Phó Chủ nhiệm UBKT (ghi chức danh)",
    "basis": "Quyết định, kế hoạch của cấp trên",
    "mode": "trực tiếp",
}


def next_line(left: int) -> str:
    """The button to the next of the lines that were pasted together."""
    return f"Cuộc tiếp theo (còn {left})"


def half_done(what: str) -> str:
    return f"Đồng chí đang nhập dở một cuộc: {what}. Nhập tiếp hay bỏ?"


def nothing_yet() -> str:
    return "chưa có thông tin nào"


def may_not() -> str:
    return "Đồng chí chưa được giao lập chương trình cho đơn vị nào."


def ask_body() -> str:
    return "Cuộc này thuộc chương trình nào?"


def ask_form(body: str) -> str:
    return f"Chương trình của {bold(body)}. Hình thức nào?"


def pick_button() -> str:
    return "Đồng chí chọn một trong các mục dưới đây giúp."


def ask_subject(form: str) -> str:
    example = SUBJECTS[forms()[form].subjects]
    return f"{bold(form_name(form))}. Đối tượng là tổ chức nào? Gõ tên, ví dụ “{example}”."


def ask_more_subjects(names: str) -> str:
    return f"Đối tượng đã có: {bold(names)}. Gõ tên đối tượng thêm."


def which_subject(text: str, left: int) -> str:
    more = f" (còn {left} tên nữa sau tên này)" if left else ""
    return f"“{short(text, 80)}” là tổ chức nào{more}? Chọn một, hoặc gõ lại tên đầy đủ."


def unknown_subject(text: str, can_add: bool) -> str:
    text = f"Danh mục chưa có “{short(text, 80)}”. Đồng chí gõ lại tên đầy đủ"
    return text + (", hoặc thêm vào đơn vị mình (quản trị sẽ xác nhận)." if can_add else ".")


def add_to_directory(text: str) -> str:
    return f"Thêm: {text}"


def too_many_subjects(limit: int) -> str:
    return f"Một cuộc có nhiều nhất {limit} đối tượng. Đồng chí tách thành nhiều cuộc giúp."


def name_too_long() -> str:
    return "Tên tổ chức dài quá 120 ký tự. Đồng chí ghi ngắn lại giúp."


def ask_time(subjects: str, year: int) -> str:
    return (
        f"Đối tượng: {bold(subjects)}.\nTiến hành khi nào trong năm {year}? Chọn quý, hoặc gõ “tháng 5”, “15/3–20/3”."
    )


def ask_month(subjects: str, year: int) -> str:
    return f"Đối tượng: {bold(subjects)}.\nTháng nào năm {year}?"


def ask_more_time(intervals: Sequence[Interval]) -> str:
    return f"Đã có: {bold(echoes(intervals))}. Đợt tiếp theo khi nào?"


def ask_content(intervals: Sequence[Interval], form: str, current: str, either: bool = False) -> str:
    now = f"\nHiện ghi: {bold(short(current, 200))}." if current else ""
    times = bold(echoes(intervals, either=either))
    return f"Thời gian: {times}.{now}\nNội dung gì? Ví dụ {CONTENTS[forms()[form].subjects]}."


def content_too_short() -> str:
    return "Nội dung ngắn quá. Đồng chí ghi rõ văn bản, lĩnh vực hoặc nhiệm vụ được kiểm tra, giám sát."


def content_too_long(length: int) -> str:
    return f"Nội dung dài {length} ký tự, nhiều nhất {LONGEST_CONTENT}. Đồng chí ghi ngắn lại giúp."


def detail_too_long(length: int) -> str:
    return f"Mục này dài {length} ký tự, nhiều nhất {LONGEST_DETAIL}. Đồng chí ghi ngắn lại giúp."


def ask_detail(key: str, current: str) -> str:
    now = f" Hiện ghi: {bold(short(current, 120))}." if current else ""
    return f"{bold(FIELDS[key])}.{now} Đồng chí gõ nội dung, ví dụ “{EXAMPLES[key]}”."


def ask_mode() -> str:
    return f"{bold(FIELDS['mode'])}: trực tiếp hay qua văn bản, báo cáo?"


def mode(value: str) -> str:
    return {"direct": "trực tiếp", "document": "qua văn bản, báo cáo"}.get(value, value)


def choose_field(names: str) -> str:
    return f"Sửa mục nào?\n{names}"


def choose_detail() -> str:
    return "Thêm mục nào? Các mục này không bắt buộc."


def card(
    body: str,
    form: str,
    subjects: str,
    intervals: Sequence[Interval],
    content: str,
    details: Sequence[tuple[str, str]],
    *,
    code: str,
    notes: Sequence[str],
    either: bool = False,
) -> str:
    title = f"Sửa {code}" if code else "Cuộc mới"
    lines = [
        bold(f"{title}: {form_name(form)}"),
        f"Đối tượng: {subjects}",
        f"Thời gian: {echoes(intervals, either=either)}",
        f"Nội dung: {content}",
        *(f"{FIELDS[key]}: {mode(value) if key == 'mode' else value}" for key, value in details),
        f"Chương trình: {body}",
        *notes,
    ]
    return "\n".join(lines)


def press_save() -> str:
    return "Đồng chí chọn “Lưu” để lưu, “Sửa” để sửa."


def saved(code: str, body: str, count: str, overlaps: int) -> str:
    text = f"Đã lưu {bold(code)}. Chương trình của {body}: {count}."
    return text + (f" Có {overlaps} điểm chồng chéo đồng chí đã chọn giữ." if overlaps else "")


def changed(code: str, body: str, count: str) -> str:
    return f"Đã sửa {bold(code)}. Chương trình của {body}: {count}."


def pending_added(names: str) -> str:
    return f"Đã thêm vào danh mục, chờ quản trị xác nhận: {names}."


def frozen(body: str) -> str:
    return (
        f"Dự thảo của {body} đang ở nơi thẩm định, chưa sửa được. Muốn sửa, rút dự thảo trong “Chương trình của tôi”."
    )


def moved_on() -> str:
    return "Cuộc này vừa được sửa hoặc xóa ở chỗ khác. Tôi giữ bản mới nhất; đồng chí mở lại để sửa."


def discarded() -> str:
    return "Đã bỏ cuộc đang nhập. Các cuộc đã lưu không thay đổi."


def not_restored() -> str:
    return "Cuộc đó không khôi phục được nữa. Gõ “menu” để tiếp tục."


def entry_closed() -> str:
    return "Cuộc này đã lưu hoặc đã bỏ, không có gì thay đổi. Gõ “menu” để tiếp tục."


def month_or_quarter(number: int) -> str:
    """A bare number for a time."""
    if number > 4:
        return f"“{number}” là tháng {number}? Đồng chí gõ “tháng {number}”."
    name = f"quý {quarter_name(number).split()[1]}"
    return f"“{number}” là tháng {number} hay {name}? Đồng chí gõ “tháng {number}” hoặc “{name}”."


def past_time(interval: Interval) -> str:
    return f"{when(interval)} đã qua. Đồng chí ghi lại giúp."


def either_and_waves() -> str:
    return "Một cuộc có nhiều đợt thì mỗi đợt cần một thời gian. Đồng chí ghi một thời gian, ví dụ “tháng 4”."


def too_many_waves(limit: int) -> str:
    return f"Một cuộc có nhiều nhất {limit} đợt. Đồng chí tách thành nhiều cuộc giúp."


def closed_programme(body: str) -> str:
    return (
        f"Chương trình của {body} đã gửi hoặc đã thống nhất, chưa thêm được cuộc mới. Đồng chí chọn chương trình khác."
    )

"""Sentences that belong to no single use case: menu words, help, politeness about late and wrong presses."""

from __future__ import annotations

from datetime import date

from handlers.dialog.chat import bold
from handlers.texts.format import day, days_left, short
from planning.programme import Role

MENU = "Menu"
BACK = "Quay lại"
CANCEL = "Hủy"
HELP = "Trợ giúp"
MORE = "Xem tiếp"
REGISTER = "Đăng ký cuộc mới"
CONTINUE = "Nhập tiếp cuộc dở"
PROGRAMMES = "Chương trình của tôi"
SUBMIT = "Gửi thẩm định"
QUEUE = "Dự thảo chờ"
NEXT_DRAFT = "Mở dự thảo cũ nhất"
FOLLOWING_DRAFT = "Dự thảo tiếp theo"
BOARD = "Bảng theo dõi"
OVERLAPS = "Chồng chéo toàn đợt"
SUPERIOR_PLANS = "Kế hoạch của cấp trên"
INVITE = "Mời người"
PENDING = "Chờ xác nhận"
DEADLINE = "Dời hạn gửi"
PEOPLE = "Người dùng"
TOPICS = "Chủ đề"
GROUPS = "Nhóm thẩm định"

ROLES = {
    Role.UNIT: "cán bộ đầu mối",
    Role.REVIEWER: "thẩm định viên",
    Role.STANDING: "ủy viên Ban Thường vụ",
    Role.ADMIN: "quản trị",
}

# Commands by action, with what the command list of the channel says. Scopes follow the roles.
COMMANDS = {
    "menu": ("menu", "Về màn hình chính"),
    "register.start": ("dangky", "Đăng ký cuộc kiểm tra, giám sát"),
    "programme.list": ("chuongtrinh", "Chương trình của tôi"),
    "submit.choose": ("gui", "Gửi thẩm định"),
    "appraise.queue": ("thamdinh", "Dự thảo chờ thẩm định"),
    "board.show": ("theodoi", "Bảng theo dõi"),
    "admin.menu": ("quantri", "Mời người, dời hạn, xác nhận"),
    "reach.show": ("kenh", "Kênh nhận tin"),
    "help": ("trogiup", "Trợ giúp"),
    "cancel": ("huy", "Hủy việc đang nhập"),
}

STRANGER_COMMANDS = (("start", "Bắt đầu"),)

# Words that mean a command when the whole message is one of them (compared without accents).
WORDS = {
    "menu": ("menu", "bat dau", "trang chu"),
    "register.start": ("dang ky", "dang ky cuoc moi", "dangky"),
    "programme.list": ("chuong trinh", "chuong trinh cua toi", "chuongtrinh"),
    "submit.choose": ("gui", "gui tham dinh"),
    "appraise.queue": ("tham dinh", "thamdinh"),
    "board.show": ("theo doi", "bang theo doi", "theodoi"),
    "admin.menu": ("quan tri", "quantri"),
    "reach.show": ("kenh", "kenh nhan tin", "noi them kenh"),
    "help": ("tro giup", "trogiup", "giup"),
    "cancel": ("huy", "huy bo"),
    "back": ("quay lai", "lui"),
    "more": ("tiep", "xem tiep", "tiep theo", "tiep tuc", "trang sau"),
}


WITH_ACCENTS = "Ghi có dấu"
AS_TYPED = "Giữ như đã gõ"


def without_accents(typed: str, spelled: str) -> str:
    """What was typed for others to read; `spelled`: as it may be meant, "" where that is not known."""
    if not spelled:
        return f"“{short(typed, 300)}” gõ không dấu, người đọc sẽ thấy nguyên văn. Đồng chí gõ lại có dấu, hoặc giữ."
    return f"Gõ không dấu, có phải là:\n“{short(spelled, 300)}”\nĐồng chí chọn một, hoặc gõ lại."


def continue_change(code: str) -> str:
    return f"Sửa tiếp {code}"


def menu_unit(year: int, deadline: date, left: int, lines: list[str], half_done: str | None) -> str:
    text = f"Chương trình kiểm tra, giám sát năm {year}. Hạn gửi dự thảo {bold(day(deadline))}, {days_left(left)}."
    text += "".join(f"\n• {line}" for line in lines)
    return text + (f"\n\nĐang nhập dở: {half_done}." if half_done else "")


def menu_office(year: int, deadline: date, left: int, waiting: int, pending: int) -> str:
    text = f"Chương trình kiểm tra, giám sát năm {year}. Hạn gửi dự thảo {bold(day(deadline))}, {days_left(left)}."
    text += (
        f"\nĐang chờ thẩm định: {bold(str(waiting))} dự thảo." if waiting else "\nChưa có dự thảo nào chờ thẩm định."
    )
    return text + (f"\nĐối tượng mới chờ xác nhận: {pending}." if pending else "")


def menu_nothing() -> str:
    return "Đồng chí chưa được giao việc nào trong hệ thống. Đề nghị liên hệ Ủy ban Kiểm tra."


def stranger() -> str:
    return "Hệ thống chỉ dành cho người được mời. Đề nghị liên hệ Ủy ban Kiểm tra để nhận lời mời; có mã mời thì gõ mã."


def removed() -> str:
    return "Tài khoản của đồng chí đã được gỡ khỏi hệ thống. Nếu cần tham gia lại, đề nghị liên hệ Ủy ban Kiểm tra."


def not_understood() -> str:
    return "Tôi chưa hiểu. Đồng chí chọn một mục dưới đây hoặc gõ “menu”."


def too_long(limit: int, length: int) -> str:
    return f"Tin này dài {length:,} ký tự, nhiều hơn {limit:,}. Đồng chí ghi ngắn lại giúp.".replace(",", ".", 2)


def empty() -> str:
    return "Tin không có chữ nào đọc được. Đồng chí ghi lại giúp."


def no_files() -> str:
    return "Tôi chưa đọc được tệp và ảnh. Đồng chí nhập nội dung bằng chữ, hoặc gõ “menu”."


REFUSED = {
    "secret_mark": (
        "Tài liệu, nội dung có dấu mật không được gửi ở đây",
        "gửi theo chế độ văn bản mật, qua văn thư của cơ quan",
    ),
    "signs_of_violation": (
        "Kiểm tra khi có dấu hiệu vi phạm không ghi vào chương trình năm và không được nhập ở đây",
        "báo cáo trực tiếp Cơ quan Ủy ban Kiểm tra bằng văn bản",
    ),
    "denunciation": (
        "Tố cáo, phản ánh về cá nhân, tổ chức cụ thể không được nhập ở đây",
        "gửi bộ phận tiếp nhận đơn thư của Ủy ban Kiểm tra",
    ),
    "complaint": (
        "Khiếu nại kỷ luật không được nhập ở đây",
        "gửi bộ phận tiếp nhận đơn thư của Ủy ban Kiểm tra",
    ),
    "discipline": (
        "Việc kỷ luật tổ chức đảng, đảng viên cụ thể không được nhập ở đây",
        "gửi Cơ quan Ủy ban Kiểm tra bằng văn bản, qua văn thư",
    ),
    "person_under_suspicion": (
        "Họ tên gắn với vi phạm không được nhập ở đây",
        "báo cáo trực tiếp Cơ quan Ủy ban Kiểm tra bằng văn bản",
    ),
}


def refused(mark: str) -> str:
    """Why it is not taken, that nothing was kept, and which way of the office is the right one."""
    why, channel = REFUSED.get(mark, REFUSED["signs_of_violation"])
    return f"{why}. Tôi không lưu gì. Đề nghị {channel}. Gõ “menu” để làm việc khác."


def late_press() -> str:
    return "Câu hỏi đó đã qua, không có gì thay đổi. Câu hỏi hiện nay:"


def late_press_nothing_open() -> str:
    return "Lựa chọn này đã hết tác dụng, không có gì thay đổi. Gõ “menu” để tiếp tục."


def not_yours() -> str:
    return "Đồng chí không có quyền làm việc này. Không có gì thay đổi."


def nothing_to_cancel() -> str:
    return "Không có việc gì đang nhập dở."


def dropped() -> str:
    return "Đã bỏ việc đang nhập, không có gì thay đổi."


def first_step() -> str:
    return "Đây là bước đầu tiên. Muốn bỏ cuộc này, chọn “Hủy”."


def sorry() -> str:
    return "Xin lỗi, tin vừa rồi tôi xử lý chưa được và đã báo quản trị. Đồng chí thử lại hoặc gõ “menu”."


def not_saved() -> str:
    return (
        "Hệ thống tạm thời chưa lưu được tin vừa rồi và đang thử lại. "
        "Sau ít phút chưa thấy trả lời, đề nghị đồng chí gửi lại."
    )


def no_campaign() -> str:
    return "Hệ thống chưa mở đợt đăng ký nào. Đề nghị liên hệ Ủy ban Kiểm tra."


def help_unit() -> str:
    return (
        f"{bold('Trợ giúp')}\n"
        "• /dangky: nhập một cuộc kiểm tra hoặc giám sát. Tôi hỏi từng bước, báo ngay nếu có thể chồng chéo.\n"
        "• /chuongtrinh: xem, sửa, xóa các cuộc đã lưu.\n"
        "• /gui: gửi dự thảo cho Ủy ban Kiểm tra.\n"
        "• /menu: về màn hình chính; việc đang nhập dở được giữ.\n"
        "Không nhập nội dung mật, dấu hiệu vi phạm, tố cáo, kỷ luật."
    )


def help_office() -> str:
    return (
        f"{bold('Trợ giúp')}\n"
        "• /thamdinh: các dự thảo đang chờ, chọn Thống nhất hoặc Trả lại.\n"
        "• /theodoi: đơn vị nào đã gửi, chưa gửi.\n"
        "• /menu: về màn hình chính.\n"
        "Mọi kết quả ở đây là bước đầu, chờ văn bản chính thức."
    )


def month_nearly_used_up() -> str:
    return (
        "Tháng này bot sắp hết lượt tin. Đến hết tháng chỉ gửi kết quả thẩm định và nhắc hạn cuối; "
        "việc khác đề nghị liên hệ Ủy ban Kiểm tra."
    )


def month_alert(channel: str, used: int, monthly: int) -> str:
    share = f"{used * 100 // monthly} %"
    text = f"{channel} đã dùng {used:,} trong {monthly:,} tin của tháng này ({share}).".replace(",", ".")
    if used >= 0.95 * monthly:
        return f"{text} Từ nay đến hết tháng bot này chỉ gửi kết quả thẩm định và nhắc hạn cuối."
    return f"{text} Nên mời người mới qua bot khác; từ 95 % chỉ gửi kết quả thẩm định và nhắc hạn cuối."


def blocked_alert(name: str, unit: str) -> str:
    return f"{name} ({unit}) đã chặn bot, không nhận được tin nhắc. Đề nghị liên hệ trực tiếp."


def failed_alert(address: str, received_id: str) -> str:
    return f"Một tin của cuộc trò chuyện {address} không xử lý được (mã {received_id}). Người gửi đã được báo."


def failed_send_alert(address: str, post_id: str) -> str:
    return f"Một tin gửi đến cuộc trò chuyện {address} bị từ chối (mã {post_id}). Xem nhật ký hệ thống."


def channel_ended(label: str) -> str:
    return f"Kênh {label} đã ngừng: cần người quản lý máy chủ xem nhật ký. Các kênh khác vẫn chạy."

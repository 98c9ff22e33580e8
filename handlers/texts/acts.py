"""Each act of the audit as half a sentence: for administrators in chat, and for the panel of the demo page."""

from __future__ import annotations

from datetime import date

from handlers.texts.common import ROLES
from handlers.texts.format import day, short
from planning.programme import Role, Verb

_VERBS = {Verb.RETURN: "trả lại", Verb.AGREE: "thống nhất", Verb.FORWARD: "trình Ban Thường vụ"}


def decided(person: str, verb: Verb, version: int, body: str, principal: str = "") -> str:
    """`principal`: in whose stead; "" for oneself."""
    stead = f" (thay đ/c {principal})" if principal else ""
    return f"{person}{stead} {_VERBS[verb]} dự thảo lần {version} của {body}"


def not_allowed(person: str) -> str:
    return f"{person} bấm việc không thuộc quyền, không có gì thay đổi"


def not_to_be_entered(person: str) -> str:
    return f"nội dung {person} gõ không được nhập ở đây"


def stranger() -> str:
    return "người lạ"


def added(code: str, person: str) -> str:
    return f"{code}: cuộc mới của {person}"


def changed(code: str, person: str) -> str:
    return f"{code}: {person} đã sửa"


def dropped(code: str, person: str) -> str:
    return f"{code}: {person} đã xóa"


def move_proposed(code: str, person: str) -> str:
    return f"{person} đề xuất thời gian khác cho {code}, chưa có gì thay đổi"


def move_not_taken(code: str, person: str) -> str:
    return f"{person} giữ thời gian của {code}"


def superior_added(name: str) -> str:
    return f"cơ quan cấp trên mới: {short(name, 60)}"


def submitted(person: str, version: int, body: str) -> str:
    return f"{person} gửi dự thảo lần {version} của {body}"


def voided(person: str, version: int, body: str) -> str:
    return f"{person} sửa chương trình đã thống nhất, lần {version} của {body} hết giá trị"


def opinion_made(person: str, body: str) -> str:
    return f"{person} lập ý kiến bằng văn bản về {body}"


def opinion_recorded(person: str, number: str, body: str) -> str:
    return f"{person} ghi văn bản {number} về {body}"


def opinion_corrected(person: str, number: str, body: str) -> str:
    return f"{person} ghi lại văn bản về {body} là {number}"


def promulgated(person: str, body: str, number: str) -> str:
    return f"{person} báo {body} đã ban hành {number}"


def renumbered(person: str, body: str, number: str) -> str:
    return f"{person} sửa số ban hành của {body} thành {number}"


def amendment_opened(person: str, body: str) -> str:
    return f"{person} mở điều chỉnh chương trình của {body}"


def amendment_discarded(person: str, body: str) -> str:
    return f"{person} bỏ điều chỉnh chương trình của {body}"


def withdrawn(person: str, version: int, body: str) -> str:
    return f"{person} rút dự thảo lần {version} của {body}"


def joint_proposed(person: str) -> str:
    return f"{person} đề nghị lập đoàn chung"


def joint_accepted(person: str) -> str:
    return f"{person} đồng ý đoàn chung"


def joint_declined(person: str) -> str:
    return f"{person} không đồng ý đoàn chung"


def joint_countered(person: str) -> str:
    return f"{person} đồng ý đoàn chung nếu được chủ trì"


def joint_withdrawn(person: str) -> str:
    return f"{person} rút đề nghị đoàn chung"


def joint_lapsed() -> str:
    return "một đề nghị hoặc một đoàn chung không còn hiệu lực"


def transferred(person: str, version: int, body: str) -> str:
    return f"{person} chuyển dự thảo lần {version} của {body} cho một người xử lý"


def given_back(person: str, version: int, body: str) -> str:
    return f"{person} trả dự thảo lần {version} của {body} về cho mọi người"


def copied(person: str, version: int, body: str) -> str:
    return f"{person} gửi bản xem dự thảo lần {version} của {body}"


def opinion_asked(person: str, version: int, body: str) -> str:
    return f"{person} xin thêm ý kiến về dự thảo lần {version} của {body}"


def opinion_given(person: str, version: int, body: str) -> str:
    return f"{person} cho ý kiến về dự thảo lần {version} của {body}"


def substitute_named(person: str) -> str:
    return f"{person} cử người thay"


def substitute_ended(person: str) -> str:
    return f"{person} kết thúc một việc thay"


def reminded_by_hand(person: str, people: int) -> str:
    return f"{person} nhắc tay {people} người"


def voted(person: str, version: int, body: str) -> str:
    return f"{person} đồng ý với dự thảo lần {version} của {body}"


def unvoted(person: str, version: int, body: str) -> str:
    return f"{person} lấy lại ý kiến về dự thảo lần {version} của {body}"


def undone(person: str, version: int, body: str) -> str:
    return f"{person} lấy lại quyết định về dự thảo lần {version} của {body}"


def ruled(person: str, code: str) -> str:
    return f"{person} ghi kết quả thẩm định của {code}"


def remark_answered(person: str, code: str) -> str:
    return f"{person} giữ {code} và nêu lý do"


def joined(person: str, role: Role) -> str:
    return f"{person} tham gia: {ROLES[role]}"


def removed(person: str) -> str:
    return f"{person} gỡ một người khỏi hệ thống"


def invited(unit: str, role: Role) -> str:
    return f"lời mời {ROLES[role]} cho {unit}; mã mời chỉ lưu dạng băm"


def linked(person: str, channel: str) -> str:
    return f"{person} nối thêm kênh {_channel(channel)}"


def link_issued(person: str) -> str:
    return f"{person} xin mã nối kênh; mã chỉ lưu dạng băm"


def preferred(person: str, channel: str) -> str:
    return f"{person} nhận tin báo qua {_channel(channel)}"


def _channel(name: str) -> str:
    return name.partition(":")[0].capitalize()


def unit_added(unit: str) -> str:
    return f"đối tượng mới: {unit}, chờ quản trị xác nhận"


def unit_confirmed(unit: str) -> str:
    return f"quản trị xác nhận đối tượng: {unit}"


def office_loaded(units: int, count: int) -> str:
    return f"nạp danh mục: {units} đơn vị, {count} chủ thể"


def audit_renewed() -> str:
    return "nhật ký bắt đầu chuỗi mới vì mất khóa cũ"


def backup_restored() -> str:
    return "khôi phục dữ liệu từ bản sao lưu"


def person_exported() -> str:
    return "xuất dữ liệu của một người theo yêu cầu"


def person_erased() -> str:
    return "xóa dữ liệu của một người theo yêu cầu"


def deadline_moved(before: date, after: date) -> str:
    return f"hạn gửi dời từ {day(before)} sang {day(after)}"


def alias_added(name: str) -> str:
    return f"tên gọi “{short(name, 60)}” đã thêm cho một đơn vị"


def alias_learnt(name: str) -> str:
    return f"bot nhớ tên gọi “{short(name, 60)}” từ lựa chọn của đơn vị"


def alias_dropped(name: str) -> str:
    return f"tên gọi “{short(name, 60)}” đã bỏ"


def file_asked(person: str) -> str:
    return f"{person} xin một văn bản; chỉ lưu dữ liệu để dựng lại"


def file_linked(person: str) -> str:
    return f"đường dẫn riêng cho {person}, 30 phút; mã chỉ lưu dạng băm"


def file_fetched(person: str) -> str:
    return f"{person} tải văn bản qua đường dẫn"


def code_locked(channel: str) -> str:
    return f"một trò chuyện {_channel(channel)} gõ sai mã nhiều lần, khóa một ngày"


def topic_added(name: str) -> str:
    return f"chủ đề mới “{short(name, 60)}” đã ghi vào bộ từ ngữ"


def phrase_added(phrase: str) -> str:
    return f"cụm từ “{short(phrase, 60)}” đã thêm vào một chủ đề"


def phrase_removed(phrase: str) -> str:
    return f"cụm từ “{short(phrase, 60)}” đã bỏ khỏi một chủ đề"


def group_admitted() -> str:
    return "một nhóm được nhận số liệu mỗi sáng"


def group_closed() -> str:
    return "một nhóm không nhận số liệu nữa"


def oa_connected() -> str:
    return "quản trị của OA đã đồng ý cho ứng dụng gửi tin"


def oa_lost() -> str:
    return "quyền gửi tin qua OA đã hết hiệu lực"


def group_moved() -> str:
    return "một nhóm có địa chỉ mới"


def something(action: str) -> str:
    """An act this page has no words for."""
    return f"một việc đã ghi sổ: {action}"

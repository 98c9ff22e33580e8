"""The demo as its visitor sees it: the whole story of a programme, by clicking and typing in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import OnePhone, Visitor

pytestmark = pytest.mark.browser

WARD = "Phường Đông Thọ"
UNION = "Hội LHPN thành phố"
OTHER_WARD = "Phường Hàm Rồng"
REVIEWER_1 = "UBKT: thẩm định viên 1"
REVIEWER_2 = "UBKT: thẩm định viên 2"
STANDING = "Ban Thường vụ"
COMMITTEE = "Đảng ủy phường Đông Thọ"
CONTROL = "UBKT Đảng ủy phường Đông Thọ"
REASON = "Cuộc kiểm tra Chi bộ Quân sự ghi rõ nội dung"


def joins(phone: OnePhone) -> None:
    phone.opens("Telegram")
    phone.begins()
    phone.reads("Lời mời này dành cho cán bộ đầu mối")
    phone.taps("Đúng, tham gia")
    phone.reads("Đã tham gia", "còn 23 ngày")


def registers_and_moves(ward: OnePhone, visitor: Visitor) -> None:
    """Typed without accents; there may be an overlap, a free month is taken instead."""
    ward.taps("Đăng ký cuộc mới")
    ward.reads("thuộc chương trình nào")
    ward.taps(COMMITTEE)
    ward.reads("Hình thức nào")
    ward.taps("Giám sát chuyên đề")
    ward.reads("Đối tượng là tổ chức nào")
    ward.says("chi bo truong thcs tran phu")
    ward.reads("Chi bộ Trường THCS Trần Phú", "Tiến hành khi nào")
    ward.says("thang 5")
    ward.reads("Có thể chồng chéo", "Một đoàn cấp thành phố", "quý II/2027")
    visitor.picture("may-overlap", ward)
    ward.taps(re.compile("trống$"))
    ward.reads("Không thấy chồng chéo ở thời gian này", "Nội dung gì")
    ward.says("quan ly thu, chi")
    ward.reads("chưa có dấu")
    ward.taps("quản lý thu, chi")
    ward.reads("Cuộc mới: Giám sát chuyên đề", "quản lý thu, chi")
    ward.taps("Lưu")
    ward.reads("Đã lưu KT-", "0 kiểm tra, 1 giám sát")


def control_registers(ward: OnePhone) -> None:
    """The same ward's inspection committee has a programme of its own."""
    ward.taps("Thêm cuộc nữa")
    ward.reads("thuộc chương trình nào")
    ward.taps(CONTROL)
    ward.reads("Hình thức nào")
    ward.taps("Giám sát chuyên đề")
    ward.reads("Đối tượng là tổ chức nào")
    ward.says("chi bo quan su")
    ward.reads("Chi bộ Quân sự", "Tiến hành khi nào")
    ward.says("14/5-15/5")
    ward.reads("14/5–15/5/2027", "Nội dung gì")
    ward.says("việc thực hiện quy chế làm việc")
    ward.reads("Cuộc mới: Giám sát chuyên đề", "quy chế làm việc")
    ward.taps("Lưu")
    ward.reads("Đã lưu KT-", CONTROL)


def registers_and_keeps(ward: OnePhone, visitor: Visitor) -> str:
    """Both sides have exact days: the overlap is certain, and kept all the same. Returns the inspection's number."""
    ward.taps("Thêm cuộc nữa")
    ward.reads("thuộc chương trình nào")
    ward.taps(COMMITTEE)
    ward.reads("Hình thức nào")
    ward.taps("Kiểm tra chấp hành")
    ward.reads("Đối tượng là tổ chức nào")
    ward.says("chi bo quan su")
    ward.reads("Chi bộ Quân sự", "Tiến hành khi nào")
    ward.says("12/5-18/5")
    ward.reads(re.compile(r"^Chồng chéo"), CONTROL, "14/5–15/5/2027", "Trùng ngày")
    visitor.picture("warning", ward)
    ward.taps(re.compile("^Giữ 12"))
    ward.reads("12/5–18/5/2027", "Nội dung gì")
    ward.says("thực hiện Nghị quyết 57-NQ/TW")
    ward.reads("Cuộc mới: Kiểm tra chấp hành", "Nghị quyết 57-NQ/TW")
    ward.taps("Lưu")
    ward.reads("Đã lưu KT-", "1 kiểm tra, 1 giám sát")
    return ward.code


def submits(phone: OnePhone, nth: int) -> None:
    phone.taps("Gửi thẩm định")
    phone.reads(f"lần {nth}", "Gửi chứ?")
    phone.taps("Gửi")
    phone.reads(f"Đã gửi dự thảo lần {nth}")


def edits(ward: OnePhone, code: str) -> None:
    ward.taps("Xem danh sách")
    ward.reads(f"Lý do trả lại: {REASON}")
    ward.taps(re.compile(f"^{code}"))
    ward.reads("Đối tượng: Chi bộ Quân sự")
    ward.taps("Sửa")
    ward.reads("Sửa mục nào")
    ward.taps("Nội dung")
    ward.reads("Nội dung gì")
    ward.says("lãnh đạo thực hiện Nghị quyết 57-NQ/TW")
    ward.reads(f"Sửa {code}", "lãnh đạo thực hiện")
    ward.taps("Lưu")
    ward.reads(f"Đã sửa {code}")


def union_registers(union: OnePhone) -> None:
    union.taps("Đăng ký cuộc mới")
    union.reads("Hình thức nào")
    union.taps(re.compile("^Giám sát"))
    union.reads("Đối tượng là tổ chức nào")
    union.says("hoi lhpn phuong dong tho")
    union.reads("Hội LHPN phường Đông Thọ", "Tiến hành khi nào")
    union.taps("Quý III")
    union.reads("quý III/2027", "Nội dung gì")
    union.says("hoạt động của các tổ phụ nữ tiết kiệm")
    union.reads("Cuộc mới", "tổ phụ nữ tiết kiệm")
    union.taps("Lưu")
    union.reads("Đã lưu KT-")


def test_the_story(visitor: Visitor) -> None:
    ward, other_ward, union = visitor.phone(WARD), visitor.phone(OTHER_WARD), visitor.phone(UNION)
    one, two, standing = visitor.phone(REVIEWER_1), visitor.phone(REVIEWER_2), visitor.phone(STANDING)

    joins(ward)
    registers_and_moves(ward, visitor)
    control_registers(ward)
    code = registers_and_keeps(ward, visitor)
    submits(ward, 1)

    one.reads("Dự thảo mới", COMMITTEE, "1 kiểm tra, 1 giám sát")
    assert one.buttons[:2] == ["Thống nhất", "Trả lại"]
    visitor.picture("card", one)
    one.taps("Trả lại")
    one.reads("gõ lý do")
    one.says(REASON)
    one.reads("với lý do", REASON)
    one.taps("Trả lại với lý do này")
    one.reads("Đã trả lại", REASON)
    two.reads("Đã trả lại", "Minh", REASON)
    assert two.buttons == ["Đã trả lại · Minh"]
    expect(two.button("Đã trả lại · Minh")).to_be_disabled()

    ward.reads("Ủy ban Kiểm tra trả lại dự thảo lần 1", REASON)
    visitor.picture("returned", ward)
    edits(ward, code)
    submits(ward, 2)

    two.reads("Dự thảo gửi lại", "lần 2")
    one.reads("Dự thảo gửi lại", "lần 2")
    two.taps("Thống nhất")
    two.reads("Đã thống nhất")
    one.reads("Đã thống nhất", "Thu")
    assert one.buttons == ["Đã thống nhất bước đầu · Thu"]
    ward.reads("đã thống nhất bước đầu dự thảo lần 2")

    joins(union)
    union_registers(union)
    submits(union, 1)
    one.reads("Dự thảo mới", "Hội Liên hiệp Phụ nữ thành phố")
    visitor.picture("page")
    assert visitor.stumbles() == []
    one.taps("Trình BTV")
    one.reads("Đã trình Ban Thường vụ")
    standing.reads("Ủy ban Kiểm tra trình", "Hội Liên hiệp Phụ nữ thành phố")
    standing.taps("Thống nhất")
    standing.reads("Đã thống nhất")
    union.reads("Ban Thường vụ đã thống nhất bước đầu")

    visitor.moves_the_clock_to("08:00 08/12/2026")
    expect(visitor.page.locator("#clock")).to_have_text("08:00 ngày 08/12/2026, Thứ Ba")
    other_ward.reads("Nhắc hạn: còn 7 ngày", "Đảng ủy phường Hàm Rồng: chưa gửi")
    visitor.picture("reminder")

    on_a_narrow_screen(visitor, ward, other_ward)


def on_a_narrow_screen(visitor: Visitor, ward: OnePhone, other_ward: OnePhone) -> None:
    """One phone and a switcher; the same talk can be read."""
    page = visitor.page
    said = ward.newest.inner_text()
    visitor.holds_a_phone()
    switcher = page.get_by_role("navigation", name="Chọn điện thoại")
    for label, phone in ((OTHER_WARD, other_ward), (WARD, ward)):
        switcher.get_by_role("button", name=label).click()
        expect(page.locator(".phone:visible")).to_have_count(1)
        expect(phone.newest).to_be_in_viewport(ratio=1)
        assert visitor.stumbles() == []
    assert ward.newest.inner_text() == said
    ward.reads("Nhắc hạn")
    visitor.picture("phone-360")
    visitor.button("Giờ, công cụ").click()
    visitor.button("+1 ngày").click()
    expect(page.locator("#clock")).to_have_text("08:00 ngày 09/12/2026, Thứ Tư")
    assert visitor.stumbles() == []


def test_a_moment_is_typed_as_people_write_it(visitor: Visitor) -> None:
    clock = visitor.page.locator("#clock")
    visitor.moves_the_clock_to("31/11")
    expect(visitor.page.locator("#jump input:invalid")).to_be_visible()
    expect(clock).to_have_text("09:00 ngày 22/11/2026, Chủ nhật")
    for typed, shown in (
        ("24/11", "08:00 ngày 24/11/2026, Thứ Ba"),
        ("0:30 1/12", "00:30 ngày 01/12/2026, Thứ Ba"),
        ("14h 02/12/2026", "14:00 ngày 02/12/2026, Thứ Tư"),
    ):
        visitor.moves_the_clock_to(typed)
        expect(clock).to_have_text(shown)

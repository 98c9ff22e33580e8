"""Zalo on the page: codes and numbers are typed, nothing is pressed; and the switch between messengers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_story import REVIEWER_1, STANDING, UNION, WARD
from tests.browser.visitor import OnePhone, Visitor

pytestmark = pytest.mark.browser

REVIEWER_3 = "UBKT: thẩm định viên 3"
OA_WARD = "Phường Nam Ngạn"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")
THUMB = 40  # px


def joins_by_code(phone: OnePhone) -> None:
    note = phone.element.locator(".code-note")
    expect(note).to_contain_text("Mã mời:")
    expect(note).to_contain_text(CODE)
    phone.element.get_by_role("button", name="Điền vào ô tin").click()
    expect(phone.typing).to_be_focused()
    expect(phone.typing).to_have_value(CODE)
    phone.typing.press("Enter")
    phone.reads("Lời mời này dành cho cán bộ đầu mối", "1 Đúng, tham gia")
    expect(note).to_be_hidden()
    phone.says("1")
    phone.reads("Đã tham gia", "còn 23 ngày")


def chooses(phone: OnePhone, label: str) -> None:
    """Type the number before these words, the code after them, or, where a number might be a month, the line itself."""
    said = phone.newest.inner_text()
    found = re.search(rf"^(\d+) {label}|{label}: gõ “(.+?)”|^• ({label}[^:\n]*)$", said, re.MULTILINE)
    assert found, said
    phone.says(found[1] or found[2] or found[3])


def registers_by_numbers(phone: OnePhone) -> None:
    chooses(phone, "Đăng ký cuộc mới")
    phone.reads("Hình thức nào", "Trả lời một số:")
    chooses(phone, "Giám sát")
    phone.reads("Đối tượng là tổ chức nào")
    phone.says("hoi lhpn phuong dong tho")
    phone.reads("Hội LHPN phường Đông Thọ", "Tiến hành khi nào")
    chooses(phone, "Quý III")
    phone.reads("quý III/2027", "Nội dung gì")
    phone.says("hoạt động của các tổ phụ nữ tiết kiệm")
    phone.reads("Cuộc mới", "tổ phụ nữ tiết kiệm")
    chooses(phone, "Lưu")
    phone.reads("Đã lưu KT-")


def is_bare(phone: OnePhone) -> None:
    """What Zalo has not: buttons in the talk, a list of commands, a paper clip, BẮT ĐẦU."""
    expect(phone.chat.get_by_role("button")).to_have_count(0)
    names = [button.get_attribute("name") for button in phone.element.get_by_role("button").all()]
    assert names == ["telegram", "zalo", "send"]


def test_a_programme_goes_its_way_on_zalo(visitor: Visitor) -> None:
    union, three, one = visitor.phone(UNION), visitor.phone(REVIEWER_3), visitor.phone(REVIEWER_1)
    joins_by_code(union)
    expect(visitor.events.first).to_contain_text("Hoa (Zalo): ••••-••••")  # the code is nobody's business
    is_bare(union)
    registers_by_numbers(union)
    visitor.picture("zalo", union)
    chooses(union, "Gửi thẩm định")
    union.reads("lần 1", "Gửi chứ?")
    chooses(union, "Gửi")
    union.reads("Đã gửi dự thảo lần 1")

    one.reads("Dự thảo mới", "Hội Liên hiệp Phụ nữ thành phố")
    assert one.buttons[:2] == ["Trình BTV", "Trả lại"]
    three.reads("Dự thảo mới", "Hội Liên hiệp Phụ nữ thành phố")
    is_bare(three)
    chooses(three, "Trình BTV")
    three.reads("Đã trình Ban Thường vụ")
    one.reads("Đã trình Ban Thường vụ", "Hạnh")
    standing = visitor.phone(STANDING)
    standing.reads("Ủy ban Kiểm tra trình")
    standing.taps("Thống nhất")
    union.reads("Ban Thường vụ đã thống nhất bước đầu")
    expect(visitor.events.filter(has_text="Hạnh (Zalo): ")).not_to_have_count(0)
    expect(visitor.events.filter(has_text="Hoa (Zalo): Ban Thường vụ đã thống nhất")).to_have_count(1)
    assert visitor.stumbles() == []


def test_on_a_small_phone(visitor: Visitor) -> None:
    visitor.holds_a_phone()
    visitor.page.get_by_role("navigation").get_by_role("button", name=UNION).click()
    union = visitor.phone(UNION)
    assert visitor.stumbles() == []
    joins_by_code(union)
    registers_by_numbers(union)
    assert visitor.stumbles() == []
    visitor.picture("zalo-360")
    for app in ("Telegram", "Zalo"):
        size = union.app(app).bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= THUMB
        union.opens(app)
        expect(union.app(app)).to_have_attribute("aria-pressed", "true")
        assert visitor.stumbles() == []
    union.reads("Đã lưu KT-")
    visitor.page.get_by_role("navigation").get_by_role("button", name=OA_WARD).click()
    ward = visitor.phone(OA_WARD)
    name, switch = (box.bounding_box() for box in (ward.screen.locator(".bot"), ward.element.locator(".app-choices")))
    assert name and switch
    assert switch["y"] + switch["height"] <= name["y"] or name["x"] + name["width"] <= switch["x"]
    visitor.picture("oa-360")


def test_two_messengers_on_one_phone(visitor: Visitor) -> None:
    ward = visitor.phone(WARD)
    expect(ward.app("Telegram")).to_have_attribute("aria-pressed", "true")
    expect(visitor.phone(REVIEWER_3).app("Zalo")).to_have_attribute("aria-pressed", "true")
    ward.app("Zalo").focus()
    visitor.page.keyboard.press("Enter")
    expect(ward.app("Zalo")).to_be_focused()
    joins_by_code(ward)
    visitor.page.reload()  # the talk is where it was
    expect(ward.app("Zalo")).to_have_attribute("aria-pressed", "true")
    ward.reads("Đã tham gia")
    ward.opens("Telegram")
    visitor.button("Nhắc tiếp theo 30/11").click()
    expect(ward.app("Zalo")).to_have_accessible_name("Zalo 1 tin mới")
    assert visitor.stumbles() == []
    ward.opens("Zalo")
    ward.reads("Nhắc hạn: còn 15 ngày")
    expect(ward.app("Zalo")).to_have_accessible_name("Zalo")


def test_an_official_account_has_buttons_and_a_window(visitor: Visitor) -> None:
    ward = visitor.phone(OA_WARD)
    expect(ward.app("Zalo OA")).to_have_attribute("aria-pressed", "true")
    ward.reads("Đã tham gia")
    ward.taps("Đăng ký cuộc mới")
    ward.reads("Cuộc này thuộc chương trình nào?")
    expect(visitor.events.filter(has_text="Nga (Zalo OA): Đăng ký cuộc mới")).to_have_count(1)
    visitor.button("Nhắc tiếp theo 30/11").click()  # eight days on: nothing but what was approved beforehand
    ward.reads("KTGS có tin mới: Nhắc hạn: còn 15 ngày", "Nhắn một tin cho OA")
    ward.says("menu")
    ward.reads("Chương trình kiểm tra, giám sát năm 2027")
    assert visitor.stumbles() == []


def test_an_invitation_is_taken_up_in_one_place(visitor: Visitor) -> None:
    ward = visitor.phone(WARD)
    ward.begins()
    ward.reads("Lời mời này")
    ward.opens("Zalo")
    expect(ward.element.locator(".code-note")).to_be_hidden()
    expect(ward.chat).to_contain_text("nhắn một tin để bắt đầu")
    ward.says("chào")
    ward.reads("Hệ thống chỉ dành cho người được mời")


def test_the_tour_needs_a_fresh_office(visitor: Visitor) -> None:
    """Who has joined on Zalo cannot be led through joining on Telegram."""
    ward = visitor.phone(WARD)
    ward.opens("Zalo")
    joins_by_code(ward)
    visitor.button("Xem thử 2 phút").click()
    visitor.page.get_by_role("dialog").get_by_role("button", name="Xóa và làm lại").click()
    expect(visitor.page.locator("#coach").get_by_role("heading")).to_have_text("Đơn vị tham gia")
    expect(ward.app("Telegram")).to_have_attribute("aria-pressed", "true")
    ward.opens("Zalo")
    visitor.page.locator("#coach").get_by_role("button", name="Chỉ chỗ").click()  # leads back to where the step is made
    expect(ward.element.get_by_role("button", name="BẮT ĐẦU")).to_be_focused()

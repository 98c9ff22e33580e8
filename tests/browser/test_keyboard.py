"""The page without a mouse, and as a screen reader finds it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_story import OTHER_WARD, REVIEWER_1, WARD
from tests.browser.visitor import OnePhone, Visitor

pytestmark = pytest.mark.browser

# what has the focus, and whether one sees it
_RING = "() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"


def tabs_to(page: Page, goal: Locator, most: int = 12) -> None:
    """Press Tab until the goal has the focus; every stop on the way shows where it is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(_RING), page.evaluate("() => document.activeElement.outerHTML")
        if goal.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError(f"not reached with {most} presses")


class Typist:
    """Somebody without a mouse on one phone."""

    def __init__(self, page: Page, phone: OnePhone) -> None:
        self.page = page
        self.phone = phone

    def chooses(self, label: str | re.Pattern[str]) -> None:
        """From the typing box up to the newest buttons, along them, and press."""
        target = self.phone.button(label)
        expect(target).to_be_visible()
        self.phone.typing.focus()
        self.page.keyboard.press("ArrowUp")
        for _ in range(10):
            if target.evaluate("it => it === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        expect(target).to_be_focused()
        self.page.keyboard.press("Enter")

    def types(self, text: str) -> None:
        self.page.keyboard.press("Escape")
        expect(self.phone.typing).to_be_focused()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")


def test_an_inspection_is_registered_without_a_mouse(visitor: Visitor) -> None:
    page, ward = visitor.page, visitor.phone(WARD)
    expect(ward.element).to_be_visible()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến các điện thoại")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    tabs_to(page, ward.element.get_by_role("button", name="BẮT ĐẦU"))
    page.keyboard.press("Enter")
    expect(ward.typing).to_be_focused()  # the button is gone, the person is not
    ward.reads("Lời mời này")
    typist = Typist(page, ward)
    typist.chooses("Đúng, tham gia")
    ward.reads("Đã tham gia")
    # the question has taken the place of the one before, and the focus is in it
    expect(ward.button("Đăng ký cuộc mới")).to_be_focused()
    page.keyboard.press("Enter")
    ward.reads("thuộc chương trình nào")
    typist.chooses("Đảng ủy phường Đông Thọ")
    ward.reads("Hình thức nào")
    typist.chooses("Giám sát chuyên đề")
    ward.reads("Đối tượng là tổ chức nào")
    typist.types("chi bo truong thcs tran phu")
    ward.reads("Tiến hành khi nào")
    typist.types("thang 5")
    ward.reads("chồng chéo")
    typist.chooses(re.compile("trống$"))
    ward.reads("Nội dung gì")
    typist.types("Quản lý thu, chi")
    ward.reads("Cuộc mới")
    typist.chooses("Lưu")
    ward.reads("Đã lưu KT-")


def test_the_bar_without_a_mouse(visitor: Visitor) -> None:
    page = visitor.page
    for name in ("Giờ khác", "Khác"):
        opener = visitor.button(name)
        opener.focus()
        page.keyboard.press("Enter")
        expect(opener).to_have_attribute("aria-expanded", "true")
        tabs_to(page, page.locator("#jump input" if name == "Giờ khác" else "#add-phone"), most=1)
        page.keyboard.press("Escape")
        expect(opener).to_have_attribute("aria-expanded", "false")
        expect(opener).to_be_focused()
    reset = visitor.button("Làm lại")
    reset.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("button", name="Giữ nguyên")).to_be_focused()
    page.keyboard.press("Escape")
    expect(reset).to_be_focused()
    more = visitor.phone(WARD).element.get_by_role("button", name="Tùy chọn")
    more.focus()
    page.keyboard.press("Enter")
    expect(visitor.phone(WARD).element.get_by_role("button", name="Chặn bot")).to_be_focused()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()


def test_as_a_screen_reader_finds_it(visitor: Visitor) -> None:
    page, ward, one = visitor.page, visitor.phone(WARD), visitor.phone(REVIEWER_1)
    expect(page.locator("header.bar")).to_match_aria_snapshot("""
      - banner:
        - heading "KTGS" [level=1]
        - time: 09:00 ngày 22/11/2026, Chủ nhật
        - button "Xem thử 2 phút"
        - button "Nhật ký" [expanded]
        - group "Chỉnh giờ":
          - button "+1 giờ"
          - button "+1 ngày"
          - button "Nhắc tiếp theo 30/11"
          - button "Giờ khác"
        - button "Làm lại"
        - button "Khác"
        - group "Ngôn ngữ của trang":
          - button "Tiếng Việt" [pressed]
          - button "English"
    """)
    expect(ward.element).to_match_aria_snapshot("""
      - region "Điện thoại của Lan, Phường Đông Thọ":
        - heading "Phường Đông Thọ Lan" [level=2]
        - group "Ứng dụng trên máy này":
          - button "Telegram" [pressed]
          - button "Zalo"
        - button "Tùy chọn"
        - log "Trò chuyện của Lan với KTGS":
          - paragraph: /Bấm BẮT ĐẦU để tự làm/
        - button "BẮT ĐẦU"
    """)
    expect(page.get_by_role("main")).to_be_visible()
    expect(page.get_by_role("log", name="Nhật ký: bot đã làm gì")).to_have_attribute("aria-live", "polite")
    ward.begins()
    ward.reads("Lời mời này")
    expect(ward.chat).to_have_attribute("aria-live", "polite")
    expect(one.chat).to_have_attribute("aria-live", "off")  # seven phones at once would be noise
    one.typing.focus()
    expect(one.chat).to_have_attribute("aria-live", "polite")
    expect(ward.chat).to_have_attribute("aria-live", "off")
    visitor.holds_a_phone()
    tab = page.get_by_role("navigation", name="Chọn điện thoại").get_by_role("button", name=OTHER_WARD)
    expect(tab).to_have_attribute("aria-pressed", "false")
    tab.press("Enter")
    expect(tab).to_have_attribute("aria-pressed", "true")
    expect(tab).to_be_focused()
    expect(visitor.phone(OTHER_WARD).chat).to_have_attribute("aria-live", "polite")

"""The guided tour: done for the visitor, done by hand with detours, by keyboard on a small phone, and begun afresh."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visitor import OnePhone, Visitor

pytestmark = pytest.mark.browser

WARD, REVIEWER_2, OTHER_WARD = "Phường Đông Thọ", "UBKT: thẩm định viên 2", "Phường Hàm Rồng"
TITLES = (
    "Đơn vị tham gia",
    "Đăng ký một cuộc",
    "Gõ không dấu cũng được",
    "Gõ thời gian",
    "Bot báo chồng chéo",
    "Ghi nội dung và lưu",
    "Gửi thẩm định",
    "Thẩm định viên trả lại",
    "Máy của Thu đổi theo",
    "Gửi lại",
    "Thống nhất",
    "Đơn vị biết kết quả",
    "Nhắc hạn",
)
READ = ("Máy của Thu đổi theo", "Đơn vị biết kết quả")
END = "Đã xem hết một vòng"


class Tour:
    """The card of the tour."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.card: Locator = visitor.page.locator("#coach")

    def opens(self) -> None:
        self.visitor.button("Xem thử 2 phút").click()

    def says(self, title: str) -> None:
        expect(self.card.get_by_role("heading")).to_have_text(title, timeout=15_000)

    def button(self, name: str) -> Locator:
        return self.card.get_by_role("button", name=name, exact=True)


@pytest.fixture
def tour(visitor: Visitor) -> Tour:
    return Tour(visitor)


def kinds_in_order(visitor: Visitor, *lines: str) -> None:
    """These lines stand in the panel, in this order."""
    said = visitor.events.all_inner_texts()
    places = [next((at for at, line in enumerate(said) if re.search(words, line)), -1) for words in lines]
    assert -1 not in places, f"missing in {said}"
    assert places == sorted(places), said


def test_done_for_the_visitor_and_begun_afresh(tour: Tour) -> None:
    visitor = tour.visitor
    tour.opens()
    for number, title in enumerate(TITLES, start=1):
        tour.says(title)
        expect(tour.card).to_contain_text(f"Bước {number}/13")
        assert visitor.stumbles() == []
        if title == "Bot báo chồng chéo":
            expect(visitor.page.locator(".inline.tour-target")).to_have_text(re.compile("trống$"))
            visitor.picture("tour")
        if title == "Đơn vị biết kết quả":
            visitor.phone(WARD).reads("đã thống nhất bước đầu")
        if title in READ:
            tour.button("Tiếp").click()
        else:
            tour.button("Làm hộ").click()
    tour.says(END)
    visitor.phone(OTHER_WARD).reads("Nhắc hạn")
    kinds_in_order(
        visitor,
        r"nhận\s*Minh: Trả lại",
        r"lưu\s*tin của Minh",
        r"quyết định\s*Minh trả lại dự thảo lần 1 của Đảng ủy phường Đông Thọ",
        r"gửi\s*Lan: Ủy ban Kiểm tra trả lại",
        r"quyết định\s*Thu thống nhất dự thảo lần 2",
        r"gửi\s*Bình: Nhắc hạn",
    )
    tour.card.get_by_role("button", name="Đóng").last.click()
    expect(tour.card).to_be_hidden()
    expect(visitor.button("Xem thử 2 phút")).to_be_focused()
    visitor.picture("panel")

    tour.opens()  # the office is not what the tour speaks of any more
    dialog = visitor.page.get_by_role("dialog", name="Làm lại từ đầu")
    expect(dialog).to_contain_text("sẽ bị xóa")
    dialog.get_by_role("button", name="Giữ nguyên").click()
    expect(tour.card).to_be_hidden()
    tour.opens()
    dialog.get_by_role("button", name="Xóa và làm lại").click()
    tour.says(TITLES[0])
    expect(visitor.events).to_have_count(0)
    expect(visitor.page.locator("#clock")).to_have_text("09:00 ngày 22/11/2026, Chủ nhật")
    tour.button("Làm hộ").click()
    tour.says(TITLES[1])


def joins_by_hand(tour: Tour, ward: OnePhone) -> None:
    ward.begins()
    ward.taps("Đúng, tham gia")
    tour.says(TITLES[1])


def test_a_visitor_with_a_will_of_their_own(tour: Tour) -> None:
    """The tour follows what happens, whoever does it, and loses nobody."""
    visitor = tour.visitor
    visitor.holds_a_phone()
    ward = visitor.phone(WARD)
    tour.opens()
    joins_by_hand(tour, ward)
    ward.taps("Đăng ký cuộc mới")
    ward.says("menu")  # not what the tour asks for
    ward.reads("Hạn gửi dự thảo")
    visitor.button("Giờ, công cụ").click()
    visitor.page.get_by_role("button", name=re.compile("^Nhắc tiếp theo")).click()  # far too early
    ward.reads("Nhắc hạn")
    visitor.button("Giờ, công cụ").click()
    tour.says(TITLES[1])
    tour.button("Bỏ qua").click()
    tour.says(TITLES[2])
    tour.button("Lùi").click()
    tour.says(TITLES[1])
    visitor.page.reload()
    tour.says(TITLES[1])
    tour.button("Làm hộ").click()  # also from here
    tour.says(TITLES[2])
    tour.button("Lùi").click()
    tour.says(TITLES[1])
    expect(tour.button("Làm hộ")).to_be_hidden()  # it is done; it stays to be read
    tour.button("Tiếp").click()
    tour.says(TITLES[2])
    tour.button("chi bo truong thcs tran phu").click()  # the words to type, put where they are typed
    expect(ward.typing).to_have_value("chi bo truong thcs tran phu")
    expect(ward.typing).to_be_focused()
    tour.button("Làm hộ").click()
    tour.says(TITLES[3])
    expect(ward.typing).to_have_value("")
    ward.says("thang 5")
    tour.says(TITLES[4])
    assert visitor.stumbles() == []
    visitor.picture("tour-360")
    beginning = ward.newest.get_by_text("Có thể chồng chéo", exact=False).first
    expect(beginning).to_be_in_viewport()  # a warning and its buttons fit one screen
    expect(ward.screen.get_by_text("Đọc từ đầu tin")).to_be_hidden()
    visitor.page.get_by_role("navigation").get_by_role("button", name=REVIEWER_2).click()
    tour.button("Chỉ chỗ").click()
    expect(visitor.page.locator(".phone:visible")).to_have_count(1)
    expect(ward.button(re.compile("trống$"))).to_be_focused()
    visitor.page.keyboard.press("Enter")
    tour.says(TITLES[5])
    tour.button("Bỏ qua").click()
    for title in TITLES[6:-1]:
        tour.says(title)
        tour.card.get_by_role("button", name=re.compile("^(Bỏ qua|Tiếp)$")).click()
    tour.says(END)  # the reminder has come already
    assert visitor.stumbles() == []


def test_by_keyboard(tour: Tour) -> None:
    visitor = tour.visitor
    keyboard = visitor.page.keyboard
    visitor.button("Xem thử 2 phút").focus()
    keyboard.press("Enter")
    tour.says(TITLES[0])
    expect(tour.card.get_by_role("heading")).to_be_focused()
    for name in ("Làm hộ", "Chỉ chỗ"):
        keyboard.press("Tab")
        expect(tour.button(name)).to_be_focused()
    keyboard.press("Enter")
    expect(visitor.phone(WARD).element.get_by_role("button", name="BẮT ĐẦU")).to_be_focused()
    keyboard.press("Enter")
    visitor.phone(WARD).reads("Lời mời này")
    tour.button("Chỉ chỗ").focus()
    keyboard.press("Enter")
    expect(visitor.phone(WARD).button("Đúng, tham gia")).to_be_focused()
    keyboard.press("Enter")
    tour.says(TITLES[1])
    tour.button("Làm hộ").focus()
    keyboard.press("Escape")
    expect(tour.card).to_be_hidden()
    expect(visitor.button("Xem thử 2 phút")).to_be_focused()

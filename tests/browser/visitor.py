"""What a visitor of the demo page sees and does: read, press, type. All waiting is Playwright's own."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

LARGEST_PICTURE = 400_000  # bytes
# the others are for whoever looks into a failure
IN_THE_GUIDE = ("page", "warning", "card", "phone-360", "tour", "tour-360", "panel", "zalo")
_LOOKS = Path(__file__).with_name("looks.js").read_text("utf-8").partition("\n")[2]
_HIDDEN_END = """chat => chat.scrollHeight - chat.scrollTop - chat.clientHeight"""


class OnePhone:
    """One phone of the page."""

    def __init__(self, page: Page, label: str) -> None:
        self.element = page.get_by_role("region", name=label)
        self.screen = self.element.locator(".app:not([hidden])")  # the messenger that is open
        self.chat = self.screen.locator(".chat")
        self.typing = self.element.get_by_role("textbox")
        self.newest = self.chat.locator(".row:last-child .message.from-bot")

    def app(self, name: str) -> Locator:
        """The switch to the messenger of this name."""
        return self.element.get_by_role("button", name=re.compile(f"^{name}"))

    def opens(self, app: str) -> None:
        self.app(app).click()

    def begins(self) -> None:
        self.element.get_by_role("button", name="BẮT ĐẦU").click()

    def reads(self, *words: str | re.Pattern[str]) -> None:
        """The newest message comes from the bot, has these words, and is in sight to its end."""
        for some in words:
            expect(self.newest).to_contain_text(some)
        assert self.chat.evaluate(_HIDDEN_END) < 2

    def button(self, label: str | re.Pattern[str]) -> Locator:
        """The button under the newest message; a pattern may fit several, the first counts."""
        exact = isinstance(label, str)
        return self.newest.get_by_role("button", name=label, exact=exact).first

    def taps(self, label: str | re.Pattern[str]) -> None:
        self.button(label).click()

    def says(self, text: str) -> None:
        self.typing.fill(text)
        self.typing.press("Enter")

    @property
    def code(self) -> str:
        """The number of the inspection that the newest message is about."""
        found = re.search(r"KT-\d+", self.newest.inner_text())
        assert found
        return found[0]

    @property
    def buttons(self) -> list[str]:
        return self.newest.get_by_role("button").all_inner_texts()


class Visitor:
    """Somebody before the page."""

    def __init__(self, page: Page, guide: Path, scratch: Path) -> None:
        self.page = page
        self._guide = guide
        self._scratch = scratch

    def phone(self, label: str) -> OnePhone:
        return OnePhone(self.page, label)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        """A button of the page itself: of the bar, the tour, a dialogue."""
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    @property
    def events(self) -> Locator:
        """The lines of the panel."""
        return self.page.locator("#log-list .event")

    def moves_the_clock_to(self, text: str) -> None:
        """Type into the clock bar, as "08:00 08/12/2026"."""
        field = self.page.get_by_placeholder("08:00 08/12/2026")
        if not field.is_visible():
            self.button("Giờ khác").click()
        field.fill(text)
        self.button("Chuyển đến").click()

    def holds_a_phone(self) -> None:
        """The page on a small phone."""
        self.page.set_viewport_size({"width": 360, "height": 740})

    def picture(self, name: str, of: OnePhone | None = None) -> None:
        """Of the page as it is in the window (the one called "page" from its top), or of one phone."""
        folder = self._guide if name in IN_THE_GUIDE else self._scratch
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        self.page.mouse.move(0, 0)  # no button looks touched
        if name == "page":
            self.page.locator("#phones").evaluate("it => it.scrollTo(0, 0)")
        self.page.wait_for_function("() => !document.querySelector('.pressed') && !document.getAnimations().length")
        (of.element if of else self.page).screenshot(path=path)
        assert path.stat().st_size < LARGEST_PICTURE

    def stumbles(self, smallest_button: int = 40) -> list[str]:
        """What a tired reader would stumble over, as sentences; none when all is well."""
        found: list[str] = self.page.evaluate(_LOOKS, smallest_button)
        return found

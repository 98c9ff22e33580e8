"""What a visitor of the demo page sees and does: read, press, type. All waiting is Playwright's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

LARGEST_PICTURE = 400_000  # bytes
IN_THE_GUIDE = ("page", "warning", "card", "phone-360")  # the others are for whoever looks into a failure

# what a tired reader would stumble over, as a sentence; empty when all is well
_CUT = """page => [...document.querySelectorAll("button, .text, .phone-label, .clock")]
  .filter((it) => it.checkVisibility() && !it.closest("#tabs"))
  .filter((it) => it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1)
  .filter((it) => getComputedStyle(it).display !== "inline")
  .map((it) => `cut: ${it.textContent}`)"""
_SMALL = """height => [...document.querySelectorAll("button")]
  .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < height)
  .map((it) => `${it.getBoundingClientRect().height} px: ${it.textContent || it.ariaLabel}`)"""
_SIDEWAYS = """page => [document.scrollingElement, ...document.querySelectorAll(".chat")]
  .filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.ariaLabel || "the page")"""
_HIDDEN_END = """chat => chat.scrollHeight - chat.scrollTop - chat.clientHeight"""


class OnePhone:
    """One phone of the page."""

    def __init__(self, page: Page, label: str) -> None:
        self.element = page.get_by_role("region", name=label)
        self.chat = self.element.locator(".chat")
        self.typing = self.element.get_by_role("textbox")
        self.newest = self.chat.locator(".row:last-child .message.from-bot")

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

    def moves_the_clock_to(self, text: str) -> None:
        """Type into the clock bar, as "08:00 08/12/2026"."""
        self.page.get_by_placeholder("08:00 08/12/2026").fill(text)
        self.page.get_by_role("button", name="Chuyển đến").click()

    def picture(self, name: str, of: OnePhone | None = None) -> None:
        """Of the page as it is in the window, or of one phone."""
        folder = self._guide if name in IN_THE_GUIDE else self._scratch
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        self.page.mouse.move(0, 0)  # no button looks touched
        if of is None:
            self.page.evaluate("scrollTo(0, 0)")
            self.page.screenshot(path=path)
        else:
            of.element.screenshot(path=path)
        assert path.stat().st_size < LARGEST_PICTURE

    def stumbles(self, smallest_button: int = 40) -> Iterator[str]:
        """Everything cut, too small for a thumb, or wider than the window."""
        yield from self.page.evaluate(_CUT)
        yield from self.page.evaluate(_SMALL, smallest_button)
        yield from (f"scrolls sideways: {it}" for it in self.page.evaluate(_SIDEWAYS))

"""Somebody patient who registers one inspection after the other, whatever happens to the program meanwhile.

A person acts on what the newest message asks for, and asks again when nothing has come for a while.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from random import Random

from sandbox import Phone
from sandbox.zalo import ZaloPhone
from tests.zalo_stage import CHOICES

SAVED = re.compile(r"Đã lưu (KT-\d+)")
ASK_AGAIN = 12.0  # seconds without an answer
LOOK = 0.02
PAUSE = (1.0, 5.0)  # seconds to read and to type


class Talker:
    """`saved`: code of each inspection that the program said it had saved, and what its content should be."""

    def __init__(
        self,
        phone: Phone | ZaloPhone,
        ward: str,
        subject: str,
        random: Random,
        pause: tuple[float, float] = PAUSE,
    ) -> None:
        self._pause = pause
        self.phone = phone
        self.ward = ward
        self.subject = subject
        self.random = random
        self.saved: dict[str, str] = {}
        self.wrong: list[str] = []
        self.steps = 0
        self.confused = 0  # entries given up because the summary was not what this person had meant
        self._answered: set[str] = set()
        self._number = 0
        self._content = ""
        self._month = 0

    async def talks(self, goes_on: Callable[[], bool]) -> None:
        """Until told to stop; what was begun is left as it is."""
        seen, text = self._heard()
        self._says("đăng ký")
        while goes_on():
            count, newest = await self._next(seen, text, goes_on)
            if count == seen:
                self._says("đăng ký")  # nothing came: whatever was begun is offered again
                continue
            self._answers(newest)
            seen, text = count, newest

    async def _next(self, seen: int, text: str, goes_on: Callable[[], bool]) -> tuple[int, str]:
        """The newest message after `seen` of them; one that repeats the last gets a moment to be followed."""
        loop = asyncio.get_running_loop()
        patience = loop.time() + ASK_AGAIN
        while goes_on() and loop.time() < patience:
            count, newest = self._heard()
            if count > seen:
                await asyncio.sleep(1.0 if newest == text else self.random.uniform(*self._pause))
                return self._heard()
            await asyncio.sleep(LOOK)
        return seen, text

    def _heard(self) -> tuple[int, str]:
        said = [m for m in self.phone.messages if m.from_bot]
        return len(said), CHOICES.split(said[-1].text)[0] if said else ""

    def _says(self, text: str) -> None:
        self.phone.says(text)

    def _chooses(self, label: str) -> None:
        """By its button where there is one and the person likes to press."""
        if isinstance(self.phone, Phone) and self.random.random() < 0.8:
            try:
                self.phone.presses(label)
                return
            except LookupError:
                pass
        self._says(label)

    def _answers(self, text: str) -> None:
        """A question that comes again was answered already: the program did not know that it had arrived."""
        if text in self._answered:
            return
        self.steps += 1
        if found := SAVED.search(text):
            if self.saved.setdefault(found[1], self._content) != self._content:
                self.wrong.append(f"{self.phone.name}: {found[1]} was told twice, for another inspection")
            self._answered = {text}
            self._says("đăng ký")
            return
        if "Cuộc này thuộc chương trình nào?" in text:
            self._number += 1
            self._answered.clear()
            self._content = f"Nghị quyết số {self._number}-NQ/ĐU của Đảng ủy"
            self._month = self.random.randint(1, 12)
            self._chooses(self.ward)
        elif "Hình thức nào?" in text:
            self._chooses("Kiểm tra chấp hành")
        elif "Đối tượng là tổ chức nào?" in text:
            self._says(self.subject)
        elif "Tiến hành khi nào" in text:
            self._says(f"tháng {self._month}")
        elif "Nội dung gì?" in text:
            self._says(self._content)
        elif "đang nhập dở" in text and "Nhập tiếp hay bỏ?" in text:
            self._answered.clear()
            self._chooses("Nhập tiếp cuộc dở")
            return
        elif "hồng chéo" in text.split("\n")[0] or "cuộc thứ" in text:
            self._chooses(self._keeps())
        elif text.startswith("Cuộc mới"):
            self._saves(text)
        else:
            self._says("đăng ký")
            return
        self._answered.add(text)

    def _keeps(self) -> str:
        """The choice that goes on in spite of a warning."""
        last = self.phone.last
        if isinstance(self.phone, Phone):
            labels = [button.text for row in self.phone.last.buttons for button in row]
        else:
            labels = re.findall(r"^\d+ (.+)$", last.text, re.MULTILINE)
        return next((label for label in labels if label.startswith("Giữ ")), "đăng ký")

    def _saves(self, text: str) -> None:
        """Only what was meant: who answers a question twice reads here that the second answer counted for the next."""
        if all(part in text for part in (self._content, f"tháng {self._month}/2027")):
            self._chooses("Lưu")
            return
        self.confused += 1
        self._chooses("Hủy")

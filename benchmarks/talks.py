"""The people at the other end of the benchmark: what each types and presses, and what they expect to read.

Imports nothing of the project: labels and sentences are what a person sees on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Button:
    """What stands under a message."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Press:
    """A tap on a button of the newest message."""

    data: str


Act = str | Press  # a text to type, or a tap


class WrongAnswerError(Exception):
    """The bot said something that this talk does not expect."""


class Person(Protocol):
    """One chat's owner: begins a talk, and goes on with it after every answer."""

    def begins(self) -> Act:
        """The first act of a new talk."""

    def hears(self, text: str, buttons: Sequence[Button]) -> Act | None:
        """The next act; None when the talk is finished. Raises WrongAnswerError."""


class Echo:
    """One text, the same text back: a talk is one update."""

    def __init__(self, number: int, cells: int) -> None:
        self._number = number
        self._round = 0

    def begins(self) -> Act:
        self._round += 1
        return f"tin {self._number}.{self._round}"

    def hears(self, text: str, buttons: Sequence[Button]) -> Act | None:
        if text != f"tin {self._number}.{self._round}":
            raise WrongAnswerError(text)
        return None


class SixSteps:
    """A form of six typed answers: the bot answers each with its next question, and the last with the whole form."""

    STEPS = 6

    def __init__(self, number: int, cells: int) -> None:
        self._number = number
        self._round = 0
        self._step = 0

    def _says(self) -> str:
        return f"ô {self._step} của {self._number}.{self._round}"

    def begins(self) -> Act:
        self._round += 1
        self._step = 1
        return self._says()

    def hears(self, text: str, buttons: Sequence[Button]) -> Act | None:
        expected = f"{self._step}/{self.STEPS}"
        if not text.startswith(expected) or (self._step == self.STEPS and self._says() not in text):
            raise WrongAnswerError(f"{text!r} instead of {expected!r}")
        if self._step == self.STEPS:
            return None
        self._step += 1
        return self._says()


TIMES = ("tháng 3", "12/5-18/5", "quý 3", "thang 9", "8/11-12/11", "quý II", "15/4 - 20/4", "tháng 10")
CONTENTS = (
    "Nghị quyết Đại hội đảng bộ phường",
    "thu, nộp, sử dụng đảng phí",
    "Kết luận 01-KL/TW về học tập và làm theo Bác",
    "quản lý thu, chi",
    "Nghị quyết 57-NQ/TW",
    "công tác phát triển đảng viên",
    "Chỉ thị 05-CT/TW",
    "quy chế làm việc của chi ủy",
)
COMMITTEE_FORM, UBKT_FORM = "Kiểm tra chấp hành", "Giám sát chuyên đề"
ASK_FORM, ASK_SUBJECT, ASK_TIME, ASK_CONTENT = "Hình thức nào", "Đối tượng là", "Tiến hành khi nào", "Nội dung gì"
WARNING, SAVED = "hồng chéo", "Đã lưu"


class Registration:
    """The focal person of a ward registers inspections, one after the other: seven updates, eight with a warning."""

    def __init__(self, number: int, cells: int) -> None:
        self._number = number
        self._cells = cells
        self._round = 0

    def begins(self) -> Act:
        self._round += 1
        return "đăng ký"

    def hears(self, text: str, buttons: Sequence[Button]) -> Act | None:
        at = self._number * 5 + self._round
        if text.startswith(SAVED):
            return None
        if WARNING in text.partition("\n")[0]:
            return _press(buttons, "Giữ ", text)
        if ASK_FORM in text:
            return _press(buttons, COMMITTEE_FORM if self._round % 2 else UBKT_FORM, text)
        if ASK_SUBJECT in text:
            cell = (self._number + self._round) % self._cells + 1
            return f"chi bo to dan pho {cell}" if at % 3 else f"Chi bộ Tổ dân phố {cell}"
        if ASK_TIME in text:
            return TIMES[at % len(TIMES)]
        if ASK_CONTENT in text:
            return CONTENTS[at % len(CONTENTS)]
        if any(button.label == "Lưu" for button in buttons):
            return _press(buttons, "Lưu", text)
        return _press(buttons, "Đảng ủy" if self._round % 2 else "UBKT", text)


def _press(buttons: Sequence[Button], start: str, text: str) -> Press:
    """A tap on the first button whose label begins so."""
    for button in buttons:
        if button.label.startswith(start):
            return Press(button.data)
    raise WrongAnswerError(f"no button {start!r} under {text!r}, there are {[button.label for button in buttons]}")


TALKS: dict[str, type[Echo | SixSteps | Registration]] = {
    "echo": Echo,
    "form": SixSteps,
    "registration": Registration,
}

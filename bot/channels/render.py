"""Our texts in a platform's own clothes: escaping, bold, and cutting what is too long."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any

from handlers.dialog.chat import BOLD_OFF, BOLD_ON, TIME_MID, TIME_OFF, TIME_ON
from handlers.typed import spelt

_TIME = re.compile(f"{TIME_ON}(\\d+){TIME_MID}([^{TIME_OFF}]*){TIME_OFF}")


def without_times(text: str) -> str:
    """Moments as plain text, in the office's zone."""
    return _TIME.sub(r"\2", text) if TIME_ON in text else text


def without_marks(text: str) -> str:
    """Plain text, for a platform on which everything that is typed is literal."""
    return without_times(text).replace(BOLD_ON, "").replace(BOLD_OFF, "")


def to_html(text: str, *, times: bool = False) -> str:
    """HTML in which everything typed by people is literal and our marks are tags.

    `times`: moments become tags too, which clients show in the reader's zone as a short date and time.
    """
    text = html.escape(text, quote=False)
    text = _TIME.sub(r'<tg-time unix="\1" format="dt">\2</tg-time>', text) if times else without_times(text)
    return text.replace(BOLD_ON, "<b>").replace(BOLD_OFF, "</b>")


def utf16(text: str) -> int:
    """Length as the platforms count it."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` UTF-16 units, none of them blank, cut between lines where that is possible.

    A line that is too long by itself is cut anywhere, without its marks; bold that goes on over a cut is
    closed before and opened after it, since half a pair of marks would be an error.
    """
    if utf16(text) <= limit:
        return [text]
    parts: list[str] = []
    part = ""
    for line in _closed_lines(text):
        pieces = [line] if utf16(line) <= limit else _chop(without_marks(line), limit)
        for piece in pieces:
            joined = f"{part}\n{piece}" if part else piece
            if utf16(joined) <= limit:
                part = joined
            else:
                parts.append(part)
                part = piece
    return [piece for piece in (*parts, part) if piece.strip()] or [text[:1]]


def parts(payload: dict[str, Any], limit: int, buttons: int = 0) -> list[str]:
    """An outbox message as it leaves for a platform with plain text and so many buttons: its choices spelt out if they
    are more, cut where needed."""
    return split(unicodedata.normalize("NFC", without_marks(spelt(payload, buttons, limit))), limit)


def _closed_lines(text: str) -> list[str]:
    """The lines, each with whole pairs of bold marks."""
    lines = []
    open_bold = False
    for line in text.split("\n"):
        begun = BOLD_ON + line if open_bold else line
        open_bold = begun.count(BOLD_ON) > begun.count(BOLD_OFF)
        lines.append(begun + BOLD_OFF if open_bold else begun)
    return lines


def _chop(line: str, limit: int) -> list[str]:
    pieces = [""]
    for letter in line:
        if utf16(pieces[-1] + letter) > limit:
            pieces.append("")
        pieces[-1] += letter
    return pieces

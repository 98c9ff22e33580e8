"""Our texts in a platform's own clothes: escaping, bold, and cutting what is too long."""

from __future__ import annotations

import html

from handlers.dialog.chat import BOLD_OFF, BOLD_ON


def to_html(text: str) -> str:
    """HTML in which everything typed by people is literal and our bold marks are tags."""
    return html.escape(text, quote=False).replace(BOLD_ON, "<b>").replace(BOLD_OFF, "</b>")


def utf16(text: str) -> int:
    """Length as the platforms count it."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` UTF-16 units, cut between lines where that is possible.

    A line that is too long by itself is cut anywhere, without its bold marks: half a pair would be an error.
    """
    parts: list[str] = []
    part = ""
    for line in text.split("\n"):
        pieces = [line] if utf16(line) <= limit else _chop(line.replace(BOLD_ON, "").replace(BOLD_OFF, ""), limit)
        for piece in pieces:
            joined = f"{part}\n{piece}" if part else piece
            if utf16(joined) <= limit:
                part = joined
            else:
                parts.append(part)
                part = piece
    return [*parts, part]


def _chop(line: str, limit: int) -> list[str]:
    pieces = [""]
    for letter in line:
        if utf16(pieces[-1] + letter) > limit:
            pieces.append("")
        pieces[-1] += letter
    return pieces

"""Sentences of the digest of overlaps: what is new, what has changed, what is gone."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts import overlap
from handlers.texts.format import short, when, whens
from planning.organisation import Directory
from planning.overlap import Part, Told

MOST_LINES = 5
LONGEST_LINE = 230


def other_side(told: Told, directory: Directory) -> str:
    """Who it is that one overlaps with, and when, as far as that may be told."""
    finding, parts = told.finding, told.parts
    at = when(finding.other_interval) if finding.other_interval else whens(finding.other.intervals)
    code = f" ({finding.other.code})" if Part.CODE in parts else ""
    return f"{overlap.who(told, directory)}{code}{f', {at}' if Part.PERIOD in parts else ''}"


def new(code: str, said: str) -> str:
    """`said`: the overlap as a sentence, as in the next one."""
    return short(f"{code}, mới chồng chéo: {said}", LONGEST_LINE)


def other(code: str, said: str, agreed: bool) -> str:
    """An overlap that is there in another way; `agreed`: the other side's programme is by now."""
    why = " (chương trình bên kia đã được thống nhất)" if agreed else ""
    return short(f"{code}, chồng chéo đã thay đổi{why}: {said}", LONGEST_LINE)


def gone(code: str, other: str) -> str:
    return short(f"{code}, không còn chồng chéo: {other}.", LONGEST_LINE)


def digest(count: int, lines: Sequence[str], *, submitted: bool, agreed: bool) -> str:
    """`count` inspections with news; `submitted`, `agreed`: what some of their programmes are."""
    said = [bold(f"Chồng chéo có thay đổi: {count} cuộc."), *(f"• {line}" for line in lines[:MOST_LINES])]
    if len(lines) > MOST_LINES:
        said.append(f"… và {len(lines) - MOST_LINES} thay đổi khác, xem ở các cuộc có dấu ⚠.")
    if agreed:
        said.append("Chương trình đã được thống nhất bước đầu: cần điều chỉnh thì trao đổi với UBKT.")
    elif submitted:
        said.append("Chương trình đang thẩm định: cần sửa thì rút dự thảo trước.")
    else:
        said.append("Chọn mã để xem và sửa.")
    return "\n".join(said)

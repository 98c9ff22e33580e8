"""Sentences of the digest of overlaps: what is new, what has changed, what is gone."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts import overlap
from handlers.texts.format import short, when, whens
from planning.inspection import Inspection
from planning.organisation import Body, Directory
from planning.overlap import News, Part, Told

MOST_LINES = 5
LONGEST_LINE = 230


def other_side(told: Told, directory: Directory) -> str:
    """Who it is that one overlaps with, and when, as far as that may be told."""
    finding, parts = told.finding, told.parts
    at = when(finding.other_interval) if finding.other_interval else whens(finding.other.intervals)
    code = f" ({finding.other.code})" if Part.CODE in parts else ""
    return f"{overlap.who(told, directory)}{code}{f', {at}' if Part.PERIOD in parts else ''}"


def lines(item: Inspection, body: Body, news: News, directory: Directory) -> list[str]:
    """One line for each overlap of an inspection that is news."""
    named = len(item.subjects) > 1
    new = [overlap.line(told, directory, home=body.unit_id, named=named, code=True) for told in news.new]
    other = [overlap.line(told, directory, home=body.unit_id, named=named, code=True) for told in news.other]
    agreed = [told.published for told in news.other]
    return [
        *(short(f"{item.code}, mới chồng chéo: {said}", LONGEST_LINE) for said in new),
        *(
            short(f"{item.code}, chồng chéo đã thay đổi{_agreed(yes)}: {said}", LONGEST_LINE)
            for said, yes in zip(other, agreed, strict=True)
        ),
        *(short(f"{item.code}, không còn chồng chéo: {one.name}.", LONGEST_LINE) for one in news.gone),
    ]


def _agreed(yes: bool) -> str:
    return " (chương trình bên kia đã được thống nhất)" if yes else ""


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

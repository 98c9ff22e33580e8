"""Sentences to the other bodies of a joint team that an appraisal decided on."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import bold
from handlers.texts.format import form_inside, short, whens
from handlers.texts.overlap import LEVELS
from planning.inspection import Inspection
from planning.organisation import Body, Directory
from planning.overlap import Part, body_level

OTHERS = {level: f"{said[:1].lower()}{said[1:]}" for level, said in LEVELS.items()}


def decided(
    body: str,
    leads: bool,
    item: Inspection,
    other: Body,
    parts: frozenset[Part],
    directory: Directory,
    own: Sequence[str],
) -> str:
    """`body`: who reads it; `item`: the inspection of `other` that was decided on, told as far as `parts` go; `own`:
    codes of the reader's inspections that meet it."""
    level = body_level(directory, other)
    who = other.name if Part.BODY in parts else OTHERS[level] if level else "một đoàn khác"
    code = f" ({item.code})" if Part.CODE in parts else ""
    facts = [form_inside(item.form)] if Part.FORM in parts else []
    facts += [whens(item.intervals, either=item.either)] if Part.PERIOD in parts else []
    about = f", {', '.join(facts)}" if facts else ""
    mine, theirs = ("chủ trì", "phối hợp") if leads else ("phối hợp", "chủ trì")
    lines = [f"{bold('Kết quả thẩm định: đoàn chung.')} {body} {mine}; {who} {theirs}{code}{about}."]
    lines += [f"Cuộc liên quan của đơn vị: {short(', '.join(own), 60)}."] if own else []
    return "\n".join([*lines, "Đề nghị đồng chí trao đổi với UBKT để thống nhất thời gian."])


def undone(body: str, own: Sequence[str]) -> str:
    about = f" (liên quan {short(', '.join(own), 60)})" if own else ""
    return (
        f"{bold('Đính chính:')} kết quả lập đoàn chung đã báo cho {body}{about} không còn giá trị, "
        "đang được thẩm định lại. Có kết quả tôi báo."
    )

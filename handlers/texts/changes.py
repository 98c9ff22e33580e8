"""Sentences that say what is different between two versions of a draft."""

from __future__ import annotations

from handlers.dialog.chat import bold
from handlers.texts.format import form_name, short, unit_names, whens
from handlers.texts.register import FIELDS
from planning.inspection import DETAILS, Inspection
from planning.organisation import Directory
from planning.programme_changes import Changed, Changes, Part

CHANGES = "Thay đổi"

PARTS = {
    Part.FORM: "hình thức",
    Part.SUBJECTS: "đối tượng",
    Part.TIME: "thời gian",
    Part.CONTENT: "nội dung",
    Part.TOPICS: "chủ đề",
    Part.DETAILS: "thông tin thêm",
}
LONGEST = 110
NOTHING = "không ghi"


def summary(earlier: int, changes: Changes) -> str:
    """One line for the card."""
    if changes.none:
        return f"Không sửa gì so với lần {earlier}"
    counts = [("thêm", len(changes.added)), ("bỏ", len(changes.removed)), ("sửa", len(changes.changed))]
    parts = [f"{word} {count}" for word, count in counts if count]
    moved = changes.count(Part.TIME)
    return f"So với lần {earlier}: {', '.join(parts)}" + (f" ({moved} đổi thời gian)" if moved else "")


def title(body: str, number: int, earlier: int, page: int, pages: int) -> str:
    where = f" · {page}/{pages}" if pages > 1 else ""
    return f"{bold(body)}: lần {number} so với lần {earlier}{where}"


def nothing(earlier: int) -> str:
    return f"Không có cuộc nào khác lần {earlier}."


def first() -> str:
    return "Đây là lần đầu, chưa có bản nào để so sánh."


def returned_because(reason: str) -> str:
    return f"Lần trước trả lại vì: {short(reason, 300)}"


def added(item: Inspection, directory: Directory) -> str:
    return f"{bold('Thêm')} {_brief(item, directory)}"


def removed(item: Inspection, directory: Directory) -> str:
    return f"{bold('Bỏ')} {_brief(item, directory)}"


def changed(one: Changed, directory: Directory) -> str:
    anew = f" (thay {one.before.code})" if one.replaced else ""
    words = [_part(part, one, directory) for part in one.parts]
    return f"{bold('Sửa')} {one.after.code}{anew}: " + "; ".join(words)


def differences(one: Changed, directory: Directory, *, home: str) -> list[tuple[str, str, str]]:
    """For a paper: what, from what, to what, whole; both empty where only that it changed can be said."""
    found = [("mã số", one.before.code, one.after.code)] if one.replaced else []
    for part in one.parts:
        if part is Part.DETAILS:
            for name in DETAILS:
                label = FIELDS[name]
                before, after = getattr(one.before.details, name), getattr(one.after.details, name)
                if before != after:
                    found.append((f"{label[:1].lower()}{label[1:]}", before or NOTHING, after or NOTHING))
        elif part is Part.TOPICS:
            found.append((PARTS[part], "", ""))
        else:
            before, after = (_said(part, item, directory, home) for item in (one.before, one.after))
            found.append((PARTS[part], before, after))
    return found


def _part(part: Part, one: Changed, directory: Directory) -> str:
    if part in (Part.TOPICS, Part.DETAILS):
        return PARTS[part]
    before, after = _said(part, one.before, directory), _said(part, one.after, directory)
    if short(before, LONGEST) == short(after, LONGEST):  # the difference is further on
        before, after = _apart(before, after)
    return f"{PARTS[part]} {short(before, LONGEST)} → {short(after, LONGEST)}"


def _said(part: Part, item: Inspection, directory: Directory, home: str | None = None) -> str:
    if part is Part.TIME:
        return whens(item.intervals, either=item.either)
    if part is Part.FORM:
        return form_name(item.form)
    if part is Part.CONTENT:
        return f"“{item.content}”"
    return unit_names(directory, item.subjects, home=home, members=item.members)


def _apart(before: str, after: str) -> tuple[str, str]:
    """Without most of what both begin with."""
    same = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = before.rfind(" ", 0, max(0, same - 20)) + 1
    return f"…{before[start:]}", f"…{after[start:]}"


def _brief(item: Inspection, directory: Directory) -> str:
    names = short(unit_names(directory, item.subjects, members=item.members), LONGEST)
    return f"{item.code}: {form_name(item.form)} · {names} · {short(whens(item.intervals, either=item.either), 60)}"


def unchanged(earlier: int, reason: str) -> str:
    """Before a returned draft is submitted as it was."""
    why = f"\nLý do trả lại: {short(reason, 200)}" if reason else ""
    return (
        f"{bold(f'Chưa sửa gì so với bản bị trả lại (lần {earlier}).')}{why}\nĐồng chí nên sửa trước; vẫn có thể gửi."
    )

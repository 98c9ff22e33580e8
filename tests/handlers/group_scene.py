"""What the talks about groups have in common: acts in a group, and what is to be heard there."""

from __future__ import annotations

from sandbox.group import Group
from tests.stage import Actor, Stage

GROUP, SUPERGROUP = -4001, -1_000_000_004_001
TITLE = "Tổ <thẩm định> & BTV"
MINE = "Mở việc của tôi"
MONDAY, TUESDAY = "2026-11-23 08:00", "2026-11-24 08:00"
QUEUE = "1 dự thảo đang chờ, cũ nhất trước. Chọn để mở.\n• Đảng ủy phường Đông Thọ, lần 1: còn {} ngày"
NOTHING = "Không có dự thảo nào chờ đồng chí thẩm định."
GONE = f"Tôi đã bị gỡ khỏi nhóm {TITLE}, nhóm không nhận số liệu nữa."
KICKED = "Forbidden: bot was kicked from the group chat"


async def adds(stage: Stage, group: Group, who: Actor) -> None:
    group.adds_bot(who.phone)
    await stage.settle()


async def presses(stage: Stage, group: Group, who: Actor, label: str = MINE) -> list[str]:
    """What the person hears in private after a press in the group."""
    before = len(who.heard)
    group.presses(who.phone, label)
    await stage.settle()
    return who.heard[before:]


async def types(stage: Stage, group: Group, who: Actor, text: str, *, reply_to: int | None = None) -> list[str]:
    """What the person hears in private after writing in the group."""
    before = len(who.heard)
    group.says(who.phone, text, reply_to=reply_to)
    await stage.settle()
    return who.heard[before:]


def told(group: Group) -> list[str]:
    """Everything the bot has said in the group."""
    return [message.text for message in group.messages if message.from_bot]


def heard(*actors: Actor) -> list[int]:
    return [len(actor.heard) for actor in actors]


async def assert_only_numbers(stage: Stage, group: Group) -> None:
    """No name, content or number of an inspection in any message or button of the group."""
    named = await stage.rows(
        "select name from units union select name from bodies union select name from people "
        "union select content from inspections union select code from inspections"
    )
    shown = [f"{message.text} {message.markup}" for message in group.messages if message.from_bot]
    assert shown
    for text in shown:
        assert [row["name"] for row in named if row["name"] in text] == []

"""What the talks of this folder have in common: short ways to a saved inspection, a submitted draft, a shown card."""

from __future__ import annotations

from datetime import datetime

from planning.programme import Role
from storage import people
from tests.stage import Actor, Stage

WARD = "Đảng ủy phường Đông Thọ"
WARD_UBKT = "UBKT Đảng ủy phường Đông Thọ"


async def half_way(actor: Actor, subject: str = "chi bo quan su", *, body: str = WARD) -> str:
    """A new inspection up to the question of its time."""
    await actor.taps("Đăng ký cuộc mới")
    if body in actor.buttons:
        await actor.taps(body)
    await actor.taps(next(label for label in actor.buttons if label.startswith("Giám sát")))
    return await actor.says(subject)


async def registers(
    actor: Actor,
    subject: str = "chi bo quan su",
    when: str = "tháng 3",
    content: str = "Nghị quyết 57-NQ/TW",
    *,
    body: str = WARD,
) -> str:
    """Register and save one; returns its code."""
    await actor.says("menu")
    await half_way(actor, subject, body=body)
    while keep := [label for label in actor.buttons if label.startswith("Giữ ")]:  # of another ward
        await actor.taps(keep[0])
    for words in (when, content):
        await actor.says(words)
        while keep := [label for label in actor.buttons if label.startswith("Giữ ")]:
            await actor.taps(keep[0])
    said = await actor.taps("Lưu")
    assert "Đã lưu KT-" in said, said
    return said.partition("Đã lưu ")[2][:6]


async def submits(actor: Actor, *, body: str = WARD) -> str:
    """Submit the programme that has something in it."""
    await actor.says("menu")
    await actor.taps("Gửi thẩm định")
    if body in actor.buttons:
        await actor.taps(body)
    return await actor.taps("Gửi dù chưa sửa" if "Gửi dù chưa sửa" in actor.buttons else "Gửi")


async def also(stage: Stage, actor: Actor, unit: str, role: Role) -> None:
    """One more role for somebody who is there."""
    await actor.starts(await stage.code(unit, role))
    await actor.taps("Đúng, tham gia")


async def holds(stage: Stage, name: str, unit: str, role: Role) -> None:
    """The same without a talk."""
    (row,) = await stage.rows("select id from people where name = ?", name)
    async with stage.database.write() as tx:
        await people.join(tx, row["id"], unit, role, None, stage.sandbox.now())


async def clock_at(stage: Stage, moment: datetime) -> None:
    """The office's clock stands at this moment of its own time, and the bell rings."""
    await stage.clock_at(f"{moment:%Y-%m-%d %H:%M}")

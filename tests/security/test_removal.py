"""Security test 14: somebody who is removed is out at once, on every channel: no menu, no card, no reminder."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.handlers.scene import registers, submits
from tests.security.report import Figure
from tests.stage import Actor, Stage
from tests.zalo_stage import ZaloStage, options

GONE = "Tài khoản của đồng chí đã được gỡ khỏi hệ thống."


async def joins(both: ZaloStage, name: str, unit: str, role: Role, telegram: bool) -> Actor:
    actor = Stage.stranger(both, name) if telegram else both.on_zalo(name)
    return await actor.joined(await both.code(unit, role))


async def removes(admin: Actor, unit: str, name: str) -> None:
    await admin.says("/quantri")
    await admin.taps("Người dùng")
    await admin.says(unit)
    await admin.taps(f"Gỡ {name}")
    await admin.taps("Đúng, gỡ")


@pytest.mark.parametrize("telegram", [True, False], ids=["telegram", "zalo"])
async def test_a_removed_reviewer_decides_nothing(both: ZaloStage, telegram: bool) -> None:
    huong = await joins(both, "Hương", "ubkt-tu", Role.ADMIN, True)
    minh = await joins(both, "Minh", "ubkt-tu", Role.REVIEWER, telegram)
    lan = await joins(both, "Lan", "p-dong-tho", Role.UNIT, True)
    await registers(lan)
    await submits(lan)
    card = minh.phone.last if telegram else None
    data = (
        next((button.data for row in card.buttons for button in row if button.text == "Thống nhất"), "") if card else ""
    )
    words = "" if card else options(minh.phone.last)["Thống nhất"]  # type: ignore[arg-type]
    assert "Thống nhất" in minh.buttons
    await removes(huong, "UBKT Thành ủy", "Minh")
    if card:
        minh.phone.presses_data(card.id, data or "")
        await both.settle()
    else:
        await minh.says(words)
    assert minh.screen.startswith(GONE)
    assert await both.rows("select * from decisions") == []


@pytest.mark.parametrize("telegram", [True, False], ids=["telegram", "zalo"])
async def test_reminders_stop(both: ZaloStage, telegram: bool, figure: Figure) -> None:
    huong = await joins(both, "Hương", "ubkt-tu", Role.ADMIN, True)
    lan = await joins(both, "Lan", "p-dong-tho", Role.UNIT, telegram)
    mai = await joins(both, "Mai", "p-ham-rong", Role.UNIT, telegram)
    await removes(huong, "Đảng ủy phường Đông Thọ", "Lan")
    heard = {actor: len(actor.heard) for actor in (lan, mai)}
    for day in range(1, 17):
        await both.clock_at(f"2026-12-{day:02} 08:00")
    assert len(mai.heard) > heard[mai], "who was not removed is reminded"
    assert len(lan.heard) == heard[lan]
    assert (await lan.says("menu")).startswith(GONE)
    figure(14, "out with the press that removes: 0 s; 0 reminders in 16 days")

"""The time limit of a step: those who sit there are reminded once a rung; queue and board show what is left."""

from __future__ import annotations

from planning.programme import Role
from tests.handlers.scene import WARD
from tests.stage import Actor, Stage

HEAD = "Nhắc hạn thẩm định:"


def reminders(actor: Actor) -> list[str]:
    """The lines about the ward's draft, of every reminder so far."""
    return [line for text in actor.heard if HEAD in text for line in text.splitlines() if line.startswith(f"• {WARD}")]


async def test_a_reviewer_is_reminded_before_on_and_after_the_day(stage: Stage, minh: Actor, lan: Actor) -> None:
    viet = await stage.joins("Việt", "tu", Role.STANDING)
    for day in range(23, 31):
        await stage.clock_at(f"2026-11-{day} 08:00")
        await stage.rings()
    assert reminders(minh) == [f"• {WARD}, lần 1: còn 1 ngày"]  # sent on Sunday 22/11, seven working days
    await stage.clock_at("2026-12-01 07:59")
    assert len(reminders(minh)) == 1
    await stage.clock_at("2026-12-01 08:00")
    await stage.restart()
    await stage.rings()
    assert reminders(minh)[1:] == [f"• {WARD}, lần 1: hạn hôm nay"]
    await stage.clock_at("2026-12-03 09:00")
    assert reminders(minh)[2:] == [f"• {WARD}, lần 1: quá hạn 2 ngày"]
    assert reminders(viet) == []
    await stage.clock_at("2026-12-31 08:00")
    assert len(reminders(minh)) == 3  # long over: the board says so
    await minh.says("/thamdinh")
    assert minh.screen.endswith(f"• {WARD}, lần 1: quá hạn 22 ngày")
    await minh.says("/theodoi")
    await minh.taps("Đang xét (1)")
    assert f"• {WARD} – quá hạn 22 ngày" in minh.screen


async def test_what_is_decided_is_not_reminded_of(stage: Stage, minh: Actor, lan: Actor) -> None:
    await minh.taps("Thống nhất")
    await stage.clock_at("2026-12-01 08:00")
    assert reminders(minh) == []

"""Short ways to a programme that is agreed, final, promulgated, or being amended."""

from __future__ import annotations

from planning.programme import Role
from tests.handlers.scene import WARD, registers, submits
from tests.stage import Actor, Stage


async def agreed(stage: Stage, *subjects: str) -> tuple[Actor, Actor]:
    """A ward's programme that a reviewer has agreed: the reviewer and the focal person."""
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins("Lan", "p-dong-tho")
    for number, subject in enumerate(subjects or ("chi bo quan su",)):
        await registers(lan, subject, f"tháng {3 + number}")
    await submits(lan)
    await minh.taps("Thống nhất")
    return minh, lan


async def signs(minh: Actor, text: str = "so 15 cv/ubkttu, hôm nay") -> None:
    """The letter is made, signed outside, and its number told."""
    await minh.taps("Ý kiến bằng văn bản")
    await minh.taps("Ghi số, ngày văn bản")
    await minh.says(text)
    await minh.taps(next(label for label in minh.buttons if label in ("Đúng, ghi", "Vẫn ghi")))


async def opens(actor: Actor, body: str = WARD) -> str:
    await actor.says("menu")
    await actor.taps("Chương trình của tôi")
    return await actor.taps(body)


async def promulgates(lan: Actor, text: str = "Số 07-CTr/ĐU hôm nay") -> str:
    await opens(lan)
    await lan.taps("Đã ban hành")
    await lan.says(text)
    return await lan.taps("Đúng, ghi")


async def in_force(stage: Stage, *subjects: str) -> tuple[Actor, Actor]:
    """A ward's programme that was promulgated."""
    minh, lan = await agreed(stage, *subjects)
    await signs(minh)
    await promulgates(lan)
    return minh, lan


async def amends(lan: Actor, cause: str = "Có đoàn cấp trên đến", reason: str = "Tỉnh ủy kiểm tra tháng 3") -> str:
    """The programme in force is opened for changes."""
    await opens(lan)
    await lan.taps("Điều chỉnh, bổ sung")
    await lan.taps(cause)
    return await lan.says(reason)


async def moves_item(lan: Actor, code: str, when: str) -> str:
    """Another time for a saved inspection, up to the card that asks to save."""
    await opens(lan)
    await lan.taps(code)
    await lan.taps("Sửa")
    await lan.taps("Thời gian")
    said = await lan.says(when)
    while keep := [label for label in lan.buttons if label.startswith("Giữ ")]:
        said = await lan.taps(keep[0])
    return said


async def state(stage: Stage) -> str:
    """Of the one programme that was ever submitted."""
    (row,) = await stage.rows("select state from programmes where version > 0")
    return str(row["state"])

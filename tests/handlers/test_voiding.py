"""The first change saved after an agreement voids it; the person is warned before, and confirms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.handlers.appraised_scene import agreed, in_force, moves_item, opens, signs, state
from tests.handlers.scene import WARD, half_way
from tests.oa_stage import OaActor
from tests.stage import Actor, Stage
from tests.zalo_stage import ZaloActor, ZaloStage, options

WARN = (
    f"Chương trình của {WARD}, lần 1, đã được thống nhất. Lưu thay đổi này thì ý kiến thống nhất không còn giá trị, "
    "phải gửi thẩm định lại. Lưu chứ?"
)
TOLD = (
    f"{WARD} đã sửa chương trình sau khi được thống nhất: ý kiến thống nhất lần 1 không còn giá trị. "
    "Chờ đơn vị gửi lại."
)


async def code_of(stage: Stage) -> str:
    (row,) = await stage.rows(
        "select code from inspections where state = 'live' and created_by is not null order by created_at limit 1"
    )
    return str(row["code"])


async def voided(stage: Stage) -> int:
    return len(await stage.rows("select 1 from audit where action = 'version.voided'"))


async def test_a_change_is_warned_of_before_it_is_saved(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    heard = len(minh.heard)
    await moves_item(lan, await code_of(stage), "tháng 6")
    said = await lan.taps("Lưu")
    assert said.startswith(WARN)
    assert (await state(stage), await voided(stage), len(minh.heard)) == ("agreed", 0, heard)
    said = await lan.taps("Lưu, hủy thống nhất")
    assert "Ý kiến thống nhất lần 1 của Đảng ủy phường Đông Thọ không còn giá trị." in said
    assert (await state(stage), await voided(stage)) == ("drafting", 1)
    assert minh.sees(TOLD)
    assert [row["state"] for row in await stage.rows("select state from versions")] == ["voided"]
    assert [row["starts_on"] for row in await periods(stage)] == ["2027-06-01"]


async def periods(stage: Stage) -> list[dict[str, object]]:
    return await stage.rows(
        "select starts_on from inspection_periods where inspection_id in "
        "(select id from inspections where state = 'live' and created_by is not null)"
    )


async def test_not_saving_changes_nothing(stage: Stage) -> None:
    _, lan = await agreed(stage)
    await moves_item(lan, await code_of(stage), "tháng 6")
    await lan.taps("Lưu")
    said = await lan.taps("Không lưu")
    assert said.startswith(f"Chưa lưu, chương trình của {WARD} vẫn được thống nhất như cũ. Phần đang sửa còn giữ.")
    assert (await state(stage), await voided(stage)) == ("agreed", 0)
    assert [row["starts_on"] for row in await periods(stage)] == ["2027-03-01"]
    await lan.taps("Nhập tiếp cuộc dở")
    await lan.taps("Lưu")
    await lan.taps("Lưu, hủy thống nhất")
    assert (await state(stage), await voided(stage)) == ("drafting", 1)


async def test_a_second_press_is_answered_and_changes_nothing(stage: Stage) -> None:
    _, lan = await agreed(stage)
    await moves_item(lan, await code_of(stage), "tháng 6")
    await lan.taps("Lưu")
    again = later(lan, "Lưu, hủy thống nhất")
    await lan.taps("Lưu, hủy thống nhất")
    await stage.moves(minutes=5)
    said = await again()
    assert said.startswith("Cuộc này đã lưu hoặc đã bỏ, không có gì thay đổi.")
    assert await voided(stage) == 1
    assert len(await stage.rows("select 1 from audit where action = 'inspection.changed'")) == 1


def later(actor: Actor, label: str) -> Callable[[], Awaitable[str]]:
    """A press that comes when its message is long gone: the button's data, or the code as it was to be typed."""
    if isinstance(actor, ZaloActor):
        typed = options(actor.zalo.last)[label]
        return lambda: actor.says(typed)
    if isinstance(actor, OaActor):
        shown = actor.phone.last
        return lambda: actor.taps(label, on=shown)
    message, data = (
        actor.phone.last,
        next(button.data for row in actor.phone.last.buttons for button in row if button.text == label),
    )

    async def press() -> str:
        actor.phone.presses_data(message.id, str(data))
        await actor.stage.settle()
        return actor.screen

    return press


async def test_adding_one_voids_too(stage: Stage) -> None:
    _, lan = await agreed(stage)
    await lan.says("menu")
    await half_way(lan, "chi bo mam non hoa sen")
    for words in ("tháng 9", "Quản lý đất đai"):
        await lan.says(words)
        while keep := [label for label in lan.buttons if label.startswith("Giữ ")]:
            await lan.taps(keep[0])
    said = await lan.taps("Lưu")
    assert said.startswith(WARN)
    said = await lan.taps("Lưu, hủy thống nhất")
    assert "Đã lưu KT-" in said
    assert (await state(stage), await voided(stage)) == ("drafting", 1)


async def test_deleting_one_voids_too(stage: Stage) -> None:
    _, lan = await agreed(stage, "chi bo quan su", "chi bo mam non hoa sen")
    await opens(lan)
    code = next(label for label in lan.buttons if label.startswith("KT-"))
    await lan.taps(code)
    said = await lan.taps("Xóa")
    assert said.startswith(f"Xóa {code}? Chương trình của {WARD}, lần 1, đã được thống nhất")
    assert (await state(stage), await voided(stage)) == ("agreed", 0)
    said = await lan.taps("Xóa, hủy thống nhất")
    assert "không còn giá trị" in said
    assert (await state(stage), await voided(stage)) == ("drafting", 1)


async def test_pasted_lines_are_warned_of_once(stage: Stage) -> None:
    _, lan = await agreed(stage)
    await lan.says("menu")
    await pastes(lan)
    save = next(label for label in lan.buttons if label.startswith("Lưu 2 cuộc"))
    said = await lan.taps(save)
    assert said.startswith(WARN)
    await lan.taps("Lưu, hủy thống nhất")
    assert (await state(stage), await voided(stage)) == ("drafting", 1)


async def pastes(lan: Actor) -> str:
    return await lan.says(
        "Giám sát chuyên đề Chi bộ Quân sự phường Đông Thọ về quản lý đất đai, tháng 9\n"
        "Kiểm tra việc chấp hành Nghị quyết 57-NQ/TW đối với Chi bộ Quân sự phường Đông Thọ, tháng 11"
    )


async def test_correcting_what_was_agreed_in_time_is_not_late(stage: Stage) -> None:
    _, lan = await agreed(stage)
    await stage.clock_at("2026-12-20 09:00")
    await moves_item(lan, await code_of(stage), "tháng 6")
    await lan.taps("Lưu")
    await lan.taps("Lưu, hủy thống nhất")
    await lan.taps("Gửi thẩm định")
    said = await lan.taps("Gửi")
    assert said.startswith("Đã gửi dự thảo lần 2") and "trễ" not in said


async def test_the_opinion_is_void_with_the_agreement(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    await signs(minh)
    await moves_item(lan, await code_of(stage), "tháng 6")
    await lan.taps("Lưu")
    await lan.taps("Lưu, hủy thống nhất")
    (row,) = await stage.rows("select voided_at from opinions")
    assert row["voided_at"]
    if isinstance(stage, ZaloStage):
        return  # the number under an old message means nothing there
    said = await minh.taps("Ý kiến bằng văn bản", on=minh.sees("Đã thống nhất bước đầu lúc"))
    assert said.startswith(f"Văn bản về {WARD} không còn giá trị, đơn vị đã sửa chương trình.")


async def test_what_is_promulgated_is_not_edited_but_amended(stage: Stage) -> None:
    _, lan = await in_force(stage)
    await opens(lan)
    await lan.taps(await code_of(stage))
    assert "Sửa" not in lan.buttons
    await opens(lan)
    assert "Điều chỉnh, bổ sung" in lan.buttons

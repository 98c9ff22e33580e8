"""A step where everybody must agree, as talks: whose yes is waited for, taken back, or no longer needed."""

from __future__ import annotations

from planning.programme import Role
from storage.engine import Database
from tests.handlers.scene import WARD, registers, submits
from tests.stage import Actor, Stage


async def all_must(database: Database) -> None:
    """From now on everybody who sits at the ward's step must agree."""
    async with database.write() as tx:
        await tx.execute("update track_steps set quorum = 'all' where track = 'B'")
        await tx.execute("update counters set value = value + 1 where name = 'campaign'")


async def test_all_who_must_agree(stage: Stage, minh: Actor) -> None:
    await all_must(stage.database)
    hoa = await stage.joins("Hòa", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    assert "Cần cả 2 người ở bước này thống nhất." in minh.screen
    await minh.taps("Thống nhất")
    assert minh.screen == f"Đã ghi đồng chí thống nhất dự thảo lần 1 của {WARD}. Còn chờ: Hòa."
    assert "Đã thống nhất: Minh. Còn 1 người." in hoa.screen
    await minh.says("/thamdinh")
    assert minh.screen == "Không có dự thảo nào chờ đồng chí thẩm định."
    assert [row["state"] for row in await stage.rows("select state from versions")] == ["submitted"]
    await hoa.taps("Thống nhất")
    assert [row["state"] for row in await stage.rows("select state from versions")] == ["agreed"]
    assert lan.screen.startswith("Ủy ban Kiểm tra đã thống nhất bước đầu")
    assert len(await stage.rows("select 1 from decisions")) == 1


async def test_the_first_return_returns_at_once(stage: Stage, minh: Actor) -> None:
    await all_must(stage.database)
    hoa = await stage.joins("Hòa", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    await minh.taps("Thống nhất")
    await hoa.taps("Trả lại")
    await hoa.says("Nội dung chưa rõ")
    await hoa.taps("Trả lại với lý do này")
    assert [row["state"] for row in await stage.rows("select state from versions")] == ["returned"]


async def test_a_yes_is_taken_back_and_voided_by_a_change(stage: Stage, minh: Actor) -> None:
    await all_must(stage.database)
    hoa = await stage.joins("Hòa", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins("Lan", "p-dong-tho")
    code = await registers(lan)
    await submits(lan)
    await minh.taps("Thống nhất")
    await minh.taps("Lấy lại ý kiến")
    assert minh.screen == "Đã lấy lại ý kiến thống nhất. Dự thảo vẫn chờ đồng chí."
    await minh.taps("Thống nhất")
    await hoa.taps("Từng cuộc")
    await hoa.taps(code)
    await hoa.taps("Không thực hiện")
    await hoa.says("Đã có đoàn của Thành ủy")
    assert any("ý kiến thống nhất trước đó hết hiệu lực" in text for text in minh.heard)
    assert await stage.rows("select 1 from votes where undone_at is null") == []


async def test_when_the_last_one_leaves_the_others_finish_it(stage: Stage, minh: Actor) -> None:
    await all_must(stage.database)
    await stage.joins("Hòa", "ubkt-tu", Role.REVIEWER)
    admin = await stage.joins("Quân", "ubkt-tu", Role.ADMIN)
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    await minh.taps("Thống nhất")
    await admin.taps("Người dùng")
    await admin.says("UBKT Thành ủy")
    await admin.taps("Gỡ Hòa")
    await admin.taps("Đúng, gỡ")
    await minh.says("/thamdinh")
    await minh.taps(next(label for label in minh.buttons if "Đông Thọ" in label))
    assert "Đã thống nhất: Minh. Còn 0 người." in minh.screen
    await minh.taps("Thống nhất")
    assert [row["state"] for row in await stage.rows("select state from versions")] == ["agreed"]

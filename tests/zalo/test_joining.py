"""Getting in by a typed code, guessing, one more channel, and which of them notices go to."""

from __future__ import annotations

from datetime import timedelta

from planning.programme import Role
from storage import people
from tests.handlers.scene import WARD, registers, submits
from tests.stage import Actor
from tests.zalo_stage import BothStage, ZaloActor, ZaloStage

NO_CODE = "0000-000A"


async def typed(stage: ZaloStage, unit: str, role: Role = Role.UNIT) -> str:
    return people.short_code(await stage.code(unit, role))


async def test_a_code_lets_one_person_in_however_it_is_typed(zalo: ZaloStage) -> None:
    code = await typed(zalo, "p-dong-tho")
    lan = zalo.on_zalo("Lan")
    assert "Hệ thống chỉ dành cho người được mời" in await lan.says("xin chào đồng chí")
    said = await lan.says(f" {code.replace('-', ' ').lower()} ")
    assert said.startswith("Chào đồng chí. Lời mời này dành cho cán bộ đầu mối của Đảng ủy phường Đông Thọ.")
    assert lan.buttons == ["Đúng, tham gia", "Không phải tôi"]
    await lan.says("dung, tham gia")
    assert "Hạn gửi dự thảo 15/12/2026" in lan.screen
    assert (await zalo.on_zalo("Kẻ khác").says(code)).startswith("Mã này không dùng được (sai, đã dùng hoặc quá hạn).")


async def test_a_code_is_good_for_72_hours(zalo: ZaloStage) -> None:
    code = await typed(zalo, "p-dong-tho")
    await zalo.moves(hours=73)
    assert (await zalo.on_zalo("Lan").says(code)).startswith("Mã này không dùng được")


async def test_after_five_wrong_codes_even_the_right_one_has_to_wait_a_day(zalo: ZaloStage) -> None:
    lan = zalo.on_zalo("Lan")
    for left in (4, 3, 2, 1):
        assert f"Còn {left} lần thử." in await lan.says(NO_CODE)
    await lan.says(NO_CODE)
    code = await typed(zalo, "p-dong-tho")
    assert "tạm khóa nhận mã trong 24 giờ" in await lan.says(code)
    assert (await zalo.on_zalo("Bình").says(NO_CODE)).startswith("Mã này không dùng được")  # only that chat
    await zalo.moves(hours=25)
    assert (await lan.says(code)).startswith("Chào đồng chí.")


async def linked(stage: BothStage) -> tuple[ZaloActor, Actor]:
    """Minh, who joined by Zalo, links a Telegram phone."""
    minh = await stage.joins_on_zalo("Minh", "ubkt-tu", Role.REVIEWER)
    await minh.says("kenh")
    said = await minh.taps("Nối thêm kênh")
    code = next(word.strip(".") for word in said.split() if people.typed_code(word.strip(".")))
    other = stage.on_telegram("Minh trên Telegram")
    assert (await other.says(code)).startswith("Đã nối cuộc trò chuyện này với tài khoản Minh.")
    assert "vừa được nối thêm kênh Telegram" in minh.screen
    assert "không dùng được" in await stage.on_telegram("Kẻ khác").says(code)
    return minh, other


async def test_one_person_on_two_channels_is_one_in_the_audit(both: BothStage) -> None:
    _, other = await linked(both)
    assert len(await both.rows("select id from people")) == 1
    await other.says("/thamdinh")
    assert other.screen == "Không có dự thảo nào chờ đồng chí thẩm định."
    (row,) = await both.rows("select distinct person_id from chats where person_id is not null")
    audit = await both.rows("select person_id from audit where action = 'chat.linked'")
    assert audit == [row]


async def test_notices_go_where_the_person_prefers(both: BothStage) -> None:
    minh, other = await linked(both)
    lan = await both.joins_on_zalo("Lan", "p-dong-tho", bot=1)
    await registers(lan, body=WARD)
    await submits(lan)
    assert "Dự thảo mới" in minh.screen and "Dự thảo mới" not in other.screen
    await minh.says("kênh nhận tin")
    assert await minh.taps("Nhận tin qua Telegram") == "Từ nay tin báo và nhắc hạn gửi qua Telegram."
    await lan.says("chuong trinh")
    if WARD in lan.buttons:
        await lan.taps(WARD)
    await lan.taps("Rút dự thảo")
    await lan.taps("Đúng, rút")
    await submits(lan)
    assert "Dự thảo gửi lại" in other.screen


async def test_who_moves_to_another_bot_is_reached_there_only(both: BothStage) -> None:
    lan = await both.joins_on_zalo("Lan", "p-dong-tho")
    async with both.database.write() as tx:
        (person,) = await people.with_role(tx, Role.UNIT)
        code = await people.link(tx, person.id, both.sandbox.now())
    moved = both.on_zalo("Lan ở bot 2", bot=1)
    await moved.says(code)
    chats = await both.rows("select channel from chats where person_id is not null")
    assert chats == [{"channel": "zalo:2"}]
    assert "Hệ thống chỉ dành cho người được mời" in await lan.says("menu")


async def test_an_own_code_is_good_for_a_quarter_of_an_hour(both: BothStage) -> None:
    await both.joins_on_zalo("Minh", "ubkt-tu", Role.REVIEWER)
    async with both.database.write() as tx:
        (person,) = await people.with_role(tx, Role.REVIEWER)
        code = await people.link(tx, person.id, both.sandbox.now())
    both.sandbox.moves_clock(timedelta(minutes=16))
    assert "không dùng được" in await both.on_telegram("Minh").says(code)


async def test_an_invitation_names_every_way_and_the_bot_with_free_seats(both: BothStage) -> None:
    huong = await both.joins_on_zalo("Hương", "ubkt-tu", Role.ADMIN)
    await huong.says("quan tri")
    await huong.taps("Mời người")
    await huong.taps("Cán bộ đầu mối")
    said = await huong.says("phường Đông Thọ")
    assert "• Zalo 2: mở bot (https://zalo.me/s/zalo-2), gõ mã " in said  # the first one has somebody already
    assert "• Telegram: https://t.me/ktgs_demo_bot?start=" in said

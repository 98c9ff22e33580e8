"""One human is one identity: second roles, taken codes, guessing, seats."""

from __future__ import annotations

import re

import pytest

from bot.doors import door_of
from planning.programme import Role
from storage import people
from tests.zalo_stage import BothStage, ZaloStage


async def short(stage: ZaloStage, unit: str, role: Role = Role.UNIT) -> str:
    return people.short_code(await stage.code(unit, role))


async def test_an_invitation_says_where_those_who_are_here_type_its_code(both: BothStage) -> None:
    huong = await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    for word in ("/quantri", "Mời người", "Thẩm định viên", "UBKT Thành ủy"):
        await huong.says(word)
    code = re.search(r"gõ mã ([0-9A-Z]{4}-[0-9A-Z]{4})", huong.screen)
    assert code
    assert huong.screen.endswith(
        f"\nAi đã dùng hệ thống thì gõ mã {code[1]} trong cuộc trò chuyện đang có, không mở bot khác."
    )


async def test_a_namesake_who_takes_a_second_role_elsewhere_is_told_and_reported(both: BothStage) -> None:
    huong = await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    lan = await both.joins_on_zalo("Lan", "p-dong-tho")
    fresh = both.on_zalo("LAN", bot=1)
    code = await short(both, "ubkt-tu", Role.REVIEWER)
    assert (await fresh.says(code)).startswith(
        "Đã có người tên LAN trong hệ thống. Nếu chính là đồng chí, đừng tham gia ở đây: "
        "gõ mã này trong cuộc trò chuyện đồng chí đang dùng.\n\nChào đồng chí."
    )
    assert "vừa được mở ở Zalo 2 bởi LAN, trùng tên với một người đã tham gia." in huong.screen
    assert (await lan.says(code)).startswith("Chào đồng chí.")  # not used up
    await lan.says("1")
    assert len(await both.rows("select id from people")) == 2


async def own_code(both: BothStage, role: Role) -> str:
    async with both.database.write() as tx:
        (person,) = await people.with_role(tx, role)
        return await people.link(tx, person.id, both.sandbox.now())


async def test_who_takes_over_a_code_is_seen_by_its_owner_and_the_administrators(both: BothStage) -> None:
    huong = await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    minh = await both.joins_on_zalo("Minh", "ubkt-tu", Role.REVIEWER)
    thief = both.on_zalo("Kẻ lạ")
    assert (await thief.says(await own_code(both, Role.REVIEWER))).startswith("Đã nối cuộc trò chuyện này")
    assert minh.screen == (
        "Tài khoản của đồng chí đã chuyển sang Zalo; cuộc trò chuyện này không còn dùng được. "
        "Nếu không phải đồng chí làm, đề nghị báo ngay Ủy ban Kiểm tra."
    )
    assert huong.screen == ("Minh vừa nối tài khoản với Zalo (tên hiển thị: Kẻ lạ). Nếu thấy lạ, đề nghị gọi hỏi lại.")


async def test_moving_to_another_bot_is_offered(both: BothStage) -> None:
    lan = await both.joins_on_zalo("Lan", "p-dong-tho")
    await lan.says("kenh")
    said = await lan.taps("Nối thêm kênh")
    assert "• Zalo 2 (thay cho Zalo): https://zalo.me/s/zalo-2" in said and "• Telegram: " in said


async def test_members_guess_no_more_than_strangers(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    for left in (4, 3, 2, 1):
        assert f"Còn {left} lần thử." in await lan.says(f"7K2P-9XQ{left}")
    await lan.says("7K2P-9XQ0")
    assert "tạm khóa nhận mã" in await lan.says("7K2P-9XQ8")


async def test_two_accounts_of_one_human_are_named(both: BothStage) -> None:
    minh = await both.joins_on_zalo("Minh", "ubkt-tu", Role.REVIEWER)
    twin = await both.joins_on_telegram("Minh T", "p-dong-tho")
    code = await own_code(both, Role.REVIEWER)
    assert (await twin.says(code)).startswith("Mã này nối với tài khoản Minh, mà cuộc trò chuyện này đang là")
    assert (await minh.says(code)).startswith("Đây là mã của chính đồng chí")
    other = both.on_telegram("Minh trên máy khác")
    assert (await other.says(code)).startswith("Đã nối")  # nobody used it up


@pytest.mark.parametrize("text", ["cam on anh", "chao anh b", "20112026", "0912 3456", "toi ten a", "vang anh"])
async def test_words_and_dates_are_no_codes(zalo: ZaloStage, text: str) -> None:
    assert (await zalo.on_zalo("Lan").says(text)).startswith("Hệ thống chỉ dành cho người được mời.")
    assert await zalo.rows("select * from guesses") == []


async def test_every_lock_is_kept_and_the_second_of_a_day_reported(zalo: ZaloStage) -> None:
    huong = await zalo.joins_on_zalo("Hương", "ubkt-tu", Role.ADMIN)
    before = len(huong.heard)
    for number in range(2):
        stranger = zalo.on_zalo(f"S{number}")
        for sign in range(5):
            await stranger.says(f"7K2P-9X{number}{sign}")
        assert len(await zalo.rows("select id from audit where action = 'code.locked'")) == number + 1
        assert len(huong.heard) == before + number
    assert huong.screen.startswith("Hôm nay đã có 2 cuộc trò chuyện gõ sai mã quá 5 lần, gần nhất là S1 ở Zalo.")


async def test_a_full_bot_names_the_other_and_invitations_count(both: BothStage) -> None:
    for channel in both.zalo_channels:
        object.__setattr__(channel.capabilities, "seats", 2)
    both.app._doors = tuple(door_of(channel) for channel in both.channels)
    huong = await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    named = []
    for _ in range(5):
        for word in ("/quantri", "Mời người", "Cán bộ đầu mối", "Đảng ủy phường Đông Thọ"):
            await huong.says(word)
        named.append(next(line for line in huong.screen.split("\n") if "alo" in line).partition(":")[0])
    assert sorted(named[:4]) == ["• Zalo", "• Zalo", "• Zalo 2", "• Zalo 2"]
    assert "2 bot đã đủ người" in huong.screen
    for name in ("a", "b"):
        await both.joins_on_zalo(name, "p-dong-tho")
    late = both.on_zalo("c")
    code = await short(both, "p-dong-tho")
    assert await late.says(code) == (
        "Zalo đã đủ người. Mã vẫn dùng được: đồng chí mở Zalo 2 (https://zalo.me/s/zalo-2) và gõ mã ở đó."
    )
    assert (await both.on_zalo("c ở bot 2", bot=1).says(code)).startswith("Chào đồng chí.")

"""Delivery where a message cannot be asked about, cannot be changed, and costs one of 3,000."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.channels.base import CannotRunError
from bot.channels.zalo import ZaloChannel
from bot.channels.zalo.client import ZaloClient
from handlers import notify
from handlers.dialog.chat import Say
from planning.programme import Role
from sandbox import Fault
from storage import mailbox, people
from tests.handlers.scene import WARD, registers, submits
from tests.stage import START
from tests.zalo_stage import TOKEN, BothStage, ZaloStage, transport

AMBIGUOUS = (Fault.DROPPED_AFTER, Fault.GATEWAY_TIMEOUT)


@pytest.mark.parametrize("kind", AMBIGUOUS)
async def test_a_message_that_may_have_arrived_is_never_sent_again(zalo: ZaloStage, kind: Fault) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    before = len(lan.heard)
    zalo.sandbox.zalo.faults.next(kind, method="sendMessage")
    await lan.says("tro giup")
    await zalo.moves(hours=2)
    assert len(lan.heard) == before + 1
    assert len(await zalo.rows("select id from outbox where state = 'uncertain'")) == 1


async def test_what_may_not_have_arrived_is_told_on_the_other_channel(both: BothStage) -> None:
    minh = await both.joins_on_zalo("Minh", "ubkt-tu", Role.REVIEWER)
    await minh.says("kenh")
    code = (await minh.taps("Nối thêm kênh")).partition("gõ mã ")[2][:9]
    other = both.on_telegram("Minh trên Telegram")
    await other.says(code)
    lan = await both.joins_on_zalo("Lan", "p-dong-tho")
    await registers(lan, body=WARD)
    await lan.says("menu")
    await lan.taps("Gửi thẩm định")
    if WARD in lan.buttons:
        await lan.taps(WARD)
    both.sandbox.zalo.faults.next(Fault.GATEWAY_TIMEOUT, method="sendMessage", times=2)
    await lan.taps("Gửi")
    assert "Dự thảo mới" in other.screen
    assert other.buttons == ["Thống nhất", "Trả lại", "Xem chi tiết"]
    await other.taps("Thống nhất")
    assert len(await both.rows("select id from decisions")) == 1


async def test_nothing_is_polled_while_a_webhook_is_set(zalo: ZaloStage) -> None:
    bot = zalo.bot
    bot.allow_http = True
    url = "https://bot.office.example/zalo"
    answer = await zalo.sandbox.zalo.call(TOKEN, "setWebhook", {"url": url, "secret_token": "s" * 20})
    assert isinstance(answer.body, dict) and answer.body["ok"]
    with pytest.raises(CannotRunError, match=r"a webhook is set; run `ktgs webhook delete --channel zalo`"):
        await zalo.zalo_channels[0].start()
    await zalo.zalo_channels[0].unregister()
    await zalo.zalo_channels[0].start()


async def test_a_wrong_token_ends_the_start_with_a_word(zalo: ZaloStage) -> None:
    client = ZaloClient("1:wrong", "http://zalo", transport=transport(zalo.sandbox.zalo, "1:wrong"))
    channel = ZaloChannel(client)
    with pytest.raises(CannotRunError, match="the token was refused"):
        await channel.start()


async def uses(stage: ZaloStage, messages: int) -> None:
    """So many messages of this month are gone."""
    async with stage.database.write() as tx:
        await stage.app.meter.add(tx, "zalo", messages - await stage.app.meter.used(tx, "zalo"))
    await stage.settle()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ZaloStage, "monthly", 1000)


@pytest.mark.usefixtures("small")
class TestTheMonth:
    """A plan of 1,000 messages."""

    @pytest.fixture
    async def office(self, zalo: ZaloStage) -> ZaloStage:
        return zalo

    async def test_both_directions_are_counted_as_the_platform_counts_them(self, office: ZaloStage) -> None:
        lan = await office.joins_on_zalo("Lan", "p-dong-tho")
        await lan.says("menu")
        async with office.database.read() as tx:
            assert await office.app.meter.used(tx, "zalo") == office.bot.quota_used

    async def test_the_administrator_is_warned_once_at_eighty_in_a_hundred(self, office: ZaloStage) -> None:
        huong = await office.joins_on_zalo("Hương", "ubkt-tu", Role.ADMIN)
        await uses(office, 800)
        assert huong.screen.startswith("Zalo đã dùng 800 trong 1.000 tin của tháng này (80 %).")
        before = len(huong.heard)
        await uses(office, 850)
        assert len(huong.heard) == before

    async def test_from_ninety_five_on_only_decisions_and_last_reminders_leave(self, office: ZaloStage) -> None:
        minh = await office.joins_on_zalo("Minh", "ubkt-tu", Role.REVIEWER)
        lan = await office.joins_on_zalo("Lan", "p-dong-tho")
        binh = await office.joins_on_zalo("Bình", "p-ham-rong")
        await registers(lan, body=WARD)
        await submits(lan)
        code = minh.zalo.last.text.partition("DUYET ")[2][:4]
        await uses(office, 951)
        before = len(binh.heard)
        assert (await binh.says("menu")).startswith("Tháng này bot sắp hết lượt tin.")
        await binh.says("menu")
        assert len(binh.heard) == before + 1  # said once a day
        assert "Đã thống nhất bước đầu" in await minh.says(f"DUYET {code}")
        assert "đã thống nhất bước đầu dự thảo lần 1" in lan.screen
        await office.clock_at("2026-12-01 08:00")  # another month
        assert "Chương trình kiểm tra" in await binh.says("menu")

    async def test_a_reminder_of_the_last_day_still_leaves(self, office: ZaloStage) -> None:
        binh = await office.joins_on_zalo("Bình", "p-ham-rong")
        await office.clock_at("2026-12-08 07:00")
        await uses(office, 960)
        await office.clock_at("2026-12-08 08:00")
        assert "còn 7 ngày" not in binh.screen
        await office.clock_at("2026-12-15 08:00")
        assert binh.screen.startswith("Nhắc hạn")

    async def test_the_platforms_own_word_ends_the_month(self, office: ZaloStage) -> None:
        lan = await office.joins_on_zalo("Lan", "p-dong-tho")
        office.sandbox.zalo.faults.next(Fault.TOO_MANY, method="sendMessage")
        before = len(lan.heard)
        await lan.says("menu")
        await lan.says("menu")
        assert len(lan.heard) == before
        async with office.database.read() as tx:
            assert await office.app.meter.is_empty(tx, "zalo")


async def test_sixty_cadres_on_two_bots_and_reviewers_on_telegram_work_at_once(both: BothStage) -> None:
    minh = await both.joins_on_telegram("Minh", "ubkt-tu", Role.REVIEWER)
    bodies = [row["unit_id"] for row in await both.rows("select unit_id from bodies where track = 'B' order by id")]
    wards = list(dict.fromkeys(bodies))
    cadres = [
        await both.joins_on_zalo(f"Cán bộ {number}", wards[number % len(wards)], bot=number % 2) for number in range(60)
    ]
    for step in ("dang ky", "1", "1", "chi bo van phong", "thang 9", "quan ly thu chi"):
        for who in cadres:
            who.zalo.says(step)
        await both.settle()
    assert all(len(who.heard) == 8 for who in cadres), [len(who.heard) for who in cadres]
    assert await both.rows("select id from inbox where state <> 'done'") == []
    assert await both.rows("select id from outbox where state <> 'sent'") == []
    assert "Đảng ủy, chi bộ cơ sở" in await minh.says("/theodoi")


async def test_buttons_to_take_away_are_nothing_here_and_keep_no_words_back(zalo: ZaloStage) -> None:
    """Where nothing can be changed such a row is settled without a message, beside what is to be said."""
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    before, used = len(lan.heard), zalo.bot.quota_used
    async with zalo.database.write() as tx:
        for payload, kind in (({"text": "", "rows": []}, "strip"), ({"text": "một"}, "say"), ({"text": "hai"}, "say")):
            address = lan.zalo.user_id
            await mailbox.post(tx, channel="zalo", address=address, payload=payload, now=START, kind=kind)
    await zalo.settle()
    assert lan.heard[before:] == ["một\n\nhai"]
    assert zalo.bot.quota_used == used + 1
    assert await zalo.rows("select id from outbox where state <> 'sent'") == []


async def test_every_part_of_a_long_message_is_counted(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    async with zalo.database.write() as tx:
        text = "\n".join("a" * 1500 for _ in range(3))
        await mailbox.post(tx, channel="zalo", address=lan.zalo.user_id, payload={"text": text}, now=START)
    await zalo.settle()
    async with zalo.database.read() as tx:
        assert await zalo.app.meter.used(tx, "zalo") == zalo.bot.quota_used


async def test_what_is_soon_out_of_date_is_so_on_the_other_channel(both: BothStage) -> None:
    minh = await both.joins_on_zalo("Minh", "ubkt-tu", Role.REVIEWER)
    await minh.says("kenh")
    code = (await minh.taps("Nối thêm kênh")).partition("gõ mã ")[2][:9]
    await both.on_telegram("Minh trên Telegram").says(code)
    until = both.sandbox.now() + timedelta(hours=1)
    async with both.database.write() as tx:
        (person,) = await people.with_role(tx, Role.REVIEWER)
        await notify.tell(tx, person, Say("Tin sáng nay"), both.sandbox.now(), priority=mailbox.REMINDER, until=until)
    both.sandbox.zalo.faults.next(Fault.GATEWAY_TIMEOUT, method="sendMessage")
    await both.settle()
    rows = await both.rows("select channel, until from outbox where payload like '%sáng nay%' order by id")
    assert [row["channel"] for row in rows] == ["zalo", "telegram"]
    assert rows[0]["until"] and rows[0]["until"] == rows[1]["until"]

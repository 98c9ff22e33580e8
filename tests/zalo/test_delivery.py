"""Delivery where a message cannot be asked about, cannot be changed, and costs one of 3,000."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.base import CannotRunError, RejectedError, Sent, UncertainError
from bot.channels.zalo import ZaloChannel
from bot.channels.zalo.client import ZaloClient
from handlers import notify
from handlers.dialog.chat import Say
from planning.programme import Role
from sandbox import Fault
from storage import mailbox, people
from storage.mailbox import Post
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
    assert other.buttons == ["Thống nhất", "Trả lại", "Từng cuộc", "Việc khác"]
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

    async def test_the_platforms_second_word_ends_the_month(
        self, office: ZaloStage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.dispatch.AFTER_REFUSAL", 0.0)
        huong = await office.joins_on_zalo("Hương", "ubkt-tu", Role.ADMIN)
        office.sandbox.zalo.faults.next(Fault.TOO_MANY, method="sendMessage", times=2)
        before = len(huong.heard)
        await huong.says("menu")
        assert len(huong.heard) == before
        async with office.database.read() as tx:
            assert await office.app.meter.is_empty(tx, "zalo")

    async def test_its_first_word_may_only_mean_that_we_were_too_fast(
        self, office: ZaloStage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lan = await office.joins_on_zalo("Lan", "p-dong-tho")
        office.sandbox.zalo.faults.next(Fault.TOO_MANY, method="sendMessage")
        before = len(lan.heard)
        await lan.says("menu")
        assert len(lan.heard) == before
        (pause,) = await office.rows("select channel, address, until from pauses")
        assert (pause["channel"], pause["address"]) == ("zalo", "")
        async with office.database.write() as tx:
            tx.change("delete from pauses", ())
            tx.change("update outbox set next_try_at = null", ())
        office.app.outbox.dispatch._quiet.clear()
        office.app.outbox.dispatch.held.clear()
        await office.settle()
        assert lan.heard[before:] and "Chương trình kiểm tra" in lan.screen


async def test_what_was_leaving_when_the_program_was_killed_is_not_said_again(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    async with zalo.database.write() as tx:
        post_id = await mailbox.post(tx, channel="zalo", address=lan.zalo.user_id, payload={"text": "một"}, now=START)
        await mailbox.leaving(tx, [post_id])
    before = len(lan.heard)
    await zalo.restart()
    await zalo.app.outbox.dispatch.recover()
    await zalo.settle()
    assert len(lan.heard) == before
    assert await zalo.rows("select state from outbox where id = ?", post_id) == [{"state": "uncertain"}]


async def test_a_stop_while_a_message_is_on_its_way_is_no_second_copy(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    before = len(lan.heard)
    channel = zalo.zalo_channels[0]
    real, there, done = channel.send, asyncio.Event(), asyncio.Event()

    async def slow(post: Post, target: Post | None) -> Sent | None:
        shown = await real(post, target)
        there.set()
        await done.wait()
        return shown

    channel.send = slow  # type: ignore[method-assign]
    async with zalo.database.write() as tx:
        await mailbox.post(tx, channel="zalo", address=lan.zalo.user_id, payload={"text": "một"}, now=START)
    sending = asyncio.create_task(zalo.app.outbox.lanes.drain())
    await there.wait()
    sending.cancel()
    await asyncio.wait([sending])
    done.set()
    await zalo.app.outbox.close()
    channel.send = real  # type: ignore[method-assign]
    await zalo.settle()
    assert lan.heard[before:] == ["một"]
    assert await zalo.rows("select id from outbox where state <> 'sent'") == []


async def test_a_fault_of_ours_after_the_platform_took_it_is_no_flood(
    zalo: ZaloStage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    before = len(lan.heard)
    monkeypatch.setattr("bot.channels.zalo.incoming.moment", lambda date: 1 // 0)
    async with zalo.database.write() as tx:
        await mailbox.post(tx, channel="zalo", address=lan.zalo.user_id, payload={"text": "một"}, now=START)
    for _ in range(3):
        await zalo.app.settle()
    assert lan.heard[before:] == ["một"]
    assert "sending failed" in caplog.text


@pytest.mark.parametrize("body", ['{"ok":false,"error_code":500}', '{"ok":false,"error_code":"503"}', '{"ok":false}'])
async def test_an_error_of_the_platform_itself_is_a_doubt_and_no_refusal(zalo: ZaloStage, body: str) -> None:
    async def post(method: str, params: dict[str, Any], seconds: float) -> tuple[int, bytes]:
        return 200, body.encode()

    with pytest.raises(UncertainError):
        await ZaloClient(TOKEN, "http://zalo", transport=post).call("sendMessage")


async def test_three_refusals_in_a_row_shut_a_chat_and_each_is_told_elsewhere(both: BothStage) -> None:
    """Zalo has no word for a person who left: it refuses whatever is sent to them."""
    huong = await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    minh = await both.joins_on_zalo("Minh", "ubkt-tu", Role.REVIEWER)
    await minh.says("kenh")
    code = (await minh.taps("Nối thêm kênh")).partition("gõ mã ")[2][:9]
    other = both.on_telegram("Minh trên Telegram")
    await other.says(code)
    address = minh.zalo.user_id
    async with both.database.write() as tx:
        await people.prefer(tx, "zalo", address, both.sandbox.now())

    async def refuses(post: Post, target: Post | None) -> Sent | None:
        raise RejectedError("zalo: 400 chat not found")

    both.zalo_channels[0].send = refuses  # type: ignore[method-assign]
    for text in ("một", "hai", "ba"):
        async with both.database.write() as tx:
            payload = {**Say(text).to_json(), "told": True}
            now, priority = both.sandbox.now(), mailbox.NOTICE
            await mailbox.post(tx, channel="zalo", address=address, payload=payload, now=now, priority=priority)
        await both.settle()
    assert other.heard[-3:] == ["một", "hai", "ba"]
    assert await both.rows("select state from chats where address = ?", address) == [{"state": "blocked"}]
    assert sum("Minh" in text and "đã chặn bot" in text for text in huong.heard) == 1


async def test_notices_on_a_channel_that_is_switched_off_go_to_the_next_one(both: BothStage) -> None:
    minh = await both.joins_on_zalo("Minh", "ubkt-tu", Role.REVIEWER)
    await minh.says("kenh")
    code = (await minh.taps("Nối thêm kênh")).partition("gõ mã ")[2][:9]
    other = both.on_telegram("Minh trên Telegram")
    await other.says(code)
    async with both.database.write() as tx:
        payload = {**Say("một").to_json(), "told": True}
        now, priority = both.sandbox.now(), mailbox.NOTICE
        await mailbox.post(tx, channel="zalo", address=minh.zalo.user_id, payload=payload, now=now, priority=priority)
    both.app._ended.add("zalo")
    both.app.outbox.resting.add("zalo")
    await both.rings()
    assert other.screen == "một"
    await both.rings()
    assert other.heard.count("một") == 1


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

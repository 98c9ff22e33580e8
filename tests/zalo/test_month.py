"""What a month of a plan holds: both directions counted, a warning, then only decisions and last reminders."""

from __future__ import annotations

import pytest

from planning.programme import Role
from sandbox import Fault
from storage import outbox
from tests.handlers.scene import WARD, registers, submits
from tests.stage import START
from tests.zalo_stage import ZaloStage


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


async def test_every_part_of_a_long_message_is_counted(zalo: ZaloStage) -> None:
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    async with zalo.database.write() as tx:
        text = "\n".join("a" * 1500 for _ in range(3))
        await outbox.post(tx, channel="zalo", address=lan.zalo.user_id, payload={"text": text}, now=START)
    await zalo.settle()
    async with zalo.database.read() as tx:
        assert await zalo.app.meter.used(tx, "zalo") == zalo.bot.quota_used

"""Mornings: one message at eight with what waits, oldest first, once a day, on working days only."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from planning.deadline import is_working_day, next_morning
from planning.programme import Role
from storage import campaigns
from tests.handlers.scene import WARD, registers, submits
from tests.stage import ZONE, Actor, Stage

MONDAY = "2026-11-23 08:00"


@pytest.fixture
async def minh(stage: Stage) -> Actor:
    return await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)


async def drafts(stage: Stage) -> tuple[Actor, Actor]:
    """A ward sends its draft on Sunday, a union a day later by the office's calendar."""
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan, body=WARD)
    await submits(lan)
    hoa = await stage.joins("Hoa", "hoi-phu-nu")
    await registers(hoa, "Hội LHPN phường Hàm Rồng", "tháng 11", "Công tác hội viên")
    return lan, hoa


@pytest.mark.telegram
async def test_the_digest_names_what_waits_oldest_first_and_opens_one_after_the_other(
    stage: Stage, minh: Actor
) -> None:
    _, hoa = await drafts(stage)
    await stage.clock_at("2026-11-23 07:59")
    await submits(hoa)
    await stage.clock_at(MONDAY)
    assert minh.screen == (
        "Việc chờ đồng chí: 2 dự thảo, cũ nhất trước.\n"
        "1. Đảng ủy phường Đông Thọ, lần 1: gửi hôm qua\n"
        "2. Đảng đoàn Hội LHPN thành phố, lần 1: gửi hôm nay"
    ).replace("Đảng đoàn Hội LHPN thành phố", minh.screen.split("2. ")[1].partition(",")[0])
    assert minh.buttons == ["Mở dự thảo cũ nhất", "Dự thảo chờ", "Menu"]
    digest = minh.phone.last
    await minh.taps("Mở dự thảo cũ nhất")
    assert minh.screen.startswith("Dự thảo mới: Đảng ủy phường Đông Thọ")
    assert digest.text.startswith("Việc chờ đồng chí")  # kept: it is read again during the day
    await minh.taps("Thống nhất")
    assert minh.buttons == [
        *("Đã thống nhất bước đầu · Minh", "Dự thảo tiếp theo", "Menu"),
        *("Ý kiến bằng văn bản", "Lấy lại quyết định"),
    ]
    await minh.taps("Dự thảo tiếp theo")
    assert "Dự thảo mới: " in minh.screen and "Đông Thọ" not in minh.screen
    await minh.taps("Trình BTV")
    assert minh.buttons == ["Đã trình Ban Thường vụ · Minh", "Dự thảo chờ", "Menu", "Lấy lại quyết định"]
    # the morning's button, pressed when all is done
    await minh.taps("Mở dự thảo cũ nhất", on=digest)
    assert minh.screen == "Không có dự thảo nào chờ đồng chí thẩm định."


async def test_it_comes_once_a_day_whatever_happens(stage: Stage, minh: Actor) -> None:
    await drafts(stage)
    before = len(minh.heard)
    await stage.clock_at(MONDAY)
    await stage.moves(minutes=5)
    await stage.restart()
    await stage.rings()
    await stage.clock_at("2026-11-23 07:30")  # somebody sets the machine's clock back
    await stage.clock_at(MONDAY)
    assert len(minh.heard) == before + 1
    await stage.clock_at("2026-11-24 08:00")
    assert len(minh.heard) == before + 2
    assert "gửi 2 ngày trước" in minh.screen


async def test_no_digest_at_night_at_the_weekend_or_when_nothing_waits(stage: Stage, minh: Actor) -> None:
    btv = await stage.joins("Việt", "tu", Role.STANDING)
    await drafts(stage)
    quiet = len(minh.heard), len(btv.heard)
    for moment in ("2026-11-22 10:00", "2026-11-23 07:59", "2026-11-23 20:00", "2026-11-28 08:00"):
        await stage.clock_at(moment)
        assert (len(minh.heard), len(btv.heard)) == quiet, moment
    await stage.clock_at("2026-11-30 08:00")
    assert len(minh.heard) == quiet[0] + 2  # and that the step ends tomorrow
    assert len(btv.heard) == quiet[1]  # the ward's draft is not the standing committee's


async def test_a_morning_that_was_missed_is_made_good_during_the_day(stage: Stage, minh: Actor) -> None:
    await drafts(stage)
    await stage.close()  # the machine is off over the morning
    stage.sandbox.sets_clock(datetime(2026, 11, 23, 10, 30, tzinfo=ZONE))
    await stage.open()
    await stage.rings()
    assert minh.screen.startswith("Việc chờ đồng chí: 1 dự thảo.")


async def test_a_draft_that_comes_later_has_its_card_and_no_second_digest(stage: Stage, minh: Actor) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan, body=WARD)
    await stage.clock_at(MONDAY)
    before = len(minh.heard)
    await submits(lan)
    await stage.moves(minutes=30)
    assert len(minh.heard) == before + 1
    assert minh.screen.startswith("Dự thảo mới")


async def test_a_reviewer_never_finds_their_own_units_draft_in_it(stage: Stage) -> None:
    own = await stage.joins("Thu", "p-dong-tho", Role.REVIEWER)
    await drafts(stage)
    before = len(own.heard)
    await stage.clock_at(MONDAY)
    assert len(own.heard) == before


async def test_who_joins_later_hears_what_waits_already(stage: Stage) -> None:
    await drafts(stage)
    await stage.clock_at(MONDAY)
    late = await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    await stage.rings()
    assert late.screen.startswith("Việc chờ đồng chí: 1 dự thảo.\n1. Đảng ủy phường Đông Thọ, lần 1: gửi hôm qua")


async def test_a_long_list_is_cut_and_says_so(stage: Stage, minh: Actor) -> None:
    from handlers.texts import digest

    lines = [digest.line(f"Đơn vị {number}", 1, number) for number in range(9, 4, -1)]
    assert digest.digest(12, lines).endswith(
        "5. Đơn vị 5, lần 1: gửi 5 ngày trước\nCòn 7 dự thảo nữa trong “Dự thảo chờ”."
    )


async def test_the_next_morning_is_the_next_working_day(stage: Stage) -> None:
    async with stage.database.read() as tx:
        campaign = await campaigns.current(tx, ZONE)
    assert campaign
    for hours in range(0, 24 * 15, 5):
        now = datetime(2026, 11, 20, 3, tzinfo=ZONE) + timedelta(hours=hours)
        found = next_morning(now, campaign.ladder)
        # the slow way: walk minute by minute
        slow = now.replace(second=0, microsecond=0)
        while slow < now or slow == now or slow.weekday() > 4 or (slow.hour, slow.minute) != (8, 0):
            slow += timedelta(minutes=1)
        assert found == slow
        assert is_working_day(found.date())


async def test_a_digest_that_could_not_leave_in_its_day_never_does(stage: Stage, minh: Actor) -> None:
    await drafts(stage)
    stage.sandbox.faults.outage(True)
    stage.sandbox.sets_clock(stage.at("2026-11-23 16:30"))
    await stage.app.tick()
    stage.sandbox.sets_clock(stage.at("2026-11-23 22:00"))
    stage.sandbox.faults.outage(False)
    before = len(minh.heard)
    await stage.app.tick()
    await stage.settle()
    assert len(minh.heard) == before
    assert len(await stage.rows("select id from outbox where state = 'dropped'")) == 1

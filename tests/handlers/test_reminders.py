"""Reminders: every rung once and by day, whatever the clock and the process do."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from planning.programme import Role
from tests.handlers.scene import WARD, WARD_UBKT, clock_at, registers, submits
from tests.stage import ZONE, Actor, Stage

RUNGS = [15, 7, 3, 1, 0, -1, -2, -3, -4, -5]
DEADLINE = date(2026, 12, 15)


def at(day: int, hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def rung_moment(rung: int, deadline: date = DEADLINE) -> datetime:
    day = deadline - timedelta(days=rung)
    return datetime(day.year, day.month, day.day, 8, tzinfo=ZONE)


def reminders(actor: Actor) -> list[str]:
    return [text for text in actor.heard if text.startswith(("Nhắc hạn:", "Đã quá hạn"))]


async def sent(stage: Stage) -> list[int]:
    return [row["rung"] for row in await stage.rows("select rung from reminders order by sent_at")]


@pytest.fixture
async def lan(stage: Stage) -> Actor:
    return await stage.joins("Lan", "p-dong-tho")


async def test_the_whole_ladder_to_a_ward_that_never_submits(stage: Stage, lan: Actor) -> None:
    for rung in RUNGS:
        moment = rung_moment(rung)
        await clock_at(stage, moment - timedelta(minutes=1))
        before = reminders(lan)
        assert len(before) == RUNGS.index(rung)
        await clock_at(stage, moment)
        assert len(reminders(lan)) == len(before) + 1
    await clock_at(stage, at(31, 12))
    assert await sent(stage) == RUNGS
    bodies = f"• {WARD}: chưa gửi\n• {WARD_UBKT}: chưa gửi"
    assert reminders(lan) == [
        *(
            f"Nhắc hạn: còn {left} ngày (đến 15/12/2026) để gửi dự thảo chương trình năm 2027.\n{bodies}"
            for left in (15, 7, 3, 1)
        ),
        f"Nhắc hạn: hôm nay, 15/12/2026, là ngày cuối gửi dự thảo chương trình năm 2027.\n{bodies}",
        *(
            f"Đã quá hạn {over} ngày (hạn 15/12/2026). Dự thảo gửi bây giờ vẫn được nhận, ghi trễ.\n{bodies}"
            for over in (1, 2, 3, 4, 5)
        ),
    ]


async def test_hour_by_hour_nothing_at_night(stage: Stage, lan: Actor) -> None:
    heard_at: Counter[tuple[int, int]] = Counter()
    moment = at(13, 0)
    while moment < at(18, 0):
        before = len(reminders(lan))
        await clock_at(stage, moment)
        heard_at[(moment.day, moment.hour)] += len(reminders(lan)) - before
        moment += timedelta(hours=1)
    # the bell first rings after rung 3 came due: it is made up for at the first hour of the day
    assert +heard_at == Counter({(day, 8): 1 for day in range(13, 18)})


async def test_down_over_several_rungs_one_reminder_and_not_at_night(stage: Stage, lan: Actor) -> None:
    await clock_at(stage, at(14, 20))
    await clock_at(stage, at(15, 7, 59))
    assert reminders(lan) == []
    await clock_at(stage, at(15, 19, 59))
    assert await sent(stage) == [0]
    await clock_at(stage, at(30, 9))
    assert await sent(stage) == [0, -5]
    assert reminders(lan)[-1].startswith("Đã quá hạn 15 ngày (hạn 15/12/2026).")


async def test_the_bell_twice_a_restart_and_a_clock_that_jumps_back(stage: Stage, lan: Actor) -> None:
    await clock_at(stage, at(30, 8, month=11))
    await stage.rings()
    await stage.restart()
    await stage.rings()
    await clock_at(stage, at(8, 8))
    assert await sent(stage) == [15, 7]
    await clock_at(stage, at(7, 9))  # a day back: rung 15 again the latest that came due
    await stage.restart()
    await stage.moves(hours=23)  # and the 8th once more
    await stage.moves(hours=1)
    assert await sent(stage) == [15, 7]
    await clock_at(stage, at(12, 8))
    assert await sent(stage) == [15, 7, 3] and len(reminders(lan)) == 3


async def test_a_bell_that_fails_between_claim_and_commit_rings_again(
    stage: Stage, lan: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("handlers.remind.notify.tell", fails)
        with pytest.raises(OSError, match="disk full"):
            await clock_at(stage, at(8, 8))
    assert await sent(stage) == []
    await stage.moves(minutes=1)
    assert await sent(stage) == [7] and len(reminders(lan)) == 1


async def submits_both(lan: Actor) -> None:
    await registers(lan)
    await submits(lan)
    await registers(lan, body=WARD_UBKT, when="tháng 9")
    await submits(lan, body=WARD_UBKT)


async def test_none_after_submission_and_again_after_a_return(stage: Stage, lan: Actor) -> None:
    reviewer = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await submits_both(lan)
    for rung in (15, 7):
        await clock_at(stage, rung_moment(rung))
    assert reminders(lan) == []
    card = reviewer.sees(f"Dự thảo mới: {WARD}, năm 2027, lần 1")
    await reviewer.taps("Trả lại", on=card)
    await reviewer.says("Bổ sung nội dung về đất đai")
    await reviewer.taps("Trả lại với lý do này")
    await clock_at(stage, rung_moment(3))
    assert reminders(lan)[-1] == (
        "Nhắc hạn: còn 3 ngày (đến 15/12/2026) để gửi dự thảo chương trình năm 2027.\n"
        f"• {WARD}: bị trả lại, chưa gửi lại"
    )
    heard = len(reminders(lan))
    await submits(lan)
    await clock_at(stage, rung_moment(1))
    assert len(reminders(lan)) == heard


async def test_a_return_between_two_rungs_waits_for_the_next_rung(stage: Stage, lan: Actor) -> None:
    reviewer = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await submits_both(lan)
    await clock_at(stage, at(10, 10))
    await reviewer.taps("Trả lại", on=reviewer.sees(f"Dự thảo mới: {WARD}, năm 2027, lần 1"))
    await reviewer.says("Bổ sung nội dung về đất đai")
    await reviewer.taps("Trả lại với lý do này")
    await stage.moves(minutes=1)
    assert reminders(lan) == []


async def test_a_person_with_one_programme_left_is_told_of_that_one(stage: Stage, lan: Actor) -> None:
    await registers(lan)
    await submits(lan)
    await clock_at(stage, rung_moment(7))
    assert reminders(lan) == [
        "Nhắc hạn: còn 7 ngày (đến 15/12/2026) để gửi dự thảo chương trình năm 2027.\n"
        f"• {WARD_UBKT}: chưa gửi"
    ]  # fmt: skip
    assert lan.buttons == ["Đăng ký cuộc mới", "Mở chương trình"]


async def test_who_joined_after_the_rung_hears_the_next(stage: Stage, lan: Actor) -> None:
    await clock_at(stage, at(8, 8))
    hoa = await stage.joins("Hoa", "p-ham-rong")
    await stage.moves(hours=1)
    assert (len(reminders(lan)), reminders(hoa)) == (1, [])
    await clock_at(stage, rung_moment(3))
    assert (len(reminders(lan)), len(reminders(hoa))) == (2, 1)

"""Single things that go wrong on the way out: nothing is lost, order is kept, nobody else waits longer than he must."""

from __future__ import annotations

import pytest

from bot.outbox import SIDE_BY_SIDE
from handlers import router
from handlers.entry import Args
from handlers.texts import common
from handlers.turn import Turn
from planning.programme import Role
from sandbox import Fault
from storage import outbox
from tests.faults.live import LiveStage
from tests.stage import START, Actor

HELP, NOTHING = "Trợ giúp", "Không có việc gì"  # how the answers to /trogiup and /huy begin


def asks(who: Actor) -> None:
    """Three questions at once."""
    for command in ("/trogiup", "/huy", "/trogiup"):
        who.phone.says(command)


def begins(texts: list[str]) -> list[str]:
    return [next(known for known in (HELP, NOTHING) if text.startswith(known)) for text in texts]


async def test_nothing_leaves_before_a_pause_is_over(live: LiveStage) -> None:
    lan, hoa = await live.joins("Lan", "p-dong-tho"), await live.joins("Hoa", "hoi-phu-nu")
    before = {who: len(who.heard) for who in (lan, hoa)}
    live.sent.clear()
    live.sandbox.faults.next(Fault.TOO_MANY, method="sendMessage", retry_after=7)
    asks(lan)
    asks(hoa)
    await live.passes(6.99)
    assert live.sent == []
    await live.settle()
    assert {sent.at for sent in live.sent} == {live.time.now} == {7.0}
    for who in (lan, hoa):
        assert begins(who.heard[before[who] :]) == [HELP, NOTHING, HELP]


async def test_a_pause_in_the_middle_of_many_chats_stops_all_of_them(live: LiveStage) -> None:
    crowd = [live.stranger(f"Khách {number}") for number in range(20)]

    def eighth(kind: str, *_: object) -> None:
        if kind == "sent" and len(live.sent) == 7:
            live.sandbox.faults.next(Fault.TOO_MANY, retry_after=30)

    live.sandbox.world.listeners.append(eighth)
    for one in crowd:
        one.phone.says("/start")
    await live.settle()
    assert len([sent for sent in live.sent if sent.at == 0]) == 7
    assert [len(one.heard) for one in crowd] == [1] * 20
    assert {sent.at for sent in live.sent} == {0.0, 30.0}


async def test_a_pause_outlives_a_restart(live: LiveStage) -> None:
    lan, hoa = live.stranger("Lan"), live.stranger("Hoa")
    live.sandbox.faults.next(Fault.TOO_MANY, method="sendMessage", retry_after=60)
    lan.phone.says("/start")
    await live.passes(10)
    await live.restart()
    hoa.phone.says("/start")  # nobody told this chat to wait, but the whole bot
    await live.passes(49)
    assert live.sent == []
    await live.settle()
    assert [(sent.at, sent.chat) for sent in live.sent] == [(60.0, lan.phone.user_id), (60.0, hoa.phone.user_id)]


async def test_a_bad_gateway_is_tried_again_until_it_is_over(live: LiveStage) -> None:
    lan, hoa = live.stranger("Lan"), live.stranger("Hoa")
    live.sandbox.faults.next(Fault.SERVER_ERROR, method="sendMessage", times=4)
    lan.phone.says("/start")
    await live.passes(0)
    hoa.phone.says("/start")
    await live.settle()
    assert len(lan.heard) == len(hoa.heard) == 1
    assert [one.method for one in live.sandbox.faults.done] == ["sendMessage"] * 4
    assert max(sent.at for sent in live.sent) <= 1 + 2 + 4 + 8


@pytest.mark.parametrize(("kind", "copies"), [(Fault.DROPPED_BEFORE, 1), (Fault.DROPPED_AFTER, 2), (Fault.SLOW, 2)])
async def test_a_message_whose_answer_is_lost_comes_at_most_twice_and_in_its_place(
    live: LiveStage, kind: Fault, copies: int
) -> None:
    lan = await live.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    live.sandbox.faults.next(kind, method="sendMessage", seconds=11)
    asks(lan)
    await live.settle()
    assert begins(lan.heard[before:]) == [HELP] * copies + [NOTHING, HELP]


@pytest.mark.parametrize("kind", [Fault.DROPPED_AFTER, Fault.SLOW])
async def test_a_change_whose_answer_is_lost_shows_once(live: LiveStage, kind: Fault) -> None:
    lan = await live.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    live.sandbox.faults.next(kind, method="editMessageText", seconds=11)
    assert (await lan.taps("Đăng ký cuộc mới")) == "Cuộc này thuộc chương trình nào?"
    assert len(lan.heard) == before
    (refused,) = live.sandbox.refused
    assert "message is not modified" in refused.description
    assert "Hủy" in lan.buttons


async def test_a_slow_answer_holds_up_its_own_chat_only(live: LiveStage) -> None:
    lan, hoa = await live.joins("Lan", "p-dong-tho"), await live.joins("Hoa", "hoi-phu-nu")
    live.sent.clear()
    live.sandbox.faults.next(Fault.SLOW, method="sendMessage", seconds=9)
    asks(lan)
    await live.passes(0)
    asks(hoa)
    await live.settle()
    times = {who: [sent.at for sent in live.sent if sent.chat == who.phone.user_id] for who in (lan, hoa)}
    assert times == {lan: [0.0, 9.0, 9.0], hoa: [0.0, 0.0, 0.0]}


async def test_an_update_that_always_fails_is_set_aside_and_everything_else_goes_on(
    live: LiveStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def falls(turn: Turn, args: Args, text: str | None) -> None:
        raise RuntimeError("a fault of the program")

    huong = await live.joins("Hương", "ubkt-tu", Role.ADMIN)
    lan, hoa = await live.joins("Lan", "p-dong-tho"), await live.joins("Hoa", "hoi-phu-nu")
    before = {who: len(who.heard) for who in (huong, lan, hoa)}
    monkeypatch.setitem(router.ACTIONS, "help", falls)
    live.sandbox.faults.share(7, server_error=0.2, dropped_before=0.2)
    for text in ("/huy", "/trogiup", "/huy"):
        lan.phone.says(text)
        hoa.phone.says("/huy")
    await live.settle()

    assert lan.heard[before[lan] :] == [common.nothing_to_cancel(), common.sorry(), common.nothing_to_cancel()]
    assert hoa.heard[before[hoa] :] == [common.nothing_to_cancel()] * 3
    (row,) = await live.rows("select id, attempts, error from inbox where state <> 'done'")
    assert (row["attempts"], row["error"]) == (3, "RuntimeError")
    assert huong.heard[before[huong] :] == [common.failed_alert(str(lan.phone.user_id), row["id"])]


async def test_what_stands_behind_many_slow_changes_leaves_when_they_are_done(live: LiveStage) -> None:
    lan = await live.joins("Lan", "p-dong-tho")
    for _ in range(SIDE_BY_SIDE):
        await lan.says("/trogiup")
    before = len(lan.heard)
    shown = await live.rows("select id from outbox where kind = 'say' order by id desc limit ?", SIDE_BY_SIDE)
    live.sandbox.faults.next(Fault.SLOW, method="editMessageReplyMarkup", seconds=9, times=SIDE_BY_SIDE)
    async with live.database.write() as tx:
        channel, address = "telegram", str(lan.phone.user_id)
        for row in shown:
            await outbox.post(
                tx, channel=channel, address=address, payload={}, now=START, kind="strip", replaces=row["id"]
            )
        await outbox.post(tx, channel=channel, address=address, payload={"text": "sau cùng"}, now=START)
    live.app.outbox.lanes.kick(tx.posted)
    await live.settle()
    assert lan.heard[before:] == ["sau cùng"]
    assert live.time.now == 9

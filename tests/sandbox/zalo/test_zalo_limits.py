"""The month's messages, the people a bot has room for, and people who go to another bot."""

import math
from datetime import UTC, datetime, timedelta

from sandbox import Sandbox
from sandbox.zalo import ZaloPhone, ZaloPlatform
from tests.sandbox.zalo.asking import LAN, TOKEN, ask, code, fetched


async def test_the_months_messages_run_out_both_ways(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    known.bot.monthly = 3
    assert known.bot.quota_used == 1  # what the person wrote
    assert [await code(zalo, "sendMessage", chat_id=LAN, text="x") for _ in range(2)] == [0, 0]
    assert await ask(zalo, "sendMessage", chat_id=LAN, text="x") == {
        "ok": False,
        "error_code": 429,
        "description": "Quota exceeded",
    }
    assert (known.bot.quota_used, len(known.heard)) == (3, 2)
    assert await code(zalo, "sendChatAction", chat_id=LAN, action="typing") == 0  # is no message
    known.says("vẫn đến")
    assert await fetched(zalo) == ["vẫn đến"]


async def test_or_only_what_the_bot_sends_counts(zalo: ZaloPlatform, lan: ZaloPhone) -> None:
    lan.bot.counts_inbound = False
    lan.says("x")
    assert lan.bot.quota_used == 0
    await ask(zalo, "sendMessage", chat_id=LAN, text="x")
    await ask(zalo, "sendMessage", chat_id=LAN, text="")
    assert lan.bot.quota_used == 1


async def test_a_new_month_begins_at_midnight_in_viet_nam(
    sandbox: Sandbox, zalo: ZaloPlatform, known: ZaloPhone
) -> None:
    known.bot.monthly = 1
    sandbox.sets_clock(datetime(2027, 11, 30, 16, 0, tzinfo=UTC))  # 23:00 there
    assert [await code(zalo, "sendMessage", chat_id=LAN, text="x") for _ in range(2)] == [0, 429]
    sandbox.moves_clock(timedelta(hours=1))
    assert await code(zalo, "sendMessage", chat_id=LAN, text="x") == 0
    assert known.last.date.month == 11  # UTC


def test_the_free_plans_limits(zalo: ZaloPlatform) -> None:
    bot = zalo.add_bot("2:b", "Bot")
    assert (bot.max_users, bot.monthly) == (50, 3000)


async def test_who_comes_after_the_last_seat_is_not_heard(zalo: ZaloPlatform, lan: ZaloPhone) -> None:
    for number in range(50):
        zalo.add_phone(f"u{number}", str(number)).says(str(number))
    lan.says("người thứ 51")
    zalo.phone("u7").says("người cũ")
    assert await fetched(zalo) == [*map(str, range(50)), "người cũ"]
    assert (len(lan.messages), lan.bot.quota_used, len(lan.bot.lost)) == (1, 51, 1)
    assert await code(zalo, "sendMessage", chat_id=LAN, text="x") == 400


async def test_another_bot_knows_a_person_by_another_id(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    first, second = known.bot, zalo.add_bot("2:b", "Bot Hai")
    second.keeps_for = math.inf
    known.moves_to(second)
    other = known.user_id
    assert other != LAN
    assert zalo.phone(other) is zalo.phone(LAN) is known
    known.says("chào Hai")
    assert (await fetched(zalo), await fetched(zalo, "2:b")) == ([], ["chào Hai"])
    assert [(await zalo.call("2:b", "sendMessage", {"chat_id": id, "text": "x"})).body for id in (LAN,)] == [
        {"ok": False, "description": "Bad request: chat not found", "error_code": 400}
    ]
    assert (await zalo.call("2:b", "sendMessage", {"chat_id": other, "text": "Hai đây"})).status == 200
    assert await code(zalo, "sendMessage", chat_id=LAN, text="Một đây") == 0  # the old chat is still there
    assert [(m.text, m.bot_id) for m in known.messages if m.from_bot] == [
        ("Hai đây", second.id),
        ("Một đây", first.id),
    ]
    known.moves_to(first)
    assert known.user_id == LAN


def test_the_other_id_is_always_the_same() -> None:
    ids = set()
    for _ in range(2):
        zalo = Sandbox().zalo
        zalo.add_bot(TOKEN, "Bot")
        phone = zalo.add_phone(LAN, "Lan")
        phone.moves_to(zalo.add_bot("2:b", "Bot Hai"))
        ids.add(phone.user_id)
    assert len(ids) == 1

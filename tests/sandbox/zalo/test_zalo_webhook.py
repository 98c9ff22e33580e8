"""How updates are brought to a webhook, and what can go wrong with that."""

from types import SimpleNamespace

import pytest

from sandbox.zalo import ZaloPhone, ZaloPlatform
from tests.sandbox.zalo.asking import LAN, SECRET, ask, fetched, hooks
from tests.sandbox.zalo.hook import Hook


@pytest.fixture
async def hooked(zalo: ZaloPlatform, lan: ZaloPhone, hook: Hook) -> Hook:
    """The webhook is set; its probe is forgotten."""
    await hooks(zalo)
    hook.came.clear()
    return hook


async def test_each_update_comes_alone_with_the_secret(zalo: ZaloPlatform, lan: ZaloPhone, hooked: Hook) -> None:
    lan.says("một")
    lan.says("hai")
    assert await zalo.deliver() == 2
    assert hooked.texts == ["một", "hai"]
    assert hooked.headers[-1] == {
        "Content-Type": "application/json",
        "User-Agent": "Java/1.8.0_192",
        "X-Bot-Api-Secret-Token": SECRET,
    }
    assert (await zalo.deliver(), await fetched(zalo)) == (0, [])


async def test_bodies_are_bare_or_wrapped(zalo: ZaloPlatform, lan: ZaloPhone, hooked: Hook) -> None:
    lan.says("x")
    lan.bot.body_mode = "wrapped"
    await zalo.deliver()
    lan.says("y")
    lan.bot.body_mode = "flat"
    await zalo.deliver()
    wrapped, bare = hooked.came
    assert (wrapped["ok"], wrapped["result"]["message"]["text"]) == (True, "x")
    assert (bare["event_name"], bare["message"]["text"]) == ("message.text.received", "y")


async def test_the_same_may_come_again_and_the_newest_first(zalo: ZaloPlatform, lan: ZaloPhone, hooked: Hook) -> None:
    lan.bot.duplicates = 1
    lan.bot.shuffles = True
    lan.says("một")
    lan.says("hai")
    assert await zalo.deliver() == 4
    assert hooked.texts == ["hai", "hai", "một", "một"]
    assert len({update["message"]["message_id"] for update in hooked.came}) == 2


async def test_the_bot_may_hear_itself(zalo: ZaloPlatform, lan: ZaloPhone, hooked: Hook) -> None:
    lan.says("chào")
    await zalo.deliver()
    lan.bot.echoes = True
    await ask(zalo, "sendMessage", chat_id=LAN, text="Chào Lan")
    await zalo.deliver()
    echo = hooked.came[-1]["message"]
    assert echo["from"] == {"id": lan.bot.id, "display_name": "Bot KTGS", "is_bot": True}
    assert (echo["chat"]["id"], echo["text"], echo["message_id"]) == (LAN, "Chào Lan", lan.last.id)


@pytest.mark.parametrize("answer", [401, 500, ConnectionError("closed"), TimeoutError()])
async def test_what_fails_is_lost(zalo: ZaloPlatform, lan: ZaloPhone, hooked: Hook, answer: int | Exception) -> None:
    hooked.answers = [answer]
    lan.says("một")
    lan.says("hai")
    assert (await zalo.deliver(), await zalo.deliver()) == (1, 0)
    assert [lost["message"]["text"] for lost in lan.bot.lost] == ["một"]


async def test_or_it_is_tried_again_after_ever_longer_pauses(
    zalo: ZaloPlatform, lan: ZaloPhone, hooked: Hook, stopwatch: SimpleNamespace
) -> None:
    lan.bot.retries = True
    hooked.answers = [500] * 99
    lan.says("x")
    begin, times = stopwatch.seconds, []
    for _ in range(400):
        count = len(hooked.came)
        await zalo.deliver()
        times += [stopwatch.seconds - begin] * (len(hooked.came) - count)
        stopwatch.seconds += 0.5
    assert times == [0, 0.5, 2.5, 6.5, 14.5, 30.5, 62.5, 126.5]
    assert len(lan.bot.lost) == 1
    hooked.answers = [500]
    lan.says("y")
    assert [await zalo.deliver() for _ in range(3)] == [0, 1, 0]


async def test_a_chat_that_fails_holds_up_no_other(zalo: ZaloPlatform, lan: ZaloPhone, hooked: Hook) -> None:
    lan.bot.retries = True
    hooked.answers = [500]
    lan.says("1")
    zalo.add_phone("hoa", "Hoa").says("2")
    assert await zalo.deliver() == 1
    assert sorted(hooked.texts) == ["1", "2"]


async def test_what_waits_is_lost_with_the_webhook(zalo: ZaloPlatform, lan: ZaloPhone, hooked: Hook) -> None:
    lan.says("x")
    await ask(zalo, "deleteWebhook")
    assert (await zalo.deliver(), hooked.came, await fetched(zalo)) == (0, [], [])


async def test_an_outage_only_delays(zalo: ZaloPlatform, lan: ZaloPhone, hooked: Hook) -> None:
    zalo.faults.outage(True)
    lan.says("x")
    assert await zalo.deliver() == 0
    zalo.faults.outage(False)
    assert await zalo.deliver() == 1

"""getUpdates: one update, once, for whoever waits; and what the updates look like."""

import asyncio
from types import SimpleNamespace

import pytest

from sandbox.zalo import ZaloBot, ZaloPhone, ZaloPlatform
from sandbox.zalo.model import milliseconds
from tests.sandbox.zalo.asking import IDLE, LAN, TOKEN, ask, code, fetched, hooks, update
from tests.sandbox.zalo.hook import Hook


async def test_an_update_comes_alone_and_once(zalo: ZaloPlatform, lan: ZaloPhone) -> None:
    lan.says("một")
    lan.says("hai")
    said = lan.messages[0]
    assert await ask(zalo, "getUpdates", timeout="30") == {
        "ok": True,
        "result": {
            "event_name": "message.text.received",
            "message": {
                "from": {"id": LAN, "display_name": "Lan", "is_bot": False},
                "chat": {"id": LAN, "chat_type": "PRIVATE"},
                "text": "một",
                "message_id": said.id,
                "date": milliseconds(said.date),
            },
        },
    }
    assert await fetched(zalo) == ["hai"]
    assert abs(said.date.timestamp() - milliseconds(said.date) / 1000) < 1e-6


@pytest.mark.parametrize("timeout", [0, "0", "0.01", 0.01])
async def test_nothing_is_a_time_out(zalo: ZaloPlatform, zbot: ZaloBot, timeout: object) -> None:
    assert await ask(zalo, "getUpdates", timeout=timeout) == IDLE
    assert zalo.refused == []


@pytest.mark.parametrize("timeout", ["soon", True, [1]])
async def test_a_timeout_is_a_number(zalo: ZaloPlatform, zbot: ZaloBot, timeout: object) -> None:
    assert await code(zalo, "getUpdates", timeout=timeout) == 400


async def test_a_poll_waits_until_something_comes(zalo: ZaloPlatform, lan: ZaloPhone) -> None:
    poll = asyncio.create_task(ask(zalo, "getUpdates"))  # 30 seconds, if not told otherwise
    await asyncio.sleep(0)
    lan.says("x")
    assert (await poll)["result"]["message"]["text"] == "x"


async def test_pollers_take_each_others_messages(zalo: ZaloPlatform, lan: ZaloPhone) -> None:
    polls = [asyncio.create_task(ask(zalo, "getUpdates", timeout=30)) for _ in range(2)]
    await asyncio.sleep(0)
    lan.says("một")
    lan.says("hai")
    assert [(await poll)["result"]["message"]["text"] for poll in polls] == ["một", "hai"]


async def test_a_poller_who_hung_up_takes_nothing(zalo: ZaloPlatform, lan: ZaloPhone) -> None:
    gone = SimpleNamespace(yes=False)
    poll = asyncio.create_task(zalo.call(TOKEN, "getUpdates", {"timeout": 0.01}, gone=lambda: bool(gone.yes)))
    await asyncio.sleep(0)
    gone.yes = True
    lan.says("x")
    assert (await poll).body == IDLE
    assert await fetched(zalo) == ["x"]


async def test_what_nobody_waits_for_is_lost(
    zalo: ZaloPlatform, zbot: ZaloBot, lan: ZaloPhone, stopwatch: SimpleNamespace
) -> None:
    zbot.keeps_for = 60.0
    lan.says("trước khi có ai")
    assert await fetched(zalo) == []
    stopwatch.seconds += 60
    lan.says("ngay sau")
    assert await fetched(zalo) == ["ngay sau"]
    lan.says("chờ quá lâu")
    stopwatch.seconds += 61
    lan.says("quá muộn")
    assert await fetched(zalo) == []
    assert [lost["message"]["text"] for lost in zbot.lost] == ["trước khi có ai", "chờ quá lâu", "quá muộn"]
    assert len(lan.messages) == 4  # the person sees them all the same


def test_updates_are_kept_for_a_minute_if_not_told_otherwise(zalo: ZaloPlatform) -> None:
    assert zalo.add_bot("2:b", "Bot").keeps_for == 60.0


async def test_beside_a_webhook_polls_are_silent_or_refused(zalo: ZaloPlatform, lan: ZaloPhone, hook: Hook) -> None:
    lan.says("lạc mất")
    await hooks(zalo)
    lan.says("x")
    assert await fetched(zalo) == []
    lan.bot.strict_polling = True
    assert await code(zalo, "getUpdates", timeout=0) == 400
    await ask(zalo, "deleteWebhook")
    assert await fetched(zalo) == []
    lan.says("y")
    assert await fetched(zalo) == ["y"]


@pytest.mark.parametrize("key", ["photo", "photo_url"])
async def test_a_picture_under_either_name(zalo: ZaloPlatform, lan: ZaloPhone, key: str) -> None:
    lan.bot.image_key = "photo" if key == "photo" else "photo_url"
    lan.sends_photo("hiện trường")
    lan.sends_photo()
    got = await update(zalo)
    assert got["event_name"] == "message.image.received"
    assert got["message"][key] == lan.messages[0].photo
    assert got["message"]["caption"] == "hiện trường"
    assert len({"photo", "photo_url"} & got["message"].keys()) == 1
    assert "caption" not in (await update(zalo))["message"]


async def test_a_sticker_and_a_voice(zalo: ZaloPlatform, lan: ZaloPhone) -> None:
    lan.sends_sticker()
    lan.sends_voice()
    sticker, voice = await update(zalo), await update(zalo)
    assert (sticker["event_name"], voice["event_name"]) == ("message.sticker.received", "message.voice.received")
    assert sticker["message"]["sticker"] == lan.messages[0].sticker
    assert sticker["message"]["url"].startswith("https://")
    assert voice["message"]["voice_url"].endswith(".aac")


async def test_the_unsupported_has_no_content_or_not_even_a_message(zalo: ZaloPlatform, lan: ZaloPhone) -> None:
    lan.sends_document("biên bản.docx")
    lan.sends_unsupported()
    lan.sends_unsupported(with_message=False)
    document, protected, bare = [await update(zalo) for _ in range(3)]
    assert document["event_name"] == "message.unsupported.received"
    assert document["message"].keys() == protected["message"].keys() == {"from", "chat", "message_id", "date"}
    assert bare == {"event_name": "message.unsupported.received"}
    assert [(m.kind, m.file_name) for m in lan.messages][:2] == [
        ("unsupported", "biên bản.docx"),
        ("unsupported", None),
    ]


async def test_in_a_group_the_place_is_another(zalo: ZaloPlatform, lan: ZaloPhone) -> None:
    group = zalo.add_group("g1")
    lan.says_in(group, "@Bot chào")
    message = (await update(zalo))["message"]
    assert (message["from"]["id"], message["chat"]) == (LAN, {"id": "g1", "chat_type": "GROUP"})
    assert ([m.text for m in group.messages], lan.messages) == (["@Bot chào"], [])

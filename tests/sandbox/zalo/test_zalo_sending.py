"""What a bot may send, and how it is seen."""

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from sandbox.zalo import ZaloPhone, ZaloPlatform
from sandbox.zalo.model import milliseconds
from tests.sandbox.zalo.asking import LAN, ask, code

BOLD = {"start": 0, "len": 2, "st": ["b", "c_db342e"]}


async def test_a_message_is_seen_and_has_an_id_and_a_date(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    body = await ask(zalo, "sendMessage", chat_id=LAN, text="Đã ghi <b>K7Q2</b> & **xong**")
    shown = known.last
    assert body == {"ok": True, "result": {"message_id": shown.id, "date": milliseconds(shown.date)}}
    assert len(shown.id) == 20
    assert int(shown.id, 16) > 0
    assert (shown.kind, shown.from_bot, shown.bot_id) == ("text", True, known.bot.id)
    assert known.heard == ["Đã ghi <b>K7Q2</b> & **xong**"]


@pytest.mark.parametrize(
    "params",
    [
        {"text": "x"},
        {"chat_id": "", "text": "x"},
        {"chat_id": LAN},
        {"chat_id": LAN, "text": ""},
        {"chat_id": LAN, "text": " \n"},
        {"chat_id": LAN, "text": ["x"]},
        {"chat_id": LAN, "text": "x" * 2001},
        {"chat_id": LAN, "text": "😀" * 1001},  # two UTF-16 units each
        {"chat_id": "somebody else", "text": "x"},
        {"chat_id": LAN, "text": "x", "parse_mode": "MarkdownV2"},
        {"chat_id": LAN, "text": "x", "text_styles": [BOLD]},  # longer than the text
        {"chat_id": LAN, "text": "xy", "text_styles": [BOLD | {"st": ["bold"]}]},
        {"chat_id": LAN, "text": "xy", "text_styles": [BOLD | {"start": "0"}]},
        {"chat_id": LAN, "text": "xy", "text_styles": "[{"},
        {"chat_id": LAN, "text": "xy", "text_styles": ["b"]},
    ],
)
async def test_what_is_wrong_is_refused(zalo: ZaloPlatform, known: ZaloPhone, params: dict[str, Any]) -> None:
    assert await code(zalo, "sendMessage", **params) == 400
    assert (known.heard, len(zalo.refused)) == ([], 1)


@pytest.mark.parametrize("text", ["x" * 2000, "😀" * 1000, "ế" * 2000])
async def test_a_text_has_up_to_2000_utf_16_units(zalo: ZaloPlatform, known: ZaloPhone, text: str) -> None:
    assert await code(zalo, "sendMessage", chat_id=LAN, text=text) == 0
    assert known.heard == [text]


async def test_who_never_wrote_cannot_be_written_to(zalo: ZaloPlatform, lan: ZaloPhone) -> None:
    for method, params in [("sendMessage", {"text": "x"}), ("sendChatAction", {"action": "typing"})]:
        assert await code(zalo, method, chat_id=LAN, **params) == 400
    assert (lan.messages, lan.typing) == ([], False)
    with pytest.raises(LookupError):
        _ = lan.last


async def test_formatting_is_checked_and_kept(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    for mode in ("markdown", "html"):
        assert await code(zalo, "sendMessage", chat_id=LAN, text="**x**", parse_mode=mode, text_styles=["?"]) == 0
        assert (known.last.parse_mode, known.last.text_styles) == (mode, ())  # parse_mode wins
    for styles in ([BOLD], '[{"start": 0, "len": 2, "st": ["b", "c_db342e"]}]'):
        assert await code(zalo, "sendMessage", chat_id=LAN, text="xy", text_styles=styles) == 0
        assert (known.last.parse_mode, known.last.text_styles) == (None, (BOLD,))


async def test_a_picture_has_a_public_address(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    body = await ask(zalo, "sendPhoto", chat_id=LAN, photo="https://ktgs.example.vn/1.jpg", caption="Ảnh")
    assert body["result"]["message_id"] == known.last.id
    assert (known.last.kind, known.last.photo) == ("photo", "https://ktgs.example.vn/1.jpg")
    assert known.heard == ["Ảnh"]
    for photo in ("", "1.jpg", "//x/1.jpg", "ftp://x/1.jpg", "https://", "data:image/png;base64,AA=="):
        assert await code(zalo, "sendPhoto", chat_id=LAN, photo=photo) == 400
    assert await code(zalo, "sendPhoto", chat_id=LAN, photo="https://x.vn/1.jpg", caption="x" * 2001) == 400


async def test_a_picture_may_be_fetched_before_it_is_shown(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    async def fetch(url: str) -> int:
        return 200 if url.endswith("?signed") else 403

    zalo.fetch = fetch
    assert await code(zalo, "sendPhoto", chat_id=LAN, photo="https://x.vn/1.jpg?signed") == 0
    assert await code(zalo, "sendPhoto", chat_id=LAN, photo="https://x.vn/1.jpg") == 400
    assert len([m for m in known.messages if m.kind == "photo"]) == 1


async def test_a_sticker_and_a_voice(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    assert (await ask(zalo, "sendSticker", chat_id=LAN, sticker="bfe4"))["result"].keys() == {"message_id", "date"}
    assert (known.last.kind, known.last.sticker) == ("sticker", "bfe4")
    assert await code(zalo, "sendVoice", chat_id=LAN, voice_url="https://x.vn/1.aac?x=1") == 0
    assert known.last.kind == "voice"
    assert await code(zalo, "sendSticker", chat_id=LAN) == 400
    assert await code(zalo, "sendVoice", chat_id=LAN, voice_url="https://x.vn/1.mp3") == 400


async def test_in_a_group_a_voice_is_taken_and_not_heard(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    group = zalo.add_group("g1")
    assert await code(zalo, "sendVoice", chat_id="g1", voice_url="https://x.vn/1.aac") == 0
    assert await code(zalo, "sendMessage", chat_id="g1", text="x") == 0
    assert [m.text for m in group.messages] == ["x"]


async def test_typing_is_seen_until_the_message_or_for_seconds(
    zalo: ZaloPlatform, known: ZaloPhone, stopwatch: SimpleNamespace
) -> None:
    assert await ask(zalo, "sendChatAction", chat_id=LAN, action="typing") == {"ok": True}
    before = known.typing
    stopwatch.seconds += 5
    assert (before, known.typing) == (True, False)
    await ask(zalo, "sendChatAction", chat_id=LAN, action="typing")
    await ask(zalo, "sendMessage", chat_id=LAN, text="x")
    assert not known.typing
    assert await code(zalo, "sendChatAction", chat_id=LAN, action="upload_photo") == 400


async def test_the_transcript_only_grows(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    seen: list[list[Any]] = [known.messages]
    for number in range(3):
        await ask(zalo, "sendMessage", chat_id=LAN, text=str(number))
        known.says(f"trả lời {number}")
        await ask(zalo, "editMessageText", chat_id=LAN, message_id=known.last.id, text="khác")
        await ask(zalo, "deleteMessage", chat_id=LAN, message_id=known.last.id)
        seen.append(known.messages)
    assert all(after[: len(before)] == before for before, after in pairwise(seen))
    known.messages.clear()  # a copy
    with pytest.raises(AttributeError):
        known.last.text = "khác"  # type: ignore[misc]
    assert len(known.messages) == 7


async def test_whoever_watches_is_told_whose_phone_changed(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    told: list[str] = []
    zalo.watchers.append(told.append)
    known.says("x")
    await ask(zalo, "sendMessage", chat_id=LAN, text="y")
    await ask(zalo, "sendChatAction", chat_id=LAN, action="typing")
    zalo.add_phone("hoa", "Hoa")
    assert told == [LAN, LAN, LAN, "hoa"]


def test_nobody_sends_nothing(known: ZaloPhone) -> None:
    with pytest.raises(ValueError, match="nothing"):
        known.says(" ")

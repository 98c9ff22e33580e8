"""What an old server, a strict one and a deleted account do: buttons, moments, entities, languages, hot polls."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Bot, BotCommand, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.error import BadRequest, Forbidden

from sandbox import Phone, Sandbox

BAO = 12
CANNOT = "can't parse inline keyboard button:"
NO_ACTION = f"{CANNOT} Text buttons are unallowed in the inline keyboard"


async def send(sandbox: Sandbox, text: str = "x", **params: Any) -> dict[str, Any]:
    return (await sandbox.call(sandbox.token, "sendMessage", {"chat_id": BAO, "text": text, **params})).body


async def send_button(sandbox: Sandbox, **button: Any) -> dict[str, Any]:
    return await send(sandbox, reply_markup={"inline_keyboard": [[{"text": "a", **button}]]})


@pytest.mark.parametrize(
    ("button", "error"),
    [
        (
            {"callback_data": "x", "url": "https://a.vn"},
            f"{CANNOT} exactly one of the fields must be used, not url and callback_data",
        ),
        (
            {"callback_data": "x", "disabled": {}},
            f"{CANNOT} exactly one of the fields must be used, not callback_data and disabled",
        ),
        ({"disabled": True}, f'{CANNOT} Field "disabled" has the wrong type'),
        ({"copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"copy_text": {"text": "á" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"copy_text": {}}, f'{CANNOT} Can\'t find field "text"'),
        ({}, NO_ACTION),
    ],
)
async def test_a_button_does_exactly_one_thing(
    sandbox: Sandbox, bao: Phone, button: dict[str, Any], error: str
) -> None:
    assert (await send_button(sandbox, **button))["description"] == f"Bad Request: {error}"


async def test_disabled_and_copying_buttons_are_shown_and_cannot_be_pressed(bot: Bot, bao: Phone) -> None:
    disabled = InlineKeyboardButton("Đã duyệt", api_kwargs={"disabled": {}})
    copying = InlineKeyboardButton("Số", copy_text=CopyTextButton("á" * 256))
    await bot.send_message(BAO, "x", reply_markup=InlineKeyboardMarkup([[disabled, copying]]))
    assert [button.text for button in bao.last.buttons[0]] == ["Đã duyệt", "Số"]
    for label in ("Đã duyệt", "Số"):
        with pytest.raises(LookupError):
            bao.presses(label)


async def test_an_older_server_knows_no_disabled_buttons_and_no_style(sandbox: Sandbox, bao: Phone) -> None:
    sandbox.features.discard("disabled")
    assert (await send_button(sandbox, disabled={}))["description"] == f"Bad Request: {NO_ACTION}"
    assert (await send_button(sandbox, callback_data="x", disabled={}))["ok"]  # an unknown field is nothing
    sandbox.features.discard("style")
    assert (await send_button(sandbox, callback_data="x", style="pink"))["ok"]
    assert bao.last.buttons == [[("a", "x", None)]]


@pytest.mark.parametrize(
    ("given", "kept"), [("", ""), ("r", "r"), ("wDT", "wDT"), ("tdw", "wdt"), ("W", "w"), ("R", "r"), ("dt", "dt")]
)
async def test_a_moment_is_kept_for_the_reader(bot: Bot, bao: Phone, given: str, kept: str) -> None:
    style = f' format="{given}"' if given else ""
    await bot.send_message(BAO, f'<b>Hạn</b>: <tg-time unix="1796000400"{style}>8 giờ</tg-time>', "HTML")
    moment = {"type": "date_time", "offset": 5, "length": 5, "unix_time": 1796000400, "date_time_format": kept}
    assert bao.last.entities[1] == moment
    style = f' format="{kept}"' if kept else ""
    assert bao.last.html == f'<b>Hạn</b>: <tg-time unix="1796000400"{style}>8 giờ</tg-time>'


@pytest.mark.parametrize("style", ["rd", "x", "tT", "dD", "d.m.Y"])
async def test_formats_there_are_not(sandbox: Sandbox, bao: Phone, style: str) -> None:
    answer = await send(sandbox, f"<tg-time unix=1 format='{style}'>x</tg-time>", parse_mode="HTML")
    assert answer["description"] == "Bad Request: can't parse entities: Invalid date format used"
    entity = {"type": "date_time", "offset": 0, "length": 1, "unix_time": 1, "date_time_format": style}
    answer = await send(sandbox, entities=[entity])
    assert answer["description"] == "Bad Request: can't parse MessageEntity: Invalid date-time format specified"


async def test_without_its_moment_only_the_text_is_kept(sandbox: Sandbox, bao: Phone) -> None:
    for attribute in ("", ' unix=""', ' unix="mai"', ' unix="-5"'):
        assert (await send(sandbox, f"<tg-time{attribute}>mai</tg-time>", parse_mode="HTML"))["ok"]
        assert (bao.last.text, bao.last.entities) == ("mai", [])


async def test_an_older_server_knows_no_moments(sandbox: Sandbox, bao: Phone) -> None:
    sandbox.features.discard("date_time")
    answer = await send(sandbox, "Hạn <tg-time unix='1'>x</tg-time>", parse_mode="HTML")
    text = 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 6'
    assert answer["description"] == text
    entity = {"type": "date_time", "offset": 0, "length": 1, "unix_time": 1}
    answer = await send(sandbox, entities=[entity])
    assert answer["description"] == "Bad Request: can't parse MessageEntity: Unsupported type specified"


PLACE = {"offset": 0, "length": 1}


@pytest.mark.parametrize(
    ("entity", "error"),
    [
        ("bold", "can't parse MessageEntity: expected an Object"),
        ({"type": "bold"}, "can't parse MessageEntity: type, offset and length are needed"),
        ({"type": "huge", **PLACE}, "can't parse MessageEntity: Unsupported type specified"),
        ({"type": "date_time", **PLACE}, "can't parse MessageEntity: Can't find field \"unix_time\""),
        ({"type": "text_link", **PLACE}, "can't parse MessageEntity: Can't find field \"url\""),
        ({"type": "date_time", "unix_time": 0, **PLACE}, "invalid date specified"),
        (
            {"type": "date_time", "unix_time": "x", **PLACE},
            'can\'t parse MessageEntity: Field "unix_time" must be of type Number',
        ),
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        (
            {"type": "bold", "offset": 0, "length": 2},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2",
        ),
    ],
)
async def test_entities_the_platform_refuses(sandbox: Sandbox, bao: Phone, entity: Any, error: str) -> None:
    assert (await send(sandbox, entities=[entity]))["description"] == f"Bad Request: {error}"


async def test_what_the_platform_finds_itself_is_not_taken_from_the_bot(bot: Bot, bao: Phone) -> None:
    given = [MessageEntity("bot_command", 0, 4), MessageEntity("bold", 0, 4)]
    await bot.send_message(BAO, "chào", entities=given)
    assert [entity["type"] for entity in bao.last.entities] == ["bold"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("<b />x", 'Empty attribute name in the tag "b" at byte offset 0'),
        ('<a "x">', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<blockquote expandable", 'Unclosed start tag "blockquote" at byte offset 0'),
        ("x<a href='y", "Unclosed start tag at byte offset 1"),
    ],
)
async def test_markup_the_platform_refuses(sandbox: Sandbox, bao: Phone, text: str, error: str) -> None:
    answer = await send(sandbox, text, parse_mode="HTML")
    assert answer["description"] == f"Bad Request: can't parse entities: {error}"


async def test_a_deleted_account(bot: Bot, bao: Phone) -> None:
    bao.deactivates()
    with pytest.raises(Forbidden, match="Forbidden: user is deactivated"):
        await bot.send_message(BAO, "x")
    with pytest.raises(RuntimeError, match="deleted the account"):
        bao.says("x")


async def test_commands_in_the_persons_language(bot: Bot, sandbox: Sandbox, bao: Phone) -> None:
    guest = sandbox.add_phone(77, "John Smith", language="en")
    silent = sandbox.add_phone(78, "Ai đó", language="")
    await bot.set_my_commands([BotCommand("giup", "Trợ giúp")], language_code="vi")
    await bot.set_my_commands([BotCommand("help", "Help")])
    assert [phone.commands[0][0] for phone in (bao, guest, silent)] == ["giup", "help", "help"]
    guest.starts()
    silent.starts()
    people = [update.message.from_user for update in await bot.get_updates() if update.message]
    assert [person.language_code for person in people if person] == ["en", None]
    with pytest.raises(BadRequest, match=r"(?i)invalid language code specified"):
        await bot.set_my_commands([], language_code="vie")


async def test_hot_polls_are_counted_and_slowed_on_demand(
    sandbox: Sandbox, bao: Phone, stopwatch: SimpleNamespace
) -> None:
    async def poll(**params: int) -> int:
        return len((await sandbox.call(sandbox.token, "getUpdates", params)).body["result"])

    bao.says("một")
    bao.says("hai")
    assert [await poll(), await poll()] == [2, 2]
    assert sandbox.hot_polls == 1
    sandbox.slow_polls = True
    assert await poll() == 1  # within half a second: one at a time
    stopwatch.seconds += 0.5
    assert await poll(timeout=3) == 2
    assert sandbox.hot_polls == 2
    sandbox.world.updates.clear()
    stopwatch.seconds += 1
    waiting = asyncio.create_task(poll())  # asks for no waiting, waits all the same
    await asyncio.sleep(0)
    assert not waiting.done()
    bao.says("ba")
    assert await waiting == 1
    stopwatch.seconds += 3
    assert (await poll(), sandbox.hot_polls) == (1, 3)

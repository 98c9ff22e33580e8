"""Sending, editing, deleting and pressing, by the real python-telegram-bot over HTTP."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.constants import KeyboardButtonStyle
from telegram.error import BadRequest, Forbidden, InvalidToken

from sandbox import Phone, Sandbox

HANH = 11
BAO = 12

NOT_MODIFIED = (
    "Message is not modified: specified new message content and reply markup are exactly the same as"
    " a current content and reply markup of the message"
)
TOO_OLD = "Query is too old and response timeout expired or query id is invalid"


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"do:{label}")] for label in labels])


async def test_get_me_and_get_chat_tell_who_is_who(bot: Bot, bao: Phone) -> None:
    assert (await bot.get_me()).username == "ktgs_demo_bot"
    assert (await bot.get_chat(BAO)).first_name == "Trần Quốc Bảo"


async def test_a_message_arrives_with_its_formatting_and_coloured_buttons(bot: Bot, bao: Phone) -> None:
    markup = InlineKeyboardMarkup(
        [[InlineKeyboardButton("Thống nhất", callback_data="ok", style=KeyboardButtonStyle.SUCCESS)]]
    )
    sent = await bot.send_message(BAO, "<b>Dự thảo</b> &lt;1&gt;\n𝐀 <i>x</i>", "HTML", reply_markup=markup)
    assert bao.last.text == sent.text == "Dự thảo <1>\n𝐀 x"
    assert bao.last.html == sent.text_html == "<b>Dự thảo</b> &lt;1&gt;\n𝐀 <i>x</i>"
    assert bao.last.buttons == [[("Thống nhất", "ok", "success")]]
    assert bao.last.id == sent.message_id
    assert not bao.last.edited


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Message text is empty"),
        (" \n ", "Text must be non-empty"),
        ("<b></b>", "Text must be non-empty"),
        ("a" * 4097, "Message is too long"),
        ("𝐀" * 2049, "Message is too long"),
        ("<b>Đảng", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("Đ</b>", "Can't parse entities: unexpected end tag at byte offset 2"),
        ("a <x>", 'Can\'t parse entities: unsupported start tag "x" at byte offset 2'),
        ("<b", "Can't parse entities: unclosed start tag at byte offset 0"),
        (
            "<b><i>x</b>",
            'Can\'t parse entities: unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
    ],
)
async def test_texts_the_platform_refuses(bot: Bot, bao: Phone, text: str, error: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(BAO, text, "HTML")
    assert caught.value.message.lower() == error.lower()  # python-telegram-bot changes the case


async def test_the_length_is_counted_after_parsing(bot: Bot, bao: Phone) -> None:
    await bot.send_message(BAO, "<b>" + "a" * 4096 + "</b>", "HTML")
    assert len(bao.last.text) == 4096


@pytest.mark.parametrize(
    ("button", "error"),
    [
        ({"text": "x", "callback_data": "đ" * 33}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "callback_data": 7},
            'can\'t parse inline keyboard button: Field "callback_data" has the wrong type',
        ),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text is empty"),
        (
            {"text": "x", "callback_data": "x", "style": "pink"},
            "can't parse inline keyboard button: invalid button style specified",
        ),
        ({"text": "x", "url": "nowhere"}, "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
    ],
)
async def test_buttons_the_platform_refuses(
    sandbox: Sandbox, bao: Phone, button: dict[str, object], error: str
) -> None:
    params = {"chat_id": BAO, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}}
    answer = await sandbox.call(sandbox.token, "sendMessage", params)
    assert answer.body == {"ok": False, "error_code": 400, "description": f"Bad Request: {error}"}
    assert [refused.description for refused in sandbox.refused] == [f"Bad Request: {error}"]


async def test_at_most_a_hundred_buttons(bot: Bot, bao: Phone) -> None:
    await bot.send_message(BAO, "x", reply_markup=keyboard(*map(str, range(100))))
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(BAO, "x", reply_markup=keyboard(*map(str, range(101))))


async def test_strangers_and_people_who_never_started(bot: Bot, hanh: Phone) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(404, "x")
    with pytest.raises(Forbidden, match="Forbidden: bot can't initiate conversation with a user"):
        await bot.send_message(HANH, "x")


async def test_a_wrong_token(served: Sandbox) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=served.base_url):
            pass
    answer = await served.call("1:wrong", "getMe", {})
    assert answer.body == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method(sandbox: Sandbox) -> None:
    answer = await sandbox.call(sandbox.token, "sendPigeon", {"to": "x"})
    assert (answer.status, answer.body["description"]) == (404, "Not Found")
    assert sandbox.refused[-1].method == "sendPigeon"


async def test_an_edit_changes_the_message_in_place(bot: Bot, bao: Phone) -> None:
    sent = await bot.send_message(BAO, "cũ", reply_markup=keyboard("Lưu"))
    shown = bao.last
    await bot.edit_message_text("<b>mới</b>", BAO, sent.message_id, parse_mode="HTML")
    assert bao.last is shown
    assert (shown.html, shown.buttons, shown.edited) == ("<b>mới</b>", [], True)
    with pytest.raises(BadRequest, match=NOT_MODIFIED):
        await bot.edit_message_text("<b>mới</b>", BAO, sent.message_id, parse_mode="HTML")
    await bot.edit_message_text("mới", BAO, sent.message_id)  # other entities are a change


async def test_a_new_keyboard_does_not_mark_the_message_as_edited(bot: Bot, bao: Phone) -> None:
    sent = await bot.send_message(BAO, "x", reply_markup=keyboard("Lưu"))
    await bot.edit_message_reply_markup(BAO, sent.message_id)
    assert (bao.last.buttons, bao.last.edited) == ([], False)
    with pytest.raises(BadRequest, match=NOT_MODIFIED):
        await bot.edit_message_reply_markup(BAO, sent.message_id)


async def test_what_cannot_be_edited_or_deleted(bot: Bot, sandbox: Sandbox, bao: Phone) -> None:
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", BAO, 999)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", BAO, bao.messages[0].id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(BAO, 999)
    sent = await bot.send_message(BAO, "x")
    sandbox.moves_clock(timedelta(hours=49))
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(BAO, sent.message_id)


async def test_a_deleted_message_is_gone_and_cannot_be_replied_to(bot: Bot, bao: Phone) -> None:
    sent = await bot.send_message(BAO, "x")
    answer = await bot.send_message(BAO, "y", reply_parameters=ReplyParameters(sent.message_id))
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "x"
    await bot.delete_message(BAO, sent.message_id)
    assert [message.text for message in bao.messages if message.from_bot] == ["y"]
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(BAO, "z", reply_parameters=ReplyParameters(sent.message_id))


async def test_a_press_is_answered_once(bot: Bot, bao: Phone) -> None:
    await bot.send_message(BAO, "x", reply_markup=keyboard("Lưu"))
    bao.presses("Lưu")
    query = (await bot.get_updates())[0].callback_query
    assert query is not None
    assert query.data == "do:Lưu"
    assert query.message is not None
    assert query.message.message_id == bao.last.id
    await bot.answer_callback_query(query.id, "Đã lưu.")
    assert bao.notices == ["Đã lưu."]
    with pytest.raises(BadRequest, match=r"(?i)" + TOO_OLD):
        await bot.answer_callback_query(query.id)


async def test_a_press_can_be_answered_for_150_seconds(bot: Bot, bao: Phone, stopwatch: SimpleNamespace) -> None:
    await bot.send_message(BAO, "x", reply_markup=keyboard("Lưu"))
    bao.presses("Lưu")
    query = (await bot.get_updates())[0].callback_query
    assert query is not None
    stopwatch.seconds += 151
    with pytest.raises(BadRequest, match=r"(?i)" + TOO_OLD):
        await bot.answer_callback_query(query.id)


async def test_pressing_takes_the_newest_and_says_what_is_visible(bot: Bot, bao: Phone) -> None:
    first = await bot.send_message(BAO, "1", reply_markup=keyboard("Lưu", "Sửa"))
    second = await bot.send_message(BAO, "2", reply_markup=keyboard("Lưu"))
    bao.presses("Lưu")
    bao.presses("Lưu", message_id=first.message_id)
    bao.presses_data(second.message_id, "forged")
    pressed = [(u.callback_query.message, u.callback_query.data) for u in await bot.get_updates() if u.callback_query]
    assert [(m.message_id if m else 0, data) for m, data in pressed] == [
        (second.message_id, "do:Lưu"),
        (first.message_id, "do:Lưu"),
        (second.message_id, "forged"),
    ]
    with pytest.raises(LookupError, match="'Sửa'"):
        bao.presses("Hủy")


async def test_dates_follow_the_movable_clock(bot: Bot, sandbox: Sandbox, bao: Phone) -> None:
    moves: list[str] = []
    sandbox.on_clock(lambda: moves.append("moved"))
    before = await bot.send_message(BAO, "x")
    sandbox.moves_clock(timedelta(days=30))
    after = await bot.send_message(BAO, "y")
    assert timedelta(days=29, hours=23) < after.date - before.date < timedelta(days=30, hours=1)
    assert bao.last.date == after.date
    assert moves == ["moved"]
    with pytest.raises(ValueError, match="aware"):
        sandbox.sets_clock(sandbox.now().replace(tzinfo=None))

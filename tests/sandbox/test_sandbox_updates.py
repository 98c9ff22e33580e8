"""getUpdates: acknowledging, waiting, conflicts, ageing; blocking; commands by scope."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
    Message,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden

from sandbox import Phone, Sandbox

HANH = 11
BAO = 12


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def fetch(sandbox: Sandbox, **params: Any) -> list[dict[str, Any]]:
    answer = await sandbox.call(sandbox.token, "getUpdates", params)
    result: list[dict[str, Any]] = answer.body["result"]
    return result


async def test_an_update_stays_until_an_offset_acknowledges_it(bot: Bot, sandbox: Sandbox, bao: Phone) -> None:
    for text in ("một", "hai", "ba"):
        bao.says(text)
    first = await bot.get_updates()
    again = await bot.get_updates(limit=2)
    assert (texts(first), texts(again)) == (["một", "hai", "ba"], ["một", "hai"])
    ids = [update.update_id for update in first]
    assert ids == sorted(set(ids))
    assert sandbox.pending_updates == 3
    rest = await bot.get_updates(offset=ids[1])
    assert texts(rest) == ["hai", "ba"]
    assert sandbox.pending_updates == 2


async def test_a_negative_offset_forgets_all_but_the_last(sandbox: Sandbox, bao: Phone) -> None:
    for text in ("một", "hai", "ba"):
        bao.says(text)
    assert [update["message"]["text"] for update in await fetch(sandbox, offset=-1)] == ["ba"]
    assert sandbox.pending_updates == 1


async def test_a_start_comes_with_its_parameter_and_as_a_command(bot: Bot, sandbox: Sandbox) -> None:
    phone = sandbox.add_phone(77, "Lê Văn Minh", start="moi-1")
    assert (phone.waiting, phone.started) == ("moi-1", False)
    phone.starts()
    message = (await bot.get_updates())[0].message
    assert isinstance(message, Message)
    assert message.text == "/start moi-1"
    assert message.parse_entities(["bot_command"]) == {message.entities[0]: "/start"}
    assert message.from_user is not None
    assert (message.from_user.id, message.chat.id, message.from_user.full_name) == (77, 77, "Lê Văn Minh")
    assert (phone.waiting, phone.started) == (None, True)


async def test_a_date_is_no_command(sandbox: Sandbox, bao: Phone) -> None:
    bao.says("kiểm tra/giám sát 30/11/2026, xem https://x.vn/a?b=1.")
    entities = (await fetch(sandbox))[0]["message"]["entities"]
    assert [(entity["type"], entity["length"]) for entity in entities] == [("url", 18)]


async def test_a_waiting_poll_wakes_up_for_a_message(sandbox: Sandbox, bao: Phone) -> None:
    async def says() -> None:
        bao.says("đến rồi")

    updates, _ = await asyncio.gather(fetch(sandbox, timeout=30), says())
    assert [update["message"]["text"] for update in updates] == ["đến rồi"]


async def test_a_second_poll_ends_the_first(served: Sandbox, bot: Bot, bao: Phone) -> None:
    async with Bot(served.token, base_url=served.base_url) as other:
        polls = {asyncio.create_task(one.get_updates(timeout=30)) for one in (bot, other)}
        ended, waiting = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
        with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one"):
            ended.pop().result()
        bao.says("vẫn nghe")
        assert texts(await waiting.pop()) == ["vẫn nghe"]
    assert [refused.method for refused in served.refused] == ["getUpdates"]


async def test_a_press_waits_150_seconds_and_a_message_24_hours(
    sandbox: Sandbox, bao: Phone, stopwatch: SimpleNamespace
) -> None:
    markup = {"inline_keyboard": [[{"text": "Lưu", "callback_data": "s"}]]}
    await sandbox.call(sandbox.token, "sendMessage", {"chat_id": BAO, "text": "x", "reply_markup": markup})
    bao.presses("Lưu")
    bao.says("chữ")
    stopwatch.seconds += 149
    assert sandbox.pending_updates == 2
    stopwatch.seconds += 2
    assert ["message" in update for update in await fetch(sandbox)] == [True]
    stopwatch.seconds += 24 * 3600
    assert sandbox.pending_updates == 0


async def test_kinds_the_bot_does_not_want_are_not_kept(sandbox: Sandbox, bao: Phone) -> None:
    await fetch(sandbox, allowed_updates='["message"]')
    bao.blocks()
    assert await fetch(sandbox) == []
    await fetch(sandbox, allowed_updates="[]")
    bao.unblocks()
    assert ["my_chat_member" in update for update in await fetch(sandbox)] == [True]


async def test_who_blocks_the_bot_gets_nothing_more(bot: Bot, bao: Phone) -> None:
    bao.blocks()
    with pytest.raises(Forbidden, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(BAO, "x")
    with pytest.raises(RuntimeError, match="blocked"):
        bao.says("x")
    bao.starts()
    await bot.send_message(BAO, "chào lại")
    updates = await bot.get_updates()
    changes = [u.my_chat_member.new_chat_member.status for u in updates if u.my_chat_member]
    assert changes == ["kicked", "member"]
    assert texts(updates) == ["/start"]


async def test_the_most_specific_commands_win(bot: Bot, bao: Phone, hanh: Phone) -> None:
    await bot.set_my_commands([BotCommand("help", "Trợ giúp")])
    assert bao.commands == hanh.commands == [("help", "Trợ giúp")]
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("mine", "Của tôi")], scope=private)
    await bot.set_my_commands([BotCommand("mine", "Việc của tôi")], scope=private, language_code="vi")
    await bot.set_my_commands([BotCommand("queue", "Chờ thẩm định")], scope=BotCommandScopeChat(BAO))
    assert bao.commands == [("queue", "Chờ thẩm định")]
    assert hanh.commands == [("mine", "Việc của tôi")]
    assert [c.command for c in await bot.get_my_commands(scope=BotCommandScopeChat(BAO))] == ["queue"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(BAO))
    assert bao.commands == [("mine", "Việc của tôi")]


@pytest.mark.parametrize(
    ("command", "error"),
    [(BotCommand("Hàng", "x"), "Bot_command_invalid"), (BotCommand("a", ""), "Bot_command_description_invalid")],
)
async def test_commands_the_platform_refuses(bot: Bot, command: BotCommand, error: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){error}"):
        await bot.set_my_commands([command])


async def test_what_is_only_accepted(bot: Bot, sandbox: Sandbox, bao: Phone, hanh: Phone) -> None:
    assert await bot.set_chat_menu_button(BAO, MenuButtonCommands())
    assert await bot.send_chat_action(BAO, "typing")
    bao.says("x")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert sandbox.pending_updates == 0
    with pytest.raises(Forbidden):
        await bot.send_chat_action(HANH, "typing")


async def test_a_long_text_is_typed_in_parts(sandbox: Sandbox, bao: Phone) -> None:
    bao.says("từ " * 3000)
    lengths = [len(update["message"]["text"]) for update in await fetch(sandbox)]
    assert len(lengths) == 3
    assert max(lengths) <= 4096

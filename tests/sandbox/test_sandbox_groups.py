"""Groups: who is in them, what the bot gets of them, presses, commands, and becoming a supergroup."""

from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from sandbox import Group, Phone, Sandbox

HANH, BAO = 11, 12
GROUP, SUPERGROUP = -500, -1_000_000_000_500
MARKUP = InlineKeyboardMarkup([[InlineKeyboardButton("Lưu", callback_data="s")]])


@pytest.fixture
def empty(sandbox: Sandbox) -> Group:
    """A group without the bot."""
    return sandbox.add_group(GROUP, "Tổ thẩm định")


@pytest.fixture
def group(sandbox: Sandbox, empty: Group, bao: Phone) -> Group:
    """A group with the bot; the updates of that are gone."""
    empty.adds_bot(bao)
    sandbox.world.updates.clear()
    return empty


async def fetched(bot: Bot) -> tuple[Update, ...]:
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates


async def query(bot: Bot) -> CallbackQuery:
    found = (await fetched(bot))[0].callback_query
    assert found is not None
    return found


async def test_the_bot_is_told_when_it_is_added_and_removed(bot: Bot, empty: Group, bao: Phone) -> None:
    assert (await bot.get_me()).can_join_groups
    empty.adds_bot(bao)
    member, message = await fetched(bot)
    assert member.my_chat_member is not None
    assert (member.my_chat_member.old_chat_member.status, member.my_chat_member.new_chat_member.status) == (
        "left",
        "member",
    )
    assert (member.my_chat_member.from_user.id, member.my_chat_member.chat.id) == (BAO, GROUP)
    assert message.message is not None
    assert [user.id for user in message.message.new_chat_members] == [bot.id]
    assert (message.message.chat.type, message.message.chat.title) == ("group", "Tổ thẩm định")
    empty.adds_bot(bao)  # it is there already
    assert await fetched(bot) == ()
    empty.removes_bot(bao)
    message, member = await fetched(bot)
    assert message.message is not None
    assert message.message.left_chat_member is not None
    assert member.my_chat_member is not None
    assert member.my_chat_member.new_chat_member.status == "kicked"


async def test_who_is_not_in_it_cannot_write(bot: Bot, empty: Group, bao: Phone) -> None:
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(GROUP, "x")
    empty.adds_bot(bao)
    await bot.send_message(GROUP, "x")
    empty.removes_bot(bao)
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(GROUP, "y")
    assert [message.text for message in empty.messages if message.from_bot] == ["x"]
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(-501, "x")


async def test_the_bot_leaves(bot: Bot, group: Group) -> None:
    assert await bot.leave_chat(GROUP)
    assert not group.has_bot
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_message(GROUP, "x")


@pytest.mark.parametrize(
    ("text", "comes"),
    [
        ("/cho_duyet", True),
        ("/cho_duyet@ktgs_demo_bot", True),
        ("/cho_duyet@KTGS_Demo_Bot 1", True),
        ("/cho_duyet@other_bot", False),
        ("chào", False),
        ("xem /cho_duyet", False),
        ("@ktgs_demo_bot chào", False),
    ],
)
async def test_privacy_mode(bot: Bot, group: Group, hanh: Phone, text: str, comes: bool) -> None:
    group.says(hanh, text)
    updates = await fetched(bot)
    assert [update.message.text for update in updates if update.message] == [text] * comes
    if comes:
        message = updates[0].message
        assert message is not None
        assert message.from_user is not None
        assert (message.from_user.id, message.chat.id) == (HANH, GROUP)


async def test_a_reply_to_the_bot_comes(bot: Bot, group: Group, hanh: Phone) -> None:
    sent = await bot.send_message(GROUP, "hỏi")
    other = group.says(hanh, "gì thế")
    group.says(hanh, "với nhau", reply_to=other.id)
    group.says(hanh, "đáp", reply_to=sent.message_id)
    updates = await fetched(bot)
    assert [update.message.text for update in updates if update.message] == ["đáp"]
    assert updates[0].message is not None
    assert updates[0].message.reply_to_message is not None
    assert updates[0].message.reply_to_message.message_id == sent.message_id


async def test_it_deletes_only_its_own(bot: Bot, group: Group, hanh: Phone) -> None:
    sent = await bot.send_message(GROUP, "hỏi")
    said = group.says(hanh, "chào")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(GROUP, said.id)
    assert await bot.delete_message(GROUP, sent.message_id)
    assert sent.message_id not in [message.id for message in group.messages]


async def test_a_link_adds_the_bot_and_starts_it(bot: Bot, empty: Group, hanh: Phone) -> None:
    empty.starts(hanh, "nhom-7")
    updates = await fetched(bot)
    assert updates[0].my_chat_member is not None
    texts = [update.message.text for update in updates if update.message]
    assert texts == [None, "/start@ktgs_demo_bot nhom-7"]
    empty.starts(hanh)
    assert [update.message.text for update in await fetched(bot) if update.message] == ["/start@ktgs_demo_bot"]


async def test_a_press_in_a_group_is_answered_to_who_pressed(bot: Bot, group: Group, hanh: Phone, bao: Phone) -> None:
    sent = await bot.send_message(GROUP, "x", reply_markup=MARKUP)
    group.presses(hanh, "Lưu")
    press = await query(bot)
    assert press.message is not None
    assert (press.from_user.id, press.message.chat.id, press.message.message_id) == (HANH, GROUP, sent.message_id)
    await bot.answer_callback_query(press.id, "Đã lưu.")
    assert (hanh.notices, bao.notices) == (["Đã lưu."], [])
    with pytest.raises(LookupError, match="'Lưu'"):
        group.presses(hanh, "Hủy")


async def test_a_press_may_open_the_private_chat(bot: Bot, group: Group, hanh: Phone) -> None:
    await bot.send_message(GROUP, "x", reply_markup=MARKUP)
    group.presses(hanh, "Lưu")
    await bot.answer_callback_query((await query(bot)).id, url="https://t.me/KTGS_demo_bot?start=the-1")
    assert hanh.waiting == "the-1"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://t.me/other_bot?start=1",
        "t.me/ktgs_demo_bot",
        "t.me/ktgs_demo_bot?start=",
        "t.me/ktgs_demo_bot?start=á",
        "https://t.me/ktgs_demo_bot?start=" + "a" * 65,
    ],
)
async def test_links_a_press_cannot_open(sandbox: Sandbox, bao: Phone, url: str) -> None:
    params = {"callback_query_id": "1", "url": url}
    answer = await sandbox.call(sandbox.token, "answerCallbackQuery", params)
    assert answer.body["description"] == "Bad Request: URL_INVALID"


async def test_who_is_in_it(bot: Bot, group: Group, sandbox: Sandbox, hanh: Phone, bao: Phone) -> None:
    group.joins(hanh, "administrator")
    statuses = [(await bot.get_chat_member(GROUP, user_id)).status for user_id in (BAO, HANH, bot.id)]
    assert statuses == ["creator", "administrator", "member"]
    assert {member.user.id for member in await bot.get_chat_administrators(GROUP)} == {BAO, HANH}
    group.leaves(hanh)
    assert (await bot.get_chat_member(GROUP, HANH)).status == "left"
    with pytest.raises(BadRequest, match=r"(?i)user not found"):
        await bot.get_chat_member(GROUP, 404)
    assert (await bot.get_chat_member(BAO, BAO)).status == "member"
    chat = await bot.get_chat(GROUP)
    assert (chat.title, chat.type) == ("Tổ thẩm định", "group")


async def test_commands_by_scope(bot: Bot, group: Group, hanh: Phone, bao: Phone) -> None:
    async def sets(name: str, scope: Any) -> None:
        await bot.set_my_commands([BotCommand(name, "x")], scope=scope)

    await bot.set_my_commands([BotCommand("help", "x")])
    await sets("group", BotCommandScopeAllGroupChats())
    await sets("admin", BotCommandScopeAllChatAdministrators())
    group.joins(hanh)
    assert (group.commands(hanh), group.commands(bao)) == ([("group", "x")], [("admin", "x")])
    await sets("here", BotCommandScopeChat(GROUP))
    assert (group.commands(hanh), group.commands(bao)) == ([("here", "x")], [("here", "x")])
    await sets("heads", BotCommandScopeChatAdministrators(GROUP))
    await sets("mine", BotCommandScopeChatMember(GROUP, HANH))
    assert (group.commands(hanh), group.commands(bao)) == ([("mine", "x")], [("heads", "x")])
    assert bao.commands == [("help", "x")]


async def test_a_group_becomes_a_supergroup(bot: Bot, sandbox: Sandbox, group: Group, bao: Phone) -> None:
    sent = await bot.send_message(GROUP, "x")
    group.migrates(SUPERGROUP)
    to, origin = (update.message for update in await fetched(bot))
    assert to is not None
    assert (to.chat.id, to.migrate_to_chat_id) == (GROUP, SUPERGROUP)
    assert origin is not None
    assert (origin.chat.id, origin.chat.type, origin.migrate_from_chat_id) == (SUPERGROUP, "supergroup", GROUP)
    for method in (bot.send_message(GROUP, "y"), bot.edit_message_text("y", GROUP, sent.message_id)):
        with pytest.raises(ChatMigrated) as caught:
            await method
        assert caught.value.new_chat_id == SUPERGROUP
    assert sandbox.refused[-1].description == "Bad Request: group chat was upgraded to a supergroup chat"
    await bot.send_message(SUPERGROUP, "z")
    assert (group.chat_id, group.last.text) == (SUPERGROUP, "z")
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("y", SUPERGROUP, sent.message_id)
    group.removes_bot(bao)
    assert [update.message for update in await fetched(bot)] == [None]  # only that it was removed
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.get_chat(SUPERGROUP)


def test_ids(sandbox: Sandbox, group: Group) -> None:
    for chat_id in (5, GROUP):
        with pytest.raises(ValueError, match="cannot have the id"):
            sandbox.add_group(chat_id, "x")
    with pytest.raises(ValueError, match="cannot become"):
        group.migrates(-501)
    assert sandbox.groups == [group]


async def test_the_page_does_not_mind_groups(served: Sandbox, group: Group, bao: Phone) -> None:
    phones, groups = list[int](), list[int]()
    served.world.watchers.append(phones.append)
    served.world.group_watchers.append(groups.append)
    group.says(bao, "chào")
    assert (phones, groups) == ([], [GROUP])
    assert list(served.world.chats) == [BAO]

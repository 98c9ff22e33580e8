"""The envelope, what is unknown, who is unknown, and what is remembered of it."""

import pytest

from sandbox import Sandbox
from sandbox.zalo import ZaloBot, ZaloPhone, ZaloPlatform, ZaloRefused
from tests.sandbox.zalo.asking import LAN, TOKEN, ask, code

MISSING = ["editMessageText", "deleteMessage", "answerCallbackQuery", "sendDocument", "getChat", "getme", "SendMessage"]


@pytest.mark.parametrize("method", MISSING)
async def test_other_methods_are_not_found_nor_are_other_spellings(
    zalo: ZaloPlatform, zbot: ZaloBot, method: str
) -> None:
    assert await ask(zalo, method) == {"ok": False, "error_code": 404, "description": "Not found"}
    assert zalo.refused == [ZaloRefused(method, {}, 404, "Not found")]


@pytest.mark.parametrize("method", ["getMe", "getUpdates", "setWebhook", "sendMessage", "noSuchThing"])
async def test_a_wrong_token_is_refused_first_and_with_status_200(
    zalo: ZaloPlatform, zbot: ZaloBot, method: str
) -> None:
    answer = await zalo.call("1:other", method, {})
    assert (answer.status, answer.body) == (200, {"ok": False, "description": "Unauthorized", "error_code": 401})


async def test_the_account_has_ids_that_are_strings(zalo: ZaloPlatform, zbot: ZaloBot) -> None:
    body = await ask(zalo, "getMe")
    assert body == {
        "ok": True,
        "result": {
            "id": zbot.id,
            "account_name": zbot.account_name,
            "account_type": "BASIC",
            "can_join_groups": False,
        },
    }
    assert isinstance(zbot.id, str)
    assert len(zbot.id) == 19
    assert zbot.id.isdecimal()
    assert zalo.add_bot("2:b", "Bot Hai").id != zbot.id


async def test_unknown_parameters_are_ignored(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Duyệt", "callback_data": "1"}]]}
    assert (await ask(zalo, "sendMessage", chat_id=LAN, text="x", reply_markup=keyboard, draft=1))["ok"]
    assert known.last.text == "x"
    assert not any("Duyệt" in str(value) for value in vars(known.last).values())


async def test_only_the_bots_own_mistakes_are_held_against_it(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    assert await code(zalo, "getUpdates", timeout=0) == 408
    known.bot.monthly = 0
    assert await code(zalo, "sendMessage", chat_id=LAN, text="x") == 429
    assert zalo.refused == []
    assert await code(zalo, "sendMessage", chat_id=LAN) == 400
    (refused,) = zalo.refused
    assert (refused.method, refused.params, refused.error_code) == ("sendMessage", {"chat_id": LAN}, 400)


async def test_it_is_cleared_with_the_sandbox_but_keeps_its_bots(
    sandbox: Sandbox, zalo: ZaloPlatform, known: ZaloPhone
) -> None:
    known.bot.body_mode = "wrapped"
    await ask(zalo, "sendMessage")
    zalo.faults.outage(True)
    sandbox.clear()
    assert (zalo.phones, zalo.refused, zalo.faults.down, zalo.bots) == ([], [], False, [known.bot])
    assert (known.bot.quota_used, known.bot.users, known.bot.body_mode) == (0, set(), "wrapped")
    with pytest.raises(LookupError):
        zalo.phone(LAN)
    assert await code(zalo, "sendMessage", chat_id=LAN, text="x") == 400


def test_tokens_and_ids_are_taken_once(zalo: ZaloPlatform, lan: ZaloPhone) -> None:
    with pytest.raises(ValueError, match="token"):
        zalo.add_bot(TOKEN, "Bot")
    with pytest.raises(ValueError, match="phone"):
        zalo.add_phone(LAN, "Lan")
    with pytest.raises(ValueError, match="no bot"):
        Sandbox().zalo.add_phone(LAN, "Lan")

"""Messages that do not arrive: a phone that is shut, a text that the platform does not take or takes only in parts."""

from __future__ import annotations

import pytest

from bot.real_time import real_time
from handlers.dialog.chat import Say
from handlers.texts import common
from planning.programme import Role
from storage import outbox
from tests.stage import Actor, Stage


async def post(stage: Stage, who: Actor, text: str) -> str:
    """A message put straight into the outbox."""
    async with stage.database.write() as tx:
        address = str(who.phone.user_id)
        payload = Say(text).to_json()
        return await outbox.post(tx, channel="telegram", address=address, payload=payload, now=real_time())


@pytest.mark.parametrize("seen_by", ["the platform's word", "a refused message", "both"])
async def test_a_blocked_phone_gets_nothing_more_until_it_is_opened_again(stage: Stage, seen_by: str) -> None:
    admin = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    lan = await stage.joins("Lan", "p-dong-tho")
    lan.phone.blocks()
    if seen_by == "a refused message":
        stage.sandbox.world.updates.clear()
    if seen_by != "the platform's word":
        await post(stage, lan, "một")
        await post(stage, lan, "hai")
    heard = len(lan.heard)
    await stage.settle()
    refusals = len(stage.sandbox.refused)
    assert refusals == (0 if seen_by == "the platform's word" else 1), "one refusal is enough to stop"

    await stage.moves(days=22)  # past every rung of the ladder
    assert len(lan.heard) == heard
    assert len(stage.sandbox.refused) == refusals
    assert await stage.rows("select state from chats where address = ?", str(lan.phone.user_id)) == [
        {"state": "blocked"}
    ]
    assert [text for text in admin.heard if "đã chặn bot" in text] == [
        "Lan (Đảng ủy phường Đông Thọ) đã chặn bot, không nhận được tin nhắc. Đề nghị liên hệ trực tiếp."
    ]

    lan.phone.unblocks()
    await stage.settle()
    assert await stage.rows("select state from chats where address = ?", str(lan.phone.user_id)) == [
        {"state": "active"}
    ]
    assert "Hạn gửi dự thảo" in await lan.says("/menu")
    await stage.moves(days=1)
    assert lan.screen != lan.heard[-2]
    stage.sandbox.refused.clear()


async def test_a_message_that_is_refused_is_given_up_alone(stage: Stage) -> None:
    admin = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    lan = await stage.joins("Lan", "p-dong-tho")
    await post(stage, lan, "trước")
    refused = await post(stage, lan, "")  # the platform takes no empty message
    await post(stage, lan, "sau")
    await stage.settle()
    assert lan.heard[-2:] == ["trước", "sau"]
    assert admin.screen == common.failed_send_alert(str(lan.phone.user_id), refused)
    assert await stage.rows("select id from outbox where state <> 'sent'") == [{"id": refused}]
    assert [each.method.lower() for each in stage.sandbox.refused] == ["sendmessage"]
    stage.sandbox.refused.clear()


async def test_a_long_text_arrives_whole_in_several_messages(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    text = "\n".join(f"{number}. Giám sát chuyên đề 🌿 & <b>đất đai</b> phường số {number}" for number in range(400))
    await post(stage, lan, text)
    await stage.settle()
    parts = lan.heard[before:]
    assert len(parts) > 4
    assert "\n".join(parts) == text

"""Groups that are stopped, that put the bot out, that let it in again, that get another address."""

from __future__ import annotations

import pytest

from bot.channels.telegram.incoming import receive
from handlers.texts import group as texts
from planning.programme import Role
from sandbox.group import Group
from tests.handlers.group_scene import (
    GONE,
    GROUP,
    KICKED,
    MONDAY,
    QUEUE,
    SUPERGROUP,
    TITLE,
    TUESDAY,
    adds,
    heard,
    presses,
    told,
    types,
)
from tests.stage import Actor, Stage

pytestmark = pytest.mark.telegram


async def test_the_administrator_stops_a_group(
    stage: Stage, huong: Actor, minh: Actor, lan: Actor, group: Group
) -> None:
    await stage.clock_at(MONDAY)
    await huong.says("/quantri")
    said = await huong.taps("Nhóm thẩm định")
    assert said.startswith(f"Nhóm nhận số liệu mỗi sáng:\n• {TITLE}\n") and "?startgroup=nhom" in said
    overview = huong.phone.last
    assert huong.buttons == [f"Ngừng: {TITLE}", "Quay lại"]
    label = huong.buttons[0]
    await types(stage, group, huong, "/menu")  # so that the list is not the newest message and stays
    assert await huong.taps(label, on=overview) == f"Nhóm {TITLE} không nhận số liệu nữa."
    assert await huong.taps(label, on=overview) == ("Nhóm này đã ngừng nhận số liệu từ trước, không có gì thay đổi.")
    assert await presses(stage, group, minh) == []
    await stage.clock_at(TUESDAY)
    assert len(told(group)) == 2
    await huong.says("/quantri")
    assert (await huong.taps("Nhóm thẩm định")).startswith("Chưa có nhóm nào nhận số liệu mỗi sáng.")


async def test_when_the_bot_is_put_out_the_administrators_hear_it_and_nothing_more_goes_there(
    stage: Stage, huong: Actor, minh: Actor, lan: Actor, group: Group
) -> None:
    second = await stage.joins("Bình", "ubkt-tu", Role.ADMIN)
    await stage.clock_at(MONDAY)
    group.removes_bot(stage.stranger("Tò Mò").phone)
    await stage.settle()
    for admin in (huong, second):
        assert admin.screen == GONE
    before = heard(huong, second)
    await stage.clock_at(TUESDAY)
    assert len(told(group)) == 2
    assert heard(huong, second) == before
    digests = await stage.rows("select day from digests where recipient = ?", f"group:telegram:{GROUP}")
    assert digests == [{"day": "2026-11-23"}]
    assert await stage.rows("select id from outbox where state = 'waiting'") == []


async def test_a_removal_that_nobody_told_us_of_ends_the_groups_mornings_too(
    stage: Stage, huong: Actor, lan: Actor, group: Group
) -> None:
    group.removes_bot(lan.phone)
    stage.sandbox.world.updates.clear()  # the update grew too old while the program was down
    await stage.clock_at(MONDAY)
    assert [item.description for item in stage.sandbox.refused] == [KICKED]
    assert huong.screen == GONE
    await stage.clock_at(TUESDAY)
    assert len(stage.sandbox.refused) == 1
    stage.sandbox.refused.clear()


async def test_a_group_that_was_closed_is_let_in_again(stage: Stage, huong: Actor, lan: Actor, group: Group) -> None:
    await stage.clock_at(MONDAY)
    group.removes_bot(huong.phone)
    await stage.settle()
    await adds(stage, group, huong)
    assert huong.screen.startswith("Tôi vừa được thêm vào nhóm")
    await stage.rings()
    assert len(told(group)) == 2  # it was in once; now it is asked about again
    await huong.taps("Cho phép")
    await stage.rings()
    assert told(group)[2:] == [texts.hello()]  # this morning's numbers have been there
    await stage.clock_at(TUESDAY)
    assert told(group)[3:] == [told(group)[1].replace("hôm qua", "2 ngày trước").replace("còn 22", "còn 21")]


async def test_a_group_that_becomes_a_supergroup_keeps_its_mornings(
    stage: Stage, minh: Actor, lan: Actor, group: Group
) -> None:
    await stage.clock_at(MONDAY)
    group.migrates(SUPERGROUP)
    await stage.settle()
    await stage.rings()
    assert told(group) == []  # today's has been there
    await stage.clock_at(TUESDAY)
    await stage.restart()
    await stage.rings()
    assert len(told(group)) == 1
    assert await presses(stage, group, minh) == [QUEUE.format(5)]
    (known,) = await stage.rows("select address, closed_at from groups")
    assert known == {"address": str(SUPERGROUP), "closed_at": None}
    assert await stage.rows("select * from digests where recipient = ?", f"group:telegram:{GROUP}") == []


async def test_a_new_address_that_comes_only_with_a_refusal_is_used_at_once(
    stage: Stage, minh: Actor, lan: Actor, group: Group
) -> None:
    group.migrates(SUPERGROUP)
    stage.sandbox.world.updates.clear()  # nobody was there to fetch it
    await stage.clock_at(MONDAY)
    assert [item.method for item in stage.sandbox.refused] == ["sendMessage"]
    stage.sandbox.refused.clear()
    await stage.restart()
    await stage.rings()
    assert len(told(group)) == 1
    assert await presses(stage, group, minh) == [QUEUE.format(6)]
    await stage.clock_at(TUESDAY)
    assert len(told(group)) == 2


async def test_a_group_that_moves_while_the_question_is_open_is_admitted_where_it_is(
    stage: Stage, huong: Actor, lan: Actor
) -> None:
    group = stage.sandbox.add_group(GROUP, TITLE)
    await adds(stage, group, huong)
    group.migrates(SUPERGROUP)
    await stage.settle()
    await huong.taps("Cho phép")
    # the button still says the old address
    upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
    assert [item.description for item in stage.sandbox.refused] == [upgraded]
    stage.sandbox.refused.clear()
    assert told(group) == [texts.hello()]
    await stage.clock_at(MONDAY)
    assert len(told(group)) == 2


async def test_a_group_that_has_put_the_bot_out_before_it_was_admitted_is_let_go(stage: Stage, huong: Actor) -> None:
    group = stage.sandbox.add_group(GROUP, TITLE)
    await adds(stage, group, huong)
    asked = huong.phone.last
    group.removes_bot(huong.phone)
    await stage.settle()
    await huong.taps("Cho phép", on=asked)
    assert [item.description for item in stage.sandbox.refused] == [KICKED]
    stage.sandbox.refused.clear()
    assert huong.screen == GONE
    assert told(group) == []


async def test_the_platforms_word_that_the_bot_is_in_the_new_supergroup_changes_nothing(
    stage: Stage, huong: Actor, lan: Actor, group: Group
) -> None:
    """At an upgrade it says so as if somebody had added the bot there, and before or after the group's new address."""
    here = {"id": SUPERGROUP, "title": TITLE, "type": "supergroup"}
    who = {"id": huong.phone.user_id, "is_bot": False, "first_name": "Hương"}
    change = {"chat": here, "from": who, "old_chat_member": {"status": "left"}, "new_chat_member": {"status": "member"}}
    stage.sandbox.world.updates.put("my_chat_member", change)
    await stage.settle()
    asked = huong.phone.last
    group.migrates(SUPERGROUP)
    stage.sandbox.world.updates.put("my_chat_member", change)
    await stage.settle()
    assert huong.phone.last is asked
    assert await huong.taps("Cho phép") == f"Nhóm {TITLE} đã được phép từ trước, không có gì thay đổi."
    await stage.clock_at(MONDAY)
    assert len(told(group)) == 1
    assert len(await stage.rows("select address from groups")) == 1


async def test_stopping_a_group_that_moved_meanwhile_shows_what_there_is(
    stage: Stage, huong: Actor, group: Group
) -> None:
    await huong.says("/quantri")
    await huong.taps("Nhóm thẩm định")
    overview, label = huong.phone.last, huong.buttons[0]
    group.migrates(SUPERGROUP)
    await stage.settle()
    assert (await huong.taps(label, on=overview)).startswith(f"Nhóm nhận số liệu mỗi sáng:\n• {TITLE}")
    assert await huong.taps(label) == f"Nhóm {TITLE} không nhận số liệu nữa."


async def test_commands_for_another_bot_and_unknown_ones_are_none_of_ours(
    stage: Stage, huong: Actor, group: Group
) -> None:
    assert await types(stage, group, huong, "/pin") == []
    assert len(await types(stage, group, huong, "/menu@ktgs_demo_bot")) == 1
    theirs = group.says(huong.phone, "/menu@weather_bot")
    update = {
        "update_id": 7,
        "message": {
            "message_id": theirs.id,
            "from": {"id": huong.phone.user_id, "first_name": "Hương"},
            "chat": {"id": GROUP, "type": "group", "title": TITLE},
            "text": theirs.text,
        },
    }
    assert receive(update, "ktgs_demo_bot") is None  # who administers a group hears these too
    assert receive(update, "weather_bot")

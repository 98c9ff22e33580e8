"""Groups: silent until an administrator admits them, told numbers only, and everybody is answered in private."""

from __future__ import annotations

import pytest

from handlers.texts import common
from handlers.texts import group as texts
from planning.programme import Role
from sandbox.group import Group
from storage import people
from tests.handlers.group_scene import (
    GROUP,
    MINE,
    MONDAY,
    NOTHING,
    QUEUE,
    SUPERGROUP,
    TITLE,
    TUESDAY,
    adds,
    assert_only_numbers,
    heard,
    presses,
    told,
    types,
)
from tests.handlers.scene import WARD_UBKT, half_way, registers, submits
from tests.stage import Actor, Stage

pytestmark = pytest.mark.telegram


async def test_the_administrator_who_adds_the_bot_is_asked_and_the_group_hears_one_sentence(
    stage: Stage, huong: Actor
) -> None:
    group = stage.sandbox.add_group(GROUP, TITLE)
    await adds(stage, group, huong)
    assert told(group) == []
    assert huong.screen == (
        f"Tôi vừa được thêm vào nhóm {TITLE}. Cho nhóm này nhận số liệu mỗi sáng? "
        "Nhóm chỉ thấy con số, chi tiết tôi trả lời riêng từng người có quyền."
    )
    assert huong.buttons == ["Cho phép", "Không"]
    said = await huong.taps("Cho phép")
    assert said == f"Nhóm {TITLE} sẽ nhận số liệu lúc 08:00 các ngày làm việc có dự thảo chờ."
    assert told(group) == [
        "Nhóm này được nhận số liệu thẩm định mỗi sáng ngày làm việc. "
        "Tôi không đọc tin nhắn của nhóm; chi tiết chỉ trả lời ở trò chuyện riêng."
    ]


async def test_the_link_adds_the_bot_and_greets_it_and_that_is_one_question(stage: Stage, huong: Actor) -> None:
    group = stage.sandbox.add_group(GROUP, TITLE)
    before = len(huong.heard)
    group.starts(huong.phone, "nhom")
    await stage.settle()
    assert huong.heard[before:] == [texts.ask(TITLE).replace("\x02", "").replace("\x03", "")]
    assert await huong.taps("Không") == "Tôi không gửi gì vào nhóm đó. Đồng chí có thể gỡ tôi khỏi nhóm."
    await types(stage, group, huong, "/start")  # another thought
    assert huong.buttons == ["Cho phép", "Không"]
    await huong.taps("Cho phép")
    assert told(group) == [texts.hello()]
    assert await types(stage, group, huong, "/start") == []


async def test_in_the_morning_the_group_hears_numbers_and_never_whose(
    stage: Stage, huong: Actor, minh: Actor, lan: Actor, group: Group
) -> None:
    hoa = await stage.joins("Hoa", "hoi-phu-nu")
    await registers(hoa, "Hội LHPN phường Hàm Rồng", "tháng 11", "Công tác hội viên")
    await submits(hoa)
    await minh.taps("Trình BTV")
    await stage.clock_at(MONDAY)
    assert told(group)[1:] == [
        "Dự thảo đang chờ: 1 chờ Ủy ban Kiểm tra; 1 chờ Ban Thường vụ. Lâu nhất: gửi hôm qua.\n"
        "Đã nhận 2/100 chương trình. Hạn gửi 15/12/2026, còn 22 ngày.\n"
        "Chi tiết ở trò chuyện riêng với tôi."
    ]
    assert [[button.text for button in row] for row in group.last.buttons] == [[MINE]]
    await presses(stage, group, minh)
    await stage.clock_at(TUESDAY)
    assert len(told(group)) == 3
    await assert_only_numbers(stage, group)


async def test_no_message_in_a_morning_without_drafts(stage: Stage, group: Group) -> None:
    await stage.clock_at(MONDAY)
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    await stage.moves(hours=2)  # what came at nine is a matter of its own
    assert told(group) == [texts.hello()]
    await stage.clock_at(TUESDAY)
    assert len(told(group)) == 2


async def test_the_numbers_come_once_a_day_also_after_a_restart(stage: Stage, lan: Actor, group: Group) -> None:
    await stage.clock_at(MONDAY)
    await stage.moves(minutes=5)
    await stage.restart()
    await stage.rings()
    await stage.clock_at("2026-11-23 07:30")  # somebody sets the machine's clock back
    await stage.clock_at(MONDAY)
    assert len(told(group)) == 2
    await stage.clock_at(TUESDAY)
    assert len(told(group)) == 3


async def test_each_reviewer_who_presses_is_answered_in_private(
    stage: Stage, minh: Actor, lan: Actor, group: Group
) -> None:
    thu = await stage.joins("Thu", "p-dong-tho", Role.REVIEWER)
    btv = await stage.joins("Việt", "tu", Role.STANDING)
    await stage.clock_at(MONDAY)
    shown = [(message.text, message.markup) for message in group.messages]
    for _ in range(2):
        assert await presses(stage, group, minh) == [QUEUE.format(6)]
        assert minh.buttons[0] == "Đảng ủy phường Đông Thọ, lần 1"
        assert await presses(stage, group, thu) == [NOTHING]  # the draft of her own unit
        assert await presses(stage, group, btv) == [NOTHING]
    assert [(message.text, message.markup) for message in group.messages] == shown
    await minh.taps("Đảng ủy phường Đông Thọ, lần 1")
    assert minh.screen.startswith("Dự thảo mới: Đảng ủy phường Đông Thọ")


async def test_whoever_has_nothing_to_decide_learns_nothing_by_a_press(
    stage: Stage, lan: Actor, minh: Actor, group: Group
) -> None:
    gone = await stage.joins("Nga", "ubkt-tu", Role.REVIEWER)
    async with stage.database.write() as tx:
        chat = await people.chat(tx, "telegram", str(gone.phone.user_id))
        assert chat and chat.person_id
        await people.remove(tx, chat.person_id, stage.sandbox.now())
    unknown, seen = stage.stranger("Tò Mò"), stage.stranger("Qua Đường")
    await seen.starts()
    await stage.clock_at(MONDAY)
    shown = told(group)
    assert await presses(stage, group, lan) == [NOTHING]
    for nobody in (gone, unknown, seen):
        assert await presses(stage, group, nobody) == []
        assert await types(stage, group, nobody, "/thamdinh") == []
    assert told(group) == shown
    assert stage.sandbox.world.queries == {}  # the platform's wheel stops turning for all of them


async def test_somebody_else_who_adds_the_bot_is_met_with_silence(
    stage: Stage, huong: Actor, minh: Actor, lan: Actor
) -> None:
    group = stage.sandbox.add_group(GROUP, TITLE)
    before = heard(huong, minh, lan)
    unknown = stage.stranger("Tò Mò")
    for who in (minh, lan, unknown):
        group.starts(who.phone, "nhom")
        await stage.settle()
        group.removes_bot(who.phone)
        await stage.settle()
    await adds(stage, group, unknown)
    await stage.clock_at(MONDAY)
    assert heard(huong, lan) == [before[0], before[2]]
    assert minh.screen.startswith("Việc chờ đồng chí")  # the morning's own, and nothing else
    assert heard(minh) == [before[1] + 1]
    assert (told(group), unknown.heard) == ([], [])
    assert await stage.rows("select * from groups") == []


async def test_in_a_group_that_was_not_admitted_nothing_works(
    stage: Stage, huong: Actor, minh: Actor, lan: Actor
) -> None:
    group = stage.sandbox.add_group(GROUP, TITLE)
    await adds(stage, group, huong)
    (card,) = await stage.rows("select id from questions where card is not null")
    said = group.says(lan.phone, "/menu")
    for who in (minh, lan):
        for command in ("/thamdinh", "/menu", "/quantri", "/huy"):
            assert await types(stage, group, who, command) == []
        before = heard(who)
        group.presses_data(who.phone, said.id, f"{card['id']}:0")  # a button of a private chat, forged
        await stage.settle()
        assert heard(who) == before
    assert told(group) == []
    assert await stage.rows("select id from decisions") == []


async def test_a_button_of_a_private_chat_does_nothing_in_an_admitted_group(
    stage: Stage, minh: Actor, lan: Actor, group: Group
) -> None:
    (card,) = await stage.rows("select id from questions where card is not null")
    group.presses_data(minh.phone, group.last.id, f"{card['id']}:0")
    await stage.settle()
    assert minh.screen == common.late_press_nothing_open()
    assert await stage.rows("select id from decisions") == []
    await stage.clock_at(MONDAY)
    (mine,) = await stage.rows("select id from questions where address = ?", str(GROUP))
    minh.phone.presses_data(minh.phone.last.id, f"{mine['id']}:0")  # and the other way round
    await stage.settle()
    assert minh.screen == common.late_press_nothing_open()


async def test_what_is_typed_in_a_group_answers_nothing_and_is_not_kept(
    stage: Stage, minh: Actor, lan: Actor, group: Group
) -> None:
    await lan.says("menu")
    await half_way(lan, "chi bo mam non hoa sen", body=WARD_UBKT)
    asked, hello = lan.screen, group.last.id
    # the platform hands the bot what answers its messages; were it the group's administrator, it would get all
    words = ("tháng 9", "Menu", "1", "hủy", "Quản lý đất đai", "/đơn_tố_cáo", "/ xin_chào", "/Đông_Thọ@ktgs_demo_bot")
    for text in words:
        assert await types(stage, group, lan, text, reply_to=hello) == []
        assert await types(stage, group, minh, text, reply_to=hello) == []
    assert len(await types(stage, group, lan, "/trogiup và quản lý thu chi")) == 1
    kept = [row["payload"] for row in await stage.rows("select payload from inbox where payload like '%\"group\"%'")]
    assert len(kept) == 2 and '"command":"/trogiup"' in kept[1]
    assert not any(word in payload for payload in kept for word in ("thu chi", "tố_cáo", "Đông_Thọ", "đất đai"))
    assert told(group) == [texts.hello()]
    await lan.says("menu")
    assert await lan.taps("Nhập tiếp cuộc dở") == asked


async def test_a_command_in_the_group_is_answered_in_private(
    stage: Stage, minh: Actor, lan: Actor, group: Group
) -> None:
    assert await types(stage, group, minh, "/thamdinh") == [QUEUE.format(7)]
    assert await types(stage, group, minh, "/thamdinh@ktgs_demo_bot") == [QUEUE.format(7)]
    assert await types(stage, group, minh, "/thamdinh@another_bot") == []
    assert [common.not_yours() in said for said in await types(stage, group, lan, "/thamdinh")] == [True]
    assert told(group) == [texts.hello()]


async def test_to_admit_twice_changes_nothing(stage: Stage, huong: Actor) -> None:
    group = stage.sandbox.add_group(GROUP, TITLE)
    await adds(stage, group, huong)
    asked = huong.phone.last
    data = asked.buttons[0][0].data
    assert data
    for _ in range(2):
        huong.phone.presses_data(asked.id, data)
    await stage.settle()
    assert huong.screen == f"Nhóm {TITLE} đã được phép từ trước, không có gì thay đổi."
    assert told(group) == [texts.hello()]
    assert len(await stage.rows("select * from audit where action = 'group.admitted'")) == 1


async def test_who_is_no_administrator_any_more_admits_nothing(stage: Stage, huong: Actor, lan: Actor) -> None:
    group = stage.sandbox.add_group(GROUP, TITLE)
    await adds(stage, group, huong)
    async with stage.database.write() as tx:
        tx.change("update memberships set until = ? where role = 'admin'", ("2026-11-22T02:00:00.000000Z",))
    assert await huong.taps("Cho phép") == "Đồng chí không có quyền làm việc này. Không có gì thay đổi."
    await stage.clock_at(MONDAY)
    assert told(group) == []
    assert await stage.rows("select * from groups") == []


async def test_before_there_is_a_campaign_a_group_hears_nothing(
    stage: Stage, lan: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none(*args: object) -> None:
        return None

    group = stage.sandbox.add_group(GROUP, TITLE)
    await adds(stage, group, lan)
    monkeypatch.setattr(stage.app, "_office", none)
    assert await types(stage, group, lan, "/menu") == []
    group.migrates(SUPERGROUP)
    await stage.settle()
    assert told(group) == []
    assert await lan.says("/menu") == common.no_campaign()

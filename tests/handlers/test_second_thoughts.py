"""People change their minds, press old buttons, and work side by side: each case was a fault once."""

from __future__ import annotations

import pytest

from planning.programme import Role
from storage import people
from tests.handlers.scene import WARD, WARD_UBKT, half_way, registers, submits
from tests.stage import Actor, Stage


@pytest.fixture
async def lan(stage: Stage) -> Actor:
    return await stage.joins("Lan", "p-dong-tho")


@pytest.mark.parametrize("cancel", ["Hủy", "/huy"])
async def test_a_return_that_was_cancelled_takes_no_reason(stage: Stage, lan: Actor, cancel: str) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await registers(lan)
    await submits(lan)
    await minh.taps("Trả lại")
    await (minh.taps(cancel) if cancel == "Hủy" else minh.says(cancel))
    assert (await minh.says("cho xem danh sách các đơn vị chưa gửi")).startswith("Tôi chưa hiểu")
    assert await stage.rows("select * from decisions") == []


@pytest.mark.telegram
async def test_the_draft_can_be_read_while_the_reason_is_written(stage: Stage, lan: Actor) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await registers(lan)
    await submits(lan)
    await minh.taps("Trả lại")
    await minh.taps("Từng cuộc")
    await minh.taps("KT-044")
    await minh.says("Bổ sung nội dung về đất đai")
    await minh.taps("Trả lại với lý do này")
    assert [row["verb"] for row in await stage.rows("select verb from decisions")] == ["return"]


async def test_after_a_withdrawal_the_reviewers_chat_is_not_deaf(stage: Stage, lan: Actor) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await registers(lan)
    await submits(lan)
    await minh.taps("Trả lại")
    await lan.taps("Rút dự thảo")
    await lan.taps("Đúng, rút")
    assert await minh.says("Bổ sung nội dung") == "Đơn vị đã rút dự thảo này. Không có gì thay đổi."
    assert (await minh.says("Bổ sung nội dung")).startswith("Tôi chưa hiểu.")


async def test_an_edit_never_leaves_its_programme(stage: Stage, lan: Actor) -> None:
    mai = await stage.joins("Mai", "p-dong-tho")
    code = await registers(lan)
    await lan.taps("Xem chương trình")
    await lan.taps(code)
    await lan.taps("Sửa")
    while not lan.screen.startswith("Đây là bước đầu tiên."):
        await lan.taps("Quay lại")
    assert "Hình thức nào?" in lan.screen and WARD in lan.screen  # as far back as it goes
    await submits(mai)
    await lan.taps("Giám sát chuyên đề")
    await lan.says("chi bo cong an")
    await lan.says("tháng 11")
    await lan.says("Quản lý đất đai")
    assert (await lan.taps("Lưu")).startswith(f"Dự thảo của {WARD} đang ở nơi thẩm định, chưa sửa được.")
    assert [row["content"] for row in await stage.rows("select content from inspections where code = ?", code)] == [
        "Nghị quyết 57-NQ/TW"
    ]


async def test_an_overlap_that_came_later_is_told_at_the_edit(stage: Stage, lan: Actor) -> None:
    code = await registers(lan, "chi bo quan su", "tháng 11", "Nghị quyết 57-NQ/TW")
    await registers(lan, "chi bo quan su", "tháng 11", "Quản lý đất đai", body=WARD_UBKT)
    await lan.says("/chuongtrinh")
    await lan.taps(WARD)
    await lan.taps(code)
    await lan.taps("Sửa")
    assert lan.screen.startswith("Có thể chồng chéo.")
    await lan.taps("Giữ tháng 11")
    assert lan.buttons[:2] == ["Lưu", "Sửa"]


async def test_another_time_replaces_the_old_one_when_only_the_contents_meet(stage: Stage, lan: Actor) -> None:
    await registers(lan, "chi bo quan su", "tháng 3", "Nghị quyết 57-NQ/TW")
    await lan.says("menu")
    await half_way(lan, body=WARD_UBKT)
    await lan.says("tháng 9")
    await lan.says("Nghị quyết 57-NQ/TW")
    assert "Cùng văn bản 57-NQ/TW" in lan.screen
    await lan.says("tháng 10")
    await lan.taps("Giữ nguyên")
    assert "Thời gian: tháng 10/2027 (01/10–31/10/2027)\n" in lan.screen


async def test_an_old_submit_button_asks_anew_about_what_is_there_now(stage: Stage, lan: Actor) -> None:
    mai = await stage.joins("Mai", "p-dong-tho")
    await registers(lan)
    await lan.taps("Gửi thẩm định")
    asked = lan.phone.last
    await registers(mai, "chi bo cong an", "tháng 10", "Quản lý đất đai")
    await lan.taps("Gửi", on=asked)
    assert "lần 1: 0 kiểm tra, 2 giám sát." in lan.screen
    assert await stage.rows("select * from versions") == []


async def test_an_old_deadline_button_does_not_move_it_back(stage: Stage) -> None:
    chief = await stage.joins("Chánh", "ubkt-tu", Role.ADMIN)
    await chief.taps("Dời hạn gửi")
    await chief.says("20/12")
    old = chief.phone.last
    await chief.says("menu")
    await chief.taps("Dời hạn gửi")
    await chief.says("25/12")
    await chief.taps("Đúng, dời")
    await chief.taps("Đúng, dời", on=old)
    assert "Hạn gửi hiện nay: 25/12/2026" in chief.screen


@pytest.mark.telegram
async def test_an_invitation_stays_in_the_chat(stage: Stage) -> None:
    chief = await stage.joins("Chánh", "ubkt-tu", Role.ADMIN)
    await chief.taps("Mời người")
    await chief.taps("Thẩm định viên")
    await chief.says("UBKT Thành ủy")
    link = chief.screen
    assert "https://t.me/" in link
    await chief.taps("Menu")
    assert link in chief.heard and chief.screen != link


async def test_a_typed_name_for_a_new_subject_is_asked_about(stage: Stage, lan: Actor) -> None:
    chief = await stage.joins("Chánh", "ubkt-tu", Role.ADMIN)
    await half_way(lan, "Chi bộ Hợp tác xã Sao Hỏa")
    await lan.taps("Thêm: Chi bộ Hợp tác xã Sao Hỏa")
    await lan.says("tháng 3")
    await lan.says("Nghị quyết 57-NQ/TW")
    await lan.taps("Lưu")
    await chief.taps("Chờ xác nhận")
    await chief.says("để tôi hỏi lại phường đã")
    await chief.taps("Không")
    assert "Chi bộ Hợp tác xã Sao Hỏa" in chief.screen
    await chief.says("Chi bộ HTX Sao Hỏa")
    await chief.taps("Đúng, đổi tên")
    names = await stage.rows("select name, pending from units where added_by is not null")
    assert names == [{"name": "Chi bộ HTX Sao Hỏa", "pending": 0}]


async def test_a_list_with_commas_is_several_subjects(stage: Stage, lan: Actor) -> None:
    await half_way(lan, "chi bộ công an, chi bộ quân sự và chi bộ trạm y tế")
    assert "Chi bộ Công an phường Đông Thọ; Chi bộ Quân sự; Chi bộ Trạm Y tế phường Đông Thọ" in lan.screen


async def test_a_long_queue_has_pages(stage: Stage) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    for unit in ("p-nam-ngan", "p-phu-son", "p-lam-son", "p-ba-dinh", "p-tan-son"):
        who = await stage.joins(unit, unit)
        for body in sorted(row["name"] for row in await stage.rows("select name from bodies where unit_id = ?", unit)):
            await half_way(who, "Chi bộ Tổ dân phố mới", body=body)
            await who.taps("Thêm: Chi bộ Tổ dân phố mới" if "Danh mục" in who.screen else who.buttons[0])
            while who.buttons[0].startswith("Giữ "):  # of another ward
                await who.taps(who.buttons[0])
            await who.says("tháng 3")
            while who.buttons[0].startswith("Giữ "):
                await who.taps(who.buttons[0])
            await who.says("Nghị quyết 57-NQ/TW")
            while who.buttons[0].startswith("Giữ "):
                await who.taps(who.buttons[0])
            await who.taps("Lưu")
            await submits(who, body=body)
            await who.says("menu")
    await minh.says("/thamdinh")
    assert minh.screen.startswith("10 dự thảo đang chờ, cũ nhất trước. Trang 1/2.")
    await minh.taps("Xem tiếp")
    assert "Trang 2/2" in minh.screen and len(minh.buttons) == 2 + 1 + 2 + 2


async def test_a_removed_reviewer_keeps_no_card(stage: Stage, lan: Actor) -> None:
    chief = await stage.joins("Chánh", "ubkt-tu", Role.ADMIN)
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await registers(lan)
    await submits(lan)
    await chief.says("/quantri")
    await chief.taps("Người dùng")
    await chief.says("UBKT Thành ủy")
    await chief.taps("Gỡ Minh")
    await chief.taps("Đúng, gỡ")
    assert "Nay không còn thẩm định viên nào." in chief.screen
    assert minh.screen == "Thẻ này không còn dùng được." and minh.buttons == []


async def test_whoever_talks_to_us_can_be_reached_again(stage: Stage, lan: Actor) -> None:
    async with stage.database.write() as tx:
        (person,) = await stage.rows("select id from people")
        (chat,) = await people.active_chats(tx, person["id"])
        await people.block_chat(tx, *chat, stage.sandbox.now())
    await lan.says("menu")
    assert [row["state"] for row in await stage.rows("select state from chats")] == ["active"]


@pytest.mark.telegram
async def test_details_pressed_late_leave_the_decided_card_as_it_is(stage: Stage, lan: Actor) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    thu = await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    await registers(lan)
    await submits(lan)
    card = minh.phone.last
    (data,) = [button.data for row in card.buttons for button in row if button.text == "Từng cuộc"]
    await thu.taps("Thống nhất")
    decided = card.text
    assert "Đã thống nhất bước đầu" in decided and data
    minh.phone.presses_data(card.id, data)
    await stage.settle()
    assert card.text == decided and "KT-044" in minh.screen

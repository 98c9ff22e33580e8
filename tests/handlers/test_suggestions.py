"""A proposed move: sent by one tap, taken by one tap, and only while nothing has changed."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.handlers.scene import registers, submits
from tests.stage import Actor, Stage
from tests.zalo_stage import ZaloStage

SCHOOL = "chi bo truong thcs tran phu"  # the city's propaganda board comes in the second quarter, about 01-KL/TW
SAME = "Kết luận 01-KL/TW về học tập và làm theo Bác"
NOTICE = (
    "Ủy ban Kiểm tra đề nghị chuyển KT-044 (Chi bộ Trường THCS Trần Phú) từ tháng 5/2027 sang tháng 3/2027 để tránh "
    "chồng chéo.\nMột đoàn cấp thành phố dự kiến làm việc với cùng đối tượng này, quý II/2027. Chưa chắc chắn vì bên "
    "kia mới ghi theo quý.\nĐồng chí chọn chuyển hoặc giữ."
)


@pytest.fixture
async def lan(stage: Stage) -> Actor:
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan, SCHOOL, "tháng 5", SAME)
    return lan


@pytest.fixture
async def minh(stage: Stage, lan: Actor) -> Actor:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await minh.says("menu")
    await minh.taps("Chồng chéo toàn đợt")
    await minh.taps("Chuyển lịch")
    return minh


async def times(stage: Stage) -> list[str]:
    rows = await stage.rows(
        "select starts_on from inspection_periods p join inspections i on i.id = p.inspection_id where code = 'KT-044'"
    )
    return [row["starts_on"] for row in rows]


async def actions(stage: Stage) -> list[str]:
    rows = await stage.rows("select action from audit order by id")
    return [row["action"] for row in rows]


async def test_a_move_is_proposed_and_taken_with_one_tap_each(stage: Stage, lan: Actor, minh: Actor) -> None:
    assert minh.screen.split("\n")[0] == (
        "Đề xuất chuyển lịch năm 2027: 4 cuộc (trang 1/2). Chuyển hết thì không còn trùng thời gian. "
        "Chỉ là đề xuất, đơn vị tự quyết định."
    )
    assert minh.screen.split("\n")[1].startswith("KT-044 Đảng ủy phường Đông Thọ: tháng 5 → tháng 3. KT-044 và KT-018:")
    await minh.taps("Gửi KT-044: tháng 3")
    assert minh.screen == (
        "Đã gửi đề xuất chuyển KT-044 cho Đảng ủy phường Đông Thọ (1 người). Đơn vị chọn chuyển hoặc giữ."
    )
    assert lan.screen == NOTICE
    assert await times(stage) == ["2027-05-01"]
    await lan.taps("Chuyển sang tháng 3")
    assert lan.screen == "Đã chuyển KT-044 sang tháng 3/2027. Còn 1 điểm chồng chéo khác, xem trong KT-044."
    assert await times(stage) == ["2027-03-01"]
    assert minh.screen == "Đảng ủy phường Đông Thọ đã chuyển KT-044 sang tháng 3/2027 theo đề xuất."
    assert (await actions(stage))[-2:] == ["move.proposed", "inspection.changed"]
    await lan.taps("Giữ như cũ", on=lan.sees("đề nghị chuyển") if not isinstance(stage, ZaloStage) else None)
    assert lan.screen == "Đề xuất này đã được trả lời, không có gì thay đổi."
    assert await times(stage) == ["2027-03-01"]


async def test_a_unit_may_keep_its_time(stage: Stage, lan: Actor, minh: Actor) -> None:
    await minh.taps("Gửi KT-044: tháng 3")
    await lan.taps("Giữ như cũ")
    assert lan.screen == "Đã giữ KT-044 ở tháng 5/2027."
    assert minh.screen == "Đảng ủy phường Đông Thọ giữ KT-044, không chuyển sang tháng 3/2027."
    assert await times(stage) == ["2027-05-01"]
    assert (await actions(stage))[-1] == "move.not_taken"


async def test_the_same_move_is_not_sent_twice(stage: Stage, lan: Actor, minh: Actor) -> None:
    await minh.taps("Gửi KT-044: tháng 3")
    heard = len(lan.heard)
    await stage.moves(minutes=2)
    await minh.taps("Chuyển lịch")
    await minh.taps("Gửi KT-044: tháng 3")
    assert minh.screen == "Đề xuất này cho KT-044 đã gửi trước đó, không gửi lại."
    assert len(lan.heard) == heard


async def test_it_stands_on_the_card_until_it_is_answered(stage: Stage, lan: Actor, minh: Actor) -> None:
    await minh.taps("Gửi KT-044: tháng 3")
    await lan.taps("Xem cuộc này")
    assert lan.screen.endswith("Nơi thẩm định đề nghị chuyển sang tháng 3/2027.")
    assert lan.buttons[:2] == ["Chuyển sang tháng 3", "Giữ như cũ"]
    await lan.taps("Chuyển sang tháng 3")
    assert await times(stage) == ["2027-03-01"]


async def test_an_inspection_that_changed_meanwhile_is_not_moved(stage: Stage, lan: Actor, minh: Actor) -> None:
    await minh.taps("Gửi KT-044: tháng 3")
    async with stage.database.write() as tx:
        await tx.execute("update inspections set revision = revision + 1, content = 'khác' where code = 'KT-044'")
    await lan.taps("Chuyển sang tháng 3")
    assert lan.screen == ("KT-044 đã thay đổi từ khi có đề xuất, nên đề xuất không còn hiệu lực. Không có gì thay đổi.")
    assert await times(stage) == ["2027-05-01"]


async def test_a_time_that_was_taken_meanwhile_is_not_taken(stage: Stage, lan: Actor, minh: Actor) -> None:
    await minh.taps("Gửi KT-044: tháng 3")
    await registers(lan, SCHOOL, "tháng 3", "Quản lý đất đai", body="UBKT Đảng ủy phường Đông Thọ")
    await lan.taps("Chuyển sang tháng 3", on=None if isinstance(stage, ZaloStage) else lan.sees("đề nghị chuyển"))
    assert lan.screen == (
        "Thời gian tháng 3/2027 nay cũng có cuộc khác, chưa chuyển. "
        "Không có gì thay đổi; đồng chí mở cuộc này để chọn thời gian."
    )
    assert await times(stage) == ["2027-05-01"]


async def test_a_submitted_programme_is_not_changed(stage: Stage, lan: Actor, minh: Actor) -> None:
    await minh.taps("Gửi KT-044: tháng 3")
    await submits(lan)
    await lan.taps("Chuyển sang tháng 3", on=None if isinstance(stage, ZaloStage) else lan.sees("đề nghị chuyển"))
    assert lan.screen.startswith("Dự thảo của Đảng ủy phường Đông Thọ đang ở nơi thẩm định, chưa sửa được.")
    assert await times(stage) == ["2027-05-01"]


async def test_an_agreement_is_not_made_void_without_a_warning(stage: Stage, lan: Actor, minh: Actor) -> None:
    await minh.taps("Gửi KT-044: tháng 3")
    await submits(lan)
    await minh.taps("Thống nhất")
    await lan.taps("Chuyển sang tháng 3")
    assert "đã được thống nhất" in lan.screen
    assert await times(stage) == ["2027-05-01"]
    await lan.taps("Lưu, hủy thống nhất")
    assert await times(stage) == ["2027-03-01"]
    assert [row["state"] for row in await stage.rows("select state from versions")] == ["voided"]
    assert await stage.rows("select 1 from audit where action = 'version.voided'")


async def test_a_unit_without_people_is_not_told(stage: Stage, minh: Actor) -> None:
    await minh.taps("Gửi KT-022: tháng 11")
    assert minh.screen == (
        "Ban Dân vận Thành ủy chưa có ai tham gia để nhận. Không có gì thay đổi, đề nghị liên hệ trực tiếp."
    )
    assert await stage.rows("select * from suggestions") == []


async def test_all_moves_are_a_sheet(stage: Stage, minh: Actor) -> None:
    await minh.taps("Tải về (Excel)")
    (file,) = await stage.rows("select kind, name from files")
    assert (file["kind"], file["name"]) == ("moves", "De-xuat-chuyen-lich-2027.xlsx")

"""Plans of bodies above the office: entered by those who appraise, counted at once, told with discretion."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.handlers.scene import half_way, registers
from tests.stage import Actor, Stage

CELL = "Chi bộ Quân sự phường Đông Thọ"


@pytest.fixture
async def minh(stage: Stage) -> Actor:
    return await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)


async def enters(actor: Actor, line: str, *, body: str = "UBKT Tỉnh ủy Thanh Hóa", published: bool = False) -> str:
    await actor.says("menu")
    await actor.taps("Kế hoạch của cấp trên")
    await actor.taps("Nhập kế hoạch")
    if body in actor.buttons:
        await actor.taps(body)
    else:
        await actor.says(body)
    await actor.says(line)
    await actor.says("Kế hoạch 12-KH/UBKTTU")
    await actor.taps("Đã công bố" if published else "Chưa công bố")
    return await actor.taps("Lưu")


LINE = f"Giám sát chuyên đề {CELL} về quản lý đất đai, tháng 5"


async def test_it_is_entered_in_one_line_and_asks_only_for_the_basis(stage: Stage, minh: Actor) -> None:
    await minh.says("menu")
    await minh.taps("Kế hoạch của cấp trên")
    assert minh.screen == "Kế hoạch của cấp trên: chưa nhập cuộc nào. Nhập vào thì được tính ngay khi xét chồng chéo."
    await minh.taps("Nhập kế hoạch")
    await minh.taps("UBKT Tỉnh ủy Thanh Hóa")
    assert minh.screen == ("Kế hoạch của UBKT Tỉnh ủy Thanh Hóa. Hình thức nào? Chọn, hoặc gõ cả cuộc trong một dòng.")
    await minh.says(LINE)
    assert minh.screen == "Căn cứ. Số, ký hiệu văn bản của cấp trên, ví dụ “Kế hoạch 12-KH/UBKTTU”."
    await minh.says("theo kế hoạch")
    assert minh.screen.startswith("Căn cứ chưa có số văn bản. Đồng chí ghi số, ký hiệu")
    await minh.says("Kế hoạch 12-KH/UBKTTU")
    assert minh.screen == "Kế hoạch này đã công bố chưa? Chưa công bố thì đơn vị chỉ thấy cấp và thời gian."
    await minh.taps("Chưa công bố")
    assert minh.screen == (
        "Cuộc mới: Giám sát chuyên đề\n"
        "Đối tượng: Chi bộ Quân sự (phường Đông Thọ)\n"
        "Thời gian: tháng 5/2027 (01/5–31/5/2027)\n"
        "Nội dung: quản lý đất đai\n"
        "Chủ đề: quản lý, sử dụng đất đai (tôi hiểu)\n"
        "Căn cứ: Kế hoạch 12-KH/UBKTTU\n"
        "Chương trình: UBKT Tỉnh ủy Thanh Hóa\n"
        "Kế hoạch: chưa công bố"
    )
    await minh.taps("Lưu")
    assert minh.screen == "Đã lưu KT-044, kế hoạch của UBKT Tỉnh ủy Thanh Hóa. Không chạm cuộc nào."
    rows = await stage.rows("select action from audit order by id desc limit 1")
    assert rows == [{"action": "inspection.added"}]


@pytest.mark.parametrize("chosen", [True, False])
async def test_the_body_may_stand_in_the_line(stage: Stage, minh: Actor, chosen: bool) -> None:
    if chosen:
        await minh.says("menu")
        await minh.taps("Kế hoạch của cấp trên")
        await minh.taps("Nhập kế hoạch")
    await minh.says(f"UBKT Tỉnh ủy {LINE[0].lower()}{LINE[1:]}")
    await minh.says("Kế hoạch 12-KH/UBKTTU")
    await minh.taps("Chưa công bố")
    assert "Đối tượng: Chi bộ Quân sự (phường Đông Thọ)" in minh.screen
    assert "Chương trình: UBKT Tỉnh ủy Thanh Hóa" in minh.screen


async def test_it_counts_at_once_and_shows_level_and_period_only(stage: Stage, minh: Actor) -> None:
    await enters(minh, LINE)
    lan = await stage.joins("Lan", "p-dong-tho")
    await half_way(lan)
    await lan.says("tháng 5")
    assert lan.screen == (
        "Có thể chồng chéo. Một đoàn cấp tỉnh dự kiến làm việc với cùng đối tượng này, tháng 5/2027. "
        "Chưa chắc chắn vì hai bên mới ghi theo tháng."
    )


async def test_a_published_plan_shows_its_form_too(stage: Stage, minh: Actor) -> None:
    await enters(minh, LINE, published=True)
    lan = await stage.joins("Lan", "p-dong-tho")
    await half_way(lan)
    await lan.says("tháng 5")
    assert "Một đoàn cấp tỉnh dự kiến giám sát chuyên đề cùng đối tượng này, tháng 5/2027." in lan.screen
    assert "UBKT Tỉnh ủy" not in lan.screen and "đất đai" not in lan.screen


async def test_the_unit_it_goes_to_never_sees_it_and_those_who_appraise_see_all(stage: Stage, minh: Actor) -> None:
    """On the same days as the city's inspection committee, which comes to the ward from 10/5 to 21/5."""
    lan = await stage.joins("Lan", "p-dong-tho")
    await enters(minh, "Giám sát chuyên đề Đảng ủy phường Đông Thọ về công tác cán bộ, 12/5-14/5", published=True)
    await registers(lan, "chi bo cong an", "12/5-18/5", "Công tác cán bộ")
    said = "\n".join(lan.heard)
    assert "hồng chéo" not in said and "cấp tỉnh" not in said
    await minh.says("menu")
    await minh.taps("Chồng chéo toàn đợt")
    await minh.taps("Xem tiếp")
    await minh.taps(next(label for label in minh.buttons if label.startswith("Chi bộ Công an")))
    assert "KT-044 và KT-045" in minh.screen
    assert "(thuộc chương trình của cấp trên)" in minh.screen


async def test_a_new_body_is_made_by_its_name(stage: Stage, minh: Actor) -> None:
    said = await enters(minh, f"Giám sát chuyên đề {CELL} về quản lý đất đai, tháng 5", body="Ban Tổ chức Tỉnh ủy")
    assert said == "Đã lưu KT-044, kế hoạch của Ban Tổ chức Tỉnh ủy. Không chạm cuộc nào."
    (unit,) = await stage.rows("select kind, parent_id from units where name = 'Ban Tổ chức Tỉnh ủy'")
    assert unit == {"kind": "superior", "parent_id": None}
    await minh.taps("Nhập kế hoạch")
    assert "Ban Tổ chức Tỉnh ủy" in minh.buttons


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "UBKT Thành ủy",
            "UBKT Thành ủy có trong danh mục, tự đăng ký chương trình của mình. Ở đây chỉ nhập kế hoạch của cấp trên.",
        ),
        ("Đảng ủy xã Đông Lĩnh", "“Đảng ủy xã Đông Lĩnh” không phải cấp trên. Đồng chí gõ tên cơ quan cấp trên."),
        (
            "cấp trên",
            "Chưa rõ “cấp trên” là cơ quan nào. Đồng chí gõ tên đầy đủ, ví dụ “Ban Tổ chức Tỉnh ủy”.",
        ),
        (
            "Ban Nội chính Tỉnh ủy cử đoàn về làm việc tại một số đơn vị trong dịp cuối năm",
            "Chưa rõ “Ban Nội chính Tỉnh ủy cử đoàn về làm việc tại một số đơn vị trong dịp cuối năm” là cơ quan nào. "
            "Đồng chí gõ tên đầy đủ, ví dụ “Ban Tổ chức Tỉnh ủy”.",
        ),
    ],
)
async def test_what_is_no_superior_body_is_asked_again(stage: Stage, minh: Actor, typed: str, said: str) -> None:
    await minh.says("menu")
    await minh.taps("Kế hoạch của cấp trên")
    await minh.taps("Nhập kế hoạch")
    await minh.says(typed)
    assert minh.screen.split("\n")[0] == said


async def test_an_inspectorate_has_one_form_and_needs_no_asking(stage: Stage, minh: Actor) -> None:
    said = await enters(
        minh, "Thanh tra UBND phường Hàm Rồng về quản lý đất đai, quý III", body="Thanh tra tỉnh Thanh Hóa"
    )
    assert said.startswith("Đã lưu KT-044, kế hoạch của Thanh tra tỉnh Thanh Hóa.")
    (row,) = await stage.rows("select form from inspections where code = 'KT-044'")
    assert row == {"form": "TT"}


async def test_it_is_listed_changed_and_removed(stage: Stage, minh: Actor) -> None:
    await enters(minh, LINE)
    await minh.taps("Danh sách")
    assert minh.screen == (
        "Kế hoạch của cấp trên\n"
        "KT-044 Giám sát chuyên đề, tháng 5/2027\n"
        "   Chi bộ Quân sự (phường Đông Thọ): quản lý đất đai\n"
        "   UBKT Tỉnh ủy Thanh Hóa · chưa công bố"
    )
    await minh.taps("KT-044")
    await minh.taps("Sửa")
    await minh.taps("Thời gian")
    await minh.says("tháng 9")
    await minh.taps("Sửa công bố")
    await minh.taps("Đã công bố")
    await minh.taps("Lưu")
    assert minh.screen == "Đã sửa KT-044, kế hoạch của UBKT Tỉnh ủy Thanh Hóa. Không chạm cuộc nào."
    (row,) = await stage.rows("select published, revision from inspections where code = 'KT-044'")
    assert row == {"published": 1, "revision": 2}
    await minh.taps("Danh sách")
    await minh.taps("KT-044")
    await minh.taps("Xóa")
    assert minh.screen == "Xóa KT-044 của UBKT Tỉnh ủy Thanh Hóa? Mã này sẽ không dùng lại."
    await minh.taps("Đúng, xóa")
    assert minh.screen == "Đã xóa KT-044 khỏi kế hoạch của cấp trên."
    assert (
        await stage.rows("select * from visits v join inspections i on i.id = v.inspection_id where code = 'KT-044'")
        == []
    )
    rows = await stage.rows("select action from audit where action like 'inspection.%' order by id")
    assert [row["action"] for row in rows] == ["inspection.added", "inspection.changed", "inspection.dropped"]


async def test_an_administrator_enters_but_does_not_read(stage: Stage, minh: Actor) -> None:
    huong = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    await huong.says("menu")
    await huong.taps("Kế hoạch của cấp trên")
    assert huong.screen == ("Kế hoạch của cấp trên. Đồng chí nhập kế hoạch đã nhận; thẩm định viên xem, sửa và xóa.")
    await enters(huong, LINE)
    assert huong.screen.startswith("Đã lưu KT-044, kế hoạch của UBKT Tỉnh ủy Thanh Hóa.")
    assert "Danh sách" not in huong.buttons
    await minh.says("menu")
    await minh.taps("Kế hoạch của cấp trên")
    assert "KT-044" in minh.buttons


async def test_nobody_is_invited_into_a_superior_body(stage: Stage) -> None:
    huong = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    await huong.says("menu")
    await huong.taps("Mời người")
    await huong.taps(huong.buttons[0])
    await huong.says("UBKT Tỉnh ủy Thanh Hóa")
    assert "UBKT Tỉnh ủy" not in "".join(huong.buttons)
    assert await stage.rows("select * from invitations where unit_id = 'ubkt-tinh-uy'") == []

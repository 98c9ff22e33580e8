"""Who is inspected, in talks: lists, groups, the wrong kind of subject, members by position, names of persons."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.handlers.scene import WARD, WARD_UBKT, half_way, submits
from tests.stage import Actor, Stage


@pytest.fixture
async def lan(stage: Stage) -> Actor:
    return await stage.joins("Lan", "p-dong-tho")


async def saves(actor: Actor) -> str:
    await actor.says("tháng 3")
    while keep := [label for label in actor.buttons if label.startswith("Giữ ")]:
        await actor.taps(keep[0])
    await actor.says("Nghị quyết 57-NQ/TW")
    while keep := [label for label in actor.buttons if label.startswith("Giữ ")]:
        await actor.taps(keep[0])
    return await actor.taps("Lưu")


async def subjects(stage: Stage) -> list[tuple[str, str]]:
    """(unit, position) of what was saved last, in order."""
    rows = await stage.rows(
        "select unit_id, member from inspection_subjects where inspection_id = "
        "(select id from inspections order by created_at desc, length(code) desc, code desc limit 1) order by position"
    )
    return [(row["unit_id"], row["member"]) for row in rows]


async def test_an_agency_becomes_its_party_organisation_by_one_tap(stage: Stage, lan: Actor) -> None:
    said = await half_way(lan, "Ban giám hiệu trường THCS Trần Phú")
    assert said.startswith(
        "“Ban giám hiệu trường THCS Trần Phú” chưa đúng đối tượng: ghi tổ chức đảng, hoặc đảng viên theo chức danh. "
        "Chọn một, hoặc gõ tên khác."
    )
    await lan.taps("Chi bộ Trường THCS Trần Phú")
    assert "Đã lưu KT-" in await saves(lan)
    assert await subjects(stage) == [("p-dong-tho.cb-thcs-tran-phu", "")]


async def test_a_state_body_is_no_subject_of_a_party_inspection(stage: Stage, lan: Actor) -> None:
    said = await half_way(lan, "UBND phường Đông Thọ")
    assert said.startswith(
        "“UBND phường Đông Thọ” không phải tổ chức đảng. Đối tượng là tổ chức đảng, hoặc đảng viên theo chức danh."
    )
    await lan.taps("Chủ tịch UBND phường Đông Thọ")
    await saves(lan)
    assert await subjects(stage) == [("p-dong-tho.ubnd", "Chủ tịch UBND phường Đông Thọ")]


async def test_a_member_is_kept_by_position_and_meets_the_inspection_of_the_cell(stage: Stage, lan: Actor) -> None:
    await half_way(lan, "đồng chí Bí thư Chi bộ Trường THCS Trần Phú")
    assert "Đối tượng: Bí thư Chi bộ Trường THCS Trần Phú." in lan.screen
    assert "Đã lưu KT-" in await saves(lan)
    assert await subjects(stage) == [("p-dong-tho.cb-thcs-tran-phu", "Bí thư Chi bộ Trường THCS Trần Phú")]
    await lan.taps("Xem chương trình")
    assert "Bí thư Chi bộ Trường THCS Trần Phú" in lan.screen
    await lan.says("menu")
    await half_way(lan, "chi bo thcs tran phu", body=WARD_UBKT)
    await lan.says("tháng 3")
    assert lan.screen.split("\n")[0] == (
        "Có thể chồng chéo. Đảng ủy phường Đông Thọ dự kiến giám sát chuyên đề ở cùng tổ chức "
        "(Bí thư Chi bộ Trường THCS Trần Phú), tháng 3/2027. Chưa chắc chắn vì hai bên mới ghi theo tháng."
    )


async def test_a_changed_inspection_keeps_its_member(stage: Stage, lan: Actor) -> None:
    await half_way(lan, "Bí thư Chi bộ Trường THCS Trần Phú")
    code = (await saves(lan)).partition("Đã lưu ")[2][:6]
    await lan.taps("Xem chương trình")
    await lan.taps(code)
    await lan.taps("Sửa")
    assert "Bí thư Chi bộ Trường THCS Trần Phú" in lan.screen
    await lan.taps("Thời gian")
    await lan.says("tháng 10")
    await lan.taps("Lưu")
    assert await subjects(stage) == [("p-dong-tho.cb-thcs-tran-phu", "Bí thư Chi bộ Trường THCS Trần Phú")]


async def test_a_persons_name_is_asked_away_and_not_kept(stage: Stage, lan: Actor) -> None:
    said = await half_way(lan, "đồng chí Nguyễn Văn Khoai, Bí thư Chi bộ Quân sự")
    assert said.startswith("Không ghi tên người. Đồng chí ghi chức danh, ví dụ “Bí thư Chi bộ Trường THCS Trần Phú”.")
    rows = await stage.rows(
        "select answers as kept from entries union all select payload from outbox union all select say from questions"
    )
    assert rows
    assert not any("Khoai" in row["kept"] for row in rows)


async def test_a_list_with_a_wrong_count_is_asked_about(stage: Stage) -> None:
    chair = await stage.joins("Chính", "ban-to-chuc")
    said = await half_way(chair, "3 phường: Đông Thọ, Hàm Rồng", body="Ban Tổ chức Thành ủy")
    assert said.startswith("Đồng chí ghi 3 nhưng đếm được 2 đơn vị. Gõ lại danh sách giúp.")
    said = await chair.says("2 phường: Đông Thọ, Hàm Rồng")
    assert said.startswith("Đối tượng: Đảng ủy phường Đông Thọ; Đảng ủy phường Hàm Rồng.")


async def test_a_group_is_all_its_units(stage: Stage, lan: Actor) -> None:
    assert (await half_way(lan, "các chi bộ còn lại")).startswith(
        "Chưa rõ những đơn vị nào. Đồng chí gõ tên từng đơn vị, cách nhau bằng dấu phẩy."
    )
    await lan.says("toàn bộ chi bộ trực thuộc")
    await saves(lan)
    assert len(await subjects(stage)) == 10


async def test_the_council_is_asked_about_a_party_organisation(stage: Stage) -> None:
    mai = await stage.joins("Mai", "tt-hdnd")
    said = await half_way(mai, "Đảng ủy phường Đông Thọ", body="Thường trực HĐND thành phố")
    assert said.startswith(
        "“Đảng ủy phường Đông Thọ” là tổ chức đảng; HĐND, MTTQ và đoàn thể giám sát cơ quan nhà nước."
    )
    await mai.taps("UBND phường Đông Thọ")
    await saves(mai)
    assert await subjects(stage) == [("p-dong-tho.ubnd", "")]


async def picks(actor: Actor, name: str, unit: str) -> None:
    """Register one more inspection of what is called `name`, picking `unit` from what is offered."""
    await actor.says("menu")
    await half_way(actor, name, body=WARD)
    await actor.taps(unit)
    await saves(actor)


async def test_what_was_picked_twice_is_understood_and_an_administrator_may_drop_it(stage: Stage, lan: Actor) -> None:
    huong = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    cell = "Chi bộ Trường Mầm non Hoa Sen"
    await picks(lan, "chi bộ mầm non Sen Hoa", cell)
    await picks(lan, "chi bộ mầm non Sen Hoa", cell)
    await lan.says("menu")
    assert (await half_way(lan, "chi bộ mầm non Sen Hoa", body=WARD)).startswith(f"Đối tượng: {cell}.")
    await lan.taps("Hủy")
    await huong.says("menu")
    await huong.taps("Tên gọi khác")
    said = await huong.says(f"{cell}, phường Đông Thọ")
    assert f"• chi bộ mầm non Sen Hoa (học từ {WARD}, 2 lần)" in said
    said = await huong.taps("Bỏ chi bộ mầm non Sen Hoa")
    assert said.startswith("Đã bỏ “chi bộ mầm non Sen Hoa”.")
    assert "học từ" not in said
    await lan.says("menu")
    assert (await half_way(lan, "chi bộ mầm non Sen Hoa", body=WARD)).startswith(
        "“chi bộ mầm non Sen Hoa” là tổ chức nào"
    )
    actions = [row["action"] for row in await stage.rows("select action from audit where action like 'alias%'")]
    assert actions == ["alias.learnt", "alias.learnt", "alias.dropped"]


async def test_an_administrator_gives_and_takes_names(stage: Stage, lan: Actor) -> None:
    huong = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    await huong.says("menu")
    await huong.taps("Tên gọi khác")
    assert huong.screen == "Tên gọi khác của đơn vị nào? Gõ tên, ví dụ “Chi bộ Trường THCS Trần Phú”."
    assert "TAND TP" in await huong.says("Chi bộ Tòa án nhân dân thành phố")
    said = await huong.says("Đảng ủy phường Đông Thọ")
    assert said.startswith("“Đảng ủy phường Đông Thọ” đang được hiểu là Đảng ủy phường Đông Thọ.")
    assert (await huong.says("ông Trần Văn Bình")).startswith("Tên gọi không được là tên người.")
    assert (await huong.says("Chi bộ Nhà Đỏ")).startswith("Đã thêm “Chi bộ Nhà Đỏ”.")
    assert (await half_way(lan, "chi bo nha do", body=WARD)).startswith(
        "Chi bộ Tòa án nhân dân thành phố không thuộc phường mình. Đồng chí kiểm tra lại tên, hoặc chọn giữ."
    )
    await lan.taps("Hủy")
    assert (await huong.taps("Bỏ Chi bộ Nhà Đỏ")).startswith("Đã bỏ “Chi bộ Nhà Đỏ”.")
    assert (await huong.taps("Bỏ TAND TP")).startswith("Đã bỏ “TAND TP”.")
    assert "TAND TP\n" not in huong.screen
    await lan.says("menu")
    assert "Danh mục chưa có “chi bo nha do”" in await half_way(lan, "chi bo nha do", body=WARD)


async def test_a_unit_that_ended_leads_to_its_successor(stage: Stage, lan: Actor) -> None:
    await stage.rows(
        "update units set valid_to = '2026-06-30', successor_id = 'p-dong-tho.cb-tdp-1' "
        "where id = 'p-dong-tho.cb-tdp-2'"
    )
    await stage.rows("update counters set value = value + 1 where name = 'directory'")
    said = await half_way(lan, "Chi bộ Tổ dân phố 2")
    assert said.startswith(
        "Chi bộ Tổ dân phố 2 không còn hoạt động từ 01/7/2026; nay là Chi bộ Tổ dân phố 1. "
        "Chọn đơn vị mới, hoặc gõ tên khác."
    )
    await lan.taps("Chi bộ Tổ dân phố 1")
    await saves(lan)
    assert await subjects(stage) == [("p-dong-tho.cb-tdp-1", "")]


NAM_NGAN = "Đảng ủy phường Nam Ngạn"
SCHOOL = "Chi bộ Trường Tiểu học Chu Văn An"
FOREIGN = f"{SCHOOL} thuộc Đảng ủy phường Đông Vệ, không thuộc phường mình. Đồng chí kiểm tra lại tên, hoặc chọn giữ."


async def test_a_cell_of_another_ward_is_asked_about_and_kept_by_one_tap(stage: Stage) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    oanh = await stage.joins("Oanh", "p-nam-ngan")
    await half_way(oanh, f"{SCHOOL}, phường Đông Vệ", body=NAM_NGAN)
    assert oanh.screen.startswith(FOREIGN)
    await oanh.taps(next(label for label in oanh.buttons if label.startswith("Giữ ")))
    assert "không thuộc phường mình" not in oanh.screen
    code = (await saves(oanh)).partition("Đã lưu ")[2][:6]
    assert await subjects(stage) == [("p-dong-ve.cb-th-chu-van-an", "")]
    await submits(oanh, body=NAM_NGAN)
    assert f"Đối tượng cần xem lại: {code}" in minh.screen.splitlines()
    finding = f"{SCHOOL} (phường Đông Vệ) không thuộc đảng bộ lập chương trình"
    assert finding in await minh.taps("Từng cuộc")
    assert f"⚠ {finding}" in (await minh.taps(code)).splitlines()


async def test_a_cell_of_another_ward_that_was_picked_is_asked_about_too(stage: Stage) -> None:
    oanh = await stage.joins("Oanh", "p-nam-ngan")
    await half_way(oanh, SCHOOL, body=NAM_NGAN)
    assert oanh.screen.startswith(f"“{SCHOOL}” là tổ chức nào")
    await oanh.taps(next(one for one in oanh.buttons if one.endswith("(phường Đông Vệ)")))
    assert oanh.screen.startswith(FOREIGN)
    said = await oanh.says("Đảng bộ phường Nam Ngạn")
    assert said.startswith("Đối tượng: Đảng ủy phường Nam Ngạn.")
    await saves(oanh)
    assert await subjects(stage) == [("p-nam-ngan", "")]


async def test_a_secretary_of_another_ward_stays_a_secretary_when_kept(stage: Stage) -> None:
    oanh = await stage.joins("Oanh", "p-nam-ngan")
    title = f"Bí thư {SCHOOL}, phường Đông Vệ"
    await half_way(oanh, title, body="UBKT Đảng ủy phường Nam Ngạn")
    assert oanh.screen.startswith(f"{title} thuộc Đảng ủy phường Đông Vệ, không thuộc phường mình.")
    await oanh.taps(next(label for label in oanh.buttons if label.startswith("Giữ ")))
    await saves(oanh)
    assert await subjects(stage) == [("p-dong-ve.cb-th-chu-van-an", title)]


async def test_a_committee_of_another_ward_is_asked_about_without_saying_whose(stage: Stage) -> None:
    oanh = await stage.joins("Oanh", "p-nam-ngan")
    said = await half_way(oanh, "Đảng ủy phường Đông Vệ", body=NAM_NGAN)
    assert said.startswith("Đảng ủy phường Đông Vệ không thuộc phường mình. Đồng chí kiểm tra lại tên, hoặc chọn giữ.")


async def test_a_line_and_pasted_lines_ask_the_same(stage: Stage) -> None:
    oanh = await stage.joins("Oanh", "p-nam-ngan")
    line = f"Kiểm tra tài chính đảng đối với {SCHOOL}, phường Đông Vệ, quý II"
    assert FOREIGN in await oanh.says(line)
    await oanh.taps("Hủy")
    own = "Kiểm tra tài chính đảng đối với Đảng ủy phường Nam Ngạn, quý II"
    said = await oanh.says(f"{own}\n{line}")
    assert said.startswith("Đã đọc 2 dòng: 1 cuộc đủ, 1 cuộc cần hỏi. Chưa lưu gì.")


async def test_the_city_is_not_asked_whose_a_cell_is(stage: Stage) -> None:
    an = await stage.joins("An", "ban-to-chuc")
    said = await half_way(an, f"{SCHOOL}, phường Đông Vệ", body="Ban Tổ chức Thành ủy")
    assert said.startswith(f"Đối tượng: {SCHOOL} (phường Đông Vệ).")


async def test_cells_of_one_other_committee_are_asked_about_once(stage: Stage, lan: Actor) -> None:
    cells = (
        "phường Hàm Rồng: Chi bộ Quân sự, Chi bộ Trường THCS Hoa Lư; Chi bộ Trường Tiểu học Chu Văn An, phường Đông Vệ"
    )
    said = await half_way(lan, cells, body=WARD)
    assert said == (
        "2 đối tượng thuộc Đảng ủy phường Hàm Rồng, không thuộc phường mình: Chi bộ Quân sự; Chi bộ Trường THCS Hoa Lư."
        " Đồng chí chọn giữ cả, hoặc gõ lại tên đầu tiên."
    )
    assert (await lan.taps("Giữ cả 2 đối tượng")).startswith(FOREIGN)
    await lan.taps(lan.buttons[0])
    await saves(lan)
    assert [unit for unit, _ in await subjects(stage)] == [
        "p-ham-rong.cb-quan-su",
        "p-ham-rong.cb-thcs-hoa-lu",
        "p-dong-ve.cb-th-chu-van-an",
    ]

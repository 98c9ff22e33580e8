"""Agreeing to many drafts after one summary: only those without an open point, each as it was in the summary."""

from __future__ import annotations

import pytest

from planning.programme import Role
from storage import campaigns, office
from tests.handlers.scene import WARD, WARD_UBKT, holds, registers, submits
from tests.stage import Actor, Stage


async def sends(stage: Stage, name: str, unit: str, subject: str, when: str, content: str, body: str) -> Actor:
    who = await stage.joins(name, unit)
    await registers(who, subject, when, content, body=body)
    await submits(who, body=body)
    return who


@pytest.fixture
async def many(stage: Stage, minh: Actor) -> Actor:
    """A reviewer for whom three drafts wait: two clean, one with a vague content."""
    async with stage.database.write() as tx:
        await tx.execute("update campaigns set expected = '{}'")
        await office.bump(tx, campaigns.REVISION)
    await sends(stage, "Hoa", "hoi-phu-nu", "Hội LHPN phường Hàm Rồng", "tháng 11", "Công tác hội viên", "")
    lan = await sends(stage, "Lan", "p-dong-tho", "chi bo quan su", "tháng 3", "Công tác xây dựng Đảng", WARD)
    await registers(lan, "chi bo mam non hoa sen", "tháng 9", "Quản lý đất đai", body=WARD_UBKT)
    await submits(lan, body=WARD_UBKT)
    await minh.says("/thamdinh")
    return minh


async def verbs(stage: Stage) -> list[tuple[str, str]]:
    rows = await stage.rows(
        "select b.name, d.verb from decisions d join versions v on v.id = d.version_id "
        "join programmes p on p.id = v.programme_id join bodies b on b.id = p.body_id order by b.name"
    )
    return [(row["name"], row["verb"]) for row in rows]


SUMMARY = (
    "2 dự thảo không có vấn đề, 0 kiểm tra, 2 giám sát:\n"
    "• Hội Liên hiệp Phụ nữ thành phố, lần 1: 0 KT, 1 GS → trình BTV\n"
    "• UBKT Đảng ủy phường Đông Thọ, lần 1: 0 KT, 1 GS\n\n"
    "1 dự thảo để lại, xem từng dự thảo:\n"
    "• Đảng ủy phường Đông Thọ, lần 1: 1 nội dung chưa rõ\n\n"
    "Xác nhận một lần cho các dự thảo ở mục đầu."
)


async def test_the_clean_ones_are_agreed_to(stage: Stage, many: Actor) -> None:
    thu = await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    viet = await stage.joins("Việt", "tu", Role.STANDING)
    assert await many.taps("Thống nhất nhiều dự thảo") == SUMMARY
    await many.taps("Thống nhất tất cả")
    assert many.screen == "Đã thống nhất 1 dự thảo.\nĐã trình Ban Thường vụ 1 dự thảo."
    assert await verbs(stage) == [("Hội Liên hiệp Phụ nữ thành phố", "forward"), (WARD_UBKT, "agree")]
    assert stage.actors["Hoa"].screen.startswith("Ủy ban Kiểm tra đã trình Ban Thường vụ dự thảo lần 1")
    assert stage.actors["Lan"].screen.startswith("Ủy ban Kiểm tra đã thống nhất bước đầu dự thảo lần 1")
    assert viet.screen.startswith("Ủy ban Kiểm tra trình: Hội Liên hiệp Phụ nữ thành phố")
    decided = await stage.rows("select action from audit where action in ('version.agree', 'version.forward')")
    assert len(decided) == 2
    await thu.says("/thamdinh")
    assert thu.screen.startswith("1 dự thảo đang chờ, cũ nhất trước. Chọn để mở.\n• Đảng ủy phường Đông Thọ, lần 1")


async def test_each_can_be_taken_back(stage: Stage, many: Actor) -> None:
    await many.taps("Thống nhất nhiều dự thảo")
    await many.taps("Thống nhất tất cả")
    await many.taps("Lấy lại một dự thảo")
    assert many.screen == "Lấy lại quyết định nào? Chỉ trong 10 phút, khi chưa làm văn bản."
    await many.taps(next(label for label in many.buttons if label.startswith("UBKT")))
    rows = await stage.rows("select verb from decisions where undone_at is null")
    assert [row["verb"] for row in rows] == ["forward"]


async def test_what_changed_since_the_summary_is_left_out_and_named(stage: Stage, many: Actor) -> None:
    thu = await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    await many.taps("Thống nhất nhiều dự thảo")
    summary = many.sees("không có vấn đề")
    await thu.says("/thamdinh")
    await thu.taps(next(label for label in thu.buttons if label.startswith("UBKT")))
    await thu.taps("Thống nhất")
    await many.taps("Thống nhất tất cả", on=summary)
    assert many.screen == (
        "Đã trình Ban Thường vụ 1 dự thảo.\nĐể lại vì đã thay đổi sau khi tóm tắt:\n"
        "• UBKT Đảng ủy phường Đông Thọ, lần 1"
    )
    rows = await stage.rows("select p.name from decisions d join people p on p.id = d.person_id order by d.id")
    assert [row["name"] for row in rows] == ["Thu", "Minh"]


async def test_an_overlap_that_came_since_the_summary_leaves_it_out(stage: Stage, many: Actor) -> None:
    await many.taps("Thống nhất nhiều dự thảo")
    summary = many.sees("không có vấn đề")
    binh = await stage.joins("Bình", "mttq")
    await registers(binh, "Hội LHPN phường Hàm Rồng", "tháng 11", "Công tác hội viên", body="")
    await many.taps("Thống nhất tất cả", on=summary)
    assert "• Hội Liên hiệp Phụ nữ thành phố, lần 1" in many.screen
    assert await verbs(stage) == [(WARD_UBKT, "agree")]


async def test_the_own_units_drafts_are_in_no_list(stage: Stage, many: Actor) -> None:
    await holds(stage, "Minh", "p-dong-tho", Role.UNIT)
    await many.says("/thamdinh")
    assert "Thống nhất nhiều dự thảo" not in many.buttons
    assert many.screen.startswith("1 dự thảo đang chờ")


async def test_nothing_is_decided_twice(stage: Stage, many: Actor) -> None:
    await many.taps("Thống nhất nhiều dự thảo")
    summary = many.sees("không có vấn đề")
    await many.taps("Thống nhất tất cả", on=summary)
    if not await stage.rows("select 1 from questions where channel = 'zalo'"):  # there the code is of no use any more
        return
    await many.taps("Thống nhất tất cả", on=summary)
    assert len(await stage.rows("select 1 from decisions")) == 2

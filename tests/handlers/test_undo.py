"""Taking a decision back within ten minutes: everything is as it was, and everybody who was told hears so."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.handlers.scene import WARD, registers, submits
from tests.handlers.test_presses import DEAD, data_of, presses
from tests.handlers.test_quorum import all_must
from tests.stage import Actor, Stage

UNDO = "Lấy lại quyết định"
CORRECTED = (
    f"Đính chính: Minh đã lấy lại quyết định thống nhất dự thảo lần 1 của {WARD}. "
    "Tin trước không còn giá trị, nay lại đang được thẩm định."
)


async def states(stage: Stage) -> tuple[str, str]:
    (row,) = await stage.rows(
        "select v.state as version, p.state as programme from versions v join programmes p on p.id = v.programme_id "
        "where p.body_id = 'p-dong-tho/du'"
    )
    return row["version"], row["programme"]


async def held(stage: Stage, table: str) -> list[dict[str, object]]:
    """The rows of a table, without what counts changes."""
    rows = await stage.rows(f"select * from {table} order by 1, 2")  # noqa: S608
    return [{key: value for key, value in row.items() if key not in ("revision", "changed_at")} for row in rows]


async def returns(minh: Actor) -> None:
    await minh.taps("Trả lại")
    await minh.says("Nội dung chưa rõ")
    await minh.taps("Trả lại với lý do này")


async def test_an_agreement_is_taken_back(stage: Stage, minh: Actor) -> None:
    hoa = await stage.joins("Hòa", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins("Lan", "p-dong-tho")
    code = await registers(lan)
    await submits(lan)
    tables = ("inspections", "inspection_periods", "inspection_subjects", "visits")
    before = {table: await held(stage, table) for table in tables}
    await minh.taps("Từng cuộc")
    await minh.taps(code)
    await minh.taps("Không thực hiện")
    await minh.says("Đã có đoàn của Thành ủy")
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Thống nhất")
    await minh.taps("Thống nhất, còn lại được thực hiện")
    assert await states(stage) == ("agreed", "agreed")
    await stage.moves(minutes=9)
    await minh.taps(UNDO)
    assert await states(stage) == ("submitted", "submitted")
    assert lan.screen == CORRECTED
    assert {table: await held(stage, table) for table in tables} == before
    assert "Kết quả từng cuộc: 1 cuộc: 1 không thực hiện" in hoa.screen  # what was said stays, to be changed
    assert hoa.screen.startswith("Minh vừa lấy lại quyết định. Dự thảo lại chờ:")
    await hoa.taps("Thống nhất")
    await hoa.taps("Thống nhất, còn lại được thực hiện")
    assert await states(stage) == ("agreed", "agreed")
    assert [row["verb"] for row in await stage.rows("select verb from decisions where undone_at is null")] == ["agree"]


async def test_twice_too_late_and_by_somebody_else(stage: Stage, minh: Actor, lan: Actor) -> None:
    await minh.taps("Thống nhất")
    await minh.taps(UNDO)
    assert await states(stage) == ("submitted", "submitted")
    await minh.taps("Thống nhất")
    await stage.moves(minutes=11)
    await minh.taps(UNDO)
    assert minh.screen == "Đã quá 10 phút từ lúc quyết định, không lấy lại được. Không có gì thay đổi."
    assert await states(stage) == ("agreed", "agreed")


async def test_a_return_is_taken_back_until_the_unit_begins(stage: Stage, minh: Actor, lan: Actor) -> None:
    await returns(minh)
    await minh.taps(UNDO)
    assert await states(stage) == ("submitted", "submitted")
    assert "lấy lại quyết định trả lại dự thảo lần 1" in lan.screen
    await returns(minh)
    await stage.moves(minutes=1)
    await registers(lan, "chi bo truong THCS Tran Phu", "tháng 9", "Quản lý đất đai")
    await minh.taps(UNDO)
    assert minh.screen == "Đơn vị đã bắt đầu sửa hoặc đã gửi lại, không lấy lại được. Không có gì thay đổi."
    assert await states(stage) == ("returned", "returned")


@pytest.mark.parametrize(
    "what",
    [
        "insert into promulgations (id, version_id, number, issued_on, reported_by, reported_at) "
        "select 'p', v.id, '01-CTr/DU', '2026-11-22', v.submitted_by, v.submitted_at from versions v",
        "insert into opinions (id, version_id, content, made_by, made_at) "
        "select 'o', v.id, '{}', v.submitted_by, v.submitted_at from versions v",
    ],
)
async def test_not_once_a_paper_follows_from_it(stage: Stage, minh: Actor, lan: Actor, what: str) -> None:
    await minh.taps("Thống nhất")
    async with stage.database.write() as tx:
        await tx.execute(what)
    await minh.taps(UNDO)
    assert minh.screen == "Dự thảo đã sang bước sau hoặc đã có văn bản, không lấy lại được. Không có gì thay đổi."
    assert await states(stage) == ("agreed", "agreed")


@pytest.mark.parametrize("acted", [False, True])
async def test_forwarding_is_taken_back_until_the_next_step_acts(stage: Stage, minh: Actor, acted: bool) -> None:
    viet = await stage.joins("Việt", "tu", Role.STANDING)
    hoa = await stage.joins("Hoa", "hoi-phu-nu")
    await registers(hoa, "Hội LHPN phường Hàm Rồng", "tháng 11", "Công tác hội viên")
    await submits(hoa)
    await minh.taps("Trình BTV")
    if acted:
        await viet.taps("Thống nhất")
        await minh.taps(UNDO)
        (row,) = await stage.rows("select step, state from versions")
        assert (row["step"], row["state"]) == (1, "agreed")
        return
    await minh.taps(UNDO)
    (row,) = await stage.rows("select step, state, step_since, submitted_at from versions")
    assert (row["step"], row["state"], row["step_since"]) == (0, "submitted", row["submitted_at"])
    assert viet.screen.startswith("Đính chính: Minh đã lấy lại quyết định trình Ban Thường vụ dự thảo lần 1")
    assert "Thống nhất" not in viet.buttons
    assert hoa.screen.startswith("Đính chính: Minh")
    await minh.taps("Trình BTV")
    await viet.taps("Thống nhất")
    assert [row["state"] for row in await stage.rows("select state from versions")] == ["agreed"]


@pytest.mark.telegram
async def test_a_second_press_and_somebody_elses(stage: Stage, minh: Actor, lan: Actor) -> None:
    await minh.taps("Thống nhất")
    data = data_of(minh, UNDO)
    assert await presses(lan, data) == DEAD
    await presses(minh, data)
    assert await states(stage) == ("submitted", "submitted")
    said = await presses(minh, data)
    assert said == "Quyết định này đã được lấy lại hoặc không còn. Không có gì thay đổi."
    assert await states(stage) == ("submitted", "submitted")
    undone = await stage.rows("select action from audit where action = 'version.undone'")
    assert len(undone) == 1


async def test_the_last_yes_of_all_is_taken_back_and_the_others_stay(stage: Stage, minh: Actor) -> None:
    await all_must(stage.database)
    hoa = await stage.joins("Hòa", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    await minh.taps("Thống nhất")
    await hoa.taps("Thống nhất")
    assert await states(stage) == ("agreed", "agreed")
    await hoa.taps(UNDO)
    assert await states(stage) == ("submitted", "submitted")
    said = await stage.rows("select p.name from votes v join people p on p.id = v.holder_id where v.undone_at is null")
    assert [row["name"] for row in said] == ["Minh"]
    minh.sees("Đã thống nhất: Minh. Còn 1 người.")
    await hoa.taps("Thống nhất")
    assert await states(stage) == ("agreed", "agreed")

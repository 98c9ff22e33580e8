"""Around the decision: accents of reasons, the substitute's letter, the partner's unit, teams of the last minute."""

from __future__ import annotations

import json

from planning.programme import Role
from storage import joint, substitutions
from tests.handlers.appraised_scene import amends, in_force, moves_item, opens, signs
from tests.handlers.scene import WARD, registers, submits
from tests.stage import Actor, Stage


async def reasons(stage: Stage) -> list[str]:
    return [row["reason"] for row in await stage.rows("select reason from item_outcomes")]


async def test_a_reason_without_accents_is_proposed_with_them(stage: Stage, minh: Actor, lan: Actor) -> None:
    await minh.taps("Từng cuộc")
    await minh.taps("KT-044")
    await minh.taps("Ghi ý kiến")
    assert await minh.says("chua ro noi dung") == (
        "Gõ không dấu, có phải là:\n“Chưa rõ nội dung”\nĐồng chí chọn một, hoặc gõ lại."
    )
    assert await reasons(stage) == []
    await minh.taps("Ghi có dấu")
    assert await reasons(stage) == ["Chưa rõ nội dung"]
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Trả lại")
    assert "“Bổ sung căn cứ”" in await minh.says("bo sung can cu")
    await minh.taps("Giữ như đã gõ")
    await minh.taps("Trả lại với lý do này")
    assert "Lý do: bo sung can cu" in lan.screen and "Ý kiến: Chưa rõ nội dung" in lan.screen


async def test_a_substitute_writes_the_letter(stage: Stage, minh: Actor, lan: Actor, huong: Actor) -> None:
    thu = await stage.joins("Thu", "ban-to-chuc", Role.STANDING)
    await minh.taps("Thống nhất")
    async with stage.database.write() as tx:
        ids = {row["name"]: row["id"] for row in await stage.rows("select id, name from people")}
        today = stage.sandbox.now().date()
        pair = (ids["Minh"], ids["Thu"])
        about = {"unit_id": "ubkt-tu", "role": Role.REVIEWER, "named_by": ids["Minh"], "now": stage.sandbox.now()}
        await substitutions.add(tx, *pair, days=(today, today), **about)
    await thu.says("menu")
    await thu.taps("Bảng theo dõi")
    await thu.taps(next(label for label in thu.buttons if label.startswith(("Đã thống nhất", "Thống nhất"))))
    await thu.taps(WARD)
    await signs(thu)
    assert "Đã ghi văn bản số 15-CV/UBKTTU" in thu.screen
    made = await stage.rows("select person_id, detail from audit where action like 'opinion.%' order by seq")
    assert [(row["person_id"], json.loads(row["detail"])["for"]) for row in made] == [(ids["Thu"], ids["Minh"])] * 2
    await stage.moves(days=2)
    await thu.says("menu")
    assert "Bảng theo dõi" in thu.buttons  # of the seat that is Thu's own


async def test_number_and_day_are_corrected(stage: Stage) -> None:
    minh, lan = await in_force(stage)
    await opens(lan)
    await lan.taps("Sửa số, ngày ban hành")
    await lan.says("Số 08-CTr/ĐU hôm nay")
    said = await lan.taps("Đúng, ghi")
    assert said.startswith(f"Đã sửa: chương trình của {WARD} ban hành số 08-CTr/ĐU ngày ")
    assert "không phải số 07-CTr/ĐU ngày 22/11/2026" in minh.screen
    (row,) = await stage.rows("select detail from audit where action = 'programme.renumbered'")
    assert json.loads(row["detail"])["before"] == ["07-CTr/ĐU", "2026-11-22"]
    await opens(lan)
    await lan.taps("Lịch sử")
    assert "Ban hành số 07-CTr/ĐU" in lan.screen and "Sửa số ban hành: 08-CTr/ĐU" in lan.screen


async def test_an_amendment_says_which_one_it_is_and_what_changes(stage: Stage) -> None:
    minh, lan = await in_force(stage)
    await amends(lan)
    assert "Điều chỉnh lần 1 · chưa gửi · 0 kiểm tra, 1 giám sát" in await opens(lan)
    await moves_item(lan, "KT-044", "tháng 6")
    await lan.taps("Lưu")
    await submits(lan)
    assert lan.screen.startswith(f"Đã gửi điều chỉnh lần 1 của {WARD} lúc ")
    assert minh.screen.startswith(f"Điều chỉnh chương trình lần 1: {WARD}, năm 2027")
    assert "• Sửa KT-044: thời gian tháng 3/2027 → tháng 6/2027" in minh.screen
    await minh.taps("Thống nhất")
    assert f"đã thống nhất bước đầu điều chỉnh lần 1 của {WARD}, chờ văn bản." in lan.screen
    await minh.taps("Lấy lại quyết định")
    assert f"đã lấy lại quyết định thống nhất điều chỉnh lần 1 của {WARD}." in lan.screen


async def test_a_team_accepted_meanwhile_is_shown_and_frozen(stage: Stage, minh: Actor) -> None:
    """One side has sent its draft when the other accepts: the reviewer, the paper and the letter know the team."""
    lan = await stage.joins("Lan", "p-dong-tho")
    chi = await stage.joins("Chi", "ban-dan-van")
    await registers(lan)
    await registers(chi, "chi bo quan su phuong dong tho", "tháng 3", "Công tác dân vận", body="")
    rows = await stage.rows("select id from inspections where code in ('KT-044', 'KT-045') order by code")
    first, second = (row["id"] for row in rows)
    (person,) = await stage.rows("select id from people where name = 'Lan'")
    (campaign,) = await stage.rows("select id from campaigns")
    async with stage.database.write() as tx:
        assert await joint.propose(
            tx,
            campaign_id=campaign["id"],
            inspection_id=first,
            other_id=second,
            lead_id=first,
            person_id=person["id"],
            now=stage.sandbox.now(),
        )
    await submits(lan)
    await chi.says("menu")
    await chi.taps("Chương trình của tôi")
    await chi.taps("Đoàn chung chờ trả lời")
    if "Đồng ý đoàn chung" not in chi.buttons:
        await chi.taps(next(label for label in chi.buttons if "KT-04" in label))
    await chi.taps("Đồng ý đoàn chung")
    partner = "Ban Dân vận Thành ủy (KT-045)"
    await minh.taps("Từng cuộc")
    assert f"Cơ quan phối hợp: {partner}" in await minh.taps("KT-044")
    await minh.taps("Về danh sách cuộc")
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Thống nhất")
    (row,) = await stage.rows("select content, agreed from versions")
    assert json.loads(row["content"])[0]["details"]["partners"] == ""
    assert json.loads(row["agreed"])[0]["details"]["partners"] == partner
    await minh.taps("Ý kiến bằng văn bản")
    (made,) = await stage.rows("select content from opinions")
    assert json.loads(made["content"])["rows"][0]["proposal"] == f"Đoàn chung: {partner} phối hợp"


async def test_the_partner_hears_of_the_team_and_of_its_end(stage: Stage, minh: Actor) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    chi = await stage.joins("Chi", "ban-dan-van")
    await registers(lan)
    await submits(lan)
    await minh.taps("Từng cuộc")
    await minh.taps("KT-044")
    await minh.taps("Đoàn chung, lồng ghép")
    await minh.says("Ban Dân vận Thành ủy")
    await minh.taps("Phương án 1")
    await minh.says("Làm một đoàn cho gọn")
    await minh.taps("Về thẻ dự thảo")
    await minh.taps("Thống nhất")
    await minh.taps("Thống nhất, còn lại được thực hiện")
    # of a body below the rule tells level, form and time, not its name
    said = chi.screen
    assert said.startswith("Kết quả thẩm định: đoàn chung. Ban Dân vận Thành ủy phối hợp; một đoàn cấp cơ sở chủ trì")
    assert WARD not in said and "Quân sự" not in said
    await minh.taps("Lấy lại quyết định")
    assert chi.screen.startswith("Đính chính: kết quả lập đoàn chung đã báo cho Ban Dân vận Thành ủy")
    assert WARD not in chi.screen

"""A programme in force is amended: the old one counts until the new one is agreed, and comes back when that is given
up."""

from __future__ import annotations

import json

from planning.programme import Role
from tests.handlers.appraised_scene import amends, in_force, moves_item, opens, promulgates, signs, state
from tests.handlers.scene import WARD, half_way, submits
from tests.stage import Actor, Stage

LIVE = "select code from inspections where state = 'live' and created_by is not null order by code"


async def codes(stage: Stage) -> list[str]:
    return [row["code"] for row in await stage.rows(LIVE)]


async def times(stage: Stage) -> list[str]:
    """Of the unit's own live inspections, by code."""
    rows = await stage.rows(
        "select p.starts_on from inspection_periods p join inspections i on i.id = p.inspection_id "
        "where i.state = 'live' and i.created_by is not null order by i.code"
    )
    return [row["starts_on"] for row in rows]


async def moved(stage: Stage, lan: Actor) -> str:
    """An amendment that moves the first inspection from March to June."""
    await amends(lan)
    code = (await codes(stage))[0]
    await moves_item(lan, code, "tháng 6")
    await lan.taps("Lưu")
    return code


async def test_it_begins_with_a_cause_and_a_reason(stage: Stage) -> None:
    _, lan = await in_force(stage)
    await opens(lan)
    said = await lan.taps("Điều chỉnh, bổ sung")
    assert said.startswith(f"Điều chỉnh, bổ sung chương trình đã ban hành của {WARD} vì sao?")
    said = await lan.taps("Có đoàn cấp trên đến")
    assert said.startswith("Có đoàn cấp trên đến. Đồng chí ghi lý do ngắn gọn, thẩm định viên sẽ đọc.")
    said = await lan.says("ok")
    assert said.startswith("Cần lý do rõ ràng (ít nhất vài chữ). Đồng chí ghi lại giúp.")
    said = await lan.says("Tỉnh ủy kiểm tra tháng 3")
    assert said.startswith(f"Đã mở điều chỉnh, bổ sung chương trình của {WARD}. Bản đã ban hành vẫn hiệu lực")
    await opens(lan)
    assert "Bản đang hiệu lực: số 07-CTr/ĐU ngày 22/11/2026." in lan.screen
    assert "Điều chỉnh, bổ sung (có đoàn cấp trên đến): Tỉnh ủy kiểm tra tháng 3" in lan.screen
    assert "So với bản đã ban hành: chưa thay đổi." in lan.screen
    (row,) = await stage.rows("select state, in_force_id is not null as kept from programmes where version > 0")
    assert row == {"state": "drafting", "kept": 1}


async def test_nothing_changed_is_nothing_to_submit(stage: Stage) -> None:
    _, lan = await in_force(stage)
    await amends(lan)
    await opens(lan)
    said = await lan.taps("Gửi thẩm định")
    assert said.startswith(f"Chương trình của {WARD} chưa thay đổi gì so với bản đã ban hành, chưa gửi được.")


async def test_it_goes_the_same_way_and_replaces_the_old_one(stage: Stage) -> None:
    minh, lan = await in_force(stage)
    code = await moved(stage, lan)
    await lan.taps("Gửi thẩm định")
    assert f"So với bản đã ban hành: đổi {code}." in lan.screen
    await stage.clock_at("2027-02-01 09:00")
    await opens(lan)
    await lan.taps("Gửi thẩm định")
    await lan.taps("Gửi")
    assert "trễ" not in lan.screen, "an amendment has no deadline"
    assert "Điều chỉnh, bổ sung (có đoàn cấp trên đến): Tỉnh ủy kiểm tra tháng 3" in minh.screen
    await minh.taps("Thống nhất")
    await signs(minh, "Số 20-CV/UBKTTU hôm nay")
    first = (await stage.rows("select in_force_id from programmes where version > 0"))[0]["in_force_id"]
    final = f"Ý kiến chính thức về điều chỉnh lần 1 chương trình của {WARD}: văn bản số 20-CV/UBKTTU"
    assert lan.screen.startswith(final)
    said = await promulgates(lan, "Số 31-CTr/ĐU hôm nay")
    assert said.startswith(f"Đã ghi: điều chỉnh lần 1 chương trình của {WARD} ban hành số 31-CTr/ĐU ngày ")
    minh.sees(f"{WARD} đã ban hành điều chỉnh lần 1 chương trình, số 31-CTr/ĐU")
    (programme,) = await stage.rows("select state, in_force_id from programmes where version > 0")
    assert programme["state"] == "promulgated" and programme["in_force_id"] != first
    assert [row["number"] for row in await stage.rows("select number from promulgations order by reported_at")] == [
        "07-CTr/ĐU",
        "31-CTr/ĐU",
    ]
    (kept,) = await stage.rows("select content, base_id from versions where id = ?", first)
    assert "2027-03-01" in kept["content"] and kept["base_id"] is None
    assert [row["state"] for row in await stage.rows("select state from amendments")] == ["promulgated"]
    (file,) = await stage.rows("select content from files where kind = 'opinion' order by created_at desc limit 1")
    opinion = json.loads(file["content"])
    assert {key: opinion["amended"][key] for key in ("nth", "number", "issued_on")} == {
        "nth": 1,
        "number": "07-CTr/ĐU",
        "issued_on": "2026-11-22",
    }
    (row,) = opinion["rows"]
    assert (row["code"], row["change"], row["outcome"]) == (code, "changed", "keep")
    assert row["differences"] == [{"what": "thời gian", "before": "tháng 3/2027", "after": "tháng 6/2027"}]


async def test_giving_up_restores_what_is_in_force(stage: Stage) -> None:
    _, lan = await in_force(stage, "chi bo quan su", "chi bo mam non hoa sen")
    before = (await codes(stage), await times(stage))
    code = await moved(stage, lan)
    await opens(lan)
    other = next(label for label in lan.buttons if label.startswith("KT-") and label != code)
    await lan.taps(other)
    await lan.taps("Xóa")
    await lan.taps("Đúng, xóa")
    await lan.says("menu")
    await half_way(lan, "chi bo mam non hoa sen")
    for words in ("tháng 9", "Quản lý đất đai"):
        await lan.says(words)
        while keep := [label for label in lan.buttons if label.startswith("Giữ ")]:
            await lan.taps(keep[0])
    await lan.taps("Lưu")
    await opens(lan)
    assert f"đổi {code} · bỏ {other}." in lan.screen
    said = await lan.taps("Bỏ điều chỉnh")
    assert said.startswith(f"Bỏ điều chỉnh của {WARD}? Mọi thay đổi mất đi")
    assert await state(stage) == "drafting"
    said = await lan.taps("Đúng, bỏ")
    assert said.startswith(f"Đã bỏ điều chỉnh. Chương trình của {WARD} như bản đã ban hành.")
    assert (await codes(stage), await times(stage)) == before
    assert await state(stage) == "promulgated"
    assert len(await stage.rows("select 1 from audit where action = 'amendment.discarded'")) == 1
    assert [row["state"] for row in await stage.rows("select state from amendments")] == ["discarded"]


async def test_withdrawn_and_returned_leave_the_old_one_in_force(stage: Stage) -> None:
    minh, lan = await in_force(stage)
    (before,) = await stage.rows("select in_force_id from programmes where version > 0")
    await moved(stage, lan)
    await submits(lan)
    await opens(lan)
    assert "Bỏ điều chỉnh" not in lan.buttons, "what waits is withdrawn first"
    assert "• Đảng ủy phường Đông Thọ, lần 2 (điều chỉnh lần 1): " in await minh.says("thamdinh")
    assert (await lan.taps("Rút dự thảo")).startswith("Rút điều chỉnh lần 1 của Đảng ủy phường Đông Thọ")
    await lan.taps("Đúng, rút")
    assert await state(stage) == "drafting"
    await submits(lan)
    await minh.taps("Trả lại")
    await minh.says("Giữ tháng 3 như cũ")
    await minh.taps("Trả lại với lý do này")
    assert await state(stage) == "returned"
    assert await stage.rows("select in_force_id from programmes where version > 0") == [before]
    await opens(lan)
    await lan.taps("Bỏ điều chỉnh")
    await lan.taps("Đúng, bỏ")
    assert (await state(stage), await times(stage)) == ("promulgated", ["2027-03-01"])
    # what was asked of it went with it: the next one begins anew
    await moved(stage, lan)
    assert "Điều chỉnh lần 1 · " in await opens(lan)
    await submits(lan)
    assert minh.screen.startswith("Điều chỉnh chương trình lần 1: ")
    assert "So với lần" not in minh.screen and "Giữ tháng 3" not in minh.screen, minh.screen


async def board_plans(stage: Stage, when: str) -> str:
    """A city board plans to inspect the same cell; returns what it is told about its time."""
    tam = await stage.joins(f"Tâm {when}", "ban-tuyen-giao")
    await tam.taps("Đăng ký cuộc mới")
    await tam.taps(next(label for label in tam.buttons if label.startswith("Giám sát")))
    await tam.says("Chi bộ Quân sự phường Đông Thọ")
    return await tam.says(when)


async def test_what_is_in_force_counts_until_the_amendment_is_agreed(stage: Stage) -> None:
    minh, lan = await in_force(stage)
    await moved(stage, lan)
    assert "chồng chéo" in (await board_plans(stage, "tháng 3")).lower()
    assert "chồng chéo" in (await board_plans(stage, "tháng 6")).lower()
    await submits(lan)
    await minh.taps("Thống nhất")
    assert "chồng chéo" not in (await board_plans(stage, "trong tháng 3")).lower()
    assert "chồng chéo" in (await board_plans(stage, "trong tháng 6")).lower()


async def test_an_agreed_amendment_that_is_edited_counts_again_with_what_is_in_force(stage: Stage) -> None:
    minh, lan = await in_force(stage)
    code = await moved(stage, lan)
    await submits(lan)
    await minh.taps("Thống nhất")
    await moves_item(lan, code, "tháng 7")
    await lan.taps("Lưu")
    await lan.taps("Lưu, hủy thống nhất")
    assert "chồng chéo" in (await board_plans(stage, "tháng 3")).lower()
    await opens(lan)
    await lan.taps("Bỏ điều chỉnh")
    await lan.taps("Đúng, bỏ")
    assert (await state(stage), await times(stage)) == ("promulgated", ["2027-03-01"])


async def test_the_board_and_the_reminders_know_it_is_in_force(stage: Stage) -> None:
    minh, lan = await in_force(stage)
    await amends(lan)
    await minh.says("menu")
    said = await minh.taps("Bảng theo dõi")
    assert "Đảng ủy, chi bộ cơ sở: gửi 1/47 · ban hành 1" in said
    heard = len(lan.heard)
    await stage.clock_at("2026-12-14 08:30")
    reminded = [text for text in lan.heard[heard:] if f"• {WARD}" in text]
    assert reminded == []


async def test_only_its_unit_amends(stage: Stage) -> None:
    await in_force(stage)
    hoa = await stage.joins("Hoa", "p-ham-rong", Role.UNIT)
    await hoa.says("menu")
    assert "Điều chỉnh, bổ sung" not in hoa.buttons

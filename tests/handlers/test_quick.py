"""One line is enough: it fills an entry, and only what is missing or doubtful is asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import notify
from handlers.dialog.chat import Action, Choice, Say
from handlers.pasted import paged
from tests.handlers.scene import WARD, WARD_UBKT
from tests.stage import Actor, Stage

LINE = "giam sat chi bo truong THCS Tran Phu ve quan ly thu chi, thang 5"
UNDERSTOOD = "Tôi hiểu: Giám sát chuyên đề · Chi bộ Trường THCS Trần Phú · quan ly thu chi · 01/5–31/5/2027."


@pytest.fixture
async def lan(stage: Stage) -> Actor:
    return await stage.joins("Lan", "p-dong-tho")


async def passes_overlaps(actor: Actor) -> None:
    while keep := [label for label in actor.buttons if label.startswith("Giữ ")]:
        await actor.taps(keep[0])


async def test_only_the_programme_is_asked_and_a_save_is_a_tap(stage: Stage, lan: Actor) -> None:
    said = await lan.says(LINE)
    assert said.startswith(UNDERSTOOD)
    assert lan.buttons[:2] == [WARD, WARD_UBKT]
    assert await stage.rows("select id from inspections where code > 'KT-900'") == []
    before = await stage.rows("select id from inspections")
    await lan.taps(WARD_UBKT)
    await passes_overlaps(lan)
    assert await stage.rows("select id from inspections") == before
    assert "Đã lưu KT-" in await lan.taps("Lưu")
    assert len(await stage.rows("select id from inspections")) == len(before) + 1


async def test_a_whole_line_answers_the_first_question(lan: Actor) -> None:
    await lan.taps("Đăng ký cuộc mới")
    assert (await lan.says(LINE)).startswith(UNDERSTOOD)
    assert "Quý I" not in lan.buttons


async def test_what_is_missing_is_asked_in_one_message(lan: Actor) -> None:
    heard = len(lan.heard)
    said = await lan.says("Kiểm tra tài chính đảng đối với Chi bộ Quân sự")
    assert len(lan.heard) <= heard + 1
    assert said.startswith("Tôi hiểu: Kiểm tra tài chính đảng · Chi bộ Quân sự · tài chính đảng.")
    assert "Tiến hành khi nào trong năm 2027?" in said
    assert "Quý I" in lan.buttons


async def test_a_doubtful_time_is_asked_with_its_reason(stage: Stage, lan: Actor) -> None:
    said = await lan.says("Kiểm tra tài chính đảng đối với Chi bộ Quân sự, ngày 31/4")
    assert "Tôi chưa hiểu thời gian “31/4”: tháng 4 có 30 ngày." in said
    assert "periods" not in str(await stage.rows("select answers from entries"))


async def test_a_doubtful_subject_is_asked_with_what_it_may_be(lan: Actor) -> None:
    said = await lan.says("Kiểm tra tài chính đảng đối với UBND phường Đông Thọ, quý II")
    assert said.startswith("Tôi hiểu: Kiểm tra tài chính đảng · tài chính đảng · 01/4–30/6/2027.")
    assert "“UBND phường Đông Thọ” không phải tổ chức đảng." in said


@pytest.mark.parametrize("typed", ["xin chào", "cảm ơn nhé", "quý II", "Chi bộ Quân sự"])
async def test_what_is_no_inspection_keeps_its_answer(stage: Stage, lan: Actor, typed: str) -> None:
    assert (await lan.says(typed)).startswith("Tôi chưa hiểu, không có gì thay đổi.")
    assert await stage.rows("select id from entries") == []


async def test_a_refused_line_stays_refused_and_a_name_is_not_kept(stage: Stage, lan: Actor) -> None:
    await lan.says("Kiểm tra Chi bộ Quân sự khi có dấu hiệu vi phạm, quý II")
    said = await lan.says(
        "Kiểm tra tài chính đảng đối với Chi bộ Quân sự, quý II, trưởng đoàn: đồng chí Nguyễn Văn Sáng"
    )
    assert said.startswith("Hệ thống không ghi họ tên cá nhân.")
    assert await stage.rows("select id from entries") == []
    assert "Nguyễn" not in str(await stage.rows("select * from inbox"))


async def test_details_of_a_line_are_kept_and_survive_a_restart(stage: Stage, lan: Actor) -> None:
    await lan.says("Kiểm tra tài chính đảng đối với Chi bộ Quân sự, quý II; phối hợp MTTQ; mốc thời gian: 2025-2026")
    await stage.restart()
    await passes_overlaps(lan)
    assert "Cơ quan phối hợp: MTTQ" in lan.screen
    assert "Mốc thời gian kiểm tra: 2025-2026" in lan.screen
    assert "Đã lưu KT-" in await lan.taps("Lưu")


async def test_a_half_done_entry_is_not_overwritten(stage: Stage, lan: Actor) -> None:
    await lan.says(LINE)
    await lan.says("menu")
    said = await lan.says("Kiểm tra tài chính đảng đối với Chi bộ Quân sự, quý II")
    assert "Chi bộ Trường THCS Trần Phú" in said
    said = await lan.taps("Bỏ, nhập cuộc mới")
    assert said.startswith("Tôi hiểu: Kiểm tra tài chính đảng · Chi bộ Quân sự · tài chính đảng · 01/4–30/6/2027.")
    assert len(await stage.rows("select id from entries where state = 'open'")) == 1


PASTED = (
    "CHƯƠNG TRÌNH NĂM 2027\n"
    "1. Kiểm tra tài chính đảng đối với Chi bộ Quân sự, quý II\n"
    "2. Kiểm tra tài chính đảng đối với Chi bộ Trường THCS Trần Phú\n"
    "3. Kiểm tra tài chính đảng đối với Chi bộ Quân sự, tháng 5\n"
)


async def saved(stage: Stage) -> int:
    return len(await stage.rows("select id from inspections"))


async def test_saving_pasted_lines_names_those_within_a_holiday(stage: Stage, lan: Actor) -> None:
    await lan.says(
        "1. Giám sát chuyên đề Chi bộ Quân sự về quy chế dân chủ, từ 30/4 đến 01/5\n"
        "2. Giám sát chuyên đề Chi bộ Trường THCS Trần Phú về quy chế dân chủ, tháng 9\n"
    )
    said = await lan.taps(next(label for label in lan.buttons if label.startswith("Lưu 2 cuộc")))
    assert re.search(r"\nNằm trọn trong dịp nghỉ: KT-\d+ \(lễ 30/4 và 01/5\)\. Đồng chí xem lại giúp\.$", said)


async def test_pasted_lines_are_listed_and_saved_by_one_tap(stage: Stage, lan: Actor) -> None:
    before = await saved(stage)
    said = await lan.says(PASTED)
    assert said.startswith("Đã đọc 3 dòng: 2 cuộc đủ, 1 cuộc cần hỏi. Chưa lưu gì.\n2. Kiểm tra tài chính đảng · ")
    assert said.endswith("Bỏ qua 1 dòng không phải một cuộc: “CHƯƠNG TRÌNH NĂM 2027”.")
    assert "2. Kiểm tra tài chính đảng · Chi bộ Trường THCS Trần Phú · tài chính đảng (cần hỏi thời gian)" in said
    assert await saved(stage) == before
    await stage.restart()
    tap = next(label for label in lan.buttons if label.startswith("Lưu 2 cuộc"))
    said = await lan.taps(tap)
    assert said.startswith("Đã lưu 2 cuộc: KT-")
    codes = said.removeprefix("Đã lưu 2 cuộc: ").split(".")[0].split(", ")
    assert said.endswith("Chưa lưu 1 cuộc: dòng 2 (cần hỏi thời gian).")
    assert len(codes) == 2
    assert "Có thể chồng chéo: " in said and f"{codes[1]} (" in said  # the second meets the first, saved just before
    assert await saved(stage) == before + 2
    said = await lan.taps("Cuộc tiếp theo (còn 1)")
    assert said.startswith("Tôi hiểu: Kiểm tra tài chính đảng · Chi bộ Trường THCS Trần Phú · tài chính đảng.")
    await lan.says("tháng 9")
    await passes_overlaps(lan)
    await lan.taps("Lưu")
    assert "Thêm cuộc nữa" in lan.buttons
    assert await saved(stage) == before + 3


async def test_pasted_lines_may_be_gone_through_one_by_one(stage: Stage, lan: Actor) -> None:
    before = await saved(stage)
    await lan.says(PASTED)
    said = await lan.taps("Hỏi từng cuộc")
    assert said.startswith("Tôi hiểu: Kiểm tra tài chính đảng · Chi bộ Quân sự · tài chính đảng · 01/4–30/6/2027.")
    await passes_overlaps(lan)
    await lan.taps("Lưu")
    assert "Cuộc tiếp theo (còn 2)" in lan.buttons
    assert await saved(stage) == before + 1


async def test_a_second_save_of_the_same_lines_saves_nothing(stage: Stage, lan: Actor) -> None:
    await lan.says(PASTED)
    row = (await stage.rows("select id, person_id from entries where form = 'lines'"))[0]
    await lan.taps(next(label for label in lan.buttons if label.startswith("Lưu 2 cuộc")))
    after = await saved(stage)
    again = Say(
        "?", ((Choice("Lưu", Action("quick.save", {"entry": row["id"], "body": "p-dong-tho/ubkt"})),),), lasting=True
    )
    async with stage.database.write() as tx:
        chat = (await stage.rows("select channel, address from chats where person_id = ?", row["person_id"]))[0]
        await notify.show(
            tx, (chat["channel"], chat["address"]), row["person_id"], again, stage.sandbox.now(), priority=0
        )
    await stage.settle()
    await stage.moves(minutes=5)
    told = await lan.taps("Lưu")
    assert await saved(stage) == after
    assert "Đã lưu KT-" not in told


THIRTY = "\n".join(
    f"{n}. Giám sát chuyên đề Chi bộ Quân sự về quản lý đất đai khu vực số {n}{'' if n % 10 == 0 else ', quý IV'}"
    for n in range(1, 31)
)


async def test_thirty_lines_are_all_shown_before_they_are_saved(stage: Stage, lan: Actor) -> None:
    before = await saved(stage)
    said = await lan.says(THIRTY)
    assert said.startswith(
        "Đã đọc 30 dòng: 27 cuộc đủ, 3 cuộc cần hỏi. Chưa lưu gì. Trang 1/2, xem hết rồi lưu.\n10. Giám sát "
    )
    seen = said
    while "Xem tiếp" in lan.buttons:
        assert not [label for label in lan.buttons if label.startswith("Lưu ")]
        said = await lan.taps("Xem tiếp")
        assert len(said) < 2000
        seen += f"\n{said}"
    for number in range(1, 31):
        assert f"\n{number}. Giám sát chuyên đề · Chi bộ Quân sự · " in seen
    tap = next(label for label in lan.buttons if label.startswith("Lưu 27 cuộc"))
    said = await lan.taps(tap)
    assert said.startswith("Đã lưu 27 cuộc: KT-")
    assert said.endswith("Chưa lưu 3 cuộc: dòng 10, 20, 30 (cần hỏi thời gian).")
    assert await saved(stage) == before + 27


@given(st.lists(st.text(min_size=1, max_size=80), max_size=40), st.integers(100, 400))
def test_pages_hold_every_row_once_and_in_order(rows: list[str], most: int) -> None:
    pages = paged(rows, most)
    assert [row for page in pages for row in page] == rows
    assert all(sum(len(row) + 1 for row in page) <= most for page in pages)

"""A programme as a document: for its unit and for those who appraise it, on a channel with files and on one without."""

from __future__ import annotations

import io
import json

from docx import Document

from planning.programme import Role
from tests.handlers.appraised_scene import in_force
from tests.handlers.scene import WARD, registers, submits
from tests.stage import Actor, Stage

NAME = "DT-chuong-trinh-2027-p-dong-tho-du-lan-1.docx"
CAPTION = "Dự thảo chương trình năm 2027 của Đảng ủy phường Đông Thọ, lần 1. Số, ngày và chữ ký để trống."


async def opens(actor: Actor) -> None:
    await actor.says("menu")
    await actor.taps("Chương trình của tôi")
    await actor.taps(WARD)


async def test_a_unit_gets_its_programme(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    code = await registers(lan)
    await opens(lan)
    await lan.taps("Tải về (Word)")
    (file,) = await stage.rows("select * from files")
    assert (file["kind"], file["name"]) == ("programme", NAME)
    if not stage.channels[0].capabilities.files:
        assert lan.screen == (
            f"{CAPTION}\n\nKênh này không gửi được tệp. Đồng chí nhận ở Telegram (gõ “kenh” để nối), hoặc tại UBKT."
        )
        return
    name, content = lan.document
    assert (name, lan.screen) == (NAME, CAPTION)
    paper = Document(io.BytesIO(content))
    assert code in [cell.text for table in paper.tables for row in table.rows for cell in row.cells]


async def test_nothing_registered_is_nothing_to_print(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await opens(lan)
    assert "Tải về (Word)" not in lan.buttons


async def test_a_reviewer_gets_a_draft_as_it_was_submitted(stage: Stage) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    await minh.taps("Từng cuộc")
    await minh.taps("Tải về (Word)")
    assert CAPTION in minh.heard[-1]
    (asked,) = await stage.rows("select object from audit where action = 'file.asked'")
    assert asked["object"].startswith("file:")


async def test_a_member_by_position_stays_one_on_paper(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan, "Bí thư Chi bộ Quân sự")
    await opens(lan)
    await lan.taps("Tải về (Word)")
    (file,) = await stage.rows("select content from files")
    assert "Bí thư Chi bộ Quân sự" in file["content"]


async def test_once_promulgated_it_has_its_number_and_day(stage: Stage) -> None:
    _, lan = await in_force(stage)
    await opens(lan)
    await lan.taps("Tải về (Word)")
    (file,) = await stage.rows("select name, content from files where kind = 'programme'")
    assert file["name"] == "Chuong-trinh-2027-p-dong-tho-du-07-CTr-DU.docx"
    head = json.loads(file["content"])["head"]
    assert (head["number"], head["on"]) == ("07-CTr/ĐU", "2026-11-22")
    assert any(
        text.startswith(f"Chương trình năm 2027 của {WARD}, số 07-CTr/ĐU ngày 22/11/2026. Chữ ký để trống.")
        for text in lan.heard[-2:]
    )

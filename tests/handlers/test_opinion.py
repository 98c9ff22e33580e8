"""The written opinion in chat: made, had again, numbered, final for the unit; corrected until it is carried out."""

from __future__ import annotations

import io
import json
from typing import Any

from docx import Document

from planning.programme import Role
from tests.handlers.appraised_scene import agreed, signs
from tests.handlers.scene import WARD, registers, submits
from tests.oa_stage import OaActor
from tests.stage import Stage
from tests.zalo_stage import ZaloStage

NAME = "CV-y-kien-tham-dinh-2027-p-dong-tho-du-lan-1.docx"
CAPTION = f"Ý kiến bằng văn bản về chương trình của {WARD}, lần 1. Số và chữ ký để trống."
NEXT = f"Ký xong, đồng chí ghi số, ngày văn bản về {WARD}. Khi đó đơn vị mới được báo là chính thức."
ASK = f"Số, ngày văn bản về {WARD}? Ví dụ: “Số 15-CV/UBKTTU ngày 22/11/2026”."
SURE = f"Văn bản về {WARD}: số 15-CV/UBKTTU ngày 22/11/2026, đúng không?\nXác nhận, hoặc gõ lại."
FINAL = (
    f"Ý kiến chính thức về chương trình của {WARD}: văn bản số 15-CV/UBKTTU ngày 22/11/2026. "
    "Đồng chí ban hành trong 15 ngày rồi báo số, ngày."
)


async def test_whoever_agrees_gets_the_letter(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    first = f"Ủy ban Kiểm tra đã thống nhất bước đầu dự thảo lần 1 của {WARD}, chờ văn bản."
    assert lan.sees("đã thống nhất bước đầu").text.startswith(first)
    await minh.taps("Ý kiến bằng văn bản")
    assert minh.screen.startswith(NEXT)
    (file,) = await stage.rows("select * from files")
    assert (file["kind"], file["name"]) == ("opinion", NAME)
    values = json.loads(file["content"])
    assert (values["head"]["code"], values["signature"]["signs_for"]) == ("UBKTTU", "Ủy ban Kiểm tra")
    assert (values["report_to"], values["issue_within"]) == ("Ủy ban Kiểm tra Tỉnh ủy", 15)
    assert [row["outcome"] for row in values["rows"]] == ["keep"]
    assert "21-QĐ/TW" in file["content"] and "296-QĐ/TW" not in file["content"]
    if not isinstance(stage, ZaloStage):
        shown: list[Any] = list(minh.oa.messages) if isinstance(minh, OaActor) else [minh.sees(CAPTION)]
        letter = next(message.file for message in reversed(shown) if message.file)
        text = "\n".join(part.text for part in Document(io.BytesIO(letter.content)).paragraphs)
        assert "1. Thống nhất với dự thảo, tổng số 01 cuộc giám sát." in text
        assert "trong 15 ngày kể từ ngày ký công văn này" in text


async def test_the_same_letter_comes_again(stage: Stage) -> None:
    minh, _ = await agreed(stage)
    await minh.taps("Ý kiến bằng văn bản")
    await stage.moves(days=2)
    await minh.says("menu")
    await minh.taps("Bảng theo dõi")
    await minh.taps("Thống nhất (1)")
    await minh.taps(WARD)
    await minh.taps("Ý kiến bằng văn bản")
    contents = [row["content"] for row in await stage.rows("select content from files")]
    assert len(contents) == 2 and contents[0] == contents[1]
    assert len(await stage.rows("select 1 from opinions")) == 1
    assert len(await stage.rows("select 1 from audit where action = 'opinion.made'")) == 1


async def test_only_with_a_number_it_is_final(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    await minh.taps("Ý kiến bằng văn bản")
    await minh.taps("Ghi số, ngày văn bản")
    assert minh.screen.startswith(ASK)
    assert "chính thức" not in lan.screen
    await minh.says("so 15 cv/ubkttu, 22.11.26")
    assert minh.screen.startswith(SURE)
    said = await minh.taps("Đúng, ghi")
    assert said.startswith(
        f"Đã ghi văn bản số 15-CV/UBKTTU ngày 22/11/2026 về {WARD}. Đơn vị đã được báo là ý kiến chính thức."
    )
    assert lan.screen.startswith(FINAL)
    assert "Đã ban hành" in lan.phone.last.text or "Đã ban hành" in lan.buttons
    (row,) = await stage.rows("select * from opinions")
    assert (row["number"], row["signed_on"]) == ("15-CV/UBKTTU", "2026-11-22")
    assert len(await stage.rows("select 1 from audit where action = 'opinion.recorded'")) == 1


async def test_what_is_not_certain_is_asked_again(stage: Stage) -> None:
    minh, _ = await agreed(stage)
    await minh.taps("Ý kiến bằng văn bản")
    await minh.taps("Ghi số, ngày văn bản")
    said = await minh.says("15-CV/UBKTTU")
    assert said.startswith(f"Tôi chưa thấy ngày của văn bản. Đồng chí ghi đủ cả số và ngày.\n\n{ASK}")
    said = await minh.says("15-CV/UBKTTU ngày 23/11/2026")
    assert said.startswith("Ngày 23/11/2026 chưa tới, hôm nay là 22/11/2026. Đồng chí ghi lại giúp.")
    said = await minh.says("15-CV/UBKTTU ngày 21/11/2026")
    assert said.startswith("Ngày 21/11/2026 sớm quá, phải từ 22/11/2026. Đồng chí ghi lại giúp.")
    said = await minh.says("15-CV/TU hôm nay")
    assert "Lưu ý: ký hiệu thường dùng là CV/UBKTTU." in said
    await minh.taps("Hủy")
    assert minh.screen.startswith("Chưa ghi gì, không có gì thay đổi.")
    assert [row["number"] for row in await stage.rows("select number from opinions")] == [""]


async def test_a_number_that_is_taken_is_warned_of(stage: Stage) -> None:
    minh, _ = await agreed(stage)
    await signs(minh)
    hoa = await stage.joins("Hoa", "p-ham-rong")
    await registers(hoa, "chi bo quan su", body="Đảng ủy phường Hàm Rồng")
    await submits(hoa, body="Đảng ủy phường Hàm Rồng")
    await minh.taps("Thống nhất", on=minh.sees("Dự thảo mới: Đảng ủy phường Hàm Rồng"))
    await minh.taps("Ý kiến bằng văn bản")
    await minh.taps("Ghi số, ngày văn bản")
    said = await minh.says("15-CV/UBKTTU hôm nay")
    assert f"Lưu ý: số 15-CV/UBKTTU năm 2026 đã ghi cho {WARD}." in said
    await minh.says("16-CV/UBKTTU hôm nay")
    await minh.taps("Đúng, ghi")
    numbers = [row["number"] for row in await stage.rows("select number from opinions order by number")]
    assert numbers == ["15-CV/UBKTTU", "16-CV/UBKTTU"]


async def test_a_wrong_number_is_corrected(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    await signs(minh)
    await minh.says("menu")
    await minh.taps("Bảng theo dõi")
    await minh.taps("Thống nhất (1)")
    await minh.taps(WARD)
    await minh.taps("Ghi lại số, ngày")
    await minh.says("số 18-CV/UBKTTU hôm nay")
    await minh.taps("Đúng, ghi")
    assert lan.screen.startswith(
        f"Đính chính: văn bản về chương trình của {WARD} là số 18-CV/UBKTTU ngày 22/11/2026, "
        "không phải số 15-CV/UBKTTU ngày 22/11/2026. Đồng chí dùng số mới."
    )
    (row,) = await stage.rows("select detail from audit where action = 'opinion.corrected'")
    assert json.loads(row["detail"])["before"] == ["15-CV/UBKTTU", "2026-11-22"]


async def test_two_who_record_at_once_record_once(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    tu = await stage.joins("Tú", "ubkt-tu", Role.REVIEWER)
    await minh.taps("Ý kiến bằng văn bản")
    await minh.taps("Ghi số, ngày văn bản")
    await minh.says("15-CV/UBKTTU hôm nay")
    await tu.says("menu")
    await tu.taps("Bảng theo dõi")
    await tu.taps("Thống nhất (1)")
    await tu.taps(WARD)
    await tu.taps("Ghi số, ngày văn bản")
    await tu.says("16-CV/UBKTTU hôm nay")
    await tu.taps("Đúng, ghi")
    heard = len(lan.heard)
    said = await minh.taps("Đúng, ghi")
    assert said.startswith(f"Số, ngày văn bản về {WARD} vừa được ghi hoặc thay đổi.")
    assert len(lan.heard) == heard
    (row,) = await stage.rows("select number from opinions")
    assert row["number"] == "16-CV/UBKTTU"


async def test_on_track_a_the_reviewers_write_for_the_standing_committee(stage: Stage) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    thuy = await stage.joins("Thủy", "tu", Role.STANDING)
    mai = await stage.joins("Mai", "hoi-phu-nu")
    await registers(mai, "Hội LHPN phường Hàm Rồng", "tháng 11", "Công tác hội viên")
    await submits(mai)
    await minh.taps("Trình BTV")
    assert "Ý kiến bằng văn bản" not in minh.buttons
    await thuy.taps("Thống nhất")
    assert "Ý kiến bằng văn bản" not in thuy.buttons
    await minh.taps("Ý kiến bằng văn bản", on=minh.sees("Ban Thường vụ đã thống nhất bước đầu"))
    (file,) = await stage.rows("select content from files")
    values = json.loads(file["content"])
    assert (values["head"]["issuer"], values["head"]["code"]) == ("Thành ủy Thanh Hóa", "TU")
    assert values["head"]["superior"] == "Đảng bộ tỉnh Thanh Hóa"
    assert (values["signature"]["signs_for"], values["appraiser"]) == ("Ban Thường vụ", "Ban Thường vụ Thành ủy")


async def test_the_opinion_on_the_reviewers_own_programme_is_left_to_those_who_decide(stage: Stage) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    thuy = await stage.joins("Thủy", "tu", Role.STANDING)
    huy = await stage.joins("Huy", "ubkt-tu")
    await submits(huy, body="UBKT Thành ủy")
    await thuy.taps("Thống nhất")
    assert "Ý kiến bằng văn bản" not in minh.buttons
    await thuy.taps("Ý kiến bằng văn bản")
    (file,) = await stage.rows("select content from files")
    values = json.loads(file["content"])
    assert (values["head"]["code"], values["body"]) == ("TU", "Ủy ban Kiểm tra Thành ủy")

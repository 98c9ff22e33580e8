"""The draft programme as a paper: its words in full, its format point by point, long lists, any text."""

from __future__ import annotations

import zipfile
from dataclasses import fields, replace
from datetime import date
from io import BytesIO

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.plain import plain
from documents.programme import programme_docx
from documents.values import ProgrammeRow
from planning.inspection import Group
from tests.documents.examples import COUNCIL, MADE_AT, ROWS, WARD, long
from tests.documents.reading import ANYTHING, cells, lines, opened

NUMBER = " " * 6


def test_a_party_programme_says_this() -> None:
    assert lines(opened(programme_docx(WARD))) == [
        "ĐẢNG ỦY PHƯỜNG ĐÔNG THỌ",
        "ỦY BAN KIỂM TRA",
        "*",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        f"Số {NUMBER}-CTr/UBKTĐU",
        "DỰ THẢO LẦN 1",
        "Đông Thọ, ngày 05 tháng 12 năm 2026",
        "CHƯƠNG TRÌNH",
        "kiểm tra, giám sát năm 2027",
        "-----",
        "- Căn cứ Quy định số 21-QĐ/TW ngày 11/4/2026 của Ban Chấp hành Trung ương về công tác kiểm tra, giám sát và "
        "kỷ luật của Đảng;",
        "- Căn cứ Nghị quyết số 05-NQ/TW ngày 07/4/2026 của Ban Chấp hành Trung ương về đổi mới, nâng cao hiệu lực "
        "công tác kiểm tra, giám sát và kỷ luật của Đảng;",
        "- Căn cứ Công văn số 912-CV/TU ngày 16/11/2026 của Ban Thường vụ Thành ủy về việc xây dựng chương trình kiểm "
        "tra, giám sát năm 2027;",
        "Ủy ban Kiểm tra Đảng ủy phường Đông Thọ xây dựng Chương trình kiểm tra, giám sát năm 2027 như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Gắn kiểm tra, giám sát với việc thực hiện nhiệm vụ chính trị của địa phương, đơn vị; kịp thời phát huy ưu "
        "điểm, khắc phục hạn chế, thiếu sót.",
        "2. Giám sát phải mở rộng, kiểm tra phải có trọng tâm, trọng điểm; xác định rõ nội dung, đối tượng, thời "
        "gian; không để chồng chéo, trùng lặp tại một đơn vị.",
        "II. NỘI DUNG",
        "Tổng số: 03 cuộc, gồm 02 cuộc kiểm tra và 01 cuộc giám sát. Danh mục các cuộc ở phụ lục kèm theo.",
        "Trong năm, khi cấp trên có yêu cầu hoặc cần điều chỉnh, bổ sung, Ủy ban Kiểm tra Đảng ủy phường Đông Thọ báo "
        "cáo Ủy ban Kiểm tra Thành ủy trước khi thực hiện.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Từng cuộc có kế hoạch và quyết định thành lập đoàn hoặc tổ; thông báo trước cho đối tượng theo quy định.",
        "2. Thống nhất với đơn vị phối hợp trước khi tiến hành; hai cuộc tại một đơn vị trong cùng thời gian thì lồng "
        "ghép thành một đoàn.",
        "3. Ủy ban Kiểm tra Đảng ủy phường Đông Thọ theo dõi, đôn đốc, báo cáo kết quả 6 tháng và cả năm.",
        "Nơi nhận:",
        "- UBKT Thành ủy (để báo cáo),",
        "- Thường trực Đảng ủy phường,",
        "- Các chi bộ trực thuộc,",
        "- Lưu Văn phòng, UBKT Đảng ủy.",
        "T/M ỦY BAN KIỂM TRA",
        "CHỦ NHIỆM",
        "PHỤ LỤC",
        "DANH MỤC CÁC CUỘC KIỂM TRA, GIÁM SÁT NĂM 2027",
        "(Kèm theo Chương trình kiểm tra, giám sát năm 2027 của Ủy ban Kiểm tra Đảng ủy phường Đông Thọ)",
        "TT",
        "Mã",
        "Hình thức, nội dung",
        "Đối tượng",
        "Mốc thời gian kiểm tra, giám sát",
        "Thời gian thực hiện",
        "Trưởng đoàn",
        "Đơn vị phối hợp",
        "Ghi chú",
        "I. KIỂM TRA (02 cuộc)",
        "1",
        "KT-014",
        "Kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát và thi hành kỷ luật",
        "Việc xây dựng và thực hiện chương trình kiểm tra, giám sát; thi hành kỷ luật trong Đảng",
        "- Chi bộ Trường THCS Trần Phú",
        "- Chi bộ Trạm Y tế phường",
        "Từ 01/01/2026 đến thời điểm kiểm tra",
        "Quý II/2027",
        "Chủ nhiệm UBKT Đảng ủy phường",
        "2",
        "KT-015",
        "Kiểm tra tài chính đảng",
        "Việc thu, nộp, quản lý và sử dụng đảng phí",
        "- Chi bộ khu phố 3",
        "- Chi bộ khu phố 5",
        "- Chi bộ khu phố 11",
        "Năm 2026 và 6 tháng đầu năm 2027",
        "Tháng 9/2027",
        "Phó Chủ nhiệm UBKT Đảng ủy phường",
        "Văn phòng Đảng ủy phường",
        "Lồng ghép với KT-016",
        "II. GIÁM SÁT (01 cuộc)",
        "3",
        "GS-007",
        "Giám sát chuyên đề",
        "Thực hiện Quy định số 37-QĐ/TW về những điều đảng viên không được làm trong quản lý thu, chi",
        "Chi bộ Trường Tiểu học Đông Thọ",
        "01/8–31/8/2027",
        "Ủy viên UBKT Đảng ủy phường",
        "Giám sát bằng văn bản",
    ]


def test_a_council_programme_has_the_state_head_and_foot() -> None:
    said = lines(opened(programme_docx(COUNCIL)))
    blank = " " * 5
    assert said[:10] == [
        "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ THANH HÓA",
        "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"Số: {NUMBER}/CTr-HĐND",
        "DỰ THẢO LẦN 1",
        f"Thành phố Thanh Hóa, ngày {blank} tháng {blank} năm 2026",
        "CHƯƠNG TRÌNH",
        "giám sát năm 2027",
        "Căn cứ Nghị quyết số 18/NQ-HĐND ngày 09/01/2026 của Hội đồng nhân dân thành phố về chương trình giám sát năm "
        "2027;",
    ]
    assert "Tổng số: 01 cuộc giám sát. Danh mục các cuộc ở phụ lục kèm theo." in said
    start = said.index("Nơi nhận:")
    assert said[start : start + 6] == [
        "Nơi nhận:",
        "- Ban Thường vụ Thành ủy (qua UBKT);",
        "- Các đơn vị được giám sát;",
        "- Lưu: VT.",
        "TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN",
        "CHỦ TỊCH",
    ]
    assert not any(line.startswith("ĐẢNG CỘNG SẢN") or line == "*" for line in said)


def millimetres(*lengths: Length | None) -> list[int]:
    return [round(length / Mm(1)) for length in lengths if length is not None]


def test_page_and_letters_are_those_of_the_rules() -> None:
    document = opened(programme_docx(WARD))
    text, annex = document.sections
    assert (millimetres(text.page_width, text.page_height), text.orientation) == ([210, 297], WD_ORIENT.PORTRAIT)
    assert (millimetres(annex.page_width, annex.page_height), annex.orientation) == ([297, 210], WD_ORIENT.LANDSCAPE)
    for section in (text, annex):
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert millimetres(*margins) == [20, 20, 30, 15]
    number = text.header.paragraphs[0]
    assert 'w:instr="PAGE"' in number._p.xml
    assert number.style is not None and number.style.name == "KTGS Page number"
    assert (text.different_first_page_header_footer, annex.different_first_page_header_footer) == (True, False)
    assert text.first_page_header.paragraphs[0].text == ""
    styles = document.styles
    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    fonts = {name: styles[name].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for name in used if name}
    assert {font.get(qn("w:ascii")) for font in fonts.values()} == {"Times New Roman"}


def test_sixty_rows_repeat_the_head_and_stay_whole() -> None:
    document = opened(programme_docx(long(60)))
    table = document.tables[-1]
    flags = [
        (row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None,
         row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None)
        for row in table.rows
    ]  # fmt: skip
    assert flags == [(True, True)] + [(False, True)] * 62
    numbers = [row[0] for row in cells(table) if len(row) > 1][1:]
    assert numbers == [str(number) for number in range(1, 61)]


def test_columns_nobody_filled_are_left_out() -> None:
    bare = tuple(replace(row, period_inspected="", leader="", partners="") for row in ROWS)
    table = opened(programme_docx(replace(WARD, rows=bare))).tables[-1]
    assert cells(table)[0] == ["TT", "Mã", "Hình thức, nội dung", "Đối tượng", "Thời gian thực hiện", "Ghi chú"]


def test_a_programme_without_a_row_says_so() -> None:
    said = lines(opened(programme_docx(replace(WARD, rows=()))))
    assert "Tổng số: chưa có cuộc nào. Danh mục các cuộc ở phụ lục kèm theo." in said


def test_the_same_draft_is_the_same_file_and_names_no_machine() -> None:
    data = programme_docx(WARD)
    assert programme_docx(WARD) == data
    properties = opened(data).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == "CHƯƠNG TRÌNH kiểm tra, giám sát năm 2027"
    assert properties.created == properties.modified == MADE_AT
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not {"docProps/app.xml", "docProps/thumbnail.jpeg"} & set(archive.namelist())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_text_gives_a_file_that_opens_again(data: st.DataObject) -> None:
    said = {
        field.name: data.draw(ANYTHING, label=field.name)
        for field in fields(ProgrammeRow)
        if field.name not in ("group", "subjects")
    }
    row = ProgrammeRow(**said, group=data.draw(st.sampled_from(Group)), subjects=tuple(data.draw(st.lists(ANYTHING))))
    one = data.draw(ANYTHING)
    head = replace(WARD.head, superior=one, issuer=one, place=one, code=one)
    draft = replace(WARD, head=head, body=one, appraiser=one, receivers=(one, one), rows=(row,))
    document = opened(programme_docx(draft))
    assert plain(row.content) in document.tables[-1].rows[2].cells[2].text


def test_once_issued_it_carries_number_and_day_and_is_no_draft() -> None:
    head = replace(WARD.head, number="07-CTr/UBKTĐU", on=date(2026, 12, 8))
    said = lines(opened(programme_docx(replace(WARD, head=head))))
    assert "Số 07-CTr/UBKTĐU" in said and "Đông Thọ, ngày 08 tháng 12 năm 2026" in said
    assert not [line for line in said if "DỰ THẢO" in line]
    council = replace(COUNCIL.head, number="15/CTr-HĐND", on=date(2026, 12, 8))
    assert "Số: 15/CTr-HĐND" in lines(opened(programme_docx(replace(COUNCIL, head=council))))

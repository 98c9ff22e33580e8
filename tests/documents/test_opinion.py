"""The written opinion: its words in full, what is left for the pen, any text."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.opinion import opinion_docx
from documents.plain import plain
from documents.values import Change, OpinionRow
from planning.appraisal import ItemOutcome
from planning.inspection import Group
from tests.documents.examples import AGREED, AMENDED, MADE_AT, OPINION
from tests.documents.reading import ANYTHING, cells, lines, opened

BASES = [
    "- Căn cứ Quy định số 21-QĐ/TW ngày 11/4/2026 của Ban Chấp hành Trung ương về công tác kiểm tra, giám sát và kỷ "
    "luật của Đảng;",
    "- Căn cứ Nghị quyết số 05-NQ/TW ngày 07/4/2026 của Ban Chấp hành Trung ương về đổi mới, nâng cao hiệu lực công "
    "tác kiểm tra, giám sát và kỷ luật của Đảng;",
    "- Căn cứ Công văn số 912-CV/TU ngày 16/11/2026 của Ban Thường vụ Thành ủy về việc xây dựng chương trình kiểm tra, "
    "giám sát năm 2027;",
]
HEAD = [
    "THÀNH ỦY THANH HÓA",
    "ỦY BAN KIỂM TRA",
    "*",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Số       -CV/UBKTTU",
    "về việc ý kiến thẩm định chương trình kiểm tra, giám sát năm 2027 của Ủy ban Kiểm tra Đảng ủy phường Đông Thọ",
    "TP. Thanh Hóa, ngày       tháng       năm 2026",
    "Kính gửi:",
]
OPENING = (
    "Qua thẩm định dự thảo chương trình kiểm tra, giám sát năm 2027 của Ủy ban Kiểm tra Đảng ủy phường Đông Thọ (lần "
    "1, gửi ngày 22/11/2026), Ủy ban Kiểm tra Thành ủy có ý kiến như sau:"
)
FOOT = [
    "Nơi nhận:",
    "- Như trên,",
    "- UBKT Tỉnh ủy (để báo cáo),",
    "- Thường trực Thành ủy,",
    "- Lưu UBKT Thành ủy.",
    "T/M ỦY BAN KIỂM TRA",
]


def test_an_opinion_with_changes_says_this() -> None:
    said = lines(opened(opinion_docx(OPINION)))
    table = said.index("TT")
    after = said.index("3. Ý kiến chung:")
    assert said[:table] == [
        *HEAD,
        "Ủy ban Kiểm tra Đảng ủy phường Đông Thọ",
        *BASES,
        OPENING,
        "1. Dự thảo có tổng số 04 cuộc, gồm 03 cuộc kiểm tra và 01 cuộc giám sát; trong đó được thực hiện: 01 cuộc; "
        "điều chỉnh thời gian: 01 cuộc; thành lập đoàn chung, lồng ghép: 01 cuộc; không thực hiện: 01 cuộc.",
        "2. Ý kiến đối với từng cuộc:",
    ]
    assert said[after:] == [
        "3. Ý kiến chung:",
        "- Chưa có chương trình của Đảng ủy phường; đề nghị gửi bổ sung.",
        "4. Đề nghị Ủy ban Kiểm tra Đảng ủy phường Đông Thọ hoàn chỉnh, ban hành chương trình chậm nhất ngày "
        "31/12/2026 và gửi bản đã ban hành về Ủy ban Kiểm tra Thành ủy để theo dõi.",
        *FOOT,
    ]


def test_its_table_goes_from_inspection_to_opinion_to_reason() -> None:
    table = opened(opinion_docx(OPINION)).tables[3]
    assert cells(table) == [
        ["TT", "Mã", "Nội dung, đối tượng, thời gian", "Ý kiến thẩm định", "Lý do"],
        ["I. KIỂM TRA (03 cuộc)"],
        [
            "1",
            "KT-014",
            "Kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát và thi hành kỷ luật\n"
            "Việc xây dựng và thực hiện chương trình kiểm tra, giám sát; thi hành kỷ luật trong Đảng\n"
            "Đối tượng: Chi bộ Trường THCS Trần Phú; Chi bộ Trạm Y tế phường\n"
            "Thời gian: Quý II/2027",
            "Được thực hiện",
            "",
        ],
        [
            "2",
            "KT-015",
            "Kiểm tra tài chính đảng\n"
            "Việc thu, nộp, quản lý và sử dụng đảng phí\n"
            "Đối tượng: Chi bộ khu phố 3; Chi bộ khu phố 5; Chi bộ khu phố 11\n"
            "Thời gian: Tháng 9/2027",
            "Điều chỉnh thời gian\nTháng 8/2027",
            "Cùng thời gian với KT-041 của Ban Thường vụ Thành ủy tại Chi bộ khu phố 5",
        ],
        [
            "3",
            "KT-016",
            "Kiểm tra chấp hành\n"
            "Việc chấp hành Quy định số 37-QĐ/TW\n"
            "Đối tượng: Chi bộ Trạm Y tế phường\n"
            "Thời gian: Tháng 10/2027",
            "Không thực hiện",
            "Trùng nội dung với KT-052 của Đảng ủy phường tại cùng chi bộ",
        ],
        ["II. GIÁM SÁT (01 cuộc)"],
        [
            "4",
            "GS-007",
            "Giám sát chuyên đề\n"
            "Thực hiện Quy định số 37-QĐ/TW về những điều đảng viên không được làm trong quản lý thu, chi\n"
            "Đối tượng: Chi bộ Trường Tiểu học Đông Thọ\n"
            "Thời gian: 01/8–31/8/2027",
            "Thành lập đoàn chung, lồng ghép\nChủ trì: UBKT Đảng ủy phường; phối hợp: Ban Tuyên giáo Thành ủy",
            "Ban Tuyên giáo Thành ủy giám sát cùng chi bộ trong quý III/2027",
        ],
    ]


def test_a_draft_agreed_as_a_whole_needs_no_table() -> None:
    assert lines(opened(opinion_docx(AGREED))) == [
        *HEAD,
        "- Đảng ủy phường Đông Thọ,",
        "- Ủy ban Kiểm tra Đảng ủy phường Đông Thọ.",
        *BASES,
        OPENING,
        "1. Thống nhất với dự thảo, tổng số 04 cuộc, gồm 03 cuộc kiểm tra và 01 cuộc giám sát.",
        "2. Đề nghị Ủy ban Kiểm tra Đảng ủy phường Đông Thọ hoàn chỉnh, ban hành chương trình và gửi bản đã ban hành "
        "về Ủy ban Kiểm tra Thành ủy để theo dõi.",
        *FOOT,
    ]


def test_every_outcome_has_its_words() -> None:
    one = OPINION.rows[0]
    rows = tuple(replace(one, outcome=outcome) for outcome in ItemOutcome)
    table = opened(opinion_docx(replace(OPINION, rows=rows))).tables[3]
    assert [row[3] for row in cells(table)[2:]] == [
        "Được thực hiện",
        "Điều chỉnh thời gian",
        "Thành lập đoàn chung, lồng ghép",
        "Không thực hiện",
        "Sử dụng kết quả, tự kiểm tra",
        "Đổi đối tượng",
    ]


def test_five_lines_are_left_for_the_signature_above_the_name() -> None:
    signing = opened(opinion_docx(OPINION)).tables[-1].rows[0].cells[1].paragraphs
    assert [paragraph.text for paragraph in signing] == ["T/M ỦY BAN KIỂM TRA", "", "", "", "", "", ""]
    assert {paragraph.style.name for paragraph in signing[1:] if paragraph.style} == {"KTGS Signer"}


def test_the_same_opinion_is_the_same_file() -> None:
    data = opinion_docx(OPINION)
    assert opinion_docx(OPINION) == data
    properties = opened(data).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert properties.created == MADE_AT


@settings(max_examples=40, deadline=None)
@given(st.lists(ANYTHING, min_size=6, max_size=6), st.sampled_from(ItemOutcome), st.sampled_from(Group))
def test_any_text_gives_a_file_that_opens_again(said: list[str], outcome: ItemOutcome, group: Group) -> None:
    form, subject, content, time, proposal, reason = said
    row = OpinionRow("KT-001", group, form, (subject,), content, time, outcome, proposal, reason or "x")
    opinion = replace(OPINION, to=tuple(said), rows=(row,), remarks=(reason,), report_to=form, kept_at=subject)
    table = opened(opinion_docx(opinion)).tables[3]
    assert table.rows[2].cells[4].text == plain(reason or "x")


def test_the_time_for_issuing_counts_from_the_signature() -> None:
    text = "\n".join(lines(opened(opinion_docx(replace(OPINION, issue_within=15)))))
    assert (
        "4. Đề nghị Ủy ban Kiểm tra Đảng ủy phường Đông Thọ hoàn chỉnh, ban hành chương trình trong 15 ngày kể từ ngày "
        "ký công văn này và gửi bản đã ban hành về Ủy ban Kiểm tra Thành ủy để theo dõi."
    ) in text
    assert "chậm nhất ngày" not in text


def test_an_opinion_on_an_amendment_is_about_what_changes() -> None:
    said = lines(opened(opinion_docx(AMENDED)))
    assert (
        "về việc ý kiến thẩm định điều chỉnh (lần 2) chương trình kiểm tra, giám sát năm 2027 của Ủy ban Kiểm tra "
        "Đảng ủy phường Đông Thọ"
    ) in said
    assert (
        "Qua thẩm định dự thảo điều chỉnh (lần 2) chương trình kiểm tra, giám sát năm 2027 của Ủy ban Kiểm tra Đảng ủy "
        "phường Đông Thọ, đã ban hành số 07-CTr/UBKTĐU ngày 05/12/2026 (dự thảo gửi ngày 22/11/2026), Ủy ban Kiểm tra "
        "Thành ủy có ý kiến như sau:"
    ) in said
    assert (
        "1. Thống nhất với dự thảo điều chỉnh: bổ sung 01 cuộc, điều chỉnh 01 cuộc, không thực hiện 01 cuộc. Trước "
        "điều chỉnh: 05 cuộc, gồm 03 cuộc kiểm tra và 02 cuộc giám sát. Sau điều chỉnh: 05 cuộc, gồm 03 cuộc kiểm tra "
        "và 02 cuộc giám sát."
    ) in said
    assert "Lý do đơn vị điều chỉnh: Tỉnh ủy kiểm tra tháng 5." in said
    assert "2. Các cuộc thay đổi và ý kiến đối với từng cuộc:" in said
    assert (
        "3. Đề nghị Ủy ban Kiểm tra Đảng ủy phường Đông Thọ hoàn chỉnh, ban hành điều chỉnh (lần 2) chương trình và "
        "gửi bản đã ban hành về Ủy ban Kiểm tra Thành ủy để theo dõi."
    ) in said
    assert not [line for line in said if "lần 4" in line]
    rows = cells(opened(opinion_docx(AMENDED)).tables[3])[1:]
    assert [row[0] if len(row) == 1 else row[1] for row in rows] == [
        "BỔ SUNG (01 cuộc)",
        "KT-014",
        "ĐIỀU CHỈNH (01 cuộc)",
        "KT-015",
        "KHÔNG THỰC HIỆN (01 cuộc)",
        "KT-016",
    ]
    assert rows[3][2].endswith("\nĐiều chỉnh thời gian: từ Tháng 5/2027 thành Tháng 9/2027\nĐiều chỉnh chủ đề")
    assert rows[5][3:] == ["Không thực hiện", "Đơn vị đề nghị: trùng đoàn cấp trên"]


def test_an_amendment_that_is_not_agreed_as_a_whole_says_what_else() -> None:
    other = replace(OPINION.rows[2], change=Change.SAME)
    said = lines(opened(opinion_docx(replace(AMENDED, rows=(*AMENDED.rows, other)))))
    assert any(line.startswith("1. Dự thảo điều chỉnh: bổ sung 01 cuộc, điều chỉnh 01 cuộc,") for line in said)
    assert "CÁC CUỘC KHÁC CÓ Ý KIẾN (01 cuộc)" in said

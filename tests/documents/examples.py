"""Papers of the invented office of bot/example_office, as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from documents.values import (
    Amended,
    Basis,
    Change,
    Difference,
    Letterhead,
    Opinion,
    OpinionRow,
    PaperFormat,
    ProgrammeDraft,
    ProgrammeRow,
    Signature,
    Summary,
    SummaryRow,
    SummarySubject,
)
from planning.appraisal import ItemOutcome
from planning.inspection import Group, Totals

MADE_AT = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
BASES = (
    Basis(
        "Quy định số 21-QĐ/TW",
        date(2026, 4, 11),
        "của Ban Chấp hành Trung ương về công tác kiểm tra, giám sát và kỷ luật của Đảng",
    ),
    Basis(
        "Nghị quyết số 05-NQ/TW",
        date(2026, 4, 7),
        "của Ban Chấp hành Trung ương về đổi mới, nâng cao hiệu lực công tác kiểm tra, giám sát và kỷ luật của Đảng",
    ),
    Basis(
        "Công văn số 912-CV/TU",
        date(2026, 11, 16),
        "của Ban Thường vụ Thành ủy về việc xây dựng chương trình kiểm tra, giám sát năm 2027",
    ),
)
ROWS = (
    ProgrammeRow(
        "KT-014",
        Group.INSPECTION,
        "Kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát và thi hành kỷ luật",
        ("Chi bộ Trường THCS Trần Phú", "Chi bộ Trạm Y tế phường"),
        "Việc xây dựng và thực hiện chương trình kiểm tra, giám sát; thi hành kỷ luật trong Đảng",
        "Quý II/2027",
        period_inspected="Từ 01/01/2026 đến thời điểm kiểm tra",
        leader="Chủ nhiệm UBKT Đảng ủy phường",
    ),
    ProgrammeRow(
        "KT-015",
        Group.INSPECTION,
        "Kiểm tra tài chính đảng",
        ("Chi bộ khu phố 3", "Chi bộ khu phố 5", "Chi bộ khu phố 11"),
        "Việc thu, nộp, quản lý và sử dụng đảng phí",
        "Tháng 9/2027",
        period_inspected="Năm 2026 và 6 tháng đầu năm 2027",
        leader="Phó Chủ nhiệm UBKT Đảng ủy phường",
        partners="Văn phòng Đảng ủy phường",
        note="Lồng ghép với KT-016",
    ),
    ProgrammeRow(
        "GS-007",
        Group.SUPERVISION,
        "Giám sát chuyên đề",
        ("Chi bộ Trường Tiểu học Đông Thọ",),
        "Thực hiện Quy định số 37-QĐ/TW về những điều đảng viên không được làm trong quản lý thu, chi",
        "01/8–31/8/2027",
        leader="Ủy viên UBKT Đảng ủy phường",
        note="Giám sát bằng văn bản",
    ),
)
WARD = ProgrammeDraft(
    head=Letterhead("Đảng ủy phường Đông Thọ", "Ủy ban Kiểm tra", "UBKTĐU", "Đông Thọ", date(2026, 12, 5), 2026),
    signature=Signature("Ủy ban Kiểm tra", "Chủ nhiệm"),
    body="Ủy ban Kiểm tra Đảng ủy phường Đông Thọ",
    year=2027,
    version=1,
    rows=ROWS,
    bases=BASES,
    appraiser="Ủy ban Kiểm tra Thành ủy",
    receivers=(
        "UBKT Thành ủy (để báo cáo)",
        "Thường trực Đảng ủy phường",
        "Các chi bộ trực thuộc",
        "Lưu Văn phòng, UBKT Đảng ủy",
    ),
    made_at=MADE_AT,
)
COUNCIL = replace(
    WARD,
    head=Letterhead(
        "Hội đồng nhân dân thành phố Thanh Hóa",
        "Thường trực Hội đồng nhân dân",
        "HĐND",
        "Thành phố Thanh Hóa",
        None,
        2026,
        PaperFormat.STATE,
    ),
    signature=Signature("Thường trực Hội đồng nhân dân", "Chủ tịch"),
    body="Thường trực Hội đồng nhân dân thành phố",
    rows=(
        ProgrammeRow(
            "GS-031",
            Group.SUPERVISION,
            "Giám sát của Hội đồng nhân dân",
            ("UBND phường Đông Thọ", "UBND phường Hàm Rồng"),
            "Việc thực hiện pháp luật về quản lý, sử dụng tài sản công sau sắp xếp đơn vị hành chính",
            "Tháng 5/2027",
            leader="Phó Chủ tịch Hội đồng nhân dân",
            partners="Ban Kinh tế - Xã hội; Ủy ban MTTQ thành phố",
        ),
    ),
    bases=(
        Basis(
            "Nghị quyết số 18/NQ-HĐND",
            date(2026, 1, 9),
            "của Hội đồng nhân dân thành phố về chương trình giám sát năm 2027",
        ),
    ),
    appraiser="Ban Thường vụ Thành ủy",
    receivers=("Ban Thường vụ Thành ủy (qua UBKT)", "Các đơn vị được giám sát", "Lưu: VT"),
)


def long(rows: int) -> ProgrammeDraft:
    """The ward's draft with many rows and names that fill their columns."""
    name = "Đảng ủy Tổng công ty Cổ phần Đầu tư Xây dựng và Phát triển hạ tầng khu công nghiệp Lễ Môn - Đình Hương"
    some = tuple(
        replace(ROWS[number % 3], code=f"KT-{number + 100}", subjects=(name, "Chi bộ khu phố 1"))
        for number in range(rows)
    )
    head = replace(WARD.head, superior=name, place="Thành phố Thanh Hóa")
    return replace(WARD, head=head, rows=some)


CITY = Letterhead("Thành ủy Thanh Hóa", "Ủy ban Kiểm tra", "UBKTTU", "TP. Thanh Hóa", None, 2026)
OPINION_ROWS = (
    OpinionRow(
        "KT-014",
        Group.INSPECTION,
        ROWS[0].form,
        ROWS[0].subjects,
        ROWS[0].content,
        "Quý II/2027",
        ItemOutcome.KEEP,
    ),
    OpinionRow(
        "KT-015",
        Group.INSPECTION,
        ROWS[1].form,
        ROWS[1].subjects,
        ROWS[1].content,
        "Tháng 9/2027",
        ItemOutcome.RESCHEDULE,
        "Tháng 8/2027",
        "Cùng thời gian với KT-041 của Ban Thường vụ Thành ủy tại Chi bộ khu phố 5",
    ),
    OpinionRow(
        "KT-016",
        Group.INSPECTION,
        "Kiểm tra chấp hành",
        ("Chi bộ Trạm Y tế phường",),
        "Việc chấp hành Quy định số 37-QĐ/TW",
        "Tháng 10/2027",
        ItemOutcome.DROP,
        "",
        "Trùng nội dung với KT-052 của Đảng ủy phường tại cùng chi bộ",
    ),
    OpinionRow(
        "GS-007",
        Group.SUPERVISION,
        ROWS[2].form,
        ROWS[2].subjects,
        ROWS[2].content,
        "01/8–31/8/2027",
        ItemOutcome.JOINT,
        "Chủ trì: UBKT Đảng ủy phường; phối hợp: Ban Tuyên giáo Thành ủy",
        "Ban Tuyên giáo Thành ủy giám sát cùng chi bộ trong quý III/2027",
    ),
)
OPINION = Opinion(
    head=CITY,
    signature=Signature("Ủy ban Kiểm tra"),
    to=("Ủy ban Kiểm tra Đảng ủy phường Đông Thọ",),
    appraiser="Ủy ban Kiểm tra Thành ủy",
    body="Ủy ban Kiểm tra Đảng ủy phường Đông Thọ",
    year=2027,
    version=1,
    submitted_on=date(2026, 11, 22),
    rows=OPINION_ROWS,
    bases=BASES,
    remarks=("Chưa có chương trình của Đảng ủy phường; đề nghị gửi bổ sung.",),
    issue_by=date(2026, 12, 31),
    report_to="UBKT Tỉnh ủy",
    copies=("Thường trực Thành ủy",),
    kept_at="UBKT Thành ủy",
    made_at=MADE_AT,
)
AGREED = replace(
    OPINION,
    to=("Đảng ủy phường Đông Thọ", "Ủy ban Kiểm tra Đảng ủy phường Đông Thọ"),
    rows=tuple(replace(row, outcome=ItemOutcome.KEEP, proposal="", reason="") for row in OPINION_ROWS),
    remarks=(),
    issue_by=None,
)
AMENDED = replace(
    AGREED,
    to=("Ủy ban Kiểm tra Đảng ủy phường Đông Thọ",),
    version=4,
    rows=(
        replace(AGREED.rows[0], change=Change.ADDED),
        replace(
            AGREED.rows[1],
            change=Change.CHANGED,
            differences=(Difference("thời gian", "Tháng 5/2027", "Tháng 9/2027"), Difference("chủ đề")),
        ),
        replace(OPINION_ROWS[2], change=Change.DROPPED, reason="Đơn vị đề nghị: trùng đoàn cấp trên"),
    ),
    amended=Amended(2, "07-CTr/UBKTĐU", date(2026, 12, 5), Totals(3, 2), Totals(3, 2), "Tỉnh ủy kiểm tra tháng 5"),
)


SUMMARY = Summary(
    head=CITY,
    signature=Signature("Ủy ban Kiểm tra"),
    office="Thành ủy Thanh Hóa",
    year=2027,
    subjects=(
        SummarySubject(
            "Chi bộ Trạm Y tế phường Đông Thọ",
            (
                SummaryRow(
                    "KT-016",
                    Group.INSPECTION,
                    "UBKT Đảng ủy phường Đông Thọ",
                    "Kiểm tra chấp hành",
                    "Việc chấp hành Quy định số 37-QĐ/TW",
                    "Tháng 10/2027",
                    same_content=("KT-052",),
                    outcome=ItemOutcome.DROP,
                    reason="Trùng nội dung với cuộc của Đảng ủy phường",
                ),
                SummaryRow(
                    "KT-052",
                    Group.INSPECTION,
                    "Đảng ủy phường Đông Thọ",
                    "Kiểm tra chấp hành",
                    "Việc lãnh đạo thực hiện Quy định số 37-QĐ/TW",
                    "Quý IV/2027",
                    same_content=("KT-016",),
                    same_time=("GS-031",),
                    outcome=ItemOutcome.KEEP,
                ),
                SummaryRow(
                    "GS-031",
                    Group.SUPERVISION,
                    "Ban Tổ chức Thành ủy",
                    "Giám sát chuyên đề",
                    "Công tác phát triển đảng viên",
                    "Tháng 11/2027",
                    same_time=("KT-052",),
                    outcome=ItemOutcome.RESCHEDULE,
                    proposal="Tháng 8/2027",
                    reason="Cùng thời gian với KT-052",
                ),
            ),
        ),
        SummarySubject(
            "Chi bộ Trường Tiểu học Đông Thọ",
            (
                SummaryRow(
                    "GS-007",
                    Group.SUPERVISION,
                    "UBKT Đảng ủy phường Đông Thọ",
                    "Giám sát chuyên đề",
                    "Thực hiện Quy định số 37-QĐ/TW trong quản lý thu, chi",
                    "01/8–31/8/2027",
                ),
            ),
        ),
    ),
    receivers=("Ban Thường vụ Thành ủy (để báo cáo)", "Lưu UBKT Thành ủy"),
    made_at=MADE_AT,
)

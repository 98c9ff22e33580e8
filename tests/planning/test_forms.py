"""Which form is meant by typed words, by the kind of body that types them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.forms import FormNote, read_form
from planning.inspection import forms, forms_for
from planning.organisation import BodyKind
from planning.text import fold

COMMITTEE, UBKT, BOARD = BodyKind.COMMITTEE, BodyKind.INSPECTION_COMMITTEE, BodyKind.BOARD
COUNCIL, FRONT, UNION = BodyKind.PEOPLES_COUNCIL, BodyKind.FRONT, BodyKind.UNION

CERTAIN = [
    ("kiểm tra tài chính đảng", UBKT, "KT_TC"),
    ("KT tài chính", UBKT, "KT_TC"),
    ("kiểm tra việc thu, nộp đảng phí", UBKT, "KT_TC"),
    ("gs chuyên đề", COMMITTEE, "GS_CD"),
    ("GSCĐ", UBKT, "GS_CD"),
    ("giám sát", BOARD, "GS_CD"),
    ("Giám sát chuyên đề đối với đảng viên", COMMITTEE, "GS_CD"),
    ("KT chấp hành", COMMITTEE, "KT_CH"),
    ("kiểm tra theo Điều 30", COMMITTEE, "KT_CH"),
    ("kiểm tra đảng viên", COMMITTEE, "KT_CH"),
    ("phúc kết", COMMITTEE, "PK"),
    ("phuc ket", UBKT, "PK"),
    ("kiểm tra việc thực hiện kết luận kiểm tra", UBKT, "PK"),
    ("KT NV KTGS và THKL", UBKT, "KT_NV"),
    ("kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát và thi hành kỷ luật", UBKT, "KT_NV"),
    ("kiểm tra việc thi hành kỷ luật", UBKT, "KT_NV"),
    ("giám sát của HĐND", COUNCIL, "GS_HDND"),
    ("giám sát chuyên đề", COUNCIL, "GS_HDND"),
    ("khảo sát", COUNCIL, "GS_HDND"),
    ("chất vấn", COUNCIL, "GS_HDND"),
    ("phản biện xã hội", FRONT, "GS_MTTQ"),
    ("giám sát", UNION, "GS_MTTQ"),
    ("kiểm tra", UNION, "KT_DT"),
    ("kiểm tra tài chính công đoàn", UNION, "KT_DT"),
    ("kiểm tra Điều lệ Đoàn", UNION, "KT_DT"),
]


@pytest.mark.parametrize(("text", "kind", "code"), CERTAIN)
def test_certain(text: str, kind: BodyKind, code: str) -> None:
    for said in (text, fold(text), text.upper()):
        assert read_form(said, kind).form == forms()[code], said


@pytest.mark.parametrize(
    ("text", "kind", "codes"),
    [
        ("kiểm tra", COMMITTEE, ["KT_CH", "PK"]),
        ("kiểm tra", UBKT, ["KT_NV", "KT_TC", "PK"]),
        ("kiểm tra, giám sát", COMMITTEE, ["KT_CH", "GS_CD", "PK"]),
        ("kt tcđ", UBKT, ["KT_NV", "KT_TC"]),  # Party organisation, or Party finance
        ("kt tcđ", COMMITTEE, ["KT_CH"]),
        ("kiểm tra khi rảnh", UNION, ["KT_DT"]),
        ("khi nào rảnh", COMMITTEE, []),
    ],
)
def test_doubtful_is_asked(text: str, kind: BodyKind, codes: list[str]) -> None:
    read = read_form(text, kind)
    assert (read.form, read.explained) == (None, None)
    assert [form.code for form in read.candidates] == codes


@pytest.mark.parametrize(
    ("text", "kind", "note"),
    [
        ("giám sát thường xuyên", COMMITTEE, FormNote.CONTINUOUS),
        ("gs thường xuyên", UBKT, FormNote.CONTINUOUS),
        ("giam sat thuong xuyen", UBKT, FormNote.CONTINUOUS),
        ("kiểm tra đột xuất", COMMITTEE, FormNote.SUDDEN),
        ("thanh tra", COUNCIL, FormNote.STATE_INSPECTION),
        ("tham gia đoàn của cấp trên", FRONT, FormNote.JOINING),
        ("tự kiểm tra", COMMITTEE, FormNote.SELF_INSPECTION),
        ("kiểm tra tài chính đảng", COMMITTEE, FormNote.OTHER_BODY),
        ("kiểm tra chấp hành", UBKT, FormNote.OTHER_BODY),
        ("kiểm tra", COUNCIL, FormNote.OTHER_BODY),
        ("giám sát của HĐND", COMMITTEE, FormNote.OTHER_BODY),
    ],
)
def test_what_does_not_belong_is_explained(text: str, kind: BodyKind, note: FormNote) -> None:
    read = read_form(text, kind)
    assert (read.form, read.explained) == (None, note)


@pytest.mark.parametrize("kind", BodyKind)
def test_every_name_on_a_button_is_understood(kind: BodyKind) -> None:
    for form in forms_for(kind):
        assert read_form(form.name, kind).form == form, form.name


@given(st.text(max_size=4096), st.sampled_from(BodyKind))
def test_any_text_is_answered_with_own_forms(text: str, kind: BodyKind) -> None:
    read = read_form(text, kind)
    assert {form for form in (read.form, *read.candidates) if form} <= set(forms_for(kind))

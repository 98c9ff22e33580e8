"""What must be refused, and what must not."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.secrecy import Refusal, screen
from planning.text import fold

REFUSED = [
    ("Kế hoạch MẬT", "secret_mark"),
    ("MẬT", "secret_mark"),
    ("mật", "secret_mark"),
    ("(Mật) Kế hoạch kiểm tra", "secret_mark"),
    ("[mật] kế hoạch", "secret_mark"),
    ("TỐI MẬT", "secret_mark"),
    ("tài liệu tối mật", "secret_mark"),
    ("toi mat", "secret_mark"),
    ("Tuyệt mật", "secret_mark"),
    ("tuyet mat", "secret_mark"),
    ("Độ mật: A", "secret_mark"),
    ("do mat: toi mat", "secret_mark"),
    ("to_trinh_TOI-MAT.docx", "secret_mark"),
    ("KH_TuyetMat_2027.pdf", "secret_mark"),
    ("ToiMat.docx", "secret_mark"),
    ("bao_cao_MAT.docx", "secret_mark"),
    ("bao-cao-(MẬT).docx", "secret_mark"),
    ("T Ố I  M Ậ T", "secret_mark"),
    ("M Ậ T", "secret_mark"),
    ("M.Ậ.T", "secret_mark"),
    ("Số 5 M Ậ T", "secret_mark"),
    ("kế hoạch; M Ậ T", "secret_mark"),
    ("Mật!", "secret_mark"),
    ("T\u1ed1i\u200b m\u1eadt", "secret_mark"),
    (unicodedata.normalize("NFD", "Tối mật"), "secret_mark"),
    ("công văn mật gửi Đảng ủy", "secret_mark"),
    ("Kiểm tra khi có dấu hiệu vi phạm", "signs_of_violation"),
    ("kiem tra khi co dau hieu vi pham", "signs_of_violation"),
    ("KT DHVP Chi bộ X", "signs_of_violation"),
    ("DẤU HIỆU  VI\nPHẠM", "signs_of_violation"),
    ("KH_dau_hieu_vi_pham.docx", "signs_of_violation"),
    ("Giải quyết tố cáo", "denunciation"),
    ("giai quyet to cao", "denunciation"),
    ("đơn tố cáo đồng chí Bí thư chi bộ", "denunciation"),
    ("don_to_cao_ong_A.pdf", "denunciation"),
    ("giải quyết khiếu nại, tố cáo đối với đồng chí A", "denunciation"),
    ("khiếu nại, tố cáo đ/c A", "denunciation"),
    ("Giải quyết khiếu nại kỷ luật đảng", "complaint"),
    ("giai quyet khieu nai ky luat", "complaint"),
    ("khiếu nại về quyết định kỷ luật của đảng viên", "complaint"),
    ("đơn khiếu nại của ông B", "complaint"),
    ("thi hành kỷ luật đối với đảng viên Nguyễn Văn A", "discipline"),
    ("thi hanh ky luat doi voi dong chi A", "discipline"),
    ("xử lý kỷ luật đồng chí Trần Văn B", "discipline"),
    ("kỷ luật Lê Thị C", "discipline"),
    ("Xem xét, thi hành kỷ luật", "discipline"),
    ("kiểm tra, giám sát và thi hành kỷ luật đối với đồng chí A", "discipline"),
    ("khai trừ đảng viên ra khỏi Đảng đối với ông D", "discipline"),
]

ALLOWED = [
    "Kiểm tra việc thực hiện nhiệm vụ kiểm tra, giám sát và thi hành kỷ luật",
    "nhiệm vụ kiểm tra, giám sát và thi hành kỷ luật đối với Chi bộ khu phố 1",
    "NV KTGS và THKL",
    "Công tác thi hành kỷ luật trong Đảng",
    "Việc xem xét, xử lý kỷ luật đối với đảng viên, tổ chức đảng vi phạm",
    "Công tác bảo vệ bí mật nhà nước",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Việc chấp hành quy định về quản lý, lưu trữ tài liệu mật của Đảng, Nhà nước",
    "công tác tiếp công dân, giải quyết khiếu nại, tố cáo",
    "Tiếp nhận đơn thư khiếu nại, tố cáo của công dân",
    "Thực hiện Luật Tố cáo",
    "Mặt trận Tổ quốc phường",
    "MẶT TRẬN TỔ QUỐC",
    "KH_MAT_TRAN_2027.docx",
    "do Mặt trận Tổ quốc chủ trì",
    "Giải phóng mặt bằng",
    "GPMB_mat_bang.docx",
    "bảo mật thông tin",
    "KE HOACH BAO MAT",
    "mật độ xây dựng",
    "kỷ luật, kỷ cương hành chính",
    "Kỷ luật lao động tại Đoàn Thanh niên",
    "Quý II",
    "Đảng ủy phường Đông Thọ",
    "Giám sát việc lãnh đạo thực hiện Nghị quyết 57-NQ/TW",
    "Kiểm tra tài chính đảng",
    "xử phạt vi phạm hành chính",
    "Công tác phòng, chống tham nhũng, lãng phí, tiêu cực",
    "Chi bộ Trường THCS Trần Phú",
    "Khen thưởng, kỷ luật học sinh",
    "công tác dân vận; kỷ luật; bí thư chi bộ nêu gương",
    "to_trinh_chuong_trinh_2027.docx",
    "",
]


@pytest.mark.parametrize(("text", "mark"), REFUSED)
def test_refused(text: str, mark: str) -> None:
    assert screen(text) == Refusal(mark)


@pytest.mark.parametrize("text", ALLOWED)
def test_not_refused(text: str) -> None:
    assert screen(text) is None


@pytest.mark.parametrize("text", ALLOWED)
def test_not_refused_without_accents(text: str) -> None:
    assert screen(fold(text)) is None


WRITTEN = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "refusals.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", WRITTEN, ids=lambda row: row["text"][:60])
def test_phrases_of_both_sides(row: dict[str, Any]) -> None:
    """Written before the rules were looked at: at least fifty a side."""
    assert (screen(row["text"]) is not None) is row["refused"]


def test_there_are_enough_of_both_sides() -> None:
    assert min(sum(row["refused"] for row in WRITTEN), sum(not row["refused"] for row in WRITTEN)) > 100


@pytest.mark.parametrize(
    "text",
    ["đồng chí Nguyễn Văn A vi phạm quy định", "ông Trần Văn B trục lợi chính sách", "bà Lê Thị C chi sai quỹ"],
)
def test_a_named_person_under_suspicion(text: str) -> None:
    assert screen(text) == Refusal("person_under_suspicion")


def test_a_named_person_alone_is_no_secret() -> None:
    assert screen("đồng chí Nguyễn Văn A về thực hiện nghị quyết") is None


@given(st.sampled_from(REFUSED), st.text(alphabet="abc \n.,", max_size=20), st.text(alphabet="abc \n.,", max_size=20))
def test_refused_wherever_it_stands(case: tuple[str, str], before: str, after: str) -> None:
    text, _ = case
    assert screen(f"{before}\n{text}\n{after}") is not None


@given(st.text(max_size=4096))
def test_any_text_is_answered(text: str) -> None:
    screen(text)


@pytest.mark.parametrize("piece", ["khiếu nại ", "M ", "tố cáo ", "nhiệm vụ giám sát ", "(", "dấu hiệu "])
def test_long_texts_take_no_time(piece: str) -> None:
    text = (piece * 4096)[:4096]
    started = time.perf_counter()
    screen(text)
    assert time.perf_counter() - started < 1

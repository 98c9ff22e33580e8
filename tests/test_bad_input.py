"""Bad input at every step: a clear sentence that says what to do next, and nothing changes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from planning.programme import Role
from tests.stage import Actor, Stage

LONG = "Nội dung rất dài " * 300  # 5,100 characters


async def at_programme(lan: Actor) -> None:
    await lan.taps("Đăng ký cuộc mới")


async def at_form(lan: Actor) -> None:
    await at_programme(lan)
    await lan.taps("Đảng ủy phường Đông Thọ")


async def at_subject(lan: Actor) -> None:
    await at_form(lan)
    await lan.taps("Kiểm tra chấp hành")


async def at_time(lan: Actor) -> None:
    await at_subject(lan)
    await lan.says("chi bo quan su")


async def at_content(lan: Actor) -> None:
    await at_time(lan)
    await lan.says("tháng 9")


async def at_card(lan: Actor) -> None:
    await at_content(lan)
    await lan.says("Nghị quyết Đại hội đảng bộ phường")


async def at_reason(minh: Actor) -> None:
    await minh.taps("Trả lại", on=minh.sees("Dự thảo mới"))


Reach = Callable[[Actor], Awaitable[None]]
UNIT = [at_programme, at_form, at_subject, at_time, at_content, at_card]
EMPTY = "Tin không có chữ nào đọc được."
BUTTONS = "Đồng chí chọn một trong các mục dưới đây giúp."
SAVE = "Đồng chí chọn “Lưu” để lưu, “Sửa” để sửa."

# step, what is typed, the beginning of the answer
BAD: list[tuple[Reach, str, str]] = [
    *((step, "\u200b\u200e", EMPTY) for step in UNIT),
    *((step, LONG[:4090], "Tin này dài 4.0") for step in UNIT),
    (at_programme, "chương trình khác", BUTTONS),
    (at_programme, "😀", BUTTONS),
    (at_form, "<b>kiểm tra</b>", "Có thể là: Kiểm tra chấp hành; Phúc kết việc thực hiện kết luận kiểm tra, giám sát."),
    (at_form, "kiểm tra khi rảnh", "Có thể là: Kiểm tra chấp hành; Phúc kết"),
    (at_form, "giám sát thường xuyên", "Giám sát thường xuyên là việc hằng ngày, không ghi vào chương trình năm;"),
    (at_form, "kt đột xuất", "Kiểm tra đột xuất chỉ tiến hành khi phát sinh, không ghi vào chương trình năm."),
    (at_form, "kiểm tra tài chính đảng", "Hình thức này không thuộc thẩm quyền của Đảng ủy phường Đông Thọ."),
    (at_form, "khi nào rảnh", BUTTONS),
    (at_subject, "😀", "Danh mục chưa có “😀”."),
    (at_subject, "<i>x</i> & <script>alert(1)</script>", "Danh mục chưa có “<i>x</i> & <script>"),
    (at_subject, "Chi bộ " + "rất dài " * 20, "Tên tổ chức dài quá 120 ký tự."),
    (at_subject, "Chi bộ Hợp tác xã Sao Hỏa", "Danh mục chưa có “Chi bộ Hợp tác xã Sao Hỏa”."),
    (at_time, "31/4", "Tôi chưa hiểu thời gian “31/4”: tháng 4 có 30 ngày. Ghi lại giúp,"),
    (at_time, "30/2-5/3", "Tôi chưa hiểu thời gian “30/2-5/3”: tháng 2 có 28 ngày."),
    (at_time, "20/5-10/5", "Tôi chưa hiểu thời gian “20/5-10/5”: ngày kết thúc trước ngày bắt đầu."),
    (at_time, "quý II/2025", "Tôi hiểu “quý II/2025” là 01/4–30/6/2025: không nằm trong năm 2027."),
    (at_time, "hằng tháng", "Tôi chưa hiểu thời gian “hằng tháng”: là việc thường xuyên, định kỳ;"),
    (at_time, "quý I; tháng 5 hoặc tháng 6", "Tôi hiểu “quý I; tháng 5 hoặc tháng 6” là 01/1–31/3/2027 hoặc"),
    (at_time, "thứ hai tuần sau", "Tôi hiểu “thứ hai tuần sau” là 23/11/2026: không nằm trong năm 2027."),
    (at_time, "mùng 8 tháng 3", "Tôi chưa hiểu thời gian “mùng 8 tháng 3”: có vẻ là âm lịch; cần ngày dương lịch."),
    (at_time, "quý 5", "Tôi chưa hiểu thời gian “quý 5”"),
    (at_time, "😀", "Tôi chưa hiểu thời gian “😀”"),
    (at_time, "khi nào rảnh <b>", "Tôi chưa hiểu thời gian “khi nào rảnh <b>”"),
    (at_content, "công tác cán bộ của đ/c Nguyễn Văn A", "Hệ thống không ghi họ tên cá nhân."),
    (at_content, "😀😀😀😀", "Nội dung ngắn quá."),
    (at_content, "ok", "Nội dung ngắn quá."),
    (at_content, "a" * 501, "Nội dung dài 501 ký tự, nhiều nhất 500."),
    (at_card, "đồng ý", SAVE),
    (at_card, "<b>Lưu</b>", SAVE),
]


@pytest.mark.parametrize(
    ("reach", "typed", "answer"), BAD, ids=[f"{step.__name__}-{text[:12]!r}" for step, text, _ in BAD]
)
async def test_bad_input_is_answered_and_changes_nothing(stage: Stage, reach: Reach, typed: str, answer: str) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await reach(lan)
    before = await stage.rows("select answers from entries")
    question = lan.buttons
    screen = await lan.says(typed)
    assert screen.startswith(answer), screen
    if reach is not at_subject and not answer.startswith((EMPTY, "Tin này")):
        assert lan.buttons == question  # the same question stands below the sentence
    after = await stage.rows("select answers from entries")
    if reach is not at_subject:  # an unknown name is kept, so that it can be added with one tap
        assert after == before
    assert await stage.rows("select id from inspections where created_by is not null") == []


async def test_a_longer_text_than_one_message_arrives_in_parts_and_none_is_taken(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await at_content(lan)
    await lan.says(LONG)
    assert any(text.startswith(("Tin này dài", "Nội dung dài")) for text in lan.heard[-2:])
    assert "content" not in str(await stage.rows("select answers from entries"))


async def test_content_with_html_is_kept_and_shown_literally(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await at_content(lan)
    nasty = "<b>Nghị quyết</b> & <a href='tg://user?id=1'>x</a> \u202eabc"
    await lan.says(nasty)
    assert "Nội dung: <b>Nghị quyết</b> & <a href='tg://user?id=1'>x</a> abc" in lan.screen
    await lan.taps("Lưu")
    await lan.says("/gui")
    await lan.taps("Đảng ủy phường Đông Thọ")
    await lan.taps("Gửi")
    await minh.taps("Từng cuộc")
    assert "<b>Nghị quyết</b> & <a" in minh.screen


@pytest.mark.telegram
async def test_a_file_and_a_photo_are_answered(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await at_content(lan)
    lan.phone.sends_document("du thao.docx", b"PK", "chương trình")
    await stage.settle()
    assert lan.screen.startswith("Tôi chưa đọc được tệp và ảnh.")
    lan.phone.sends_photo(b"\x89PNG\r\n\x1a\n")
    await stage.settle()
    assert lan.heard[-2:] == [lan.screen, lan.screen]
    await lan.says("Nghị quyết Đại hội đảng bộ phường")
    assert lan.buttons[0] == "Lưu"


@pytest.mark.parametrize("reason", ["", "   ", "?", "123456", "😀", "ab"])
async def test_a_return_without_a_reason_is_asked_for_again(stage: Stage, reason: str) -> None:
    minh, _ = await submitted(stage)
    await at_reason(minh)
    if reason.strip():
        await minh.says(reason)
        assert minh.screen.startswith("Cần lý do rõ ràng")
    assert await stage.rows("select * from decisions") == []
    await minh.says("x" * 501)
    assert minh.screen.startswith("Lý do dài 501 ký tự, nhiều nhất 500.")
    await minh.says("Bổ sung nội dung <i>quản lý đất đai</i>")
    await minh.taps("Trả lại với lý do này")
    assert "Lý do: Bổ sung nội dung <i>quản lý đất đai</i>" in minh.screen


async def submitted(stage: Stage) -> tuple[Actor, Actor]:
    """A reviewer with a card, and the focal person who sent it."""
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    lan = await stage.joins("Lan", "p-dong-tho")
    await at_card(lan)
    await lan.taps("Lưu")
    await lan.says("/gui")
    await lan.taps("Đảng ủy phường Đông Thọ")
    await lan.taps("Gửi")
    return minh, lan


@pytest.mark.telegram
async def test_a_press_on_a_card_of_last_month_changes_nothing(stage: Stage) -> None:
    minh, _ = await submitted(stage)
    thu = await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    old = minh.phone.last
    await thu.says("/thamdinh")
    await thu.taps("Đảng ủy phường Đông Thọ, lần 1")
    stale = [button.data for row in old.buttons for button in row]
    await thu.taps("Thống nhất")
    await stage.moves(days=30)
    assert stale[0]
    minh.phone.presses_data(old.id, stale[0])
    await stage.settle()
    assert (
        minh.screen
        == "Dự thảo này đã được thống nhất bước đầu, chờ văn bản, ngày 22/11/2026, Thu. Không có gì thay đổi."
    )
    assert len(await stage.rows("select * from decisions")) == 1


async def test_a_stranger_gets_one_sentence_and_nothing_else(stage: Stage) -> None:
    stranger = stage.stranger("Lạ")
    one = "Hệ thống chỉ dành cho người được mời. Đề nghị liên hệ Ủy ban Kiểm tra để nhận lời mời; có mã mời thì gõ mã."
    assert await stranger.starts() == one
    assert await stranger.says("/menu") == one
    assert await stranger.says("Lưu") == one
    assert stranger.buttons == []
    bad = "Đường dẫn mời không dùng được (sai, đã dùng hoặc quá 72 giờ)."
    assert (await stranger.says("/start AAAAAAAAAAAAAAAAAAAAAA")).startswith(bad)
    assert await stage.rows("select * from chats") == []
    assert await stage.rows("select * from people") == []


@pytest.mark.telegram
async def test_a_used_and_an_expired_invitation_get_the_same_answer(stage: Stage) -> None:
    code = await stage.code("p-dong-tho", Role.UNIT)
    late = await stage.code("p-ham-rong", Role.UNIT)
    lan = stage.stranger("Lan")
    await lan.starts(code)
    await lan.taps("Đúng, tham gia")
    other = stage.stranger("Khác")
    used = await other.starts(code)
    await stage.moves(hours=73)
    assert used == await other.says(f"/start {late}")
    assert used.startswith("Đường dẫn mời không dùng được")
    assert len(await stage.rows("select * from memberships")) == 1


async def test_a_removed_person_may_do_nothing(stage: Stage) -> None:
    chief = await stage.joins("Chánh", "ubkt-tu", Role.ADMIN)
    lan = await stage.joins("Lan", "p-dong-tho")
    await at_card(lan)
    await chief.says("/quantri")
    await chief.taps("Người dùng")
    await chief.says("đảng ủy phường Đông Thọ")
    await chief.taps("Gỡ Lan")
    await chief.taps("Đúng, gỡ")
    gone = "Tài khoản của đồng chí đã được gỡ khỏi hệ thống."
    assert (await lan.taps("Lưu")).startswith(gone)
    assert (await lan.says("/menu")).startswith(gone)
    assert (await lan.says("/start")).startswith(gone)
    assert await stage.rows("select id from inspections where created_by is not null") == []
    # invited again, the person goes on as before
    await lan.says(f"/start {await stage.code('p-dong-tho', Role.UNIT)}")
    await lan.taps("Đúng, tham gia")
    assert "Đang nhập dở" in lan.screen


@pytest.mark.telegram
async def test_what_is_refused_is_never_stored(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await at_content(lan)
    secret = "kiểm tra khi có dấu hiệu vi phạm đối với đồng chí X"
    assert await lan.says(secret) == (
        "Kiểm tra khi có dấu hiệu vi phạm không ghi vào chương trình năm và không được nhập ở đây. Tôi không lưu gì. "
        "Đề nghị báo cáo trực tiếp Cơ quan Ủy ban Kiểm tra bằng văn bản. Gõ “menu” để làm việc khác."
    )
    lan.phone.sends_document("to_trinh_TOI-MAT.docx", b"PK")
    await stage.settle()
    assert lan.screen == (
        "Tài liệu, nội dung có dấu mật không được gửi ở đây. Tôi không lưu gì. "
        "Đề nghị gửi theo chế độ văn bản mật, qua văn thư của cơ quan. Gõ “menu” để làm việc khác."
    )
    kept = b"".join(path.read_bytes() for path in stage.folder.glob("ktgs.sqlite3*"))
    for words in ("dấu hiệu vi phạm đối với", "TOI-MAT"):
        assert words.encode() not in kept
    # the question is still open
    assert (await lan.says("Nghị quyết Đại hội đảng bộ phường")).startswith("Cuộc mới")

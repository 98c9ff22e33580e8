"""The main job as one talk: register, warn, submit, return, resubmit, agree, both tracks, remind.

The contents are those that the city's letter asks for: congress resolutions, conclusion 01-KL/TW, the party's finances.
"""

from __future__ import annotations

from planning.programme import Role
from tests.stage import Actor, Stage


async def registers(who: Actor, body: str, form: str, subject: str, time: str, content: str) -> list[str]:
    """A usual inspection: seven messages from the person, eight with a warning that is kept. Returns the warnings."""
    warnings = []
    await who.says("đăng ký")
    if body:
        await who.taps(body)
    await who.taps(form)
    await who.says(subject)
    screen = await who.says(time)
    while "hồng chéo" in screen.split("\n")[0]:
        warnings.append(screen)
        screen = await who.taps(next(label for label in who.buttons if label.startswith("Giữ ")))
    screen = await who.says(content)
    while "hồng chéo" in screen.split("\n")[0]:
        warnings.append(screen)
        screen = await who.taps(next(label for label in who.buttons if label.startswith("Giữ ")))
    await who.taps("Lưu")
    assert who.screen.startswith("Đã lưu KT-")
    return warnings


async def main_job(stage: Stage) -> None:
    """The talk, for any stage."""
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    thu = await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    btv = await stage.joins("Việt", "tu", Role.STANDING)
    binh = await stage.joins("Bình", "p-ham-rong")

    # a ward joins by its invitation
    lan = stage.stranger("Lan")
    assert await lan.starts(await stage.code("p-dong-tho", Role.UNIT)) == (
        "Chào đồng chí. Lời mời này dành cho cán bộ đầu mối của Đảng ủy phường Đông Thọ. "
        "Tham gia là đồng ý để hệ thống lưu tên hiển thị, mã trò chuyện và việc đồng chí làm ở đây."
    )
    await lan.taps("Đúng, tham gia")
    assert "Hạn gửi dự thảo 15/12/2026, còn 23 ngày." in lan.screen
    if stage.edits:  # it lists no commands
        assert ("dangky", "Đăng ký cuộc kiểm tra, giám sát") in lan.phone.commands

    # five inspections, two of them overlapping
    du, ubkt = "Đảng ủy phường Đông Thọ", "UBKT Đảng ủy phường Đông Thọ"
    calm = [
        (du, "Kiểm tra chấp hành", "chi bo quan su", "thang 9", "Nghị quyết Đại hội đảng bộ phường"),
        (du, "Giám sát chuyên đề", "Chi bộ Trạm Y tế", "8/11-12/11", "Kết luận 01-KL/TW về học tập và làm theo Bác"),
        (ubkt, "KT tài chính đảng", "chi bo truong thcs tran phu", "thang 8", "thu, nộp, sử dụng đảng phí"),
    ]
    for line in calm:
        assert await registers(lan, *line) == []
    first = await registers(lan, ubkt, "Giám sát chuyên đề", "chi bo truong thcs tran phu", "quy 2", "quản lý thu, chi")
    assert first[0].startswith(
        "Có thể chồng chéo. Một đoàn cấp thành phố dự kiến làm việc với cùng đối tượng này, quý II/2027. "
        "Chưa chắc chắn vì hai bên mới ghi theo quý."
    )
    second = await registers(lan, du, "Kiểm tra chấp hành", "thcs tran phu", "12/5-18/5", "Quản lý đất đai")
    # what the city's inspection committee plans at the ward itself on those days is not told to the ward
    assert second[0].startswith("Có thể chồng chéo: 2 cuộc.")
    assert (
        "UBKT Đảng ủy phường Đông Thọ dự kiến giám sát chuyên đề cùng đối tượng này, quý II/2027. "
        "Chưa chắc chắn vì bên kia mới ghi theo quý." in second[0]
    )
    assert "Chi bộ Trường THCS Trần Phú: cuộc thứ 4 trong năm 2027, mức đặt ra là 3." in second[0]
    assert "UBKT Thành ủy" not in second[0]

    # the committee's programme goes to the reviewers, who get a card at once
    await lan.says("/gui")
    assert "Kiểm tra, giám sát" not in lan.screen
    await lan.taps(du)
    assert "lần 1: 2 kiểm tra, 1 giám sát." in lan.screen
    assert "điểm chồng chéo:" in lan.screen
    await lan.taps("Gửi")
    card = minh.sees("Dự thảo mới")
    assert "Đảng ủy phường Đông Thọ, năm 2027, lần 1\n2 kiểm tra, 1 giám sát · 1 cuộc có chồng chéo" in card.text
    assert minh.buttons == ["Thống nhất", "Trả lại", "Từng cuộc", "Việc khác"]

    # returning demands a reason; the other reviewer's card changes
    await minh.taps("Trả lại")
    await minh.says("?")
    assert "Cần lý do rõ ràng" in minh.screen
    await minh.says("Cuộc tại Trường THCS Trần Phú trùng lịch đoàn khác, đề nghị chuyển sang tháng 9.")
    assert minh.buttons == ["Trả lại với lý do này", "Hủy"]
    await minh.taps("Trả lại với lý do này")
    assert "Đã trả lại lúc 09:" in thu.screen and ", Minh." in thu.screen
    if not stage.edits:
        assert thu.buttons == []
    else:
        shown = [(button.text, button.data) for row in thu.phone.last.buttons for button in row]
        assert shown == [("Đã trả lại · Minh", None)]
    assert "trả lại dự thảo lần 1" in lan.screen and "đề nghị chuyển sang tháng 9" in lan.screen

    # the ward moves that inspection and sends a second version
    await lan.taps("Xem danh sách")
    assert "KT-048 Kiểm tra chấp hành, 12/5–18/5/2027 ⚠" in lan.screen
    await lan.taps("KT-048")
    await lan.taps("Sửa")
    await lan.taps("Thời gian")
    await lan.says("tháng 9")
    await lan.taps("Lưu")
    assert lan.screen.startswith("Đã sửa KT-048.")
    await lan.taps("Gửi thẩm định")
    await lan.taps("Gửi")
    assert "Dự thảo gửi lại" in thu.screen and "Lần trước trả lại vì: Cuộc tại Trường THCS Trần Phú" in thu.screen

    # the other reviewer agrees; a late press changes nothing
    await thu.taps("Thống nhất")
    assert "Đã thống nhất bước đầu lúc" in minh.screen and "Chờ văn bản." in minh.screen and ", Thu." in minh.screen
    await thu.taps("Dự thảo chờ")
    assert thu.screen == "Không có dự thảo nào chờ đồng chí thẩm định."
    assert lan.screen.startswith("Ủy ban Kiểm tra đã thống nhất bước đầu dự thảo lần 2")

    # a union goes through both steps of track A
    hoa = await stage.joins("Hoa", "hoi-phu-nu")
    await registers(hoa, "", "KT công tác đoàn thể", "Hội LHPN phường Đông Thọ", "tháng 10", "thực hiện Điều lệ Hội")
    await hoa.taps("Gửi thẩm định")
    await hoa.taps("Gửi")
    assert minh.buttons == ["Trình BTV", "Trả lại", "Từng cuộc", "Việc khác"]
    await minh.taps("Trình BTV")
    assert "Ủy ban Kiểm tra trình: " in btv.screen
    assert btv.buttons == ["Thống nhất", "Trả lại", "Từng cuộc", "Việc khác"]
    assert "đã trình Ban Thường vụ dự thảo lần 1" in hoa.screen
    await btv.taps("Thống nhất")
    assert hoa.screen.startswith("Ban Thường vụ đã thống nhất bước đầu dự thảo lần 1")
    assert "chờ văn bản" in hoa.screen

    # seven days before the deadline the others are reminded, and only they
    heard = {who: len(who.heard) for who in (lan, hoa, binh)}
    await stage.clock_at("2026-12-08 08:00")
    assert binh.screen.startswith("Nhắc hạn: còn 7 ngày (đến 15/12/2026)")
    assert "Đảng ủy phường Hàm Rồng: chưa gửi" in binh.screen
    assert "• UBKT Đảng ủy phường Đông Thọ: chưa gửi" in lan.screen
    assert "• Đảng ủy phường Đông Thọ" not in lan.screen
    assert len(hoa.heard) == heard[hoa]

    # the board knows all of it
    await minh.says("bang theo doi")
    assert "• Đảng ủy, chi bộ cơ sở: gửi 1/47 · thống nhất 1" in minh.screen
    assert "• Đoàn thể: gửi 1/5 · thống nhất 1" in minh.screen


async def test_the_main_job_from_end_to_end(stage: Stage) -> None:
    await main_job(stage)


async def test_the_committees_own_programme_goes_straight_to_the_standing_committee(stage: Stage) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    btv = await stage.joins("Việt", "tu", Role.STANDING)
    an = await stage.joins("An", "ubkt-tu")
    await an.taps("Gửi thẩm định")
    await an.taps("Gửi")
    assert "Dự thảo mới: UBKT Thành ủy" in btv.screen
    assert "Dự thảo mới" not in minh.screen
    await btv.taps("Thống nhất")
    assert an.screen.startswith("Ban Thường vụ đã thống nhất bước đầu")


async def test_a_usual_inspection_takes_at_most_eight_messages(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    for time, most in (("tháng 8", 7), ("tháng 5", 8)):  # the second meets a warning, which is kept
        before = await stage.rows("select count(*) as said from inbox")
        ubkt = "UBKT Đảng ủy phường Đông Thọ"
        await registers(lan, ubkt, "Giám sát chuyên đề", "chi bo truong thcs tran phu", time, f"chuyên đề {time}")
        after = await stage.rows("select count(*) as said from inbox")
        assert after[0]["said"] - before[0]["said"] == most

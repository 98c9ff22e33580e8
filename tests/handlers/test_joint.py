"""Joint teams: two boards of the city at one ward, and somebody who appraises; on both channels."""

from __future__ import annotations

from tests.handlers.scene import WARD, WARD_UBKT, half_way, registers, submits
from tests.stage import Actor, Stage

ORGANISATION = "Ban Tổ chức Thành ủy"
MASSES = "Ban Dân vận Thành ủy"
LAW = "Thực hiện dân chủ ở cơ sở"  # what the board for mass mobilisation checks in April, as KT-021
SAVED = "Đã lưu KT-044. Chương trình của Ban Tổ chức Thành ủy: 3 kiểm tra, 1 giám sát. Có 1 điểm chồng chéo "
SENT = (
    "Đã đề nghị Ban Dân vận Thành ủy (KT-021) lập đoàn chung cho KT-044: Ban Dân vận Thành ủy chủ trì, "
    "Ban Tổ chức Thành ủy phối hợp. Có trả lời tôi báo ngay."
)
ASKED = (
    "Đề nghị đoàn chung cho KT-021 (Kiểm tra chấp hành, tháng 4/2027).\n"
    "Ban Tổ chức Thành ủy dự kiến kiểm tra chấp hành cùng đối tượng này, tháng 4/2027 (KT-044). "
    "Cùng nội dung: dân chủ ở cơ sở. Chưa chắc chắn vì hai bên mới ghi theo tháng.\n"
    "Đề nghị: Ban Dân vận Thành ủy chủ trì, Ban Tổ chức Thành ủy phối hợp. "
    "Đồng ý thì hai cuộc không còn tính là chồng chéo với nhau."
)
AGREED = (
    "Đoàn chung: Ban Dân vận Thành ủy (KT-021) chủ trì, Ban Tổ chức Thành ủy (KT-044) phối hợp. "
    "Hai cuộc không còn tính là chồng chéo với nhau. Hai bên thống nhất thời gian với nhau."
)


async def reaches_the_warning(actor: Actor, subject: str = "đảng ủy phường hàm rồng", when: str = "tháng 4") -> str:
    await actor.says("menu")
    await actor.taps("Đăng ký cuộc mới")
    await actor.taps(next(label for label in actor.buttons if label.startswith("Kiểm tra")))
    await actor.says(subject)
    return await actor.says(when)


async def proposes(an: Actor) -> str:
    """An overlapping inspection is saved as KT-044, with the joint team as its way out."""
    await reaches_the_warning(an)
    await an.taps("Đề nghị đoàn chung")
    await an.says(LAW)
    return await an.taps("Lưu")


async def opens(actor: Actor, code: str) -> str:
    """The page of one's own inspection."""
    await actor.says("menu")
    await actor.taps("Chương trình của tôi")
    if code not in actor.buttons:
        await actor.taps("Xem tiếp")
    return await actor.taps(code)


async def states(stage: Stage) -> list[str]:
    return [row["state"] for row in await stage.rows("select state from joint_proposals order by id")]


async def moves_made(stage: Stage) -> list[str]:
    rows = await stage.rows("select action from audit where action like 'joint.%' order by id")
    return [row["action"] for row in rows]


async def test_one_tap_proposes_and_one_answers(stage: Stage, an: Actor, chi: Actor, minh: Actor) -> None:
    await reaches_the_warning(an)
    assert f"Có thể lập đoàn chung: {MASSES} chủ trì, {ORGANISATION} phối hợp." in an.screen
    await an.taps("Đề nghị đoàn chung")
    await an.says(LAW)
    assert f"Lưu xong, tôi gửi đề nghị đoàn chung đến {MASSES}." in an.screen
    assert await an.taps("Lưu") == f"{SAVED}đồng chí đã chọn giữ.\n{SENT}"
    assert chi.screen == ASKED
    assert chi.buttons == ["Đồng ý đoàn chung", "Không đồng ý", "KT-021"]

    await an.says("menu")
    await an.taps("Chương trình của tôi")
    waits = f"Đề nghị đoàn chung đang chờ trả lời: KT-044 với {MASSES} (KT-021)."
    assert waits in an.screen and "Đoàn chung chờ trả lời" in an.buttons
    await submits(an)
    assert f"Đề nghị đoàn chung chờ trả lời: KT-044 với {MASSES} (KT-021)" in minh.screen

    agreed = AGREED.replace(
        " Hai bên", " Dự thảo đang thẩm định giữ nguyên, người thẩm định thấy ghi chú đoàn chung. Hai bên"
    )
    assert await chi.taps("Đồng ý đoàn chung", on=chi.sees("Đề nghị đoàn chung cho")) == agreed
    assert an.screen == agreed
    await minh.says("menu")
    await minh.taps("Dự thảo chờ")
    await minh.taps(minh.buttons[0])
    assert f"Đoàn chung: KT-044 với {MASSES} (KT-021)" in minh.screen
    assert "chờ trả lời" not in minh.screen
    await minh.taps("Từng cuộc")
    if "KT-044" not in minh.buttons:
        await minh.taps("Xem tiếp")
    await minh.taps("KT-044")
    assert f"Đoàn chung với {MASSES} (KT-021), bên kia chủ trì." in minh.screen
    assert "Chồng chéo" not in minh.screen
    assert await states(stage) == ["accepted"]
    assert await moves_made(stage) == ["joint.proposed", "joint.accepted"]


async def test_both_inspections_carry_the_team(stage: Stage, an: Actor, chi: Actor) -> None:
    await proposes(an)
    assert await chi.taps("Đồng ý đoàn chung") == AGREED
    assert an.screen == AGREED
    await opens(an, "KT-044")
    assert f"Cơ quan chủ trì: {MASSES} (KT-021)" in an.screen or f"{MASSES} (KT-021)" in an.screen
    assert "Chồng chéo" not in an.screen and "Đề nghị đoàn chung" not in an.buttons
    await opens(chi, "KT-021")
    assert f"Đoàn chung với {ORGANISATION} (KT-044), cuộc này chủ trì." in chi.screen
    assert "Chồng chéo" not in chi.screen
    rows = await stage.rows(
        "select code, lead, partners from inspections where lead <> '' or partners <> '' order by code"
    )
    assert {"code": "KT-021", "lead": "", "partners": f"{ORGANISATION} (KT-044)"} in rows
    assert {"code": "KT-044", "lead": f"{MASSES} (KT-021)", "partners": ""} in rows


async def test_not_agreed_with_a_reason(stage: Stage, an: Actor, chi: Actor) -> None:
    await proposes(an)
    await chi.taps("Không đồng ý")
    assert chi.screen == (
        f"Không đồng ý đoàn chung với {ORGANISATION}. Đồng chí gõ lý do ngắn, hoặc chọn “Không nêu lý do”."
    )
    await chi.says("Đoàn đã đủ người, làm trong tuần đầu tháng")
    assert chi.screen == f"Đã trả lời {ORGANISATION}: không lập đoàn chung cho KT-021. Hai cuộc vẫn tính là chồng chéo."
    assert an.screen == (
        f"{MASSES} (KT-021) không đồng ý đoàn chung cho KT-044.\nLý do: Đoàn đã đủ người, làm trong tuần đầu tháng\n"
        "Đồng chí chọn thời gian khác, hoặc giữ nguyên."
    )
    rows = await stage.rows("select state, reason from joint_proposals")
    assert rows == [{"state": "declined", "reason": "Đoàn đã đủ người, làm trong tuần đầu tháng"}]
    await opens(an, "KT-044")
    assert await an.taps("Đề nghị đoàn chung") == SENT  # it may be proposed again


async def test_not_agreed_without_a_reason_or_not_answered_after_all(stage: Stage, an: Actor, chi: Actor) -> None:
    await proposes(an)
    await chi.taps("Không đồng ý")
    await chi.says("thôi")
    assert chi.screen == f"Chưa trả lời, không có gì thay đổi. Đề nghị vẫn chờ đồng chí.\n\n{ASKED}"
    await chi.taps("Không đồng ý")
    await stage.moves(minutes=16)
    await chi.says("Đoàn đã đủ người")
    assert chi.screen.startswith("Câu hỏi lý do đã quá 15 phút nên tin này không được tính.")
    assert await states(stage) == ["proposed"]
    await chi.taps("Không đồng ý")
    await chi.taps("Không nêu lý do")
    assert await states(stage) == ["declined"]
    assert "Lý do" not in an.screen


async def test_they_agree_if_they_lead(stage: Stage, an: Actor, chi: Actor) -> None:
    """The board for organisation goes to two units, the other one to one: the wider scope leads."""
    await reaches_the_warning(an, "đảng ủy phường hàm rồng, đảng ủy phường ba đình")
    await an.taps("Đề nghị đoàn chung")
    await an.says(LAW)
    await an.taps("Lưu")
    assert f"Đề nghị: {ORGANISATION} chủ trì, {MASSES} phối hợp." in chi.screen
    assert chi.buttons == ["Đồng ý đoàn chung", "Không đồng ý", "Đồng ý nếu bên tôi chủ trì", "KT-021"]
    await chi.taps("Đồng ý nếu bên tôi chủ trì")
    assert chi.screen == (
        f"Đã đề nghị {ORGANISATION} (KT-044) lập đoàn chung cho KT-021: {MASSES} chủ trì, {ORGANISATION} phối hợp. "
        "Có trả lời tôi báo ngay."
    )
    assert f"Đề nghị: {MASSES} chủ trì, {ORGANISATION} phối hợp." in an.screen
    assert "Đồng ý nếu bên tôi chủ trì" in an.buttons or an.buttons == ["Đồng ý đoàn chung", "Không đồng ý", "KT-044"]
    await an.taps("Đồng ý đoàn chung")
    assert chi.screen == AGREED == an.screen
    assert await states(stage) == ["declined", "accepted"]
    assert await moves_made(stage) == ["joint.proposed", "joint.countered", "joint.proposed", "joint.accepted"]


async def test_the_proposer_lets_the_other_lead_or_takes_it_back(stage: Stage, an: Actor, chi: Actor) -> None:
    await reaches_the_warning(an, "đảng ủy phường hàm rồng, đảng ủy phường ba đình")
    await an.taps("Đề nghị đoàn chung")
    await an.says(LAW)
    await an.taps("Lưu")
    first = chi.sees("Đề nghị đoàn chung cho")
    await an.says("menu")
    await an.taps("Chương trình của tôi")
    await an.taps("Đoàn chung chờ trả lời")
    assert an.screen == (f"KT-044: đang chờ {MASSES} (KT-021) trả lời đề nghị đoàn chung, {ORGANISATION} chủ trì.")
    await an.taps("Để bên kia chủ trì")
    assert an.screen == SENT
    assert f"Đề nghị: {MASSES} chủ trì" in chi.sees("Đề nghị đoàn chung cho").text
    if stage.channels[0].capabilities.can_edit:
        assert first.text == "Đề nghị đoàn chung này đã được thay bằng đề nghị khác."
    await an.taps("Rút đề nghị")
    assert an.screen == f"Đã rút đề nghị đoàn chung với {MASSES} (KT-021) cho KT-044. Cần thì đề nghị lại."
    assert f"{ORGANISATION} đã rút đề nghị đoàn chung cho KT-021. Hai cuộc vẫn tính là chồng chéo." in chi.heard
    assert await states(stage) == ["withdrawn", "withdrawn"]


async def test_late_and_double_answers_change_nothing(stage: Stage, an: Actor, chi: Actor) -> None:
    dung = await stage.joins("Dũng", "ban-dan-van")
    await proposes(an)
    card = dung.sees("Đề nghị đoàn chung cho")
    await chi.taps("Đồng ý đoàn chung")
    if stage.channels[0].capabilities.can_edit:
        assert card.text == AGREED and not card.buttons
    else:
        await dung.taps("Đồng ý đoàn chung", on=card)
        assert dung.screen == "Đề nghị đoàn chung này đã được đồng ý. Không có gì thay đổi."
    await an.says("menu")
    await opens(an, "KT-044")
    assert await moves_made(stage) == ["joint.proposed", "joint.accepted"]


async def test_two_bodies_of_one_unit(stage: Stage) -> None:
    """The same person may speak for both; it is asked and answered all the same."""
    lan = await stage.joins("Lan", "p-dong-tho")
    code = await registers(lan, "chi bo quan su", "tháng 3", LAW)
    await lan.says("menu")
    await half_way(lan, "chi bo quan su", body=WARD_UBKT)
    await lan.says("tháng 3")
    await lan.taps("Đề nghị đoàn chung")
    await lan.says(LAW)
    await lan.taps("Lưu")
    asked = lan.sees(f"Đề nghị đoàn chung cho {code}")
    assert f"Đề nghị: {WARD} chủ trì, {WARD_UBKT} phối hợp." in asked.text
    await lan.taps("Đồng ý đoàn chung", on=asked)
    assert lan.screen == (
        f"Đoàn chung: {WARD} (KT-044) chủ trì, {WARD_UBKT} (KT-045) phối hợp. "
        "Hai cuộc không còn tính là chồng chéo với nhau. Hai bên thống nhất thời gian với nhau."
    )
    assert await states(stage) == ["accepted"]


async def test_nothing_is_offered_where_it_would_tell_who_the_other_is(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await lan.taps("Đăng ký cuộc mới")
    await lan.taps("Đảng ủy phường Đông Thọ")
    await lan.taps(next(label for label in lan.buttons if label.startswith("Giám sát")))
    await lan.says("chi bo truong thcs tran phu")
    await lan.says("tháng 5")
    assert "Một đoàn cấp thành phố" in lan.screen
    assert "Đề nghị đoàn chung" not in lan.buttons and "đoàn chung" not in lan.screen

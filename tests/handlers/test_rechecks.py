"""The morning digest of overlaps that have changed, and what does not wait for the morning; on both channels."""

from __future__ import annotations

from handlers.texts import rechecks as texts
from planning.period import month
from planning.programme import Role
from storage import suggestions
from tests.handlers.scene import WARD_UBKT, registers, submits
from tests.handlers.test_joint import LAW, MASSES, ORGANISATION, opens, reaches_the_warning, states
from tests.handlers.test_superior import LINE, enters
from tests.stage import Actor, Stage

NEXT_MORNING = "2026-11-23 08:00"  # a Monday
TITLE = "Chồng chéo có thay đổi"


async def saves(actor: Actor, subject: str = "đảng ủy phường hàm rồng", when: str = "tháng 4") -> None:
    await reaches_the_warning(actor, subject, when)
    for said in ("", LAW):
        if said:
            await actor.says(said)
        while keep := [label for label in actor.buttons if label.startswith("Giữ ")]:
            await actor.taps(keep[0])
    await actor.taps("Lưu")


def digests(actor: Actor) -> list[str]:
    return [said for said in actor.heard if TITLE in said]


async def moves_away(actor: Actor, code: str, when: str) -> None:
    await opens(actor, code)
    await actor.taps("Sửa")
    if "Thời gian khác" not in actor.buttons:
        await actor.taps("Thời gian")
    else:
        await actor.taps("Thời gian khác")
    await actor.says(when)
    while keep := [label for label in actor.buttons if label.startswith("Giữ ")]:
        await actor.taps(keep[0])
    await actor.taps("Lưu")


async def test_a_new_overlap_is_told_in_the_morning_and_once(stage: Stage) -> None:
    an = await stage.joins("An", "ban-to-chuc")
    chi = await stage.joins("Chi", "ban-dan-van")
    await saves(an)
    await stage.moves(hours=3)
    assert digests(chi) == []
    await stage.clock_at(NEXT_MORNING)
    assert chi.screen == (
        "Chồng chéo có thay đổi: 1 cuộc.\n"
        "• KT-021, mới chồng chéo: Ban Tổ chức Thành ủy dự kiến kiểm tra chấp hành cùng đối tượng này, tháng 4/2027 "
        "(KT-044). Cùng nội dung: dân chủ ở cơ sở. Chưa chắc chắn vì hai bên mới ghi theo tháng.\n"
        "Chọn mã để xem và sửa."
    )
    assert digests(an) == []  # who saved it has seen it
    await stage.restart()
    await stage.moves(minutes=5)
    await stage.moves(days=1)
    assert len(digests(chi)) == 1
    await chi.taps("KT-021")
    assert chi.screen.startswith("KT-021: Kiểm tra chấp hành")


async def test_what_came_and_went_before_the_morning_is_not_told(stage: Stage) -> None:
    an = await stage.joins("An", "ban-to-chuc")
    chi = await stage.joins("Chi", "ban-dan-van")
    await saves(an)
    await opens(an, "KT-044")
    await an.taps("Xóa")
    await an.taps("Đúng, xóa")
    await stage.clock_at(NEXT_MORNING)
    assert digests(chi) == []


async def test_what_is_gone_and_what_has_changed(stage: Stage) -> None:
    an = await stage.joins("An", "ban-to-chuc")
    chi = await stage.joins("Chi", "ban-dan-van")
    await saves(an)
    await stage.clock_at(NEXT_MORNING)
    await moves_away(an, "KT-044", "10/4-20/4")
    await stage.clock_at("2026-11-24 08:00")
    assert chi.screen.split("\n")[1] == (
        "• KT-021, chồng chéo đã thay đổi: Ban Tổ chức Thành ủy dự kiến kiểm tra chấp hành cùng đối tượng này, "
        "10/4–20/4/2027 (KT-044). Cùng nội dung: dân chủ ở cơ sở. Chưa chắc chắn vì cuộc này mới ghi theo tháng."
    )
    await opens(an, "KT-044")
    await an.taps("Xóa")
    await an.taps("Đúng, xóa")
    await stage.clock_at("2026-11-25 08:00")
    assert chi.screen == (
        "Chồng chéo có thay đổi: 1 cuộc.\n"
        "• KT-021, không còn chồng chéo: Ban Tổ chức Thành ủy (KT-044), 10/4–20/4/2027.\n"
        "Chọn mã để xem và sửa."
    )
    assert len(digests(chi)) == 3 and digests(an) == []


async def test_a_unit_with_nobody_to_tell_hears_it_when_somebody_comes(stage: Stage) -> None:
    an = await stage.joins("An", "ban-to-chuc")
    await saves(an)
    await stage.clock_at(NEXT_MORNING)
    chi = await stage.joins("Chi", "ban-dan-van")
    await stage.moves(minutes=1)
    assert digests(chi) and "KT-021, mới chồng chéo" in chi.screen


async def test_an_agreed_programme_is_told_of_and_told_of_differently(stage: Stage) -> None:
    """Both boards hear: the one whose neighbour was agreed, and, later, the one that has been agreed itself."""
    an = await stage.joins("An", "ban-to-chuc")
    chi = await stage.joins("Chi", "ban-dan-van")
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    binh = await stage.joins("Bình", "tu", Role.STANDING)
    await saves(an)
    await stage.clock_at(NEXT_MORNING)
    await submits(an)
    await minh.taps("Trình BTV", on=minh.sees("Dự thảo mới"))
    await binh.taps("Thống nhất")
    await stage.clock_at("2026-11-24 08:00")
    assert chi.screen.split("\n")[1].startswith(
        "• KT-021, chồng chéo đã thay đổi (chương trình bên kia đã được thống nhất): Ban Tổ chức Thành ủy dự kiến"
    )
    await moves_away(chi, "KT-021", "tháng 10")
    await stage.clock_at("2026-11-25 08:00")
    assert an.screen.split("\n")[-1] == (
        "Chương trình đã được thống nhất bước đầu: cần điều chỉnh thì trao đổi với UBKT."
    )
    assert "KT-044, chồng chéo đã thay đổi: Ban Dân vận Thành ủy" in an.screen


async def test_the_same_content_in_a_superiors_plan_does_not_wait(stage: Stage) -> None:
    """A ward's inspection of its school, and then the city's board comes there with the same content."""
    lan = await stage.joins("Lan", "p-dong-tho")
    an = await stage.joins("An", "ban-to-chuc")
    await registers(lan, "chi bo quan su", "tháng 3", LAW)
    await saves(an, "chi bộ quân sự phường đông thọ", "tháng 9")
    await stage.moves(minutes=1)
    assert lan.screen.split("\n")[:2] == [
        "Chồng chéo có thay đổi: 1 cuộc.",
        "• KT-044, mới chồng chéo: Một đoàn cấp thành phố dự kiến làm việc với cùng đối tượng này, tháng 9/2027. "
        "Đề nghị trao đổi với UBKT trước khi giữ.",
    ]
    for hidden in (ORGANISATION, LAW, "dân chủ", "KT-045"):
        assert hidden not in lan.screen
    await stage.clock_at(NEXT_MORNING)
    assert len(digests(lan)) == 1


async def test_a_superiors_plan_that_is_entered_is_told_at_once_and_its_end_in_the_morning(stage: Stage) -> None:
    """As of a superior's inspection that a unit registers itself; who entered it is told of nothing."""
    lan = await stage.joins("Lan", "p-dong-tho")
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await registers(lan, "chi bo quan su", "tháng 5", "quản lý đất đai")
    said = await enters(minh, LINE)
    assert said == "Đã lưu KT-045, kế hoạch của UBKT Tỉnh ủy Thanh Hóa. Chạm 1 cuộc của các đơn vị."
    await stage.moves(minutes=1)
    assert lan.screen == (
        "Chồng chéo có thay đổi: 1 cuộc.\n"
        "• KT-044, mới chồng chéo: Một đoàn cấp tỉnh dự kiến làm việc với cùng đối tượng này, tháng 5/2027. "
        "Chưa chắc chắn vì hai bên mới ghi theo tháng.\n"
        "Chọn mã để xem và sửa."
    )
    await stage.clock_at(NEXT_MORNING)
    assert len(digests(lan)) == 1
    await minh.says("menu")
    await minh.taps("Kế hoạch của cấp trên")
    await minh.taps("KT-045")
    await minh.taps("Xóa")
    await minh.taps("Đúng, xóa")
    await stage.moves(minutes=5)
    assert len(digests(lan)) == 1
    await stage.clock_at("2026-11-24 08:00")
    assert lan.screen == (
        "Chồng chéo có thay đổi: 1 cuộc.\n"
        "• KT-044, không còn chồng chéo: Một đoàn cấp tỉnh, tháng 5/2027.\n"
        "Chọn mã để xem và sửa."
    )
    assert len(digests(lan)) == 2 and digests(minh) == []


async def test_a_superiors_plan_that_moves_is_told_anew(stage: Stage) -> None:
    """Also of a body that only this entry has named."""
    lan = await stage.joins("Lan", "p-dong-tho")
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await registers(lan, "chi bo quan su", "tháng 5", "quản lý đất đai")
    await enters(minh, LINE, body="Ban Tổ chức Tỉnh ủy")
    await stage.moves(minutes=1)
    assert len(digests(lan)) == 1
    await minh.taps("Danh sách")
    await minh.taps("KT-045")
    await minh.taps("Sửa")
    await minh.taps("Thời gian")
    await minh.says("tháng 9")
    await minh.taps("Lưu")
    await stage.moves(minutes=1)
    assert lan.screen.split("\n")[1] == (
        "• KT-044, chồng chéo đã thay đổi: Một đoàn cấp tỉnh dự kiến làm việc với cùng đối tượng này, tháng 9/2027. "
        "Đề nghị trao đổi với UBKT trước khi giữ."
    )
    assert len(digests(lan)) == 2


async def test_a_proposed_time_that_is_taken_is_told_to_whom_it_meets(stage: Stage) -> None:
    """Taking it is a change as every other: what waits for the old time lapses, and neighbours hear in the morning."""
    an = await stage.joins("An", "ban-to-chuc")
    chi = await stage.joins("Chi", "ban-dan-van")
    await saves(an)
    await stage.clock_at(NEXT_MORNING)
    assert len(digests(chi)) == 1
    await opens(an, "KT-044")
    await an.taps("Đề nghị đoàn chung")
    async with stage.database.write() as tx:
        item = next(row["id"] for row in tx.all("select id from inspections where code = 'KT-044'", ()))
        who = next(row["id"] for row in tx.all("select id from people where name = 'An'", ()))
        now = stage.sandbox.now()
        await suggestions.send(tx, item, 1, month(4, 2027), month(10, 2027), person_id=who, now=now)
    await opens(an, "KT-044")
    await an.taps("Chuyển sang tháng 10")
    assert await states(stage) == ["lapsed"]
    await stage.clock_at("2026-11-24 08:00")
    assert chi.screen.split("\n")[1].startswith(
        "• KT-021, chồng chéo đã thay đổi: Ban Tổ chức Thành ủy dự kiến kiểm tra chấp hành cùng đối tượng này, "
        "tháng 10/2027 (KT-044)."
    )
    assert digests(an) == []


async def test_two_programmes_of_one_unit_are_its_own_to_arrange(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan, "chi bo quan su", "tháng 3", LAW)
    await registers(lan, "chi bo quan su", "tháng 3", LAW, body=WARD_UBKT)
    await stage.clock_at(NEXT_MORNING)
    assert digests(lan) == []


async def test_nothing_is_sent_in_the_night(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    an = await stage.joins("An", "ban-to-chuc")
    await registers(lan, "chi bo quan su", "tháng 3", LAW)
    await stage.clock_at("2026-11-22 23:30")
    await saves(an, "chi bộ quân sự phường đông thọ", "tháng 9")
    await stage.moves(hours=1)
    assert digests(lan) == []
    await stage.clock_at(NEXT_MORNING)
    await stage.moves(minutes=1)
    assert len(digests(lan)) == 1


async def test_the_inspected_unit_hears_nothing(stage: Stage) -> None:
    binh = await stage.joins("Bình", "p-ham-rong")
    an = await stage.joins("An", "ban-to-chuc")
    await saves(an)
    await stage.clock_at(NEXT_MORNING)
    assert digests(binh) == []
    assert not any(MASSES in said or ORGANISATION in said for said in binh.heard)


async def test_a_joint_team_ends_the_overlap_without_a_digest(stage: Stage) -> None:
    an = await stage.joins("An", "ban-to-chuc")
    chi = await stage.joins("Chi", "ban-dan-van")
    await reaches_the_warning(an)
    await an.taps("Đề nghị đoàn chung")
    await an.says(LAW)
    await an.taps("Lưu")
    await chi.taps("Đồng ý đoàn chung")
    await stage.clock_at(NEXT_MORNING)
    assert digests(an) == digests(chi) == []


def test_a_long_digest_says_how_much_is_left_out() -> None:
    said = texts.digest(7, [f"KT-{number:03}, mới chồng chéo: x." for number in range(7)], submitted=True, agreed=False)
    assert said.split("\n")[-2:] == [
        "… và 2 thay đổi khác, xem ở các cuộc có dấu ⚠.",
        "Chương trình đang thẩm định: cần sửa thì rút dự thảo trước.",
    ]

"""The unit reports number and day of its issued programme; who does not is reminded; the board counts both."""

from __future__ import annotations

from planning.programme import Role
from tests.handlers.appraised_scene import agreed, in_force, opens, promulgates, signs, state
from tests.handlers.scene import WARD
from tests.stage import Stage

REMINDER = "Đã quá 15 ngày từ ý kiến chính thức, chưa thấy báo ban hành:"


async def test_not_before_the_opinion_is_final(stage: Stage) -> None:
    _, lan = await agreed(stage)
    await opens(lan)
    assert "Đã ban hành" not in lan.buttons


async def test_the_unit_reports_its_programme(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    mai = await stage.joins("Mai", "p-dong-tho")
    await signs(minh)
    await opens(lan)
    assert "Ý kiến chính thức: số 15-CV/UBKTTU ngày 22/11/2026. Chờ ban hành." in lan.screen
    assert "· đã có ý kiến chính thức, chờ ban hành (lần 1)" in lan.screen
    assert "chờ văn bản" not in lan.screen
    said = await lan.taps("Đã ban hành")
    assert said.startswith(
        f"Chương trình đã ban hành của {WARD} số mấy, ngày nào? Ví dụ: “Số 15-CTr/ĐU ngày 22/11/2026”."
    )
    await stage.moves(days=3)
    said = await lan.says("so 7 ctr/đu 25/11")
    assert said.startswith(f"Chương trình của {WARD} đã ban hành: số 07-CTr/ĐU ngày 25/11/2026, đúng không?")
    said = await lan.taps("Đúng, ghi")
    assert said.startswith(f"Đã ghi: chương trình của {WARD} ban hành số 07-CTr/ĐU ngày 25/11/2026.")
    assert minh.screen.startswith(f"{WARD} đã ban hành chương trình số 07-CTr/ĐU ngày 25/11/2026.")
    assert mai.screen.startswith("Lan đã ghi:")
    (programme,) = await stage.rows("select state, in_force_id from programmes where version > 0")
    (version,) = await stage.rows("select id from versions")
    assert programme == {"state": "promulgated", "in_force_id": version["id"]}
    assert len(await stage.rows("select 1 from audit where action = 'programme.promulgated'")) == 1


async def test_the_day_follows_the_opinion(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    await signs(minh)
    await opens(lan)
    await lan.taps("Đã ban hành")
    said = await lan.says("7-CTr/ĐU ngày 20/11/2026")
    assert said.startswith("Ngày 20/11/2026 sớm quá, phải từ 22/11/2026.")
    await lan.taps("Hủy")
    assert await state(stage) == "agreed"


async def test_two_colleagues_report_once(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    mai = await stage.joins("Mai", "p-dong-tho")
    await signs(minh)
    for actor, number in ((lan, 7), (mai, 8)):
        await opens(actor)
        await actor.taps("Đã ban hành")
        await actor.says(f"{number}-CTr/ĐU hôm nay")
    await mai.taps("Đúng, ghi")
    said = await lan.taps("Đúng, ghi")
    assert said.startswith(f"Chương trình của {WARD} đã ghi ban hành: số 08-CTr/ĐU ngày 22/11/2026.")
    assert len(await stage.rows("select 1 from promulgations")) == 1


async def test_the_number_of_the_opinion_stays_as_it_was_carried_out(stage: Stage) -> None:
    minh, _ = await in_force(stage)
    await minh.says("menu")
    await minh.taps("Bảng theo dõi")
    await minh.taps("Ban hành (1)")
    await minh.taps(WARD)
    said = await minh.taps("Ghi lại số, ngày")
    assert said.startswith(f"{WARD} đã ban hành chương trình theo văn bản này, số và ngày không ghi lại được nữa.")


async def test_who_does_not_promulgate_is_reminded(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    await signs(minh)
    await stage.clock_at("2026-12-07 09:00")
    assert not any(REMINDER in text for text in lan.heard)
    await stage.clock_at("2026-12-08 07:30")
    assert not any(REMINDER in text for text in lan.heard), "quiet hours"
    await stage.clock_at("2026-12-08 08:30")
    assert lan.screen.startswith(f"{REMINDER}\n• {WARD}")
    await stage.rings()
    await stage.clock_at("2026-12-09 09:00")
    assert sum(REMINDER in text for text in lan.heard) == 1
    await stage.clock_at("2026-12-11 09:00")
    assert sum(REMINDER in text for text in lan.heard) == 2
    await promulgates(lan)
    await stage.clock_at("2026-12-15 09:00")
    assert sum(REMINDER in text for text in lan.heard) == 2
    assert len(await stage.rows("select 1 from issue_reminders")) == 2


async def test_after_a_week_offline_one_reminder_comes(stage: Stage) -> None:
    minh, lan = await agreed(stage)
    await signs(minh)
    await stage.clock_at("2026-12-20 09:00")
    assert sum(REMINDER in text for text in lan.heard) == 1


async def test_the_board_counts_each_state(stage: Stage) -> None:
    await in_force(stage)
    thuy = await stage.joins("Thủy", "tu", Role.STANDING)
    await thuy.says("menu")
    said = await thuy.taps("Bảng theo dõi")
    assert "Đảng ủy, chi bộ cơ sở: gửi 1/47 · ban hành 1" in said
    said = await thuy.taps("Ban hành (1)")
    assert said.startswith(f"Đã ban hành\n• {WARD}")

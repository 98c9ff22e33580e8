"""What becomes of proposals and joint teams when an inspection or a programme moves on; on both channels."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.handlers.scene import submits
from tests.handlers.test_joint import MASSES, ORGANISATION, moves_made, opens, proposes, states
from tests.stage import Actor, Stage


async def test_it_lapses_when_the_other_inspection_moves(stage: Stage, an: Actor, chi: Actor) -> None:
    await proposes(an)
    await opens(chi, "KT-021")
    await chi.taps("Sửa")
    assert "Đề nghị đoàn chung" not in chi.buttons  # one waits already
    await chi.taps("Thời gian khác")
    await chi.says("tháng 10")
    while "Lưu" not in chi.buttons:
        await chi.taps(next(label for label in chi.buttons if label.startswith("Giữ ")))
    await chi.taps("Lưu")
    gone = "không còn hiệu lực vì một cuộc đã đổi thời gian hoặc đối tượng."
    assert f"Đề nghị đoàn chung giữa KT-044 và {MASSES} {gone}" in an.heard
    assert f"Đề nghị đoàn chung giữa KT-021 và {ORGANISATION} {gone}" in "\n".join(chi.heard)
    assert await states(stage) == ["lapsed"]
    assert await moves_made(stage) == ["joint.proposed", "joint.lapsed"]


async def test_it_lapses_when_the_inspection_is_deleted(stage: Stage, an: Actor, chi: Actor) -> None:
    await proposes(an)
    await opens(an, "KT-044")
    await an.taps("Xóa")
    await an.taps("Đúng, xóa")
    assert f"Đề nghị đoàn chung giữa KT-021 và {ORGANISATION} không còn hiệu lực vì một cuộc đã được xóa." in chi.heard
    assert await states(stage) == ["lapsed"]


@pytest.mark.parametrize("decides", [True, False])
async def test_it_lapses_when_a_programme_is_withdrawn_or_decided(
    decides: bool, stage: Stage, an: Actor, chi: Actor, minh: Actor
) -> None:
    await proposes(an)
    await submits(an)
    assert await states(stage) == ["proposed"]
    if decides:
        binh = await stage.joins("Bình", "tu", Role.STANDING)
        await minh.taps("Trình BTV", on=minh.sees("Dự thảo mới"))
        assert await states(stage) == ["proposed"]  # nothing is decided yet
        await binh.taps("Thống nhất")
        why = "một chương trình đã có kết quả thẩm định"
    else:
        await an.taps("Rút dự thảo")
        await an.taps("Đúng, rút")
        why = "một chương trình đã được rút về để sửa"
    assert await states(stage) == ["lapsed"]
    assert f"Đề nghị đoàn chung giữa KT-021 và {ORGANISATION} không còn hiệu lực vì {why}." in chi.heard
    assert f"Đề nghị đoàn chung giữa KT-044 và {MASSES} không còn hiệu lực vì {why}." in an.heard
    await opens(chi, "KT-021")
    assert ("Đề nghị đoàn chung" in chi.buttons) is not decides  # an agreed programme does not change any more


async def test_a_team_ends_when_its_inspection_is_deleted(stage: Stage, an: Actor, chi: Actor) -> None:
    await proposes(an)
    await chi.taps("Đồng ý đoàn chung")
    assert f"Đoàn chung: KT-021 với {ORGANISATION} (KT-044)" in (await shows_its_programme(chi)).splitlines()
    await opens(an, "KT-044")
    await an.taps("Xóa")
    assert an.screen == (
        f"Xóa KT-044? Mã này sẽ không dùng lại.\nCuộc này có đoàn chung với {MASSES} (KT-021). "
        "Xóa thì đoàn chung không còn, bên kia được báo."
    )
    await an.taps("Đúng, xóa")
    assert chi.screen == (
        f"Đoàn chung của KT-021 với {ORGANISATION} không còn vì một cuộc đã được xóa. Đồng chí xem lại cuộc KT-021."
    )
    assert await states(stage) == ["lapsed"]
    assert await stage.rows("select partners from inspections where code = 'KT-021'") == [{"partners": ""}]


async def shows_its_programme(actor: Actor) -> str:
    await actor.says("menu")
    return await actor.taps("Chương trình của tôi")


async def test_a_team_ends_when_it_is_taken_out_of_the_details(stage: Stage, an: Actor, chi: Actor) -> None:
    await proposes(an)
    await chi.taps("Đồng ý đoàn chung")
    await opens(an, "KT-044")
    await an.taps("Sửa")
    await an.taps("Cơ quan chủ trì")
    await an.taps("Xóa nội dung này")
    while "Lưu" not in an.buttons:
        await an.taps(next(label for label in an.buttons if label.startswith("Giữ ")))
    await an.taps("Lưu")
    left_out = "không còn vì một bên đã bỏ khỏi chi tiết của cuộc."
    assert await states(stage) == ["lapsed"]
    assert await stage.rows("select partners from inspections where code = 'KT-021'") == [{"partners": ""}]
    assert f"Đoàn chung của KT-021 với {ORGANISATION} {left_out}" in "\n".join(chi.heard)
    assert "⚠" in await shows_its_programme(an)
    await stage.clock_at("2026-11-23 08:00")
    assert "• KT-021, mới chồng chéo: Ban Tổ chức Thành ủy" in chi.screen
    assert "• KT-044, mới chồng chéo: Ban Dân vận Thành ủy" in an.screen
    assert f"Đoàn chung của KT-044 với {MASSES} {left_out}" in "\n".join(an.heard)


async def test_an_accepted_team_hears_of_another_time(stage: Stage, an: Actor, chi: Actor) -> None:
    await proposes(an)
    await chi.taps("Đồng ý đoàn chung")
    await opens(an, "KT-044")
    await an.taps("Sửa")
    await an.taps("Thời gian")
    await an.says("10/4-20/4")
    while "Lưu" not in an.buttons:
        await an.taps(next(label for label in an.buttons if label.startswith("Giữ ")))
    warned = f"Cuộc này có đoàn chung với {MASSES} (KT-021). Đổi thì bên kia được báo, hai bên thống nhất lại với nhau."
    assert warned in an.screen.splitlines()
    await an.taps("Lưu")
    assert chi.screen == (
        f"{ORGANISATION} đã đổi cuộc trong đoàn chung với KT-021, nay là 10/4–20/4/2027. Đồng chí xem lại cho khớp."
    )
    assert await states(stage) == ["accepted"]

"""An administrator reads the audit in chat; every act has words."""

from __future__ import annotations

import re
from pathlib import Path

import bot
import handlers
from handlers.audit_lines import REFUSED, STORED, VERBS
from planning.programme import Role
from storage.audit import RESTORED
from tests.handlers.scene import registers, submits
from tests.stage import Stage


def test_there_are_words_for_every_act() -> None:
    files = [*Path(handlers.__file__).parent.rglob("*.py"), *Path(bot.__file__).parent.rglob("*.py")]
    code = "\n".join(path.read_text("utf-8") for path in files)
    found = set(re.findall(r'audit\.record\(\s*[\w.]+,\s*"([\w.]+)"', code)) | {RESTORED}
    assert {"person.joined", "office.loaded", "file.fetched", "act.refused"} <= found
    assert found <= {*STORED, *REFUSED, *VERBS}


async def test_newest_first_a_page_at_a_time(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await stage.moves(days=1)
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    await submits(lan)
    chi = await stage.joins("Chi", "ubkt-tu", Role.ADMIN)
    await chi.says("/quantri")
    await chi.taps("Nhật ký")
    assert chi.screen.partition("\n\n1 ")[0].startswith(
        "Nhật ký\n"
        "• 23/11 09:00 Chi tham gia: quản trị\n"
        "• 23/11 09:00 Lan gửi dự thảo lần 1 của Đảng ủy phường Đông Thọ\n"
        "• 23/11 09:00 Minh tham gia: thẩm định viên\n"
        "• 22/11 09:00 KT-044: cuộc mới của Lan\n"
        "• 22/11 09:00 Lan tham gia: cán bộ đầu mối\n\n"
        "Gõ ngày, tên đơn vị hoặc tên người để lọc."
    )
    assert minh.screen


async def test_of_a_day_a_unit_or_a_person(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await stage.moves(days=1)
    hoa = await stage.joins("Nguyễn Hoa", "p-ham-rong")
    chi = await stage.joins("Chi", "ubkt-tu", Role.ADMIN)
    await chi.says("/quantri")
    await chi.taps("Nhật ký")

    assert (await chi.says("22/11/2026")).startswith(
        "Nhật ký: ngày 22/11/2026\n"
        "• 22/11 09:00 KT-044: cuộc mới của Lan\n"
        "• 22/11 09:00 Lan tham gia: cán bộ đầu mối\n\n"
    )
    assert (await chi.says("phường Đông Thọ")).startswith(
        "Nhật ký: Đảng ủy phường Đông Thọ\n• 22/11 09:00 KT-044: cuộc"
    )
    assert "Hoa" not in chi.screen
    assert (await chi.says("nguyễn hoa")).startswith(
        "Nhật ký: Nguyễn Hoa\n• 23/11 09:00 Nguyễn Hoa tham gia: cán bộ đầu mối\n\n"
    )
    assert (await chi.says("24/11/2026")).startswith("Nhật ký: ngày 24/11/2026\nChưa có việc nào.\n\n")
    assert (await chi.says("xyzzy")).startswith("Tôi chưa hiểu “xyzzy”. Gõ ngày, tên đơn vị hoặc tên người để lọc.")
    assert hoa.screen


async def test_older_pages_go_on_to_the_first_row(stage: Stage) -> None:
    chi = await stage.joins("Chi", "ubkt-tu", Role.ADMIN)
    for number in range(17):
        await stage.joins(f"Người {number}", "p-dong-tho")
    await chi.says("/quantri")
    await chi.taps("Nhật ký")
    seen: list[str] = []
    for page in range(3):
        if page:
            await chi.taps("Cũ hơn")
        seen += [line.partition(" 09:00 ")[2] for line in chi.screen.splitlines() if line.startswith("• ")]
    wanted = [f"Người {number} tham gia: cán bộ đầu mối" for number in reversed(range(17))]
    assert seen == [*wanted, "Chi tham gia: quản trị"]
    await chi.taps("Tất cả")
    assert "Người 16" in chi.screen

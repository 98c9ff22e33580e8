"""What the demo tells its page of the program's side. No browser is needed for this."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

import handlers
from bot.commands.demo_news import Lookout
from handlers.audit_lines import REFUSED, STORED, VERBS, audited
from planning.programme import Role
from tests.handlers.scene import registers, submits
from tests.stage import ZONE, Actor, Stage

Line = tuple[str, str]


class Page:
    """Takes what the page would be told."""

    def __init__(self, stage: Stage) -> None:
        self.lines: list[Line] = []
        self.lookout = Lookout(stage.database, ZONE, stage.sandbox.now, self._tell, self._name_of)
        self._names = {str(actor.phone.user_id): name for name, actor in stage.actors.items()}

    def _tell(self, kind: str, text: str) -> None:
        self.lines.append((kind, text))

    def name(self, name: str, stage: Stage) -> None:
        """Somebody who has come later."""
        self._names[str(stage.actors[name].phone.user_id)] = name

    def _name_of(self, address: str) -> str:
        return self._names[address]

    async def hears(self) -> list[Line]:
        """The lines since the last time."""
        self.lines.clear()
        await self.lookout.catch_up()
        return list(self.lines)

    async def bell(self) -> tuple[str, str] | None:
        """When the next bell rings, in the office's time, and what."""
        found = await self.lookout.next_bell()
        return (f"{found[0].astimezone(ZONE):%Y-%m-%d %H:%M}", found[1]) if found else None


@pytest.fixture
async def lan(stage: Stage) -> Actor:
    return await stage.joins("Lan", "p-dong-tho")


@pytest.fixture
async def minh(stage: Stage) -> Actor:
    return await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)


@pytest.fixture
async def page(stage: Stage, lan: Actor, minh: Actor) -> AsyncIterator[Page]:
    page = Page(stage)
    await page.lookout.open()
    yield page
    await page.lookout.close()


async def test_stored_and_decided_in_order(page: Page, lan: Actor, minh: Actor) -> None:
    assert await page.hears() == []  # what was there before is no news
    await registers(lan)
    lines = await page.hears()
    assert lines[-2:] == [("stored", "tin của Lan vào hộp thư"), ("stored", "KT-044: cuộc mới của Lan")]
    await submits(lan)
    assert (await page.hears())[-1] == ("stored", "Lan gửi dự thảo lần 1 của Đảng ủy phường Đông Thọ")
    await minh.taps("Trả lại")
    await minh.says("Ghi rõ nội dung")
    await minh.taps("Trả lại với lý do này")
    assert await page.hears() == [
        ("stored", "tin của Minh vào hộp thư"),
        ("stored", "tin của Minh vào hộp thư"),
        ("stored", "tin của Minh vào hộp thư"),
        ("decided", "Minh trả lại dự thảo lần 1 của Đảng ủy phường Đông Thọ"),
    ]
    assert await page.hears() == []


async def test_what_must_not_be_entered_is_not_repeated(page: Page, lan: Actor) -> None:
    await lan.taps("Đăng ký cuộc mới")
    await page.hears()
    await lan.says("kiểm tra khi có dấu hiệu vi phạm ở chi bộ quân sự")
    lines = await page.hears()
    assert [kind for kind, _ in lines] == ["refused", "refused"]
    assert lines[0] == ("refused", "tin của Lan: chỉ ghi là có dấu hiệu vi phạm, không lưu chữ nào")
    assert "quân sự" not in str(lines)


async def test_the_next_bell(page: Page, stage: Stage, lan: Actor, minh: Actor) -> None:
    assert await page.bell() == ("2026-11-30 08:00", "nhắc hạn, còn 15 ngày")
    await registers(lan)
    await submits(lan)
    assert await page.bell() == ("2026-11-23 08:00", "việc chờ buổi sáng của người thẩm định")
    await stage.clock_at("2026-11-23 08:00")
    assert "Việc chờ đồng chí" in minh.screen
    assert (await page.bell() or [""])[0] == "2026-11-24 08:00"
    await minh.taps("Mở dự thảo cũ nhất")
    await minh.taps("Thống nhất")
    assert (await page.bell() or [""])[0] == "2026-11-30 08:00"
    await stage.clock_at("2026-11-30 23:00")  # nobody is woken
    assert "Nhắc hạn" not in lan.screen
    assert await page.bell() == ("2026-12-01 08:00", "nhắc hạn, còn 14 ngày")
    await stage.clock_at("2026-12-01 08:00")
    assert "Nhắc hạn: còn 14 ngày" in lan.screen
    assert (await page.bell() or [""])[0] == "2026-12-08 08:00"


async def test_a_bell_rings_when_it_was_said(page: Page, stage: Stage, lan: Actor) -> None:
    """All the way down the ladder: at each moment that is named, and only then, something comes."""
    seen = 0
    while bell := await page.bell():
        before = len(lan.heard)
        moment = datetime.fromisoformat(bell[0]).replace(tzinfo=ZONE)
        await stage.clock_at(f"{moment.replace(hour=7):%Y-%m-%d %H:%M}")
        assert len(lan.heard) == before
        await stage.clock_at(bell[0])
        assert len(lan.heard) == before + 1
        assert ("còn" in lan.screen) == ("còn" in bell[1])
        seen += 1
    assert seen == 10  # 15, 7, 3, 1 days before, the day itself, five days after


async def test_closed_it_reads_no_more(page: Page, stage: Stage, lan: Actor) -> None:
    await page.lookout.close()
    await lan.says("menu")
    assert await page.hears() == []
    assert await page.bell() is None


def test_the_panel_has_words_for_every_act() -> None:
    """Each action that some handler writes into the audit."""
    code = "\n".join(path.read_text("utf-8") for path in Path(handlers.__file__).parent.glob("*.py"))
    found = set(re.findall(r'audit\.record\(\s*[\w.]+,\s*"([\w.]+)"', code))
    assert {"person.joined", "deadline.moved", "act.refused", "version.submitted"} <= found
    assert found <= {*STORED, *REFUSED, *VERBS}
    assert audited({"action": "x.y", "person": None, "detail": {}}) == ("stored", "một việc đã ghi sổ: x.y")


async def test_an_administrator_at_work(page: Page, stage: Stage) -> None:
    await stage.joins("Chi", "ubkt-tu", Role.ADMIN)
    page.name("Chi", stage)
    chi = stage.actors["Chi"]
    await chi.taps("Dời hạn gửi")
    await chi.says("20/12/2026")
    await chi.taps(chi.buttons[0])
    lines = await page.hears()
    assert ("stored", "Chi tham gia: quản trị") in lines
    assert lines[-1] == ("stored", "hạn gửi dời từ 15/12/2026 sang 20/12/2026")


async def test_nobody_left_to_remind(stage: Stage) -> None:
    page = Page(stage)
    await page.lookout.open()
    assert await page.bell() is None
    await page.lookout.close()

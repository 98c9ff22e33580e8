"""Alarms go by the other channel, once an outage, and end with one sentence; also over a restart."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.alarms import Alarms
from bot.backups import Backups
from bot.channels.base import RetryError
from planning.programme import Role
from tests.stage import START
from tests.zalo_stage import BothStage

LOST = "Kênh Zalo mất kết nối từ vài phút nay. Tin chờ vẫn giữ đủ, hệ thống đang thử lại."
BACK = "Kênh Zalo đã kết nối lại, tin chờ đang được gửi."
NO_COPY = "Không sao lưu được dữ liệu. Đề nghị người quản lý máy chủ xem nhật ký và dung lượng đĩa."
COPIED = "Đã sao lưu lại được dữ liệu."


class Clock:
    """Delivery's time."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def moves(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def look(both: BothStage, clock: Clock, backups: Backups | None = None) -> Alarms:
    """The program's look at itself, as after a start."""
    return Alarms(both.database, both.app.channels, both.app.clock, clock, backups=backups)


def answered(both: BothStage, at: datetime, *names: str) -> None:
    for channel in both.app.channels.values():
        if channel.name in names:
            channel.pulse.at = at


async def test_once_an_outage_by_the_other_channel(both: BothStage, clock: Clock) -> None:
    admin = await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    alarms = look(both, clock)
    answered(both, clock.now, "telegram", "zalo", "zalo:2")
    heard = list(admin.heard)
    for minute in range(1, 12):
        clock.moves(minutes=1)
        answered(both, clock.now, "telegram", "zalo:2")
        if minute == 8:
            alarms = look(both, clock)  # the program was started again meanwhile
        await alarms.bell()
        await both.app.settle()
        assert admin.heard == (heard if minute <= 5 else [*heard, LOST]), minute
    answered(both, clock.now, "zalo")
    for _ in range(3):
        await alarms.bell()
        await both.app.settle()
    assert admin.heard == [*heard, LOST, BACK]

    clock.moves(minutes=6)
    answered(both, clock.now, "telegram", "zalo:2")
    await alarms.bell()
    await both.app.settle()
    assert admin.heard == [*heard, LOST, BACK, LOST], "another outage"


async def test_a_channel_that_has_not_begun_is_no_outage(both: BothStage, clock: Clock) -> None:
    admin = await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    heard = list(admin.heard)
    for channel in both.app.channels.values():
        channel.pulse.at = None
    clock.moves(hours=1)
    await look(both, clock).bell()
    await both.app.settle()
    assert admin.heard == heard, "what does not start is told where it is started"


async def test_a_channel_that_is_called_is_asked_whether_it_is_there(
    both: BothStage, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    heard, alarms, channel = list(admin.heard), look(both, clock), both.app.channels["zalo"]
    monkeypatch.setattr(type(channel), "polls", property(lambda self: self is not channel))
    asked: list[datetime] = []

    async def answers() -> None:
        asked.append(clock.now)
        channel.pulse.at = clock.now

    async def is_silent() -> None:
        raise RetryError("zalo: no answer")

    monkeypatch.setattr(channel, "ping", answers)
    answered(both, clock.now, "zalo")
    for _ in range(20):
        clock.moves(minutes=1)
        answered(both, clock.now, "telegram", "zalo:2")
        await alarms.bell()
    assert 5 <= len(asked) <= 20, "now and then, not at every bell"
    await both.app.settle()
    assert admin.heard == heard
    monkeypatch.setattr(channel, "ping", is_silent)
    clock.moves(minutes=6)
    answered(both, clock.now, "telegram", "zalo:2")
    await alarms.bell()
    await both.app.settle()
    assert admin.heard == [*heard, LOST]


async def test_a_back_up_that_fails_is_told_once(
    both: BothStage, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    backups = Backups(both.path, both.folder / "backups", lambda: bytes(32), clock=clock)
    alarms, heard = look(both, clock, backups), list(admin.heard)
    whole = Backups.make

    def full(self: Backups) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Backups, "make", full)
    for _ in range(3):
        await alarms.bell()
        await both.app.settle()
    assert admin.heard == [*heard, NO_COPY]
    assert backups.all() == []
    monkeypatch.setattr(Backups, "make", whole)
    await alarms.bell()
    await both.app.settle()
    assert admin.heard == [*heard, NO_COPY, COPIED]
    assert len(backups.all()) == 1


async def test_an_office_at_rest_makes_no_more_copies(both: BothStage) -> None:
    """The bell itself changes nothing, or there would be a copy every quarter of an hour for ever."""
    await both.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    both.app.alarms._backups = backups = Backups(both.path, both.folder / "backups", lambda: bytes(32))
    await both.app.alarms.bell()
    first = backups.all()
    assert len(first) == 1
    wal = both.path.with_name(f"{both.path.name}-wal")
    before = (both.path.stat().st_mtime_ns, wal.stat().st_mtime_ns)
    for _ in range(3):
        await both.app.tick()
        await both.app.alarms.bell()
    assert (both.path.stat().st_mtime_ns, wal.stat().st_mtime_ns) == before

"""Where a simulated office may begin: played once as talks, then copied, so that runs reach what comes late in a year.

The database is copied as a file; of the sandbox what a program and a person can see is copied: the phones and the ids.
"""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from planning.programme import Role
from sandbox import Sandbox
from tests.faults.harness.simulation_talks import Talks
from tests.stage import START, Actor, Stage

UNITS = {
    "Lan": "p-dong-tho",
    "Mai": "p-dong-tho",
    "Bình": "p-ham-rong",
    "Hoa": "hoi-phu-nu",
    "An": "ban-to-chuc",
    "Chi": "ban-dan-van",
}
SEATS = {"Minh": Role.REVIEWER, "Thu": Role.REVIEWER, "Tú": Role.REVIEWER, "Hương": Role.ADMIN, "Kiên": Role.ADMIN}
STANDING = ("Việt", "Sơn")
ALL_MUST = (
    "update track_steps set quorum = 'all' where seat = 'standing' or track = 'B'",
    "update counters set value = value + 1 where name = 'campaign'",
)


class Ticks:
    """Time that goes on by a millisecond whenever it is looked at, however long that takes: so runs can be repeated."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self) -> datetime:
        self.number += 1
        return START + timedelta(milliseconds=self.number)


def _office() -> Sandbox:
    sandbox = Sandbox()
    sandbox.world.clock.real = Ticks()
    return sandbox


class Cast(Talks):
    def __init__(self, stage: Stage) -> None:
        self.stage = stage


async def _gather(cast: Cast) -> None:
    """Everybody joins. Lan is also a reviewer, so that somebody could decide a draft of their own."""
    stage = cast.stage
    for name, unit in UNITS.items():
        await stage.joins(name, unit)
    for name, role in SEATS.items():
        await stage.joins(name, "ubkt-tu", role)
    for name in STANDING:
        await stage.joins(name, "tu", Role.STANDING)
    lan = stage.actors["Lan"]
    await lan.starts(await stage.code("ubkt-tu", Role.REVIEWER))
    await lan.taps("Đúng, tham gia")


async def _sent(cast: Cast) -> None:
    """Drafts of both tracks wait."""
    await _gather(cast)
    for number, programme in enumerate((0, 1, 2, 3)):
        await cast.registers(programme, 0, 3 + 2 * number)
        await cast.submits(programme)
    await cast.submits(4)


async def _all_must(cast: Cast) -> None:
    """The same, where everybody at a step must agree."""
    await _sent(cast)
    async with cast.stage.database.write() as tx:
        for statement in ALL_MUST:
            await tx.execute(statement)


async def _agreed(cast: Cast) -> None:
    """Both of a ward's are agreed, one waits for the standing committee."""
    await _sent(cast)
    minh, viet = cast.stage.actors["Minh"], cast.stage.actors["Việt"]
    for which in (0, 0, 2):
        await cast.opens_card(minh, "Thống nhất", which)
        await cast.agrees(minh)
    await cast.opens_card(viet, "Thống nhất")
    await cast.agrees(viet)


async def _in_force(cast: Cast) -> None:
    """A ward's programme is in force, the opinion on another one is final."""
    await _gather(cast)
    minh = cast.stage.actors["Minh"]
    for programme in (0, 2):
        await cast.registers(programme, 0, 3)
        await cast.registers(programme, 1, 9)
        await cast.submits(programme)
        await cast.opens_card(minh, "Thống nhất")
        await cast.agrees(minh)
        await cast.writes_the_opinion(minh, 10 + programme)
    await cast.promulgates(0, 7)


async def _amended(cast: Cast) -> None:
    """An amendment of it waits."""
    await _in_force(cast)
    await cast.amends(0, "Có đoàn cấp trên đến")
    await cast.moves_one(0, 0, 6)
    await cast.submits(0)


BEGINNINGS: dict[str, Callable[[Cast], Awaitable[None]]] = {
    "new": _gather,
    "sent": _sent,
    "all must agree": _all_must,
    "agreed": _agreed,
    "in force": _in_force,
    "amended": _amended,
}


@dataclass(frozen=True)
class Beginning:
    """A database file, and the sandbox as it stood then."""

    path: Path
    sandbox: Sandbox
    at: datetime

    def stage(self, folder: Path) -> Stage:
        """One more office that begins here; not open yet."""
        stage = Stage(folder, self.path, _twin(self.sandbox))
        stage.sandbox.sets_clock(self.at)  # nothing is earlier than what was before
        for phone in stage.sandbox.phones:
            stage.actors[phone.name] = Actor(stage, phone)
        return stage


def _twin(old: Sandbox) -> Sandbox:
    new = _office()
    for phone in old.phones:
        added = new.add_phone(phone.user_id, phone.name)
        vars(added.chat).update(copy.deepcopy(vars(phone.chat)))
    new.world.commands.update(copy.deepcopy(old.world.commands))
    new.world._next_message_id = old.world._next_message_id
    new.world._next_number = old.world._next_number
    new.world.updates._next_id = old.world.updates._next_id
    return new


_made: dict[tuple[Path, str], Beginning] = {}


async def beginning(base: Path, name: str) -> Beginning:
    """Played at the first call; `base`: the example office's database."""
    if (base, name) not in _made:
        folder = Path(tempfile.mkdtemp(prefix="begins-", dir=base.parent))
        stage = Stage(folder, base, _office())
        await stage.open()
        try:
            await BEGINNINGS[name](Cast(stage))
        finally:
            await stage.close()
        _made[base, name] = Beginning(stage.path, stage.sandbox, stage.sandbox.now())
    return _made[base, name]

"""A random office: people do everything that can be done with a programme, while the program crashes.

Each rule is one thing somebody does, as a talk; a new verb is one more rule, in the file of those who do it: units,
reviewers, people. `anything` presses whatever is there, and so reaches what has no rule of its own. A run begins at a
point of the year that hypothesis chooses. After every step `invariants` looks at the rows. Time is played.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from tests.faults.harness.invariants import broken, unwarned
from tests.faults.harness.simulation_people import People
from tests.faults.harness.simulation_reviewers import DECIDE, Reviewers
from tests.faults.harness.simulation_start import BEGINNINGS, SEATS, STANDING, UNITS, beginning
from tests.faults.harness.simulation_talks import LOOKS
from tests.faults.harness.simulation_units import Units
from tests.stage import Stage

everybody = st.sampled_from([*UNITS, *SEATS, *STANDING])
deciders = st.sampled_from(DECIDE)


class OfficeMachine(Units, Reviewers, People):
    """`base`: the example office. Lan is also a reviewer, so that somebody could decide a draft of their own."""

    base: ClassVar[Path]
    steps: ClassVar[int] = 0
    done: ClassVar[Counter[str]] = Counter()  # what the audit says was done after the beginnings, over all runs
    used: ClassVar[Counter[str]] = Counter()  # where the runs began
    faults: ClassVar[Counter[str]] = Counter()  # what did not hold, also where no shorter story has the same end

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="ktgs-simulation-"))
        self.before: Counter[str] = Counter()

    @initialize(name=st.sampled_from([*BEGINNINGS]))
    def begins(self, name: str) -> None:
        async def opens() -> None:
            self.stage = (await beginning(self.base, name)).stage(self.folder)
            await self.stage.open()
            self.before = await self._acts()

        self.used[name] += 1
        self.does(opens())

    async def _acts(self) -> Counter[str]:
        rows = await self.stage.rows("select action, count(*) as n from audit group by action")
        return Counter({row["action"]: row["n"] for row in rows})

    def teardown(self) -> None:
        try:
            if hasattr(self, "stage"):
                self.done.update(self.does(self._acts()) - self.before)
                self.does(self.stage.close())
        finally:
            self.loop.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    @rule(name=everybody, which=st.integers(0, 40))
    def anything(self, name: str, which: int) -> None:
        """Whatever stands on one of the newest messages, also on one that was answered long ago."""

        async def talk() -> None:
            who = self.stage.actors[name]
            shown = [m for m in who.phone.messages if m.from_bot][-LOOKS:]
            presses = [(m.id, b.data) for m in shown for row in m.buttons for b in row if b.data]
            if presses:
                who.phone.presses_data(*presses[which % len(presses)])
                await self.stage.settle()

        self.does(talk())

    @rule(first=deciders, other=deciders)
    def two_press_at_one_moment(self, first: str, other: str) -> None:
        async def talk() -> None:
            for name in sorted({first, other}):
                who = self.stage.actors[name]
                if found := self.finds(who, "Thống nhất".__eq__, deep=True):
                    who.phone.presses_data(*found)
            await self.stage.settle()

        self.does(talk())

    # what happens to the program

    @rule(name=everybody, text=st.sampled_from(["menu", "/gui", "/huy", "tháng 5", "Lưu"]))
    def crashes(self, name: str, text: str) -> None:
        """An update is stored, and the program is gone before it is handled."""

        async def crash() -> None:
            self.stage.actors[name].phone.says(text)
            await self.stage.channel.poll_once(self.stage.app.inbox.store, self.stage._offset)
            await self.stage.restart()
            await self.stage.settle()

        self.does(crash())

    @rule(name=deciders)
    def crashes_before_it_tells(self, name: str) -> None:
        """A decision is committed, and the program is gone before a message leaves."""

        async def crash() -> None:
            who = self.stage.actors[name]
            if found := self.finds(who, "Thống nhất".__eq__, deep=True):
                who.phone.presses_data(*found)
            await self.stage.channel.poll_once(self.stage.app.inbox.store, self.stage._offset)
            while await self.stage.app.inbox.lanes.drain():
                pass
            await self.stage.restart()
            await self.stage.settle()

        self.does(crash())

    @rule()
    def restarts(self) -> None:
        self.does(self.stage.restart())

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.does(self.stage.moves(hours=hours))

    # what always holds

    @invariant()
    def nothing_is_broken(self) -> None:
        type(self).steps += 1
        self._holds(broken)

    @rule()
    def every_overlap_is_found(self) -> None:
        self._holds(unwarned)

    def _holds(self, look: Callable[[Stage], Awaitable[list[str]]]) -> None:
        async def looked() -> list[str]:
            return list(await look(self.stage))

        found = self.does(looked())
        self.faults.update(found)
        assert not found, found
        assert self.stage.sandbox.refused == [], self.stage.sandbox.refused

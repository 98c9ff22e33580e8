"""A random office: people register, change, submit, decide, take back, hand over, while the program crashes.

Each rule is one thing somebody does, as a talk; a new verb is one more rule. `anything` presses whatever is there, and
so reaches what has no rule of its own. After every step `invariants` looks at the rows. Time is played.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from planning.programme import Role
from tests.faults.harness.invariants import broken, unwarned
from tests.stage import Actor, Stage

UNITS = {"Lan": "p-dong-tho", "Bình": "p-ham-rong", "Hoa": "hoi-phu-nu"}
BODIES = {"Lan": "Đảng ủy phường Đông Thọ", "Bình": "Đảng ủy phường Hàm Rồng", "Hoa": ""}
SUBJECTS = {
    "Lan": ("chi bộ quân sự", "chi bộ trường THCS Trần Phú", "Chi bộ Trạm Y tế"),
    "Bình": ("Đảng ủy phường Hàm Rồng",),
    "Hoa": ("Hội LHPN phường Đông Thọ", "Hội LHPN phường Hàm Rồng"),
}
REVIEWERS = ("Minh", "Thu", "Lan2")
LOOKS = 6  # so many of the newest messages are looked at for a button
WRITTEN = "Bổ sung nội dung về đất đai"

units = st.sampled_from(sorted(UNITS))
reviewers = st.sampled_from(REVIEWERS)
months = st.integers(1, 12)
numbers = st.integers(0, 5)


class OfficeMachine(RuleBasedStateMachine):
    """`base`: the example office. Lan is also a reviewer, so that somebody could decide a draft of their own."""

    base: ClassVar[Path]
    steps: ClassVar[int] = 0
    done: ClassVar[Counter[str]] = Counter()  # what the audit says was done, over all runs

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="ktgs-simulation-"))
        self.stage = Stage(self.folder, self.base)
        self.does(self._begins())

    def does(self, work: Coroutine[Any, Any, Any]) -> Any:
        """One thing from its beginning to its end, with everything that follows from it."""
        return self.loop.run_until_complete(work)

    async def _begins(self) -> None:
        await self.stage.open()
        for name, unit in UNITS.items():
            await self.stage.joins(name, unit)
        for name in REVIEWERS[:2]:
            await self.stage.joins(name, "ubkt-tu", Role.REVIEWER)
        await self.stage.joins("Việt", "tu", Role.STANDING)
        lan = self.stage.actors["Lan"]
        await lan.starts(await self.stage.code("ubkt-tu", Role.REVIEWER))
        await lan.taps("Đúng, tham gia")
        self.stage.actors["Lan2"] = lan

    def teardown(self) -> None:
        try:
            acts = self.does(self.stage.rows("select action, count(*) as n from audit group by action"))
            self.done.update({row["action"]: row["n"] for row in acts})
            self.does(self.stage.close())
        finally:
            self.loop.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    # what people do

    @rule(name=units, which=numbers, month=months)
    def registers(self, name: str, which: int, month: int) -> None:
        async def talk(who: Actor) -> None:
            subjects = SUBJECTS[name]
            await who.says(f"kiểm tra {subjects[which % len(subjects)]} về quản lý thu, chi, tháng {month}")
            await self._presses(who, BODIES[name])
            await self._keeps_and_saves(who)

        self.does(talk(self.stage.actors[name]))

    @rule(name=units, which=numbers, month=months)
    def changes_the_time(self, name: str, which: int, month: int) -> None:
        async def talk(who: Actor) -> None:
            await self._opens_programme(who, name)
            codes = [label for label in who.buttons if label.startswith("KT-")]
            if not codes:
                return
            await who.taps(codes[which % len(codes)])
            if await self._presses(who, "Sửa") and await self._presses(who, "Thời gian"):
                await who.says(f"tháng {month}")
                await self._keeps_and_saves(who)

        self.does(talk(self.stage.actors[name]))

    @rule(name=units)
    def submits(self, name: str) -> None:
        self.does(self._submits(self.stage.actors[name], name))

    @rule(name=units, which=numbers, month=months)
    def registers_and_submits(self, name: str, which: int, month: int) -> None:
        self.registers(name, which, month)
        self.submits(name)

    @rule(name=units)
    def withdraws(self, name: str) -> None:
        async def talk(who: Actor) -> None:
            await self._opens_programme(who, name)
            await self._presses(who, "Rút dự thảo")
            await self._presses(who, "Đúng, rút")

        self.does(talk(self.stage.actors[name]))

    @rule(name=reviewers, late=st.booleans())
    def agrees(self, name: str, late: bool) -> None:
        async def talk(who: Actor) -> None:
            for label in ("Thống nhất", "Trình BTV"):
                if await self._presses(who, label, deep=late):
                    await self._presses(who, "Thống nhất, còn lại được thực hiện")
                    return

        self.does(talk(self.stage.actors[name]))

    @rule(name=reviewers)
    def returns(self, name: str) -> None:
        async def talk(who: Actor) -> None:
            if await self._presses(who, "Trả lại", deep=True):
                await who.says(WRITTEN)
                await self._presses(who, "Trả lại với lý do này")

        self.does(talk(self.stage.actors[name]))

    @rule(agree=st.booleans())
    def the_standing_committee_decides(self, agree: bool) -> None:
        async def talk(who: Actor) -> None:
            if agree:
                await self._presses(who, "Thống nhất", deep=True)
            elif await self._presses(who, "Trả lại", deep=True):
                await who.says(WRITTEN)
                await self._presses(who, "Trả lại với lý do này")

        self.does(talk(self.stage.actors["Việt"]))

    @rule(name=reviewers)
    def takes_a_decision_back(self, name: str) -> None:
        self.does(self._presses(self.stage.actors[name], "Lấy lại quyết định", deep=True))

    @rule(name=reviewers, to=reviewers)
    def hands_over(self, name: str, to: str) -> None:
        async def talk(who: Actor) -> None:
            if await self._presses(who, "Việc khác", deep=True) and await self._presses(who, "Chuyển người khác"):
                await self._presses(who, self.stage.actors[to].phone.name)
                await self._presses(who, "Chuyển ngay")

        self.does(talk(self.stage.actors[name]))

    @rule(name=reviewers, to=reviewers)
    def asks_for_a_second_opinion(self, name: str, to: str) -> None:
        async def talk(who: Actor) -> None:
            if await self._presses(who, "Việc khác", deep=True) and await self._presses(who, "Xin thêm ý kiến"):
                await self._presses(who, self.stage.actors[to].phone.name)
                await who.says(WRITTEN)

        self.does(talk(self.stage.actors[name]))

    @rule(name=st.sampled_from([*sorted(UNITS), *REVIEWERS, "Việt"]), which=st.integers(0, 40))
    def anything(self, name: str, which: int) -> None:
        """Whatever stands on one of the newest messages, also on one that was answered long ago."""

        async def talk(who: Actor) -> None:
            shown = [m for m in who.phone.messages if m.from_bot][-LOOKS:]
            presses = [(m.id, b.data) for m in shown for row in m.buttons for b in row if b.data]
            if presses:
                who.phone.presses_data(*presses[which % len(presses)])
                await self.stage.settle()

        self.does(talk(self.stage.actors[name]))

    @rule(first=reviewers, other=reviewers)
    def two_press_at_one_moment(self, first: str, other: str) -> None:
        async def talk() -> None:
            for name in {first, other}:
                if found := self._find(self.stage.actors[name], "Thống nhất", deep=True):
                    self.stage.actors[name].phone.presses_data(*found)
            await self.stage.settle()

        self.does(talk())

    # what happens to the program

    @rule(name=units, text=st.sampled_from(["menu", "/gui", "/huy", "tháng 5", "Lưu"]))
    def crashes(self, name: str, text: str) -> None:
        """An update is stored, and the program is gone before it is handled."""

        async def crash() -> None:
            self.stage.actors[name].phone.says(text)
            await self.stage.channel.poll_once(self.stage.app.inbox.store, self.stage._offset)
            await self.stage.restart()
            await self.stage.settle()

        self.does(crash())

    @rule(name=reviewers)
    def crashes_before_it_tells(self, name: str) -> None:
        """A decision is committed, and the program is gone before a message leaves."""

        async def crash() -> None:
            who = self.stage.actors[name]
            if found := self._find(who, "Thống nhất", deep=True):
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
        assert not found, found
        assert self.stage.sandbox.refused == [], self.stage.sandbox.refused

    # how they do it

    def _find(self, who: Actor, label: str, *, deep: bool = False) -> tuple[int, str] | None:
        """The newest button with this label; `deep`: also on older messages."""
        shown = [m for m in who.phone.messages if m.from_bot][-LOOKS * 3 if deep else -3 :]
        for message in reversed(shown):
            for button in (button for row in message.buttons for button in row):
                if button.text == label and button.data:
                    return message.id, button.data
        return None

    async def _presses(self, who: Actor, label: str, *, deep: bool = False) -> bool:
        found = self._find(who, label, deep=deep) if label else None
        if found:
            who.phone.presses_data(*found)
            await self.stage.settle()
        return found is not None

    async def _submits(self, who: Actor, name: str) -> None:
        await who.says("/gui")
        await self._presses(who, BODIES[name])
        await self._presses(who, "Gửi")

    async def _opens_programme(self, who: Actor, name: str) -> None:
        await who.says("/chuongtrinh")
        await self._presses(who, BODIES[name])

    async def _keeps_and_saves(self, who: Actor) -> None:
        for _ in range(4):
            keep = [label for label in who.buttons if label.startswith("Giữ ")]
            if not keep:
                break
            await self._presses(who, keep[0])
        await self._presses(who, "Lưu")
        await self._presses(who, "Lưu, hủy thống nhất")

"""What those who appraise do with a draft: decide, take back, rule on inspections, hand over, ask, copy, remind."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.faults.harness.simulation_played import Played
from tests.faults.harness.simulation_talks import REASON
from tests.stage import Actor

REVIEWERS = ("Minh", "Thu", "Tú", "Lan")
DECIDE = (*REVIEWERS, "Việt", "Sơn")
LATEST = 10  # minutes within which a decision can be taken back
NUDGES = (("Chưa gửi", "Nhắc đơn vị"), ("Trả lại", "Nhắc đơn vị"), ("Thống nhất", "Nhắc ban hành"))
ENDINGS = ("Không thực hiện", "Dùng kết quả, tự kiểm tra", "Ghi ý kiến")

reviewers = st.sampled_from(REVIEWERS)
deciders = st.sampled_from(DECIDE)
numbers = st.integers(0, 5)


class Reviewers(Played):
    @rule(name=deciders, which=numbers)
    def agrees_to_one(self, name: str, which: int) -> None:
        self.does(self._agrees_to(self.stage.actors[name], which))

    async def _agrees_to(self, who: Actor, which: int) -> None:
        for label in ("Thống nhất", "Trình BTV"):
            if which % 2 and self.finds(who, label.__eq__, deep=True):
                break
        else:
            await self.opens_card(who, "Thống nhất", which)
        await self.agrees(who, deep=True)

    @rule(name=deciders)
    def returns_one(self, name: str) -> None:
        self.does(self.returns(self.stage.actors[name]))

    @rule(name=deciders, which=numbers, minutes=st.sampled_from([0, 0, 1, 9, 10, 11, 60]), agrees=st.integers(0, 2))
    def decides_and_takes_back(self, name: str, which: int, minutes: int, agrees: int) -> None:
        """Soon enough it is open again, unless something stands in the way; later it stays."""

        async def talk() -> None:
            who = self.stage.actors[name]
            await (self._agrees_to(who, which) if agrees else self.returns(who))
            if minutes:
                await self.stage.moves(minutes=minutes)
            live = "select count(*) as n from decisions where undone_at is null"
            (before,) = await self.stage.rows(live)
            await self.presses(who, "Lấy lại quyết định", deep=True)
            (after,) = await self.stage.rows(live)
            assert minutes <= LATEST or after == before, "taken back too late"

        self.does(talk())

    @rule(name=deciders)
    def takes_a_yes_back(self, name: str) -> None:
        self.does(self.presses(self.stage.actors[name], "Lấy lại ý kiến", deep=True))

    @rule(name=deciders, back=st.booleans())
    def agrees_to_many(self, name: str, back: bool) -> None:
        async def talk() -> None:
            who = self.stage.actors[name]
            await who.says("/thamdinh")
            agreed = await self.presses(who, "Thống nhất nhiều dự thảo", "Thống nhất tất cả")
            if agreed and back and await self.presses(who, "Lấy lại một dự thảo"):
                await self.presses_what(who, lambda label: ", lần " in label)

        self.does(talk())

    # one inspection

    async def _opens_inspection(self, who: Actor, which: int) -> bool:
        if not (await self.opens_card(who, "Từng cuộc", which) and await self.presses(who, "Từng cuộc", deep=True)):
            return False
        return await self.presses_what(who, lambda label: label.startswith("KT-"))

    @rule(name=deciders, which=numbers, outcome=st.sampled_from(ENDINGS))
    def says_what_becomes_of_one(self, name: str, which: int, outcome: str) -> None:
        async def talk() -> None:
            who = self.stage.actors[name]
            if await self._opens_inspection(who, which) and await self.presses(who, outcome):
                await who.says(REASON)

        self.does(talk())

    @rule(name=deciders, which=numbers, month=st.integers(1, 12))
    def moves_one_inspection(self, name: str, which: int, month: int) -> None:
        async def talk() -> None:
            who = self.stage.actors[name]
            if await self._opens_inspection(who, which) and await self.presses(who, "Điều chỉnh thời gian"):
                await who.says(f"tháng {month}")
                await who.says(REASON)

        self.does(talk())

    @rule(name=deciders, which=numbers, subject=st.sampled_from(["Chi bộ Trường THCS Trần Phú", "Chi bộ Quân sự"]))
    def gives_one_another_subject(self, name: str, which: int, subject: str) -> None:
        async def talk() -> None:
            who = self.stage.actors[name]
            if await self._opens_inspection(who, which) and await self.presses(who, "Đổi đối tượng"):
                await who.says(subject)
                await who.says(REASON)

        self.does(talk())

    @rule(name=deciders, which=numbers)
    def makes_one_team_of_two(self, name: str, which: int) -> None:
        async def talk() -> None:
            who = self.stage.actors[name]
            if await self._opens_inspection(who, which) and await self.presses(who, "Đoàn chung, lồng ghép"):
                if not await self.presses_what(who, lambda label: label.startswith("Phương án")):
                    await who.says("Ban Tổ chức Thành ủy")
                await who.says(REASON)

        self.does(talk())

    @rule(name=deciders, which=numbers, label=st.sampled_from(["Được thực hiện", "Bỏ kết quả đã chọn"]))
    def says_otherwise(self, name: str, which: int, label: str) -> None:
        async def talk() -> None:
            who = self.stage.actors[name]
            if await self._opens_inspection(who, which):
                await self.presses(who, label)

        self.does(talk())

    # other things to do with a draft

    async def _other(self, who: Actor, which: int, *labels: str) -> bool:
        return await self.opens_card(who, "Việc khác", which) and await self.presses(
            who, "Việc khác", *labels, deep=True
        )

    @rule(name=deciders, to=deciders, which=numbers, back=st.booleans())
    def hands_over(self, name: str, to: str, which: int, back: bool) -> None:
        async def talk() -> None:
            who, other = self.stage.actors[name], self.stage.actors[to]
            handed = await self._other(who, which, "Chuyển người khác", to, "Chuyển ngay")
            if handed and back:
                await self._other(other, 1, "Chuyển người khác", "Trả về cho mọi người")

        self.does(talk())

    @rule(to=st.sampled_from(["Minh", "Thu", "Trả về cho mọi người"]))
    def the_head_hands_over(self, to: str) -> None:
        async def talk() -> None:
            who = self.stage.actors["Hương"]
            await who.says("/quantri")
            if await self.presses(who, "Dự thảo đang chờ") and await self.presses_what(
                who, lambda label: ", lần " in label
            ):
                await self.presses(who, to, "Chuyển ngay")

        self.does(talk())

    @rule(name=deciders, to=deciders, which=numbers, answers=st.booleans())
    def asks_for_a_second_opinion(self, name: str, to: str, which: int, answers: bool) -> None:
        async def talk() -> None:
            who = self.stage.actors[name]
            if await self._other(who, which, "Xin thêm ý kiến", to):
                await who.says("Có nên để tháng 3 không?")
            if answers:
                await self._answers_a_question(self.stage.actors[to])

        self.does(talk())

    @rule(name=deciders)
    def answers_a_second_opinion(self, name: str) -> None:
        self.does(self._answers_a_question(self.stage.actors[name]))

    async def _answers_a_question(self, who: Actor) -> None:
        if await self.presses(who, "Trả lời", deep=True):
            await who.says("Nên chuyển sang tháng 5")

    @rule(name=deciders, to=deciders, which=numbers)
    def sends_a_copy(self, name: str, to: str, which: int) -> None:
        self.does(self._other(self.stage.actors[name], which, "Gửi bản xem", to))

    @rule(name=deciders, what=st.sampled_from([*NUDGES, ("Đang xét", "Nhắc người thẩm định")]))
    def reminds(self, name: str, what: tuple[str, str]) -> None:
        async def talk() -> None:
            who, (group, button) = self.stage.actors[name], what
            await who.says("/theodoi")
            if await self.presses_what(who, lambda label: label.startswith(group)) and await self.presses(who, button):
                await self.presses_what(who, lambda label: label not in ("Bảng theo dõi", "Xem tiếp"))

        self.does(talk())

    @rule(name=reviewers, number=st.integers(1, 99))
    def writes_an_opinion(self, name: str, number: int) -> None:
        self.does(self.writes_from_the_board(self.stage.actors[name], number))

    @rule(name=reviewers, which=numbers, number=st.integers(1, 99))
    def agrees_and_writes(self, name: str, which: int, number: int) -> None:
        """What was written on is not taken back any more, however soon."""

        async def talk() -> None:
            who = self.stage.actors[name]
            await self._agrees_to(who, which)
            await self.writes_from_the_board(who, number)
            await self.presses(who, "Lấy lại quyết định", deep=True)

        self.does(talk())

"""What units do: register, change, submit, withdraw, propose joint teams and answer, promulgate and amend."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.faults.harness.simulation_played import Played
from tests.faults.harness.simulation_talks import PROGRAMMES, REASON

programmes = st.integers(0, len(PROGRAMMES) - 1)
wards = st.integers(0, 2)
numbers = st.integers(0, 5)
months = st.integers(1, 12)
papers = st.integers(1, 99)
CAUSES = ("Bổ sung cuộc", "Đổi thời gian", "Có đoàn cấp trên đến")


class Units(Played):
    @rule(programme=programmes, which=numbers, month=months)
    def registers_one(self, programme: int, which: int, month: int) -> None:
        self.does(self.registers(programme, which, month))

    @rule(programme=programmes, which=numbers, month=months)
    def changes_the_time(self, programme: int, which: int, month: int) -> None:
        self.does(self.moves_one(programme, which, month))

    @rule(programme=programmes, which=numbers)
    def deletes_one(self, programme: int, which: int) -> None:
        self.does(self.drops_one(programme, which))

    @rule(which=numbers, month=months)
    def changes_what_was_agreed(self, which: int, month: int) -> None:
        """The first change after an agreement voids it."""

        async def talk() -> None:
            programme = await self.one_that_is("agreed", which)
            if programme is not None:
                await self.registers(programme, which, month)

        self.does(talk())

    @rule(programme=programmes)
    def submits_what_there_is(self, programme: int) -> None:
        self.does(self.submits(programme))

    @rule(programme=programmes, which=numbers, month=months)
    def registers_and_submits(self, programme: int, which: int, month: int) -> None:
        self.does(self.registers(programme, which, month))
        self.does(self.submits(programme))

    @rule(which=numbers)
    def withdraws(self, which: int) -> None:
        async def talk() -> None:
            programme = await self.one_that_is("submitted", which)
            if programme is not None:
                await self.presses(await self.opens(programme), "Rút dự thảo", "Đúng, rút")

        self.does(talk())

    @rule(which=numbers, keeps=st.booleans())
    def does_what_a_return_asked(self, which: int, keeps: bool) -> None:
        """One remark of those that were made item by item: followed, or answered."""

        async def talk() -> None:
            programme = await self.one_that_is("returned", which)
            if programme is None:
                return
            who = await self.opens(programme)
            if not await self.presses_what(who, lambda label: label.startswith("Việc cần sửa (")):
                return
            await self.presses_what(who, lambda label: label.startswith("KT-"))
            if keeps and await self.presses(who, "Giữ, nêu lý do"):
                await who.says(REASON)
            elif await self.presses_what(who, lambda label: label.startswith(("Chuyển sang", "Đổi sang", "Xóa cuộc"))):
                await self.presses(who, "Đúng, xóa")
                await self.keeps_and_saves(who)

        self.does(talk())

    # joint teams

    @rule(pair=st.sampled_from([(4, 5, 4), (5, 4, 4), (1, 0, 3), (0, 1, 3)]), which=numbers, answer=st.integers(0, 3))
    def proposes_a_team(self, pair: tuple[int, int, int], which: int, answer: int) -> None:
        """Where another body comes in the same month: two boards at one ward, or a ward's two bodies at one cell. It
        may be answered at once."""
        programme, other, month = pair
        self.does(self.registers(programme, which, month, team=True))
        if answer:
            self.does(self._answers(other, accepts=answer == 1, words=answer == 2))

    @rule(programme=programmes, accepts=st.booleans(), words=st.booleans())
    def answers_a_proposal(self, programme: int, accepts: bool, words: bool) -> None:
        self.does(self._answers(programme, accepts=accepts, words=words))

    async def _answers(self, programme: int, *, accepts: bool, words: bool) -> None:
        who = self.focal(programme)
        if accepts:
            await self.presses(who, "Đồng ý đoàn chung", deep=True)
        elif not (words and await self.presses(who, "Đồng ý nếu bên tôi chủ trì", deep=True)) and (
            await self.presses(who, "Không đồng ý", deep=True)
        ):
            if words:
                await who.says(REASON)
            else:
                await self.presses(who, "Không nêu lý do")

    @rule(programme=st.sampled_from([0, 4, 5]), lets_lead=st.booleans())
    def takes_a_proposal_back(self, programme: int, lets_lead: bool) -> None:
        async def talk() -> None:
            who = await self.opens(programme)
            if await self.presses(who, "Đoàn chung chờ trả lời"):
                if lets_lead:
                    await self.presses(who, "Để bên kia chủ trì")
                await self.presses(who, "Rút đề nghị", deep=True)

        self.does(talk())

    # after the opinion

    @rule(which=numbers, number=papers)
    def promulgates_one(self, which: int, number: int) -> None:
        self.does(self._promulgates(which, number))

    async def _promulgates(self, which: int, number: int) -> None:
        """One that is final; where there is none, a reviewer writes first."""
        if await self.one_that_is("final", which) is None:
            await self.writes_from_the_board(self.stage.actors["Minh"], number)
        programme = await self.one_that_is("final", which)
        if programme is not None:
            await self.promulgates(programme, number)

    @rule(which=numbers, number=papers)
    def corrects_a_number(self, which: int, number: int) -> None:
        async def talk() -> None:
            programme = await self.one_that_is("promulgated", which)
            if programme is None:
                return
            who = await self.opens(programme)
            if await self.presses(who, "Sửa số, ngày ban hành"):
                await who.says(f"{number}-CTr/ĐU hôm nay")
                await self.records(who)

        self.does(talk())

    @rule(which=numbers, cause=st.sampled_from(CAUSES))
    def begins_an_amendment(self, which: int, cause: str) -> None:
        async def talk() -> None:
            if await self.one_that_is("promulgated", which) is None:
                await self._promulgates(which, 1 + which)
            programme = await self.one_that_is("promulgated", which)
            if programme is not None:
                await self.amends(programme, cause)

        self.does(talk())

    @rule(which=numbers, month=months, how=st.sampled_from(["adds", "moves", "drops"]), submits=st.booleans())
    def goes_on_with_an_amendment(self, which: int, month: int, how: str, submits: bool) -> None:
        async def talk() -> None:
            programme = await self.one_that_is("amending", which)
            if programme is None:
                return
            if how == "adds":
                await self.registers(programme, which, month)
            elif how == "moves":
                await self.moves_one(programme, which, month)
            else:
                await self.drops_one(programme, which)
            if submits:
                await self.submits(programme)

        self.does(talk())

    @rule(which=numbers)
    def gives_an_amendment_up(self, which: int) -> None:
        async def talk() -> None:
            programme = await self.one_that_is("amending", which)
            if programme is not None:
                await self.presses(await self.opens(programme), "Bỏ điều chỉnh", "Đúng, bỏ")

        self.does(talk())

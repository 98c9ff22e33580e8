"""Who acts for whom on which days, who is removed and comes back, and what they press afterwards."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from planning.programme import Role
from tests.faults.harness.simulation_played import Played
from tests.stage import Actor

LEAVE = {"Tú": ("ubkt-tu", Role.REVIEWER), "Mai": ("p-dong-tho", Role.UNIT), "Kiên": ("ubkt-tu", Role.ADMIN)}
UNIT_NAMES = {"ubkt-tu": "UBKT Thành ủy", "p-dong-tho": "phường Đông Thọ"}
DAYS = ("Hôm nay", "Đến hết tuần này", "Tuần sau")

leavers = st.sampled_from(sorted(LEAVE))
principals = st.sampled_from(["Minh", "Thu", "Việt"])
substitutes = st.sampled_from(["Kiên", "Hương", "Thu", "Lan", "Sơn"])


class People(Played):
    async def _names(self, who: Actor, substitute: str, days: str) -> None:
        if await self.presses(who, substitute):
            await self.presses(who, days, "Cử người này")

    @rule(name=principals, to=substitutes, days=st.sampled_from(DAYS))
    def names_a_substitute(self, name: str, to: str, days: str) -> None:
        async def talk() -> None:
            who = self.stage.actors[name]
            await who.says("/thamdinh")
            if await self.presses(who, "Người thay", "Cử người thay"):
                await self._names(who, to, days)

        self.does(talk())

    @rule(of=principals, to=substitutes, days=st.sampled_from(DAYS))
    def the_head_names_a_substitute(self, of: str, to: str, days: str) -> None:
        async def talk() -> None:
            who = self.stage.actors["Hương"]
            await who.says("/quantri")
            if await self.presses(who, "Người thay", "Cử người thay cho", of):
                await self._names(who, to, days)

        self.does(talk())

    @rule(days_later=st.integers(0, 2), of=principals, to=st.sampled_from(["Kiên", "Lan"]), which=st.integers(0, 5))
    def a_substitute_decides(self, days_later: int, of: str, to: str, which: int) -> None:
        """Named for today; on a later day the seat is not theirs any more, whatever is still shown."""

        async def talk() -> None:
            who, other = self.stage.actors[of], self.stage.actors[to]
            await who.says("/thamdinh")
            if await self.presses(who, "Người thay", "Cử người thay"):
                await self._names(who, to, "Hôm nay")
            if days_later:
                await self.opens_card(other, "Thống nhất", which)
                await self.stage.moves(days=days_later)
                await self.agrees(other, deep=True)
                return
            await self.opens_card(other, "Thống nhất", which)
            await self.agrees(other)

        self.does(talk())

    @rule(name=st.sampled_from(["Minh", "Kiên", "Hương"]))
    def a_substitution_is_ended(self, name: str) -> None:
        async def talk() -> None:
            who = self.stage.actors[name]
            await who.says("/quantri" if name == "Hương" else "/thamdinh")
            if await self.presses(who, "Người thay"):
                await self.presses_what(who, lambda label: label.startswith("Kết thúc số"))
                await self.presses(who, "Kết thúc việc thay")

        self.does(talk())

    @rule(name=leavers)
    def is_removed_and_presses_late(self, name: str) -> None:
        async def talk() -> None:
            head, who = self.stage.actors["Hương"], self.stage.actors[name]
            await head.says("/quantri")
            if await self.presses(head, "Người dùng"):
                await head.says(UNIT_NAMES[LEAVE[name][0]])
                await self.presses(head, f"Gỡ {name}", "Đúng, gỡ")
            await self.stage.moves(minutes=1)  # so that what they do now is later in the rows
            for label in ("Thống nhất", "Gửi", "Lấy lại quyết định", "Trình BTV"):
                await self.presses(who, label, deep=True)

        self.does(talk())

    @rule(name=leavers)
    def comes_back(self, name: str) -> None:
        async def talk() -> None:
            (gone,) = await self.stage.rows("select removed_at from people where name = ?", name)
            if gone["removed_at"]:
                await self.stage.actors[name].starts(await self.stage.code(*LEAVE[name]))
                await self.presses(self.stage.actors[name], "Đúng, tham gia")

        self.does(talk())

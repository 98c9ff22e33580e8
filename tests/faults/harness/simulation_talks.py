"""What people of the simulated office say and press; where a button is not there, a talk ends without harm."""

from __future__ import annotations

from collections.abc import Callable

from tests.stage import Actor, Stage

WARD = "Đảng ủy phường Đông Thọ"
WARD_UBKT = "UBKT Đảng ủy phường Đông Thọ"
HAM_RONG = "Đảng ủy phường Hàm Rồng"
# focal person and the programme's button, "" where the unit has only one; wards go through track B, others through A
PROGRAMMES = (
    ("Lan", WARD),
    ("Lan", WARD_UBKT),
    ("Bình", HAM_RONG),
    ("Hoa", ""),
    ("An", ""),
    ("Chi", ""),
)
BODIES = ("p-dong-tho/du", "p-dong-tho/ubkt", "p-ham-rong/du", "hoi-phu-nu/dt", "ban-to-chuc/ban", "ban-dan-van/ban")
SUBJECTS = (
    ("chi bộ quân sự", "chi bộ trường THCS Trần Phú", "Chi bộ Trạm Y tế"),
    ("chi bộ quân sự", "chi bộ trường THCS Trần Phú"),
    ("chi bộ quân sự",),
    ("Hội LHPN phường Đông Thọ", "Hội LHPN phường Hàm Rồng"),
    ("đảng ủy phường hàm rồng",),
    ("đảng ủy phường hàm rồng",),
)
CONTENTS = ("quản lý đất đai", "thực hiện dân chủ ở cơ sở")
REASON = "Bổ sung nội dung về đất đai"
LOOKS = 6  # so many of the newest messages are looked at for a button


class Talks:
    """The people on a stage. `deep`: a button is also looked for on older messages, which may have been answered."""

    stage: Stage

    # how they do it

    def finds(self, who: Actor, fits: Callable[[str], bool], *, deep: bool = False) -> tuple[int, str] | None:
        """The newest button whose label fits, as message and data."""
        shown = [m for m in who.phone.messages if m.from_bot][-LOOKS * 3 if deep else -3 :]
        for message in reversed(shown):
            for button in (button for row in message.buttons for button in row):
                if button.data and fits(button.text):
                    return message.id, button.data
        return None

    async def presses_what(self, who: Actor, fits: Callable[[str], bool], *, deep: bool = False) -> bool:
        found = self.finds(who, fits, deep=deep)
        if found:
            who.phone.presses_data(*found)
            await self.stage.settle()
        return found is not None

    async def presses(self, who: Actor, *labels: str, deep: bool = False) -> bool:
        """One after the other, as long as each is there; whether all were. Only the first is looked for deeply."""
        for number, label in enumerate(labels):
            if not await self.presses_what(who, label.__eq__, deep=deep and not number):
                return False
        return True

    async def keeps_and_saves(self, who: Actor) -> None:
        """Through every warning, up to the end."""
        for _ in range(4):
            if not await self.presses_what(who, lambda label: label.startswith("Giữ ")):
                break
        await self.presses(who, "Lưu")
        await self.presses(who, "Lưu, hủy thống nhất")

    # a unit and its programme, by its number

    def focal(self, programme: int) -> Actor:
        return self.stage.actors[PROGRAMMES[programme][0]]

    async def opens(self, programme: int) -> Actor:
        who, body = self.focal(programme), PROGRAMMES[programme][1]
        await who.says("/chuongtrinh")
        if body:
            await self.presses(who, body)
        return who

    async def registers(self, programme: int, which: int, month: int, *, team: bool = False) -> None:
        """One line, and what it is asked for after that. `team`: where a joint team is offered it is proposed."""
        who, (_, body), subjects = self.focal(programme), PROGRAMMES[programme], SUBJECTS[programme]
        subject, content = subjects[which % len(subjects)], CONTENTS[which % len(CONTENTS)]
        form = "giám sát" if body == WARD_UBKT else "kiểm tra"
        await who.says(f"{form} {subject} về {content}, tháng {month}")
        await self.presses(who, body)
        if team:
            await self.presses_what(who, lambda label: label.startswith("Đề nghị đoàn chung"))
        await self.keeps_and_saves(who)

    async def opens_item(self, programme: int, which: int) -> Actor | None:
        """The page of one of its inspections; None when it has none."""
        who = await self.opens(programme)
        codes = [label for label in who.buttons if label.startswith("KT-")]
        if not codes:
            return None
        await who.taps(codes[which % len(codes)])
        return who

    async def moves_one(self, programme: int, which: int, month: int) -> None:
        who = await self.opens_item(programme, which)
        if who and await self.presses(who, "Sửa", "Thời gian"):
            await who.says(f"tháng {month}")
            await self.keeps_and_saves(who)

    async def drops_one(self, programme: int, which: int) -> None:
        who = await self.opens_item(programme, which)
        if who and await self.presses(who, "Xóa"):
            await self.presses(who, "Đúng, xóa")
            await self.presses(who, "Xóa, hủy thống nhất")

    async def submits(self, programme: int) -> None:
        who = self.focal(programme)
        await who.says("/gui")
        await self.presses(who, PROGRAMMES[programme][1])
        await self.presses_what(who, ("Gửi", "Gửi dù chưa sửa").__contains__)

    async def promulgates(self, programme: int, number: int) -> None:
        who = await self.opens(programme)
        if await self.presses(who, "Đã ban hành"):
            await who.says(f"{number}-CTr/ĐU hôm nay")
            await self.records(who)

    async def amends(self, programme: int, cause: str) -> None:
        who = await self.opens(programme)
        if await self.presses(who, "Điều chỉnh, bổ sung", cause):
            await who.says("Tỉnh ủy kiểm tra tháng 3")

    # a reviewer, or the standing committee, and what waits

    async def opens_card(self, who: Actor, label: str, which: int = 0) -> bool:
        """A button of a draft's card: of one that is shown, otherwise of one that waits."""
        if which % 2 and self.finds(who, label.__eq__, deep=True):
            return True
        await who.says("/thamdinh")
        drafts = [text for text in who.buttons if ", lần " in text]
        if drafts:
            await who.taps(drafts[which // 2 % len(drafts)])
        return self.finds(who, label.__eq__) is not None

    async def agrees(self, who: Actor, *, deep: bool = False) -> None:
        for label in ("Thống nhất", "Trình BTV"):
            if await self.presses(who, label, deep=deep):
                for rest in ("Thống nhất, còn lại được thực hiện", "Trình BTV, còn lại giữ nguyên"):
                    await self.presses(who, rest)
                return

    async def returns(self, who: Actor) -> None:
        if await self.presses(who, "Trả lại", deep=True):
            await who.says(REASON)
            await self.presses(who, "Trả lại với lý do này")

    async def writes_the_opinion(self, who: Actor, number: int) -> None:
        """On a programme that was agreed, whoever is told so: the letter, then its number and day."""
        labels = ("Ý kiến bằng văn bản", "Ghi số, ngày văn bản", "Ghi lại số, ngày")
        if await self.presses(who, labels[0], deep=True) and (
            await self.presses(who, labels[1]) or await self.presses(who, labels[2])
        ):
            await who.says(f"{number}-CV/UBKTTU hôm nay")
            await self.records(who)

    async def writes_from_the_board(self, who: Actor, number: int) -> None:
        """The same on one that nobody told them of just now."""
        if not self.finds(who, "Ý kiến bằng văn bản".__eq__, deep=True):
            await who.says("/theodoi")
            if await self.presses_what(who, lambda label: label.startswith("Thống nhất (")):
                await self.presses_what(who, lambda label: label not in ("Nhắc ban hành", "Bảng theo dõi", "Xem tiếp"))
        await self.writes_the_opinion(who, number)

    async def records(self, who: Actor) -> None:
        if not await self.presses(who, "Đúng, ghi"):
            await self.presses(who, "Vẫn ghi")

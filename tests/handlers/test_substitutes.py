"""Acting in somebody's stead: on its days and no others, in the principal's name, and never on a draft of one's own."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.audit_lines import audited
from handlers.sitting import Bar, place
from handlers.turn import Principal
from planning.organisation import Body, BodyKind
from planning.programme import Role
from storage import audit, campaigns, office
from storage.people import Membership, Person
from tests.handlers.scene import WARD, holds, registers, submits
from tests.stage import Actor, Stage

DRAFT = f"Dự thảo mới: {WARD}, năm 2027, lần 1"
BODY = Body("ward/du", "ward", "Đảng ủy phường", BodyKind.COMMITTEE, "B")
TOLD = (
    "Đồng chí thay đ/c Minh (thẩm định viên) {days}. "
    "Những ngày đó dự thảo đến, nhắc việc và quyền quyết định là của đồng chí, trừ dự thảo của đơn vị mình."
)


def person(name: str, *held: tuple[str, Role], removed: bool = False) -> Person:
    return Person(name, name, removed, tuple(Membership(unit, role) for unit, role in held))


HEAD = person("head", ("ubkt", Role.REVIEWER))
OTHER = person("other", ("ubkt", Role.REVIEWER))
CLERK = person("clerk", ("ubkt", Role.ADMIN))
FROM_WARD = person("from ward", ("ubkt", Role.REVIEWER), ("ward", Role.UNIT))
GONE = person("gone", ("ubkt", Role.REVIEWER), removed=True)


def for_(*people: Person, seat: Role = Role.REVIEWER) -> list[Principal]:
    return [Principal(one, seat, date(2027, 1, 1)) for one in people]


@pytest.mark.parametrize(
    ("who", "acts_for", "handler", "stands", "bar"),
    [
        (HEAD, [], None, ["head"], None),
        (HEAD, [], "head", ["head"], None),
        (HEAD, [], "other", [], Bar.HANDED_OVER),
        (HEAD, for_(OTHER), None, ["head", "other"], None),
        (HEAD, for_(OTHER), "other", ["other"], None),
        (CLERK, [], None, [], Bar.NOT_SEATED),
        (CLERK, for_(HEAD), None, ["head"], None),
        (CLERK, for_(HEAD, OTHER), "other", ["other"], None),
        (CLERK, for_(HEAD, seat=Role.STANDING), None, [], Bar.NOT_SEATED),
        (CLERK, for_(FROM_WARD), None, [], Bar.OWN_UNIT),  # the principal's own draft
        (CLERK, for_(FROM_WARD, HEAD), None, ["head"], None),
        (FROM_WARD, [], None, [], Bar.OWN_UNIT),
        (FROM_WARD, for_(HEAD), None, [], Bar.OWN_UNIT),  # the substitute's own draft
        (GONE, for_(HEAD), None, [], Bar.NOT_SEATED),
    ],
)
def test_where_one_stands(
    who: Person, acts_for: list[Principal], handler: str | None, stands: list[str], bar: Bar | None
) -> None:
    found = place(who, acts_for, Role.REVIEWER, BODY, handler)
    assert ([one.id for one in found.stands], found.bar) == (stands, bar)


async def names(principal: Actor, substitute: str, days: str) -> str:
    await principal.says("/thamdinh")
    await principal.taps("Người thay")
    await principal.taps("Cử người thay")
    await principal.taps(substitute)
    await principal.says(days)
    return await principal.taps("Cử người này")


async def decided(stage: Stage) -> list[tuple[str, str | None]]:
    rows = await stage.rows(
        "select p.name as person, f.name as principal from decisions d join people p on p.id = d.person_id "
        "left join people f on f.id = d.for_id"
    )
    return [(row["person"], row["principal"]) for row in rows]


@pytest.fixture
async def chi(stage: Stage) -> Actor:
    """Of the inspection committee's office, without a seat."""
    return await stage.joins("Chi", "ubkt-tu", Role.ADMIN)


async def test_a_substitute_decides_in_the_principals_name_and_only_on_the_days(
    stage: Stage, minh: Actor, chi: Actor
) -> None:
    await minh.says("/thamdinh")
    await minh.taps("Người thay")
    assert minh.screen == (
        "Người thay quyết định thay đồng chí trong những ngày đi vắng; tên đồng chí vẫn ghi trong quyết định.\n\n"
        "Hiện không có ai thay ai."
    )
    await minh.taps("Cử người thay")
    assert minh.screen == "Ai thay đ/c Minh (thẩm định viên)?"
    await minh.taps("Chi")
    assert minh.screen == (
        "Đ/c Chi thay đ/c Minh những ngày nào? Chọn dưới đây hoặc gõ, ví dụ “từ 1/12 đến 5/12”, “tuần sau”."
    )
    await minh.says("từ 24/11 đến 25/11")
    assert minh.screen == (
        "Đ/c Chi thay đ/c Minh (thẩm định viên) từ 24/11/2026 đến hết 25/11/2026. "
        "Những ngày đó đ/c này nhận thẻ, nhắc việc và được quyết định thay. Đúng không?"
    )
    await minh.taps("Cử người này")
    assert minh.screen == "Đã cử đ/c Chi thay đ/c Minh từ 24/11/2026 đến hết 25/11/2026. Cả hai được báo."
    assert chi.screen == TOLD.format(days="từ 24/11/2026 đến hết 25/11/2026")

    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    assert not any(text.startswith(DRAFT) for text in chi.heard)  # the day before
    await stage.clock_at("2026-11-24 08:00")
    assert chi.screen.startswith("Việc chờ đồng chí: 1 dự thảo")
    await stage.clock_at("2026-11-25 23:58")
    await chi.says("/thamdinh")
    await chi.taps(f"{WARD}, lần 1")
    assert chi.screen.startswith(DRAFT)
    await chi.taps("Thống nhất")
    assert await decided(stage) == [("Chi", "Minh")]
    assert "đ/c Chi (thay đ/c Minh)" in minh.sees("Đã thống nhất bước đầu").text
    async with stage.database.read() as tx:
        lines = [audited(row)[1] for row in await audit.told_after(tx, "")]
    assert f"Chi (thay đ/c Minh) thống nhất dự thảo lần 1 của {WARD}" in lines


async def test_after_the_last_day_nothing_is_left(stage: Stage, minh: Actor, chi: Actor) -> None:
    await names(minh, "Chi", "23/11")
    await stage.clock_at("2026-11-23 09:00")
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    card = chi.sees(DRAFT)
    await stage.clock_at("2026-11-24 00:00")
    await chi.taps("Thống nhất", on=card)
    assert chi.screen == "Đồng chí không có quyền làm việc này. Không có gì thay đổi."
    assert await decided(stage) == []
    heard = len(chi.heard)
    await stage.clock_at("2026-11-24 08:00")
    assert len(chi.heard) == heard  # no digest any more


async def test_ended_early_by_the_substitute(stage: Stage, minh: Actor, chi: Actor, lan: Actor) -> None:
    await names(minh, "Chi", "tuần này")
    assert chi.screen == TOLD.format(days="ngày 22/11/2026") + " Đang có 1 dự thảo chờ."
    await chi.taps("Dự thảo chờ")
    await chi.taps(f"{WARD}, lần 1")
    card = chi.sees(DRAFT)
    await chi.says("/thamdinh")
    await chi.taps("Người thay")
    assert "1. đ/c Chi thay đ/c Minh, ngày 22/11/2026" in chi.screen
    await chi.taps("Kết thúc số 1")
    assert chi.screen == "Kết thúc ngay việc đ/c Chi thay đ/c Minh (đang đến hết 22/11/2026)?"
    await chi.taps("Kết thúc việc thay")
    assert any("Đã kết thúc: đ/c Chi không thay đ/c Minh nữa. Hai bên được báo." in text for text in chi.heard)
    assert minh.screen == "Đ/c Chi đã kết thúc việc đ/c Chi thay đ/c Minh."
    await chi.says("/thamdinh")
    assert await decided(stage) == []
    del card


@pytest.mark.telegram
async def test_who_is_removed_after_the_days_were_ended(stage: Stage, minh: Actor, chi: Actor, huong: Actor) -> None:
    """The card says already that it is of no use; Telegram would refuse to be told again (the stage looks for that)."""
    await names(minh, "Chi", "tuần này")
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    card = chi.sees(DRAFT)
    await minh.says("/thamdinh")
    await minh.taps("Người thay")
    await minh.taps("Kết thúc số 1")
    await minh.taps("Kết thúc việc thay")
    assert card.text == "Thẻ này không còn dùng được."
    await huong.says("/quantri")
    await huong.taps("Người dùng")
    await huong.says("UBKT Thành ủy")
    await huong.taps("Gỡ Chi")
    await huong.taps("Đúng, gỡ")
    assert card.text == "Thẻ này không còn dùng được."


async def test_an_administrator_names_one_for_somebody(stage: Stage, minh: Actor, huong: Actor) -> None:
    await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    await huong.says("/quantri")
    await huong.taps("Người thay")
    await huong.taps("Cử người thay cho")
    await huong.taps("Minh")
    await huong.taps("Thu")
    await huong.taps("Tuần sau")
    await huong.taps("Cử người này")
    days = "từ 23/11/2026 đến hết 29/11/2026"
    assert huong.screen == f"Đã cử đ/c Thu thay đ/c Minh {days}. Cả hai được báo."
    assert minh.screen.startswith(f"Đ/c Hương cử đ/c Thu thay đồng chí {days}.")


async def test_overlapping_ones_are_refused(stage: Stage, minh: Actor, chi: Actor) -> None:
    thu = await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    await names(minh, "Chi", "từ 1/12 đến 5/12")
    assert await names(minh, "Thu", "5/12 - 8/12") == (
        "Đ/c Minh đã có đ/c Chi thay từ 01/12/2026 đến hết 05/12/2026. Kết thúc việc đó trước, hoặc chọn ngày khác."
    )
    assert await names(thu, "Minh", "3/12") == (
        "Đ/c Minh cũng có người thay từ 01/12/2026 đến hết 05/12/2026. Đồng chí chọn người khác hoặc ngày khác."
    )
    assert "Đã cử" in await names(minh, "Thu", "6/12 - 8/12")
    assert len(await stage.rows("select 1 from substitutions")) == 2


async def test_what_one_does_for_another_is_not_passed_on(stage: Stage, minh: Actor, chi: Actor) -> None:
    thu = await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    await names(minh, "Thu", "24/11")
    assert (await names(thu, "Chi", "24/11")).endswith("Việc đang làm thay đ/c Minh không chuyển theo.")
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await stage.clock_at("2026-11-24 09:00")
    await submits(lan)
    await chi.taps("Thống nhất", on=chi.sees(DRAFT))
    assert await decided(stage) == [("Chi", "Thu")]


async def test_nobody_decides_on_a_draft_of_their_own_unit_in_anothers_stead(
    stage: Stage, minh: Actor, chi: Actor
) -> None:
    await holds(stage, "Chi", "p-dong-tho", Role.UNIT)
    await names(minh, "Chi", "24/11")
    await registers(chi)
    await stage.clock_at("2026-11-24 09:00")
    await submits(chi)
    assert not any(text.startswith(DRAFT) for text in chi.heard)
    assert minh.screen.startswith(DRAFT)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("10/11/2026", "“10/11/2026” đã qua. Đồng chí gõ lại ngày, ví dụ “từ 1/12 đến 5/12”."),
        ("năm 2027", "“năm 2027” dài quá 92 ngày. Đồng chí gõ khoảng ngắn hơn, ví dụ “tháng 12”."),
        (
            "lúc nào tôi về",
            "Tôi chưa hiểu những ngày “lúc nào tôi về”. Đồng chí gõ ngày đầu và ngày cuối, ví dụ “từ 1/12 đến 5/12”.",
        ),
    ],
)
async def test_days_that_are_none(stage: Stage, minh: Actor, chi: Actor, text: str, answer: str) -> None:
    await minh.says("/thamdinh")
    await minh.taps("Người thay")
    await minh.taps("Cử người thay")
    await minh.taps("Chi")
    assert await minh.says(text) == answer
    assert await stage.rows("select 1 from substitutions") == []


@pytest.fixture
async def all_must(stage: Stage) -> None:
    """Every reviewer must agree."""
    async with stage.database.write() as tx:
        await tx.execute("update track_steps set quorum = 'all' where seat = 'reviewer'")
        await office.bump(tx, campaigns.REVISION)


async def test_where_all_must_agree_a_substitute_says_yes_for_each(
    stage: Stage, all_must: None, minh: Actor, chi: Actor
) -> None:
    thu = await stage.joins("Thu", "ubkt-tu", Role.REVIEWER)
    await names(minh, "Thu", "hôm nay")
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    await thu.taps("Thống nhất", on=thu.sees(DRAFT))
    assert await decided(stage) == []
    await thu.says("/thamdinh")
    await thu.taps(f"{WARD}, lần 1")  # it waits for the other yes
    await thu.taps("Thống nhất")
    assert await decided(stage) == [("Thu", None)]
    rows = await stage.rows(
        "select h.name as holder, p.name as person from votes v "
        "join people h on h.id = v.holder_id join people p on p.id = v.person_id order by v.id"
    )
    assert [(row["holder"], row["person"]) for row in rows] == [("Thu", "Thu"), ("Minh", "Thu")]


async def test_where_all_must_agree_nothing_is_handed_over(
    stage: Stage, all_must: None, minh: Actor, lan: Actor
) -> None:
    await minh.taps("Việc khác")
    await minh.taps("Chuyển người khác")
    assert minh.screen == (
        "Bước này cần mọi thẩm định viên cùng thống nhất nên không chuyển cho riêng ai. Có thể cử người thay."
    )

"""Free for two days after somebody last wrote, paid for seven, then only by template; nothing is silently lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.zalo_oa.sender import FREE, PAID, TEMPLATE, Template
from bot.meter import bill
from handlers import notify
from handlers.dialog.chat import Say
from planning.programme import Role
from sandbox.zalo_oa.account import OaTemplate
from storage import mailbox, people
from storage.mailbox import NOTICE, REMINDER
from tests.oa_stage import AllStage, OaActor, OaStage
from tests.stage import Actor

LIMIT = 40
OUT = (
    "Không gửi được tin cho Lan (Đảng ủy phường Đông Thọ) qua Zalo OA: đã quá 7 ngày người này chưa nhắn, hoặc không "
    "nhận tin. Đồng chí gọi điện nhắc nhắn một tin cho OA, hoặc nối thêm kênh khác."
)


async def tells(stage: OaStage, name: str, text: str = "Một", *, priority: int = REMINDER) -> None:
    """Something comes by itself."""
    async with stage.database.write() as tx:
        (person_id,) = [id_ for id_, known in await people.active(tx) if known == name]
        person = await people.get(tx, person_id)
        assert person
        await notify.tell(tx, person, Say(text), stage.sandbox.now(), priority=priority)
    await stage.settle()


async def counted(stage: OaStage, month: str = "2026-11") -> dict[str, int]:
    async with stage.database.read() as tx:
        return await bill(tx, "zalo-oa", (FREE, PAID, TEMPLATE), month)


@pytest.fixture
async def lan(all_three: AllStage) -> OaActor:
    return await all_three.joins_on_oa("Lan", "p-dong-tho")


@pytest.fixture
async def huong(all_three: AllStage) -> Actor:
    return await all_three.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)


@pytest.fixture
async def with_template(tmp_path: Path, example_database: Path) -> AsyncIterator[OaStage]:
    stage = OaStage(tmp_path, example_database)
    stage.attentive, stage.template = False, Template("12345", "noi_dung", LIMIT)
    words = "KTGS: {noi_dung} Nhắn một tin để xem."
    stage.sandbox.oa.account.templates["12345"] = OaTemplate("12345", words, {"noi_dung": LIMIT})
    await stage.open()
    yield stage
    assert stage.sandbox.oa.refused == []
    await stage.close()


@pytest.mark.parametrize(
    ("hours", "tariff"), [(0, FREE), (47.9, FREE), (48.1, PAID), (7 * 24 - 0.1, PAID), (7 * 24 + 0.1, "")]
)
async def test_the_hours_since_somebody_last_wrote(
    all_three: AllStage, lan: OaActor, huong: Actor, hours: float, tariff: str
) -> None:
    all_three.sandbox.moves_clock(timedelta(hours=hours))
    before, already = len(lan.heard), await counted(all_three)
    await tells(all_three, "Lan")
    now = await counted(all_three)
    assert {name: now[name] - already[name] for name in now if now[name] != already[name]} == (
        {tariff: 1} if tariff else {}
    )
    assert lan.heard[before:] == (["Một"] if tariff else [])
    assert now[FREE] == all_three.sandbox.oa.account.bill["free"]
    assert now[PAID] == all_three.sandbox.oa.account.bill["paid"]
    assert (huong.screen == OUT) is (not tariff)


@pytest.mark.parametrize("act", ["says", "presses", "follows"])
async def test_whatever_somebody_does_opens_the_window(all_three: AllStage, lan: OaActor, act: str) -> None:
    await all_three.moves(days=8)
    match act:
        case "says":
            await lan.says("menu")
        case "presses":
            lan.oa.presses_payload("#" + "0" * 26 + ".0." + "x" * 22)
        case "follows":
            lan.oa.follows()
    await all_three.settle()
    before = len(lan.heard)
    await tells(all_three, "Lan")
    assert lan.heard[before:] == ["Một"]


async def test_a_late_repeat_of_an_old_event_opens_nothing(all_three: AllStage, lan: OaActor) -> None:
    """What counts is when the person did it, not when it came."""
    lan.oa.says("chào")
    await all_three.moves(days=8)
    before = len(lan.heard)
    await tells(all_three, "Lan")
    assert lan.heard[before:] == []


async def test_outside_the_window_the_other_channel_has_it(all_three: AllStage, lan: OaActor, huong: Actor) -> None:
    await lan.says("kenh")
    code = (await lan.taps("Nối thêm kênh")).partition("gõ mã ")[2][:9]
    other = all_three.on_telegram("Lan trên Telegram")
    await other.says(code)
    told = len(huong.heard)
    all_three.sandbox.moves_clock(timedelta(days=8))
    await tells(all_three, "Lan", priority=NOTICE)
    assert other.screen == "Một"
    assert len(huong.heard) == told
    await lan.says("menu")  # the chat was not shut
    assert lan.screen.startswith("Chương trình kiểm tra, giám sát năm 2027.")


async def test_the_administrator_is_told_once_a_day(all_three: AllStage, lan: OaActor, huong: Actor) -> None:
    all_three.sandbox.moves_clock(timedelta(days=8))
    for text in ("Một", "Hai"):
        await tells(all_three, "Lan", text)
    assert huong.heard.count(OUT) == 1
    all_three.sandbox.moves_clock(timedelta(days=1))
    await tells(all_three, "Lan", "Ba")
    assert huong.heard.count(OUT) == 2
    states = await all_three.rows("select state from outbox where channel = 'zalo-oa' order by id desc limit 3")
    assert [row["state"] for row in states] == ["dropped"] * 3


async def test_two_administrators_out_of_reach_are_not_told_of_each_other_for_ever(oa: OaStage) -> None:
    for name in ("Hương", "Hạnh"):
        await oa.joins_on_oa(name, "ubkt-tu", Role.ADMIN)
    oa.sandbox.moves_clock(timedelta(days=8))
    await tells(oa, "Hương")
    assert await oa.rows("select id from outbox where state = 'waiting'") == []


async def test_a_reminder_leaves_as_a_template(with_template: OaStage) -> None:
    lan = await with_template.joins_on_oa("Lan", "p-dong-tho")
    await with_template.clock_at("2026-12-08 08:00")
    assert lan.oa.last.template == "12345"
    assert lan.oa.last.text == "KTGS: Nhắc hạn: còn 7 ngày (đến 15/12/2026)… Nhắn một tin để xem."
    assert await counted(with_template, "2026-12") == {FREE: 0, PAID: 0, TEMPLATE: 1}
    await lan.says("menu")
    assert lan.screen.startswith("Chương trình kiểm tra, giám sát năm 2027.")


async def test_at_night_a_template_waits_for_the_morning(with_template: OaStage) -> None:
    lan = await with_template.joins_on_oa("Lan", "p-dong-tho")
    with_template.sandbox.sets_clock(with_template.at("2026-12-01 23:00"))
    before = len(lan.heard)
    await tells(with_template, "Lan")
    (waiting,) = await with_template.rows("select id, attempts from outbox where state = 'waiting'")
    assert (waiting["attempts"], len(lan.heard)) == (1, before)
    with_template.sandbox.sets_clock(with_template.at("2026-12-02 06:01"))
    async with with_template.database.write() as tx:
        await tx.execute(
            "update outbox set next_try_at = null where state = 'waiting'"
        )  # the quarter of an hour is over
    await with_template.settle()
    assert lan.oa.last.text == "KTGS: Một Nhắn một tin để xem."


async def test_the_platforms_word_on_the_window_counts(with_template: OaStage) -> None:
    """Our record may be wrong: of a restored file, or of what was never brought."""
    lan = await with_template.joins_on_oa("Lan", "p-dong-tho")
    for code in (-230, -232):
        with_template.sandbox.oa.refuses(code, path="/cs")
        await tells(with_template, "Lan", f"Tin {code}")
        assert lan.oa.last.text == f"KTGS: Tin {code} Nhắn một tin để xem."


async def test_a_template_that_cannot_go_by_uid_falls_back(with_template: OaStage) -> None:
    huong = await with_template.joins_on_oa("Hương", "ubkt-tu", Role.ADMIN)
    lan = await with_template.joins_on_oa("Lan", "p-dong-tho")
    with_template.sandbox.moves_clock(timedelta(days=8))
    await huong.says("menu")
    with_template.sandbox.oa.refuses(-249, path="/template")
    await tells(with_template, "Lan")
    assert lan.oa.last.template == ""
    assert huong.screen == OUT


async def test_an_answer_and_a_changed_card_never_cost_a_template(with_template: OaStage) -> None:
    lan = await with_template.joins_on_oa("Lan", "p-dong-tho")
    with_template.sandbox.moves_clock(timedelta(days=8))
    async with with_template.database.write() as tx:
        for kind, priority in (("say", mailbox.ANSWER), ("edit", mailbox.NOTICE)):
            await mailbox.post(
                tx,
                channel="zalo-oa",
                address=lan.oa.user_id,
                payload=Say("Một").to_json(),
                now=with_template.sandbox.now(),
                kind=kind,
                priority=priority,
            )
    await with_template.settle()
    assert (await counted(with_template))[TEMPLATE] == 0

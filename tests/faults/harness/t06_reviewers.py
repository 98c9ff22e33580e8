"""T6: reviewers press opposite buttons at one moment; forged presses; buttons of thirty days ago."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from random import Random

from planning.programme import Role
from tests.faults.harness.row import Orders, Row
from tests.faults.harness.stages import opened, races
from tests.faults.harness.t06_process import everybody_hears
from tests.handlers.scene import WARD, registers
from tests.stage import Actor, Stage
from tests.zalo_stage import ZaloActor, ZaloStage, options

WANTED = "decided twice 0, the loser told who and when, every other card changed (on Zalo: told)"
NAMES = ("Minh", "Thu", "Hòa", "Việt", "An")
UNIT = "p-dong-tho"
BODY = WARD
REASON = "Bổ sung nội dung về đất đai"
OLD = 40  # presses kept for the end
FORGED = ("", "x", "0", "q:1", "../../etc", "%s" * 20, "appraise.agree", "f" * 64)
DECIDED = "select verb, p.name from decisions d join people p on p.id = d.person_id where version_id = ?"
NEWEST = "select id, number, state from versions order by number desc limit 1"


def run(orders: Orders) -> Row:
    row = Row("T6", "opposite buttons", WANTED, orders.seed)
    rounds = orders.times(6, 10_000)
    asyncio.run(_on(Stage(orders.inside("telegram"), orders.base), orders, row, rounds - rounds // 4))
    asyncio.run(_on(ZaloStage(orders.inside("zalo"), orders.base), orders, row, rounds // 4))
    asyncio.run(everybody_hears(orders, row, 1 if orders.short else 20))
    return row


async def _on(stage: Stage, orders: Orders, row: Row, rounds: int) -> None:
    """Rounds on one channel."""
    random = orders.random(type(stage).__name__)
    async with opened(stage):
        reviewers = [await stage.joins(name, "ubkt-tu", Role.REVIEWER) for name in NAMES]
        lan = await stage.joins("Lan", UNIT)
        outsider = await stage.joins("Bình", "p-ham-rong")
        await registers(lan)
        old: list[tuple[Actor, str]] = []
        forged = 0
        every = 10 if not isinstance(stage, ZaloStage) else 3
        for number in range(rounds):
            await _submits(stage, lan)
            if number % every == 0:
                forge = _types_forged if isinstance(stage, ZaloStage) else _forges
                forged += await forge(stage, (lan, outsider), reviewers[0], row, random)
            if len(old) < OLD:
                old += [(one, data) for one in reviewers[:2] for data in _on_card(one)]
            await _round(stage, reviewers, row, random)
        where = type(stage).__name__.removesuffix("Stage") or "Telegram"
        row.notes.append(f"{where}: {rounds} rounds, {forged} forged presses or codes, {len(old)} old ones")
        await _thirty_days_later(stage, lan, old, row)


async def _submits(stage: Stage, lan: Actor) -> None:
    """The next version, whatever became of the one before."""
    async with stage.database.write() as tx:
        await tx.execute("update programmes set state = 'returned' where body_id like ? and version > 0", (f"{UNIT}%",))
    await lan.says("/gui")
    await lan.taps(BODY)
    await lan.taps("Gửi")


def _buttons(actor: Actor) -> list[str]:
    """What the buttons under the newest message about the programme carry."""
    return [button.data for row in actor.sees(BODY).buttons for button in row if button.data]


async def _version(stage: Stage) -> tuple[str, int, str]:
    (row,) = await stage.rows(NEWEST)
    return str(row["id"]), int(row["number"]), str(row["state"])


async def _round(stage: Stage, reviewers: list[Actor], row: Row, random: Random) -> None:
    """One returns, one agrees, each of the others may press too: at one moment."""
    version, number, _ = await _version(stage)
    returns, agrees, *others = random.sample(reviewers, len(reviewers))
    pressing = [agrees, *(one for one in others if random.random() < 0.5)]
    before = {one: len(one.phone.messages) for one in reviewers}
    acts: list[Callable[[], None]] = [partial(_agrees, one) for one in pressing]
    if isinstance(returns, ZaloActor):
        acts.append(partial(returns.zalo.says, f"{_typed(returns, 'Trả lại')} {REASON}"))
    else:
        await returns.taps("Trả lại", on=returns.sees(BODY))
        await returns.says(REASON)
        acts.append(partial(returns.phone.presses, "Trả lại với lý do này"))
    random.shuffle(acts)
    for act in acts:
        act()
    await races(stage, random)
    made = await stage.rows(DECIDED, version)
    if len(made) != 1:
        row.repeated += len(made) - 1
        row.counts(False, f"version {number} was decided {len(made)} times")
        return
    winner = str(made[0]["name"])
    untold = [one for one in (returns, *pressing) if one.phone.name != winner and not _told(one, before[one], winner)]
    unchanged = [one for one in reviewers if not _shows(one, before[one], number, winner)]
    names = ", ".join(one.phone.name for one in (*untold, *unchanged))
    row.counts(
        not untold and not unchanged, f"version {number}, decided by {winner}: not told, or card as before: {names}"
    )


def _agrees(actor: Actor) -> None:
    if isinstance(actor, ZaloActor):
        actor.zalo.says(_typed(actor, "Thống nhất"))
    else:
        actor.phone.presses("Thống nhất", message_id=actor.sees(BODY).id)


def _typed(actor: ZaloActor, label: str) -> str:
    """What the newest card says to type for this."""
    cards = (m for m in reversed(actor.zalo.messages) if m.from_bot and label in options(m))
    return options(next(cards))[label]


def _told(actor: Actor, before: int, winner: str) -> bool:
    """Whether somebody who came too late was told who was first, and on which day."""
    texts = [m.text for m in actor.phone.messages[before:] if m.from_bot]
    return any("Không có gì thay đổi" in text and winner in text and "22/11/2026" in text for text in texts)


def _shows(actor: Actor, before: int, number: int, winner: str) -> bool:
    """Whether the card says what was decided and by whom; on Zalo, whether a message does."""
    since = before if isinstance(actor, ZaloActor) else max(0, before - 6)  # there a card stands where it was
    messages = actor.phone.messages[since:]
    return any(m.from_bot and f"lần {number}\nĐã" in m.text and winner in m.text for m in messages)


async def _forges(stage: Stage, wrong: tuple[Actor, ...], reviewer: Actor, row: Row, random: Random) -> int:
    """People who may not decide press the reviewers' buttons, and data that never was on a button."""
    version, number, _ = await _version(stage)
    data = _buttons(reviewer)
    data += [*FORGED, data[0][:-1], data[0] + "1"]
    for one in wrong:
        for each in random.sample(data, 6):
            one.phone.presses_data(one.phone.last.id, each)
    await races(stage, random)
    made = await stage.rows(DECIDED, version)
    row.demands(not made, f"version {number} was decided by a forged press: {made}")
    return 6 * len(wrong)


def _on_card(actor: Actor) -> list[str]:
    """What decides on the newest card: data of its buttons, or what is to be typed."""
    if not isinstance(actor, ZaloActor):
        return _buttons(actor)
    return [_typed(actor, "Thống nhất"), f"{_typed(actor, 'Trả lại')} {REASON}"]


async def _types_forged(stage: Stage, wrong: tuple[Actor, ...], reviewer: Actor, row: Row, random: Random) -> int:
    """People who may not decide type a reviewer's codes, codes of nobody, and numbers that they were never shown."""
    version, number, _ = await _version(stage)
    invented = "".join(random.choice("ACDEFGHJKLMNPQRTUVWXY3479") for _ in range(4))
    foreign = _on_card(reviewer)
    texts = [*foreign, f"DUYET {invented}", f"TRA {invented} {REASON}", "DUYET", "77", f"{foreign[0].split()[1]}-1"]
    for one in wrong:
        noted = await _refusals(stage)
        for text in texts:
            before = len(one.phone.messages)
            await one.says(text)
            said = [message.text for message in one.phone.messages[before:] if message.from_bot]
            row.demands(bool(said) and not any("Đã thống nhất" in each for each in said), f"{text!r} got {said}")
        more = await _refusals(stage) - noted
        row.demands(more >= len(foreign), f"of {len(foreign)} codes shown to others {more} stand in the audit")
    made = await stage.rows(DECIDED, version)
    row.demands(not made, f"version {number} was decided by a forged code: {made}")
    return len(texts) * len(wrong)


async def _refusals(stage: Stage) -> int:
    (found,) = await stage.rows("select count(*) as n from audit where action = 'act.refused'")
    return int(found["n"])


async def _thirty_days_later(stage: Stage, lan: Actor, old: list[tuple[Actor, str]], row: Row) -> None:
    await _submits(stage, lan)
    _, number, _ = await _version(stage)
    decided = await stage.rows("select count(*) as n from decisions")
    await stage.moves(days=30)
    for actor, data in old:
        if isinstance(actor, ZaloActor):
            actor.zalo.says(data)
        else:
            actor.phone.presses_data(actor.phone.last.id, data)
    await stage.settle()
    now = await stage.rows("select count(*) as n from decisions")
    _, _, state = await _version(stage)
    row.demands(now == decided and state == "submitted", f"an old button decided version {number}")

"""Messages, changes and faults in any order: what the handlers queued is on the phones, in that order, at the end."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import router
from handlers.turn import Turn
from sandbox import Fault
from storage import outbox
from tests.faults import judge
from tests.faults.delivery_time import DeliveryTime
from tests.faults.door import METHOD
from tests.faults.live import LiveStage

METHODS = ("", "sendMessage", "editMessageText", "editMessageReplyMarkup", "getUpdates", METHOD)
KINDS = [kind for kind in Fault if kind is not Fault.GATEWAY_TIMEOUT]  # that one is Zalo's

says = st.tuples(st.just("says"), st.integers(0, 2), st.text("sec", min_size=1, max_size=7))
fault = st.tuples(st.just("fault"), st.sampled_from(KINDS), st.sampled_from(METHODS), st.integers(1, 4))
passes = st.tuples(st.just("passes"), st.integers(0, 40))
outage = st.tuples(st.just("outage"), st.booleans())
restart = st.tuples(st.just("restart"))
Steps = list[tuple[object, ...]]


async def answers(turn: Turn) -> None:
    """A handler that does what the letters ask for: (s)ay something, (e)dit the newest message, (c)lear its buttons."""
    for number, letter in enumerate((turn.said.text or "").partition(" ")[2]):
        if letter == "s":
            await turn.note(f"{turn.said.text} {number}")
            continue
        chat = (turn.said.channel, turn.said.address)
        newest = await outbox.last_posted(turn.tx, *chat)
        if newest:
            await outbox.post(
                turn.tx,
                channel=chat[0],
                address=chat[1],
                payload={"text": f"{turn.said.text} {number}"},
                now=turn.now,
                kind="edit" if letter == "e" else "strip",
                replaces=newest,
            )


async def does(stage: LiveStage, steps: Steps) -> None:
    phones = [stage.stranger(name).phone for name in ("Lan", "Hoa", "Minh")]
    for number, (what, *how) in enumerate(steps):
        match what, how:
            case "says", [int(who), str(letters)]:
                phones[who].says(f"{number} {letters}")
            case "fault", [Fault() as kind, str(method), int(times)]:
                stage.sandbox.faults.next(kind, method=method, times=times, retry_after=times * 3, seconds=times * 4.0)
            case "passes", [int(seconds)]:
                await stage.passes(seconds)
            case "outage", [bool(on)]:
                stage.sandbox.faults.outage(on)
            case "restart", []:
                stage.sandbox.faults.clear()  # how it comes up is another story
                await stage.restart()
    stage.sandbox.faults.clear()
    await stage.settle()


async def queued(stage: LiveStage, address: int) -> list[str]:
    """What this phone should show."""
    texts: dict[str, str] = {}
    for row in await stage.rows(
        "select id, kind, replaces, json_extract(payload, '$.text') as text from outbox where address = ? order by id",
        str(address),
    ):
        if row["kind"] in ("say", "edit"):
            texts[row["replaces"] or row["id"]] = row["text"]
    return list(texts.values())


async def play(folder: Path, base: Path, steps: Steps, webhook: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(router, "handle", answers)
        stage = LiveStage(folder, base, DeliveryTime(patch), webhook=webhook)
        await stage.open()
        try:
            await does(stage, steps)
            for actor in stage.actors.values():
                shown = [m.text for m in actor.phone.messages if m.from_bot and m.id not in stage.lost]
                assert shown == await queued(stage, actor.phone.user_id)
            assert len(stage.lost) <= judge.unanswered(stage, "sendMessage")
            assert await stage.rows("select state, error from outbox where state <> 'sent'") == []
            assert await stage.rows("select state from inbox where state <> 'done'") == []
            judge.in_time(stage)
            # a change that was made already, or clearing what has no buttons
            assert all("message is not modified" in refused.description for refused in stage.sandbox.refused)
        finally:
            await stage.close()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(steps=st.lists(st.one_of(says, says, fault, passes, outage, restart), max_size=14), webhook=st.booleans())
def test_everything_arrives_in_order(
    tmp_path_factory: pytest.TempPathFactory, example_database: Path, steps: Steps, webhook: bool
) -> None:
    asyncio.run(play(tmp_path_factory.mktemp("play"), example_database, steps, webhook))

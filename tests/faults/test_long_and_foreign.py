"""Messages in several parts, and answers that are not the platform's."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox import Fault
from storage import outbox
from tests.faults.door import Line
from tests.faults.live import LiveStage
from tests.stage import START, Actor

PARTS = ["a" * 4000, "b" * 4000, "c" * 4000]


async def queues(stage: LiveStage, who: Actor, text: str) -> None:
    async with stage.database.write() as tx:
        address = str(who.phone.user_id)
        await outbox.post(tx, channel="telegram", address=address, payload={"text": text}, now=START)
    stage.app.outbox.lanes.kick(tx.posted)
    await stage.settle()


@pytest.mark.parametrize("kind", [Fault.TOO_MANY, Fault.SERVER_ERROR, Fault.DROPPED_BEFORE])
@pytest.mark.parametrize("part", [1, 2, 3])
async def test_of_a_long_message_no_part_comes_twice(live: LiveStage, kind: Fault, part: int) -> None:
    lan = await live.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    sent = len(live.sent)

    def fails(happened: str, *_: object) -> None:
        if happened == "sent" and len(live.sent) - sent == part - 1:
            live.sandbox.faults.next(kind, method="sendMessage")

    live.sandbox.world.listeners.append(fails)
    if part == 1:
        live.sandbox.faults.next(kind, method="sendMessage")
    await queues(live, lan, "\n".join(PARTS))
    assert lan.heard[before:] == PARTS
    assert [one.kind for one in live.sandbox.faults.done] == [kind]


@pytest.mark.parametrize("status", [400, 403, 404, 502])
async def test_a_page_of_a_proxy_is_not_taken_for_the_platforms_word(
    live: LiveStage, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """403 of the platform means that the person blocked the bot, 400 that the message is wrong."""
    lan = await live.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    real, pages = Line.do_request, [b"<html>blocked by the firewall</html>"] * 2

    async def through_a_proxy(self: Line, url: str, *rest: Any, **more: Any) -> tuple[int, bytes]:
        if url.endswith("sendMessage") and pages:
            return status, pages.pop()
        return await real(self, url, *rest, **more)

    monkeypatch.setattr(Line, "do_request", through_a_proxy)
    await queues(live, lan, "xin chào")
    assert lan.heard[before:] == ["xin chào"]
    assert await live.rows("select address from chats where state <> 'active'") == []

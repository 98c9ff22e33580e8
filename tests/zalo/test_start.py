"""Two channels in one program: one whose line is down does not keep the other from its work."""

from __future__ import annotations

import asyncio

from tests.zalo_stage import BothStage


async def test_while_zalo_is_down_telegram_works(both: BothStage) -> None:
    lan = await both.joins_on_telegram("Lan", "p-dong-tho")
    both.channel._poll_seconds = 5  # with 0 nobody else would get a turn
    answered = asyncio.Event()
    both.sandbox.world.listeners.append(lambda kind, *_: answered.set() if kind == "sent" else None)
    both.sandbox.zalo.faults.outage(True)
    running = asyncio.create_task(both.app.run())
    try:
        lan.phone.says("/trogiup")
        async with asyncio.timeout(10):
            await answered.wait()
        assert lan.screen.startswith("Trợ giúp")
        assert both.app.outbox.resting == {"zalo", "zalo:2"}
    finally:
        both.sandbox.zalo.faults.outage(False)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

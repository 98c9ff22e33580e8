"""What the platform's first answer got wrong is set right by what comes later."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.texts.common import STRANGER_COMMANDS
from sandbox import Fault
from tests.faults.door import Line
from tests.faults.live import LiveStage
from tests.handlers.scene import half_way


async def test_a_press_tells_that_its_message_has_arrived(live: LiveStage) -> None:
    """The answer to sending it was lost; the message would be said once more, under the next question."""
    lan = await live.joins("Lan", "p-dong-tho")
    await half_way(lan)
    before = len(lan.heard)
    live.sandbox.faults.next(Fault.DROPPED_AFTER, method="sendMessage")
    lan.phone.says("/huy")
    await live.passes(0.1)
    (asked,) = lan.heard[before:]
    lan.phone.presses(lan.buttons[0])
    await live.settle()
    assert len(lan.heard) == before + 1  # the press was answered in its place
    assert asked not in lan.heard
    assert await live.rows("select id from outbox where state = 'waiting'") == []


async def test_the_list_of_commands_is_set_when_the_line_is_back(live: LiveStage) -> None:
    live.sandbox.world.commands.clear()
    live.sandbox.faults.next(Fault.SERVER_ERROR, method="setMyCommands", times=3)
    await live.channel.start()
    assert live.sandbox.world.commands == {}
    await live.settle()
    assert live.stranger("Khách").phone.commands == list(STRANGER_COMMANDS)


@pytest.mark.parametrize("status", [401, 404])
async def test_a_page_of_a_proxy_does_not_end_the_polling(
    live: LiveStage, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The platform itself says 401 and 404 to a token it does not know."""
    lan = await live.joins("Lan", "p-dong-tho")
    real, pages = Line.do_request, [b"<html>please sign in</html>"] * 2

    async def through_a_proxy(self: Line, url: str, *rest: Any, **more: Any) -> tuple[int, bytes]:
        if url.endswith("getUpdates") and pages:
            return status, pages.pop()
        return await real(self, url, *rest, **more)

    monkeypatch.setattr(Line, "do_request", through_a_proxy)
    await lan.says("/trogiup")
    await lan.says("/trogiup")
    await lan.says("/trogiup")
    assert pages == []
    assert lan.screen.startswith("Trợ giúp")

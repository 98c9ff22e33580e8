"""The disk is full or another program holds the file: nothing is set aside for it, and nothing is said twice."""

from __future__ import annotations

import pytest

from storage import mailbox
from storage.engine import Connection
from storage.errors import CannotWriteError
from tests.faults.live import LiveStage
from tests.stage import Stage

FULL = "database or disk is full"


async def test_what_arrived_but_could_not_be_marked_is_not_sent_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    real, full = mailbox.sent, [1, 2, 3]

    async def sent(tx: Connection, *rest: object, **more: object) -> None:
        if full:
            full.pop()
            raise CannotWriteError(FULL)
        await real(tx, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(mailbox, "sent", sent)
    lan.phone.says("/trogiup")
    for _ in range(3):
        with pytest.raises(CannotWriteError):
            await stage.settle()
    await stage.settle()
    assert len(lan.heard) == before + 1
    assert await stage.rows("select id from outbox where state = 'waiting'") == []


async def test_an_update_is_not_given_up_because_of_the_disk(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    real, full = mailbox.received_done, [1] * 5

    async def done(tx: Connection, *rest: object) -> bool:
        if full:
            full.pop()
            raise CannotWriteError(FULL)
        return await real(tx, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(mailbox, "received_done", done)
    lan.phone.says("/trogiup")
    for _ in range(5):
        with pytest.raises(CannotWriteError):
            await stage.settle()
    await stage.settle()
    assert lan.screen.startswith("Trợ giúp")
    assert await stage.rows("select id from inbox where state <> 'done' or attempts > 0") == []


async def test_a_page_that_repeats_the_address_is_not_kept(live: LiveStage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxies put the address into their error pages, and in it is the token."""
    from tests.faults.door import Line

    lan = await live.joins("Lan", "p-dong-tho")
    real, pages = Line.do_request, [f"<html>{live.sandbox.token} is blocked</html>".encode()]

    async def through_a_proxy(self: Line, url: str, *rest: object, **more: object) -> tuple[int, bytes]:
        if url.endswith("sendMessage") and pages:
            return 502, pages.pop()
        return await real(self, url, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Line, "do_request", through_a_proxy)
    await lan.says("/trogiup")
    assert pages == []
    (row,) = await live.rows("select error from outbox where error is not null")
    assert live.sandbox.token not in row["error"]


async def test_whoever_writes_while_nothing_can_be_saved_is_told_once(
    live: LiveStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await live.joins("Lan", "p-dong-tho")
    before = len(lan.heard)
    real, full = mailbox.receive, [True]

    async def receive(tx: Connection, *rest: object) -> bool:
        if full:
            raise CannotWriteError(FULL)
        return await real(tx, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(mailbox, "receive", receive)
    lan.phone.says("/trogiup")
    lan.phone.says("/huy")
    await live.passes(30)
    assert lan.heard[before:] == [
        "Hệ thống tạm thời chưa lưu được tin vừa rồi và đang thử lại. "
        "Sau ít phút chưa thấy trả lời, đề nghị đồng chí gửi lại."
    ]
    assert await live.rows("select id from inbox where state <> 'done'") == []
    full.clear()
    await live.settle()
    assert [text[:8] for text in lan.heard[before + 1 :]] == ["Trợ giúp", "Không có"]

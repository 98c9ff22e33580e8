"""What goes wrong on demand: in process and over HTTP, planned, by shares, and all at once."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from sandbox import Answer, Dropped, Fault, Phone, Sandbox

BAO = 12


async def send(sandbox: Sandbox, text: str = "x", **params: Any) -> Answer:
    return await sandbox.call(sandbox.token, "sendMessage", {"chat_id": BAO, "text": text, **params})


def said(phone: Phone) -> list[str]:
    return [message.text for message in phone.messages if message.from_bot]


async def test_too_many_says_how_long_to_wait(sandbox: Sandbox, bao: Phone) -> None:
    sandbox.faults.next(Fault.TOO_MANY, retry_after=7)
    answer = await send(sandbox)
    assert answer.status == 429
    assert answer.body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert said(bao) == []


async def test_a_bad_gateway_has_no_effect(sandbox: Sandbox, bao: Phone) -> None:
    sandbox.faults.next(Fault.SERVER_ERROR)
    assert (await send(sandbox)).body == {"ok": False, "error_code": 502, "description": "Bad Gateway"}
    assert (await send(sandbox, "y")).status == 200
    assert said(bao) == ["y"]


@pytest.mark.parametrize(("kind", "arrived"), [(Fault.DROPPED_BEFORE, []), (Fault.DROPPED_AFTER, ["x"])])
async def test_a_dropped_request_did_or_did_not_have_its_effect(
    sandbox: Sandbox, bao: Phone, kind: Fault, arrived: list[str]
) -> None:
    sandbox.faults.next(kind)
    with pytest.raises(Dropped):
        await send(sandbox)
    assert said(bao) == arrived


async def test_a_slow_answer_comes_after_its_effect(stopwatch: SimpleNamespace) -> None:
    waited: list[float] = []
    seen: list[list[str]] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        seen.append(said(phone))

    sandbox = Sandbox(monotonic=lambda: stopwatch.seconds, sleep=sleep)
    phone = sandbox.add_phone(BAO, "Trần Quốc Bảo")
    phone.starts()
    sandbox.faults.next(Fault.SLOW, seconds=30)
    assert (await send(sandbox)).status == 200
    assert (waited, seen) == ([30], [["x"]])


async def test_plans_are_for_a_method_and_a_number_of_times(sandbox: Sandbox, bao: Phone) -> None:
    sandbox.faults.next(Fault.SERVER_ERROR, method="SENDmessage", times=2)
    assert (await sandbox.call(sandbox.token, "getMe", {})).status == 200
    assert [(await send(sandbox)).status for _ in range(3)] == [502, 502, 200]
    assert [(done.kind, done.method, done.params["text"]) for done in sandbox.faults.done] == [
        (Fault.SERVER_ERROR, "sendMessage", "x")
    ] * 2


async def test_only_who_is_named_disturbs_polling(sandbox: Sandbox, bao: Phone) -> None:
    sandbox.faults.next(Fault.SERVER_ERROR)
    assert (await sandbox.call(sandbox.token, "getUpdates", {})).status == 200
    sandbox.faults.next(Fault.SERVER_ERROR, method="getUpdates")
    assert (await sandbox.call(sandbox.token, "getUpdates", {})).status == 502


async def test_an_answer_that_was_lost_has_acknowledged_all_the_same(sandbox: Sandbox, bao: Phone) -> None:
    bao.says("một")
    first = (await sandbox.call(sandbox.token, "getUpdates", {})).body["result"][0]["update_id"]
    sandbox.faults.next(Fault.DROPPED_AFTER, method="getUpdates")
    with pytest.raises(Dropped):
        await sandbox.call(sandbox.token, "getUpdates", {"offset": first + 1})
    assert sandbox.pending_updates == 0


async def outcomes(seed: int, chats: list[int]) -> dict[int, list[str]]:
    """What happens to twenty requests of each chat, mixed in this order."""
    sandbox = Sandbox()
    for chat in set(chats):
        sandbox.add_phone(chat, str(chat)).starts()
    sandbox.faults.share(seed, too_many=0.2, server_error=0.2, dropped_after=0.1)
    found: dict[int, list[str]] = {}
    for chat in chats:
        try:
            answer = await sandbox.call(sandbox.token, "sendMessage", {"chat_id": chat, "text": "x"})
            found.setdefault(chat, []).append(str(answer.status))
        except Dropped:
            found.setdefault(chat, []).append("dropped")
    return found


async def test_shares_repeat_by_seed_whatever_the_other_chats_do() -> None:
    mixed = await outcomes(1, [1, 2] * 50)
    assert mixed == await outcomes(1, [1] * 50 + [2] * 50)
    assert mixed != await outcomes(2, [1, 2] * 50)
    assert {"429", "502", "200", "dropped"} == set(mixed[1]) | set(mixed[2])
    assert 10 < mixed[1].count("200") < 40
    with pytest.raises(ValueError, match="whole"):
        Sandbox().faults.share(1, slow=0.6, too_many=0.6)


async def test_polling_has_its_share_but_is_not_slowed(bao: Phone, sandbox: Sandbox) -> None:
    async def sleep(_: float) -> None:
        raise AssertionError("a poll was slowed")

    sandbox.faults.sleep = sleep
    sandbox.faults.share(1, slow=1.0)
    assert (await sandbox.call(sandbox.token, "getUpdates", {})).status == 200
    assert sandbox.faults.done == []
    sandbox.faults.share(1, server_error=1.0)
    assert (await sandbox.call(sandbox.token, "getUpdates", {})).status == 502


async def test_what_was_injected_counts_as_nobodys_mistake(sandbox: Sandbox, bao: Phone) -> None:
    for kind in (Fault.TOO_MANY, Fault.SERVER_ERROR):
        sandbox.faults.next(kind)
        await send(sandbox)
    assert (sandbox.refused, sandbox.too_fast) == ([], [])
    sandbox.faults.next(Fault.SERVER_ERROR, times=3)
    sandbox.faults.clear()
    assert (await send(sandbox)).status == 200


async def test_who_sends_before_the_pause_is_over_is_noted(
    sandbox: Sandbox, bao: Phone, stopwatch: SimpleNamespace
) -> None:
    sandbox.faults.next(Fault.TOO_MANY, retry_after=5)
    await send(sandbox)
    stopwatch.seconds += 4.5
    await sandbox.call(sandbox.token, "answerCallbackQuery", {"callback_query_id": "1"})
    assert sandbox.too_early == []
    assert (await send(sandbox, "quá sớm")).status == 200  # noted, not refused: the test shall not hang
    assert [(early.method, early.params["text"], early.description) for early in sandbox.too_early] == [
        ("sendMessage", "quá sớm", "0.500 s too early")
    ]
    stopwatch.seconds += 0.5
    await send(sandbox)
    assert len(sandbox.too_early) == 1


async def test_what_was_under_way_is_forgiven(sandbox: Sandbox, bao: Phone, stopwatch: SimpleNamespace) -> None:
    sandbox.pauses.grace = 0.1
    sandbox.faults.next(Fault.TOO_MANY, retry_after=5)
    await send(sandbox)
    await send(sandbox)
    assert sandbox.too_early == []
    stopwatch.seconds += 0.2
    await send(sandbox)
    assert len(sandbox.too_early) == 1


async def test_a_429_to_a_poll_holds_up_no_messages(sandbox: Sandbox, bao: Phone) -> None:
    sandbox.faults.next(Fault.TOO_MANY, method="getUpdates")
    assert (await sandbox.call(sandbox.token, "getUpdates", {})).status == 429
    await send(sandbox)
    assert sandbox.too_early == []


async def test_an_outage_drops_everything_until_it_is_over(sandbox: Sandbox, bao: Phone) -> None:
    poll = asyncio.create_task(sandbox.call(sandbox.token, "getUpdates", {"timeout": 50}))
    await asyncio.sleep(0)
    sandbox.faults.outage(True)
    with pytest.raises(Dropped):
        await poll
    with pytest.raises(Dropped):
        await send(sandbox)
    assert [done.kind for done in sandbox.faults.done] == [Fault.DROPPED_BEFORE]
    sandbox.faults.outage(False)
    assert (await send(sandbox)).status == 200


async def test_over_http_the_library_sees_what_it_would_see_of_telegram(
    bot: Bot, sandbox: Sandbox, bao: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # otherwise the library warns whenever it raises RetryAfter
    sandbox.faults.next(Fault.TOO_MANY, retry_after=3)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(BAO, "1")
    assert caught.value.retry_after == timedelta(seconds=3)
    sandbox.faults.next(Fault.SERVER_ERROR)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(BAO, "2")
    for kind in (Fault.DROPPED_BEFORE, Fault.DROPPED_AFTER):
        sandbox.faults.next(kind)
        with pytest.raises(NetworkError, match="RemoteProtocolError"):
            await bot.send_message(BAO, kind)
    sandbox.faults.outage(True)
    with pytest.raises(NetworkError):
        await bot.send_message(BAO, "3")
    sandbox.faults.clear()
    await bot.send_message(BAO, "4")
    assert said(bao) == ["dropped_after", "4"]


async def test_during_an_outage_the_page_lives_on(served: Sandbox, bao: Phone) -> None:
    served.faults.outage(True)
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await session.get(f"{served.base_file_url}{served.token}/documents/file_1.txt")
        async with session.get(served.url) as response:
            assert response.status == 200

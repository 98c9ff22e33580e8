"""What goes wrong on demand, before and after a message was taken."""

import asyncio
from types import SimpleNamespace

import pytest

from sandbox import Dropped, Fault, Sandbox
from sandbox.zalo import ZaloAnswer, ZaloPhone, ZaloPlatform
from tests.sandbox.zalo.asking import LAN, TOKEN, fetched


async def send(zalo: ZaloPlatform) -> ZaloAnswer:
    return await zalo.call(TOKEN, "sendMessage", {"chat_id": LAN, "text": "x"})


@pytest.mark.parametrize(
    ("kind", "status", "heard"), [(Fault.SERVER_ERROR, 502, []), (Fault.GATEWAY_TIMEOUT, 504, ["x"])]
)
async def test_the_gateway_answers_with_a_page(
    zalo: ZaloPlatform, known: ZaloPhone, kind: Fault, status: int, heard: list[str]
) -> None:
    zalo.faults.next(kind, method="sendMessage")
    answer = await send(zalo)
    assert answer.status == status
    assert isinstance(answer.body, str)
    assert answer.body.startswith("<html>")
    assert (known.heard, zalo.refused) == (heard, [])
    assert [(done.kind, done.method) for done in zalo.faults.done] == [(kind, "sendMessage")]


@pytest.mark.parametrize(("kind", "heard"), [(Fault.DROPPED_BEFORE, []), (Fault.DROPPED_AFTER, ["x"])])
async def test_a_connection_breaks_before_or_after(
    zalo: ZaloPlatform, known: ZaloPhone, kind: Fault, heard: list[str]
) -> None:
    zalo.faults.next(kind)
    with pytest.raises(Dropped):
        await send(zalo)
    assert known.heard == heard


async def test_a_quota_that_is_used_up_for_a_moment(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    zalo.faults.next(Fault.TOO_MANY)
    answer = await send(zalo)
    assert (answer.status, answer.body) == (
        200,
        {"ok": False, "error_code": 429, "description": "Quota exceeded"},
    )
    assert (known.heard, zalo.refused) == ([], [])


async def test_a_slow_answer_comes_after_its_effect(stopwatch: SimpleNamespace) -> None:
    seen: list[tuple[float, list[str]]] = []

    async def sleep(seconds: float) -> None:
        seen.append((seconds, lan.heard))

    zalo = Sandbox(monotonic=lambda: stopwatch.seconds, sleep=sleep).zalo
    zalo.add_bot(TOKEN, "Bot")
    lan = zalo.add_phone(LAN, "Lan")
    lan.says("chào")
    zalo.faults.next(Fault.SLOW, seconds=30)
    assert (await send(zalo)).status == 200
    assert seen == [(30, ["x"])]


@pytest.mark.parametrize("kind", [Fault.GATEWAY_TIMEOUT, Fault.DROPPED_AFTER])
async def test_an_update_whose_answer_is_lost_is_lost(zalo: ZaloPlatform, known: ZaloPhone, kind: Fault) -> None:
    known.says("x")
    zalo.faults.next(kind, method="getUpdates")
    try:
        assert (await zalo.call(TOKEN, "getUpdates", {"timeout": 0})).status == 504
    except Dropped:
        assert kind is Fault.DROPPED_AFTER
    assert await fetched(zalo) == []


async def test_an_outage_ends_polls_and_drops_everything(zalo: ZaloPlatform, known: ZaloPhone) -> None:
    poll = asyncio.create_task(zalo.call(TOKEN, "getUpdates", {"timeout": 30}))
    await asyncio.sleep(0)
    zalo.faults.outage(True)
    for waiting in (poll, send(zalo)):
        with pytest.raises(Dropped):
            await waiting
    known.says("trong lúc ngừng")
    zalo.faults.outage(False)
    assert ((await send(zalo)).status, await fetched(zalo)) == (200, ["trong lúc ngừng"])


async def test_telegrams_faults_are_its_own(sandbox: Sandbox, zalo: ZaloPlatform, known: ZaloPhone) -> None:
    sandbox.faults.outage(True)
    assert (await send(zalo)).status == 200
    sandbox.faults.outage(False)
    zalo.faults.outage(True)
    assert (await sandbox.call(sandbox.token, "getMe", {})).status == 200


async def test_on_telegram_a_gateway_timeout_comes_after_the_effect_too(sandbox: Sandbox) -> None:
    phone = sandbox.add_phone(11, "Hạnh")
    phone.starts()
    sandbox.faults.next(Fault.GATEWAY_TIMEOUT)
    answer = await sandbox.call(sandbox.token, "sendMessage", {"chat_id": 11, "text": "x"})
    assert (answer.status, phone.last.text) == (504, "x")

"""How fast a bot may send, when the limits are switched on."""

from types import SimpleNamespace
from typing import Any

import pytest

from sandbox import Answer, Phone, Sandbox

BAO = 12
GROUP = -500


@pytest.fixture
def limited(sandbox: Sandbox, bao: Phone) -> Sandbox:
    sandbox.add_group(GROUP, "Tổ thẩm định").adds_bot(bao)
    sandbox.rate_limits = True
    return sandbox


async def send(sandbox: Sandbox, chat_id: int = BAO, **params: Any) -> Answer:
    return await sandbox.call(sandbox.token, "sendMessage", {"chat_id": chat_id, "text": "x", **params})


async def test_without_the_switch_everything_passes(sandbox: Sandbox, bao: Phone) -> None:
    assert {(await send(sandbox)).status for _ in range(100)} == {200}
    assert not sandbox.rate_limits


async def test_a_private_chat_takes_a_burst_and_then_one_a_second(limited: Sandbox, stopwatch: SimpleNamespace) -> None:
    assert {(await send(limited)).status for _ in range(20)} == {200}
    answer = await send(limited)
    assert (answer.status, answer.body["parameters"]) == (429, {"retry_after": 1})
    assert answer.body["description"] == "Too Many Requests: retry after 1"
    assert [refused.method for refused in limited.too_fast] == ["sendMessage"]
    assert limited.refused == []
    stopwatch.seconds += 1
    assert [(await send(limited)).status for _ in range(2)] == [200, 429]
    stopwatch.seconds += 3
    assert [(await send(limited)).status for _ in range(4)] == [200, 200, 200, 429]


async def test_a_group_takes_twenty_a_minute(limited: Sandbox, stopwatch: SimpleNamespace) -> None:
    for _ in range(20):
        assert (await send(limited, GROUP)).status == 200
        stopwatch.seconds += 1
    answer = await send(limited, GROUP)
    assert (answer.status, answer.body["parameters"]) == (429, {"retry_after": 40})
    stopwatch.seconds += 39
    await send(limited, BAO)  # only the group has to wait
    assert limited.too_early == []
    assert (await send(limited, GROUP)).status == 429
    assert len(limited.too_early) == 1
    stopwatch.seconds += 1
    assert (await send(limited, GROUP)).status == 200
    assert len(limited.too_early) == 1


async def test_thirty_a_second_overall(limited: Sandbox, stopwatch: SimpleNamespace) -> None:
    for user_id in range(100, 131):
        limited.add_phone(user_id, str(user_id)).starts()
    assert {(await send(limited, user_id)).status for user_id in range(100, 130)} == {200}
    assert (await send(limited, 130)).status == 429
    stopwatch.seconds += 0.5
    await send(limited, BAO)  # the whole bot has to wait
    assert len(limited.too_early) == 1
    stopwatch.seconds += 0.5
    assert (await send(limited, 130)).status == 200


async def test_edits_count_but_typing_and_answers_do_not(limited: Sandbox, bao: Phone) -> None:
    await send(limited)
    for number in range(19):
        params: dict[str, Any] = {"chat_id": BAO, "message_id": bao.last.id, "text": str(number)}
        assert (await limited.call(limited.token, "editMessageText", params)).status == 200
    for method, params in (
        ("sendChatAction", {"chat_id": BAO, "action": "typing"}),
        ("answerCallbackQuery", {"callback_query_id": "1"}),
    ):
        assert (await limited.call(limited.token, method, params)).status != 429
    assert (await send(limited)).status == 429


async def test_a_webhook_is_set_once_a_second(limited: Sandbox, stopwatch: SimpleNamespace) -> None:
    params = {"url": "https://ktgs.example"}
    limited.reroutes["https://ktgs.example"] = "http://127.0.0.1:1"
    statuses = [(await limited.call(limited.token, "setWebhook", params)).status for _ in range(2)]
    stopwatch.seconds += 1
    statuses.append((await limited.call(limited.token, "setWebhook", params)).status)
    assert statuses == [200, 429, 200]

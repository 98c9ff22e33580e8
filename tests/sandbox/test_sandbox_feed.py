"""What the sandbox tells of itself, and how it begins afresh."""

import pytest

from sandbox import Fault, Phone, Sandbox

BAO = 12
URL = "https://ktgs.example"


@pytest.fixture
def heard(sandbox: Sandbox, bao: Phone) -> list[tuple[str, int, str]]:
    heard: list[tuple[str, int, str]] = []
    sandbox.world.listeners.append(lambda kind, who, text: heard.append((kind, who, text)))
    return heard


async def test_it_tells_what_happens(sandbox: Sandbox, bao: Phone, heard: list[tuple[str, int, str]]) -> None:
    markup = {"inline_keyboard": [[{"text": "Lưu", "callback_data": "s"}]]}
    sandbox.faults.next(Fault.SLOW, seconds=0)
    await sandbox.call(sandbox.token, "sendMessage", {"chat_id": BAO, "text": "x", "reply_markup": markup})
    params = {"chat_id": BAO, "message_id": bao.last.id, "text": "y", "reply_markup": markup}
    await sandbox.call(sandbox.token, "editMessageText", params)
    bao.says("chào")
    bao.presses("Lưu")
    updates = (await sandbox.call(sandbox.token, "getUpdates", {})).body["result"]
    first, second = (update["update_id"] for update in updates)
    await sandbox.call(sandbox.token, "getUpdates", {"offset": first + 1})
    await sandbox.call(sandbox.token, "deleteMessage", {"chat_id": BAO, "message_id": bao.last.id})
    assert heard == [
        ("fault", BAO, "slow sendMessage"),
        ("sent", BAO, "x"),
        ("edited", BAO, "y"),
        ("queued", BAO, "chào"),
        ("queued", BAO, "Lưu"),
        ("fetched", BAO, f"message {first}"),
        ("fetched", BAO, f"callback_query {second}"),
        ("acknowledged", BAO, f"message {first}"),
        ("deleted", BAO, "y"),
    ]


async def test_it_tells_what_a_webhook_took(sandbox: Sandbox, bao: Phone, heard: list[tuple[str, int, str]]) -> None:
    async def takes(url: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        return 200, b""

    sandbox.webhook_transport = takes
    await sandbox.call(sandbox.token, "setWebhook", {"url": URL})
    bao.blocks()
    await sandbox.deliver()
    assert [(kind, who) for kind, who, _ in heard] == [("queued", BAO), ("delivered", BAO)]


async def test_it_begins_afresh(sandbox: Sandbox, bao: Phone) -> None:
    group = sandbox.add_group(-5, "Tổ")
    group.adds_bot(bao)
    sandbox.reroutes[URL] = "http://127.0.0.1:1"
    params = {"url": URL, "allowed_updates": ["message"]}
    await sandbox.call(sandbox.token, "setWebhook", params)
    await sandbox.call(sandbox.token, "setMyCommands", {"commands": [{"command": "a", "description": "x"}]})
    await sandbox.call(sandbox.token, "sendPigeon", {})
    sandbox.faults.next(Fault.TOO_MANY, times=9)
    await sandbox.call(sandbox.token, "sendMessage", {"chat_id": BAO, "text": "x"})
    await sandbox.call(sandbox.token, "sendMessage", {"chat_id": BAO, "text": "x"})
    sandbox.faults.outage(True)
    sandbox.features.clear()
    session, changed = sandbox.session, list[int]()
    sandbox.world.watchers.append(changed.append)
    sandbox.clear()
    assert sandbox.session != session
    assert (sandbox.phones, sandbox.groups, sandbox.pending_updates) == ([], [], 0)
    assert (sandbox.refused, sandbox.too_early, sandbox.faults.done) == ([], [], [])
    assert "style" in sandbox.features
    phone = sandbox.add_phone(BAO, "Trần Quốc Bảo")
    phone.blocks()
    assert changed == [BAO, BAO]  # who watches goes on watching
    assert (sandbox.pending_updates, phone.messages, phone.commands) == (1, [], [])
    info = (await sandbox.call(sandbox.token, "getWebhookInfo", {})).body["result"]
    assert info == {"url": "", "has_custom_certificate": False, "pending_update_count": 1}

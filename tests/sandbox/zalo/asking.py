"""Short ways to ask the platform something."""

from typing import Any

from sandbox.zalo import ZaloPlatform

TOKEN = "12345689:abc-xyz"
LAN = "6ede9afa66b88fe6d6a9"
URL = "https://ktgs.example.vn/zalo/hook"
SECRET = "s3cret-s3cret"
IDLE = {"ok": False, "error_code": 408, "description": "Request timeout"}


async def ask(zalo: ZaloPlatform, method: str, /, **params: Any) -> dict[str, Any]:
    """The answer, which has status 200 whatever is in it."""
    answer = await zalo.call(TOKEN, method, params)
    assert answer.status == 200
    assert isinstance(answer.body, dict)
    return answer.body


async def code(zalo: ZaloPlatform, method: str, /, **params: Any) -> int:
    """The error code; 0 when there is none."""
    return int((await ask(zalo, method, **params)).get("error_code", 0))


async def update(zalo: ZaloPlatform) -> dict[str, Any]:
    """What getUpdates has now."""
    result: dict[str, Any] = (await ask(zalo, "getUpdates", timeout=0))["result"]
    return result


async def fetched(zalo: ZaloPlatform, token: str = TOKEN) -> list[str]:
    """The texts of everything getUpdates has now."""
    texts: list[str] = []
    while True:
        body = (await zalo.call(token, "getUpdates", {"timeout": "0"})).body
        assert isinstance(body, dict)
        if not body["ok"]:
            assert body == IDLE
            return texts
        texts.append(body["result"]["message"]["text"])


async def hooks(zalo: ZaloPlatform, url: str = URL, secret: str = SECRET) -> dict[str, Any]:
    """Set the webhook."""
    return await ask(zalo, "setWebhook", url=url, secret_token=secret)

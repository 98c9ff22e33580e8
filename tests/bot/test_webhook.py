"""Who gets in by the webhook: without the secret nothing does, and nothing that was sent is repeated."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable

import pytest

from bot.channels.telegram.registration import secret
from bot.channels.telegram.webhook import HEADER
from tests.bot.webhook_line import Line, Shelf, message, raw

MARK = "Zq7-a-mark-to-look-for"


def test_the_secret_follows_from_the_token_and_is_what_telegram_takes() -> None:
    first, second = secret("123456789:AAA"), secret("123456789:AAB")
    assert first == secret("123456789:AAA") != second
    assert len(first) == 64
    assert set(first) <= set("0123456789abcdef")


async def test_a_delivery_with_the_secret_is_stored(door: Line, shelf: Shelf) -> None:
    answer = await door.brings(message(7, "tháng 9"))
    assert (answer.status, answer.body) == (200, b"")
    assert [(row.external_id, row.address, row.payload) for row in shelf.rows] == [
        ("7", "11", {"name": "Lan", "text": "tháng 9"})
    ]


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(None, id="missing"),
        pytest.param("wrong", id="wrong"),
        pytest.param(MARK, id="marked"),
        pytest.param("0" * 64, id="as long as the right one"),
        pytest.param("0" * 257, id="over the platform's length"),
        pytest.param("0" * 60_000, id="far too long"),
        pytest.param("bí mật", id="not ASCII"),
    ],
)
async def test_without_the_secret_nothing_gets_in_and_nothing_comes_back(
    door: Line, shelf: Shelf, header: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = await door.brings(message(7, MARK), header=header)
    assert (answer.status, answer.body) == (403, b"")
    assert shelf.rows == []
    assert MARK not in str(answer.headers)
    assert MARK not in caplog.text
    assert header is None or header not in caplog.text


@pytest.mark.parametrize("near", [slice(None, -1), slice(1, None), slice(None, None, -1)])
async def test_a_part_of_the_secret_is_not_the_secret(door: Line, shelf: Shelf, near: slice) -> None:
    assert (await door.brings(message(7, "a"), header=door.secret[near])).status == 403
    assert (await door.brings(message(7, "a"), header=door.secret + "0")).status == 403
    assert (await door.brings(message(7, "a"), header=door.secret.upper())).status == 403
    assert shelf.rows == []


async def test_bytes_that_are_no_text_are_only_a_wrong_secret(door: Line, shelf: Shelf) -> None:
    head = b"POST /telegram HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n"
    answer = await raw(door, head + HEADER.encode() + b": \xff\xfe\x80\r\n\r\n{}")
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert answer.endswith(b"\r\n\r\n")
    assert shelf.rows == []


class Module:
    """A module of which only one function may be used."""

    def __init__(self, **functions: Callable[..., object]) -> None:
        self.__dict__.update(functions)


async def test_secrets_are_compared_in_constant_time(door: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[object, object]] = []

    def compare(first: bytes, second: bytes) -> bool:
        compared.append((first, second))
        return hmac.compare_digest(first, second)

    monkeypatch.setattr("bot.channels.telegram.webhook.hmac", Module(compare_digest=compare))
    for header, status in (("wrong", 403), (door.secret[:-1] + "x", 403), (door.secret, 200)):
        assert (await door.brings(message(7, "a"), header=header)).status == status
    right = door.secret.encode()
    assert compared == [(b"wrong", right), (right[:-1] + b"x", right), (right, right)]


async def test_strangers_cannot_fill_the_log(
    door: Line, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("bot.channels.telegram.webhook.time", Module(monotonic=lambda: now))
    for _ in range(50):
        await door.brings({}, header="wrong")
    now += 61
    await door.brings({}, header="wrong")
    lines = [record.getMessage() for record in caplog.records if record.name == "bot.channels.telegram.webhook"]
    assert lines == [
        "telegram: requests to the webhook without its secret were refused: 1",
        "telegram: requests to the webhook without its secret were refused: 50",
    ]

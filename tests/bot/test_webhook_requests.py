"""What is asked of the webhook's server: methods, paths, sizes, broken requests; and its health."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from bot.channels.telegram.webhook import HEADER
from bot.web import MOST_BODY, Web
from tests.bot.webhook_line import Line, Shelf, message, raw

MARK = "Zq7-a-mark-to-look-for"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
async def test_only_posting_is_allowed(door: Line, shelf: Shelf, method: str) -> None:
    answer = await door.asks(method, json.dumps(message(7, "a")).encode())
    assert (answer.status, answer.body, answer.headers["Allow"]) == (405, b"", "POST")
    assert shelf.rows == []


@pytest.mark.parametrize("path", ["/", "/telegra", "/telegram/", "/Telegram", "/telegram/more", "/../telegram2"])
async def test_other_paths_lead_nowhere(door: Line, shelf: Shelf, path: str) -> None:
    answer = await door.brings(message(7, "a"), path=path)
    assert (answer.status, answer.body) == (404, b"")
    assert shelf.rows == []


def padded(size: int) -> bytes:
    """A good update of exactly this many bytes."""
    data = json.dumps(message(7, "a")).encode()
    return data + b" " * (size - len(data))


async def test_a_body_of_one_megabyte_is_read_and_one_byte_more_is_not(door: Line, shelf: Shelf) -> None:
    assert (await door.asks("POST", padded(MOST_BODY))).status == 200
    assert len(shelf.rows) == 1
    answer = await door.asks("POST", padded(MOST_BODY + 1))
    assert (answer.status, answer.body) == (413, b"")
    assert len(shelf.rows) == 1


async def test_a_body_that_says_it_is_too_long_is_refused_before_it_comes(door: Line) -> None:
    head = f"POST /telegram HTTP/1.1\r\nHost: a\r\n{HEADER}: {door.secret}\r\nContent-Length: 50000000000\r\n\r\n"
    assert (await raw(door, head.encode() + b"{")).startswith(b"HTTP/1.1 413 ")


async def test_a_body_in_pieces_without_a_length_is_refused_when_it_grows_too_long(door: Line, shelf: Shelf) -> None:
    sent = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        for piece in (padded(MOST_BODY), b" "):
            sent += len(piece)
            yield piece

    answer = await door.asks("POST", pieces())
    assert (answer.status, answer.body, sent) == (413, b"", MOST_BODY + 1)
    assert shelf.rows == []


async def test_a_body_that_never_ends_is_refused_all_the_same(door: Line) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(door.web.address).port)
    head = f"POST /telegram HTTP/1.1\r\nHost: a\r\n{HEADER}: {door.secret}\r\nTransfer-Encoding: chunked\r\n\r\n"
    writer.write(head.encode())
    piece = b"10000\r\n" + b" " * 65536 + b"\r\n"
    for _ in range(20):
        writer.write(piece)
    async with asyncio.timeout(10):
        assert (await reader.readline()).startswith(b"HTTP/1.1 413 ")
    writer.close()


async def test_a_body_that_unpacks_to_more_is_measured_unpacked(door: Line, shelf: Shelf) -> None:
    packed = gzip.compress(padded(20 * MOST_BODY))
    assert len(packed) < 100_000
    answer = await door.asks("POST", packed, **{"Content-Encoding": "gzip"})
    assert (answer.status, answer.body) == (413, b"")
    answer = await door.asks("POST", b"no gzip", **{"Content-Encoding": "gzip"})
    assert (answer.status, answer.body) == (400, b"")
    assert shelf.rows == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b'{"update_id": 7, "mess', id="cut off"),
        pytest.param(b'{"update_id": 7, "message": "\xff\xfe"}', id="no UTF-8"),
        pytest.param(b"[" * 900_000, id="too deep"),
        pytest.param(b'{"update_id": ' + b"7" * 5000 + b"}", id="a number too long to read"),
        pytest.param(b'[{"update_id": 7}]', id="a list"),
        pytest.param(b'{"message": {}}', id="without an id"),
        pytest.param(b'{"update_id": "' + MARK.encode() + b'"}', id="with a text for an id"),
    ],
)
async def test_what_is_no_update_is_refused_also_with_the_secret(
    door: Line, shelf: Shelf, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await door.asks("POST", data)
    assert (answer.status, answer.body) == (400, b"")
    assert shelf.rows == []
    assert MARK not in caplog.text


async def test_broken_http_is_not_repeated(door: Line, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for line_ in (f"X-A: \0{MARK}", f"X-A: {MARK}{'a' * 100_000}", f"{MARK} {MARK}"):
            answer = await raw(door, f"POST /telegram HTTP/1.1\r\nHost: a\r\n{line_}\r\n\r\n".encode())
            assert b" 400 " in answer.partition(b"\r\n")[0]
            assert MARK.encode() not in answer
    assert MARK not in caplog.text


async def test_health_is_told_to_everybody(door: Line) -> None:
    answer = await door.asks("GET", header=None, path="/health")
    assert (answer.status, answer.body) == (200, b"ok")
    answer = await door.asks("POST", b"{}", path="/health")
    assert (answer.status, answer.body) == (405, b"")


async def test_a_path_belongs_to_one(door: Line) -> None:
    async def nobody(request: object) -> None: ...

    for path in ("/telegram", "/health"):
        with pytest.raises(ValueError, match="is taken"):
            door.web.add(path, nobody)  # type: ignore[arg-type]


async def test_a_handler_that_fails_is_a_500_without_its_text(door: Line, caplog: pytest.LogCaptureFixture) -> None:
    async def fails(request: object) -> None:
        raise LookupError("nobody knows why")

    door.web.add("/other", fails)  # type: ignore[arg-type]
    answer = await door.brings({}, path="/other")
    assert (answer.status, answer.body) == (500, b"")
    assert "nobody knows why" in caplog.text


async def test_an_address_in_use_is_an_error_at_the_start(door: Line) -> None:
    second = Web("127.0.0.1", int(door.web.address.rpartition(":")[2]))
    with pytest.raises(OSError, match="in use"):
        await second.start()
    await second.stop()

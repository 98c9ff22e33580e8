"""The library over our own HTTP: uploads arrive, failures come as what they are, and nothing tells the token."""

from __future__ import annotations

import asyncio
import io
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError, TimedOut

from bot.channels.base import CannotRunError, RetryError
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import TelegramAddress
from bot.channels.telegram.request import AiohttpRequest
from bot.logs import HIDDEN, Redacting
from sandbox import Phone, Sandbox

SECRET = "AAE-a_secret-of-thirty-five-letters"
TOKEN = f"123456789:{SECRET}"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(token=TOKEN)
    await sandbox.serve()
    yield sandbox
    await sandbox.close()


@pytest.fixture
def lan(sandbox: Sandbox) -> Phone:
    phone = sandbox.add_phone(11, "Lan")
    phone.starts()
    return phone


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def library(base_url: str, token: str = TOKEN) -> Bot:
    return Bot(token, base_url=base_url, request=AiohttpRequest(), get_updates_request=AiohttpRequest())


def told(error: BaseException) -> str:
    """Everything that somebody could print of an error."""
    return "".join([str(error), repr(error), *traceback.format_exception(error)])


async def fails(bot: Bot, read_timeout: float = 5.0) -> TelegramError:
    """The error of a first request."""
    try:
        with pytest.raises(TelegramError) as raised:
            await bot.get_me(read_timeout=read_timeout)
    finally:
        await bot.request.shutdown()
    return raised.value


async def test_a_document_arrives_with_its_name_and_caption(sandbox: Sandbox, lan: Phone) -> None:
    content = bytes(range(256)) * 4096  # a megabyte
    async with library(sandbox.base_url) as bot:
        sent = await bot.send_document(11, io.BytesIO(content), filename="Chương trình 2027.docx", caption="Dự thảo")
        text = await bot.send_message(11, "Đã gửi “<tệp>” & hết 🌿")
    assert (lan.messages[-2].document, lan.messages[-2].text) == ("Chương trình 2027.docx", "Dự thảo")
    assert lan.messages[-2].file
    assert lan.messages[-2].file.content == content
    assert sent.document
    assert sent.document.file_size == len(content)
    assert (lan.last.text, text.text) == ("Đã gửi “<tệp>” & hết 🌿",) * 2


async def test_a_refused_connection_is_a_network_error(free_port: int) -> None:
    error = await fails(library(f"http://127.0.0.1:{free_port}/bot"))
    assert type(error) is NetworkError
    assert str(error) == "connection failed (ClientConnectorError)"
    assert SECRET not in told(error)


async def test_no_answer_in_time_is_a_timeout() -> None:
    held = []
    server = await asyncio.start_server(lambda reader, writer: held.append(writer), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    error = await fails(library(f"http://127.0.0.1:{port}/bot"), read_timeout=0.05)
    assert type(error) is TimedOut
    assert SECRET not in told(error)
    for writer in held:
        writer.close()
    server.close()
    await server.wait_closed()


async def test_a_line_cut_in_the_middle_is_a_network_error() -> None:
    server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    error = await fails(library(f"http://127.0.0.1:{port}/bot"))
    assert type(error) is NetworkError
    assert SECRET not in told(error)
    server.close()
    await server.wait_closed()


async def test_the_library_itself_tells_a_wrong_token_but_the_channel_does_not(sandbox: Sandbox) -> None:
    wrong = f"123456789:{SECRET[::-1]}"
    with pytest.raises(InvalidToken) as raised:
        async with library(sandbox.base_url, wrong):
            pass
    assert wrong in told(raised.value), "no need any more for what the channel does about it"

    channel = TelegramChannel(wrong, TelegramAddress(sandbox.base_url, sandbox.base_file_url))
    with pytest.raises(CannotRunError) as ours:
        await channel.start()
    await channel.close()
    assert SECRET[::-1] not in told(ours.value)
    assert str(ours.value) == "telegram: the token was refused; get the right one from @BotFather"


async def test_a_channel_whose_line_is_down_may_start_later(free_port: int) -> None:
    channel = TelegramChannel(TOKEN, TelegramAddress(f"http://127.0.0.1:{free_port}/bot"))
    with pytest.raises(RetryError) as raised:
        await channel.start()
    assert SECRET not in told(raised.value)
    sandbox = Sandbox(token=TOKEN)
    await sandbox.serve(port=free_port)
    await channel.start()
    assert channel.invite_link("abc") == "https://t.me/ktgs_demo_bot?start=abc"
    await channel.close()
    await sandbox.close()


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a logger with our formatter writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Redacting("%(levelname)s %(message)s"))
    logger = logging.getLogger("tests.redacting")
    logger.handlers, logger.propagate = [handler], False
    yield stream
    logger.handlers = []


def test_no_token_gets_through_the_log(written: io.StringIO) -> None:
    log = logging.getLogger("tests.redacting")
    log.error("in the words: " + TOKEN)
    log.error("in an argument: %s", TOKEN)
    log.error("in an address: %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    log.error("in a value: %r", {"token": TOKEN, "many": [TOKEN, TOKEN]})
    try:
        try:
            raise ValueError(f"first {TOKEN}")
        except ValueError as error:
            raise RuntimeError(f"then {TOKEN}") from error
    except RuntimeError:
        log.exception("in a traceback")
    text = written.getvalue()
    assert SECRET not in text
    assert text.count(HIDDEN) == 8
    assert "RuntimeError: then <token>" in text
    assert "https://api.telegram.org/bot<token>/getMe" in text


def test_ids_and_times_are_not_taken_for_tokens(written: io.StringIO) -> None:
    line = "update 01m80hm880000bx20na6hhg447 of 500000001: 12:30:45, 2026-11-22T09:00:00.000000Z"
    logging.getLogger("tests.redacting").error(line)
    assert written.getvalue() == f"ERROR {line}\n"


class Busy(AiohttpRequest):
    """A platform that asks to wait."""

    async def do_request(self, *args: object, **more: object) -> tuple[int, bytes]:
        return 429, b'{"ok": false, "error_code": 429, "description": "wait", "parameters": {"retry_after": 7}}'


async def test_a_platform_that_asks_to_wait_at_the_start_is_asked_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else the library warns of a change to come
    channel = TelegramChannel(TOKEN, requests=(Busy(), Busy()))
    try:
        with pytest.raises(RetryError):
            await channel.start()
    finally:
        await channel.close()


def test_half_a_letter_in_an_answer_spoils_no_batch() -> None:
    answer = b'{"ok": true, "result": [{"update_id": 1, "message": {"text": "\\ud83d"}}, {"update_id": 2}]}'
    assert [update["update_id"] for update in AiohttpRequest.parse_json_payload(answer)["result"]] == [1, 2]

"""The real program with a webhook, as a process over real HTTP: killed, stopped amid work, refused, silent."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from bot.channels.telegram.registration import secret
from bot.channels.telegram.webhook import HEADER
from sandbox import Phone, Sandbox
from tests.bot.running import Machine, Seen, loaded, machine
from tests.bot.webhook_line import HOST, URL, message

SECRET = "AAE-a_secret-of-thirty-five-letters"
STRANGER = "Hệ thống chỉ dành cho người được mời."


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(token=f"123456789:{SECRET}")
    await sandbox.serve()
    yield sandbox
    await sandbox.close()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded(tmp_path_factory.mktemp("loaded"))


@pytest.fixture
def port() -> int:
    """On which nobody listens yet."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
async def office(tmp_path: Path, sandbox: Sandbox, example: Path, port: int) -> AsyncIterator[Machine]:
    """A machine behind a reverse proxy, set up for a webhook that is not registered yet."""
    sandbox.reroutes[HOST] = f"http://127.0.0.1:{port}"
    async with machine(tmp_path, sandbox, example) as whole:
        whole.environment |= {
            "KTGS_TELEGRAM__MODE": "webhook",
            "KTGS_TELEGRAM__WEBHOOK_URL": URL,
            "KTGS_WEB__PORT": str(port),
        }
        yield whole


@pytest.fixture
def seen(sandbox: Sandbox) -> Seen:
    return Seen(sandbox)


@pytest.fixture
def lan(sandbox: Sandbox) -> Phone:
    return sandbox.add_phone(11, "Lan")


def heard(phone: Phone) -> list[str]:
    return [message.text for message in phone.messages if message.from_bot]


def inbox(office: Machine) -> list[str]:
    with closing(sqlite3.connect(office.database)) as file:
        return [row[0] for row in file.execute("select external_id from inbox order by id")]


def tries_now(sandbox: Sandbox) -> None:
    """The platform's pause between two tries is over."""
    for waiting in sandbox.world.updates.waiting():
        waiting.due = 0.0
    sandbox.world.updates.news()


async def test_what_is_said_around_kill_9_is_brought_and_handled_once_and_in_order(
    office: Machine, sandbox: Sandbox, seen: Seen, lan: Phone
) -> None:
    await office.ktgs("webhook", "set")
    program = await office.joined(seen, lan, "p-dong-tho")
    before = heard(lan)
    lan.says("/trogiup")
    await program.killed()
    for text in ("/huy", "đăng ký"):
        lan.says(text)

    await office.bot()
    tries_now(sandbox)
    await seen.until(lambda: "Cuộc này thuộc chương trình nào?" in lan.last.text)
    # a message that was sent but not yet marked when the kill came may arrive twice, in its place
    answers = list(dict.fromkeys([*before[-1:], *heard(lan)[len(before) :]]))[1:]
    assert [answer.split("\n")[0] for answer in answers] == [
        "Trợ giúp",
        "Không có việc gì đang nhập dở.",
        "Cuộc này thuộc chương trình nào?",
    ]
    updates = inbox(office)
    assert len(updates) == len(set(updates)) == 5  # two for joining, three now
    assert sandbox.pending_updates == 0


async def test_the_webhook_stays_while_the_bot_runs_and_sigterm_finishes_a_delivery_in_work(
    office: Machine, port: int
) -> None:
    await office.ktgs("webhook", "set")
    program = await office.bot()
    delete = await office.start("webhook", "delete")
    assert await delete.ended() == 1
    assert delete.output == "ktgs: webhook delete: the bot is running; stop it first\n"
    address, headers = f"http://127.0.0.1:{port}", {HEADER: secret(office.environment["KTGS_TELEGRAM__TOKEN"])}
    async with aiohttp.ClientSession(headers=headers) as client:

        async def brings(number: int) -> int:
            async with client.post(f"{address}/telegram", json=message(number, "/start")) as response:
                return response.status

        with closing(sqlite3.connect(office.database, isolation_level=None)) as file:
            file.execute("begin immediate")  # nobody else can commit
            delivery = asyncio.create_task(brings(7))
            for _ in range(2):  # it was sent before these, and is in by the time they are answered
                async with client.get(f"{address}/health") as response:
                    assert (response.status, (await response.json())["stale"]) == (200, [])
            program.process.terminate()
            # requests that come now are refused, which shows that it is stopping
            while await asyncio.wait_for(brings_nothing(client, address), 5) != 404:
                pass
            assert not delivery.done()
            assert program.process.returncode is None
            file.execute("rollback")
        assert await delivery == 200
    assert await program.ended() == 0
    assert inbox(office) == ["7"]
    assert "Traceback" not in program.output
    assert "Warning" not in program.output


async def brings_nothing(client: aiohttp.ClientSession, address: str) -> int:
    async with client.post(f"{address}/telegram", data=b"no update") as response:
        return response.status


async def test_each_mode_refuses_to_start_while_the_other_is_set(office: Machine) -> None:
    """The lines with which it ends."""
    webhook = await office.start("run")
    assert await webhook.ended() == 1
    assert webhook.output.splitlines()[-1] == "ktgs: telegram: no webhook is set; run `ktgs webhook set`"
    await office.ktgs("webhook", "set")
    polling = await office.start("run", KTGS_TELEGRAM__MODE="polling")
    assert await polling.ended() == 1
    assert polling.output.splitlines()[-1] == (
        "ktgs: telegram: a webhook is set (at bot.office.example); "
        'run `ktgs webhook delete`, or set telegram.mode = "webhook"'
    )
    for program in (webhook, polling):
        assert "Traceback" not in program.output
        assert "Unclosed" not in program.output


async def test_an_address_in_use_ends_it_with_one_line(office: Machine, port: int) -> None:
    server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", port)
    program = await office.start("run")
    assert await program.ended() == 1
    server.close()
    await server.wait_closed()
    line = program.output.splitlines()[-1]
    assert line.startswith(f"ktgs: web: cannot listen on http://127.0.0.1:{port}: ")
    assert "Traceback" not in program.output


async def test_neither_token_nor_secrets_are_in_the_output(
    office: Machine, sandbox: Sandbox, seen: Seen, lan: Phone, port: int
) -> None:
    await office.ktgs("webhook", "set")
    loud = await office.bot(KTGS_LOG__LEVEL="DEBUG")
    lan.says("/start")
    await seen.until(lambda: bool(heard(lan)) and STRANGER in lan.last.text)
    async with aiohttp.ClientSession() as client:
        for given in ("a-strangers-guess", secret(sandbox.token)):
            async with client.post(
                f"http://127.0.0.1:{port}/telegram", data=b"no-update-at-all", headers={HEADER: given}
            ) as response:
                assert response.status in (400, 403)
    assert await loud.stopped() == 0
    assert "DEBUG" in loud.output
    assert "without its secret" in loud.output
    for hidden in (SECRET, secret(sandbox.token), "a-strangers-guess", "no-update-at-all"):
        assert hidden not in loud.output

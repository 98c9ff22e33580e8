"""The real program, as a process, over real HTTP: killed, started twice, stopped, and silent about its token."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from sandbox import Phone, Sandbox
from tests.bot.running import Machine, Seen, loaded, machine

SECRET = "AAE-a_secret-of-thirty-five-letters"
BODY = "Đảng ủy phường Đông Thọ"


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
async def office(tmp_path: Path, sandbox: Sandbox, example: Path) -> AsyncIterator[Machine]:
    async with machine(tmp_path, sandbox, example) as whole:
        yield whole


@pytest.fixture
def seen(sandbox: Sandbox) -> Seen:
    return Seen(sandbox)


@pytest.fixture
def lan(sandbox: Sandbox) -> Phone:
    return sandbox.add_phone(11, "Lan")


def heard(phone: Phone) -> list[str]:
    return [message.text for message in phone.messages if message.from_bot]


def rows(office: Machine, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(office.database)) as file:
        return file.execute(sql).fetchall()


async def hears(seen: Seen, phone: Phone, words: str) -> None:
    await seen.until(lambda: any(words in text for text in heard(phone)[-1:]))


async def test_a_conversation_goes_on_after_kill_9(office: Machine, seen: Seen, lan: Phone) -> None:
    program = await office.joined(seen, lan, "p-dong-tho")
    lan.says("đăng ký")
    await hears(seen, lan, "Cuộc này thuộc chương trình nào?")
    lan.presses(BODY)
    await hears(seen, lan, "Hình thức nào?")
    lan.presses("Kiểm tra chấp hành")
    await hears(seen, lan, "Đối tượng là tổ chức nào?")
    lan.says("chi bộ quân sự")
    await hears(seen, lan, "Tiến hành khi nào")
    await program.killed()

    at_the_kill = len(heard(lan))
    lan.says("tháng 9")
    assert len(heard(lan)) == at_the_kill
    await office.bot()
    await hears(seen, lan, "Nội dung gì?")
    assert "tháng 9/2027" in lan.last.text
    lan.says("Nghị quyết Đại hội đảng bộ phường")
    await seen.until(lambda: any(button.text == "Lưu" for row in lan.last.buttons for button in row))
    for kept in ("Chi bộ Quân sự", "tháng 9/2027", "Nghị quyết Đại hội đảng bộ phường", BODY):
        assert kept in lan.last.text
    lan.presses("Lưu")
    await hears(seen, lan, "Đã lưu KT-")
    assert len(rows(office, "select code from inspections where created_by is not null")) == 1


async def test_three_messages_sent_just_before_kill_9_are_handled_once_and_in_order(
    office: Machine, seen: Seen, lan: Phone
) -> None:
    program = await office.joined(seen, lan, "p-dong-tho")
    before = len(heard(lan))
    for text in ("/trogiup", "/huy", "đăng ký"):
        lan.says(text)
    program.process.kill()
    await program.ended()

    await office.bot()
    await seen.until(lambda: "Cuộc này thuộc chương trình nào?" in lan.last.text)
    # a message that was sent but not yet marked when the kill came may arrive twice, in its place
    answers = list(dict.fromkeys(text.split("\n")[0] for text in heard(lan)[before:]))
    assert answers == ["Trợ giúp", "Không có việc gì đang nhập dở.", "Cuộc này thuộc chương trình nào?"]
    assert len(heard(lan)) - before <= 4
    updates = rows(office, "select external_id, state, attempts from inbox order by id")
    assert len(updates) == 5  # two for joining, three now
    assert len({row[0] for row in updates}) == 5
    assert {row[1:] for row in updates} == {("done", 0)}
    assert len(rows(office, "select id from entries")) == 1


async def test_a_second_program_on_the_same_database_refuses(office: Machine, seen: Seen, lan: Phone) -> None:
    await office.bot()
    second = await office.start("run")
    assert await second.ended() == 1
    assert second.output == f"ktgs: {office.database}: another ktgs works with this database; stop it first\n"
    lan.says("/start")
    await hears(seen, lan, "Hệ thống chỉ dành cho người được mời.")


async def test_of_two_programs_with_one_token_one_ends_and_says_why(office: Machine) -> None:
    """The platform lets the later one poll, so that it is the earlier one that ends."""
    elsewhere = office.folder / "elsewhere.sqlite3"
    first, second = await asyncio.gather(office.bot(), office.bot(KTGS_OFFICE__DATABASE=str(elsewhere)))
    ends = [asyncio.create_task(program.ended()) for program in (first, second)]
    done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    assert [task.result() for task in done] == [1]
    loser = first if ends[0] in done else second
    assert loser.output.splitlines()[-1] == ("ktgs: telegram: another program polls with this token; stop one")
    assert "Traceback" not in loser.output
    await (second if loser is first else first).stopped()
    await asyncio.gather(*ends)


async def test_sigterm_ends_it_well_also_amid_work(office: Machine, seen: Seen, lan: Phone) -> None:
    program = await office.bot()
    lan.says("/start")
    await hears(seen, lan, "Hệ thống chỉ dành cho người được mời.")
    for _ in range(10):
        lan.says("/start")
    assert await program.stopped() == 0
    assert "Traceback" not in program.output
    assert "Warning" not in program.output

    count = len(heard(lan))
    again = await office.bot()
    lan.says("/start")
    await seen.until(lambda: len(heard(lan)) >= max(count + 1, 12))
    assert await again.stopped() == 0


async def test_the_token_is_in_no_output(office: Machine, sandbox: Sandbox, seen: Seen, lan: Phone) -> None:
    loud = await office.bot(KTGS_LOG__LEVEL="DEBUG")
    lan.says("/start")
    await hears(seen, lan, "Hệ thống chỉ dành cho người được mời.")
    await sandbox.close()  # the line goes down while it polls
    await loud.says("polling failed")
    assert await loud.stopped() == 0
    assert "DEBUG" in loud.output
    assert SECRET not in loud.output


async def test_a_wrong_token_ends_it_with_one_line_that_does_not_repeat_it(office: Machine) -> None:
    wrong = await office.start("run", KTGS_TELEGRAM__TOKEN=f"123456789:{SECRET[::-1]}", KTGS_LOG__LEVEL="DEBUG")
    assert await wrong.ended() == 1
    assert wrong.output.endswith("\nktgs: telegram: the token was refused; get the right one from @BotFather\n")
    assert SECRET[::-1] not in wrong.output
    assert "Traceback" not in wrong.output
    assert "Unclosed" not in wrong.output


async def test_another_process_sees_how_it_is_and_the_log_notes_where_the_audit_ended(office: Machine) -> None:
    program = await office.bot()
    look = await office.start("status", "--json")
    assert await look.ended() == 0, look.output
    told = json.loads(look.output)
    assert (told["running"], told["stale"], told["pid"]) == (True, [], program.process.pid)
    assert list(told["channels"]) == ["telegram"]
    assert await program.stopped() == 0
    (end,) = re.findall(r"stopped; the audit ends at (\d+:[0-9a-f]{16})", program.output)
    assert "1 anchors noted elsewhere agree" in await office.ktgs("audit", "verify", "--anchor", end)
    look = await office.start("status")
    assert await look.ended() == 1
    assert look.output.startswith("stale: not running\n")

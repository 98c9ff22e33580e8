"""The program as a process over real HTTP, where a part of all requests goes wrong: three people register at once."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from planning.programme import Role
from sandbox import Fault, Phone, Sandbox
from storage import people
from storage.engine import Database
from tests.bot.running import Machine, Seen, loaded, machine
from tests.faults.door import METHOD, URL, Door, troubles

SHARE = 0.05  # of each kind
SEEDS = {"polling": 5, "webhook": 1570}  # retries take their time here, and with these there are not many in a row
WARDS = {
    "Lan": ("p-dong-tho", "Đảng ủy phường Đông Thọ", "Chi bộ Trường THCS Trần Phú"),
    "Bình": ("p-ham-rong", "Đảng ủy phường Hàm Rồng", "Chi bộ Trường THCS Hoa Lư"),
    "Tâm": ("p-truong-thi", "Đảng ủy phường Trường Thi", "Chi bộ Trường THCS Nguyễn Du"),
}
UPDATES = 9  # of each person
SAVED = """
select p.name, u.name, i.content, i.state, t.starts_on from inspections i join people p on p.id = i.created_by
join inspection_subjects s on s.inspection_id = i.id join units u on u.id = s.unit_id
join inspection_periods t on t.inspection_id = i.id order by p.name
"""


class Wire(Door):
    """The door of a process: real HTTP between the line that fails and the program."""

    def __init__(self, sandbox: Sandbox, address: str) -> None:
        self._sandbox = sandbox
        self._address = address

    async def _enters(self, url: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self._address}/telegram", data=body, headers=headers) as response,
        ):
            return response.status, await response.read()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox()
    sandbox.pauses.grace = 0.5  # what was on its way when the pause began
    await sandbox.serve()
    yield sandbox
    await sandbox.close()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded(tmp_path_factory.mktemp("loaded"))


@pytest.fixture
async def office(
    tmp_path: Path, sandbox: Sandbox, example: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Machine]:
    """A machine that is set up for polling or, with its parameter, for a webhook."""
    async with machine(tmp_path, sandbox, example) as whole:
        if request.param:
            with socket.socket() as one:
                one.bind(("127.0.0.1", 0))
                port = int(one.getsockname()[1])
            sandbox.webhook_transport = Wire(sandbox, f"http://127.0.0.1:{port}")
            whole.environment |= {
                "KTGS_TELEGRAM__MODE": "webhook",
                "KTGS_TELEGRAM__WEBHOOK_URL": URL,
                "KTGS_WEB__PORT": str(port),
            }
            await whole.ktgs("webhook", "set")
        yield whole


async def codes(office: Machine) -> list[str]:
    """An invitation for each of the wards."""
    database = Database(office.database, Path(f"{office.database}.audit-key").read_text().strip().encode())
    await database.open()
    try:
        async with database.write() as tx:
            now = datetime.now(UTC)
            return [await people.invite(tx, ward, Role.UNIT, None, now) for ward, _, _ in WARDS.values()]
    finally:
        await database.close()


async def registers(seen: Seen, phone: Phone, code: str) -> None:
    """Somebody patient, who goes on when the next question is there."""

    def shown() -> list[str]:
        newest = [message for message in phone.messages if message.from_bot][-1:]
        return [word for m in newest for word in (m.text, *(b.text for row in m.buttons for b in row))]

    async def hears(words: str) -> None:
        await seen.until(lambda: any(words in text for text in shown()))

    _, body, subject = WARDS[phone.name]
    phone.starts(code)
    await hears("Đúng, tham gia")
    phone.presses("Đúng, tham gia")
    await hears("Hạn gửi dự thảo")
    phone.says("đăng ký")
    await hears("Cuộc này thuộc chương trình nào?")
    phone.presses(body)
    await hears("Hình thức nào?")
    phone.presses("Kiểm tra chấp hành")
    await hears("Đối tượng là tổ chức nào?")
    phone.says(subject)
    await hears("Tiến hành khi nào")
    phone.says("tháng 2")
    await hears("Nội dung gì?")
    phone.says("Nghị quyết Đại hội đảng bộ phường")
    await hears("Lưu")
    phone.presses("Lưu")
    await hears("Đã lưu KT-")


def assert_complete(office: Machine, sandbox: Sandbox) -> None:
    with closing(sqlite3.connect(office.database)) as file:

        def rows(sql: str, *values: object) -> list[tuple[object, ...]]:
            return file.execute(sql, values).fetchall()

        content = "Nghị quyết Đại hội đảng bộ phường"
        assert rows(SAVED) == [(name, WARDS[name][2], content, "live", "2027-02-01") for name in sorted(WARDS)]
        assert rows("select form, state from entries") == [("register", "done")] * 3
        assert rows("select state, attempts, count(*) from inbox group by 1, 2") == [("done", 0, UPDATES * len(WARDS))]
        # the last answer may have been seen before it was marked
        unsent = "select state, json_extract(payload, '$.text') from outbox where state <> 'sent' and kind = 'say'"
        assert [row for row in rows(unsent) if not str(row[1]).startswith("Đã lưu")] == []
        for phone in sandbox.phones:
            query = "select count(*) from outbox where kind = 'say' and replaces is null and address = ?"
            ((said,),) = rows(query, str(phone.user_id))
            heard = len([message for message in phone.messages if message.from_bot])
            lost = [
                one
                for one in sandbox.faults.done
                if (one.kind, one.method, str(one.params.get("chat_id")))
                == (Fault.DROPPED_AFTER, "sendMessage", str(phone.user_id))
            ]
            assert int(str(said)) <= heard <= int(str(said)) + len(lost)


@pytest.mark.parametrize("office", [False, True], ids=["polling", "webhook"], indirect=True)
async def test_three_people_register_at_once(office: Machine, sandbox: Sandbox) -> None:
    seen = Seen(sandbox)
    phones = [sandbox.add_phone(number, name) for number, name in enumerate(WARDS, 11)]
    invitations = await codes(office)
    program = await office.bot()
    way = "webhook" if sandbox.webhook_transport else "polling"
    troubles(sandbox.faults, SEEDS[way], SHARE, seconds=0.3)
    await asyncio.gather(*(registers(seen, *each) for each in zip(phones, invitations, strict=True)))
    assert await program.stopped() == 0
    assert_complete(office, sandbox)
    assert sandbox.too_early == []
    assert "Traceback" not in program.output
    assert {one.method for one in sandbox.faults.done} >= {
        "sendMessage",
        {"polling": "getUpdates", "webhook": METHOD}[way],
    }

"""`ktgs status`, GET /health, the heartbeat's file and the lines of the log."""

from __future__ import annotations

import json
import logging
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot import logs
from bot.backups import Backups
from bot.commands import status
from bot.lock import single
from bot.office_files import EXAMPLE
from bot.watch import Heartbeat, Limits, heartbeat_file, values
from bot.web import Web
from storage import outbox
from storage.engine import Database
from tests.bot.conftest import Run

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
OFFICE = Path("var/ktgs.sqlite3")


@pytest.fixture
def office(ktgs: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(status, "real_time", lambda: NOW)
    assert ktgs("office", "load", str(EXAMPLE))[0] == 0
    return ktgs


@pytest.fixture
def running(office: Run) -> Iterator[Run]:
    """As if the bot ran and had just noted that it lives."""
    Heartbeat(NOW - timedelta(seconds=5), NOW - timedelta(hours=3), {"telegram": NOW}, 4711, "0.1").write(
        heartbeat_file(OFFICE)
    )
    with single(OFFICE):
        yield office


def test_nothing_runs(office: Run) -> None:
    code, lines, err = office("status")
    assert (code, err) == (1, [])
    assert lines[:2] == ["stale: not running", "running: no; version 0.1.0; heartbeat never"]
    assert lines[2:5] == ["inbox: empty", "outbox: empty", "backup: the newest was made never"]


def test_all_is_well(running: Run) -> None:
    code, lines, _ = running("status")
    assert code == 0
    assert lines[:3] == [
        "stale: nothing",
        "running: yes, for 3 h, process 4711; version 0.1; heartbeat 5 s ago",
        "telegram: answered 0 s ago, last update never",
    ]
    code, (line,), _ = running("status", "--json")
    told = json.loads(line)
    assert (code, told["stale"], told["running"], told["outbox"]) == (0, [], True, {"waiting": 0, "oldest": None})
    assert told["database_bytes"] == OFFICE.stat().st_size + OFFICE.with_name("ktgs.sqlite3-wal").stat().st_size


def test_it_changes_nothing(running: Run) -> None:
    before = OFFICE.read_bytes()
    running("status")
    assert OFFICE.read_bytes() == before


@pytest.mark.parametrize(
    ("beat", "stale"),
    [
        (Heartbeat(NOW - timedelta(minutes=2, seconds=1), NOW - timedelta(hours=1), {}), ["heartbeat"]),
        (Heartbeat(NOW, NOW - timedelta(hours=1), {"zalo": NOW - timedelta(minutes=6)}), ["channel zalo"]),
        (Heartbeat(NOW, NOW - timedelta(minutes=6), {"zalo": None}), ["channel zalo"]),
        (Heartbeat(NOW, NOW - timedelta(minutes=4), {"zalo": None}), []),
        (None, ["heartbeat"]),
    ],
)
async def test_what_is_stale(tmp_path: Path, beat: Heartbeat | None, stale: list[str]) -> None:
    path = tmp_path / "ktgs.sqlite3"
    database = Database(path)
    await database.open()
    await database.close()
    assert values(path, beat, None, NOW, Limits(), running=True)["stale"] == stale


async def test_a_message_that_waits_too_long(tmp_path: Path) -> None:
    path = tmp_path / "ktgs.sqlite3"
    database = Database(path)
    await database.open()
    async with database.write() as tx:
        await outbox.post(tx, channel="zalo", address="1", payload={"text": "?"}, now=NOW)
    await database.close()
    beat = Heartbeat(NOW, NOW, {})
    for minutes, stale in ((14, []), (16, ["outbox"])):
        now = NOW + timedelta(minutes=minutes)
        beat.at = now
        told = values(path, beat, None, now, Limits(), running=True)
        assert (told["stale"], told["outbox"]) == (stale, {"waiting": 1, "oldest": minutes * 60})


async def test_a_change_without_a_back_up(tmp_path: Path) -> None:
    path, now = tmp_path / "ktgs.sqlite3", NOW
    database = Database(path)
    await database.open()
    await database.close()
    os.utime(path, (NOW.timestamp() - 60,) * 2)
    backups = Backups(path, tmp_path / "backups", lambda: bytes(32), clock=lambda: now)
    backups.make()
    now = NOW + timedelta(hours=2)
    assert values(path, Heartbeat(now, now), backups, now, Limits(), running=True)["stale"] == []
    os.utime(path, (now.timestamp() - 60,) * 2)
    told = values(path, Heartbeat(now, now), backups, now, Limits(), running=True)
    assert (told["stale"], told["backup"]) == (["backup"], {"newest": 7200, "on": True})


def test_the_heartbeat_is_read_as_it_was_written_and_nothing_else_is(tmp_path: Path) -> None:
    path = tmp_path / "beat"
    beat = Heartbeat(NOW, NOW, {"telegram": NOW, "zalo": None}, 1, "0.1")
    beat.write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Heartbeat.read(path) == beat
    for text in ("", "{}", "[]", '{"at": 1}', '{"channels": []}', "\0"):
        path.write_text(text)
        assert Heartbeat.read(path) is None, text
    assert Heartbeat.read(tmp_path / "none") is None


async def test_health_says_the_same_with_a_status() -> None:
    web = Web("127.0.0.1", 0)
    await web.start()
    told: dict[str, object] = {"stale": []}

    async def health() -> dict[str, object]:
        if told is None:
            raise LookupError
        return told

    web.health = health
    try:
        async with ClientSession() as client:
            for stale, code in (([], 200), (["outbox"], 503)):
                told = {"stale": stale}
                async with client.get(f"{web.address}/health") as answer:
                    assert (answer.status, await answer.json()) == (code, told)
    finally:
        await web.stop()


def test_lines_of_json_hide_tokens_too() -> None:
    form = logs.Json()
    try:
        raise ValueError("the token 123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp was\nrefused")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("bot", logging.ERROR, "", 1, "chat %s\nfailed", ("telegram:5",), info)
    line = form.format(record)
    told = json.loads(line)
    assert "\n" not in line
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "bot", "chat telegram:5\nfailed")
    assert "the token <token> was" in told["error"]


def test_a_database_from_elsewhere_is_said(ktgs: Run) -> None:
    assert ktgs("status") == (1, [], ["ktgs: office.database: var/ktgs.sqlite3 does not exist"])
    OFFICE.parent.mkdir()
    OFFICE.write_bytes(b"a letter" * 1000)
    assert ktgs("status")[2][0].startswith("ktgs: ktgs.sqlite3: file is not a database; look for a good copy")

"""Security test 1: no token of any channel in what the real program writes: output, database, exports, back-ups."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox import Sandbox
from sandbox.faults import Fault
from tests.bot.running import Seen, loaded, machine
from tests.security.report import Figure

TELEGRAM = "AAE-a_secret-of-thirty-five-letters"
ZALO = "ZBE-another_secret-of-many-letters"
LONG = "KTGS_TEST_LONG"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(token=f"123456789:{TELEGRAM}")
    await sandbox.serve()
    yield sandbox
    await sandbox.close()


@pytest.mark.parametrize("level", ["DEBUG", "INFO"] if os.environ.get(LONG) else ["DEBUG"])
async def test_no_token_is_written_anywhere(level: str, sandbox: Sandbox, tmp_path: Path, figure: Figure) -> None:
    """A day in small: talks on both channels, a bad gateway, a slow answer, dropped lines, then both tokens revoked."""
    sandbox.zalo.add_bot(f"987654321:{ZALO}", "Zalo")
    (tmp_path / "config.toml").write_text('[zalo]\nenabled = true\npoll_seconds = 1\n[[zalo.bots]]\nlabel = "Zalo"\n')
    settings = {
        "KTGS_LOG__LEVEL": level,
        "KTGS_ZALO__TOKENS": f"987654321:{ZALO}",
        "KTGS_ZALO__BASE_URL": sandbox.zalo_url,
        "PYTHONASYNCIODEBUG": "1",
    }
    async with machine(tmp_path, sandbox, loaded(tmp_path)) as office:
        seen, lan = Seen(sandbox), sandbox.add_phone(11, "Lan")
        program = await office.bot(**settings)
        for kind in (Fault.SERVER_ERROR, Fault.DROPPED_BEFORE, Fault.DROPPED_AFTER, Fault.TOO_MANY):
            sandbox.faults.next(kind, method="sendMessage")
            sandbox.zalo.faults.next(kind, method="sendMessage")
            count = len(lan.messages)
            lan.says("/start")
            await seen.until(lambda count=count: len(lan.messages) > count + 1)  # type: ignore[misc]
        await sandbox.close()  # the line goes down while both poll
        await program.says("polling failed")
        assert await program.stopped() == 0
        outputs = [program.output]
        wrong = {**settings, "KTGS_TELEGRAM__TOKEN": f"123456789:{TELEGRAM[::-1]}"}
        commands = [
            await office.start("audit", "export", "a.csv", **settings),
            await office.start("audit", "export", "a.jsonl", **settings),
            await office.start("backup", **settings),
            await office.start("status", "--json", **settings),
            await office.start("check", **wrong),
        ]
        for command in commands:
            await command.ended()
            outputs.append(command.output)
    written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "config.toml"}
    assert level in outputs[0] or level == "INFO"
    for token in (TELEGRAM, ZALO, TELEGRAM[::-1]):
        assert [number for number, text in enumerate(outputs) if token in text] == []
        assert [path.name for path, content in written.items() if token.encode() in content] == []
    figure(1, f"{level}: 2 tokens, {len(outputs)} outputs and {len(written)} files: 0 times")

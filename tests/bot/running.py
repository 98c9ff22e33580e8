"""The program as a process of its own, and phones to talk to it with, for test_process.py."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.office_files import EXAMPLE
from sandbox import Phone, Sandbox

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 20.0  # seconds, for a machine that has much else to do


class Seen:
    """Waits for what the phones show: the sandbox tells of every change."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._changed = asyncio.Event()
        sandbox.world.watchers.append(lambda user_id: self._changed.set())

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self._changed.clear()
                await self._changed.wait()


@dataclass
class Program:
    """A running `ktgs`; `output` is everything it has written to both its outputs."""

    process: asyncio.subprocess.Process
    output: str = ""
    _wrote: asyncio.Event = field(default_factory=asyncio.Event)
    _reading: asyncio.Task[None] | None = None

    def listen(self) -> None:
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            self.output += line.decode()
            self._wrote.set()

    async def says(self, words: str) -> None:
        """Until it has written this."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.output:
                self._wrote.clear()
                await self._wrote.wait()

    async def ended(self) -> int:
        """Until it ends by itself; its status."""
        assert self._reading
        async with asyncio.timeout(PATIENCE):
            await self._reading
            return await self.process.wait()

    async def killed(self) -> None:
        """kill -9, at once."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.ended()

    async def stopped(self) -> int:
        """SIGTERM; its status."""
        self.process.terminate()
        return await self.ended()


class Machine:
    """A folder with a database, and the environment in which programs run there."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder = folder
        self.database = folder / "ktgs.sqlite3"
        self.running: list[Program] = []
        self.environment = {
            **{name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "default",
            "KTGS_OFFICE__DATABASE": str(self.database),
            "KTGS_TELEGRAM__TOKEN": sandbox.token,
            "KTGS_TELEGRAM__BASE_URL": sandbox.base_url,
            "KTGS_TELEGRAM__BASE_FILE_URL": sandbox.base_file_url,
            "KTGS_LIMITS__CHAT_BURST": "20",
            "KTGS_LIMITS__CHAT_PER_SECOND": "1000",
            "KTGS_LIMITS__OVERALL_BURST": "1000",
            "KTGS_LIMITS__OVERALL_PER_SECOND": "1000",
        }

    async def start(self, *words: str, **environment: str) -> Program:
        """`ktgs` with these words."""
        return await self.runs(sys.executable, "-m", "bot", *words, **environment)

    async def runs(self, *command: str, **environment: str) -> Program:
        """Any command in which `ktgs` runs."""
        program = Program(
            await asyncio.create_subprocess_exec(
                *command,
                cwd=self.folder,
                env=self.environment | environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
        )
        program.listen()
        self.running.append(program)
        return program

    async def bot(self, **environment: str) -> Program:
        """`ktgs run`, until it is ready."""
        program = await self.start("run", **environment)
        await program.says("ready: telegram")
        return program

    async def ktgs(self, *words: str) -> str:
        """A command that ends well; what it printed."""
        program = await self.start(*words)
        assert await program.ended() == 0, program.output
        return program.output.strip()

    async def code(self, unit: str) -> str:
        """An invitation as an administrator gets it on the command line; its code."""
        line = (await self.ktgs("invite", unit)).splitlines()[0]
        return line.partition("start=")[2] or line.removeprefix("/start ")

    async def joined(self, seen: Seen, phone: Phone, unit: str) -> Program:
        """The bot runs and somebody has taken an invitation."""
        program, code = await asyncio.gather(self.bot(), self.code(unit))
        phone.starts(code)
        await seen.until(lambda: any(b.text == "Đúng, tham gia" for m in phone.messages for r in m.buttons for b in r))
        phone.presses("Đúng, tham gia")
        await seen.until(lambda: "Hạn gửi dự thảo" in phone.last.text)
        return program


@asynccontextmanager
async def machine(folder: Path, sandbox: Sandbox, office: Path) -> AsyncIterator[Machine]:
    """A machine with a copy of this office; whatever runs on it at the end is killed."""
    whole = Machine(folder, sandbox)
    for end in ("", ".audit-key"):
        shutil.copy(f"{office}{end}", f"{whole.database}{end}")
    try:
        yield whole
    finally:
        for program in whole.running:
            if program.process.returncode is None:
                await program.killed()


def loaded(folder: Path) -> Path:
    """The example office as `ktgs office load` makes it."""
    database = folder / "office.sqlite3"
    for end, content in _example().items():
        Path(f"{database}{end}").write_bytes(content)
        Path(f"{database}{end}").chmod(0o600)
    return database


@cache
def _example() -> dict[str, bytes]:
    """Its database and its key, by the end of their names; made once by the real command."""
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "office.sqlite3"
        command = [sys.executable, "-m", "bot", "office", "load", str(EXAMPLE)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "KTGS_OFFICE__DATABASE": str(database)}
        subprocess.run(command, cwd=name, env=environment, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL)
        return {end: Path(f"{database}{end}").read_bytes() for end in ("", ".audit-key")}

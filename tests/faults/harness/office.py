"""The program as a process with both its platforms, and people who are already in the office."""

from __future__ import annotations

import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from planning.programme import Role
from sandbox import Answer, Phone, Sandbox
from sandbox.model import UploadedFile
from sandbox.zalo import ZaloPhone
from storage import people
from storage.engine import Database
from tests.bot.running import Machine, Program, loaded

ZALO_TOKEN = f"{os.getpid()}:ZALO-sandbox"  # two programs on one machine may not poll with one token


class Watched(Sandbox):
    """Notes when the program polls, by the clock that no one sets."""

    polled: float = 0.0

    async def call(
        self, token: str, method: str, params: dict[str, Any], files: dict[str, UploadedFile] | None = None
    ) -> Answer:
        if method.lower() == "getupdates":
            self.polled = time.monotonic()
        return await super().call(token, method, params, files)


class Office(Machine):
    """A machine whose program talks to both platforms."""

    def __init__(self, folder: Path, sandbox: Watched) -> None:
        super().__init__(folder, sandbox)
        self.sandbox = sandbox
        self.worked: list[float] = []  # processor seconds of each start
        self.bot_on_zalo = sandbox.zalo.add_bot(ZALO_TOKEN, "Bot Zalo", max_users=10_000, monthly=10_000_000)
        self.bot_on_zalo.keeps_for = float("inf")
        self.environment |= {
            "KTGS_ZALO__ENABLED": "true",
            "KTGS_ZALO__TOKENS": ZALO_TOKEN,
            "KTGS_ZALO__BASE_URL": sandbox.zalo_url,
            "KTGS_ZALO__BOTS": json.dumps([{"seats": 10_000, "monthly": 10_000_000}]),
            "KTGS_BACKUP__ENABLED": "false",
        }

    async def up(self, **environment: str) -> Program:
        """`ktgs run`, until both channels are ready."""
        program = await self.start("run", **environment)
        try:
            await program.says("ready: telegram")
            await program.says("ready: zalo")
        except TimeoutError:
            raise AssertionError(f"it is not ready: {program.output[-1500:]}") from None
        return program

    async def seats(self, unit: str, role: Role, name: str, address: str, channel: str) -> str:
        """Somebody who has joined already; the person's id."""
        database = Database(self.database, self.key())
        await database.open()
        try:
            async with database.write() as tx:
                now = datetime.now(UTC)
                person = await people.add(tx, name, now)
                await people.join(tx, person, unit, role, None, now)
                await people.put_chat(tx, channel, address, person, now)
                return person
        finally:
            await database.close()

    def key(self) -> bytes:
        return Path(f"{self.database}.audit-key").read_text().strip().encode()

    def phone(self, number: int, name: str) -> Phone:
        """A Telegram phone whose person has started the bot."""
        phone = self.sandbox.add_phone(number, name)
        phone.chat.started = True
        return phone

    def zalo_phone(self, number: int, name: str) -> ZaloPhone:
        """A Zalo phone whose person has written to the bot."""
        phone = self.sandbox.zalo.add_phone(f"{number:020x}", name)
        self.bot_on_zalo.users.add(phone.user_id)
        return phone


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[Office]:
    """An office on this machine; nothing of it runs afterwards."""
    sandbox = Watched()
    sandbox.pauses.grace = 0.5
    await sandbox.serve()
    whole = Office(folder, sandbox)
    copied = loaded(folder)
    copied.rename(whole.database)
    Path(f"{copied}.audit-key").rename(f"{whole.database}.audit-key")
    try:
        yield whole
    finally:
        for program in whole.running:
            if program.process.returncode is None:
                await program.killed()
        await sandbox.close()


def worked(program: Program) -> float:
    """Processor seconds of a program so far; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{program.process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

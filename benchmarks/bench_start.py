"""How long until the program asks for updates, and how much memory it holds then? An echo bot of the library beside it.

python benchmarks/bench_start.py
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from prepared import START
from runs import HERE, OURS

from bot.office import load_folder
from bot.office_files import EXAMPLE, read_folder
from storage.engine import Database

ROUNDS = 5
PATIENCE = 60.0  # seconds
ME = {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
NO_WEBHOOK = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
RESULTS = {"getMe": ME, "getWebhookInfo": NO_WEBHOOK}


@dataclass
class Platform:
    """Just enough of a Bot API to be started against; the first poll rings the bell and is never answered."""

    polled: asyncio.Event

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "getUpdates":
            self.polled.set()
            await asyncio.sleep(PATIENCE)
        results = {
            "getMe": ME,
            "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
        }
        return web.json_response({"ok": True, "result": results.get(method, True)})


async def once(command: list[str], environment: dict[str, str], polled: asyncio.Event) -> tuple[float, float]:
    """Seconds from the start of the process to its first poll; resident megabytes two seconds later."""
    polled.clear()
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | environment, stderr=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(PATIENCE):
            await polled.wait()
        taken = time.perf_counter() - begun
        await asyncio.sleep(2)  # names are read in the background after the start
        return taken, _resident(process.pid)
    finally:
        process.kill()
        await process.wait()


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


async def office(path: Path) -> None:
    """The example office."""
    database = Database(path)
    try:
        await database.open()
        async with database.write() as tx:
            await load_folder(tx, read_folder(EXAMPLE), START)
    finally:
        await database.close()


async def main() -> None:
    platform = Platform(asyncio.Event())
    application = web.Application()
    application.router.add_route("*", "/bot{token}/{method}", platform.answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "office.sqlite3"
        await office(path)
        settings = {
            "KTGS_OFFICE__DATABASE": str(path),
            "KTGS_TELEGRAM__TOKEN": "1:bench",
            "KTGS_TELEGRAM__BASE_URL": f"{url}/bot",
        }
        bots = {
            "ours, example office": ([str(OURS), "-m", "bot", "run"], settings),
            "python-telegram-bot, echo": ([str(OURS), str(HERE / "bot_echo.py"), "httpx", url], {}),
        }
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in bots}
        for _ in range(ROUNDS):
            for name, (command, environment) in bots.items():
                found[name].append(await once(command, environment, platform.polled))
    await runner.cleanup()
    print("\n| bot | to the first poll, s | resident, MB |\n|---|---:|---:|")
    medians = {name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in found.items()}
    for name, (seconds, megabytes) in medians.items():
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} |")
    (ours, ours_mb), (theirs, theirs_mb) = medians.values()
    print(f"\nours to theirs: time {ours / theirs:.2f}, memory {ours_mb / theirs_mb:.2f}")


if __name__ == "__main__":
    asyncio.run(main())

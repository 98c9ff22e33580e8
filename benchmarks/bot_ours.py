"""Our bot as `ktgs run` starts it, with two differences: the limits are open, and the day is the prepared office's.

python benchmarks/bot_ours.py DATABASE BASE_URL
"""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from prepared import START, ZONE

from bot import logs
from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import TelegramAddress
from bot.commands.run import until_stopped
from bot.limiter import Limiter, Rate
from storage.engine import Database

OPEN = Rate(1_000_000, 1_000_000)
_BEGUN = time.monotonic()


def clock() -> datetime:
    return START + timedelta(seconds=time.monotonic() - _BEGUN)


async def main(base_url: str, path: Path) -> None:
    logs.set_up("INFO")
    channel = TelegramChannel("1:bench", TelegramAddress(f"{base_url}/bot", f"{base_url}/file/bot"))
    database = Database(path)
    await database.open()
    try:
        await until_stopped(App(database, [channel], Limiter(OPEN, OPEN), zone=ZONE, clock=clock))
    finally:
        await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[2], Path(sys.argv[1])))

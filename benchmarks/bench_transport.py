"""Is our transport worth having? The library's default one is the peer, in the same run, against the sandbox.

python benchmarks/bench_transport.py
"""

from __future__ import annotations

import asyncio
import time

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.channels.telegram.request import AiohttpRequest
from sandbox import Sandbox

CHATS, ROUNDS = 32, 25


async def rate(sandbox: Sandbox, request: BaseRequest) -> float:
    """Messages a second: 32 chats side by side, each one message after the other."""
    bot = Bot(sandbox.token, base_url=sandbox.base_url, base_file_url=sandbox.base_file_url, request=request)
    await bot.initialize()

    async def chat(user_id: int) -> None:
        for number in range(ROUNDS):
            await bot.send_message(user_id, f"message {number}")

    begun = time.perf_counter()
    await asyncio.gather(*(chat(1000 + number) for number in range(CHATS)))
    taken = time.perf_counter() - begun
    await bot.shutdown()
    return CHATS * ROUNDS / taken


async def main() -> None:
    sandbox = Sandbox()
    await sandbox.serve()
    for number in range(CHATS):
        sandbox.add_phone(1000 + number, f"p{number}").starts()
    await rate(sandbox, AiohttpRequest())  # warm-up
    ours, theirs = [], []
    for _ in range(3):  # in turn, so that a machine that slows down slows both
        ours.append(await rate(sandbox, AiohttpRequest()))
        theirs.append(await rate(sandbox, HTTPXRequest(connection_pool_size=64)))
    await sandbox.close()
    best, peer = sorted(ours)[1], sorted(theirs)[1]
    print(
        f"sendMessage, {CHATS} chats, median of 3: aiohttp {best:.0f}/s, default {peer:.0f}/s, ratio {best / peer:.2f}"
    )


if __name__ == "__main__":
    asyncio.run(main())

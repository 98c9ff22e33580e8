"""A lax, fast Bot API on the loopback that is its own load: the process beside the bot under test.

python benchmarks/loopback.py --talk registration --chats 32 --delay 0.05 --warm-up 2 --seconds 8

Prints `port N`, waits on standard input for a line with the process ids of the bot, plays once the bot polls, prints
one JSON object, and ends when standard input closes. Runs on uvloop where that is installed.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import sys
import time
from pathlib import Path

from bare_http import Connection
from lax_api import LaxApi
from talks import TALKS, WrongAnswerError

STALL = 15.0  # seconds without any answer: the bot is broken, or set up wrongly
LONGEST_START = 60.0


def _cpu(pids: list[int]) -> list[float | None]:
    return [_cpu_seconds(pid) for pid in pids]


def _cpu_seconds(pid: int) -> float | None:
    """User and system time of a process with its threads; None where there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def play(api: LaxApi, pids: list[int], warm_up: float, seconds: float) -> dict[str, object]:
    """Warm up (a whole talk, then a time), measure, let everybody finish what they began.

    Raises WrongAnswerError when the run proves nothing.
    """
    try:
        await asyncio.wait_for(api.first_poll.wait(), LONGEST_START)
    except TimeoutError:
        raise WrongAnswerError("the bot never polled") from None
    watch = asyncio.create_task(_watch(api))
    api.begin()
    await api.warm.wait()  # caches are filled by a whole talk, not by a time
    await _passes(api, warm_up)
    before, begun, calls, mine = _cpu(pids), time.perf_counter(), api.calls, time.process_time()
    await _passes(api, seconds)
    after, ended, calls, mine = _cpu(pids), time.perf_counter(), api.calls - calls, time.process_time() - mine
    api.running = False
    await _passes(api, None)
    watch.cancel()
    took = sorted(took for at, took in api.answered if begun <= at < ended)
    if not took:
        raise WrongAnswerError("the bot answered nothing in the measured time")
    return {
        "updates": len(took),
        "seconds": ended - begun,
        "talks": api.talks,  # finished, from the first act to the last, warm-up included
        "acts": len(api.answered),
        "calls": calls,
        "p50": took[len(took) // 2],
        "p95": took[len(took) * 95 // 100],
        "p99": took[len(took) * 99 // 100],
        "cpu": [None if a is None or b is None else b - a for a, b in zip(before, after, strict=True)],
        "cpu_loopback": mine,
    }


async def _passes(api: LaxApi, seconds: float | None) -> None:
    """This time, or with None until everybody is through. Raises WrongAnswerError at once when something is wrong."""
    try:
        await asyncio.wait_for(api.over.wait(), seconds)
    except TimeoutError:
        return
    if api.fault:
        raise WrongAnswerError(api.fault)


async def _watch(api: LaxApi) -> None:
    while True:
        await asyncio.sleep(0.5)
        if time.perf_counter() - api.last_answer > STALL:
            api.fails(f"the bot has answered nothing for {STALL:.0f} s")


async def main(options: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    api = LaxApi(options.talk, options.chats, options.cells)
    server = await loop.create_server(lambda: Connection(api.call, options.delay), "127.0.0.1", 0)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    line = await loop.run_in_executor(None, sys.stdin.readline)
    gc.disable()  # a short life; a collection here would look like a slow bot
    try:
        result = await play(api, [int(word) for word in line.split()], options.warm_up, options.seconds)
    except WrongAnswerError as error:
        result = {"error": str(error)}
    print(json.dumps(result), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)  # answers the bot until it has been stopped
    server.close()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A fast Bot API on the loopback with its own load.")
    parser.add_argument("--talk", choices=list(TALKS), required=True)
    parser.add_argument("--chats", type=int, default=32)
    parser.add_argument("--cells", type=int, default=36, help="numbered cells that every ward of the office has")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds that every answer to the bot is held back")
    parser.add_argument("--warm-up", type=float, default=2.0)
    parser.add_argument("--seconds", type=float, default=8.0)
    return parser.parse_args()


if __name__ == "__main__":
    try:
        import uvloop  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        asyncio.run(main(arguments()))
    else:
        uvloop.run(main(arguments()))

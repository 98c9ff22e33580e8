"""Where the time of our conversation goes, under the load of bench_talk.py.

python benchmarks/profile_talk.py              CPU time per update by area, then by function
python benchmarks/profile_talk.py --sql        and every SQL statement with its round trips (a little slower)

Names that begin with a folder of the project are ours. "within" counts what a function calls, "self" does not.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from prepared import ZONE, prepare
from runs import HERE, OURS, Load, python, run
from sampler import Place, Sampler
from statements import Statements

CHATS = 32
ROOT = str(HERE.parent)
PACKAGES = ("planning/", "storage/", "handlers/", "bot/")


async def inside(path: Path, report: Path, warm_up: float, seconds: float, base_url: str) -> None:
    """Our bot, looked at from within: the process that `main` starts."""
    from bot_ours import OPEN, clock

    from bot.app import App
    from bot.channels.telegram import TelegramChannel
    from bot.channels.telegram.channel import TelegramAddress
    from bot.limiter import Limiter
    from handlers import router
    from storage.engine import Database

    sampler, statements, handled, warm = Sampler(), Statements(), 0, asyncio.Event()
    sql = report.suffix == ".sql"
    real = router.handle

    async def counted(turn: Any) -> None:
        nonlocal handled
        await real(turn)
        handled += 1
        if handled == CHATS * 8:  # everybody has registered one
            warm.set()

    router.handle = counted
    if sql:
        statements.install()
    database = Database(path)
    await database.open()
    try:
        channel = TelegramChannel("1:bench", TelegramAddress(f"{base_url}/bot", f"{base_url}/file/bot"))
        # not until_stopped(): its signal handlers would wake the loop at every look
        task = asyncio.create_task(App(database, [channel], Limiter(OPEN, OPEN), zone=ZONE, clock=clock).run())
        signal.signal(signal.SIGTERM, lambda *_: task.cancel())
        await warm.wait()
        await asyncio.sleep(warm_up)
        before, begun, cpu = handled, time.perf_counter(), time.process_time()
        statements.on = sql
        sampler.begin()
        await asyncio.sleep(seconds)
        sampler.end()
        statements.on = False
        took, cpu, updates = time.perf_counter() - begun, time.process_time() - cpu, handled - before
        report.write_text(_report(sampler, statements, updates, took, cpu), "utf-8")
        await asyncio.gather(task, return_exceptions=True)
    finally:
        await database.close()


def _name(where: Place) -> str:
    path = where[0].removeprefix(ROOT + "/")
    path = path.partition("site-packages/")[2] or path
    if path.startswith("/"):
        path = "/".join(path.split("/")[-2:])
    return f"{path}:{where[2]} {where[1]}"


def _functions(title: str, counted: Counter[Place], updates: int, most: int, only: tuple[str, ...] = ()) -> list[str]:
    lines = [f"\n{title}", " us/update"]
    rows = [(_name(where), used) for where, used in counted.most_common()]
    rows = [(name, used) for name, used in rows if not only or name.startswith(only)]
    return lines + [f"{used / 1000 / updates:10.1f}  {name}" for name, used in rows[:most]]


def _report(sampler: Sampler, statements: Statements, updates: int, took: float, cpu: float) -> str:
    if not updates:
        return "nothing was handled"
    lines = [f"{updates} updates in {took:.1f} s ({updates / took:.0f}/s), {cpu / updates * 1000:.2f} ms of CPU each"]
    lines.append("\nCPU per update by area\n us/update   share")
    total = sum(sampler.areas.values())
    for name, used in sampler.areas.most_common():
        lines.append(f"{used / 1000 / updates:10.1f}  {used / total:5.1%}  {name}")
    lines.append("\nthreads: CPU per update, share of the time in which they had work")
    for name, used in sampler.threads.most_common(6):
        lines.append(f"{used / 1000 / updates:10.1f}  {sampler.busy[name] / sampler.looks:5.1%}  {name}")
    lines += _functions("functions of the project, within (main thread)", sampler.within, updates, 45, PACKAGES)
    lines += _functions("all functions, self (main thread)", sampler.selves, updates, 40)
    if statements.calls:
        lines.append(f"\nSQL calls: {sum(statements.calls.values()) / updates:.1f} per update")
        lines.append("per update   ms each   ms per update")
        by_time = sorted(statements.seconds, key=lambda words: -statements.seconds[words])
        for words in by_time[:60]:
            calls, seconds = statements.calls[words], statements.seconds[words]
            each = f"{calls / updates:10.2f} {seconds / calls * 1000:9.3f} {seconds / updates * 1000:15.3f}"
            lines.append(f"{each}  {words[:110]}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Where the time of our conversation goes.")
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--cells", type=int, default=36)
    parser.add_argument("--warm-up", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--sql", action="store_true", help="also time every SQL call")
    parser.add_argument("--inside", nargs=2, metavar=("DATABASE", "REPORT"), help=argparse.SUPPRESS)
    parser.add_argument("base_url", nargs="?", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        path, report = map(Path, options.inside)
        asyncio.run(inside(path, report, options.warm_up, options.seconds, options.base_url))
        return
    base = HERE.parent / "var"
    base.mkdir(exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=base) as name:
        path, report = Path(name, "ktgs.sqlite3"), Path(name, "report.sql" if options.sql else "report.txt")
        asyncio.run(prepare(path, CHATS, options.cells))
        command = [python(OURS), str(HERE / "profile_talk.py"), "--inside", str(path), str(report)]
        command += ["--warm-up", str(options.warm_up), "--seconds", str(options.seconds)]
        load = Load("registration", CHATS, options.cells, options.delay, options.warm_up, options.seconds + 2)
        figures, printed = run(load, command)
        if not report.exists():
            sys.exit(f"no report\n{printed[-2000:]}")
        p50, p99 = figures.p50 * 1000, figures.p99 * 1000
        print(f"the load saw {figures.rate:.0f} updates/s, p50 {p50:.0f}, p99 {p99:.0f} ms")
        print(report.read_text("utf-8"))


if __name__ == "__main__":
    main()

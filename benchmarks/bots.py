"""The bots of the comparison: how each is started, and how its result is checked."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from prepared import inspections
from runs import HERE, OURS, THEIRS, BenchError, Figures, Load, python, run


class Skipped(Exception):
    """This bot cannot be measured on this machine."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A row of the table. `play`: load, prepared office, folder for this run's files."""

    name: str
    title: str
    commit: str
    talk: str
    play: Callable[[Load, Path, Path], Figures]


def _ours(load: Load, office: Path, folder: Path) -> Figures:
    path = folder / "ktgs.sqlite3"
    shutil.copy(office, path)
    before = inspections(path)
    figures, printed = run(load, [python(OURS), str(HERE / "bot_ours.py"), str(path)])
    added = inspections(path) - before
    if added != figures.talks:
        raise BenchError(f"{figures.talks} talks were finished, {added} inspections are stored\n{printed[-2000:]}")
    return figures


def _echo(kind: str, load: Load, office: Path, folder: Path) -> Figures:
    return run(load, [python(OURS), str(HERE / "bot_echo.py"), kind])[0]  # each person checked each echo


def _form(kind: str, store: Path, load: Load, others: tuple[int, ...] = ()) -> Figures:
    if not THEIRS.exists():
        raise Skipped("no .venv-bench (make bench makes it)")
    figures, printed = run(load, [str(THEIRS), str(HERE / "bot_form.py"), kind, str(store)], others)
    told = re.search(r"^finished (\d+)$", printed, re.MULTILINE)
    if told is None or int(told[1]) != figures.talks:
        raise BenchError(f"{figures.talks} forms were answered, the bot says {told and told[1]}\n{printed[-2000:]}")
    return figures


def _on_sqlite(kind: str, load: Load, office: Path, folder: Path) -> Figures:
    return _form(kind, folder / "fsm.sqlite3", load)


def _on_redis(load: Load, office: Path, folder: Path) -> Figures:
    with _redis(folder) as (pid, socket):
        return _form("redis", socket, load, (pid,))


@contextlib.contextmanager
def _redis(folder: Path) -> Iterator[tuple[int, Path]]:
    """A redis-server with its default settings (no append-only file) on a socket of its own."""
    program, socket = shutil.which("redis-server"), folder / "redis"
    if program is None:
        raise Skipped("no redis-server")
    command = [program, "--port", "0", "--unixsocket", str(socket), "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        until = time.monotonic() + 10
        while not socket.exists():
            if process.poll() is not None or time.monotonic() > until:
                raise BenchError("redis-server did not start")
            time.sleep(0.02)
        yield process.pid, socket
    finally:
        process.terminate()
        process.wait(10)


FORM, ECHO = "aiogram, form on", "python-telegram-bot, echo"
TWICE, NOTHING = "twice a step, FULL", "nothing is stored"
BOTS = [
    Bench("ours", "**ours, registration**", "every update, FULL", "registration", _ours),
    Bench("aiogram-redis", f"{FORM} Redis", "none (Redis's default)", "form", _on_redis),
    Bench("aiogram-sqlite", f"{FORM} SQLite (aiosqlite, WAL)", TWICE, "form", partial(_on_sqlite, "aiosqlite")),
    Bench("aiogram-package", f"{FORM} SQLite (fsm-sqlitestorage)", TWICE, "form", partial(_on_sqlite, "package")),
    Bench("echo-httpx", f"{ECHO}", NOTHING, "echo", partial(_echo, "httpx")),
    Bench("echo-aiohttp", f"{ECHO}, our transport", NOTHING, "echo", partial(_echo, "aiohttp")),
    Bench("echo-concurrent", f"{ECHO}, our transport, concurrent", NOTHING, "echo", partial(_echo, "concurrent")),
]

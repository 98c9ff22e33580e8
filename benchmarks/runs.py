"""One measured run: the platform in one process, the bot in another, both ended whatever happens."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

HERE = Path(__file__).resolve().parent
OURS = HERE.parent / ".venv" / "bin" / "python"  # the project's own environment
THEIRS = HERE.parent / ".venv-bench" / "bin" / "python"  # aiogram's, see requirements/bench.in


class BenchError(Exception):
    """A run that proves nothing: its text says what was wrong."""


@dataclass(frozen=True, slots=True)
class Load:
    """How the people behave in one run; seconds everywhere."""

    talk: str
    chats: int
    cells: int  # of every ward, to inspect
    delay: float
    warm_up: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run gave; times in seconds."""

    rate: float
    p50: float
    p95: float
    p99: float
    cpu: tuple[float | None, ...]  # per update, one for each process
    cpu_loopback: float  # share of a core
    talks: int
    acts: int


def python(path: Path) -> str:
    """An environment's interpreter, or this one where the environment is not there."""
    return str(path) if path.exists() else sys.executable


@contextlib.contextmanager
def platform(load: Load) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The loopback API; yields its process and base URL."""
    options = {"talk": load.talk, "chats": load.chats, "cells": load.cells, "delay": load.delay}
    options |= {"warm-up": load.warm_up, "seconds": load.seconds}
    command = [python(THEIRS), str(HERE / "loopback.py")]
    command += [word for name, value in options.items() for word in (f"--{name}", str(value))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert process.stdout  # noqa: S101
        word, _, port = process.stdout.readline().partition(" ")
        if word != "port":
            raise BenchError("the loopback API did not start")
        yield process, f"http://127.0.0.1:{int(port)}"
    finally:
        assert process.stdin  # noqa: S101
        with contextlib.suppress(OSError):
            process.stdin.close()
        _ends(process)


@contextlib.contextmanager
def bot(command: Sequence[str], log: IO[str]) -> Iterator[subprocess.Popen[str]]:
    """The bot under test, asked politely to stop in the end."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KTGS_")}
    process = subprocess.Popen(list(command), stdout=log, stderr=subprocess.STDOUT, text=True, env=environment)  # noqa: S603
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        _ends(process)


def _ends(process: subprocess.Popen[str]) -> None:
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _result(api: IO[str], process: subprocess.Popen[str]) -> dict[str, Any]:
    """What the loopback API found, waited for as long as the bot is alive."""
    while not select.select([api], [], [], 0.5)[0]:
        if process.poll() is not None:
            return {"error": f"the bot ended by itself, status {process.returncode}"}
    line = api.readline()
    found: dict[str, Any] = json.loads(line) if line else {"error": "the loopback API died"}
    return found


def run(load: Load, command: Sequence[str], others: Sequence[int] = ()) -> tuple[Figures, str]:
    """Play once against `<command> BASE_URL`; returns the figures and what the bot printed. Raises BenchError.

    `others`: further processes whose CPU time belongs to the bot.
    """
    with tempfile.TemporaryFile("w+") as log:
        with platform(load) as (api, base_url):
            assert api.stdin and api.stdout  # noqa: S101
            with bot([*command, base_url], log) as process:
                print(process.pid, *others, file=api.stdin, flush=True)
                result = _result(api.stdout, process)
        log.seek(0)
        printed = log.read()
    if "error" in result:
        raise BenchError(f"{result['error']}\n{printed[-2000:]}")
    updates = result["updates"]
    figures = Figures(
        rate=updates / result["seconds"],
        p50=result["p50"],
        p95=result["p95"],
        p99=result["p99"],
        cpu=tuple(None if used is None else used / updates for used in result["cpu"]),
        cpu_loopback=result["cpu_loopback"] / result["seconds"],
        talks=result["talks"],
        acts=result["acts"],
    )
    return figures, printed

"""What the figures were measured on: a table without it says nothing."""

from __future__ import annotations

import os
import platform
import statistics
import time
from pathlib import Path


def described(folder: Path) -> str:
    """One line: processor, interpreter, load, and what a synced write costs on the disk of `folder`."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    version = platform.python_version()
    return (
        f"{_processor()}, {os.cpu_count()} cores, Python {version}, load {load:.1f} before, "
        f"a synced 4 KiB write takes {_sync(folder) * 1000:.2f} ms"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _sync(folder: Path, tries: int = 100) -> float:
    """Median seconds."""
    path, took = folder / "sync", []
    with path.open("wb", buffering=0) as file:
        for _ in range(tries):
            file.write(b"\0" * 4096)
            begun = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - begun)
    path.unlink()
    return statistics.median(took)

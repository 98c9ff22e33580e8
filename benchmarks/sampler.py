"""Where a running process spends its CPU time, and what its threads do meanwhile; a thousand looks a second.

Each look gives every thread the CPU time it used since the last one (its own CPU clock) to the place where it stands.
A tracing profiler would make small functions look dear: this costs a few percent and leaves them as they are.
"""

from __future__ import annotations

import linecache
import signal
import sys
import threading
import time
from collections import Counter
from types import FrameType

EVERY = 0.001  # seconds
Place = tuple[str, str, int]  # file, function, its first line

# Innermost frame that one of these fits names the area. Order matters: the more special comes first.
HTTP = ("/aiohttp/", "/yarl/", "/multidict/", "/propcache/", "/aiosignal/", "channels/telegram/request.py")
AREAS = (
    ("json", ("/json/",)),
    ("SQLite: statements on the loop", ("/storage/direct.py",)),
    ("SQLite: aiosqlite, aiosql", ("/aiosqlite/", "/aiosql/")),
    ("HTTP client: aiohttp, yarl", HTTP),
    ("library: python-telegram-bot", ("/site-packages/telegram/",)),
    ("storage: rows to values", ("/storage/",)),
    ("planning: rules, names, times", ("/planning/",)),
    ("handlers: sentences", ("/handlers/texts/",)),
    ("handlers: use cases", ("/handlers/",)),
    ("bot: rendering", ("/bot/channels/render.py",)),
    ("bot: channel", ("/bot/channels/",)),
    ("bot: pumps, composition", ("/bot/",)),
    ("event loop: asyncio", ("/asyncio/", "/selectors.py", "/threading.py")),
)


def place(frame: FrameType) -> Place:
    return frame.f_code.co_filename, frame.f_code.co_qualname, frame.f_code.co_firstlineno


def area(frame: FrameType | None) -> str:
    """The area of a stack, from its innermost frame outwards."""
    while frame:
        for name, parts in AREAS:
            if any(part in frame.f_code.co_filename for part in parts):
                return name
        frame = frame.f_back
    return "other"


def _idle(frame: FrameType) -> bool:
    """Whether the thread only waits for work."""
    if frame.f_code.co_filename.endswith("selectors.py"):
        return True
    # a frame between two lines has none
    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno or 0)
    return ".get(" in line or ".wait(" in line or ".acquire(" in line


class Sampler:
    """Looks from begin() to end(), from a signal in the main thread."""

    def __init__(self) -> None:
        self.areas: Counter[str] = Counter()  # CPU nanoseconds, as in the two below
        self.selves: Counter[Place] = Counter()
        self.within: Counter[Place] = Counter()
        self.threads: Counter[str] = Counter()
        self.looks = 0
        self.busy: Counter[str] = Counter()  # looks in which a thread was not idle
        self._used: dict[int, int] = {}
        self._names: dict[int, str] = {}

    def begin(self) -> None:
        signal.signal(signal.SIGALRM, self._look)
        self._clocks()
        signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)

    def end(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _clocks(self) -> dict[int, int]:
        """CPU time of every thread since the last look."""
        delta = {}
        for thread in threading.enumerate():
            if thread.ident is None:
                continue
            try:
                now = time.clock_gettime_ns(time.pthread_getcpuclockid(thread.ident))
            except OSError:
                continue  # it has just ended
            self._names[thread.ident] = thread.name
            delta[thread.ident] = now - self._used.get(thread.ident, now)
            self._used[thread.ident] = now
        return delta

    def _look(self, number: int, main: FrameType | None) -> None:
        self.looks += 1
        frames: dict[int, FrameType] = sys._current_frames()
        for ident, used in self._clocks().items():
            frame = main if ident == threading.main_thread().ident else frames.get(ident)
            if frame is None:
                continue
            name = self._names[ident]
            self.threads[name] += used
            self.busy[name] += not _idle(frame)
            if frame is not main:
                self.areas[f"thread {name}: SQL and handing over"] += used
                continue
            self.areas[area(frame)] += used
            self.selves[place(frame)] += used
            seen = set()
            outer: FrameType | None = frame
            while outer:
                seen.add(place(outer))
                outer = outer.f_back
            for each in seen:
                self.within[each] += used

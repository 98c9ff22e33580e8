"""Logging: English lines with ids to standard error, and no secret in any of them, at any level."""

from __future__ import annotations

import logging
import re
import sys

# a bot token wherever it stands, also within an address: digits, a colon, 30 or more letters
TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{10,}")
HIDDEN = "<token>"


class Redacting(logging.Formatter):
    """Works on the finished line, so that arguments, exceptions and tracebacks are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub(HIDDEN, super().format(record)).replace("\r", "\\r")


def set_up(level: str) -> None:
    """One handler on the root logger; libraries that are chatty about addresses only warn."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("httpx", "httpcore", "apscheduler", "aiosqlite", "telegram"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))

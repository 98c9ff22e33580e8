"""Logging: English lines with ids to standard error, and no secret in any of them, at any level."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime

# a bot token wherever it stands, also within an address: digits, a colon (%3A in some), many letters
TOKEN = re.compile(r"(?<!\d)\d{5,}+(?::|%3[Aa])[A-Za-z0-9_-]{10,}")
HIDDEN = "<token>"
CHATTY = (
    "httpx",
    "httpcore",
    "apscheduler",
    "aiosqlite",
    "telegram",
)  # what they tell of is addresses and people's words


class Redacting(logging.Formatter):
    """Works on the finished line, so that arguments, exceptions and tracebacks are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub(HIDDEN, super().format(record)).replace("\r", "\\r")


class Json(logging.Formatter):
    """The same as one JSON object a line: time (UTC), level, logger, message, and error with its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return TOKEN.sub(HIDDEN, json.dumps(told, ensure_ascii=False))


def set_up(level: str, form: str = "text") -> None:
    """One handler on the root logger; libraries that are chatty about addresses only warn. `form`: text or json."""
    handler = logging.StreamHandler(sys.stderr)
    text = Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(Json() if form == "json" else text)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))

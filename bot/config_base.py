"""What all sections of the settings share."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from pydantic import BaseModel, ConfigDict

PREFIX = "KTGS_"
# the ports are those that Telegram delivers to; the path is compared as it stands, so it has nothing that is written
# in more than one way
WEBHOOK = re.compile(r"https://[A-Za-z0-9.-]+(:(443|80|88|8443))?(/[A-Za-z0-9._~-]+)+")


class ConfigError(Exception):
    """A setting is wrong: the text is one line that names it."""


class Section(BaseModel):
    """A table of the settings file."""

    model_config = ConfigDict(extra="forbid")


def read_secret(path: Path, name: str) -> str:
    """A secret from a file that only its owner may read. Raises ConfigError."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text("utf-8").strip()
    except OSError as error:
        raise ConfigError(f"{name}: cannot read {path}: {error.strerror}") from None
    if mode & 0o077:
        raise ConfigError(f"{name}: {path} can be read by others (mode {mode:04o}); run: chmod 600 {path}")
    if not text:
        raise ConfigError(f"{name}: {path} is empty")
    return text

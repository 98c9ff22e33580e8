"""`make security`: runs the security tests and writes docs/security.md from what they measured.

A test notes its figures with the fixture `figure`; with KTGS_SECURITY_FIGURES set, they are added to that file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

Figure = Callable[[int, str], None]
FIGURES = "KTGS_SECURITY_FIGURES"


def note(number: int, test: str, words: str) -> None:
    """Add a figure to the file that collects them, if there is one."""
    if path := os.environ.get(FIGURES):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"number": number, "test": test, "words": words}, ensure_ascii=False) + "\n")

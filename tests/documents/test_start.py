"""A bot that starts does not load the libraries that write files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ASK = "import sys; print(sorted({'docx', 'lxml', 'xlsxwriter', 'openpyxl'} & set(sys.modules)))"


def loaded(modules: str) -> str:
    command = [sys.executable, "-c", f"import {modules}; {ASK}"]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()


def test_the_bot_starts_without_them() -> None:
    assert loaded("bot.app, bot.commands.run, documents, documents.values, documents.names, documents.issuers") == "[]"


def test_only_making_a_paper_needs_them() -> None:
    assert loaded("documents.opinion") == "['docx', 'lxml']"
    assert loaded("documents.summary_sheet") == "['xlsxwriter']"

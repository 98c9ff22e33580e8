"""LibreOffice and poppler at hand: how a paper looks to those who open it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

_PROGRAMS = {"soffice": "libreoffice-writer and libreoffice-calc", "pdftoppm": "poppler-utils"}


def converted(folder: Path, kind: str, pattern: str) -> list[Path]:
    """Every file of `folder` that `pattern` names, as LibreOffice saves it in another kind."""
    need("soffice")
    files = sorted(folder.glob(pattern))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    found = [path.with_suffix(f".{kind}") for path in files]
    assert [path for path in found if not path.exists()] == []
    return found


def need(program: str) -> None:
    """Skip with a word where a program is not installed."""
    if shutil.which(program) is None:
        pytest.skip(f"no {program}: install Debian's {_PROGRAMS[program]}")


def need_letters() -> None:
    """Skip where no font has both the measures of Times New Roman and the letters of Vietnamese."""
    for family in ("Times New Roman", "Liberation Serif"):
        found = subprocess.run(["fc-list", f":family={family}:charset=1a1"], check=True, capture_output=True)
        if found.stdout:
            return
    pytest.skip("no Times with Vietnamese letters: install Debian's fonts-liberation2")

"""Security test 17: what is installed is pinned by hashes; the list of it can be printed (`make sbom`)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.security.patterns import ROOT
from tests.security.report import Figure

LOCKS = ("run.txt", "dev.txt", "bench.txt", "sbom.txt")
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)")


def pinned(lock: Path) -> dict[str, list[str]]:
    """Every requirement with its hashes."""
    found: dict[str, list[str]] = {}
    for line in lock.read_text("utf-8").splitlines():  # as uv writes it
        if match := PINNED.match(line):
            hashes = found.setdefault(match[1], [])
        elif line.strip().startswith("--hash="):
            hashes.append(line.strip().rstrip(" \\").removeprefix("--hash="))
        else:
            assert line.strip().startswith("#") or not line.strip(), line
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_by_a_hash(name: str, figure: Figure) -> None:
    found = pinned(ROOT / "requirements" / name)
    assert found
    assert [name for name, hashes in found.items() if not hashes] == []
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for hashes in found.values() for each in hashes)
    figure(17, f"{name}: {len(found)} packages, each with its hashes")


def test_what_the_project_needs_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[^a-z0-9._-]", one)[0] for one in project["dependencies"]}
    assert needed <= set(pinned(ROOT / "requirements" / "run.txt"))


def test_installing_asks_for_hashes() -> None:
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    installs = [line for line in lines if "pip install" in line and " -r " in line]
    assert installs
    assert [line for line in installs if "--require-hashes" not in line] == []

"""Security test 9: no text keeps a pattern or a rule busy, however it was made for that."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from typing import Any

import pytest

from tests.security.patterns import ROOT
from tests.security.report import Figure

MOST = 0.05  # seconds of the processor for a pattern on 4,096 characters
MOST_LISTS = 0.25  # seconds for a message that is a list of a thousand names, or two thousand lines
PROCESSOR = 90  # seconds for all of them; a pattern that explodes ends here


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))


@pytest.fixture(scope="module")
def measured() -> list[dict[str, Any]]:
    """What each pattern and each rule took at its worst text."""
    command = [sys.executable, "-m", "tests.security.patterns"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=_limited)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (lines[-1], done.stderr)
    return [{**name, **took} for name, took in zip(lines[::2], lines[1::2], strict=True)]


def test_no_pattern_takes_long(measured: list[dict[str, Any]], figure: Figure) -> None:
    patterns = [row for row in measured if "pattern" in row]
    assert len(patterns) > 60, "the patterns are found"
    assert [row for row in patterns if row["seconds"] > MOST] == []
    figure(9, f"{len(patterns)} patterns, the slowest {max(row['seconds'] for row in patterns) * 1000:.0f} ms")


def test_no_rule_takes_long(measured: list[dict[str, Any]], figure: Figure) -> None:
    rules = [row for row in measured if "rule" in row]
    slow = [row for row in rules if row["seconds"] > (MOST_LISTS if row["rule"] in ("units", "line") else MOST)]
    assert slow == []
    figure(9, f"{len(rules)} rules, a time expression {_of(rules, 'time'):.0f} ms, the slowest {_worst(rules):.0f} ms")


def _of(rules: list[dict[str, Any]], name: str) -> float:
    return next(float(row["seconds"]) for row in rules if row["rule"] == name) * 1000


def _worst(rules: list[dict[str, Any]]) -> float:
    return max(float(row["seconds"]) for row in rules) * 1000

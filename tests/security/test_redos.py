"""Security test 9: no text keeps a pattern or a rule busy, however it was made for that.

Seconds are noted for docs/security.md and not asserted: what explodes runs into the processor's limit, and what grows
faster than the text calls more functions, which is the same on every machine.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from typing import Any

import pytest

from tests.security.patterns import ROOT
from tests.security.report import Figure

ALLOWED = 0.05  # seconds of the processor for a pattern or a rule on 4,096 characters
PROCESSOR = 90  # seconds for all of them; a pattern that explodes ends here
GROWTH = 2.6  # times as many calls for a text twice as long
FEW = 200  # calls that do not matter


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


def test_no_pattern_explodes(measured: list[dict[str, Any]], figure: Figure) -> None:
    patterns = [row for row in measured if "pattern" in row]
    assert len(patterns) > 60, "the patterns are found"
    figure(9, f"{len(patterns)} patterns, {_told(patterns)}")


def test_no_rule_grows_faster_than_its_text(measured: list[dict[str, Any]], figure: Figure) -> None:
    rules = [row for row in measured if "rule" in row]
    assert {"screen", "time", "units", "line"} <= {row["rule"] for row in rules}
    assert [row for row in rules if row["whole"] > GROWTH * row["half"] + FEW] == []
    figure(9, f"{len(rules)} rules, {_told(rules)}")


def _told(rows: list[dict[str, Any]]) -> str:
    seconds = [float(row["seconds"]) for row in rows]
    over = sum(one > ALLOWED for one in seconds)
    return f"the slowest {max(seconds) * 1000:.0f} ms, {over} over {ALLOWED * 1000:.0f} ms"

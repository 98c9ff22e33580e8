"""Security test 8: harmful files are refused at once, and what a file declares is looked at before it is unpacked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.security import bombs
from tests.security.patterns import ROOT
from tests.security.report import Figure
from tests.stage import Stage

MOST_SECONDS = 1.0  # of the processor
MOST_MEGABYTES = 100.0


def test_every_harmful_file_is_refused_at_once(tmp_path: Path, figure: Figure) -> None:
    files = bombs.all_of_them(tmp_path)
    command = [sys.executable, "-m", "tests.security.reading", *map(str, files.values())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    rows = dict(zip(files, map(json.loads, done.stdout.splitlines()), strict=True))
    for name, row in rows.items():
        assert row["told"].startswith(f"{files[name].name}: "), (name, row)
        assert "\n" not in row["told"]
        assert "secret of this machine" not in row["told"]
        assert row["seconds"] <= MOST_SECONDS, (name, row)
        assert row["megabytes"] <= MOST_MEGABYTES, (name, row)
    slowest = max(row["seconds"] for row in rows.values())
    most = max(row["megabytes"] for row in rows.values())
    figure(8, f"{len(rows)} files refused, the slowest in {slowest:.2f} s, at most +{most:.0f} MB")
    assert sorted(path.name for path in tmp_path.parent.glob("evil*")) == []


@pytest.mark.parametrize("size", [0, 20_000_000])
async def test_chat_takes_no_file_of_any_size(stage: Stage, size: int) -> None:
    """Files are not even fetched."""
    lan = await stage.joins("Lan", "p-dong-tho")
    lan.phone.sends_document("bang.xlsx", b"0" * size, "")
    await stage.settle()
    assert lan.screen.startswith("Tôi chưa đọc được tệp và ảnh.")
    assert "0" * 50 not in str(await stage.rows("select payload from inbox"))

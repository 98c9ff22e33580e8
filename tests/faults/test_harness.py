"""The fault tests in their short forms, those that start no program but T6; `make faults` has the long ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.harness.row import Orders, Row, table
from tests.faults.harness.short import PROCESSES, passes
from tests.faults.harness.tests import TESTS


@pytest.mark.parametrize("name", [name for name in TESTS if name not in PROCESSES])
def test_the_short_form(name: str, tmp_path: Path, example_database: Path) -> None:
    passes(name, tmp_path, example_database)


def test_what_the_table_says() -> None:
    fine, slow, short, skipped = (Row(f"T{number}", "a test", "0 lost", 7) for number in range(1, 5))
    fine.counts(True)
    slow.counts(True)
    slow.hurries(False, "it took 3 s")
    short.counts(True)
    short.counts(False, "one was lost")
    skipped.skipped = "it needs root"
    assert [row.passes for row in (fine, slow, short, skipped)] == [True, False, False, False]
    told = table([fine, slow, short, skipped]).splitlines()
    assert told[2].split() == ["T1", "a", "test", "1", "1", "0", "0", "7", "pass:", "0", "lost"]
    assert told[4].split()[3:6] == ["2", "1", "0"] and "SHORT: 0 lost" in told[4]
    assert told[-3:] == ["T2  SHORT  it took 3 s", "T3  SHORT  one was lost", "T4  skipped: it needs root"]


def test_numbers_come_from_the_seed_alone(tmp_path: Path) -> None:
    one, other = Orders(tmp_path, tmp_path, 1), Orders(tmp_path, tmp_path, 2)
    assert one.random("a").random() == one.random("a").random()
    assert len({one.random("a").random(), one.random("b").random(), other.random("a").random()}) == 3
    assert [one.times(1, 9), Orders(tmp_path, tmp_path, 1, short=True).times(1, 9)] == [9, 1]
    assert Orders(tmp_path, tmp_path, 1, rounds=4).times(1, 9) == 4

"""The short form of a fault test, as `make test` runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.harness.row import Orders, table
from tests.faults.harness.tests import TESTS

SEED = 1
PROCESSES = ("T1", "T2", "T3", "T9", "T11")  # mostly waiting; T6 starts one, too, and balances the two files


def passes(name: str, folder: Path, base: Path) -> None:
    """Nothing may be lost. Figures in seconds are not asserted: the machine has much else to do."""
    row = TESTS[name](Orders(folder, base, SEED, short=True))
    if row.skipped:
        pytest.skip(row.skipped)
    print(table([row]))
    assert row.short_of == []
    assert (row.lost, row.survived) == (0, row.tried)
    assert row.tried > 0

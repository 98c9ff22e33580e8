"""The fault tests that start the program, in their short forms: a file of their own, for another worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.harness.short import PROCESSES, passes


@pytest.mark.parametrize("name", PROCESSES)
def test_the_short_form(name: str, tmp_path: Path, example_database: Path) -> None:
    passes(name, tmp_path, example_database)

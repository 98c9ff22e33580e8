"""Run the fault tests and print one table. Ends with 1 when one falls short of its figure.

python -m tests.faults.harness [--only T1,T6] [--rounds N] [--seed N] [--short]
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import platform
import tempfile
import time
from pathlib import Path

from tests.faults.harness.row import Orders, Row, table
from tests.faults.harness.tests import TESTS
from tests.stage import template

SEED = 20261122


def main() -> int:
    asked = _arguments()
    logging.getLogger().addHandler(logging.NullHandler())  # what goes wrong on purpose is in the table
    only = {name.strip().upper() for name in asked.only.split(",") if name.strip()} or set(TESTS)
    if unknown := only - set(TESTS):
        raise SystemExit(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(TESTS)}")
    rounds = int(asked.rounds) if asked.rounds else None
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="ktgs-faults-") as name:
        base = asyncio.run(template(Path(name)))
        for test in (test for test in TESTS if test in only):
            folder = Path(name) / test
            folder.mkdir()
            begun = time.perf_counter()
            print(f"{test} … seed {asked.seed}", flush=True)
            row = _run(test, Orders(folder, base, asked.seed, asked.short, rounds))
            row.notes.append(f"took {time.perf_counter() - begun:.0f} s")
            rows.append(row)
            print(table([row]), flush=True)
    print(f"\n{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, seed {asked.seed}\n")
    print(table(rows))
    return 0 if all(row.passes or row.skipped for row in rows) else 1


def _run(test: str, orders: Orders) -> Row:
    """One that cannot go on is a row too: the others are still worth running."""
    try:
        return TESTS[test](orders)
    except Exception as error:
        row = Row(test, "did not end", "it runs to its end", orders.seed)
        row.misses(f"{type(error).__name__}: {error}")
        return row


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="faults", description="The fault tests, as one table.")
    parser.add_argument("--only", default="", metavar="T1,T6")
    parser.add_argument("--rounds", default="", metavar="N", help="of each test's main part")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--short", action="store_true", help="the form of make test")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())

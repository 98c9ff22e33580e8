"""Reads the files named on the command line as tables; one line of JSON a file. A process of its own, to be
measured."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import openpyxl  # noqa: F401 - loading it is not the file's fault

from bot.programme_table import TableError, read_table


def main() -> None:
    for name in sys.argv[1:]:
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        try:
            told = f"read: {read_table(Path(name))}"
        except TableError as error:
            told = str(error)
        took, after = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"told": told[:300], "seconds": took, "megabytes": (after - before) / 1024}))


if __name__ == "__main__":
    main()
